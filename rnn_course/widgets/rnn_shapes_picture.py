"""The static picture of the shapes widget: the call, and its tensors as stacks of sheets with named axes."""

import numpy as np

MONO = "DejaVu Sans Mono"
CORNERS = {"x": (16, 114), "h_0": (16, 240), "out": (400, 114), "h_n": (400, 240)}
COLOURS = {"T": "#0072b2", "B": "#b86e00", "I": "#95467b", "H": "#00805f", "D·H": "#00805f"}


def draw_rnn_shapes(figure, shapes):
    """Draw ``out, h_n = rnn(x, h_0)``; only x has a shape until ``shapes.revealed``."""
    from rnn_course.widgets.picture import INK, LIGHT, block, page, write

    axes = page(figure)
    write(axes, 16, 18, "Which number goes where in nn.RNN?", size=10, weight="bold")
    for i, line in enumerate(shapes.code.split("\n")):
        write(axes, 16, 42 + 17 * i, line, size=8.5, family=MONO)
    for name in CORNERS:
        _tensor(axes, shapes, name)
    block(axes, 276, 158, 84, 96, fc=LIGHT, ec=INK)
    write(axes, 318, 206, "nn.RNN", ha="center", weight="bold", family=MONO, size=8.5)
    for y, inner in ((170, 184), (292, 230)):
        _arrow(axes, (240, y), (274, inner))
        _arrow(axes, (362, inner), (396, y))


def letters(shapes):
    """The letters of the axes of each tensor."""
    front = ("B", "T") if shapes.batch_first else ("T", "B")
    state = ("L·D" if shapes.bidirectional else "L", "B", "H")
    return {
        "x": (*front, "I"),
        "h_0": state,
        "h_n": state,
        "out": (*front, "D·H" if shapes.bidirectional else "H"),
    }


def _tensor(axes, shapes, name):
    from rnn_course.widgets.picture import INK, MUTED, block, write

    x, y = CORNERS[name]
    write(axes, x, y, name, weight="bold", family=MONO, size=9)
    if name != "x" and not shapes.revealed:
        block(axes, x + 50, y + 22, 120, 60, fc="none", ec=MUTED, ls="--")
        write(axes, x + 110, y + 52, "?", ha="center", size=16, weight="bold", color=INK)
        return
    shape = getattr(shapes, f"{name}_shape")
    names = letters(shapes)[name]
    write(axes, x + 34, y, f"({', '.join(names)}) = {shape}", size=8.5)
    _sheets(axes, x + 50, y + 22, shape, names)


def _sheets(axes, left, top, shape, names):
    """Axis 0 counts the sheets, axis 1 the rows of a sheet, axis 2 its columns."""
    from rnn_course.widgets.picture import INK, MUTED, PAPER, block

    width, height = 22 + 11 * np.log2(shape[2]), 10 + 8 * np.log2(shape[1])
    depth = 2.2 * (shape[0] - 1)
    for k in reversed(range(shape[0])):
        block(
            axes, left + 2.2 * k, top + depth - 2.2 * k, width, height, fc=PAPER, ec=INK if k == 0 else MUTED
        )
    for row in range(1, shape[1]):
        y = top + depth + height * row / shape[1]
        axes.plot([left, left + width], [y, y], color=MUTED, lw=0.4)
    _axis(axes, left - 6, top + depth + height / 2, names[1], shape[1], "right")
    _axis(axes, left + width / 2, top + depth + height + 10, names[2], shape[2], "center")
    _axis(axes, left + width + depth + 6, top + 4, names[0], shape[0], "left")


def _axis(axes, x, y, letter, size, place):
    from rnn_course.widgets.picture import MUTED, write

    write(axes, x, y, f"{letter} = {size}", ha=place, size=8, color=COLOURS.get(letter, MUTED))


def _arrow(axes, start, end):
    style = {
        "arrowstyle": "-|>",
        "color": "#5b6470",
        "lw": 0.9,
        "mutation_scale": 8,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    axes.annotate("", end, start, arrowprops=style)
