"""A loop over cells, line by line: the program with the present line marked, and the tensors after it."""

from rnn_course.draw.alt_text import counted, listed, say
from rnn_course.draw.page import MONO, arrow, block, page, write
from rnn_course.draw.style import BLUE, GREEN, LIGHT, MUTED, ORANGE, ink_on, pale

CODE, LINE = 16, 19
SLOTS = 350  # left edge of x and out
LEFT, MIDDLE, RIGHT, ROW = 360, 474, 588, 78  # three columns, and the height of a cell's row
TOP, COLOURS = 74, (BLUE, GREEN)


def program_and_tensors(lines, here, cells, shapes, sizes, title="", error="", ax=None):
    """Draw a program of ``lines`` with line ``here`` (−1: none) marked, and beside it what exists after it.

    ``cells``: (name, name of its state, input size, hidden size) of one or two cells, the first one below.
    ``shapes`` maps the names that exist to shapes (None, or a list of shapes for a list); ``sizes`` is
    (T, B, I); ``error`` is what the marked line says if it raises. Returns (fig, ax). Raises ValueError
    unless there are one or two cells.
    """
    if len(cells) not in (1, 2):
        raise ValueError(f"cells: expected one or two, got {len(cells)}")
    fig, ax = page(ax, 640, TOP + ROW * len(cells) + (162 if error else 132))
    write(ax, CODE, 20, "The loop over nn.RNNCell, line by line", fontsize=10, weight="bold")
    write(ax, MIDDLE, 20, title, ha="center", color=MUTED)
    for i, line in enumerate(lines):
        _line(ax, 54 + i * LINE, line, i == here, error)
    for layer, cell in enumerate(cells):
        _cell(ax, cell, shapes, sizes[1], TOP + ROW * (len(cells) - layer), layer, layer == len(cells) - 1)
    _tensors(ax, shapes, sizes, TOP + ROW * len(cells) + 64, COLOURS[len(cells) - 1])
    write(ax, CODE, ax.get_ylim()[0] - 14, error, family=MONO, weight="bold", color=ORANGE)
    say(fig, _program_words(lines, here, shapes))
    return fig, ax


def _line(ax, y, text, here, error):
    if here:
        block(ax, CODE - 6, y - LINE / 2, SLOTS - 80, LINE, fc=pale(ORANGE if error else BLUE), ec="none")
        write(ax, CODE, y, "✗" if error else "▶", fontsize=7)
    write(ax, CODE + 14, y, text, family=MONO, weight="bold" if here else "normal")


def _cell(ax, cell, shapes, B, y, layer, top):
    """A cell with the arrow into it and out of it, and its state on the left, which the next call reads."""
    name, state, inputs, hidden = cell
    arrow(ax, (MIDDLE, y + 46), (MIDDLE, y + 19))
    arrow(ax, (LEFT + 38, y), (MIDDLE - 38, y))
    arrow(ax, (MIDDLE + 38, y), (RIGHT - 39, y))
    if top:
        arrow(ax, (RIGHT, y - 18), (RIGHT, y - 48))
    else:
        ax.plot([RIGHT, RIGHT, MIDDLE], [y - 18, y - ROW + 46, y - ROW + 46], color=MUTED, lw=0.9)
    _box(ax, MIDDLE, y, name, f"{inputs} → {hidden}", LIGHT)
    if state in shapes:
        _box(ax, LEFT, y, state, shape_words(shapes[state]), COLOURS[layer])
    _box(ax, RIGHT, y, f"next {state}", f"{(B, hidden)}")


def _tensors(ax, shapes, sizes, y, colour):
    """x and x_t below, out above."""
    T, B, I = sizes
    there = "x_t" in shapes
    _box(ax, MIDDLE, y, "x_t" if there else "next x_t", f"{(B, I)}", ORANGE if there else None)
    if "x" in shapes:
        _strip(ax, y + 40, "x", f"(T, B, I) = {shapes['x']}", y + 60, ORANGE, [True] * T)
    if "out" in shapes:
        done = len(shapes["out"]) if isinstance(shapes["out"], list) else T
        _strip(ax, 92, "out", shape_words(shapes["out"]), 72, colour, [i < done for i in range(T)])


def _strip(ax, y, name, shape, shape_y, colour, full):
    """A small box for each of T steps, white where nothing is yet."""
    for i, there in enumerate(full):
        style = {"fc": colour} if there else {"fc": "white", "ec": MUTED, "ls": ":"}
        block(ax, SLOTS + 21 * i, y - 9, 18, 18, **style)
    write(ax, SLOTS - 8, y, name, ha="right", family=MONO, weight="bold")
    write(ax, SLOTS, shape_y, shape, fontsize=8)


def _box(ax, x, y, name, text, colour=None):
    """A box round (x, y); without a colour, a dotted one for what does not exist yet."""
    look = {"fc": colour} if colour else {"fc": "white", "ls": ":"}
    block(ax, x - 38, y - 17, 76, 34, ec=MUTED, **look)
    style = {"ha": "center", "fontsize": 8, "color": ink_on(colour or "white")}
    write(ax, x, y - 7, name, family=MONO, weight="bold", **style)
    write(ax, x, y + 8, text, **style)


def shape_words(shape):
    """A shape, None or a list of shapes in words.

    >>> shape_words([(3, 20), (3, 20)]), shape_words(None)
    ('a list of 2, each (3, 20)', 'None')
    """
    if isinstance(shape, list):
        return f"a list of {len(shape)}, each {shape[0]}" if shape else "an empty list"
    return str(shape)


def _program_words(lines, here, shapes):
    now = lines[here].strip() if here >= 0 else "none yet"
    there = listed(f"{name} {shape_words(shape)}" for name, shape in shapes.items()) if shapes else "nothing"
    return f"A program of {counted(len(lines), 'line')}; the line that ran last: {now}. What exists: {there}."
