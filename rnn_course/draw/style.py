"""One look for every figure: a colour-blind-safe palette, and text that stays readable on a dark page.

The colours stand in ``palette.json``, from which the widgets' style sheets take theirs too. They are Okabe
and Ito's, each darkened (light theme) or lightened (dark theme) so that text in it has a contrast of at least
4.5 : 1. Figures keep an opaque, light background on purpose: JupyterLab's dark theme shows them as light
cards, so that no dark letter ever stands on a dark page.
"""

import json
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

PALETTE = json.loads((Path(__file__).parent / "palette.json").read_text(encoding="utf-8"))
INK, MUTED, PAPER, LIGHT = (PALETTE["light"][name] for name in ("ink", "grey", "paper", "shade"))
CYCLE = tuple(PALETTE["light"][name] for name in ("blue", "orange", "green", "purple", "red", "sky"))
BLUE, ORANGE, GREEN, PURPLE, RED, SKY = CYCLE
# ColorBrewer's PuOr, for numbers with a sign: orange below zero, white at zero, purple above.
DIVERGING = LinearSegmentedColormap.from_list("signed", PALETTE["signed"])

STYLE = {
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": matplotlib.cycler(color=CYCLE),
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "lines.linewidth": 2,
    "font.size": 10,
    "figure.dpi": 110,
}


def new_figure(width=6.4, height=3.2, **subplots):
    """Return (fig, ax) in the course's style, sizes in inches; further arguments go to ``plt.subplots``."""
    import matplotlib.pyplot as plt  # here, because a figure on given Axes needs no pyplot

    plt.draw_if_interactive()  # loads the notebook's backend now; in rc_context it would not show figures
    with plt.rc_context(STYLE):
        return plt.subplots(figsize=(width, height), layout="constrained", **subplots)


def axes_for(axes, width, height, **subplots):
    """Return (fig, axes): the given Axes and their figure; a new figure of this size if ``axes`` is None."""
    if axes is None:
        return new_figure(width, height, **subplots)
    return np.ravel(axes)[0].figure, axes


def contrast(one, other):
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it.

    >>> contrast("black", "white")
    21.0
    """
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def ink_on(colour):
    """Black or white, whichever is easier to read on ``colour``; the contrast is at least 4.58 on any colour.

    >>> ink_on("#000080"), ink_on("white")
    ('white', 'black')
    """
    return max(("white", "black"), key=lambda ink: contrast(ink, colour))


def ink_in(image, value):
    """The ink for text on a number of an image (``ax.imshow``), as `ink_on` chooses it for its colour."""
    return ink_on(image.cmap(image.norm(value)))


def pale(colour, strength=0.18):
    """The colour as a tint on the page, as a hexadecimal code."""
    return to_hex(strength * np.array(to_rgb(colour)) + (1 - strength) * np.array(to_rgb(PAPER)))
