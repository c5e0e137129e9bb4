"""What all right answers have in common, and this one has not: a sum of 1, no number below 0."""

from __future__ import annotations

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.explain.general import rows_of, wrong_names
from rnn_course.nearmiss.trial.axes import letters_of
from rnn_course.nearmiss.trial.compare import number

Pairs = list[tuple[np.ndarray, np.ndarray]]


def missing_property(evidence: Evidence) -> Finding | None:
    """The first property that an output has on all probes of the solution, and not in the answer."""
    rows = rows_of(evidence, evidence.want)
    for name in wrong_names(rows, evidence.tolerance) if rows else ():
        pairs = [(got[name], want[name]) for got, want, _ in rows]
        if all(_floats(one) for pair in pairs for one in pair):
            letters = letters_of(evidence.axes.get(name, ""))
            found = _sum_of_one(pairs, letters) or _sign(pairs, name)
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
