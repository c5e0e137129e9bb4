"""Mistakes that are recognised by looking at the answer, not at its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rnn_course.nearmiss.explain.evidence import Evidence, Mistake
from rnn_course.nearmiss.trial.probes import Call, Seen
from rnn_course.nearmiss.trial.run import run


def detected(
    mistakes: Sequence[Mistake], answer: Callable, calls: list[Call], seconds: float
) -> Mistake | None:
    """The known mistake whose ``detect(function, calls)`` says yes."""
    for mistake in mistakes:
        detect = mistake.detect
        if detect is not None and run(lambda d=detect: bool(d(answer, calls)), seconds).value is True:
            return mistake
    return None


def calls_of(evidence: Evidence, seen: Sequence[Seen]) -> list[Call]:
    """What a ``detect`` is handed of each call."""
    return [
        Call(one.args, one.value, probe.sizes, want.value)
        for one, probe, want in zip(seen, evidence.probes, evidence.want, strict=False)
    ]
