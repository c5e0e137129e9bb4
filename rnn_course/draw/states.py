"""Pictures of the memory: every unit at every step, how a start fades, and what a readout keeps of it."""

import numpy as np

from rnn_course.draw.alt_text import counted, listed, say, short, span
from rnn_course.draw.page import number_text
from rnn_course.draw.style import BLUE, CYCLE, DIVERGING, MUTED, ORANGE, axes_for, ink_in

MOST_NUMBERS = 80  # more cells than this are drawn without their numbers
MARKERS = ("o", "s", "^", "D", "v", "P")  # lines differ by marker too, not by colour alone


def state_heatmap(states, words, h_0=None, left_out=(), squashed=True, ax=None):
    """Draw the memory after every word: units downwards, time to the right.

    Shapes: states (T, H), one sequence; words: T labels; h_0 (H,), if given, stands in front. ``left_out``:
    the steps whose word was not read. Purple is above zero, orange below, from −1 to 1. Returns (fig, ax).
    Raises ValueError if the shapes do not fit, or if a ``squashed`` state lies outside −1 to 1.
    """
    states = _checked_states(states, words, squashed)
    T, H = states.shape
    fig, ax = axes_for(ax, 6.4, 1.3 + 0.3 * H)
    start = np.empty((0, H)) if h_0 is None else _checked_vector("h_0", h_0, H)[np.newaxis]
    image = _draw_cells(ax, np.concatenate([start, states]))
    names = [_step_name(t, word, t in left_out) for t, word in enumerate(words, start=1)]
    ax.set_xticks(range(T + len(start)), ["start\n$h_{0}$"] * len(start) + names)
    fig.colorbar(image, ax=ax, label="value of the unit", fraction=0.05, pad=0.02)
    ax.set_title("The memory after each word")
    say(
        fig,
        f"Heatmap of {counted(H, 'unit')} after each of the words {listed(words)}, "
        f"values {span(states.ravel())}.",
    )
    say(fig, f"Last state: {listed(short(value) for value in states[-1])}.")
    return fig, ax


def what_remains(distances, words, ax=None):
    """Draw a bar for each step: how far apart two memories are that differ in what was read before.

    Shapes: distances (T,), none negative; words: T labels. Returns (fig, ax).
    Raises ValueError if the shapes do not fit or a distance is negative or not a number.
    """
    distances = _checked_vector("distances", distances, len(words))
    if not (distances >= 0).all():
        raise ValueError(f"distances: expected T numbers, none negative, got {distances}")
    fig, ax = axes_for(ax, 6.4, 1.4)
    bars = ax.bar(range(len(words)), distances, 0.6, color=BLUE)
    ax.bar_label(bars, [number_text(value) for value in distances], padding=2, fontsize=8)
    ax.set_xticks(range(len(words)), [str(word) for word in words], parse_math=False)
    ax.tick_params(length=0)
    ax.margins(y=0.3)
    ax.set_ylabel("what remains")
    say(fig, f"What remains of the words left out, step by step: {listed(map(short, distances))}.")
    return fig, ax


def states_and_readouts(states, readouts, words, axes=None):
    """Draw the states, and beside them one column for each readout.

    Shapes: states (T, H), one sequence; readouts: dict from a name to an array (H,); words: T labels.
    Returns (fig, axes): the states on the left, the readouts on the right.
    Raises ValueError if the shapes do not fit or a value lies outside −1 to 1.
    """
    states = _checked_states(states, words)
    T, H = states.shape
    columns = np.array([_checked_vector(name, values, H) for name, values in readouts.items()])
    ratio = {"width_ratios": [T, len(columns)]}
    fig, axes = axes_for(axes, 6.8, 1.3 + 0.3 * H, ncols=2, gridspec_kw=ratio, sharey=True)
    _draw_cells(axes[0], states)
    _draw_cells(axes[1], columns)
    axes[0].set_xticks(range(T), [_step_name(t, word) for t, word in enumerate(words, start=1)])
    axes[1].set_xticks(range(len(columns)), list(readouts), rotation=0, fontsize=8)
    axes[0].set_title("All states")
    axes[1].set_title("Readouts")
    axes[1].tick_params(labelleft=False)
    say(
        fig,
        f"Heatmap of {counted(H, 'unit')} after each of the words {listed(words)}, and beside it readouts.",
    )
    say(fig, *[f"{name}: {listed(map(short, values))}." for name, values in readouts.items()])
    return fig, axes


def fading_lines(distances, smallest=1e-6, ax=None):
    """Draw how far apart two runs are after each step: one line for each pair of runs, logarithmic scale.

    ``distances`` maps a label to an array (T,), the distance after step 1, 2, …, T. A line ends where the
    distance falls below ``smallest``: smaller numbers are rounding errors, not memory.
    Returns (fig, ax). Raises ValueError for a distance that is negative or not a number.
    """
    fig, ax = axes_for(ax, 6.4, 3.2)
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
    say(fig, "Distance between the memories of two runs after each step, logarithmic scale.")
    say(fig, *[_fading_words(label, values) for label, values in distances.items()])
    return fig, ax


def scaling_lines(factors, responses, ax=None):
    """Draw one number that a network computes, against the factor by which its whole input was multiplied.

    Shapes: factors (N,); ``responses`` maps a label to an array (N,).
    Returns (fig, ax). Raises ValueError if a response does not have one number for each factor.
    """
    factors = np.asarray(factors, dtype=float)
    fig, ax = axes_for(ax, 6.4, 3.2)
    styles = zip(CYCLE, ("-", "--", ":", "-."), strict=False)
    for (label, values), (colour, line) in zip(responses.items(), styles, strict=False):
        values = _checked_vector(label, values, len(factors))
        ax.plot(factors, values, color=colour, linestyle=line, label=label)
    ax.axhline(0, color=MUTED, linewidth=0.8)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    ax.set(xlabel="factor on the whole input", ylabel="one unit of the last state")
    ax.legend(loc="best", frameon=False)
    ax.set_title("Twice the input: twice the memory?")
    say(fig, f"One unit of the last state against a factor on the whole input, {span(factors)}.")
    say(fig, *[f"{label}: {span(values)}." for label, values in responses.items()])
    return fig, ax


def series_and_states(years, series, states, order=None, axes=None):
    """Draw a series, and below it the states of a network that reads it, on the same time axis.

    Shapes: years (T,), series (T,), states (T, H); ``order``: the units from top to bottom, default 0, 1, ….
    Returns (fig, axes). Raises ValueError if the shapes do not fit or a state lies outside −1 to 1.
    """
    states = _checked_states(states, years)
    series = _checked_vector("series", series, len(states))
    order = list(range(states.shape[1])) if order is None else list(order)
    rows = {"nrows": 2, "sharex": True, "gridspec_kw": {"height_ratios": [1, 1.6]}}
    fig, axes = axes_for(axes, 6.8, 4.4, **rows)
    axes[0].plot(years, series, color=ORANGE, linewidth=1.5)
    axes[0].set(ylabel="sunspots, scaled", title="What the cell reads, and what its units hold")
    edges = (years[0] - 0.5, years[-1] + 0.5, len(order) - 0.5, -0.5)
    scale = {"cmap": DIVERGING, "vmin": -1, "vmax": 1}
    axes[1].imshow(states[:, order].T, **scale, aspect="auto", interpolation="nearest", extent=edges)
    axes[1].set_yticks(range(len(order)), [str(unit + 1) for unit in order], fontsize=7)
    axes[1].set(ylabel="unit", xlabel="year")
    say(fig, f"Above, a series from {years[0]} to {years[-1]}, values {span(series)}.")
    say(
        fig,
        "Below, on the same time axis, "
        f"the states of {counted(len(order), 'unit')} that read it, as a heatmap.",
    )
    return fig, axes


def _step_name(t, word, left_out=False):
    """A word, as it stands even if it holds dollar signs, and the name of the state after it."""
    return str(word).replace("$", r"\$") + ("\nleft out" if left_out else f"\n$h_{{{t}}}$")


def _draw_cells(ax, values):
    """A heatmap of values (N, H), units downwards; with numbers in the cells if there are not too many."""
    image = ax.imshow(values.T, cmap=DIVERGING, vmin=-1, vmax=1, aspect="auto")
    ax.set_yticks(range(values.shape[1]), [f"unit {unit}" for unit in range(1, values.shape[1] + 1)])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    if values.size <= MOST_NUMBERS:
        for (column, row), value in np.ndenumerate(values):
            colour = ink_in(image, value)
            ax.text(column, row, number_text(value), ha="center", va="center", fontsize=8, color=colour)
    return image


def _checked_states(states, labels, squashed=True):
    states = np.asarray(states, dtype=float)
    if states.ndim != 2:
        advice = "; take one sequence of a batch with states[:, 0]" if states.ndim == 3 else ""
        raise ValueError(f"states: expected shape (T, H) of one sequence, got {states.shape}{advice}")
    if len(labels) != len(states):
        raise ValueError(f"labels: expected one for each of T = {len(states)} steps, got {len(labels)}")
    if squashed and not (np.abs(states) <= 1).all():
        raise ValueError("states: expected numbers from -1 to 1, as tanh gives them")
    return states


def _checked_vector(name, values, size):
    values = np.asarray(values, dtype=float)
    if values.shape != (size,):
        raise ValueError(f"{name}: expected shape {(size,)}, got {values.shape}")
    return values


def _fading_words(label, values):
    return f"{label}: {short(values[0])} after step 1, {short(values[-1])} after step {len(values)}."
