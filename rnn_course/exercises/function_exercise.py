"""The exercise in which a learner writes or repairs a function."""

import inspect
import linecache
import random
import re
import zlib

from rnn_course.exercises import oddities
from rnn_course.exercises.compare import TOLERANCE
from rnn_course.exercises.diagnose import explain_difference, general_mistake
from rnn_course.exercises.exercise import NUMPY, Exercise, named_source
from rnn_course.exercises.plain_values import Unreadable
from rnn_course.exercises.probes import (
    Call,
    Seen,
    changed_names,
    draw_args,
    is_edge,
    name_outputs,
    probe_sizes,
    seed_everything,
    seed_of,
)
from rnn_course.exercises.result import DIFFERS, RAISED, RIGHT
from rnn_course.exercises.run import SECONDS, error_text, explain_error, printed_detail, run


class FunctionExercise(Exercise):
    """Compare the learner's function with the reference solution on several probes.

    draw(rng, T, B, …) gives the arguments of one probe; `returns` names the outputs and their axes: {"out": "T B H"}.
    sizes: other sizes than the usual ones, a list of keyword arguments for `draw`. tolerance: absolute and relative.
    observe(result, args) turns a result into what is compared. may_change: the task is to change an argument;
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
        self._solution, self._draw, self._observe = solution, draw, observe
        self.solution_source = named_source(solution, self.name)
        for misconception in self.misconceptions.values():
            misconception.source = named_source(misconception.wrong, self.name)
        self.returns, self.sizes = dict(returns or {}), probe_sizes(draw, sizes)
        self.tolerance, self.seconds, self.imports = tolerance, seconds, imports
        self.may_change, self.forbid_change = may_change, forbid_change
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

    def _see(self, function, index, seconds, repeat=0):
        """Call a function on one probe and read what it gives."""
        seen = Seen()

        def task():
            args = seen.args = self.arguments(index)
            seed_everything(1 + index + 1000 * repeat)
            seen.value = value = function(*args)
            if not self.may_change:
                seen.changed = changed_names(args, self.arguments(index), self._argument_names())
            self._read(seen, value, function)

        seen.run = run(task, seconds)
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
                    value, seen.args, self._names(), self._observe, self._argument_names()
                )
            except Unreadable as error:
                seen.problem = (error.key, str(error))

    def _argument_names(self):
        return list(inspect.signature(self._solution).parameters)

    def _see_all(self, function):
        """All probes in order, each within the time limit; after a stop the rest is not run."""
        seen = []
        for index in range(len(self.sizes)):
            seen.append(self._see(function, index, self.seconds))
            if seen[-1].run.stopped or (seen[-1].problem or ("",))[0] == "placeholder":
                break
        return seen

    def known(self, key=None):
        """What the reference solution (key None) or a misconception gives on every probe."""
        if key not in self._known:
            function = self._solution if key is None else self.function_from(self.misconceptions[key].source)
            self._known[key] = self._see_all(function)
        return self._known[key]

    # -- judging ----------------------------------------------------------------------------------------------------

    def _judge(self, answer):
        if answer is ... or answer is None:
            return self._not_attempted(f"Write `{self.name}` and run the cell again.")
        problem = oddities.wrong_kind(answer, self.name)
        if problem:
            return self._named(*problem)
        if oddities.does_nothing(answer) or oddities.same_code(
            answer, self.stub_source, self.name, self.imports
        ):
            return self._not_attempted(self._stub_message())
        problem = oddities.wrong_arguments(answer, self._argument_names(), self.signature)
        if problem:
            return self._named(*problem)
        return self._judge_runs(answer, self._see_all(answer))

    def _stub_message(self):
        if "..." in self.stub_source:
            return "Replace `...` by your code and run the cell again."
        return "The code is still the one you were given: find what is wrong with it, and repair it."

    def _judge_runs(self, answer, seen):
        unfinished = seen[0].error is not None and oddities.has_placeholder(answer)
        if unfinished or (seen[-1].problem or ("",))[0] == "placeholder":
            return self._not_attempted(
                "There is still a `...` in your function. Replace it and run the cell again."
            )
        wrong = [i for i, one in enumerate(seen) if not one.alike(self.known()[i], self.tolerance)]
        if not wrong:
            return self._judge_right(answer, seen)
        return self._judge_wrong(answer, seen, wrong[0])

    def _judge_right(self, answer, seen):
        key = self._detected(answer, seen)
        if key:
            return self._named(key)
        order = list(range(len(self.sizes)))
        random.Random(len(order)).shuffle(order)
        for repeat, index in enumerate(order, 1):
            again = self._see(answer, index, self.seconds, repeat)
            if not again.alike(self.known()[index], self.tolerance):
                return self._keeps_state()
        changed = list(dict.fromkeys(name for one in seen for name in one.changed))
        if changed and self.forbid_change:
            return self._named(
                "general:changed-input", f"Your function changes its input {_list(changed)}. Work on a copy."
            )
        note = f"The values are right, but your function changes its input {_list(changed)}; a caller may still need it."
        return self._result(RIGHT, self._praise(), remarks=[note] if changed else [])

    def _praise(self):
        return f"Your function agrees with the reference on {len(self.sizes)} different inputs."

    def _keeps_state(self):
        return self._named(
            "general:keeps-state",
            (
                "Called again with the same inputs, your function gives another answer. It keeps something between calls (a global "
                "variable, a list made outside the function or as a default argument), or it draws random numbers."
            ),
        )

    def _judge_wrong(self, answer, seen, first):
        one, sizes = seen[first], self.sizes[first]
        details = [f"Tried with {_sizes_text(sizes)}."] if sizes else []
        remarks = self._remarks(answer, one)
        problem = oddities.reads_notebook(answer)
        if problem:
            return self._named(*problem, self._where(one, first), remarks)
        key = self._matching(seen) or self._detected(answer, seen)
        if key:
            return self._named(key, None, self._where(one, first), remarks)
        if not one.run.stopped and self._inconsistent(answer, seen):
            return self._keeps_state()
        if one.error is not None:
            sentence, more = explain_error(one.error, answer, self.seconds)
            return self._result(
                RAISED, sentence, None, [*more, *details, *printed_detail(one.run.printed)], remarks
            )
        if one.problem is not None:
            return self._named(*one.problem, [*details, *printed_detail(one.run.printed)], remarks)
        found = general_mistake(self, seen)
        if found:
            return self._named(*found, self._where(one, first), remarks)
        return self._result(
            DIFFERS, self._where(one, first)[0], None, [*details, *printed_detail(one.run.printed)], remarks
        )

    def _where(self, one, index):
        want = self.known()[index]
        if one.outputs is None or want.outputs is None:
            return [("code", error_text(one.error))] if one.error is not None and not one.run.stopped else []
        return [
            explain_difference(one.outputs, want.outputs, self.returns, self.sizes[index], self.tolerance)
        ]

    def _remarks(self, answer, one):
        remarks = [oddities.argument_note(answer, self._argument_names())]
        if one.changed and one.outputs is not None:
            remarks.append(f"Your function changes its input {_list(one.changed)}.")
        if one.run.warned and one.error is None:
            remarks.append(f"Python warned: {one.run.warned[0]}")
        return [remark for remark in remarks if remark]

    def _inconsistent(self, answer, seen):
        again = self._see(answer, 0, self.seconds, 1)
        return not again.run.stopped and not again.alike(seen[0], self.tolerance)

    def _detected(self, answer, seen):
        seconds = 0.5 if seen[-1].run.stopped else self.seconds
        calls = [Call(one.args, one.value, self.sizes[i]) for i, one in enumerate(seen)]
        for key, misconception in self.misconceptions.items():
            if misconception.detect is None:
                continue
            heard = run(lambda m=misconception: bool(m.detect(answer, calls)), seconds)
            if heard.value is True:
                return key
        return None

    def _matching(self, seen):
        """The key of the misconception that does the same on every probe, or at least on every one that is no edge case."""
        everywhere = range(len(seen))
        generic = [i for i in everywhere if not is_edge(self.sizes[i])]
        for indices in (everywhere, generic):
            for key in self.misconceptions:
                if indices and self._matches(key, seen, indices):
                    return key
        for key, misconception in self.misconceptions.items():
            errors = [error_text(one.error) for one in seen if one.error is not None]
            if misconception.raises and errors and re.search(misconception.raises, errors[0]):
                return key
        return None

    def _matches(self, key, seen, indices):
        known, reference = self.known(key), self.known()
        if len(known) < len(seen) or seen[-1].run.stopped:
            return False
        if all(known[i].alike(reference[i], self.tolerance) for i in indices):
            return False
        return all(seen[i].alike(known[i], self.tolerance) for i in indices)


def _list(names):
    return ", ".join(f"`{name}`" for name in names)


def _sizes_text(sizes):
    return ", ".join(f"{key} = {value}" for key, value in sizes.items())
