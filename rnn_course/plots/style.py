"""One look for every figure: a colour-blind-safe palette, and text that stays readable on a dark page.

Figures keep an opaque, light background on purpose: JupyterLab's dark theme shows them as light cards, so that
no dark letter ever stands on a dark page.
"""

import matplotlib.pyplot as plt
from matplotlib.colors import to_rgb

# Okabe and Ito's palette; orange and sky blue are darkened to a contrast of at least 3 : 1 on the background.
INK = "#1f2328"
MUTED = "#5b6470"
PAPER = "#fcfcfb"
BLUE = "#0072b2"
ORANGE = "#b86e00"
GREEN = "#00805f"
RED = "#c0392b"
PURPLE = "#a8558c"
SKY = "#2a86b8"
LIGHT = "#e4e7eb"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY)
DIVERGING = "PuOr"  # for numbers with a sign: orange below zero, white at zero, purple above

STYLE = {
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": plt.cycler(color=CYCLE),
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
    plt.draw_if_interactive()  # loads the notebook's backend now: inside rc_context it would forget to show figures
    with plt.rc_context(STYLE):
        return plt.subplots(figsize=(width, height), layout="constrained", **subplots)


def ink_on(colour):
    """Black or white: the text colour that is easier to read on ``colour``.

    >>> ink_on("#000080"), ink_on("white")
    ('white', '#1f2328')
    """
    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else INK
