"""Two things at once in the learner's own code: a slip beside a known mistake, a general one, or another
slip."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from rnn_course.nearmiss.explain.composed import hides_others
from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Mistake
from rnn_course.nearmiss.explain.general import general_mistake
from rnn_course.nearmiss.explain.slips.edits import Edits, made, scope_of
from rnn_course.nearmiss.explain.slips.every_edit import every_edit
from rnn_course.nearmiss.explain.slips.kinds import KINDS
from rnn_course.nearmiss.explain.slips.search import Search, Tried, compiled
from rnn_course.nearmiss.explain.trees import parsed
from rnn_course.nearmiss.trial.probes import Seen

MOST = 6  # slips beside a known mistake that are tried


def slip_and_mistake(search: Search, tried: list[Tried]) -> tuple[Edits, Mistake] | None:
    """Edits after which the answer does what a known mistake does, and that mistake.

    Where the edits may have brought it about, one more edit must make the answer right.
    """
    likely = sorted(tried, key=lambda one: not KINDS[one.edits[0].kind].plain)
    found = list(islice(_leaving_a_mistake(search, likely), MOST))
    plain = next((pair for pair in found if _brings_none_about(search, *pair)), None)
    return plain or next((pair for pair in found if search.first_right_after(pair[0]) is not None), None)


def _leaving_a_mistake(search: Search, tried: list[Tried]) -> Iterator[tuple[Edits, Mistake]]:
    evidence, telling = search.evidence, search.evidence.telling
    for edits, one in tried:
        near = [m for m in evidence.mistakes if one.alike(m.gives(search.first), evidence.tolerance)]
        changed = compiled(search.found, edits, search.names) if near else None
        if changed is not None and not evidence.out_of_time(search.limit):
            seen = {i: search.evidence.glance(changed, i, watch=True) for i in telling}
            yield from [(edits, m) for m in near if evidence.mistaken(m, seen, telling)][:1]


def _brings_none_about(search: Search, edits: Edits, mistake: Mistake) -> bool:
    """Is the mistake the learner's own, and not made by the edits?

    They put one thing in the place of another, every name that was read still is, the answer had no more
    different numbers before, and the mistake is not one beside which no other would show.
    """
    if not KINDS[edits[0].kind].plain or _variety(mistake.gives(search.first)) < _variety(search.was):
        return False
    before = scope_of(search.found.function).unread
    with made(edits):
        after = scope_of(search.found.function).unread
    lost = set(after) - set(before)
    return not lost and not hides_others(search.evidence, mistake)


def _variety(one: Seen) -> int:
    """How many different numbers it gives."""
    return sum(np.unique(value).size for value in (one.outputs or {}).values() if np.ndim(value))


def slip_and_general(search: Search, tried: list[Tried]) -> tuple[Edits, Finding] | None:
    """Edits after which the answer is right on the first probe, and what is said of the others: no knowledge
    of the exercise is needed for that."""
    evidence = search.evidence
    for edits in [edits for edits, one in tried if evidence.alike(one, search.first)]:
        changed = compiled(search.found, edits, search.names)
        if changed is None or evidence.out_of_time(search.limit):
            return None
        got = tuple(evidence.glance(changed, i) for i in range(len(evidence.got)))
        if not all(evidence.alike(one, i) for i, one in enumerate(got)):
            rest = general_mistake(replace(evidence, answer=changed, got=got))
            if rest is not None:
                return edits, rest
    return None


def two_slips(search: Search, tried: list[Tried]) -> tuple[Edits, Edits] | None:
    """Edits after which the answer gives what the solution gives with one slip in it; and those that mend the
    rest."""
    slipped, known = _slipped_solutions(search.evidence, search.first, search.limit), set()
    for edits, one in tried:
        print_ = _fingerprint(one)
        if print_ in slipped - known:
            known.add(print_)
            rest = search.first_right_after(edits)
            if rest is not None:
                return edits, rest
    return None


def _slipped_solutions(evidence: Evidence, index: int, limit: float) -> set[Hashable]:
    """What the solution gives on one probe with one slip in it, for all slips."""
    solution, prints = evidence.function_from(evidence.solution), set()
    found = parsed(solution)
    if found is None:
        return prints
    for edits in every_edit(found.function, lambda _edit: True):
        changed = None if evidence.out_of_time(limit) else compiled(found, edits, solution.__globals__)
        if changed is not None:
            prints.add(_fingerprint(evidence.glance(changed, index)))
    return prints - {None}


def _fingerprint(one: Seen) -> Hashable:
    """Five digits of a weighted sum of each output; None where an output is no finite array."""
    prints = []
    for name, value in (one.outputs or {}).items():
        if not (isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and np.isfinite(value).all()):
            return None
        total = np.abs(value).ravel().astype(float) @ np.linspace(1, 2, value.size)
        prints.append((name, value.shape, f"{total:.4e}"))
    return tuple(prints) or None
