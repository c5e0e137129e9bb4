"""Tensors as stacks of sheets, parameters as rectangles, and what one answer depends on."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from rnn_course.draw.alt_text import say
from rnn_course.draw.sheets import AXIS_COLOURS, stack, unknown
from rnn_course.draw.style import BLUE, GREEN, INK, LIGHT, MUTED, ORANGE, PAPER, axes_for, ink_in

CORNERS = {"x": (0.2, 5.5), "h_0": (0.2, 1.7), "out": (7.3, 5.5), "h_n": (7.3, 1.7)}  # upper left
ARROWS_IN = (((4.55, 3.9), (5.1, 3.6)), ((4.1, 1.3), (5.1, 1.9)))
ARROWS_OUT = (((6.7, 3.6), (7.25, 3.9)), ((6.7, 1.9), (7.25, 1.3)))


def draw_call(shapes, batch_first=False, bidirectional=False, hidden=(), ax=None):
    """Draw ``out, h_n = rnn(x, h_0)`` of an ``nn.RNN``: each tensor as a stack of sheets.

    ``shapes`` maps "x", "h_0", "out" and "h_n" to shapes: x (T, B, I), out (T, B, H), h_0 and h_n (L, B, H);
    with ``batch_first`` x is (B, T, I) and out (B, T, H); ``bidirectional`` makes D·H of out's H, and L·D of
    L. Axis 0 counts the sheets (the last one lies in front), axis 1 the rows of a sheet, axis 2 its columns.
    Lengths grow with the logarithm of the size.
    The numbers that out and h_n share, the top layer's last state, are tinted if there is one direction.
    Tensors in ``hidden`` show a question mark instead of a shape.

    Returns (fig, ax). Raises ValueError when the four shapes do not belong to one such call.
    """
    shapes = _checked_shapes(shapes, batch_first, 2 if bidirectional else 1)
    fig, ax = axes_for(ax, 6.8, 4.2)
    tinted = not (bidirectional or hidden)
    places = {"out": "rows" if batch_first else "sheet", "h_n": "sheet"} if tinted else {}
    letters = _letters(batch_first, bidirectional)
    for name, shape in shapes.items():
        if name in hidden:
            unknown(ax, CORNERS[name], name)
        else:
            stack(ax, CORNERS[name], name, shape, letters[name], places.get(name))
    _module(ax, batch_first)
    if tinted:
        ax.text(7.3, -0.35, "tinted: the same numbers, twice", size=9, color=AXIS_COLOURS["H"], va="top")
    ax.set(xlim=(0, 11.3), ylim=(-0.85, 6.1), aspect="equal")
    ax.axis("off")
    say(fig, "A call out, h_n = rnn(x, h_0): x and h_0 go in, out and h_n come out.")
    say(
        fig,
        *[f"{name}: {_shape_words(letters[name], shape, name in hidden)}." for name, shape in shapes.items()],
    )
    return fig, ax


def _letters(batch_first, bidirectional):
    """The letters of the axes of each tensor."""
    front = ("B", "T") if batch_first else ("T", "B")
    state = ("L·D" if bidirectional else "L", "B", "H")
    return {"x": (*front, "I"), "out": (*front, "D·H" if bidirectional else "H"), "h_0": state, "h_n": state}


def draw_parameters(shapes, ax=None):
    """Draw each parameter as a rectangle to scale: one unit of length for one row or column of numbers.

    ``shapes`` maps names to shapes, (rows, columns) or (rows,): a vector is drawn as one column.
    The first parameter takes the first line, the others share the second. Returns (fig, ax).
    Raises ValueError when a shape has no or more than two axes, or when ``shapes`` is empty.
    """
    rectangles = {name: _rows_and_columns(name, shape) for name, shape in dict(shapes).items()}
    if not rectangles:
        raise ValueError("shapes: expected at least one parameter, got none")
    fig, ax = axes_for(ax, 6.4, 3.0)
    first, *others = rectangles
    width = max(columns for _, columns in rectangles.values())
    step = max([0.32 * width] + [1.15 * rectangles[name][1] for name in others])
    lift = max([rectangles[name][0] for name in others], default=0) + 0.17 * width
    corners = {first: (0, lift)} | {name: (i * step, 0) for i, name in enumerate(others)}
    for name, corner in corners.items():
        _rectangle(ax, corner, name, shapes[name], *rectangles[name], margin=0.02 * width)
    right = max(width, (len(others) - 1) * step + 0.25 * width)
    top = lift + rectangles[first][0] + 0.12 * width
    ax.set(xlim=(-0.01 * width, 1.01 * right), ylim=(-0.08 * width, top), aspect="equal")
    ax.axis("off")
    say(fig, "Parameters as rectangles to scale.")
    say(fig, *[f"{name}: {tuple(shape)}." for name, shape in dict(shapes).items()])
    return fig, ax


def draw_dependence(gradients, asked, axes=None):
    """Draw which words of which samples one answer depends on: one grid per layout.

    ``gradients`` maps a title to an array (B, T): how strongly the answer about word ``asked[1]`` of sample
    ``asked[0]`` moves with each word of each sample. A cell whose number is 0 stays blank; the asked one is
    framed. An answer that is right depends on its own sample only, on one row.

    Returns (fig, axes), one axis per title. Raises ValueError when an array has not two axes or no such cell.
    """
    grids = {title: np.asarray(grid, dtype=float) for title, grid in dict(gradients).items()}
    if not grids:
        raise ValueError("gradients: expected at least one array, got none")
    for title, grid in grids.items():
        if grid.ndim != 2 or not all(0 <= i < size for i, size in zip(asked, grid.shape, strict=True)):
            raise ValueError(f"{title}: expected shape (B, T) with a cell {tuple(asked)}, got {grid.shape}")
    fig, axes = axes_for(axes, 7.2, 2.9, ncols=len(grids), squeeze=False)
    axes = np.ravel(axes)
    for ax, (title, grid) in zip(axes, grids.items(), strict=True):
        _dependence_grid(ax, title, grid, asked)
    say(fig, f"What the answer about word {asked[1]} of sample {asked[0]} depends on.")
    say(fig, *[_dependence_words(title, grid, asked) for title, grid in grids.items()])
    return fig, axes


def _checked_shapes(shapes, batch_first, D):
    shapes = {name: tuple(int(size) for size in shapes[name]) for name in ("x", "h_0", "out", "h_n")}
    for name, shape in shapes.items():
        if len(shape) != 3:
            raise ValueError(f"{name}: expected three axes, got shape {shape}")
    (L, _, H), batch_axis = shapes["h_n"], 0 if batch_first else 1
    expected = {"out": (*shapes["x"][:2], D * H), "h_0": (L, shapes["x"][batch_axis], H)}
    expected["h_n"] = expected["h_0"]
    for name, shape in expected.items():
        if shapes[name] != shape:
            raise ValueError(f"{name}: expected shape {shape} beside x {shapes['x']}, got {shapes[name]}")
    return shapes


def _module(ax, batch_first):
    """The layer in the middle, and an arrow for each tensor."""
    style = {"boxstyle": "round,pad=0.05", "facecolor": LIGHT, "edgecolor": MUTED}
    ax.add_patch(FancyBboxPatch((5.2, 1.6), 1.4, 2.4, **style))
    label = "nn.RNN\n\nbatch_first\n= True" if batch_first else "nn.RNN"
    ax.text(5.9, 2.8, label, ha="center", va="center", size=9, family="monospace", weight="bold")
    for start, end in ARROWS_IN + ARROWS_OUT:
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle="->", mutation_scale=12, color=MUTED))


def _rows_and_columns(name, shape):
    shape = tuple(int(size) for size in shape)
    if len(shape) not in (1, 2):
        raise ValueError(f"{name}: expected one or two axes, got shape {shape}")
    return shape if len(shape) == 2 else (shape[0], 1)


def _rectangle(ax, corner, name, shape, rows, columns, margin):
    colour = BLUE if "weight_ih" in name else GREEN if "weight_hh" in name else ORANGE
    ax.add_patch(Rectangle(corner, columns, rows, facecolor=colour, edgecolor=INK, linewidth=0.6, gid=name))
    x, y = corner
    ax.text(x, y + rows + margin, f"{tuple(shape)}", va="bottom", size=9, color=INK)
    ax.text(x, y + rows + 3.2 * margin, name, va="bottom", size=9, family="monospace", weight="bold")
    ax.text(x, y - margin, f"{rows * columns:,} numbers", va="top", size=9, color=MUTED)


def _dependence_grid(ax, title, grid, asked):
    B, T = grid.shape
    shown = grid / max(grid.max(), 1e-300)
    image = ax.imshow(shown, cmap="Blues", vmin=0, vmax=1.25, aspect="equal")
    for (b, t), value in np.ndenumerate(grid):
        ink = ink_in(image, shown[b, t])
        ax.text(t, b, f"{value:.2f}" if value else "–", ha="center", va="center", size=8, color=ink)
    frame = {"fill": False, "edgecolor": ORANGE, "linewidth": 2.5, "zorder": 3}
    ax.add_patch(Rectangle((asked[1] - 0.5, asked[0] - 0.5), 1, 1, **frame))
    ax.set_title(title, size=9, weight="bold", loc="left")
    ax.set(xlabel="word", xticks=range(T), yticks=range(B), ylabel="sample")
    ax.set_xticks(np.arange(T + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(B + 1) - 0.5, minor=True)
    ax.grid(which="minor", color=PAPER, linewidth=2)
    ax.tick_params(which="both", length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _shape_words(letters, shape, hidden):
    return "its shape is to be guessed" if hidden else f"({', '.join(letters)}) = {shape}"


def _dependence_words(title, grid, asked):
    own = int(np.count_nonzero(grid[asked[0]]))
    others = int(np.count_nonzero(grid)) - own
    return (
        f"{title}: on {own} of the {grid.shape[1]} words of its own sample, and on {others} of other samples."
    )
