"""Lesson 6: every exercise is sound; its solutions are core's; wrong answers of two faults never pass."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from rnn_course.core import numerical_gradient, relative_error, rnn_backward
from rnn_course.exercises import lesson_06
from rnn_course.exercises.lesson_06.walk import draw_walk
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_06), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id.removeprefix("06.") for exercise in exercises_of(lesson_06)]
    assert names == ["ways", "one_step_back", "backward", "central_differences", "memory_gradient"]


# -- what the learner builds is what core contains ---


def own(name):
    exercise = getattr(lesson_06, name)
    return exercise.function_from(exercise.solution_source)


def by_core(d_states, x, states, h_0, W_xh, W_hh):
    g = rnn_backward(d_states, x, states, W_xh, W_hh, h_0)
    return g["weight_ih"], g["weight_hh"], g["bias"], g["x"], g["h_0"]


@pytest.mark.parametrize("seed", range(5))
def test_backward_is_core_rnn_backward(seed):
    arguments = draw_walk(np.random.default_rng(seed), 7, 3, 4, 6)
    for ours, cores in zip(own("backward")(*arguments), by_core(*arguments), strict=True):
        assert relative_error(ours, cores) < 1e-12


def test_memory_gradient_is_a_part_of_it():
    d_states, x, states, h_0, W_xh, W_hh = draw_walk(np.random.default_rng(0), 7, 3, 4, 6)
    ours, cores = (
        own("memory_gradient")(d_states, states, h_0, W_hh),
        by_core(d_states, x, states, h_0, W_xh, W_hh),
    )
    np.testing.assert_allclose(ours[0], cores[1])
    np.testing.assert_allclose(ours[1], cores[4])


def test_central_differences_are_cores():
    w = np.random.default_rng(0).normal(size=(3, 4))
    ours, cores = (
        d(lambda w: np.sin(w).sum(), w, 1e-5) for d in (own("central_differences"), numerical_gradient)
    )
    np.testing.assert_allclose(ours, cores)


def test_no_torch_is_imported():
    code = "import rnn_course.exercises.lesson_06, rnn_course.draw.gradients, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# -- right answers that need torch or core ---


def step_torch(d_h, x_t, h_prev, h_t, W_hh):
    d_h, x_t, h_prev, h_t, W_hh = map(torch.as_tensor, (d_h, x_t, h_prev, h_t, W_hh))
    d_sum = d_h * (1 - h_t**2)
    return d_sum, d_sum.T @ x_t, d_sum.T @ h_prev, d_sum.sum(0), d_sum @ W_hh


RIGHT = (
    ("one_step_back", step_torch),
    ("backward", by_core),
    ("central_differences", numerical_gradient),
    ("ways", "7"),
)


@pytest.mark.parametrize(("name", "answer"), RIGHT, ids=lambda value: getattr(value, "__name__", value))
def test_right_with_other_tools(name, answer):
    result = getattr(lesson_06, name).check(answer)
    assert result.passed and not result.remarks, result


def judged(name, changes):
    exercise = getattr(lesson_06, name)
    source = exercise.solution_source
    for old, new in changes:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    return exercise.check(exercise.function_from(source))


def test_a_changed_input_is_right_and_told():
    result = judged(
        "backward", [("d_h = d_states[t] + d_later", "d_states[t] += d_later\n        d_h = d_states[t]")]
    )
    assert result.passed and "changes its input `d_states`" in str(result.remarks)


# -- what the lists do not hold: answers that the machine names, and several faults at once ---

NAMED = [
    ("one_step_back", [("d_sum @ W_hh", "W_hh.T @ d_sum")]),
    ("one_step_back", [("d_h * (1", "-d_h * (1")]),
    ("one_step_back", [("return d_sum, dW_xh, dW_hh, db, d_h_prev", "return d_h_prev, db, dW_hh, dW_xh, d_sum")]),
    ("backward", [("d_x, d_later", "d_x[::-1], d_later")]),
    ("backward", [("        d_later = d_sum @ W_hh", "    d_later = d_sum @ W_hh")]),
    ("backward", [("+= d_sum.T @ x[t]", "-= d_sum.T @ x[t]"), ("+= d_sum.T @ h", "-= d_sum.T @ h"), ("+= d_sum.sum", "-= d_sum.sum")]),
    ("backward", [("range(len(x) - 1, -1, -1)", "range(len(x) - 2, -1, -1)")]),
    ("central_differences", [("    return gradient", "        return gradient")]),
    ("central_differences", [("f(up) - f(down)", "f(down) - f(up)")]),
    ("memory_gradient", [("d_states[t] + d_later", "d_later")]),
]  # fmt: skip
WRONG = [
    ("one_step_back", [("h_t**2", "h_t**3"), ("sum(axis=0)", "mean(axis=0)")]),
    ("one_step_back", [("d_sum.T @ h_prev", "d_h.T @ h_t")]),
    ("backward", [("d_sum @ W_hh", "d_sum @ W_hh @ W_hh")]),
    ("backward", [("d_later = d_sum @ W_hh", "d_later = np.clip(d_sum @ W_hh, -0.1, 0.1)")]),
    ("central_differences", [("up[index] += eps", "up[index] += 2 * eps")]),
    ("memory_gradient", [("1 - states[t] ** 2", "1 + states[t] ** 2"), ("d_sum @ W_hh", "d_sum @ W_hh.T")]),
]


@pytest.mark.parametrize(("name", "changes"), NAMED)
def test_common_mistakes_are_named(name, changes):
    result = judged(name, changes)
    assert result.misconception, result


@pytest.mark.parametrize(("name", "changes"), WRONG)
def test_wrong_answers_never_pass(name, changes):
    assert judged(name, changes).outcome in ("named", "differs", "raised")


@pytest.mark.parametrize("answer", [0, 1, 4, 8, 25, "many", (2, 5)])
def test_other_counts_are_wrong(answer):
    result = lesson_06.ways.check(answer)
    assert not result.passed and result.message
