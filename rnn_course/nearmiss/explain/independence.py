"""An answer in which things meet that should know nothing of each other: the sequences of a batch, or a step
and what comes after it.

One entry of the inputs is changed, and it is seen where the answer changes, and where the solution does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.trial.axes import letters_of
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.further import is_floats
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.values import is_torch
from rnn_course.nearmiss.vocabulary import taught


def mixes(evidence: Evidence) -> Finding | None:
    """The last entry along an axis is changed: does an earlier one of the answer change that should not?"""
    if evidence.stopped or evidence.one.outputs is None or evidence.edge(evidence.first):
        return None
    words = taught()
    for letter, name in ((words.each, "mixes"), (words.order, "looks-ahead")):
        size = evidence.probes[evidence.first].sizes.get(letter, 0)
        if size > 1 and not evidence.out_of_time() and _meets(evidence, letter, size):
            return general(name, one=words.letters[letter].one, many=words.letters[letter].many)
    return None


def _meets(evidence: Evidence, letter: str, size: int) -> bool:
    """Does the answer change before the last entry along the axis, and the solution nowhere there?"""
    right = evidence.glance(_changed(evidence.reference, size), evidence.first)
    mine = evidence.glance(_changed(evidence.answer, size), evidence.first)
    pairs = {
        name: (_before_the_last(evidence, letter, name, right, evidence.want[evidence.first]),
               _before_the_last(evidence, letter, name, mine, evidence.one))
        for name in evidence.axes if letter in letters_of(evidence.axes[name])
    }  # fmt: skip
    return (
        bool(pairs) and all(pair[0] for pair in pairs.values()) and any(p[1] is False for p in pairs.values())
    )


def _before_the_last(evidence: Evidence, letter: str, name: str, now: Seen, before: Seen) -> bool | None:
    """Is the output unchanged there? None where it cannot be said."""
    new, old = (now.outputs or {}).get(name), (before.outputs or {}).get(name)
    axis = letters_of(evidence.axes[name]).index(letter)
    if not (isinstance(new, np.ndarray) and isinstance(old, np.ndarray) and new.shape == old.shape):
        return None
    if new.ndim <= axis:
        return None
    first = np.arange(new.shape[axis] - 1)
    return same(np.take(new, first, axis), np.take(old, first, axis), evidence.tolerance)


def _changed(function: Callable, size: int) -> Callable:
    """The function, called with the last entry along each axis of this size changed."""

    def called(*args: Any) -> Any:
        return function(*(_with_another_end(arg, size) for arg in args))

    return called


def _with_another_end(value: Any, size: int) -> Any:
    """The sizes of a usual probe all differ, so the size says which axis it is."""
    if not is_floats(value) or size not in value.shape:
        return value
    new = value.detach().clone() if is_torch(value) else value.copy()
    new[(slice(None),) * list(value.shape).index(size) + (-1,)] += 0.5
    return new
