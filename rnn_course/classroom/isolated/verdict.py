"""Judge what came back from behind the wall: compare plain values with what the reference gives out here."""

from dataclasses import dataclass, field

from rnn_course.classroom.isolated.crossing import NotPlain, unpack
from rnn_course.classroom.parts import right_parts
from rnn_course.nearmiss import FunctionExercise
from rnn_course.nearmiss.result import DIFFERS, NOT_ATTEMPTED, RAISED, RIGHT
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.gradients import only
from rnn_course.nearmiss.trial.probes import Seen


@dataclass
class Verdict:
    """outcome: as in a Result; parts: those with right values;
    ended: the limit or signal that ended it, or "".

    result: the Result of an answer that is no function; it was read out here.
    """

    outcome: str
    parts: list = field(default_factory=list)
    ended: str = ""
    result: object = None


def judge(plan, ended):
    """The Verdict on one answer. plan: its Plan; ended: the Ended of its task."""
    if ended.how:
        return Verdict(RAISED, ended=ended.how)
    if ended.value.get("untouched") is True:
        return Verdict(NOT_ATTEMPTED)
    function = isinstance(plan.exercise, FunctionExercise)
    return (_of_calls if function else _of_value)(plan, ended.value)


def _of_value(plan, value):
    if "value" not in value:
        return Verdict(RAISED if "error" in value else DIFFERS)
    try:
        answer = unpack(value["value"])
    except NotPlain:
        return Verdict(DIFFERS)
    result = plan.exercise.judge(answer)
    return Verdict(result.outcome, result=result)


def _of_calls(plan, value):
    calls = value.get("calls")
    if not isinstance(calls, list) or not all(isinstance(call, dict) for call in calls):
        return Verdict(RAISED if "error" in value else DIFFERS)
    calls = calls[: len(plan.calls)]
    seen = [_seen(plan, index, call) for (index, _), call in zip(plan.calls, calls, strict=False)]
    if _right(plan, seen):
        return Verdict(RIGHT)
    usual = plan.exercise.sizes
    parts = right_parts(
        plan.exercise, [_values(one, call) for one, call in zip(seen, calls, strict=True)][: len(usual)]
    )
    if any(call.get("unfilled") for call in calls):
        return Verdict(NOT_ATTEMPTED, parts)
    return Verdict(RAISED if any("error" in call for call in calls) else DIFFERS, parts)


def _right(plan, seen):
    """Did every planned call come back, and each with the reference's values?"""
    exercise = plan.exercise
    if len(seen) < len(plan.calls):
        return False
    changed = exercise.forbid_change and any(one.changed for one in seen)
    return not changed and all(
        exercise.alike(one, None, i) for (i, _), one in zip(plan.calls, seen, strict=True)
    )


def _seen(plan, index, call):
    """What one call gave, as the engine sees it."""
    outputs = _unpacked(call.get("outputs"))
    if outputs is None:
        return Seen(problem=("none", ""))
    want = plan.exercise.known(None, index)
    alike = want.flow and same(outputs, want.outputs, plan.exercise.tolerance)
    flow = only(_arrays(call.get("flow"), want.flow), want.flow) if alike else {}
    return Seen(outputs=outputs, flow=flow, changed=list(call.get("changed") or []))


def _arrays(packed, want):
    """Gradients of the wanted shapes; one of another shape counts as none."""
    found = _unpacked(packed) or {}
    return {k: v for k, v in found.items() if k in want and getattr(v, "shape", None) == want[k].shape}


def _unpacked(packed):
    if not isinstance(packed, dict):
        return None
    try:
        return {str(name): unpack(item) for name, item in packed.items()}
    except NotPlain:
        return None


def _values(seen, call):
    """The parts of one call that can be read, whether or not the others can."""
    return seen.outputs if seen.outputs is not None else _unpacked(call.get("parts")) or {}
