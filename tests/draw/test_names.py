"""The figures of lesson 10 show what they were given."""

import matplotlib.pyplot as plt
import pytest

from rnn_course.draw.names import belief_by_letter, confusion_table, next_letters

LANGUAGES = ["Dutch", "Finnish", "Slovak"]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def written(ax):
    """{(column, row): text} of the cells."""
    return {text.get_position(): text.get_text() for text in ax.texts}


def test_confusions_are_shares_of_their_row():
    fig, ax = confusion_table([[8, 1, 1], [0, 4, 0], [5, 0, 5]], LANGUAGES)
    cells = written(ax)
    assert cells[0, 0] == "80" and cells[1, 0] == "10" and cells[1, 1] == "100" and cells[0, 2] == "50"
    assert (0, 1) not in cells  # nothing of it
    assert [label.get_text() for label in ax.get_yticklabels()] == LANGUAGES
    assert "Slovak: 50 per cent recognised, most often taken for Dutch (50 per cent)." in fig.alt_text


def test_confusions_must_fit():
    with pytest.raises(ValueError, match=r"expected \(3, 3\) and no empty row, got shape \(2, 2\)"):
        confusion_table([[1, 0], [0, 1]], LANGUAGES)
    with pytest.raises(ValueError, match="no empty row"):
        confusion_table([[1, 0, 0], [0, 0, 0], [0, 0, 1]], LANGUAGES)


def test_beliefs_stand_above_one_another_for_each_letter():
    fig, ax = belief_by_letter([[0.5, 0.3, 0.2], [0.0, 0.9, 0.1]], ["a", "ä"], LANGUAGES)
    assert written(ax) == {(0, 0): "50", (0, 1): "30", (0, 2): "20", (1, 1): "90", (1, 2): "10"}
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "ä"]
    assert "After a: Dutch, 50 per cent. After aä: Finnish, 90 per cent." in fig.alt_text
    with pytest.raises(ValueError, match=r"expected \(1, 3\), got shape \(2, 3\)"):
        belief_by_letter([[0.5, 0.3, 0.2], [0.0, 0.9, 0.1]], ["a"], LANGUAGES)


def test_next_letters_are_sorted():
    fig, ax = next_letters([0.1, 0.7, 0.2], ["a", "e", "end"], "Next")
    assert [bar.get_height() for bar in ax.patches] == [0.7, 0.2, 0.1]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["e", "end", "a"]
    assert "e (0.7), end (0.2) and a (0.1)" in fig.alt_text
    with pytest.raises(ValueError, match="expected 2 numbers"):
        next_letters([1.0], ["a", "b"])
