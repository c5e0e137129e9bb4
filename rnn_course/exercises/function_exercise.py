"""The exercise in which a learner writes or repairs a function."""

import inspect
import linecache
import random
import re
import zlib

from rnn_course.exercises import oddities
from rnn_course.exercises.compare import TOLERANCE
from rnn_course.exercises.diagnose import detected
from rnn_course.exercises.exercise import NUMPY, Exercise, named_source
from rnn_course.exercises.plain_values import Unreadable
from rnn_course.exercises.probes import (
    Seen,
    changed_names,
    draw_args,
    name_outputs,
    probe_sizes,
    seed_everything,
    seed_of,
)
from rnn_course.exercises.result import RIGHT
from rnn_course.exercises.run import SECONDS, run
from rnn_course.exercises.wrong_answer import KEEPS_STATE, judge_wrong, quoted


class FunctionExercise(Exercise):
    """Compare the learner's function with the reference solution on several probes.

    draw(rng, T, B, …) gives the arguments of one probe; `returns` names the outputs and their axes: {"out": "T B H"}.
    sizes: other sizes than the usual ones, a list of keyword arguments for `draw`. tolerance: absolute and relative.
    The solution is a function or its source text. observe(result, args) turns a result into what is compared. may_change: the task is to change an argument;
    forbid_change: changing one is wrong (otherwise it is a remark). imports: what the sources may rely on.
    """

    def __init__(
        self,
        *,
        id,
        title,
        stub,
        solution,
        why,
        hints,
        draw,
        misconceptions=(),
        returns=None,
        sizes=None,
        tolerance=TOLERANCE,
        observe=None,
        may_change=False,
        forbid_change=False,
        imports=NUMPY,
        seconds=SECONDS,
    ):
        super().__init__(id=id, title=title, why=why, hints=hints, misconceptions=misconceptions)
        self.stub_source = stub.strip("\n") + "\n"
        self.name = re.search(r"def (\w+)", stub).group(1)
        self.signature = re.search(r"def (\w+\([^)]*\))", stub).group(1)
        self.imports = imports
        self.solution_source = named_source(solution, self.name)
        self._solution = self.function_from(solution) if isinstance(solution, str) else solution
        self._draw, self._observe = draw, observe
        for misconception in self.misconceptions.values():
            misconception.source = named_source(misconception.wrong, self.name)
        self.returns, self.sizes = dict(returns or {}), probe_sizes(draw, sizes)
        self.tolerance, self.seconds = tolerance, seconds
        self.may_change, self.forbid_change = may_change, forbid_change
        self._functions = {None: self._solution}
        self._known = {}  # what the solution and the misconceptions give on the probes, once computed

    # -- running ----------------------------------------------------------------------------------------------------

    def function_from(self, source):
        """The function that `source` defines, with the names that the exercise's imports give."""
        namespace = {"__name__": "exercise"}
        exec(self.imports, namespace)
        filename = f"<exercise {self.id} {zlib.crc32(source.encode())}>"
        linecache.cache[filename] = len(source), None, source.splitlines(True), filename
        exec(compile(source, filename, "exec"), namespace)
        return namespace[self.name]

    def arguments(self, index=0):
        """Fresh arguments of one probe. It seeds numpy, torch and random; see `kept_settings`."""
        return draw_args(self._draw, self.sizes[index], seed_of(self.id, index))

    def _names(self):
        return list(self.returns) or [""]

    def see(self, function, index, seconds=None, repeat=0):
        """Call a function on one probe and read what it gives: a Seen. ``repeat`` gives random code other numbers."""
        seen = Seen()

        def task():
            args = seen.args = self.arguments(index)
            seed_everything(1 + index + 1000 * repeat)
            seen.value = value = function(*args)
            if not self.may_change:
                seen.changed = changed_names(args, self.arguments(index), self.argument_names())
            self._read(seen, value, function)

        seen.run = run(task, seconds or self.seconds)
        return seen

    def _read(self, seen, value, function):
        if oddities.is_placeholder(value):
            seen.problem = ("placeholder", "")
            return
        allowed_none = value is None and self.may_change and self._observe
        seen.problem = None if allowed_none else oddities.wrong_value(value, function)
        if seen.problem is None:
            try:
                seen.outputs = name_outputs(
                    value, seen.args, self._names(), self._observe, self.argument_names()
                )
            except Unreadable as error:
                seen.problem = (error.key, str(error))

    def argument_names(self):
        return list(inspect.signature(self._solution).parameters)

    def _see_all(self, function):
        """All probes in order, each within the time limit; after a stop the rest is not run."""
        seen = []
        for index in range(len(self.sizes)):
            seen.append(self.see(function, index))
            if seen[-1].run.stopped or _problem(seen[-1]) == "placeholder":
                break
        return seen

    def known(self, key, index):
        """What the reference solution (key None) or a misconception gives on one probe; computed once."""
        if (key, index) not in self._known:
            if key not in self._functions:
                self._functions[key] = self.function_from(self.misconceptions[key].source)
            self._known[key, index] = self.see(self._functions[key], index)
        return self._known[key, index]

    def alike(self, one, key, index):
        """Did a call on this probe give what the reference (key None) or a misconception gives?"""
        return one.alike(self.known(key, index), self.tolerance)

    def matches(self, key, seen, indices):
        """Does an answer do the same as a misconception on all of these probes, and not just what is right?"""
        if any(not self.alike(seen[i], key, i) or self.known(key, i).run.stopped for i in indices):
            return False
        return not all(self.known(key, i).alike(self.known(None, i), self.tolerance) for i in indices)

    # -- judging ----------------------------------------------------------------------------------------------------

    def _judge(self, answer):
        if answer is ... or answer is None:
            return self.not_attempted(f"Write `{self.name}` and run the cell again.")
        problem = oddities.wrong_kind(answer, self.name)
        if problem:
            return self.named(*problem)
        if oddities.does_nothing(answer) or oddities.same_code(
            answer, self.stub_source, self.name, self.imports
        ):
            return self.not_attempted(self._stub_message())
        problem = oddities.wrong_arguments(answer, self.argument_names(), self.signature)
        if problem:
            return self.named(*problem)
        return self._judge_runs(answer, self._see_all(answer))

    def _stub_message(self):
        if "..." in self.stub_source:
            return "Replace `...` by your code and run the cell again."
        return "The code is still the one you were given: find what is wrong with it, and repair it."

    def _judge_runs(self, answer, seen):
        unfinished = seen[0].error is not None and oddities.has_placeholder(answer)
        if unfinished or _problem(seen[-1]) == "placeholder":
            return self.not_attempted(
                "There is still a `...` in your function. Replace it and run the cell again."
            )
        if all(self.alike(one, None, i) for i, one in enumerate(seen)):
            return self._judge_right(answer, seen)
        return judge_wrong(self, answer, seen)

    def _judge_right(self, answer, seen):
        key = detected(self, answer, seen)
        if key:
            return self.named(key)
        order = list(range(len(self.sizes)))
        random.Random(len(order)).shuffle(order)
        for repeat, index in enumerate(order, 1):
            if not self.alike(self.see(answer, index, None, repeat), None, index):
                return self.named(*KEEPS_STATE)
        changed = list(dict.fromkeys(name for one in seen for name in one.changed))
        if changed and self.forbid_change:
            return self.named(
                "general:changed-input",
                f"The numbers are right, but your function changes its input {quoted(changed)}, which still belongs to the caller. Make new arrays.",
            )
        silent = "return" in self.solution_source and all(one.value is None for one in seen)
        note = f"The values are right, but your function changes its input {quoted(changed)}; a caller may still need it."
        remarks = [note] if changed else []
        if silent:
            remarks.append(
                "Your function does its work but returns nothing; the task asks you to return what was changed."
            )
        return self.result(RIGHT, self._praise(), remarks=remarks)

    def _praise(self):
        return f"Your function agrees with the reference on {len(self.sizes)} different inputs."


def _problem(seen):
    return seen.problem[0] if seen.problem else ""
