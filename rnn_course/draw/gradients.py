"""Gradients through time: the ways back, each step's share, and how exact a difference can be."""

import numpy as np

from rnn_course.draw.alt_text import counted, listed, say, short
from rnn_course.draw.style import BLUE, CYCLE, INK, LIGHT, MUTED, ORANGE, PAPER, RED, axes_for, ink_on

STATE_Y, SUM_Y, INPUT_Y, LOSS_Y = 1.35, 0.0, -1.25, 2.55  # heights of the four rows
STEP, SHIFT = 2.5, 0.16  # from one step to the next; how far the way back stands beside the way there
LARGEST_T = 6  # as many steps as there are colours that can be told apart


def ways_back(T=3, losses=None, ax=None):
    """Draw the unrolled network with thin arrows for the way there and thick red ones for the way back.

    ``losses``: the steps (1 … T) that have a loss; all of them if None. Each thick arrow carries the
    factor that the gradient is multiplied by. Returns (fig, ax); thick arrows have the gid "back".
    Raises ValueError unless 1 ≤ T ≤ 4.
    """
    if not 1 <= T <= 4:
        raise ValueError(f"T: expected 1 to 4 steps, got {T}")
    losses = range(1, T + 1) if losses is None else losses
    fig, ax = axes_for(ax, 7.4, 4.3)
    _node(ax, 0, STATE_Y, "$h_0$", LIGHT)
    for t in range(1, T + 1):
        _draw_step(ax, t, t in losses)
    ax.set(xlim=(-0.6, T * STEP + 0.95), ylim=(INPUT_Y - 0.4, LOSS_Y + 0.4))
    ax.set_axis_off()
    say(fig, f"A network unrolled over {counted(T, 'step')}, with a loss at step {listed(losses)}.")
    say(fig, "Thin arrows lead from inputs to states and losses; thick red ones lead back the same way.")
    say(fig, "The factors on the way back are W_hy, 1 − h_t², W_hh and W_xh.")
    return fig, ax


def _draw_step(ax, t, has_loss):
    x = t * STEP
    _both(ax, (x - STEP, STATE_Y), (x, SUM_Y), "$W_{hh}$", (-0.22, -0.33))
    _both(ax, (x, SUM_Y), (x, STATE_Y), f"$(1 - h_{t}^2)$", (-0.68, 0.22))
    _both(ax, (x, INPUT_Y), (x, SUM_Y), "$W_{xh}$", (0.5, 0.0))
    if has_loss:
        _both(ax, (x, STATE_Y), (x, LOSS_Y), "$W_{hy}$", (0.5, 0.0))
        _node(ax, x, LOSS_Y, f"$y_{t}$", LIGHT)
    _node(ax, x, INPUT_Y, f"$x_{t}$", LIGHT)
    _node(ax, x, SUM_Y, f"$a_{t}$", "white")
    _node(ax, x, STATE_Y, f"$h_{t}$", CYCLE[t - 1])


def _both(ax, start, end, factor, place):
    """An arrow from start to end, and beside it the red one back, labelled with its factor."""
    (x0, y0), (x1, y1) = start, end
    length = np.hypot(x1 - x0, y1 - y0)
    dx, dy = -(y1 - y0) / length * SHIFT / 2, (x1 - x0) / length * SHIFT / 2
    _arrow(ax, (x0 + dx, y0 + dy), (x1 + dx, y1 + dy), MUTED, 1.0)
    _arrow(ax, (x1 - dx, y1 - dy), (x0 - dx, y0 - dy), RED, 2.2).set_gid("back")
    middle = (x0 + x1) / 2 + place[0], (y0 + y1) / 2 + place[1]
    ax.text(*middle, "× " + factor, color=RED, fontsize=9, ha="center", va="center")


def _arrow(ax, start, end, colour, width):
    look = {"arrowstyle": "-|>", "color": colour, "lw": width, "mutation_scale": 8 + 3 * width}
    return ax.annotate("", end, start, arrowprops=look | {"shrinkA": 13, "shrinkB": 13})


def _node(ax, x, y, label, colour):
    box = {"boxstyle": "circle,pad=0.3", "fc": colour, "ec": "none" if colour in CYCLE else MUTED}
    ax.text(x, y, label, ha="center", va="center", fontsize=11, color=ink_on(colour), bbox=box, zorder=5)


def step_shares(shares, labels, ax=None):
    """Stack, for the loss at each step t, the shares of all steps k ≤ t; a diamond marks their sum.

    ``shares`` (T, T): row t, column k is what step k adds to the gradient of the loss at step t, one
    signed number. Positive shares are stacked above zero, negative ones below. ``labels``: T names
    of steps. Returns (fig, ax). Raises ValueError for a shape that is not (T, T), T above 6, or a
    share of a step after its loss.
    """
    shares = _checked_shares(shares, labels)
    fig, ax = axes_for(ax, 6.8, 3.8)
    _stack(ax, shares, labels)
    ax.plot(range(len(shares)), shares.sum(axis=1), "D", color=INK, mec=PAPER, ms=7, label="sum")
    _name_losses(ax, labels)
    say(fig, "Stacked bars: what each step adds to the gradient of the loss after each word.")
    say(fig, *[_share_words(t, row) for t, row in enumerate(shares, start=1)])
    return fig, ax


def _stack(ax, shares, labels):
    """A bar for each share: positive ones from zero upwards, negative ones downwards."""
    T = len(shares)
    above, below = np.zeros(T), np.zeros(T)
    for k, label in enumerate(labels):
        column = shares[:, k]
        bottom = np.where(column >= 0, above, below)
        look = {"color": CYCLE[k], "edgecolor": PAPER, "linewidth": 0.8, "label": f"{k + 1} {label}"}
        ax.bar(range(T), column, 0.62, bottom, **look)
        above, below = above + column.clip(0), below + column.clip(None, 0)


def _name_losses(ax, labels):
    ax.axhline(0, color=INK, linewidth=1)
    ax.use_sticky_edges = False  # leave room above and below the bars
    ax.margins(y=0.06)
    ax.set_xticks(range(len(labels)), [f"$\\mathcal{{L}}_{t}$\n{label}" for t, label in enumerate(labels, 1)])
    ax.set(xlabel="the loss after each word", ylabel="share of the gradient")
    ax.legend(title="share of step", loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)


def _checked_shares(shares, labels):
    shares, T = np.asarray(shares, dtype=float), len(labels)
    if shares.shape != (T, T):
        raise ValueError(
            f"shares: expected shape (T, T) = {(T, T)}, one row and column per label, got {shares.shape}"
        )
    if not 1 <= T <= LARGEST_T:
        raise ValueError(f"labels: expected 1 to {LARGEST_T} steps, got {T}")
    if np.triu(shares, 1).any():
        raise ValueError("shares: expected zeros where the step comes after its loss (above the diagonal)")
    return shares


def difference_errors(eps, errors, chosen=None, ax=None):
    """Draw the relative error of numerical gradients against eps, both on logarithmic axes.

    ``eps`` (N,); ``errors`` maps the name of a method to its errors (N,). A dotted line marks ``chosen``.
    Returns (fig, ax). Raises ValueError if the lengths differ or a number is not positive.
    """
    eps = np.asarray(eps, dtype=float)
    fig, ax = axes_for(ax, 6.4, 3.8)
    for (name, values), colour, marker in zip(errors.items(), (BLUE, ORANGE), "os", strict=False):
        values = np.asarray(values, dtype=float)
        if values.shape != eps.shape or (values <= 0).any() or (eps <= 0).any():
            raise ValueError(f"{name}: expected {len(eps)} positive errors, one per eps, got {values}")
        ax.loglog(eps, values, color=colour, marker=marker, markersize=5, label=name)
    if chosen is not None:
        ax.axvline(chosen, color=MUTED, linewidth=1, linestyle=":")
    ax.set(xlabel="eps, the size of the wiggle", ylabel="relative error of the gradient")
    ax.legend(loc="upper center", frameon=False)
    say(fig, "Relative error of numerical gradients against eps, both on logarithmic scales.")
    say(fig, *[_error_words(name, eps, values) for name, values in errors.items()])
    return fig, ax


def _share_words(t, row):
    return f"Loss {t}: {listed(short(share) for share in row[:t])}, sum {short(row.sum())}."


def _error_words(name, eps, values):
    best = int(np.argmin(values))
    return (
        f"{name}: smallest error {short(values[best])} at eps = {short(eps[best])}, "
        f"largest {short(max(values))}."
    )
