"""Figures laid out by hand: the loop's program, weights as blocks, and the way back of a gradient."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from rnn_course.draw.gradient_path import gradient_path
from rnn_course.draw.program import program_and_tensors
from rnn_course.draw.style import BLUE, ORANGE
from rnn_course.draw.weight_blocks import weight_blocks


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def of_colour(ax, colour):
    return [patch for patch in ax.patches if to_hex(patch.get_facecolor()) == colour]


@pytest.mark.parametrize(("T", "I", "H"), [(5, 100, 10), (12, 4, 3), (1, 100, 20)])
def test_one_block_for_each_position_and_one_for_all_at_one_scale(T, I, H):
    _, ax = weight_blocks([f"word{t}" for t in range(T)], I, H)
    weights, strips = of_colour(ax, ORANGE)[::2], of_colour(ax, ORANGE)[1::2]
    shared = of_colour(ax, BLUE)[0]
    assert len(weights) == len(strips) == T
    for weight in weights:
        assert (weight.get_width(), weight.get_height()) == (shared.get_width(), shared.get_height())
        assert weight.get_width() / weight.get_height() == pytest.approx(I / H)
    edges = sorted((weight.get_y(), weight.get_y() + weight.get_height()) for weight in weights)
    assert all(end < start for (_, end), (start, _) in zip(edges, edges[1:], strict=False))  # they stay apart
    assert max(patch.get_x() + patch.get_width() for patch in ax.patches) < ax.get_xlim()[1]
    assert f"T·(I·H + H) = {T}·({I}·{H} + {H}) = {T * (I * H + H):,}" in texts(ax)


def test_the_bars_of_the_way_back_are_the_shares():
    shares, sums = [0.1, -0.4, 0.9], [0.6, 0.5, 0.9]
    _, ax = gradient_path(np.zeros((5, 2)), np.zeros((3, 2)), shares, sums, k=2)
    bars = of_colour(ax, ORANGE)[:1] + of_colour(ax, BLUE)
    heights = -np.array([bar.get_height() for bar in bars])  # the page's y runs downwards
    np.testing.assert_allclose(heights / heights[0], np.array([0.6, *shares]) / 0.6)
    framed = [bar.get_linewidth() == 2 for bar in bars]
    assert framed == [False, False, True, False]
    dots = next(line for line in ax.lines if line.get_marker() == "o")
    rises = ax.lines[0].get_ydata()[0] - dots.get_ydata()
    np.testing.assert_allclose(rises / rises[0], np.array([0.6, *sums]) / 0.6)


@pytest.mark.parametrize(("t", "k", "count"), [(3, 4, 3), (3, 0, 3), (3, 2, 2), (6, 2, 6)])
def test_a_way_back_that_cannot_be_drawn(t, k, count):
    with pytest.raises(ValueError, match="expected 1 <= k <= t <= T"):
        gradient_path(np.zeros((5, 2)), np.zeros((t, 2)), [0.0] * count, [0.0] * count, k)


def test_the_program_marks_its_line_and_shows_what_exists():
    lines = ["x = …", "cell1 = …", "cell2 = …", "h1 = …", "h2 = None"]
    cells = [("cell1", "h1", 100, 30), ("cell2", "h2", 25, 10)]
    shapes = {"x": (4, 3, 100), "h1": (3, 30), "out": [(3, 10)]}
    _, ax = program_and_tensors(lines, 3, cells, shapes, (4, 3, 100), error="RuntimeError: no")
    written = texts(ax)
    assert [text for text in written if text in lines] == lines
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert [line for line in lines if line in bold] == ["h1 = …"] and "✗" in written
    assert "(3, 30)" in written and "a list of 1, each (3, 10)" in written and "RuntimeError: no" in written
    assert "h2" not in written and "next h2" in written  # h2 does not exist yet
    with pytest.raises(ValueError, match="cells: expected one or two, got 0"):
        program_and_tensors(lines, 0, [], {}, (4, 3, 100))
