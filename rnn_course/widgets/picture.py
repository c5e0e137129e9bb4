"""Static pictures of widgets: plain matplotlib figures, without pyplot and without the reader's own style."""

import io
import warnings

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

PAPER, INK, MUTED = "#fcfcfb", "#1f2328", "#5b6470"
BLUE, ORANGE, LIGHT = "#0072b2", "#b86e00", "#e4e7eb"
# ColorBrewer's PuOr, from -1 (orange) over 0 (white) to 1 (purple): the same stops as in static/drawing.js.
STOPS = np.array(
    [(127, 59, 8), (179, 88, 6), (224, 130, 20), (253, 184, 99), (254, 224, 182), (247, 247, 247)]
    + [(216, 218, 235), (178, 171, 210), (128, 115, 172), (84, 39, 136), (45, 0, 75)]
)
STYLE = {"font.family": "DejaVu Sans", "font.size": 9, "text.usetex": False, "patch.force_edgecolor": False}


def png_bytes(draw, inches, dpi=110):
    """Call ``draw(figure)`` on an empty figure of ``inches`` (width, height) and return it as PNG bytes."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a typed word may hold letters that the figure's font lacks
        matplotlib.rcParams.update(STYLE)
        figure = Figure(figsize=inches, dpi=dpi, facecolor=PAPER)
        FigureCanvasAgg(figure)
        draw(figure)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=dpi, facecolor=PAPER, metadata={"Software": None})
    return target.getvalue()


def page(figure):
    """Axes without a frame over the whole figure, in hundredths of an inch from the top left corner."""
    width, height = figure.get_size_inches() * 100
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


def write(axes, x, y, text, **style):
    """Write ``text`` as it stands (no mathematics between dollar signs), vertically centred on ``y``."""
    return axes.text(x, y, text, parse_math=False, **{"va": "center", "color": INK, **style})


def block(axes, x, y, width, height, **style):
    """A rectangle whose top left corner is (x, y)."""
    return axes.add_patch(
        Rectangle((x, y), width, height, **{"lw": 0.8, "ec": "white", "fc": LIGHT, **style})
    )


def number_cell(axes, x, y, width, height, value, text=True):
    """A rectangle in the colour of ``value``, with the number in it."""
    colour = signed_colour(value)
    block(axes, x, y, width, height, fc=colour)
    if text:
        style = {"ha": "center", "size": 7.5, "color": ink_on(colour)}
        write(axes, x + width / 2, y + height / 2, number_text(value), **style)


def signed_colour(value):
    """Red, green and blue (0 to 1) for a number from -1 to 1; beyond that the colour stays the last one."""
    place = (np.clip(value, -1, 1) + 1) / 2 * (len(STOPS) - 1)
    low = min(int(place), len(STOPS) - 2)
    return (STOPS[low] + (STOPS[low + 1] - STOPS[low]) * (place - low)) / 255


def ink_on(colour):
    """Black or white, whichever has the greater contrast on ``colour`` (WCAG's relative luminance)."""
    linear = np.where(colour <= 0.04, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return "white" if linear @ (0.2126, 0.7152, 0.0722) < 0.179 else "black"


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


def shortened(text, width, character=6.5):
    """``text``, cut to what fits ``width`` at ``character`` units for each letter, with an ellipsis."""
    room = max(2, int(width / character))
    return text if len(text) <= room else text[: room - 1] + "…"
