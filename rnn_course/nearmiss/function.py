"""The exercise in which a learner writes or repairs a function."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from rnn_course.nearmiss.exercise import Exercise
from rnn_course.nearmiss.judging import Judged
from rnn_course.nearmiss.mistakes import (
    Authoring,
    Misconception,
    axes_from,
    shown_source,
    stub_from,
    title_of,
)
from rnn_course.nearmiss.trial.bench import Bench


class FunctionExercise(Authoring, Judged):
    """Compare the learner's function with the reference solution on several probes.

    stub: what the learner starts from. solution: a function or its source text. draw(rng, T, B, …) gives the
    arguments of one probe. trial: how answers are tried and compared, see `Bench`.
    """

    def __init__(
        self,
        *,
        id: str,
        title: str,
        stub: str,
        solution: Callable | str,
        why: str,
        hints: Sequence[str],
        draw: Callable | None = None,
        misconceptions: Sequence[Misconception] = (),
        **trial: Any,
    ):
        Exercise.__init__(self, id=id, title=title, why=why, hints=hints, misconceptions=misconceptions)
        Bench.__init__(self, **trial)
        self.rights = {}
        self._read_sources(stub, solution)
        if draw is not None:
            self.draw(draw)

    def _read_sources(self, stub: str, solution: Callable | str) -> None:
        found = re.search(r"def ((\w+)\([^)]*\))", stub)
        if found is None:
            raise ValueError(f"exercise {self.id}: expected a function in the stub, got {stub!r}")
        self.signature, self.name = found.groups()
        self.stub_source = stub.strip("\n") + "\n"
        self.solution_source = shown_source(solution, self.name)
        self._solution = self.function_from(solution) if isinstance(solution, str) else solution
        for misconception in self.misconceptions.values():
            misconception.source = shown_source(misconception.wrong, self.name)


def function(*, id, why, hints, returns="", title=None, stub=None, **settings):
    """Decorate the solution of an exercise; gives the `FunctionExercise`. Its title is that of the file.

    returns: the outputs and their axes, "out: T B H; h_n: B H". stub: other than `return ...`, for a repair
    the broken code. settings: see `Bench`.
    """

    def exercise(solution):
        broken = stub or stub_from(solution, returns)
        return FunctionExercise(
            id=id, title=title or title_of(solution), stub=broken, solution=solution, why=why, hints=hints,
            returns=axes_from(returns), **settings,
        )  # fmt: skip

    return exercise
