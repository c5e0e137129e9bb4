"""The static picture of the cell loop: the program, and the tensors that exist after the present line."""

CODE, LINE = 16, 19
SLOTS = 350  # left edge of x and out
LEFT, MIDDLE, RIGHT, ROW = 360, 474, 588, 78  # three columns, and the height of a cell's row
MONO = "DejaVu Sans Mono"
BLUE, GREEN = "#0072b2", "#00805f"


def draw_cell_loop(figure, loop):
    """Draw the program of ``loop`` with the present line marked, and all that exists now."""
    from rnn_course.widgets.cell_loop_program import names, program, trace
    from rnn_course.widgets.picture import MUTED, page, write

    axes = page(figure)
    number, t, shapes, error = trace(loop)[loop.step]
    write(axes, CODE, 20, "The loop over nn.RNNCell, line by line", size=10, weight="bold")
    if t:
        write(axes, MIDDLE, 20, f"step {t} of {loop.T}", size=8.5, ha="center", color=MUTED)
    for i, line in enumerate(program(loop)):
        _line(axes, 54 + i * LINE, line, i == number, error)
    for layer, (cell, h) in enumerate(names(loop)):
        _cell(axes, loop, layer, cell, h, shapes)
    _tensors(axes, loop, t, shapes)
    height = axes.get_ylim()[0]
    if error:
        write(axes, CODE, height - 38, error, size=8.5, family=MONO, weight="bold", color="#b35806")
    text = "Run this cell to step through the loop, change sizes and first state, and add a second cell."
    write(axes, CODE, height - 14, text, size=8, color=MUTED)


def _line(axes, y, text, here, error):
    from rnn_course.widgets.picture import block, write

    if here:
        block(axes, CODE - 6, y - LINE / 2, SLOTS - 80, LINE, fc="#f3d9bf" if error else "#cfe3f0", ec="none")
        write(axes, CODE, y, "✗" if error else "▶", size=7)
    mark = {"weight": "bold"} if here else {}
    write(axes, CODE + 14, y, text, size=8.5, family=MONO, **mark)


def _cell(axes, loop, layer, cell, h, shapes):
    """A cell with the arrow into it and out of it, and its state on the left, which the next call reads."""
    from rnn_course.widgets.cell_loop_program import layers

    y = 74 + ROW * (loop.cells - layer)
    inputs, hidden = layers(loop)[layer]
    _arrow(axes, (MIDDLE, y + 46), (MIDDLE, y + 19))
    _arrow(axes, (LEFT + 38, y), (MIDDLE - 38, y))
    _arrow(axes, (MIDDLE + 38, y), (RIGHT - 39, y))
    if layer == loop.cells - 1:
        _arrow(axes, (RIGHT, y - 18), (RIGHT, y - 48))
    else:
        axes.plot([RIGHT, RIGHT, MIDDLE], [y - 18, y - ROW + 46, y - ROW + 46], color="#5b6470", lw=0.9)
    _box(axes, MIDDLE, y, cell, f"{inputs} → {hidden}", "#d7dbe0")
    if h in shapes:
        _box(axes, LEFT, y, h, shape_words(shapes[h]), (BLUE, GREEN)[layer])
    _box(axes, RIGHT, y, f"next {h}", f"{(loop.B, hidden)}", "#ffffff")


def _tensors(axes, loop, t, shapes):
    """x and x_t below, out above."""
    from rnn_course.widgets.picture import ORANGE, write

    below = 74 + ROW * loop.cells + 64
    there = "x_t" in shapes
    _box(
        axes,
        MIDDLE,
        below,
        "x_t" if there else "next x_t",
        f"{(loop.B, loop.I)}",
        ORANGE if there else "#ffffff",
    )
    if "x" in shapes:
        _strip(axes, below + 40, ORANGE, [True] * loop.T)
        write(axes, SLOTS - 8, below + 40, "x", size=8.5, ha="right", family=MONO, weight="bold")
        write(axes, SLOTS, below + 60, f"(T, B, I) = {shapes['x']}", size=8)
    if "out" in shapes:
        done = len(shapes["out"]) if isinstance(shapes["out"], list) else loop.T
        _strip(axes, 92, (BLUE, GREEN)[loop.cells - 1], [i < done for i in range(loop.T)])
        write(axes, SLOTS - 8, 92, "out", size=8.5, ha="right", family=MONO, weight="bold")
        write(axes, SLOTS, 72, shape_words(shapes["out"]), size=8)


def _strip(axes, y, colour, full):
    """A small box for each of T steps, white where nothing is yet."""
    from rnn_course.widgets.picture import MUTED, block

    for i, here in enumerate(full):
        style = {"fc": colour} if here else {"fc": "white", "ec": MUTED, "ls": ":"}
        block(axes, SLOTS + 21 * i, y - 9, 18, 18, **style)


def _box(axes, x, y, name, text, colour):
    from rnn_course.widgets.picture import INK, MUTED, block, write

    ink = INK if colour in ("#ffffff", "#d7dbe0") else "white"
    block(axes, x - 38, y - 17, 76, 34, fc=colour, ec=MUTED, **({"ls": ":"} if colour == "#ffffff" else {}))
    style = {"ha": "center", "color": ink}
    write(axes, x, y - 7, name, size=8, family=MONO, weight="bold", **style)
    write(axes, x, y + 8, text, size=8, **style)


def _arrow(axes, start, end):
    style = {
        "arrowstyle": "-|>",
        "color": "#5b6470",
        "lw": 0.9,
        "mutation_scale": 7,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    axes.annotate("", end, start, arrowprops=style)


def shape_words(shape):
    """A shape, None or a list of shapes in words.

    >>> shape_words([(3, 20), (3, 20)]), shape_words(None)
    ('a list of 2, each (3, 20)', 'None')
    """
    if isinstance(shape, list):
        return f"a list of {len(shape)}, each {shape[0]}" if shape else "an empty list"
    return str(shape)
