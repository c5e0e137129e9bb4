"""A pulse on its way through a loop: the program beside the numbers of every step."""

from rnn_course.draw.alt_text import say
from rnn_course.draw.page import MONO, block, number_cell, page, write
from rnn_course.draw.style import INK, MUTED

LEFT, TOP = 250, 46  # of the numbers
LINE, ROW = 20, 40  # heights of a line of code and of a row


def pulse_rows(rows, lines, ax=None):
    """Draw a program of ``lines`` and, beside it, ``rows``.

    ``rows`` maps a name to numbers (T,): one column a step, the first row below. A frame marks the first
    number of each row that is not 0. Returns (fig, ax). Raises ValueError without rows.
    """
    if not rows:
        raise ValueError("rows: expected at least one row of numbers, got none")
    fig, ax = page(ax, 640, TOP + max(ROW * len(rows), LINE * len(lines)) + 10)
    write(ax, 16, 20, "The loop, and a pulse on its way", fontsize=10, weight="bold")
    for i, line in enumerate(lines):
        write(ax, 16, TOP + LINE * (i + 0.5), line, family=MONO, fontsize=8)
    T = len(next(iter(rows.values())))
    width = (640 - LEFT - 60) / T
    for t in range(T):
        middle = LEFT + 54 + (t + 0.45) * width
        write(ax, middle, 30, f"step {t + 1}", ha="center", fontsize=7.5, color=MUTED)
    for place, (name, values) in enumerate(reversed(rows.items())):
        _row(ax, TOP + ROW * (place + 0.5), width, name, values)
    say(fig, f"A program: {'; '.join(line.strip() for line in lines)}.", *map(_words, rows.items()))
    return fig, ax


def _row(ax, y, width, name, values):
    write(ax, LEFT + 44, y, name, family=MONO, ha="right", weight="bold")
    for t, value in enumerate(values):
        number_cell(ax, LEFT + 54 + t * width, y - 12, width - 6, 24, value)
    first = _first(values)
    if first:
        block(ax, LEFT + 54 + (first - 1) * width, y - 12, width - 6, 24, fc="none", ec=INK, lw=2)


def _first(values):
    """The first step, counted from 1, whose number is not 0; 0 if there is none."""
    return next((t for t, value in enumerate(values, start=1) if value), 0)


def _words(row):
    name, values = row
    first = _first(values)
    return f"{name} is first not 0 at step {first}." if first else f"{name} stays 0."
