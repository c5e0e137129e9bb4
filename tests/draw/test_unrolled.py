"""The picture of the unrolled cell: a cell, a word and a state for each step, and the same weights."""

import matplotlib.pyplot as plt
import pytest

from rnn_course.draw.unrolled import unrolled_cell


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("words", [("one",), ("I", "hate", "this", "boring", "movie"), tuple("abcdefgh")])
def test_one_cell_word_and_state_for_each_step(words):
    _, ax = unrolled_cell(words)
    T = len(words)
    texts = [text.get_text() for text in ax.texts]
    assert sorted(patch.get_gid() for patch in ax.patches) == sorted(
        ["cell-loop", *(f"cell-{t}" for t in range(1, T + 1))]
    )
    assert [text for text in texts if text.startswith("$x_{")] == [
        f"$x_{{{t}}}$\n{word}" for t, word in enumerate(words, start=1)
    ]
    assert [text for text in texts if text.startswith("$h_{")] == [f"$h_{{{t}}}$" for t in range(1, T + 1)]
    assert texts.count("$h_0$") == 1


def test_the_weights_are_the_same_at_every_step():
    _, ax = unrolled_cell(("a", "b", "c"))
    labels = [text.get_text() for text in ax.texts if text.get_text().startswith("$W")]
    assert sorted(set(labels)) == ["$W_{hh}$", "$W_{xh}$"]
    assert labels.count("$W_{hh}$") == labels.count("$W_{xh}$") == 1 + 3  # the loop and three steps


def test_neighbouring_states_have_different_colours():
    _, ax = unrolled_cell(("a", "b", "c", "d", "e"))
    colours = [t.get_bbox_patch().get_facecolor() for t in ax.texts if t.get_text().startswith("$h_{")]
    assert len(set(colours)) == 5


def test_bad_input_is_refused_in_words():
    with pytest.raises(TypeError, match="expected a list of words, got the string 'I hate'"):
        unrolled_cell("I hate")
    with pytest.raises(ValueError, match="expected 1 to 8 words, got 0"):
        unrolled_cell([])
    with pytest.raises(ValueError, match="expected 1 to 8 words, got 9"):
        unrolled_cell(list("abcdefghi"))
