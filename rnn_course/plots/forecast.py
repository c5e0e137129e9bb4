"""A series, and what a model says about it one step ahead or running free."""

import numpy as np

from rnn_course.plots.style import BLUE, GREEN, INK, MUTED, ORANGE, PURPLE, new_figure

LOOKS = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."), (PURPLE, ":"))


def forecast(years, numbers, forecasts, start=None, ylabel="sunspots in the year"):
    """Draw a series and forecasts over it.

    ``years`` (T,) and ``numbers`` (T,) are what was measured; ``forecasts`` maps a label to values (K,) for the last K
    years. A dotted line at ``start`` marks where the model had seen nothing before. Returns (fig, ax).
    Raises ValueError if a forecast is longer than the series.
    """
    years, numbers = np.asarray(years), np.asarray(numbers)
    fig, ax = new_figure(7.2, 3.2)
    ax.plot(years, numbers, color=INK, linewidth=1.2, marker=".", markersize=3, label="measured")
    for (label, values), (colour, line) in zip(forecasts.items(), LOOKS, strict=False):
        values = np.asarray(values)
        if len(values) > len(years):
            raise ValueError(
                f"{label}: expected at most {len(years)} values, one per year, got {len(values)}"
            )
        ax.plot(years[len(years) - len(values) :], values, color=colour, linestyle=line, label=label)
    if start is not None:
        ax.axvline(start, color=MUTED, linewidth=1, linestyle=":")
    ax.set(xlabel="year", ylabel=ylabel)
    ax.legend(
        loc="upper left", ncols=1 + len(forecasts), bbox_to_anchor=(0, 1.16), borderaxespad=0, frameon=False
    )
    return fig, ax
