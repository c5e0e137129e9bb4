"""Lesson 1: its exercises are sound, what the learner builds is what core holds, and unforeseen wrong answers never pass."""

import numpy as np
import pytest

from rnn_course import core
from rnn_course.exercises import lesson_01
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_01), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize("answer", ["B", " b) ", "(b)"])
def test_a_letter_may_be_written_as_one_likes(answer):
    assert lesson_01.shuffled_words.check(answer).passed


def solution(exercise):
    return exercise.function_from(exercise.solution_source)


def test_the_layer_is_cores():
    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=(5, 3, 4)), rng.normal(size=(6, 4)), rng.normal(size=6)
    np.testing.assert_array_equal(solution(lesson_01.apply_shared)(x, W, b), core.linear(x, W, b))


@pytest.mark.parametrize("T, I, H", [(5, 100, 10), (1, 2, 3), (7, 1, 4)])
def test_the_counts_are_cores(T, I, H):
    each = solution(lesson_01.per_position_count)(T, I, H)
    assert each == core.per_position_parameter_count(T, I, H)
    assert solution(lesson_01.shared_count)(T, I, H) == core.shared_parameter_count(I, H)


def count(name, body):
    return name, f"def {name}(T, I, H):\n    return {body}\n"


def layer(body):
    return "apply_shared", f"def apply_shared(x, W, b):\n    return {body}\n"


def gradient(body):
    return "shared_gradient", f"def shared_gradient(x, dy):\n    return {body}\n"


# Wrong answers that stand in no list, many with two faults; in NAMED those that a sentence should name.
NOT_NAMED = [
    count("per_position_count", "T + I * H + H"),
    count("per_position_count", "(T - 1) * I * H"),
    count("shared_count", "I * H / T"),
    layer("(x @ W.T + b).reshape(len(x), -1)"),
    layer("x @ W.T - len(x) * b[::-1]"),
    gradient('np.einsum("tbh,tbi->thi", dy, x)[::-1]'),
    gradient('np.einsum("tbh,tbi->hi", dy[1:], x[:-1]) / x.shape[1]'),
]
NAMED = [
    count("per_position_count", "print(T * (I * H + H))"),
    ("per_position_count", "def per_position_count(I, H):\n    return I * H + H\n"),
    count("per_position_count", "T * I * H, T * H"),
    count("per_position_count", "5 * 10 * 100 + 5 * 10"),
    count("shared_count", "f'{I * H + H}'"),
    layer("-(x @ W.T + b)"),
    layer("(x @ W.T + b)[::-1]"),
    layer("(x @ W.T + b)[1:]"),
    layer("2 * (x @ W.T + b)"),
    layer("np.maximum(x @ W.T + b, 0)"),
    layer("x.T @ W + b"),
    (
        "apply_shared",
        "def apply_shared(x, W, b):\n    return np.stack([x[t] @ W.T + b for t in range(1, len(x))])\n",
    ),
    gradient("0.01 * sum(d.T @ v for d, v in zip(dy, x))"),
    gradient("dy.T @ x"),
    gradient("sum(dy[t] @ x[t] for t in range(len(x)))"),
]


@pytest.mark.parametrize("name, source", NAMED + NOT_NAMED)
def test_unforeseen_wrong_answers_never_pass(name, source):
    exercise = getattr(lesson_01, name)
    result = exercise.check(exercise.function_from(source))
    assert result.outcome in ("named", "differs", "raised") and result.points == 0, result
    assert result.misconception or (name, source) not in NAMED, result
