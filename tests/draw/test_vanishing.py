"""The figures of lesson 7 show what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_course.draw.vanishing import (
    clipping_arrows,
    loss_curves,
    norms_against_distance,
    radius_against_width,
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def labelled(ax):
    """{label: line} of the lines that the legend names."""
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def test_sizes_are_drawn_from_one_step_back():
    _, ax = norms_against_distance({"one": [0.5, 0.25, 1e-20], "two": [2.0, 4.0]}, title="A title")
    lines = labelled(ax)
    np.testing.assert_array_equal(lines["one"].get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(lines["one"].get_ydata(), [0.5, 0.25, np.nan])
    np.testing.assert_array_equal(lines["two"].get_xydata(), [[1, 2], [2, 4]])
    assert lines["one"].get_marker() != lines["two"].get_marker()
    assert ax.get_yscale() == "log"
    assert ax.get_title() == "A title"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]


def test_a_radius_adds_its_slope_in_the_same_colour():
    _, ax = norms_against_distance({"one": [1, 1, 1], "two": [1, 1, 1]}, {"two": 0.5})
    (slope,) = [line for line in ax.lines if line.get_linestyle() == "--"]
    np.testing.assert_allclose(slope.get_ydata(), [0.5, 0.25, 0.125])
    assert slope.get_color() == labelled(ax)["two"].get_color()


def test_a_line_where_remembering_ends():
    _, ax = norms_against_distance({"one": [0.5, 0.25]}, lost=1e-3)
    assert [set(line.get_ydata()) for line in ax.lines if line.get_linestyle() == ":"] == [{1e-3}]


def test_each_radius_is_a_dot_above_its_width():
    _, ax = radius_against_width({8: [0.5, 0.7], 64: [0.6]}, expected=0.58)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(dots[0].get_xydata(), [[0, 0.5], [0, 0.7]])
    np.testing.assert_allclose(dots[1].get_xydata(), [[1, 0.6]])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["8", "64"]
    (expected,) = [line for line in ax.lines if line.get_linestyle() == "--"]
    assert set(expected.get_ydata()) == {0.58}
    assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] > 1


def test_no_radius_is_cut_off():
    _, ax = radius_against_width({8: [0.5, 3.0]})
    assert ax.get_ylim()[1] > 3


def test_loss_curves_and_baseline():
    _, ax = loss_curves({"wild": [1.0, 10.0, np.inf], "calm": [1.0, 0.5, 0.25]}, baseline=0.4, top=100)
    lines = labelled(ax)
    assert list(lines) == ["baseline", "wild", "calm"]
    assert set(lines["baseline"].get_ydata()) == {0.4}
    np.testing.assert_array_equal(lines["wild"].get_ydata(), [1, 10, np.nan])
    np.testing.assert_array_equal(lines["calm"].get_xydata(), [[0, 1], [1, 0.5], [2, 0.25]])
    assert ax.get_yscale() == "log"
    assert 0 < ax.get_ylim()[0] < 0.25 and ax.get_ylim()[1] == 100


def test_means_of_several_steps_stand_in_their_middle():
    _, ax = loss_curves({"run": [4.0, 2.0, 1.0, 0.0]}, log=False, every=2)
    np.testing.assert_array_equal(labelled(ax)["run"].get_xydata(), [[0.5, 3], [2.5, 0.5]])
    assert ax.get_ylim()[0] == 0


def test_arrows_start_at_zero_and_end_at_their_values():
    _, ax = clipping_arrows([3, 1], {"by norm": [0.9, 0.3], "by value": [1, 1]}, max_norm=1)
    lines = labelled(ax)
    np.testing.assert_array_equal(lines["by norm"].get_xydata(), [[0, 0], [0.9, 0.3]])
    np.testing.assert_array_equal(lines["by value"].get_xydata(), [[0, 0], [1, 1]])
    np.testing.assert_array_equal(lines["before clipping"].get_xydata(), [[3, 1]])
    circle = next(line for line in ax.lines if line.get_linestyle() == ":").get_xydata()
    np.testing.assert_allclose(np.linalg.norm(circle, axis=1), 1)
    assert ax.get_aspect() == 1
    assert ax.get_xlim()[1] > 3 and ax.get_ylim()[1] > 1


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: norms_against_distance({"one": [-1.0]}),
            r"norms\['one'\]: expected a list of numbers, none negative",
        ),
        (lambda: norms_against_distance({"one": [np.nan]}), r"norms\['one'\]"),
        (lambda: norms_against_distance({"one": 1.0}), r"norms\['one'\]"),
        (lambda: radius_against_width({8: [-0.5]}), r"radii\[8\]: expected a list of numbers"),
        (lambda: loss_curves({"run": []}), r"losses\['run'\]: expected .* got shape \(0,\)"),
        (lambda: loss_curves({"run": [1, 2, 3]}, every=2), r"a multiple of 2, got shape \(3,\)"),
        (lambda: clipping_arrows([1, 2, 3], {}, 1), r"gradient: expected shape \(2,\), got \(3,\)"),
        (
            lambda: clipping_arrows([1, 2], {"x": [1]}, 1),
            r"clipped\['x'\]: expected shape \(2,\), got \(1,\)",
        ),
    ],
)
def test_bad_input_is_refused_in_words(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()
