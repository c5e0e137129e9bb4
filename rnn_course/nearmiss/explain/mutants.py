"""Common mistakes that can be recognised from the right result alone: reversed, transposed, off by one step,
a lost tanh …

Each takes the right array, its axis letters and the sizes, and gives what the mistake would give, or None
where it does not apply. A mistake of the `undo` kind goes the other way: from what was given to what is
right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rnn_course.nearmiss.trial.axes import letters_of, size_of
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.vocabulary import taught

Change = Callable[[np.ndarray, str, dict[str, int]], Any]


@dataclass(frozen=True)
class Mutant:
    """One common mistake. name: its sentence in ``general.toml``; words: what the sentence quotes."""

    name: str
    change: Change | None = None
    undo: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None
    words: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.name.replace("size", self.words.get("letter", ""))

    def explains(self, got: np.ndarray, want: np.ndarray, axes: str, sizes: dict, tolerance: float) -> bool:
        """Does this mistake turn the right array into the learner's?"""
        if self.undo is not None:
            return _undone(self.undo, got, want, tolerance)
        if got.dtype.kind == "c" or self.change is None:
            return False
        right = want.astype(float) if want.dtype.kind == "b" else want
        try:
            mutated = self.change(right, axes, sizes)
        except (TypeError, ValueError, IndexError):
            return False
        return mutated is not None and same(got, np.asarray(mutated), max(tolerance, 1e-9))


def _along(role: str, change: Callable[[np.ndarray, int], Any]) -> Change:
    """A change along the axis of "order" or "each" (see `Vocabulary`), where there is one."""

    def mutate(a, axes, _sizes):
        letters, letter = letters_of(axes), getattr(taught(), role)
        return change(a, letters.index(letter)) if letter in letters else None

    return mutate


def _in_order(change: Callable[[np.ndarray], Any]) -> Change:
    """A change of the array with the axis of order moved to the front."""
    return _along("order", lambda a, axis: np.moveaxis(change(np.moveaxis(a, axis, 0)), 0, axis))


def _swapped(a, axes, _sizes):
    letters, words = letters_of(axes), taught()
    if words.order not in letters or words.each not in letters:
        return None
    return np.swapaxes(a, letters.index(words.order), letters.index(words.each))


def of_all(function: Callable[[np.ndarray], Any], at_least: int = 0, at_most: int = 99) -> Change:
    """A change of all numbers, for arrays with so many axes."""

    def mutate(a, _axes, _sizes):
        with np.errstate(all="ignore"):
            return function(a) if at_least <= a.ndim <= at_most else None

    return mutate


def _times(letter: str, power: int) -> Change:
    def mutate(a, _axes, sizes):
        size = size_of(letter, sizes)
        return None if size is None or letter not in sizes else a * float(size) ** power

    return mutate


def _undone(undo, got, want, tolerance) -> bool:
    """Recognised backwards, so that saturated values are no trouble."""
    if not (want.dtype.kind == got.dtype.kind == "f" and want.size and got.shape == want.shape):
        return False
    with np.errstate(all="ignore"):
        return same(undo(got, want), want, tolerance)


MUTANTS = (
    Mutant("sign", of_all(np.negative)),
    Mutant("last-step", _along("order", lambda a, t: np.take(a, -1, t))),
    Mutant("first-step", _along("order", lambda a, t: np.take(a, 0, t))),
    Mutant("last-step", _in_order(lambda a: a[-1:])),
    Mutant("first-step", _in_order(lambda a: a[:1])),
    Mutant("last-everywhere", _in_order(lambda a: np.broadcast_to(a[-1], a.shape))),
    Mutant("reversed-in-time", _along("order", np.flip)),
    Mutant("first-step-missing", _in_order(lambda a: a[1:])),
    Mutant("last-step-missing", _in_order(lambda a: a[:-1])),
    Mutant("time-batch-swapped", _swapped),
    Mutant("transposed", of_all(np.transpose, 2, 2)),
    Mutant("axes-reversed", of_all(np.transpose, 3)),
    Mutant("axes-swapped", of_all(lambda a: np.swapaxes(a, -1, -2), 3)),
    # The wanted shape, filled in the order of time and batch swapped: a reshape where a transpose is meant.
    Mutant("reshaped", of_all(lambda a: np.swapaxes(a, 0, 1).reshape(a.shape), 2)),
    Mutant(
        "reshaped", of_all(lambda a: np.swapaxes(a.reshape(a.shape[1], a.shape[0], *a.shape[2:]), 0, 1), 2)
    ),
    Mutant("reshaped", of_all(lambda a: np.swapaxes(a, -1, -2).reshape(a.shape), 3)),
    Mutant("reshaped", of_all(lambda a: np.swapaxes(a.reshape(*a.shape[:-2], *a.shape[:-3:-1]), -1, -2), 3)),
    Mutant("cut-anew", of_all(lambda a: a.reshape(a.shape[1], a.shape[0], *a.shape[2:]), 2)),
    Mutant("flattened", of_all(np.ravel, 2)),
    Mutant("zeros", of_all(np.zeros_like)),
)


def _late(got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Right, if the first place is left out and the last filled in; of two places that says nothing."""
    return np.concatenate([got[1:], want[-1:]]) if len(want) > 2 else want


LATE = Mutant("one-late", undo=_late)


ENDS = {"reversed-along": slice(None, None, -1), "last-along": slice(-1, None), "first-along": slice(1)}


def _along_each(letters: list[str]) -> list[Mutant]:
    """Turned round along an axis, or only one end of it left."""
    places = [(letter, (slice(None),) * axis) for axis, letter in enumerate(letters)]
    return [
        Mutant(name, of_all(lambda a, at=(*before, part): a[at], len(before) + 1), words={"letter": letter})
        for name, part in ENDS.items()
        for letter, before in places
    ]


def _sized(sizes: dict[str, Any]) -> list[Mutant]:
    """Too large or too small by the size of an axis, for each letter."""
    kinds = (("times-size", 1), ("over-size", -1))
    return [
        Mutant(name, _times(x, power), words={"letter": x})
        for name, power in kinds
        for x in sizes
        if len(x) == 1
    ]


def find_mutant(pairs: list[tuple[Any, Any, dict]], axes: str, tolerance: float) -> Mutant | None:
    """The first common mistake that turns each right array into the learner's, or None.

    pairs: (got, want, sizes), one for each probe.
    """
    pairs = [pair for pair in pairs if isinstance(pair[1], np.ndarray)]
    if not pairs or not all(isinstance(got, np.ndarray) for got, _, _ in pairs):
        return None
    late = [LATE] if pairs[0][1].shape[:1] > (2,) else []
    tried = (*taught().twins, *MUTANTS, *late, *_along_each(letters_of(axes)), *_sized(pairs[0][2]))
    fits = (m for m in tried if all(m.explains(*pair[:2], axes, pair[2], tolerance) for pair in pairs))
    return next(fits, None)
