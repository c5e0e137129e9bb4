"""Judge an answer to an exercise: is it right everywhere, and if not, what is said?"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from rnn_course.nearmiss.exercise import Exercise
from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Mistake, general
from rnn_course.nearmiss.explain.known import detected_mistake
from rnn_course.nearmiss.explain.resolver import resolve, resolve_further
from rnn_course.nearmiss.result import DIFFERS, RIGHT, Result
from rnn_course.nearmiss.sentences import say
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.bench import Bench
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.gradients import one_thread
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.run import EngineFault, error_text, source_of


class Judged(Bench, Exercise):
    """An exercise whose answers are functions: they are run on its probes, and compared with the
    reference."""

    signature: str
    stub_source: str
    solution_source: str

    def judge(self, answer: Any) -> Result:
        if answer is ... or answer is None:
            return self.not_attempted(say("trial", "attempt", "write", name=self.name))
        try:
            result = self._judge_kind(answer)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  an object may do anything when it is looked at
            return self.result(DIFFERS, say("trial", "kind", "unreadable", error=error_text(error)))
        if result is not None:
            return result
        with one_thread():
            seen = self._see_all(answer)
            result = self._judge_runs(answer, seen)
        result.remarks += [say("trial", "missing-limit", name) for name in seen[0].run.missing]
        return result

    def _judge_kind(self, answer: Any) -> Result | None:
        """The Result for an answer that need not be run, or None."""
        problem = oddities.wrong_kind(answer, self.name)
        if problem:
            return self.named(*problem)
        untouched = oddities.same_code(answer, self.stub_source, self.name, self.imports)
        if untouched or oddities.does_nothing(answer):
            return self.not_attempted(
                say("trial", "attempt", "fill" if "..." in self.stub_source else "repair")
            )
        problem = oddities.wrong_arguments(answer, self.argument_names(), self.signature)
        return self.named(*problem) if problem else None

    def _see_all(self, function: Callable) -> list[Seen]:
        """All probes in order, each within the time limit; after a stop the rest is not run."""
        seen = []
        for index in range(len(self.probes)):
            seen.append(self.see(function, index))
            if seen[-1].run.stopped or _unfilled(seen[-1]):
                break
        return seen

    def _judge_runs(self, answer: Callable, seen: list[Seen]) -> Result:
        if (seen[0].error is not None and oddities.has_placeholder(answer)) or _unfilled(seen[-1]):
            return self.not_attempted(say("trial", "attempt", "unfinished"))
        if all(self.alike(one, None, i) for i, one in enumerate(seen)):
            return self._judge_right(answer, seen)
        evidence = self._evidence(answer, seen)
        return self._result_of(resolve(evidence), answer, evidence.one)

    def _judge_right(self, answer: Callable, seen: list[Seen]) -> Result:
        mistake = detected_mistake(self._evidence(answer, seen))
        if mistake:
            return self._result_of(mistake)
        order = list(range(len(self.probes)))
        random.Random(len(order)).shuffle(order)
        for repeat, index in enumerate(order, 1):
            if not self.alike(self.see(answer, index, None, repeat), None, index):
                return self._result_of(general("keeps-state"))
        changed = list(dict.fromkeys(name for one in seen for name in one.changed))
        if changed and self.forbid_change:
            return self._result_of(general("changed-input", names=quoted(changed)))
        found = oddities.returned_otherwise(seen[0], self.known(None, 0), self.argument_names())
        if found and self.may_change:
            return self.named(*found)
        return self._judge_further(answer, seen) or self._accept(seen, changed)

    def _judge_further(self, answer: Callable, seen: list[Seen]) -> Result | None:
        """The Result of an answer that is wrong on a further probe, or None.
        The last one is drawn anew for each check."""
        wider, usual = self.on(self.all_probes()), len(self.probes)
        for index in range(usual, len(wider.probes)):
            one = wider.see(answer, index)
            if not wider.alike(one, None, index):
                finding = resolve_further(wider._evidence(answer, [*seen, one], [*range(usual), index]))
                return self._result_of(finding, answer, one)
        return None

    def _accept(self, seen: list[Seen], changed: list[str]) -> Result:
        self._see_the_sentinel()
        remarks = [say("trial", "attempt", "changes", names=quoted(changed))] if changed else []
        if not self.observe:
            meant = oddities.listed(self.known(None, 0).value, self.returns)
            lists = [name for name in oddities.listed(seen[0].value, self.returns) if name not in meant]
            remarks += [say("trial", "attempt", "list", names=quoted(lists))] if lists else []
        agrees = say("trial", "attempt", "right", count=len(self.probes))
        return self.result(RIGHT, agrees, remarks=remarks)

    def _see_the_sentinel(self) -> None:
        """Raise EngineFault unless a known wrong answer is still told from the right one, here and now."""
        right = self.known(None, 0).outputs or {}
        numbers = {k: v for k, v in right.items() if isinstance(v, np.ndarray) and v.dtype.kind in "iuf"}
        moved = {name: value + 1 for name, value in numbers.items()}
        if moved and same(moved, numbers, self.tolerance):
            raise EngineFault("two different results look equal to the check")
        key = next((key for key, m in self.misconceptions.items() if m.detect is None), None)
        if key is None:
            return
        wrong = self.function_from(self.misconceptions[key].source)
        if all(self.alike(self.see(wrong, index), None, index) for index in range(len(self.probes))):
            raise EngineFault(f"the known mistake {key} of {self.id} looks right to the check")

    # -- what is said --

    def _mistakes(self) -> tuple[Mistake, ...]:
        known = self.misconceptions.items()
        return tuple(
            Mistake(key, m.says, partial(self.known, key), m.detect, m.raises, m.source) for key, m in known
        )

    def _evidence(self, answer: Callable, seen: list[Seen], place: Sequence[int] = ()) -> Evidence:
        """What explainers may look at; ``place``: the probes, where they are not all of them."""
        place = place or range(len(self.probes))

        def see(function: Callable, index: int, *more: Any, **named: Any) -> Seen:
            return self.see(function, place[index], *more, **named)

        return Evidence(
            answer=answer, reference=self._solution, name=self.name, source=source_of(answer),
            solution=self.solution_source,
            arguments=tuple(self.argument_names()), probes=tuple(self.probes[i] for i in place),
            got=tuple(seen), want=tuple(self.known(None, i) for i in place), mistakes=self._mistakes(),
            tolerance=self.tolerance, axes=self.returns, see=see,
            function_from=self.function_from, seconds=self.seconds,
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


def _unfilled(seen: Seen) -> bool:
    return seen.problem is not None and seen.problem[0] == "placeholder"


def quoted(names: list[str]) -> str:
    """ "`a`, `b`" for names."""
    return ", ".join(f"`{name}`" for name in names)
