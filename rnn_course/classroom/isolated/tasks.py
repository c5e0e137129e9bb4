"""What goes in behind the wall for one answer: the student's source, and arguments drawn out here."""

import io
import random
import sys
from dataclasses import dataclass, field

import cloudpickle

from rnn_course.classroom.isolated.student import with_gradient
from rnn_course.nearmiss import FunctionExercise
from rnn_course.nearmiss.trial.settings import kept_settings
from rnn_course.nearmiss.trial.values import is_torch

EXERCISES = "rnn_course.exercises"


@dataclass(frozen=True)
class Answer:
    """What a student has handed in for one exercise, as text.

    name: the function or variable that holds it; own: the source of its cell; cells: sources of the other
    cells that the student wrote, in order.
    """

    name: str
    own: str
    cells: list = field(default_factory=list)


@dataclass
class Plan:
    """One answer's task, and what is needed to judge what comes back.

    exercise: a copy whose probes are those of the calls; calls: (probe, repeat) of each; usual: how many
    probes come first.
    """

    exercise: object
    task: dict
    calls: list = field(default_factory=list)
    usual: int = 0


def plan(exercise, answer):
    """The Plan for an answer; each call of this function draws its last probe anew."""
    task = {"id": exercise.id, "name": answer.name, "own": answer.own, "cells": list(answer.cells)}
    if not isinstance(exercise, FunctionExercise):
        return Plan(exercise, task | {"kind": "value", "imports": ""})
    with kept_settings():
        probes = exercise.all_probes()
    trial = exercise.on(probes)
    calls = _order(len(exercise.probes), len(probes))
    return Plan(trial, task | _of_function(trial, calls), calls, len(exercise.probes))


def _order(usual, every):
    """The usual probes; these once more, in another order; then the rest."""
    again = list(range(usual))
    random.Random(usual).shuffle(again)
    repeats = [(index, repeat) for repeat, index in enumerate(again, 1)]
    return [*((i, 0) for i in range(usual)), *repeats, *((i, 0) for i in range(usual, every))]


def _of_function(trial, calls):
    with kept_settings():
        drawn = [_call(trial, index, repeat) for index, repeat in calls]
    return {
        "kind": "calls", "imports": trial.imports, "stub": trial.stub_source, "calls": drawn,
        "observe": _reader(trial), "outputs": list(trial.returns) or [""], "seconds": trial.seconds,
        "arguments": trial.argument_names(), "may_change": trial.may_change,
    }  # fmt: skip


def _call(trial, index, repeat):
    args = pickled(trial.arguments(index))
    return {"args": args, "seed": 1 + index + 1000 * repeat, "flow": trial.follows_gradients(index)}


def _reader(trial):
    """How a result is read, as a function that does not need the course's exercises."""
    return ByValue(trial.observe) if trial.observe else None


class ByValue:
    """A function of the exercises that takes its own code along when it is pickled."""

    def __init__(self, function):
        self.function = function

    def __reduce__(self):
        return cloudpickle.loads, (pickled(self.function),)


class _Pickler(cloudpickle.Pickler):
    """Takes the gradients of parameters along as well, which torch leaves behind."""

    def reducer_override(self, value):
        if is_torch(value) and value.is_leaf and value.grad is not None:
            return with_gradient, (*value.__reduce_ex__(2)[:2], value.grad)
        return super().reducer_override(value)


def pickled(value):
    """The value as bytes that can be read where the course's exercises are not."""
    modules = [module for name, module in sys.modules.items() if name.startswith(EXERCISES)]
    for module in modules:
        cloudpickle.register_pickle_by_value(module)
    written = io.BytesIO()
    try:
        _Pickler(written).dump(value)
        return written.getvalue()
    finally:
        for module in modules:
            cloudpickle.unregister_pickle_by_value(module)
