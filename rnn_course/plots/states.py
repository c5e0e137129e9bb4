"""Pictures of the memory: every unit at every step, how a start fades, and what a readout keeps of it."""

import numpy as np

from rnn_course.plots.style import CYCLE, DIVERGING, MUTED, ORANGE, ink_on, new_figure

MOST_NUMBERS = 80  # more cells than this are drawn without their numbers
MARKERS = ("o", "s", "^", "D", "v", "P")  # lines differ by marker too, not by colour alone


def state_heatmap(states, words):
    """Draw the memory after every word: units downwards, time to the right.

    Shapes: states (T, H), one sequence; words: T labels. Purple is above zero, orange below, from −1 to 1.
    Returns (fig, ax). Raises ValueError if the shapes do not fit or a state lies outside −1 to 1.
    """
    states = _checked_states(states, words)
    T, H = states.shape
    fig, ax = new_figure(6.4, 1.3 + 0.3 * H)
    image = _draw_cells(ax, states)
    ax.set_xticks(range(T), [f"{word}\n$h_{{{t}}}$" for t, word in enumerate(words, start=1)])
    fig.colorbar(image, ax=ax, label="value of the unit", fraction=0.05, pad=0.02)
    ax.set_title("The memory after each word")
    return fig, ax


def states_and_readouts(states, readouts, words):
    """Draw the states, and beside them one column for each readout.

    Shapes: states (T, H), one sequence; readouts: dict from a name to an array (H,); words: T labels.
    Returns (fig, axes): the states on the left, the readouts on the right.
    Raises ValueError if the shapes do not fit or a value lies outside −1 to 1.
    """
    states = _checked_states(states, words)
    T, H = states.shape
    columns = np.array([_checked_vector(name, values, H) for name, values in readouts.items()])
    ratio = {"width_ratios": [T, len(columns)]}
    fig, axes = new_figure(6.8, 1.3 + 0.3 * H, ncols=2, gridspec_kw=ratio, sharey=True)
    _draw_cells(axes[0], states)
    _draw_cells(axes[1], columns)
    axes[0].set_xticks(range(T), [f"{word}\n$h_{{{t}}}$" for t, word in enumerate(words, start=1)])
    axes[1].set_xticks(range(len(columns)), list(readouts), rotation=0, fontsize=8)
    axes[0].set_title("All states")
    axes[1].set_title("Readouts")
    axes[1].tick_params(labelleft=False)
    return fig, axes


def fading_lines(distances, smallest=1e-6):
    """Draw how far apart two runs are after each step: one line for each pair of runs, logarithmic scale.

    ``distances`` maps a label to an array (T,), the distance after step 1, 2, …, T. A line ends where the
    distance falls below ``smallest``: smaller numbers are rounding errors, not memory.
    Returns (fig, ax). Raises ValueError for a distance that is negative or not a number.
    """
    fig, ax = new_figure(6.4, 3.2)
    for (label, values), colour, marker in zip(distances.items(), CYCLE, MARKERS, strict=False):
        values = np.asarray(values, dtype=float)
        if values.ndim != 1 or not (values >= 0).all():
            raise ValueError(f"distances[{label!r}]: expected T numbers, none negative, got {values}")
        shown = np.where(values >= smallest, values, np.nan)
        steps = np.arange(1, len(values) + 1)
        ax.plot(steps, shown, color=colour, marker=marker, markersize=4, linewidth=1.5, label=label)
    ax.set(yscale="log", xlabel="step t", ylabel="distance of the two memories")
    ax.set_ylim(bottom=smallest)
    ax.legend(loc="center right", frameon=False)
    ax.set_title("Two starts, one sentence: how long does the start show?")
    return fig, ax


def scaling_lines(factors, responses):
    """Draw one number that a network computes, against the factor by which its whole input was multiplied.

    Shapes: factors (N,); ``responses`` maps a label to an array (N,).
    Returns (fig, ax). Raises ValueError if a response does not have one number for each factor.
    """
    factors = np.asarray(factors, dtype=float)
    fig, ax = new_figure(6.4, 3.2)
    styles = zip(CYCLE, ("-", "--", ":", "-."), strict=False)
    for (label, values), (colour, line) in zip(responses.items(), styles, strict=False):
        values = _checked_vector(label, values, len(factors))
        ax.plot(factors, values, color=colour, linestyle=line, label=label)
    ax.axhline(0, color=MUTED, linewidth=0.8)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    ax.set(xlabel="factor on the whole input", ylabel="one unit of the last state")
    ax.legend(loc="best", frameon=False)
    ax.set_title("Twice the input: twice the memory?")
    return fig, ax


def series_and_states(years, series, states, order=None):
    """Draw a series, and below it the states of a network that reads it, on the same time axis.

    Shapes: years (T,), series (T,), states (T, H); ``order``: the units from top to bottom, default 0, 1, ….
    Returns (fig, axes). Raises ValueError if the shapes do not fit or a state lies outside −1 to 1.
    """
    states = _checked_states(states, years)
    series = _checked_vector("series", series, len(states))
    order = list(range(states.shape[1])) if order is None else list(order)
    fig, axes = new_figure(6.8, 4.4, nrows=2, sharex=True, gridspec_kw={"height_ratios": [1, 1.6]})
    axes[0].plot(years, series, color=ORANGE, linewidth=1.5)
    axes[0].set(ylabel="sunspots, scaled", title="What the cell reads, and what its units hold")
    edges = (years[0] - 0.5, years[-1] + 0.5, len(order) - 0.5, -0.5)
    scale = {"cmap": DIVERGING, "vmin": -1, "vmax": 1}
    axes[1].imshow(states[:, order].T, **scale, aspect="auto", interpolation="nearest", extent=edges)
    axes[1].set_yticks(range(len(order)), [str(unit + 1) for unit in order], fontsize=7)
    axes[1].set(ylabel="unit", xlabel="year")
    return fig, axes


def _draw_cells(ax, values):
    """A heatmap of values (N, H), units downwards; with numbers in the cells if there are not too many."""
    image = ax.imshow(values.T, cmap=DIVERGING, vmin=-1, vmax=1, aspect="auto")
    ax.set_yticks(range(values.shape[1]), [f"unit {unit}" for unit in range(1, values.shape[1] + 1)])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    if values.size <= MOST_NUMBERS:
        for (column, row), value in np.ndenumerate(values):
            text = f"{value:.2f}".replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}")
            colour = ink_on(image.cmap(image.norm(value)))
            ax.text(column, row, text, ha="center", va="center", fontsize=8, color=colour)
    return image


def _checked_states(states, labels):
    states = np.asarray(states, dtype=float)
    if states.ndim != 2:
        advice = "; take one sequence of a batch with states[:, 0]" if states.ndim == 3 else ""
        raise ValueError(f"states: expected shape (T, H) of one sequence, got {states.shape}{advice}")
    if len(labels) != len(states):
        raise ValueError(f"labels: expected one for each of T = {len(states)} steps, got {len(labels)}")
    if not (np.abs(states) <= 1).all():
        raise ValueError("states: expected numbers from -1 to 1, as tanh gives them")
    return states


def _checked_vector(name, values, size):
    values = np.asarray(values, dtype=float)
    if values.shape != (size,):
        raise ValueError(f"{name}: expected shape {(size,)}, got {values.shape}")
    return values
