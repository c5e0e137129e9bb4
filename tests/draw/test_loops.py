"""The figures of lesson 3 draw what they are given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Annotation

from rnn_course.draw.loops import conveyor, difference_maps, two_cell_grid


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def labels(ax):
    """All texts of the axes, without those of empty annotations (arrows)."""
    return [text.get_text() for text in ax.texts if text.get_text()]


def arrows(ax):
    """[(start, end), …] of all arrows."""
    return [(a.xyann, a.xy) for a in ax.texts if isinstance(a, Annotation)]


@pytest.mark.parametrize("T", [1, 5])
def test_conveyor_labels_every_tensor_with_its_shape(T):
    words = [f"word{t}" for t in range(T)]
    _, ax = conveyor(words, B=3, I=4, H=6)
    texts = labels(ax)
    assert [t for t in texts if t.startswith("word")] == words
    assert [t for t in texts if "$x_" in t] == [f"$x_{t}$\n(3, 4)" for t in range(1, T + 1)]
    assert [t for t in texts if "$h_" in t] == [f"$h_{t}$\n(3, 6)" for t in range(T + 1)]
    assert texts.count("cell") == T
    assert len(arrows(ax)) == 3 * T


@pytest.mark.parametrize("words", [[], ["a"] * 7])
def test_conveyor_says_how_many_words_fit(words):
    with pytest.raises(ValueError, match=f"words: expected 1 to 6 words, got {len(words)}"):
        conveyor(words, B=1, I=2, H=3)


def test_grid_shows_three_widths_and_leaves_out_the_middle():
    _, ax = two_cell_grid(T=10, B=3, widths=(100, 30, 20))
    texts = labels(ax)
    for name, width in (("x", 100), ("h^{(1)}", 30), ("h^{(2)}", 20)):
        assert [t for t in texts if t.startswith(f"${name}_")] == [
            f"${name}_{{{t}}}$\n(3, {width})" for t in (1, 2, 3, 10)
        ]
    assert "cell1 =\nRNNCell(100, 30)" in texts and "cell2 =\nRNNCell(30, 20)" in texts


@pytest.mark.parametrize("T", [1, 2, 4, 5, 10])
def test_grid_arrows_go_up_or_to_the_right_and_never_both(T):
    _, ax = two_cell_grid(T=T, B=2, widths=(5, 4, 3))
    moves = [(round(b[0] - a[0], 6), round(b[1] - a[1], 6)) for a, b in arrows(ax)]
    assert all((dx == 0) != (dy == 0) and dx >= 0 and dy >= 0 for dx, dy in moves)
    assert len(moves) == 4 * min(T, 4)


@pytest.mark.parametrize(("T", "widths"), [(0, (1, 2, 3)), (4, (1, 2))])
def test_grid_says_what_it_needs(T, widths):
    with pytest.raises(ValueError, match="expected T >= 1 and three widths"):
        two_cell_grid(T=T, B=1, widths=widths)


def test_difference_maps_show_the_mean_difference_of_every_state():
    rng = np.random.default_rng(0)
    right, one, two = rng.normal(size=(3, 7, 3, 5))
    one[0] = right[0]
    two[0, 2] = right[0, 2]
    _, axes = difference_maps(right, {"one": one, "two": two})
    for ax, states in zip(axes, (one, two), strict=True):
        image = ax.images[0]
        np.testing.assert_allclose(image.get_array(), np.abs(states - right).mean(axis=2).T)
        assert image.get_clim() == axes[0].images[0].get_clim()
    assert [ax.get_title() for ax in axes] == ["one", "two"]
    assert sorted(t.get_position() for t in axes[0].texts) == [(0, 0), (0, 1), (0, 2)]
    assert [t.get_position() for t in axes[1].texts] == [(0, 2)]
    assert all(t.get_text() == "=" for ax in axes for t in ax.texts)


def test_difference_maps_of_equal_states_mark_every_square():
    states = np.ones((4, 2, 3))
    _, axes = difference_maps(states, {"same": states})
    assert len(axes) == 1 and len(axes[0].texts) == 8


@pytest.mark.parametrize("shape", [(7, 3), (3, 7, 5), (7, 3, 1)])
def test_difference_maps_say_which_shape_is_wrong(shape):
    with pytest.raises(ValueError, match=r"'other': expected states of shape \(T, B, H\) = \(7, 3, 5\), got"):
        difference_maps(np.zeros((7, 3, 5)), {"other": np.zeros(shape)})


def test_difference_maps_need_something_to_compare():
    with pytest.raises(ValueError, match="at least one other loop"):
        difference_maps(np.zeros((7, 3, 5)), {})
