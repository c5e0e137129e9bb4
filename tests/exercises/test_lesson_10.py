"""Lesson 10: every exercise is sound; its solutions are core's; wrong answers of other words never pass."""

import numpy as np
import pytest

from rnn_course.core import masked_mean, next_probabilities
from rnn_course.exercises import lesson_10
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_10), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_cores_functions_solve_the_exercises():
    def odds(logits, temperature, k):
        return next_probabilities(logits, temperature, k)

    def mean(states, lengths):
        return masked_mean(states, lengths)

    assert lesson_10.masked_mean.check(mean).passed
    assert lesson_10.next_probabilities.check(odds).passed


DIVIDED = "/ lengths[:, np.newaxis]"
WRONG = [
    ("masked_mean", [(DIVIDED, "/ lengths.max()")], None),
    ("masked_mean", [(DIVIDED, "")], None),
    ("masked_mean", [("len(states))[:, np.newaxis] < lengths", "len(states))[:, np.newaxis] > lengths")], None),
    ("macro_recall", [("said[truth == k] == k", "truth[said == k] == k")], "precision"),
    ("macro_recall", [("range(K)", "range(1, K)")], None),
    ("teacher_forcing", [("padding_value=-100", "padding_value=-1")], None),
    ("teacher_forcing", [("[torch.cat([torch.tensor([END]), name])", "[torch.cat([name, torch.tensor([END])])")], None),
    ("next_probabilities", [("logits / temperature", "logits * temperature")], "multiplied"),
    ("next_probabilities", [("[-k]", "[-k - 1]")], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "key"), WRONG)
def test_wrong_answers_never_pass_and_are_called_by_their_name(name, edits, key):
    exercise = getattr(lesson_10, name)
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    result = exercise.check(exercise.function_from(source))
    assert not result.passed, str(result)
    assert key is None or result.misconception == key, str(result)


def test_large_scores_do_not_overflow():
    def naive(logits, temperature, k):
        odds = np.exp(logits / temperature)
        odds[np.argsort(logits)[: len(logits) - k]] = 0
        return odds / odds.sum()

    with np.errstate(over="ignore", invalid="ignore"):
        assert not lesson_10.next_probabilities.check(naive).passed


@pytest.mark.parametrize("answer", ["f", "", 2, "clean first"])
def test_other_choices_do_not_pass(answer):
    assert not lesson_10.order_of_steps.check(answer).passed


def test_a_forgotten_temperature_is_not_told_as_nan():
    """It overflows as well, but only with the large scores, which come later."""
    result = lesson_10.next_probabilities.check(_without_temperature)
    assert not result.passed and "NaN" not in result.message, result


def _without_temperature(logits, temperature, k):
    odds = np.exp(logits)
    odds[np.argsort(logits)[: len(logits) - k]] = 0
    return odds / odds.sum()
