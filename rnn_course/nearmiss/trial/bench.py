"""Where answers to an exercise are tried: its arguments, its probes, the reference, and what each function
gives."""

from __future__ import annotations

import copy
import inspect
import linecache
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.compare import TOLERANCE, same
from rnn_course.nearmiss.trial.further import Probe, fresh_probe, further_probes
from rnn_course.nearmiss.trial.gradients import only, reached
from rnn_course.nearmiss.trial.probes import (
    Seen,
    changed_names,
    draw_args,
    name_outputs,
    probe_sizes,
    seed_everything,
    seed_of,
    with_names,
)
from rnn_course.nearmiss.trial.run import SECONDS, EngineFault, run
from rnn_course.nearmiss.trial.settings import kept_settings
from rnn_course.nearmiss.trial.values import Unreadable

NUMPY = "import numpy as np"
NUMPY_AND_TORCH = "import numpy as np\nimport torch\nfrom torch import nn"


@dataclass(kw_only=True, eq=False, repr=False)
class Bench:
    """Runs functions on the probes of an exercise; what the reference and the known mistakes give is computed
    once.

    returns: the outputs and their axes, {"out": "T B H"}. sizes: other sizes than the usual ones, a list of
    keyword arguments for `draw`. tolerance: absolute and relative. observe(result, args) turns a result into
    what is compared; without it, gradients are compared too where the reference lets them flow. may_change:
    the task is to change an argument; forbid_change: changing one is wrong (otherwise it is a remark).
    imports: what the sources may rely on. seconds: of computing, for each probe. without: kinds of further
    probes (`further.KINDS`), or "gradients", that make no sense for this task.
    """

    returns: Mapping[str, str] = field(default_factory=dict)
    sizes: Sequence[Mapping[str, Any]] | None = None
    tolerance: float = TOLERANCE
    observe: Callable | None = None
    may_change: bool = False
    forbid_change: bool = False
    imports: str = NUMPY
    seconds: float = SECONDS
    without: Sequence[str] = ()

    id: str = field(init=False)
    name: str = field(init=False)
    misconceptions: dict[str, Any] = field(init=False)
    _draw: Callable = field(init=False)
    _solution: Callable = field(init=False)

    def draw(self, function: Callable) -> Callable:
        """How the arguments of one probe are drawn:
        `draw(rng, T, B, …)` asks for the sizes it needs. A decorator."""
        self._draw = function
        self.ask_with(probe_sizes(function, self.sizes), self.id)
        return function

    def ask_with(self, sizes: Sequence[Mapping[str, Any]], name: str) -> None:
        """Let the usual probes have these sizes; the name says which numbers are drawn."""
        self.sizes = [dict(one) for one in sizes]
        self.probes = [Probe(one, seed_of(name, index)) for index, one in enumerate(self.sizes)]
        self._further: list[Probe] | None = None

    def on(self, probes: Sequence[Probe]) -> Any:
        """The same exercise with other probes; what is known of a probe goes along with it."""
        other = copy.copy(self)
        other.probes = list(probes)
        return other

    def all_probes(self) -> list[Probe]:
        """The usual probes, the further ones, and last of all one that is drawn anew at each call."""
        if self._further is None:
            with kept_settings():
                args = self.arguments()
            found = further_probes(self.probes[0].sizes, seed_of(self.id, 100), args, self.generic)
            self._further = [probe for probe in found if probe.kind not in self.without]
        return [
            *self.probes,
            *self._further,
            fresh_probe([probe.sizes for probe in self.probes], self.generic),
        ]

    @property
    def generic(self) -> bool:
        """Are the sizes given by single letters, so that others may be drawn?"""
        return all(len(key) == 1 for one in self.sizes or () for key in one)

    def function_from(self, source: str) -> Callable:
        """The function that `source` defines, with the names that the exercise's imports give."""
        namespace: dict[str, Any] = {"__name__": "exercise"}
        exec(self.imports, namespace)
        filename = f"<exercise {self.id} {zlib.crc32(source.encode())}>"
        linecache.cache[filename] = len(source), None, source.splitlines(True), filename
        exec(compile(source, filename, "exec"), namespace)
        return namespace[self.name]

    def argument_names(self) -> list[str]:
        return list(inspect.signature(self._solution).parameters)

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
        allowed_none = value is None and self.may_change and self.observe
        seen.problem = None if allowed_none else oddities.wrong_value(value, function)
        if seen.problem is None:
            names, arguments = list(self.returns) or [""], self.argument_names()
            try:
                seen.outputs = name_outputs(value, seen.args, names, self.observe, arguments)
            except Unreadable as error:
                seen.problem = (error.key, str(error))

    def follows_gradients(self, index: int) -> bool:
        """Are gradients compared on this probe, besides the values?"""
        probe = self.probes[index]
        return not (self.observe or self.may_change or probe.kind or "gradients" in self.without)

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
        probe = self.probes[index]
        if key not in probe.known:
            seen = self.see(self._function_of(key), index)
            if key is None and seen.outputs is None:
                raise EngineFault(f"the reference of {self.id} gives no result on {probe}: {seen.why()}")
            probe.known[key] = seen
        return probe.known[key]

    def _function_of(self, key: str | None) -> Callable:
        if key is None:
            return self._solution
        mistake = self.misconceptions[key]
        if mistake.function is None:
            mistake.function = self.function_from(mistake.source)
        return mistake.function

    def alike(self, one: Seen, key: str | None, index: int) -> bool:
        """Did a call on this probe give what the reference (key None) or a misconception gives?"""
        return one.alike(self.known(key, index), self.tolerance * self.probes[index].looseness)
