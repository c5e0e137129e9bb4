"""The stream figures draw what they are given, and say clearly when they cannot."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from rnn_course.core import contiguous_streams
from rnn_course.draw.streams import padded_batch, reach, streams_over_batches
from rnn_course.draw.style import CYCLE, GREEN, ORANGE


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def patches_of(ax):
    return {patch.get_gid(): patch for patch in ax.patches if patch.get_gid()}


def words_of(ax):
    return [text.get_text() for text in ax.texts]


def contiguous(N, T, B):
    return [inputs for inputs, _ in contiguous_streams(np.arange(N), T, B)]


@pytest.mark.parametrize(("N", "T", "B"), [(25, 4, 3), (31, 2, 5), (13, 6, 1)])
def test_each_token_stands_in_its_place_in_the_colour_of_its_stream(N, T, B):
    pieces = contiguous(N, T, B)
    _, (ax,) = streams_over_batches({"contiguous": pieces}, N)
    drawn, words = patches_of(ax), words_of(ax)
    assert len(drawn) == len(pieces) * T * B
    for k, t, b in np.ndindex(len(pieces), T, B):
        assert to_hex(drawn[f"token-{k},{t},{b}"].get_facecolor()) == CYCLE[b % len(CYCLE)]
        assert str(pieces[k][t, b]) in words


def test_arrows_where_a_row_goes_on_and_crosses_where_it_jumps():
    pieces = contiguous(25, 4, 3)
    other = [np.arange(12).reshape(3, 4).T, np.arange(12, 24).reshape(3, 4).T]
    mixed = [pieces[0], pieces[1][:, [0, 2, 1]]]
    _, axes = streams_over_batches({"a": pieces, "b": other, "c": mixed}, 25)
    marks = [(words_of(ax).count("→"), words_of(ax).count("×")) for ax in axes]
    assert marks == [(3, 0), (0, 3), (1, 2)]


def test_time_runs_to_the_right_and_columns_of_the_batch_stand_below_each_other():
    _, (ax,) = streams_over_batches({"a": contiguous(25, 4, 3)}, 25)
    drawn = patches_of(ax)
    assert drawn["token-0,3,0"].get_x() < drawn["token-1,0,0"].get_x()
    assert drawn["token-0,0,0"].get_x() < drawn["token-0,1,0"].get_x()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b = 0", "b = 1", "b = 2"]
    assert ax.yaxis_inverted()


def test_held_tokens_are_strong_and_reached_ones_have_a_bar():
    pieces = contiguous(25, 4, 3)
    text = "abcdefghijklm opqrstuvwxy"
    _, (ax,) = streams_over_batches({"a": pieces}, 25, text, held=[8, 9], reached=[9], chosen=9)
    drawn = patches_of(ax)
    strong = {gid for gid, patch in drawn.items() if to_hex(patch.get_facecolor()) in CYCLE}
    assert strong == {"token-0,0,1", "token-0,1,1"}  # row 1 starts with token 8
    assert [gid for gid in drawn if gid.startswith("reached")] == ["reached-9"]
    assert drawn["chosen"].get_xy() == drawn["token-0,1,1"].get_xy()
    assert {"a", "i", "␣"} <= set(words_of(ax)) and "0" not in words_of(ax)


@pytest.mark.parametrize(
    ("layouts", "sentence"),
    [
        ({}, "expected at least one list"),
        ({"a": [np.zeros((2, 3), int), np.zeros((3, 2), int)]}, "pieces of one shape"),
        ({"a": [np.zeros(3, int)]}, "pieces of one shape"),
        ({"a": []}, "pieces of one shape"),
        ({"a": [np.full((2, 3), 9)]}, "expected positions from 0 to N - 1 = 8, got 9 to 9"),
        ({"a": [np.full((2, 3), -1)]}, "expected positions from 0"),
    ],
)
def test_layouts_that_cannot_be_drawn(layouts, sentence):
    with pytest.raises(ValueError, match=sentence):
        streams_over_batches(layouts, 9)


def test_reach_shows_the_sizes_and_writes_zeros():
    rows = {"value": np.array([0.5, 0.0, 2.0, 1.0]), "gradient": np.array([0.0, 0.0, 0.0, 1.0])}
    _, ax = reach(rows, cuts=(2,))
    assert np.array_equal(ax.images[0].get_array().filled(0), np.array(list(rows.values())))
    assert sorted(text.get_position() for text in ax.texts) == [(0, 1), (1, 0), (1, 1), (2, 1)]
    assert {text.get_text() for text in ax.texts} == {"0"}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["value", "gradient"]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"] == [1.5]


def test_reach_of_nothing_at_all_is_drawn_too():
    _, ax = reach({"nothing": np.zeros(3)})
    assert len(ax.texts) == 3


@pytest.mark.parametrize(
    "rows", [{}, {"a": [1.0, 2.0], "b": [1.0]}, {"a": [[1.0]]}, {"a": [-1.0, 1.0]}, {"a": [np.nan, 1.0]}]
)
def test_rows_that_cannot_be_drawn(rows):
    with pytest.raises(ValueError, match="^rows: expected"):
        reach(rows)


def test_padding_is_hatched_and_the_last_real_step_framed():
    sentences = [["great", "movie"], ["I", "hate", "this", "boring", "movie"], ["I", "love", "it"]]
    _, ax = padded_batch(sentences)
    drawn = patches_of(ax)
    for b, words in enumerate(sentences):
        hatched = [bool(drawn[f"step-{t},{b}"].get_hatch()) for t in range(5)]
        assert hatched == [t >= len(words) for t in range(5)]
        frame = drawn[f"last-{b}"]
        assert frame.get_x() == len(words) - 1 - 0.5
    assert words_of(ax).count("padding") == 5
    assert "out[-1]" in words_of(ax)
    assert [label.get_text() for label in ax.get_yticklabels()][1] == "b = 1, length 5"


def test_a_picked_step_is_green_where_it_is_the_last_real_one():
    _, ax = padded_batch([["a", "b"], ["c", "d", "e"]], picked=[2, 2])
    drawn = patches_of(ax)
    assert to_hex(drawn["step-2,0"].get_facecolor()) == ORANGE
    assert to_hex(drawn["step-2,1"].get_facecolor()) == GREEN
    assert "out[-1]" not in words_of(ax)


def test_a_packed_batch_has_no_padding():
    _, ax = padded_batch([["a", "b"], ["c", "d", "e"]], packed=True, picked=[1, None])
    drawn = patches_of(ax)
    assert "step-2,0" not in drawn and "step-2,1" in drawn
    assert [gid for gid, patch in drawn.items() if to_hex(patch.get_facecolor()) == GREEN] == ["step-1,0"]


@pytest.mark.parametrize("sentences", [[], [["a"], []]])
def test_a_sentence_without_words_is_refused(sentences):
    with pytest.raises(ValueError, match="at least one word"):
        padded_batch(sentences)
