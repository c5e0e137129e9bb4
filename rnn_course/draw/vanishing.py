"""Pictures of gradients that vanish or explode: their size against the distance, and what clipping does."""

import numpy as np

from rnn_course.draw.alt_text import counted, say, short, span
from rnn_course.draw.style import CYCLE, INK, LIGHT, MUTED, ORANGE, axes_for

MARKERS = ("o", "s", "^", "D", "v", "P")  # lines differ by marker too, not by colour alone
DASHES = ("-", "--", "-.", ":")


def norms_against_distance(
    norms,
    radii=None,
    smallest=1e-12,
    title="",
    ylabel=r"$\|\partial h_T / \partial h_k\|$",
    lost=None,
    ax=None,
):
    """Draw the size of a gradient against the number of steps back, logarithmic, one line for each network.

    ``norms`` maps a label to an array (N,), the size 1, 2, …, N steps back; N may differ from line to line.
    ``radii`` maps some of these labels to a spectral radius ρ: then ρ^distance is drawn beside the line,
    dashed. A line ends where it falls below ``smallest``; a dotted line at ``lost``, if given, ends what
    counts as remembered. Returns (fig, ax). Raises ValueError for a size that is negative or not a number.
    """
    radii = {} if radii is None else radii
    fig, ax = axes_for(ax, 6.4, 3.6)
    ax.axhline(1, color=MUTED, linewidth=0.8)
    if lost is not None:
        ax.axhline(lost, color=MUTED, linewidth=1, linestyle=":")
    for (label, values), colour, marker in zip(norms.items(), CYCLE, MARKERS, strict=False):
        values = _sizes(f"norms[{label!r}]", values)
        if label in radii:
            slope = _above(radii[label] ** _distances(values), smallest)
            ax.plot(_distances(values), slope, color=colour, linewidth=1, linestyle="--", label="_slope")
        _marked_line(ax, _distances(values), _above(values, smallest), label, colour, marker)
    ax.set(yscale="log", xlabel="steps back, T − k", ylabel=ylabel, title=title)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    say(fig, _title_words(title) + "Size of a gradient against the number of steps back, logarithmic scale.")
    say(fig, *[_decay_words(label, values) for label, values in norms.items()])
    return fig, ax


def _distances(values):
    return np.arange(1, len(values) + 1)


def _marked_line(ax, x, y, label, colour, marker):
    """A line with about ten markers on it."""
    every = max(1, len(y) // 10)
    style = {"color": colour, "marker": marker, "markersize": 4, "markevery": every, "linewidth": 1.5}
    ax.plot(x, y, label=label, **style)


def radius_against_width(radii, expected=None, ax=None):
    """Draw measured spectral radii against the width H: one dot for each seed.

    ``radii`` maps a width H to an array (N,), one radius for each of N seeds; ``expected`` is a number to
    compare with. Returns (fig, ax). Raises ValueError for a radius that is negative or not a number.
    """
    fig, ax = axes_for(ax, 6.4, 3.0)
    ax.axhline(1, color=MUTED, linewidth=0.8)
    if expected is not None:
        ax.axhline(expected, color=ORANGE, linestyle="--", linewidth=1.5)
    for place, (width, values) in enumerate(radii.items()):
        values = _sizes(f"radii[{width}]", values)
        ax.plot(np.full(len(values), place), values, "o", color=CYCLE[0], alpha=0.6, markersize=6)
    ax.set_xticks(range(len(radii)), [str(width) for width in radii])
    ax.set(xlabel="number of hidden units, H", ylabel="spectral radius")
    ax.set_ylim(0, max(1.05, 1.05 * max(max(values) for values in radii.values())))
    ax.set_title("W_hh as PyTorch draws it")
    say(fig, "Spectral radius of W_hh as PyTorch draws it, one dot for each seed.")
    say(fig, *[f"H = {width}: {span(values)}." for width, values in radii.items()])
    say(fig, *[] if expected is None else [f"A dashed line marks {short(expected)}."])
    return fig, ax


def loss_curves(losses, baseline=None, log=True, every=1, top=None, ylabel="loss", ax=None):
    """Draw the loss during training, one line for each run, and the baseline's loss as a dotted line.

    ``losses`` maps a label to an array (N,), the loss before step 0, 1, …; a value that is not finite
    ends its line. With ``every``, each point is the mean of so many steps, drawn in their middle.
    ``top`` ends the vertical axis. Returns (fig, ax). Raises ValueError if a run holds no loss, or its
    number is no multiple of ``every``.
    """
    fig, ax = axes_for(ax, 6.8, 3.4)
    if baseline is not None:
        ax.axhline(baseline, color=MUTED, linewidth=1.2, linestyle=":", label="baseline")
    for number, (label, values) in enumerate(losses.items()):
        values = _losses(f"losses[{label!r}]", values, every)
        look = {"color": CYCLE[number % len(CYCLE)], "linestyle": DASHES[number % len(DASHES)]}
        ax.plot((np.arange(len(values)) + 0.5) * every - 0.5, values, label=label, **look)
    ax.set(xlabel="training step", ylabel=ylabel, yscale="log" if log else "linear")
    ax.set_ylim(bottom=0.7 * _lowest(ax) if log else 0, top=top)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    say(fig, f"{ylabel.capitalize()} during training.")
    say(fig, *[_loss_words(label, values) for label, values in losses.items()])
    say(fig, *[] if baseline is None else [f"A dotted line marks the baseline, {short(baseline)}."])
    return fig, ax


def clipping_arrows(gradient, clipped, max_norm, ax=None):
    """Draw a gradient of two numbers as an arrow, and beside it what ways of clipping make of it.

    Shapes: gradient (2,); ``clipped`` maps a label to an array (2,); the circle has the radius ``max_norm``.
    Returns (fig, ax). Raises ValueError if an arrow does not have two numbers.
    """
    fig, ax = axes_for(ax, 6.8, 2.6)
    gradient = _arrow("gradient", gradient)
    _quarter_circle(ax, max_norm)
    _from_zero(ax, gradient, color=LIGHT, linewidth=6, label="the gradient's direction", zorder=1)
    for (label, values), colour, line in zip(clipped.items(), CYCLE, DASHES, strict=False):
        values = _arrow(f"clipped[{label!r}]", values)
        _from_zero(ax, values, color=colour, linestyle=line, label=label)
        ax.plot(*values, "o", color=colour, markersize=6)
    ax.plot(*gradient, "*", color=INK, markersize=11, label="before clipping")
    _show_up_to(ax, np.max([gradient, *clipped.values(), [max_norm, max_norm]], axis=0))
    ax.set(xlabel="first number of the gradient", ylabel="second number")
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
    say(fig, f"A gradient of two numbers, {_pair_words(gradient)}, and a circle of radius {short(max_norm)}.")
    say(fig, *[f"Clipped {label} it is {_pair_words(values)}." for label, values in clipped.items()])
    return fig, ax


def _quarter_circle(ax, radius):
    angles = np.linspace(0, np.pi / 2, 100)
    ax.plot(radius * np.cos(angles), radius * np.sin(angles), color=MUTED, linewidth=1, linestyle=":")


def _from_zero(ax, end, **look):
    ax.plot([0, end[0]], [0, end[1]], **look)


def _show_up_to(ax, corner):
    """Both axes from zero to a little beyond the corner (2,), to the same scale."""
    ax.set_xlim(0, 1.08 * corner[0])
    ax.set_ylim(0, 1.15 * corner[1])
    ax.set_aspect("equal")


def _sizes(name, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or not (values >= 0).all():
        raise ValueError(f"{name}: expected a list of numbers, none negative, got {values}")
    return values


def _losses(name, values, every):
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or not len(values) or len(values) % every:
        raise ValueError(
            f"{name}: expected a list of numbers, a multiple of {every}, got shape {values.shape}"
        )
    means = values.reshape(-1, every).mean(axis=1)
    return np.where(np.isfinite(means), means, np.nan)


def _lowest(ax):
    return min(np.nanmin(line.get_ydata()) for line in ax.lines)


def _above(values, smallest):
    return np.where(values >= smallest, values, np.nan)


def _arrow(name, values):
    values = np.asarray(values, dtype=float)
    if values.shape != (2,):
        raise ValueError(f"{name}: expected shape (2,), got {values.shape}")
    return values


def _title_words(title):
    return f"{title}. " if title and title[-1] not in ".?!" else f"{title} ".lstrip()


def _decay_words(label, values):
    return (
        f"{label}: {short(values[0])} one step back, {short(values[-1])} {counted(len(values), 'step')} back."
    )


def _loss_words(label, values):
    values = np.asarray(values, dtype=float)
    finite = values[np.isfinite(values)]
    if not len(finite):
        return f"{label}: never a finite number."
    end = short(values[-1]) if np.isfinite(values[-1]) else "not finite"
    return f"{label}: {short(finite[0])} at first, at most {short(finite.max())}, {end} at the end."


def _pair_words(values):
    return f"({short(values[0])}, {short(values[1])})"
