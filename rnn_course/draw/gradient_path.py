"""The way back from one loss: states, the gradient that reaches each step, a bar for what each step adds."""

import numpy as np
from matplotlib.patheffects import withStroke

from rnn_course.draw.alt_text import listed, say, short
from rnn_course.draw.page import arrow, block, number_cell, number_text, page, subscript, write
from rnn_course.draw.style import BLUE, INK, MUTED, ORANGE, PAPER

LEFT, CELL, TOP, TALL = 74, 18, 208, 96  # TOP: upper edge of the bars; TALL: from the lowest to the highest


def gradient_path(states, d_sums, shares, sums, k, ax=None):
    """Draw the way back from the loss at the last of t steps to step k, and each step's share of dL/dW_hh.

    Shapes: states (T + 1, H), h_0 first; d_sums (t, H), the gradients of the sums inside the nonlinearity;
    shares (t,), one number each; sums (t,), what the shares from each step to the last come to, drawn dashed.
    Returns (fig, ax). Raises ValueError if lengths do not fit, or k is not one of the steps 1 to t.
    """
    T, t = len(states) - 1, len(d_sums)
    if not 1 <= k <= t <= T or not len(shares) == len(sums) == t:
        expected = f"1 <= k <= t <= T and a share for each of t steps, T = {T}"
        raise ValueError(f"expected {expected}; got k = {k}, t = {t} and {len(shares)} shares")
    fig, ax = page(ax, 640, TOP + TALL + 44)
    width = min(70, (640 - LEFT - 12) / (T + 1))
    write(ax, 16, 18, "Each step’s use of W_hh adds its share to the gradient", fontsize=10, weight="bold")
    for y, text in ((70, "state h"), (122, "da"), (TOP + TALL / 2, "share")):
        write(ax, LEFT - 8, y, text, ha="right")
    for step, state in enumerate(states):
        _column(ax, step, state, d_sums[step - 1] if 1 <= step <= t else (), LEFT + step * width, width)
    _path(ax, t, k, width)
    _bars(ax, shares, sums, k, T, width)
    say(fig, f"Way back from the loss at step {t} to step {k}; bars show the share of each step.")
    say(fig, f"Shares of steps 1 to {t}: {listed(map(short, shares))}. Their sum: {short(sums[0])}.")
    return fig, ax


def _column(ax, step, state, d_sum, left, width):
    """The state after a step; where the loss has reached it, the gradient da of the sum inside it."""
    write(ax, left + width / 2, 42, f"h{subscript(step)}", ha="center")
    for top, values in ((52, state), (104, d_sum)):
        for unit, value in enumerate(values):
            number_cell(ax, left + 4, top + unit * CELL, width - 8, CELL, value)


def _path(ax, t, k, width):
    """The way back: from L_t up to da_t, and from step to step to da_k."""
    x = [LEFT + (step + 0.5) * width for step in range(t + 1)]
    for step in range(t, k, -1):
        arrow(ax, (x[step] - width / 2 + 5, 122), (x[step - 1] + width / 2 - 5, 122), ORANGE, 1.8)
    arrow(ax, (x[t], 160), (x[t], 141), ORANGE, 1.8)
    write(ax, x[t], 168, f"L{subscript(t)}", ha="center", fontsize=9, weight="bold", color=ORANGE)
    block(ax, x[k] - width / 2 + 3, 103, width - 6, 2 * CELL + 2, fc="none", ec=INK, lw=2)


def _bars(ax, shares, sums, k, T, width):
    """A bar for each share, the running sum as dots, and the whole gradient in the column of h_0."""
    values, heights = np.array([sums[0], *shares]), np.array([sums[0], *sums])
    low, high = min(0, values.min(), heights.min()), max(0, values.max(), heights.max())
    scale = TALL / max(high - low, 1e-12)
    floor = TOP + high * scale
    middles = LEFT + (np.arange(len(values)) + 0.5) * width
    ax.plot([LEFT, LEFT + width * (T + 1)], [floor, floor], color=MUTED, lw=0.8)
    for step, (x, value) in enumerate(zip(middles, values, strict=True)):
        look = {"fc": BLUE if step else ORANGE, **({"ec": INK, "lw": 2} if step == k else {})}
        block(ax, x - width * 0.26, floor, width * 0.52, -value * scale, **look)
        write(ax, x, TOP + TALL + 30, f"k = {step}" if step else "sum", ha="center", fontsize=8)
        _value(ax, x, floor - value * scale, value, bold=step in (0, k))
    ax.plot(middles, floor - scale * heights, color=ORANGE, lw=1.2, ls="--", marker="o", ms=3.5)


def _value(ax, x, y, value, bold):
    """The number at the end of a bar, on a light edge so that it stays readable on the line of dots."""
    text = write(
        ax, x, y + (10 if value < 0 else -9), number_text(value), ha="center", fontsize=7.5, zorder=5
    )
    text.set(weight="bold" if bold else "normal", path_effects=[withStroke(linewidth=2.5, foreground=PAPER)])
