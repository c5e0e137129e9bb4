"""The static picture of the memory widget: h over time, and what remains of the removed words."""

import numpy as np

LEFT, TOP, ROW, BARS = 66, 70, 24, 46


def draw_memory(figure, memory):
    """Draw the states (units × steps) as coloured cells; under them, what remains of removed words."""
    from rnn_course.widgets.picture import page, write

    axes = page(figure)
    states = np.concatenate([np.full((1, memory.h.shape[1]), memory.h_0), memory.h])  # (T + 1, H)
    column = (axes.get_xlim()[1] - LEFT - 16) / len(states)
    write(axes, 16, 20, "The memory h: each column is the state after one more word", size=10, weight="bold")
    for unit in range(states.shape[1]):
        write(axes, LEFT - 8, TOP + (unit + 0.5) * ROW, f"unit {unit + 1}", ha="right", size=8)
    for t, state in enumerate(states):
        _column(axes, memory, t, state, column)
    _remains(axes, memory, column)


def _column(axes, memory, t, state, width):
    """The word read at step t, the name of the state, and its numbers."""
    from rnn_course.widgets.picture import MUTED, number_cell, shortened, subscript, write

    left, gone = LEFT + t * width, t in memory.removed
    word = "start" if t == 0 else shortened(memory.words[t - 1], width)
    colour = MUTED if gone or t == 0 else "black"
    write(axes, left + width / 2, TOP - 25, word, ha="center", size=8.5, color=colour)
    name = "left out" if gone else f"h{subscript(t)}"
    write(axes, left + width / 2, TOP - 10, name, ha="center", size=7.5, color=MUTED)
    for unit, value in enumerate(state):
        number_cell(axes, left, TOP + unit * ROW, width, ROW, value)


def _remains(axes, memory, width):
    """A bar for each step: the distance between the states with and without the removed words."""
    from rnn_course.widgets.picture import BLUE, MUTED, block, number_text, write

    floor = TOP + 6 * ROW + 14 + BARS
    if not memory.removed:
        text = "Run this cell to play: type a sentence, step through it, remove a word, change h₀ and W_hh."
        write(axes, 16, floor - BARS + 14, text, size=8.5, color=MUTED)
        return
    write(axes, LEFT - 8, floor - BARS / 2, "what\nremains", ha="right", size=8)
    highest = max(memory.remains.max(), 1e-12)
    for t, distance in enumerate(memory.remains, start=1):
        left, height = LEFT + t * width, distance / highest * (BARS - 16)
        block(axes, left + width * 0.2, floor - height, width * 0.6, height, fc=BLUE)
        write(axes, left + width / 2, floor - height - 8, number_text(distance), ha="center", size=7.5)
