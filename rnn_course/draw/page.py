"""Figures laid out by hand: an Axes as a page, with text, rectangles, number cells and arrows in place."""

import numpy as np
from matplotlib.patches import Rectangle

from rnn_course.draw.style import DIVERGING, INK, LIGHT, MUTED, axes_for, ink_on

MONO = "DejaVu Sans Mono"


def page(ax, width, height):
    """Return (fig, ax): an Axes without a frame, in hundredths of an inch from its top left corner."""
    fig, ax = axes_for(ax, width / 100, height / 100)
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.axis("off")
    return fig, ax


def write(ax, x, y, text, **style):
    """Write ``text`` as it stands (no mathematics between dollar signs), vertically centred on ``y``."""
    return ax.text(x, y, text, parse_math=False, **{"va": "center", "color": INK, "fontsize": 8.5, **style})


def block(ax, x, y, width, height, **style):
    """A rectangle whose top left corner is (x, y)."""
    return ax.add_patch(Rectangle((x, y), width, height, **{"lw": 0.8, "ec": "white", "fc": LIGHT, **style}))


def number_cell(ax, x, y, width, height, value):
    """A rectangle in the colour of ``value``, with the number in it.

    Orange is −1, white 0, purple 1.
    """
    colour = DIVERGING((np.clip(value, -1, 1) + 1) / 2)
    block(ax, x, y, width, height, fc=colour)
    style = {"ha": "center", "fontsize": 7.5, "color": ink_on(colour)}
    write(ax, x + width / 2, y + height / 2, number_text(value), **style)


def arrow(ax, start, end, colour=MUTED, width=0.9):
    """An arrow between two points (x, y)."""
    style = {"arrowstyle": "-|>", "color": colour, "lw": width, "mutation_scale": 6 + width}
    ax.annotate("", end, start, arrowprops=style | {"shrinkA": 0, "shrinkB": 0})


def number_text(value):
    """Two decimals with a true minus sign; from 10 on one decimal, from 1000 on a power of ten.

    >>> number_text(-0.456), number_text(-17.79), number_text(12345.0), number_text(-0.001)
    ('−0.46', '−17.8', '1.2e4', '0.00')
    """
    if abs(value) >= 1000:
        text = f"{value:.1e}".replace("e+0", "e").replace("e+", "e")
    else:
        text = f"{value:.{2 if abs(value) < 9.995 else 1}f}"
    return text.replace("-0.00", "0.00").replace("-", "−")


def subscript(number):
    """The digits of a whole number as subscripts.

    >>> subscript(12)
    '₁₂'
    """
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def shortened(text, width, letter=6.5):
    """``text``, cut to what fits ``width`` at ``letter`` units for each letter, with an ellipsis."""
    room = max(2, int(width / letter))
    return text if len(text) <= room else text[: room - 1] + "…"
