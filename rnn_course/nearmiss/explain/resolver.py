"""Say what is wrong with an answer: the explainers are asked from the surest to the vaguest, and the best
finding is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.counts import count_mistake
from rnn_course.nearmiss.explain.error_sentences import raised, slip_of_an_error
from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Rank, general
from rnn_course.nearmiss.explain.general import general_mistake
from rnn_course.nearmiss.explain.independence import mixes
from rnn_course.nearmiss.explain.known import (
    all_parts,
    detected_mistake,
    known_mistake,
    some_parts,
    two_mistakes,
)
from rnn_course.nearmiss.explain.properties import misplaced, missing_property
from rnn_course.nearmiss.explain.sensitivity import weighs_otherwise
from rnn_course.nearmiss.explain.slips.explainers import lost_value, slip_in_the_code
from rnn_course.nearmiss.explain.slips.search import find_slip
from rnn_course.nearmiss.result import DIFFERS, NAMED
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.compare import difference, same
from rnn_course.nearmiss.trial.run import error_text, printed_detail
from rnn_course.nearmiss.vocabulary import taught

Explainer = Callable[[Evidence], Finding | None]


def reads_notebook(evidence: Evidence) -> Finding | None:
    found = oddities.reads_notebook(evidence.answer)
    return Finding(*found) if found else None


def stopped(evidence: Evidence) -> Finding | None:
    """An answer that was stopped is not tried again."""
    return raised(evidence) if evidence.one.run.stopped else None


def keeps_state(evidence: Evidence) -> Finding | None:
    """Called again with the same inputs, the function gives another answer."""
    again, error = evidence.see(evidence.answer, 0, None, repeat=1), evidence.got[0].error
    if error is not None and type(again.error) is type(error):
        return None  # the depth of a recursion, or an address, may be told otherwise
    return None if again.alike(evidence.got[0], evidence.tolerance) else general("keeps-state")


def wrong_kind(evidence: Evidence) -> Finding | None:
    return Finding(*evidence.one.problem) if evidence.one.problem else None


def overwritten(evidence: Evidence) -> Finding | None:
    """An input that the answer changes, beside wrong numbers."""
    names = ", ".join(f"`{name}`" for name in evidence.one.changed)
    return general("overwritten", names=names) if names else None


EXPLAINERS: tuple[Explainer, ...] = (
    reads_notebook,
    known_mistake,
    detected_mistake,
    stopped,
    keeps_state,
    wrong_kind,
    slip_of_an_error,
    raised,
    all_parts,
    two_mistakes,
    count_mistake,
    general_mistake,
    slip_in_the_code,
)
# Asked when none of the others has found anything.
LAST_RESORTS: tuple[Explainer, ...] = (
    some_parts,
    lost_value,
    misplaced,
    weighs_otherwise,
    mixes,
    missing_property,
    overwritten,
)


def _best(explainers: tuple[Explainer, ...], evidence: Evidence) -> Finding | None:
    found: list[Finding] = []
    for explain in explainers:
        finding = explain(evidence)
        if finding is not None and finding.rank == Rank.SURE:
            return finding
        found += [finding] if finding else []
    return min(found, key=lambda finding: finding.rank, default=None)


def resolve(evidence: Evidence) -> Finding:
    """The finding that is told of a wrong answer, with where it differs first."""
    with evidence.many_runs():
        found = _best(EXPLAINERS, evidence) or _best(LAST_RESORTS, evidence)
    where, first = _where(evidence), evidence.first
    printed = printed_detail(evidence.one.run.printed)
    if found is None:
        return Finding(None, where[0], (*_tried(evidence, first), *printed), outcome=DIFFERS)
    if found.outcome == NAMED:
        # A single number says nothing without the sizes that it belongs to.
        is_number = any(np.ndim(value) == 0 for value in (evidence.want[first].outputs or {}).values())
        more = (*where, *(_tried(evidence, first) if is_number else []))
    else:
        more = _tried(evidence, first)
    return replace(found, details=(*found.details, *more, *printed))


def resolve_further(evidence: Evidence) -> Finding:
    """The finding for an answer that is right on all usual probes, and wrong on the last one."""
    one, probe = evidence.got[-1], evidence.probes[-1]
    with evidence.many_runs():
        slip = None if one.run.stopped else find_slip(evidence)
    name = ", ".join(f"`{name}`" for name in evidence.arguments[probe.place : probe.place + 1])
    place = slip.in_your_code() if slip else ()
    details = (*place, *_where(evidence), *_tried(evidence, len(evidence.probes) - 1))
    return replace(general(f"only-{probe.kind}", name=name, unit=taught().unit), details=details)


def _tried(evidence: Evidence, index: int) -> tuple[str, ...]:
    sizes = evidence.probes[index].sizes
    return (f"Tried with {', '.join(f'{key} = {value}' for key, value in sizes.items())}.",) if sizes else ()


def _where(evidence: Evidence) -> tuple[Any, ...]:
    """The first place where the answer differs, or its error."""
    one, want = evidence.one, evidence.want[evidence.first]
    if one.error is not None and not one.run.stopped:
        return (("code", error_text(one.error)),)
    if one.outputs is None or want.outputs is None:
        return ()
    if same(one.outputs, want.outputs, evidence.tolerance):
        return (explain_difference(evidence, one.all_of_it, want.all_of_it),)
    return (explain_difference(evidence, one.outputs, want.outputs),)


def explain_difference(evidence: Evidence, got: dict[str, Any], want: dict[str, Any]) -> str:
    """A sentence on the first output that differs and the first place in it."""
    sizes = evidence.probes[evidence.first].sizes
    for name, right in want.items():
        text = difference(got.get(name), right, evidence.axes.get(name, ""), sizes, evidence.tolerance)
        if text:
            return f"`{name}` {text}" if name else f"Your answer {text}"
    return "Your answer has other outputs than the task asks for."
