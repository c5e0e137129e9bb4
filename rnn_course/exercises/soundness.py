"""The test that every exercise must pass; lesson tests call it."""

from rnn_course.exercises.course_map import exercises_of
from rnn_course.exercises.function_exercise import FunctionExercise
from rnn_course.exercises.result import NAMED, NOT_ATTEMPTED, RIGHT

__all__ = ["answer_from", "assert_exercise_is_sound", "exercises_of"]


def answer_from(exercise, source):
    """What a notebook cell with this source would hand to `check`."""
    if isinstance(exercise, FunctionExercise):
        return exercise.function_from(source)
    namespace = {}
    exec(source, namespace)
    return namespace["answer"]


def _outcome(exercise, source):
    return exercise.check(answer_from(exercise, source))


def assert_exercise_is_sound(exercise, at_least=4):
    """Solution right; stub not attempted; each misconception rejected by its own key; three hints; at least four mistakes."""
    name = exercise.id
    assert len(exercise.hints) == 3 and all(exercise.hints), f"{name}: expected three hints"
    assert len(exercise.misconceptions) >= at_least, f"{name}: expected at least {at_least} misconceptions"
    assert exercise.why, f"{name}: expected a sentence why"
    solved = _outcome(exercise, exercise.solution_source)
    assert solved.outcome == RIGHT, f"{name}: its own solution is not right:\n{solved}"
    assert not solved.remarks, f"{name}: its own solution gets a remark:\n{solved}"
    stub = _outcome(exercise, exercise.stub_source)
    assert stub.outcome == NOT_ATTEMPTED, f"{name}: the stub is not “not attempted”:\n{stub}"
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
