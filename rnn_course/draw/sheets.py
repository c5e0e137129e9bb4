"""A tensor with three axes as a stack of sheets."""

import numpy as np
from matplotlib.patches import Rectangle

from rnn_course.draw.style import BLUE, GREEN, INK, MUTED, ORANGE, PAPER, PURPLE, pale

AXIS_COLOURS = {"T": BLUE, "B": ORANGE, "I": PURPLE, "H": GREEN, "D·H": GREEN}
LAST_STATE = pale(GREEN, 0.3)  # the numbers that out and h_n share
MOST_LINES = 12  # more sheets or rows than these are drawn as this many


def _length(size):
    return 0.5 * np.log2(1 + size)


def stack(ax, corner, name, shape, axes, shared):
    """One tensor: its sheets from back to front, name and shape above, three axes beside the front sheet.

    ``corner`` is its upper left one; ``axes`` are three letters. ``shared`` says what is tinted: the front
    "sheet", the first of its "rows", or nothing (None).
    """
    sheets, rows = min(shape[0], MOST_LINES), min(shape[1], MOST_LINES)
    width, height, depth = _length(shape[2]), _length(shape[1]), 0.35 * _length(shape[0]) * (sheets > 1)
    for k in range(sheets):
        shift = depth * k / max(sheets - 1, 1)
        left, bottom = corner[0] + shift, corner[1] - shift - height
        last = k == sheets - 1
        tinted = {"sheet": height * last, "rows": height / rows}.get(shared, 0)
        _sheet(ax, left, bottom, width, height, rows if last else 1, tinted, name)
    _heading(ax, corner, name, f"({', '.join(axes)}) = {shape}")
    _axis_label(ax, left + width / 2, bottom - 0.1, axes[2], shape[2], ha="center", va="top")
    _axis_label(ax, left + width + 0.12, bottom + height / 2, axes[1], shape[1], va="center")
    beside = (left + width - depth / 2 + 0.12, bottom + height + depth / 2 - 0.05)
    _axis_label(ax, *beside, axes[0], shape[0], va="bottom" if depth else "center")


def unknown(ax, corner, name):
    """A dashed frame with a question mark, where a tensor's shape is to be guessed."""
    x, y = corner
    ax.text(x, y + 0.14, name, weight="bold", size=11, family="monospace", va="bottom")
    ax.add_patch(Rectangle((x, y - 1.6), 2.6, 1.6, fill=False, ec=MUTED, ls="--", gid=f"{name} unknown"))
    ax.text(x + 1.3, y - 0.8, "?", size=18, weight="bold", ha="center", va="center")


def _heading(ax, corner, name, shape):
    x, y = corner
    ax.text(x, y + 0.14, name, weight="bold", size=11, family="monospace", va="bottom")
    ax.text(x + 0.2 * len(name) + 0.2, y + 0.16, shape, size=9, color=INK, va="bottom")


def _axis_label(ax, x, y, letter, size, **alignment):
    ax.text(x, y, f"{letter} = {size}", color=AXIS_COLOURS.get(letter, MUTED), size=9, **alignment)


def _sheet(ax, left, bottom, width, height, rows, tinted, name):
    edge = {"edgecolor": INK, "linewidth": 0.9}
    ax.add_patch(Rectangle((left, bottom), width, height, facecolor=PAPER, gid=name, **edge))
    if tinted:
        tint = {"facecolor": LAST_STATE, "gid": f"{name} tint"}
        ax.add_patch(Rectangle((left, bottom), width, tinted, **tint, **edge))
    for row in range(1, rows):
        y = bottom + height * row / rows
        ax.plot([left, left + width], [y, y], color=MUTED, linewidth=0.5)
