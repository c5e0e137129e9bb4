"""Pictures of gates: how far each stood open at every step, and what is left of each step at the end."""

import numpy as np

from rnn_course.draw.alt_text import listed, say, short
from rnn_course.draw.page import number_text
from rnn_course.draw.style import BLUE, DIVERGING, axes_for, ink_in

NAMES = {
    "i": "i, what comes in",
    "f": "f, what is kept",
    "g": "g, the candidate",
    "o": "o, what is shown",
    "c": "c, kept",
    "h": "h, shown",
}


def gate_values(rows, words, left, axes=None):
    """Draw the gates and states of one LSTM unit, a row each and a column for each word.

    Below stands what is left at the end. ``rows`` maps "i", "f", "g", "o", "c" and "h" to arrays (T,); words:
    T labels; left (T,): shares from 0 to 1. Purple is above zero, orange below; beyond −1 and 1 the colour
    stays the last one. Returns (fig, axes), two Axes. Raises ValueError if the shapes do not fit.
    """
    left = np.asarray(left, dtype=float)
    for name, values in (*rows.items(), ("left", left)):
        if np.shape(values) != (len(words),):
            raise ValueError(
                f"{name}: expected one number for each of T = {len(words)} words, got {np.shape(values)}"
            )
    fig, (top, bottom) = axes_for(axes, 6.4, 4.0, nrows=2, gridspec_kw={"height_ratios": [2.6, 1]})
    _draw_rows(top, rows, words)
    bars = bottom.bar(range(len(words)), left, 0.6, color=BLUE)
    bottom.bar_label(bars, [number_text(value) for value in left], padding=2, fontsize=8)
    bottom.set(
        xlim=(-0.5, len(words) - 0.5), ylim=(0, 1.25), xticks=[], yticks=[0, 1], ylabel="left at\nthe end"
    )
    say(fig, f"An LSTM unit reads the words {listed(words)}.")
    say(fig, *[f"{NAMES[name]}: {listed(map(short, values))}." for name, values in rows.items()])
    say(fig, f"Left at the end of what was written at each word: {listed(map(short, left))}.")
    return fig, (top, bottom)


def _draw_rows(ax, rows, words):
    values = np.array(list(rows.values()))
    image = ax.imshow(values, cmap=DIVERGING, vmin=-1, vmax=1, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        colour = ink_in(image, value)
        ax.text(column, row, number_text(value), ha="center", va="center", fontsize=8, color=colour)
    ax.set_yticks(range(len(rows)), [NAMES[name] for name in rows])
    ax.set_xticks(range(len(words)), [str(word) for word in words], parse_math=False)
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
