"""Lesson 0: the warm-up exercise is sound, and wrong forecasts that stand in no list never pass."""

import pytest

from rnn_course.exercises import lesson_00
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_00), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize(
    "body",
    [
        "numbers[:-1].mean()",
        "numbers[::-1][1:]",
        "-numbers[:-1]",
        "-numbers[:-2]",
        "numbers.mean() + numbers",
    ],
)
def test_unforeseen_wrong_answers_never_pass(body):
    forecast = lesson_00.naive_forecast
    result = forecast.check(forecast.function_from(f"def naive_forecast(numbers):\n    return {body}\n"))
    assert result.outcome in ("named", "differs") and result.points == 0, result


def test_a_minus_sign_is_named():
    assert lesson_00.naive_forecast.check(lambda numbers: -numbers[:-1]).outcome == "named"
