"""A committed guess beside the answer: every spelling of the same value matches, and nothing else does."""

import numpy as np
import pytest

from rnn_course.exercises.guess import reveal

SAME = [
    (1120, 1120), ("1120", 1120), (1120.0, 1120), (np.int64(3), 3), ([10, 3, 20], (10, 3, 20)), ("(10, 3, 20)", (10, 3, 20)),
    ("10, 3, 20", (10, 3, 20)), (" Yes ", "yes"), (0.67, 2 / 3), ("0.0052", 0.0052), (-0.54, -0.5379), ("error", "error"),
]  # fmt: skip
OTHER = [
    (1110, 1120),
    ((3, 20), (10, 3, 20)),
    ("no", "yes"),
    (0.3, 0.3162),
    (True, "yes"),
    ("1,2,", 3),
    (object(), 3),
    (float("nan"), 0.5),
]


@pytest.mark.parametrize(("guess", "value"), SAME)
def test_the_same_in_another_spelling(guess, value):
    result = reveal(guess, value)
    assert result.matches is True and "and so it is" in repr(result)


@pytest.mark.parametrize(("guess", "value"), OTHER)
def test_something_else(guess, value):
    result = reveal(guess, value)
    assert result.matches is False and "what did you expect" in repr(result)


@pytest.mark.parametrize("guess", [..., None])
def test_no_guess_yet(guess):
    assert reveal(guess, (3, 20)).matches is None
    assert repr(reveal(guess, (3, 20))) == "No guess yet. It is (3, 20)."


def test_markup_is_shown_as_text():
    assert "<b>x" not in reveal("<b>x", "y")._repr_html_()
