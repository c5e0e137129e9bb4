"""What is seen in the numbers: a property that all right ones have, such as a sum of 1, and these have not;
or one that only these have, such as the same number all along an axis."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.explain.general import rows_of, wrong_names
from rnn_course.nearmiss.trial.axes import letters_of
from rnn_course.nearmiss.trial.compare import number

Pairs = list[tuple[np.ndarray, np.ndarray]]


def misplaced(evidence: Evidence) -> Finding | None:
    """Numbers that are right where they stand, or would be elsewhere."""
    return _first(evidence, lambda pairs, letters, _name: _unwritten(pairs) or _along_an_axis(pairs, letters))


def missing_property(evidence: Evidence) -> Finding | None:
    """The first property that an output has on all probes of the solution, and not in the answer."""
    return _first(evidence, lambda pairs, letters, name: _sum_of_one(pairs, letters) or _sign(pairs, name))


def _first(evidence: Evidence, look: Callable[[Pairs, list[str], str], Finding | None]) -> Finding | None:
    """What is found first in an output that is wrong somewhere."""
    rows = rows_of(evidence, evidence.want)
    for name in wrong_names(rows, evidence.tolerance) if rows else ():
        pairs = [(got[name], want[name]) for got, want, _ in rows]
        if all(_floats(one) for pair in pairs for one in pair):
            found = look(pairs, letters_of(evidence.axes.get(name, "")), name)
            if found:
                return found
    return None


def _floats(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "fiu" and bool(np.isfinite(value).all())


def _sum_of_one(pairs: Pairs, letters: list[str]) -> Finding | None:
    for axis, letter in enumerate(letters):
        sums = [(got.sum(axis), want.sum(axis)) for got, want in pairs if min(got.ndim, want.ndim) > axis]
        if len(sums) == len(pairs) and all(np.allclose(want, 1) for _, want in sums):
            other = next((np.ravel(got) for got, _ in sums if not np.allclose(got, 1)), None)
            if other is not None:
                first = other[~np.isclose(other, 1)][0]
                return general("sum-of-one", letter=letter, sum=number(first))
    return None


def _sign(pairs: Pairs, name: str) -> Finding | None:
    """Numbers below 0, where no right one is."""
    low = [got for got, _ in pairs if got.min(initial=0.0) < 0]
    if not low or any(want.min(initial=0.0) < 0 for _, want in pairs):
        return None
    return general("below-zero", name=name or "answer", number=number(low[0].min()))


def _unwritten(pairs: Pairs) -> Finding | None:
    """Right where it is not zero."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    filled = [np.isclose(got, want) & (got != 0) for got, want in pairs]
    right = all(np.all(some | (got == 0)) for some, (got, _) in zip(filled, pairs, strict=True))
    return general("unwritten") if right and all(some.any() for some in filled) else None


def _along_an_axis(pairs: Pairs, letters: list[str]) -> Finding | None:
    """The same number all along an axis; or right sums along it: the numbers stand in other places."""
    for axis, letter in enumerate(letters):
        if all(got.shape == want.shape and want.ndim > axis and want.shape[axis] > 1 for got, want in pairs):
            if _alike_along(pairs, axis):
                return general("alike-along", letter=letter)
            if _right_sums_along(pairs, axis):
                return general("elsewhere-along", letter=letter)
    return None


def _alike_along(pairs: Pairs, axis: int) -> bool:
    spread = [(np.ptp(got, axis), np.ptp(want, axis)) for got, want in pairs]
    return all(np.allclose(mine, 0) and not np.allclose(right, 0) for mine, right in spread)


def _right_sums_along(pairs: Pairs, axis: int) -> bool:
    """Where all sums are the same, as those of odds are, they tell nothing."""
    sums = [(got.sum(axis), want.sum(axis)) for got, want in pairs]
    all_of_them = np.concatenate([np.ravel(right) for _, right in sums])
    return all(np.allclose(*pair) for pair in sums) and not np.allclose(all_of_them, all_of_them[0])
