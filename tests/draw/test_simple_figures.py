"""What is drawn is what was passed: counts, scores of word orders, forecasts."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from rnn_course.draw.forecast import errors_by_horizon, forecast, forecast_with_interval
from rnn_course.draw.parameter_counts import parameter_counts
from rnn_course.draw.style import CYCLE, INK, PAPER, ink_on
from rnn_course.draw.word_order import word_order_scores


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_parameter_counts_are_the_counts():
    fig, ax = parameter_counts([1, 5, 20], I=100, H=10)
    rising, flat = (line.get_ydata().tolist() for line in ax.lines)
    assert rising == [1010, 5050, 20200] and flat == [1010, 1010, 1010]
    assert [text.get_text().splitlines()[-1] for text in ax.texts] == ["20,200 numbers", "1,010 numbers"]
    with pytest.raises(ValueError, match="at least two sentence lengths"):
        parameter_counts([3], I=2, H=2)


def test_word_orders_are_one_dot_each():
    fig, ax = word_order_scores({"a": [1.0, 2.0, 3.0], "b": [0.5, 0.5]})
    assert [dots.get_offsets()[:, 0].tolist() for dots in ax.collections] == [[1, 2, 3], [0.5, 0.5]]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a\n(3 orders)", "b\n(2 orders)"]
    with pytest.raises(ValueError, match="at least one score for 'b', got none"):
        word_order_scores({"a": [1.0], "b": []})


def test_a_forecast_stands_at_the_end_of_the_series():
    fig, ax = forecast(np.arange(1900, 1910), np.arange(10.0), {"model": [7.0, 8.0, 9.0]}, start=1906)
    measured, model, mark = ax.lines
    assert measured.get_ydata().tolist() == list(range(10))
    assert model.get_xdata().tolist() == [1907, 1908, 1909] and model.get_ydata().tolist() == [7, 8, 9]
    assert mark.get_xdata()[0] == 1906
    with pytest.raises(ValueError, match="model: expected at most 2 values, one per year, got 3"):
        forecast([1, 2], [1, 2], {"model": [1, 2, 3]})


def test_errors_stand_at_their_horizon():
    fig, ax = errors_by_horizon({"a": [3.0, 5.0], "b": [1.0, 2.0, 9.0]})
    assert [line.get_xdata().tolist() for line in ax.lines] == [[1, 2], [1, 2, 3]]
    assert [line.get_ydata().tolist() for line in ax.lines] == [[3, 5], [1, 2, 9]]
    with pytest.raises(ValueError, match="none negative"):
        errors_by_horizon({"a": [1.0, -1.0]})


def test_no_two_of_six_lines_look_alike():
    _, ax = errors_by_horizon({str(number): [1.0, 2.0] for number in range(6)})
    colours = np.array([to_rgb(line.get_color()) for line in ax.lines])
    apart = np.abs(colours[:, None] - colours).max(axis=-1) + np.eye(6)
    assert apart.min() > 0.15  # blue and sky, of the general list, differ by 0.12
    # a line keeps its dashes in this private name; `get_linestyle` says "--" for all of them
    assert len({str(line._unscaled_dash_pattern) for line in ax.lines}) == 6


def test_what_lies_outside_an_interval_is_ringed():
    fig, ax = forecast_with_interval([1, 2, 3], [5.0, 1.0, 2.0], [2.0] * 3, [1.0] * 3, [3.0] * 3)
    assert ax.lines[-1].get_xdata().tolist() == [1] and ax.lines[-1].get_ydata().tolist() == [5]
    with pytest.raises(ValueError, match="same length"):
        forecast_with_interval([1, 2], [1.0], [1.0], [1.0], [1.0])
    with pytest.raises(ValueError, match="no lower end above"):
        forecast_with_interval([1], [1.0], [1.0], [2.0], [1.0])


def contrast(one, other):
    """The contrast ratio of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.1)."""

    def luminance(colour):
        parts = np.array(plt.matplotlib.colors.to_rgb(colour))
        parts = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return parts @ [0.2126, 0.7152, 0.0722]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_told_from_the_paper():
    assert contrast(INK, PAPER) > 12
    for colour in CYCLE:
        assert contrast(colour, PAPER) > 3
        assert contrast(ink_on(colour), colour) > 3
