"""The exercise in which a learner writes or repairs a function."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rnn_course.nearmiss.exercise import NUMPY
from rnn_course.nearmiss.explain.detect import detected
from rnn_course.nearmiss.explain.evidence import general
from rnn_course.nearmiss.explain.resolver import resolve, resolve_further
from rnn_course.nearmiss.explained import Explained, quoted
from rnn_course.nearmiss.mistakes import (
    Authoring,
    Misconception,
    axes_from,
    shown_source,
    stub_from,
    title_of,
)
from rnn_course.nearmiss.result import DIFFERS, RIGHT, Result
from rnn_course.nearmiss.sentences import say
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.compare import TOLERANCE, same
from rnn_course.nearmiss.trial.further import Probe, fresh_probe, further_probes
from rnn_course.nearmiss.trial.gradients import one_thread
from rnn_course.nearmiss.trial.probes import Call, Seen, probe_sizes, seed_of
from rnn_course.nearmiss.trial.run import SECONDS, EngineFault, error_text
from rnn_course.nearmiss.trial.settings import kept_settings


class FunctionExercise(Authoring, Explained):
    """Compare the learner's function with the reference solution on several probes.

    draw(rng, T, B, …) gives the arguments of one probe; `returns` names the outputs and their axes: {"out":
    "T B H"}. sizes: other sizes than the usual ones, a list of keyword arguments for `draw`. tolerance:
    absolute and relative. The solution is a function or its source text. observe(result, args) turns a result
    into what is compared; without it, gradients are compared too where the reference lets them flow.
    may_change: the task is to change an argument; forbid_change: changing one is wrong (otherwise it is a
    remark). imports: what the sources may rely on. without: kinds of further probes (`trial.further.KINDS`),
    or "gradients", that make no sense for this task.
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
        returns: dict[str, str] | None = None,
        sizes: Sequence[dict[str, Any]] | None = None,
        tolerance: float = TOLERANCE,
        observe: Callable | None = None,
        may_change: bool = False,
        forbid_change: bool = False,
        imports: str = NUMPY,
        seconds: float = SECONDS,
        without: Sequence[str] = (),
    ):
        super().__init__(id=id, title=title, why=why, hints=hints, misconceptions=misconceptions)
        self.imports, self.tolerance, self.seconds = imports, tolerance, seconds
        self.may_change, self.forbid_change, self._without = may_change, forbid_change, set(without)
        self._observe, self.returns, self.rights = observe, dict(returns or {}), {}
        self._wanted_sizes = sizes
        self._read_sources(stub, solution)
        if draw is not None:
            self.draw(draw)
        self._functions = {None: self._solution}
        self._known = {}

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

    def draw(self, function: Callable) -> Callable:
        """How the arguments of one probe are drawn:
        `draw(rng, T, B, …)` asks for the sizes it needs. A decorator."""
        self._draw, self.sizes = function, probe_sizes(function, self._wanted_sizes)
        self.probes = [Probe(one, seed_of(self.id, index)) for index, one in enumerate(self.sizes)]
        return function

    # -- judging --

    def _judge(self, answer: Any) -> Result:
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
        for index in range(len(self.sizes)):
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
        calls = [Call(one.args, one.value, self.sizes[i]) for i, one in enumerate(seen)]
        mistake = detected(self._mistakes(), answer, calls, self.seconds)
        if mistake:
            return self.named(mistake.key)
        order = list(range(len(self.sizes)))
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
        usual, known = self.probes, self._known
        self.probes, self._known = self.all_probes(), dict(known)
        try:
            for index in range(len(usual), len(self.probes)):
                one = self.see(answer, index)
                if not self.alike(one, None, index):
                    finding = resolve_further(self._evidence(answer, [*seen, one], index))
                    return self._result_of(finding, answer, one)
            return None
        finally:
            fresh = len(self.probes) - 1
            known.update((key, value) for key, value in self._known.items() if key[1] != fresh)
            self.probes, self._known = usual, known

    def all_probes(self) -> list[Probe]:
        """The usual probes, the further ones, and last of all one that is drawn anew at each call."""
        return [*self.probes, *self._further(), fresh_probe(self.sizes, self.generic)]

    @property
    def generic(self) -> bool:
        """Are the sizes given by single letters, so that others may be drawn?"""
        return all(len(key) == 1 for one in self.sizes for key in one)

    def _further(self) -> list[Probe]:
        with kept_settings():
            args = self.arguments()
        found = further_probes(self.sizes[0], seed_of(self.id, 100), args, self.generic)
        return [probe for probe in found if probe.kind not in self._without]

    # -- accepting --

    def _accept(self, seen: list[Seen], changed: list[str]) -> Result:
        self._see_the_sentinel()
        remarks = [say("trial", "attempt", "changes", names=quoted(changed))] if changed else []
        if not self._observe:
            meant = oddities.listed(self.known(None, 0).value, self.returns)
            lists = [name for name in oddities.listed(seen[0].value, self.returns) if name not in meant]
            remarks += [say("trial", "attempt", "list", names=quoted(lists))] if lists else []
        agrees = say("trial", "attempt", "right", count=len(self.sizes))
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
        if all(self.alike(self.see(wrong, index), None, index) for index in range(len(self.sizes))):
            raise EngineFault(f"the known mistake {key} of {self.id} looks right to the check")


def _unfilled(seen: Seen) -> bool:
    return seen.problem is not None and seen.problem[0] == "placeholder"


def function(*, id, why, hints, returns="", title=None, stub=None, **settings):
    """Decorate the solution of an exercise; gives the `FunctionExercise`. Its title is that of the file.

    returns: the outputs and their axes, "out: T B H; h_n: B H". stub: other than `return ...`, for a repair
    the broken code. settings: see `FunctionExercise`.
    """

    def exercise(solution):
        broken = stub or stub_from(solution, returns)
        return FunctionExercise(id=id, title=title or title_of(solution), stub=broken, solution=solution, why=why,
                                hints=hints, returns=axes_from(returns), **settings)  # fmt: skip

    return exercise
