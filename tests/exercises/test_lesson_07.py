"""Lesson 7: every exercise is sound; its solutions are core's; wrong answers of two faults never pass."""

import numpy as np
import pytest

from rnn_course import core
from rnn_course.exercises import lesson_07
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_07), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id.removeprefix("07.") for exercise in exercises_of(lesson_07)]
    assert names == ["jacobian", "jacobian_norms", "clip", "training_step", "what_clipping_cures"]


@pytest.mark.parametrize("max_norm", [0.1, 3.0, 100.0])
def test_clip_is_cores(max_norm):
    rng = np.random.default_rng(0)
    gradients = {name: rng.normal(size=shape) for name, shape in (("a", (4, 3)), ("b", (4,)))}
    ours = lesson_07.clip.function_from(lesson_07.clip.solution_source)(gradients, max_norm)
    cores, _ = core.clip_by_global_norm(gradients, max_norm)
    for name in gradients:
        np.testing.assert_allclose(ours[name], cores[name])


def judged(name, edits):
    """Judge the reference solution with these (old, new) texts replaced."""
    exercise = getattr(lesson_07, name)
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    return exercise.check(exercise.function_from(source))


# -- what the lists do not hold: answers that the machine names, and several faults at once ---

ALL, SIZE, BACK = "(1 - h_t**2)[:, np.newaxis] * W_hh", "np.linalg.norm(product, 2)", "return np.array(norms)"
HEAD, SCALED = "for h_t in states[::-1]:", "gradient * (max_norm / norm)"
NAMED = [
    ("jacobian", [(ALL, "np.diag(1 - h_t**2) @ W_hh.T")]),
    ("jacobian", [(ALL, "(1 - h_t**2) * np.diag(W_hh)")]),
    ("jacobian", [(ALL, f"np.linalg.norm({ALL}, 2)")]),
    ("jacobian_norms", [(BACK, f"{BACK}[::-1]")]),
    ("jacobian_norms", [(HEAD, "for h_t in states[:0:-1]:")]),
    ("jacobian_norms", [(BACK, "return norms, product")]),
    ("clip", [("np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))", "sum((gradient**2).sum() for gradient in gradients.values())")]),
    ("clip", [("max_norm / norm", "norm / max_norm")]),
    ("clip", [(SCALED, f"{SCALED} if gradient.ndim == 2 else gradient")]),
    ("training_step", [(".mean()", ".sum()")]),
]  # fmt: skip
WRONG = [
    ("jacobian", [(ALL, "(1 - h_t**2)[:, None] * np.abs(W_hh)")]),
    ("jacobian", [("h_t**2", "h_t"), ("[:, np.newaxis]", "")]),
    ("jacobian_norms", [(SIZE, "np.linalg.norm(product)"), (ALL, "W_hh")]),
    ("jacobian_norms", [(SIZE, "np.linalg.norm(product @ h_t)")]),
    ("jacobian_norms", [(BACK, f"{BACK} / norms[0]")]),
    ("clip", [("(gradient**2).sum()", "np.abs(gradient).max()"), ("<= max_norm", "<= 1")]),
    ("clip", [("(max_norm / norm)", "(max_norm / norm) ** 2")]),
    ("clip", [(SCALED, "np.full_like(gradient, max_norm)")]),
    ("training_step", [("    nn.utils.clip_grad_norm_(parameters, max_norm)\n", ""), (".mean()", ".sum()")]),
]


@pytest.mark.parametrize(("name", "edits"), NAMED)
def test_other_common_mistakes_are_named(name, edits):
    result = judged(name, edits)
    assert result.outcome == "named", str(result)


@pytest.mark.parametrize(("name", "edits"), WRONG)
def test_wrong_answers_do_not_pass(name, edits):
    assert judged(name, edits).outcome in ("named", "differs", "raised")


def test_clipping_moved_to_another_wrong_place_is_named():
    clipping, exercise = "    nn.utils.clip_grad_norm_(parameters, max_norm)\n", lesson_07.training_step
    lines = exercise.solution_source.replace(clipping, "").splitlines(True)
    for place in (
        2,
        4,
        6,
    ):  # before zero_grad, before backward, after step; place 3 is the exercise as it is given
        source = "".join([*lines[:place], clipping, *lines[place:]])
        assert exercise.check(exercise.function_from(source)).misconception == "without-effect"


@pytest.mark.parametrize("answer", ["f", "both", 2, ("a", "b")])
def test_other_choices_do_not_pass(answer):
    assert lesson_07.what_clipping_cures.check(answer).outcome in ("named", "differs")


def test_changed_gradients_are_told():
    result = judged("clip", [("return {name", "for gradient in gradients.values():\n        gradient *= max_norm / norm\n    return gradients\n    return {name")])  # fmt: skip
    assert result.misconception == "general:changed-input" and "`gradients`" in result.message
