"""A committed guess beside the answer: every spelling of the same value matches, and nothing else does."""

import numpy as np
import pytest

from rnn_course.nearmiss.guess import NO_GUESS, reveal

SAME = [
    (1120, 1120), ("1120", 1120), (1120.0, 1120), (np.int64(3), 3), ([10, 3, 20], (10, 3, 20)), ("(10, 3, 20)", (10, 3, 20)),
    ("10, 3, 20", (10, 3, 20)), ("10x3x20", (10, 3, 20)), ("1,120", 1120), ("1e3", 1000), ("eleven", 11), (" Yes ", "yes"), (0.67, 2 / 3), ("0.0052", 0.0052), (-0.54, -0.5379), (0.5774, 0.6), ("error", "error"),
]  # fmt: skip
OTHER = [
    (1110, 1120),
    ((3, 20), (10, 3, 20)),
    ("no", "yes"),
    (0.3, 0.3162),
    (0.54, 0.6),
    (11.2, 11),
    ("error", (10, 3, 20)),
    ((3, 20), "error"),
    (float("nan"), 0.5),
]
UNFIT = [
    ("a lot", 5050),
    ("thirteen", 13),
    ((1, 2), 3),
    ("1,2,", 3),
    (object(), 3),
    (sum, "sum"),
    (True, "yes"),
    (5, "yes"),
    (max, 0.5),
]


@pytest.mark.parametrize(("guess", "value"), SAME)
def test_the_same_in_another_spelling(guess, value):
    result = reveal(guess, value)
    assert result.matches is True and "and so it is" in repr(result)


@pytest.mark.parametrize(("guess", "value"), OTHER)
def test_something_else(guess, value):
    result = reveal(guess, value)
    assert result.matches is False and "what did you expect" in repr(result)


@pytest.mark.parametrize(("guess", "value"), UNFIT)
def test_a_guess_of_another_kind_is_asked_for_again_and_told_nothing(guess, value):
    result = reveal(guess, value, "the way")
    word = "word" if isinstance(value, str) else "number"
    assert result.matches is None and repr(result).startswith(f"The question asks for a {word}")
    assert "the way" not in repr(result) and "It is" not in result._repr_html_().split("<details>")[0]


@pytest.mark.parametrize("guess", [..., None])
def test_without_a_guess_the_text_asks_for_one_and_holds_no_answer(guess):
    result = reveal(guess, (3, 20), "x is (10, 3, 20)")
    assert result.matches is None and repr(result) == NO_GUESS


def test_without_a_guess_the_page_folds_the_answer_and_the_way_to_it():
    page = reveal(..., 5050, "5 · 1000", "5 · 10")._repr_html_()
    before, fold = page.split("<details><summary>")
    assert NO_GUESS in before and "5050" not in before and "1000" not in before
    assert "It is 5050." in fold and "5 · 1000\n5 · 10" in fold and " open" not in fold


def test_with_a_guess_the_way_is_open():
    result = reveal(5000, 5050, "5 · 1000")
    assert repr(result).startswith("5 · 1000\nYou guessed 5000. It is 5050")
    assert "details" not in result._repr_html_() and "5 · 1000" in result._repr_html_()


def test_markup_is_shown_as_text():
    page = reveal("<b>x", "y", "<b>z")._repr_html_()
    assert "<b>x" not in page and "<b>z" not in page
