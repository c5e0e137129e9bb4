"""Where answers to an exercise are tried: its arguments, its probes, the reference, and what each function
gives."""

from __future__ import annotations

import inspect
import linecache
import zlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.further import Probe
from rnn_course.nearmiss.trial.gradients import only, reached
from rnn_course.nearmiss.trial.probes import (
    Seen,
    changed_names,
    draw_args,
    name_outputs,
    seed_everything,
    with_names,
)
from rnn_course.nearmiss.trial.run import EngineFault, run
from rnn_course.nearmiss.trial.values import Unreadable


class Bench:
    """Runs functions on the probes of an exercise; what the reference and the known mistakes give is computed
    once.

    A base of FunctionExercise, which sets what the annotations name.
    """

    id: str
    name: str
    imports: str
    misconceptions: dict[str, Any]
    returns: dict[str, str]
    sizes: list[dict[str, Any]]
    probes: list[Probe]
    tolerance: float
    seconds: float
    may_change: bool
    _draw: Callable
    _observe: Callable | None
    _solution: Callable
    _functions: dict[str | None, Callable]
    _known: dict[tuple[str | None, int], Seen]
    _without: set[str]

    def function_from(self, source: str) -> Callable:
        """The function that `source` defines, with the names that the exercise's imports give."""
        namespace: dict[str, Any] = {"__name__": "exercise"}
        exec(self.imports, namespace)
        filename = f"<exercise {self.id} {zlib.crc32(source.encode())}>"
        linecache.cache[filename] = len(source), None, source.splitlines(True), filename
        exec(compile(source, filename, "exec"), namespace)
        return namespace[self.name]

    @cached_property
    def _argument_names(self) -> list[str]:
        return list(inspect.signature(self._solution).parameters)

    def argument_names(self) -> list[str]:
        return self._argument_names

    def arguments(self, index: int = 0) -> tuple:
        """Fresh arguments of one probe. It seeds numpy, torch and random; see `kept_settings`."""
        probe = self.probes[index]
        return probe.change(draw_args(self._draw, probe.sizes, probe.seed))

    def see(
        self,
        function: Callable,
        index: int,
        seconds: float | None = None,
        repeat: int = 0,
        watch: bool = True,
    ) -> Seen:
        """Call a function on one probe and read what it gives: a Seen. ``repeat`` gives random code other
        numbers.

        watch: look whether it changes its arguments.
        """
        want = None if function is self._solution else self.known(None, index)
        seen = Seen()

        def prepare() -> tuple:
            seen.args = self.arguments(index)
            return seen.args

        def task(*args: Any) -> None:
            seed_everything(1 + index + 1000 * repeat)
            seen.value = function(*args)
            if watch and not self.may_change:
                seen.changed = changed_names(args, self.arguments(index), self.argument_names())
            self._read(seen, function)
            self._follow_gradients(seen, want, index)

        seen.run = run(task, seconds or self.seconds, cast(Any, prepare))
        return seen

    def _read(self, seen: Seen, function: Callable) -> None:
        value = seen.value
        if oddities.is_placeholder(value):
            seen.problem = ("placeholder", "")
            return
        allowed_none = value is None and self.may_change and self._observe
        seen.problem = None if allowed_none else oddities.wrong_value(value, function)
        if seen.problem is None:
            names, arguments = list(self.returns) or [""], self.argument_names()
            try:
                seen.outputs = name_outputs(value, seen.args, names, self._observe, arguments)
            except Unreadable as error:
                seen.problem = (error.key, str(error))

    def follows_gradients(self, index: int) -> bool:
        """Are gradients compared on this probe, besides the values?"""
        probe = self.probes[index]
        return not (self._observe or self.may_change or probe.kind or "gradients" in self._without)

    def _follow_gradients(self, seen: Seen, want: Seen | None, index: int) -> None:
        """Where the values are right: the gradients of what the reference lets gradients flow to."""
        if not self.follows_gradients(index):
            return
        right = want is None or (want.flow and same(seen.outputs, want.outputs, self.tolerance))
        if right and seen.outputs is not None:
            found = reached(seen.value, list(self.returns) or [""], seen.args)
            flow = {f"gradient of {with_names(k, self.argument_names())}": g for k, g in found.items()}
            seen.flow = flow if want is None else only(flow, want.flow)

    def known(self, key: str | None, index: int) -> Seen:
        """What the reference solution (key None) or a misconception gives on one probe; computed once."""
        if (key, index) not in self._known:
            if key not in self._functions:
                self._functions[key] = self.function_from(self.misconceptions[str(key)].source)
            seen = self.see(self._functions[key], index)
            if key is None and seen.outputs is None:
                raise EngineFault(
                    f"the reference of {self.id} gives no result on {self.probes[index]}: {seen.why()}"
                )
            self._known[key, index] = seen
        return self._known[key, index]

    def alike(self, one: Seen, key: str | None, index: int) -> bool:
        """Did a call on this probe give what the reference (key None) or a misconception gives?"""
        return one.alike(self.known(key, index), self.tolerance * self.probes[index].looseness)
