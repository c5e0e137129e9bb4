"""Two known mistakes at once: what each of them changes in the solution, changed together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from rnn_course.nearmiss.explain.evidence import PAIRS, Evidence, Finding, Mistake, Rank
from rnn_course.nearmiss.explain.known import both_said
from rnn_course.nearmiss.trial.probes import Seen, frozen

PART = re.compile(r"\n *|\w+| +|.")


class Change(NamedTuple):
    """The parts from `start` to `end` of a text give way to others."""

    start: int
    end: int
    parts: tuple[str, ...]


def both_mistakes(evidence: Evidence) -> Finding | None:
    """Two known mistakes that together do the same as the answer."""
    if any(one.outputs is None for one in evidence.got):
        return None
    first = evidence.smallest
    where = [first, *(i for i in evidence.telling if i != first)]
    for one, other, source in _pairs(evidence):
        if evidence.out_of_time(PAIRS):
            return None
        if all(_alike(evidence, _see(evidence, source, i), evidence.got[i]) for i in where):
            return Finding(one.key, both_said(one.says, other.says), rank=Rank.PARTLY)
    return None


def hides_others(evidence: Evidence, mistake: Mistake) -> bool:
    """Would no other mistake show beside this one? Then one that does show speaks against it.

    So it is where it gives the same beside most other known ones, or hands back what it was handed.
    """
    index, telling = evidence.smallest, evidence.telling
    known = mistake.gives(index)
    if all(_handed_back(mistake.gives(i)) for i in telling):
        return not all(_handed_back(evidence.want[i]) for i in telling)
    beside = [
        _alike(evidence, _see(evidence, source, index), known)
        for first, second, source in _pairs(evidence)
        if mistake in (first, second)
    ]
    return sum(beside) > len(beside) / 2


def _handed_back(one: Seen) -> bool:
    """Is each number that it gives one of those that it was handed?"""
    handed = np.concatenate([np.zeros(0), *_numbers(frozen(list(one.args)))])
    return all(np.isin(given, handed).all() for given in _numbers(one.outputs or {}))


def _numbers(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        yield value.ravel()


def _alike(evidence: Evidence, one: Seen | None, other: Seen) -> bool:
    return one is not None and one.alike(other, evidence.tolerance)


def _see(evidence: Evidence, source: str, index: int) -> Seen | None:
    try:
        function = evidence.function_from(source)
    except SyntaxError:  # two changes may not go together
        return None
    return evidence.glance(function, index)


def _pairs(evidence: Evidence) -> Iterator[tuple[Mistake, Mistake, str]]:
    """(first, second, the source with both), for each two that change other parts of the solution."""
    solution = PART.findall(evidence.solution)
    changed = [(one, changes(solution, PART.findall(one.source))) for one in evidence.mistakes if one.source]
    for (first, some), (second, more) in combinations(changed, 2):
        source = merged(solution, some, more)
        if source is not None:
            yield first, second, source


def changes(old: list[str], new: list[str]) -> set[Change]:
    """What has to be changed in the old text to get the new one."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return {Change(i, j, tuple(new[k:m])) for kind, i, j, k, m in codes if kind != "equal"}


def merged(parts: list[str], some: set[Change], more: set[Change]) -> str | None:
    """The text with both sets of changes, or None where they meet.

    >>> merged(["a", "+", "b"], {Change(0, 1, ("A",))}, {Change(2, 3, ())})
    'A+'
    >>> merged(["a", "+", "b"], {Change(0, 2, ("A",))}, {Change(1, 3, ())})
    """
    text, at = "", 0
    for change in sorted(some | more):
        if change.start < at:
            return None
        text += "".join(parts[at : change.start]) + "".join(change.parts)
        at = change.end
    return text + "".join(parts[at:])
