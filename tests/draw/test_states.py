"""The figures of lesson 2 show what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_course.draw.states import (
    fading_lines,
    scaling_lines,
    series_and_states,
    state_heatmap,
    states_and_readouts,
    what_remains,
)

WORDS = ("I", "hate", "this", "boring", "movie")
STATES = np.tanh(np.random.default_rng(0).normal(size=(5, 6)))  # (T, H)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_heatmap_is_units_by_steps():
    _, ax = state_heatmap(STATES, WORDS)
    (image,) = ax.images
    np.testing.assert_array_equal(image.get_array(), STATES.T)
    assert image.get_clim() == (-1, 1)
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == [f"{word}\n$h_{{{t}}}$" for t, word in enumerate(WORDS, start=1)]
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"unit {unit}" for unit in range(1, 7)]


def test_the_start_stands_in_front_and_a_word_left_out_says_so():
    _, ax = state_heatmap(STATES, ["I", "$x$", "a", "b", "c"], np.full(6, 0.5), left_out=[2])
    np.testing.assert_array_equal(ax.images[0].get_array(), np.column_stack([np.full(6, 0.5), STATES.T]))
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels[:3] == ["start\n$h_{0}$", "I\n$h_{1}$", "\\$x\\$\nleft out"]


def test_states_that_nothing_squashes_may_leave_the_scale():
    _, ax = state_heatmap(3 * STATES, WORDS, squashed=False)
    np.testing.assert_array_equal(ax.images[0].get_array(), 3 * STATES.T)


def test_bars_of_what_remains():
    _, ax = what_remains([0.0, 1.5, 0.2], ["I", "$x$", "this"])
    assert [bar.get_height() for bar in ax.patches] == [0.0, 1.5, 0.2]
    assert [text.get_text() for text in ax.texts] == ["0.00", "1.50", "0.20"]
    assert ax.get_xticklabels()[1].get_text() == "$x$" and not ax.get_xticklabels()[1].get_parse_math()
    with pytest.raises(ValueError, match="distances: expected T numbers, none negative"):
        what_remains([-1.0], ["I"])


def test_heatmap_writes_each_number_in_its_cell():
    _, ax = state_heatmap(STATES, WORDS)
    assert len(ax.texts) == STATES.size
    for text in ax.texts:
        t, unit = text.get_position()
        assert float(text.get_text().replace("−", "-")) == pytest.approx(STATES[t, unit], abs=0.0051)


def test_heatmap_shows_no_signed_zero_and_no_crowd_of_numbers():
    _, ax = state_heatmap(np.full((5, 2), -1e-9), WORDS)
    assert set(texts(ax)) == {"0.00"}
    _, ax = state_heatmap(np.zeros((100, 6)), list(range(100)))
    assert not ax.texts


def test_readouts_stand_beside_the_states():
    readouts = {"last": STATES[-1], "mean": STATES.mean(axis=0)}
    _, axes = states_and_readouts(STATES, readouts, WORDS)
    np.testing.assert_array_equal(axes[0].images[0].get_array(), STATES.T)
    np.testing.assert_array_equal(axes[1].images[0].get_array(), np.stack(list(readouts.values())).T)
    assert [label.get_text() for label in axes[1].get_xticklabels()] == ["last", "mean"]


def test_fading_lines_end_where_rounding_begins():
    values = np.array([1.0, 1e-3, 1e-6, 1e-9])
    _, ax = fading_lines({"one": values, "two": np.ones(4)})
    one, two = ax.lines
    np.testing.assert_array_equal(one.get_xdata(), [1, 2, 3, 4])
    np.testing.assert_array_equal(one.get_ydata(), [1.0, 1e-3, 1e-6, np.nan])
    np.testing.assert_array_equal(two.get_ydata(), np.ones(4))
    assert ax.get_yscale() == "log"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]
    assert one.get_marker() != two.get_marker()


def test_scaling_lines():
    factors = np.linspace(-1, 1, 5)
    _, ax = scaling_lines(factors, {"straight": 2 * factors, "bent": np.tanh(factors)})
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), 2 * factors)
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), np.tanh(factors))
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()


def test_series_and_states_share_the_years():
    years = np.arange(1900, 1905)
    _, axes = series_and_states(years, years * 0.5, STATES)
    np.testing.assert_array_equal(axes[0].lines[0].get_xydata(), np.stack([years, years * 0.5], axis=1))
    image = axes[1].images[0]
    np.testing.assert_array_equal(image.get_array(), STATES.T)
    assert tuple(image.get_extent()) == (1899.5, 1904.5, 5.5, -0.5)


def test_series_and_states_in_a_chosen_order():
    order = [5, 0, 1, 2, 3, 4]
    _, axes = series_and_states(np.arange(5), np.zeros(5), STATES, order)
    np.testing.assert_array_equal(axes[1].images[0].get_array(), STATES[:, order].T)
    assert [label.get_text() for label in axes[1].get_yticklabels()] == ["6", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("states", "labels", "message"),
    [
        (np.zeros((5, 1, 6)), WORDS, r"expected shape \(T, H\).*, got \(5, 1, 6\).*states\[:, 0\]"),
        (np.zeros(5), WORDS, r"got \(5,\)$"),
        (np.zeros((4, 6)), WORDS, "expected one for each of T = 4 steps, got 5"),
        (np.full((5, 6), 1.5), WORDS, "from -1 to 1"),
        (np.full((5, 6), np.nan), WORDS, "from -1 to 1"),
    ],
)
def test_bad_states_are_refused_in_words(states, labels, message):
    with pytest.raises(ValueError, match=message):
        state_heatmap(states, labels)


def test_other_bad_input_is_refused_in_words():
    with pytest.raises(ValueError, match=r"mean: expected shape \(6,\), got \(5,\)"):
        states_and_readouts(STATES, {"mean": STATES.mean(axis=1)}, WORDS)
    with pytest.raises(ValueError, match=r"distances\['one'\]: expected T numbers, none negative"):
        fading_lines({"one": np.array([1.0, -1.0])})
    with pytest.raises(ValueError, match=r"bent: expected shape \(3,\), got \(2,\)"):
        scaling_lines([0, 1, 2], {"bent": [0, 1]})
    with pytest.raises(ValueError, match=r"series: expected shape \(5,\), got \(4,\)"):
        series_and_states(np.arange(5), np.zeros(4), STATES)
