"""Lesson 11: every exercise is sound; wrong answers of two faults never pass."""

import pytest

from rnn_course.exercises import lesson_11
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_11), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("pairs = np.random.default_rng(7).permutation(pairs)", "still-shuffled"),
        ("np.random.default_rng(7).shuffle(pairs[: split - W])", "shuffled-inside"),
        ("np.random.default_rng(7).shuffle(pairs[split - W :])", "shuffled-inside"),
    ],
)
def test_shuffled_windows_are_recognised_whatever_the_seed(line, key):
    exercise = lesson_11.split_in_time
    source = exercise.solution_source.replace(
        "    return", f"    pairs = pairs.copy()\n    {line}\n    return"
    )
    result = exercise.check(exercise.function_from(source))
    assert result.misconception == key, str(result)
