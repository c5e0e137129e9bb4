"""What an exercise hands to the explainers, and the Result it makes of their finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from rnn_course.nearmiss.exercise import Exercise
from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Mistake
from rnn_course.nearmiss.result import Result
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.bench import Bench
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.run import source_of


class Explained(Bench, Exercise):
    """An exercise whose answers are run and explained."""

    solution_source: str

    def _mistakes(self) -> tuple[Mistake, ...]:
        known = self.misconceptions.items()
        return tuple(Mistake(key, m.says, partial(self.known, key), m.detect, m.raises) for key, m in known)

    def _evidence(self, answer: Callable, seen: list[Seen], place: Sequence[int] = ()) -> Evidence:
        """What explainers may look at; ``place``: the probes, where they are not all of them."""
        place = place or range(len(self.probes))

        def see(function: Callable, index: int, *more: Any, **named: Any) -> Seen:
            return self.see(function, place[index], *more, **named)

        return Evidence(
            answer=answer, name=self.name, source=source_of(answer), solution=self.solution_source,
            arguments=tuple(self.argument_names()), probes=tuple(self.probes[i] for i in place),
            got=tuple(seen), want=tuple(self.known(None, i) for i in place), mistakes=self._mistakes(),
            tolerance=self.tolerance, axes=self.returns, see=see, seconds=self.seconds,
            usual=len(self.sizes or ()),
        )  # fmt: skip

    def _result_of(self, finding: Finding, answer: Any = None, one: Seen | None = None) -> Result:
        remarks = [] if one is None else self._remarks(answer, one)
        return self.result(finding.outcome, finding.sentence, finding.key, finding.details, remarks)

    def _remarks(self, answer: Any, one: Seen) -> list[str]:
        remarks = [oddities.argument_note(answer, self.argument_names())]
        if one.changed and one.outputs is not None:
            remarks.append(f"Your function changes its input {quoted(one.changed)}.")
        if one.run.warned and one.error is None:
            remarks.append(f"Python warned: {one.run.warned[0]}")
        return [remark for remark in remarks if remark]


def quoted(names: list[str]) -> str:
    """ "`a`, `b`" for names."""
    return ", ".join(f"`{name}`" for name in names)
