"""The exercises of an assignment as its notebook uses them: `ex = handout({"04.proof": 2, …})`."""

import importlib
import os
import sys
from pathlib import Path

from rnn_course.classroom.draws import draws_anew, for_student, with_hidden
from rnn_course.classroom.marks import Marks
from rnn_course.classroom.parts import items_of, parts_of, right_parts, score, spread
from rnn_course.classroom.sentences import say
from rnn_course.exercises import find
from rnn_course.nearmiss.card import Card
from rnn_course.nearmiss.result import NOT_ATTEMPTED, NOT_JUDGED, RIGHT, Result


def handout(points, *, hints=True, solutions=True):
    """The exercises of an assignment. points: {id: a number, or a number for each part}; see `parts.spread`.

    >>> ex = handout({"02.one_step": 3}, hints=False)
    >>> ex.one_step.hint()
    Exercise 02.one_step – One step of memory
      Hints are switched off in this assignment.
    >>> print(ex.one_step.check())
    Not attempted yet. One step of memory
      Write `one_step` and run the cell again.
    """
    return Handout(points, hints=hints, solutions=solutions)


class Handout:
    """Each exercise under its own name, and whatever else a lesson's module holds."""

    def __init__(self, points, *, hints=True, solutions=True):
        names = names_of(points)
        self._exercises = {names[id]: Graded(id, p, hints, solutions) for id, p in points.items()}
        self._lessons = sorted({id.partition(".")[0] for id in points})

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._exercises:
            return self._exercises[name]
        for lesson in self._lessons:
            module = importlib.import_module(f"rnn_course.exercises.lesson_{lesson}")
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(
            f"expected an exercise of this assignment ({', '.join(self._exercises)}), got {name!r}"
        )

    def __dir__(self):
        return [*self._exercises, *super().__dir__()]


def names_of(ids):
    """{id: the name under which a handout has it}: without the lesson where that is enough.

    >>> names_of(["02.unroll", "04.proof", "09.proof"])
    {'02.unroll': 'unroll', '04.proof': 'proof_04', '09.proof': 'proof_09'}
    """
    parts = {id: id.partition(".") for id in ids}
    short = [name for _, _, name in parts.values()]
    return {
        id: name if short.count(name) == 1 else f"{name}_{number}" for id, (number, _, name) in parts.items()
    }


class Graded:
    """One exercise with its points; `check` gives Marks. Other attributes are those of the exercise."""

    def __init__(self, id, points, hints=True, solutions=True):
        self.known, self._hints, self._solutions = find(id), hints, solutions
        self.id, self.weights = id, spread(self.known, points)

    @property
    def exercise(self):
        """The exercise, with the question of this student where questions are drawn; None without a name."""
        if not draws_anew(self.known):
            return self.known
        name = student_name()
        if name and name != getattr(self, "_name", None):
            self._name, self._drawn = name, for_student(self.known, name)
        return self._drawn if name else None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        exercise = self.exercise
        return getattr(self.known if exercise is None else exercise, name)

    def ask(self):
        """The question that belongs to the student's name."""
        return (
            Card(self.known.title, [say("no_student")], "warn")
            if self.exercise is None
            else self.exercise.ask()
        )

    def check(self, answer=..., *, seed=None, sizes=()):
        """Marks for an answer. seed, sizes: inputs other than the usual ones; see `draws.with_hidden`."""
        exercise = self.exercise
        if exercise is None:
            return self.marks(Result(NOT_ATTEMPTED, self.known.title, say("no_student")), [])
        if seed is not None:
            exercise = with_hidden(exercise, seed, sizes)
        result = exercise.check(answer)
        return self.marks(result, _right_so_far(exercise, answer, result))

    def marks(self, result, right, graded_in="kernel"):
        """The Marks for a Result and the parts with right values."""
        points = score(self.weights, right, result.passed)
        return Marks(self.id, result, points, sum(self.weights.values()), right, graded_in)

    def hint(self):
        """One more hint, where the assignment gives them."""
        return self.exercise.hint() if self._hints else self._off("hints_off")

    def solution(self):
        """The solution, where the assignment gives it."""
        return self.exercise.solution() if self._solutions else self._off("solutions_off")

    def _off(self, sentence):
        return Card(f"Exercise {self.id} – {self.known.title}", [say(sentence)])


def _right_so_far(exercise, answer, result):
    """The parts of a wrong answer that have the right values on every usual input."""
    if not parts_of(exercise) or result.outcome in (RIGHT, NOT_JUDGED) or not callable(answer):
        return []
    values = []
    for index in range(len(exercise.sizes)):
        seen = exercise.see(answer, index)
        if seen.run.stopped:
            return []
        values.append(items_of(seen.value, exercise.returns) if seen.outputs is None else seen.outputs)
    return right_parts(exercise, values)


def student_name():
    """The name that the student has typed, or that the hub or the grader knows; "" without any."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    typed = shell.user_ns.get("student") if shell else None
    if isinstance(typed, str) and typed.strip():
        return typed
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return Path.cwd().parent.name
    return os.environ.get("JUPYTERHUB_USER", "")
