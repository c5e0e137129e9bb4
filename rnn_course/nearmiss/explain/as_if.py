"""An answer that does what would be right if one argument held nothing but zeros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.trial.further import is_floats, times


def zeros_for_an_argument(evidence: Evidence) -> Finding | None:
    """The first argument without whose numbers the solution gives what the answer gave on every probe."""
    if evidence.stopped or not any(map(np.any, (evidence.one.outputs or {}).values())):
        return None  # nothing but zeros may have many causes
    for place, name in enumerate(evidence.arguments):
        if not evidence.out_of_time() and _fits(evidence, _as_if_zeros(evidence.reference, place)):
            return general("as-if-zeros", name=name)
    return None


def _as_if_zeros(reference: Callable, place: int) -> Callable:
    def changed(*args: Any) -> Any:
        new = (times(arg, 0.0) if i == place and is_floats(arg) else arg for i, arg in enumerate(args))
        return reference(*new)

    return changed


def _fits(evidence: Evidence, function: Callable) -> bool:
    """Does it do on all probes what the answer does, the first wrong one first?"""
    for i in sorted(range(len(evidence.got)), key=lambda i: i != evidence.first):
        one = evidence.glance(function, i)
        if one.outputs is None or not evidence.got[i].alike(one, evidence.tolerance):
            return False
    return True
