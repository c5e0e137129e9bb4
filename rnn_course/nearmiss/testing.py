"""The test that every exercise must pass, and the audit of its answers (`python -m rnn_course.nearmiss`)."""

import copy
import time
from dataclasses import dataclass

from rnn_course.nearmiss.function import FunctionExercise
from rnn_course.nearmiss.map import exercises_of
from rnn_course.nearmiss.result import NAMED, NOT_ATTEMPTED, RIGHT

__all__ = ["Row", "answer_from", "assert_exercise_is_sound", "audit", "exercises_of"]


def wrong_is_told_from_right():
    """Is a known wrong answer rejected and a right one accepted, in this process?"""
    task = {
        "id": "sentinel",
        "title": "Sentinel",
        "why": "Twice.",
        "hints": ("a", "b", "c"),
        "stub": "def twice(x):\n    return ...\n",
    }
    exercise = FunctionExercise(
        **task,
        solution="def twice(x):\n    return 2 * x\n",
        draw=lambda rng, n: rng.normal(size=n),
        sizes=[{"n": 5}, {"n": 3}, {"n": 1}],  # of its own: no vocabulary need be taught
    )
    exercise.slip("half", "This is half of it.", ("2 * x", "x / 2"))
    sources = exercise.solution_source, exercise.misconceptions["half"].source
    outcomes = [exercise.judge(exercise.function_from(source)).outcome for source in sources]
    return outcomes == [RIGHT, NAMED]


def answer_from(exercise, source):
    """What a notebook cell with this source would hand to `check`."""
    if isinstance(exercise, FunctionExercise):
        return exercise.function_from(source)
    namespace = {}
    exec(source, namespace)
    return namespace["answer"]


def _outcome(exercise, source):
    return exercise.check(answer_from(exercise, source))


def assert_exercise_is_sound(exercise, at_least=3):
    """Solution right; stub not attempted;
    each misconception rejected by its own key; unusual right answers right.

    Besides: three hints, and at least three mistakes.
    """
    name = exercise.id
    assert len(exercise.hints) == 3 and all(exercise.hints), f"{name}: expected three hints"
    assert len(exercise.misconceptions) >= at_least, f"{name}: expected at least {at_least} misconceptions"
    assert exercise.why, f"{name}: expected a sentence why"
    solved = _outcome(exercise, exercise.solution_source)
    assert solved.outcome == RIGHT, f"{name}: its own solution is not right:\n{solved}"
    assert not solved.remarks, f"{name}: its own solution gets a remark:\n{solved}"
    stub = _outcome(exercise, exercise.stub_source)
    assert stub.outcome == NOT_ATTEMPTED, f"{name}: the stub is not “not attempted”:\n{stub}"
    for word, source in getattr(exercise, "rights", {}).items():
        right = _outcome(exercise, source)
        assert right.outcome == RIGHT, f"{name}: the right answer {word} is not right:\n{right}"
    for key, misconception in exercise.misconceptions.items():
        result = _outcome(exercise, misconception.source)
        assert result.outcome == NAMED and result.misconception == key, (
            f"{name}: {key} is not named, but\n{result}"
        )
        assert misconception.says in str(result.message), f"{name}: {key} does not show its sentence"
        assert repr(result) and result._repr_html_() and result.points == 0
    assert len({m.says for m in exercise.misconceptions.values()}) == len(exercise.misconceptions), (
        f"{name}: a sentence is used twice"
    )
    assert repr(exercise.solution()) and exercise.solution()._repr_html_()


@dataclass
class Row:
    """One answer in the audit: what was found, in how many CPU seconds,
    and what would be found without its entry."""

    kind: str  # "solution", "right" or "mistake"
    name: str
    found: str
    seconds: float
    good: bool
    without: str = ""
    spare: bool = False  # it is named as well without its entry


def audit(exercise):
    """Rows for the solution, the unusual right answers and every mistake of an exercise."""
    rows = [_right_row(exercise, "solution", "", exercise.solution_source)]
    rows += [
        _right_row(exercise, "right", name, source)
        for name, source in getattr(exercise, "rights", {}).items()
    ]
    return rows + [_mistake_row(exercise, key) for key in exercise.misconceptions]


def _timed(exercise, source):
    started = time.process_time()
    result = _outcome(exercise, source)
    return result, time.process_time() - started


def _right_row(exercise, kind, name, source):
    result, seconds = _timed(exercise, source)
    return Row(kind, name, result.misconception or result.outcome, seconds, result.outcome == RIGHT)


def _mistake_row(exercise, key):
    source = exercise.misconceptions[key].source
    result, seconds = _timed(exercise, source)
    found = result.misconception or result.outcome
    alone = _without(exercise, key).check(answer_from(exercise, source))
    spare = alone.misconception is not None
    without = f"{alone.misconception or alone.outcome}: {str(alone.message)[:90]}"
    return Row("mistake", key, found, seconds, result.outcome == NAMED and found == key, without, spare)


def _without(exercise, key):
    """The same exercise without one of its mistakes."""
    other = copy.copy(exercise)
    other.misconceptions = {k: m for k, m in exercise.misconceptions.items() if k != key}
    return other
