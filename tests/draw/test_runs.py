"""The figures of lesson 9 show what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_course.draw.runs import ends_of_runs, learning_curves, word_bars


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_every_seed_has_a_thin_line_and_the_mean_a_thick_one():
    curves = {"one": [[0.1, 0.4, 0.5], [0.3, 0.6, 0.9]], "two": [[0.2, 0.2]]}
    fig, ax = learning_curves(curves, {"a table": 0.25}, ylabel="share of right words")
    thick = [line for line in ax.lines if line.get_linewidth() > 2]
    assert [line.get_label() for line in thick] == ["one", "two"]
    np.testing.assert_allclose(thick[0].get_xydata(), [[1, 0.2], [2, 0.5], [3, 0.7]])
    thin = [line.get_ydata() for line in ax.lines if line.get_linewidth() < 1]
    np.testing.assert_allclose(thin[1], [0.3, 0.6, 0.9])
    assert (
        thick[0].get_color() != thick[1].get_color() and thick[0].get_linestyle() != thick[1].get_linestyle()
    )
    assert [line.get_ydata()[0] for line in ax.lines if line.get_linestyle() == ":"] == [0.25]
    assert "a table" in [text.get_text() for text in ax.texts]
    assert (
        "one, 2 seeds: after one epoch from 0.1 to 0.3, at the end from 0.5 to 0.9, mean 0.7." in fig.alt_text
    )


def test_a_run_is_a_table():
    with pytest.raises(
        ValueError, match=r"curves\['one'\]: expected a table \(seeds, epochs\), got shape \(2,\)"
    ):
        learning_curves({"one": [0.1, 0.2]})


def test_each_end_is_a_dot_in_the_row_of_its_group():
    fig, ax = ends_of_runs({"one": [0.1, 0.3], "two": [0.5]}, {"a table": 0.2}, xlabel="share")
    dots = [line for line in ax.lines if line.get_linestyle() == "None"]
    np.testing.assert_allclose(dots[0].get_xydata(), [[0.1, 0], [0.3, 0]])
    np.testing.assert_allclose(dots[1].get_xydata(), [[0.5, 1]])
    assert dots[0].get_marker() != dots[1].get_marker()
    means = [line.get_xdata() for line in ax.lines if line.get_linewidth() > 2]
    np.testing.assert_allclose(means, [[0.2, 0.2], [0.5, 0.5]])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "two"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first group on top
    assert "one: from 0.1 to 0.3, mean 0.2." in fig.alt_text and "a table, 0.2" in fig.alt_text


def test_words_have_bars_and_the_marked_ones_a_pattern():
    fig, ax = word_bars({"one": 0.5, "nine": 2.0, "ten": 1.0, "six": 0.1}, marked=("ten",), ylabel="nats")
    assert [bar.get_height() for bar in ax.patches] == [0.5, 2.0, 1.0, 0.1]
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, False, True, False]
    assert "nine (2), ten (1) and one (0.5)" in fig.alt_text
    with pytest.raises(ValueError, match="expected at least one word"):
        word_bars({})
