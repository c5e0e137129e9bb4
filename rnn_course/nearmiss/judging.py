"""Judge an answer to an exercise: is it right everywhere, and if not, what is said?"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.evidence import general
from rnn_course.nearmiss.explain.known import detected_mistake
from rnn_course.nearmiss.explain.resolver import resolve, resolve_further
from rnn_course.nearmiss.explained import Explained, quoted
from rnn_course.nearmiss.result import DIFFERS, RIGHT, Result
from rnn_course.nearmiss.sentences import say
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.gradients import one_thread
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.run import EngineFault, error_text


class Judged(Explained):
    """An exercise whose answers are functions: they are run on its probes, and compared with the
    reference."""

    signature: str
    stub_source: str

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


def _unfilled(seen: Seen) -> bool:
    return seen.problem is not None and seen.problem[0] == "placeholder"
