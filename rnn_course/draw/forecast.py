"""A series, and what a model says about it one step ahead or running free."""

import numpy as np

from rnn_course.draw.alt_text import say, short, span
from rnn_course.draw.style import BLUE, CYCLE, GREEN, INK, MUTED, ORANGE, PURPLE, axes_for, pale

MARKERS = ("o", "s", "^", "D", "v", "P")  # lines differ by marker too, not by colour alone
DASHES = ("-", "--", "-.", ":", (0, (6, 1)), (0, (3, 1, 1, 1, 1, 1)))
COLOURS = (*CYCLE[:5], INK)  # the sixth of CYCLE is too near to its first, where lines cross
LOOKS = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."), (PURPLE, ":"))


def forecast(years, numbers, forecasts, start=None, ylabel="sunspots in the year", ax=None):
    """Draw a series and forecasts over it.

    ``years`` (T,) and ``numbers`` (T,) are what was measured; ``forecasts`` maps a label to values (K,) for
    the last K years; NaN leaves a year out. A dotted line at ``start`` marks where the model had seen
    nothing before. Returns (fig, ax).
    Raises ValueError if a forecast is longer than the series.
    """
    years, numbers = np.asarray(years), np.asarray(numbers)
    fig, ax = axes_for(ax, 7.2, 3.2)
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
    say(fig, f"Line chart of {ylabel}, {years[0]} to {years[-1]}: measured values {span(numbers)}.")
    say(fig, *[_forecast_words(label, values, numbers) for label, values in forecasts.items()])
    say(fig, *[] if start is None else [f"A dotted line marks the year {start}."])
    return fig, ax


def _forecast_words(label, values, numbers):
    values, numbers = np.asarray(values, dtype=float), np.asarray(numbers, dtype=float)
    drawn = np.isfinite(values)
    gaps = np.abs(values - numbers[len(numbers) - len(values) :])[drawn]
    return (
        f"{label}: values {span(values[drawn])}, on average {short(gaps.mean())} away from the measured ones."
    )


def errors_by_horizon(errors, ylabel="RMSE, sunspots", ax=None):
    """Draw how wrong each model is, one step ahead, two, and so on.

    ``errors`` maps a label to an array (N,), the error 1, 2, …, N steps ahead; up to six lines differ by
    colour, dash and marker. Returns (fig, ax).
    Raises ValueError if an error is negative or not a number.
    """
    fig, ax = axes_for(ax, 6.8, 3.4)
    for number, (label, values) in enumerate(errors.items()):
        values = np.asarray(values, dtype=float)
        if values.ndim != 1 or not (values >= 0).all():
            raise ValueError(f"errors[{label!r}]: expected a list of numbers, none negative, got {values}")
        styles = zip(("color", "marker", "linestyle"), (COLOURS, MARKERS, DASHES), strict=True)
        look = {name: kinds[number % len(kinds)] for name, kinds in styles}
        ax.plot(np.arange(1, len(values) + 1), values, label=label, markersize=4, linewidth=1.5, **look)
    ax.set(xlabel="steps ahead", ylabel=ylabel)
    ax.set_ylim(bottom=0)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, handlelength=3)
    say(fig, f"{ylabel}, against the number of steps ahead.")
    say(fig, *[_horizon_words(label, values) for label, values in errors.items()])
    return fig, ax


def forecast_with_interval(
    years, numbers, values, low, high, label="forecast", ylabel="sunspots in the year", ax=None
):
    """Draw a series, a forecast of each number and the interval around it; what lies outside is ringed.

    Shapes: all (T,). Returns (fig, ax). Raises ValueError if a length differs or an interval is upside down.
    """
    years, numbers, values, low, high = _checked_interval(years, numbers, values, low, high)
    fig, ax = axes_for(ax, 7.2, 3.2)
    outside = (numbers < low) | (numbers > high)
    ax.fill_between(years, low, high, color=pale(BLUE), linewidth=0, label="interval")
    ax.plot(years, values, color=BLUE, linewidth=1.2, label=label)
    ax.plot(years, numbers, color=INK, linewidth=0, marker=".", markersize=5, label="measured")
    ring = {"color": ORANGE, "markersize": 8, "fillstyle": "none", "label": "outside"}
    ax.plot(years[outside], numbers[outside], "o", **ring)
    ax.set(xlabel="year", ylabel=ylabel)
    ax.legend(loc="upper left", ncols=4, bbox_to_anchor=(0, 1.16), borderaxespad=0, frameon=False)
    say(
        fig,
        f"Line chart of {ylabel}, {years[0]} to {years[-1]}, with an interval around each value of {label}.",
    )
    say(fig, f"{outside.sum()} of {len(years)} measured values lie outside and are ringed.")
    return fig, ax


def _checked_interval(years, numbers, values, low, high):
    lists = years, numbers, values, low, high = [np.asarray(a) for a in (years, numbers, values, low, high)]
    if len({len(a) for a in lists}) > 1:
        raise ValueError(f"expected five lists of the same length, got {[len(a) for a in lists]}")
    if (low > high).any():
        raise ValueError("low, high: expected no lower end above its upper end")
    return lists


def _horizon_words(label, values):
    return f"{label}: {short(values[0])} one step ahead, {short(values[-1])} {len(values)} steps ahead."
