"""Tensors as stacks of sheets, parameters as rectangles, and which samples of a batch act on which."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from rnn_course.plots.style import BLUE, GREEN, INK, LIGHT, MUTED, ORANGE, PAPER, PURPLE, new_figure

AXIS_COLOURS = {"T": BLUE, "B": ORANGE, "I": PURPLE, "H": GREEN, "L": MUTED}
LAST_STATE = "#b7e0d2"  # a light GREEN: the numbers that out and h_n share
MOST_LINES = 12  # more sheets or rows than these are drawn as this many
CORNERS = {"x": (0.2, 5.5), "h_0": (0.2, 1.7), "out": (7.3, 5.5), "h_n": (7.3, 1.7)}  # upper left
ARROWS_IN = (((4.55, 3.9), (5.1, 3.6)), ((4.1, 1.3), (5.1, 1.9)))
ARROWS_OUT = (((6.7, 3.6), (7.25, 3.9)), ((6.7, 1.9), (7.25, 1.3)))


def draw_call(shapes, batch_first=False):
    """Draw ``out, h_n = rnn(x, h_0)`` of a one-directional ``nn.RNN``: each tensor as a stack of sheets.

    ``shapes`` maps "x", "h_0", "out" and "h_n" to shapes: x (T, B, I), out (T, B, H), h_0 and h_n (L, B, H);
    with ``batch_first`` x is (B, T, I) and out (B, T, H). Axis 0 counts the sheets (the last one lies in
    front), axis 1 the rows of a sheet, axis 2 its columns. Lengths grow with the logarithm of the size.
    The numbers that out and h_n share, the top layer's last state, are tinted.

    Returns (fig, ax). Raises ValueError when the four shapes do not belong to one such call.
    """
    shapes = _checked_shapes(shapes, batch_first)
    fig, ax = new_figure(6.8, 4.2)
    front = ("B", "T") if batch_first else ("T", "B")
    axes = {"x": (*front, "I"), "out": (*front, "H"), "h_0": ("L", "B", "H"), "h_n": ("L", "B", "H")}
    for name, shape in shapes.items():
        shared = {"out": "rows" if batch_first else "sheet", "h_n": "sheet"}.get(name)
        _stack(ax, CORNERS[name], name, shape, axes[name], shared)
    _module(ax, batch_first)
    ax.text(7.3, -0.35, "tinted: the same numbers, twice", size=9, color=AXIS_COLOURS["H"], va="top")
    ax.set(xlim=(0, 11.3), ylim=(-0.85, 6.1), aspect="equal")
    ax.axis("off")
    return fig, ax


def draw_parameters(shapes):
    """Draw each parameter as a rectangle to scale: one unit of length for one row or column of numbers.

    ``shapes`` maps names to shapes, (rows, columns) or (rows,): a vector is drawn as one column.
    The first parameter takes the first line, the others share the second. Returns (fig, ax).
    Raises ValueError when a shape has no or more than two axes, or when ``shapes`` is empty.
    """
    rectangles = {name: _rows_and_columns(name, shape) for name, shape in dict(shapes).items()}
    if not rectangles:
        raise ValueError("shapes: expected at least one parameter, got none")
    fig, ax = new_figure(6.4, 3.0)
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
    return fig, ax


def draw_reactions(reactions):
    """Draw which sample's answer reacts when one sample's input is changed: one grid per layout.

    ``reactions`` maps a title to a boolean array (B, B): row i, column j is True when the answer about
    sample i changes after a change of sample j. Samples that do not act on each other give the diagonal.

    Returns (fig, axes), one axis per title. Raises ValueError when an array is not square.
    """
    grids = {title: np.asarray(grid, dtype=bool) for title, grid in dict(reactions).items()}
    if not grids:
        raise ValueError("reactions: expected at least one array, got none")
    for title, grid in grids.items():
        if grid.ndim != 2 or grid.shape[0] != grid.shape[1]:
            raise ValueError(f"{title}: expected shape (B, B), got {grid.shape}")
    fig, axes = new_figure(6.4, 3.4, ncols=len(grids), squeeze=False)
    for ax, (title, grid) in zip(axes[0], grids.items(), strict=True):
        _reaction_grid(ax, title, grid)
    return fig, axes[0]


def _checked_shapes(shapes, batch_first):
    shapes = {name: tuple(int(size) for size in shapes[name]) for name in ("x", "h_0", "out", "h_n")}
    for name, shape in shapes.items():
        if len(shape) != 3:
            raise ValueError(f"{name}: expected three axes, got shape {shape}")
    (L, _, H), batch_axis = shapes["h_n"], 0 if batch_first else 1
    expected = {"out": (*shapes["x"][:2], H), "h_0": (L, shapes["x"][batch_axis], H)}
    expected["h_n"] = expected["h_0"]
    for name, shape in expected.items():
        if shapes[name] != shape:
            raise ValueError(f"{name}: expected shape {shape} beside x {shapes['x']}, got {shapes[name]}")
    return shapes


def _length(size):
    return 0.5 * np.log2(1 + size)


def _stack(ax, corner, name, shape, axes, shared):
    """One tensor: its sheets from back to front, name and shape above, three axes beside the front sheet."""
    sheets, rows = min(shape[0], MOST_LINES), min(shape[1], MOST_LINES)
    width, height, depth = _length(shape[2]), _length(shape[1]), 0.35 * _length(shape[0]) * (sheets > 1)
    for k in range(sheets):
        shift = depth * k / max(sheets - 1, 1)
        left, bottom = corner[0] + shift, corner[1] - shift - height
        last = k == sheets - 1
        tinted = {"sheet": height * last, "rows": height / rows}.get(shared, 0)
        _sheet(ax, left, bottom, width, height, rows if last else 1, tinted, name)
    _heading(ax, corner, name, f"({', '.join(axes)}) = {shape}")
    _axis_label(ax, left + width / 2, bottom - 0.1, axes[2], shape[2], ha="center", va="top")
    _axis_label(ax, left + width + 0.12, bottom + height / 2, axes[1], shape[1], va="center")
    beside = (left + width - depth / 2 + 0.12, bottom + height + depth / 2 - 0.05)
    _axis_label(ax, *beside, axes[0], shape[0], va="bottom" if depth else "center")


def _heading(ax, corner, name, shape):
    x, y = corner
    ax.text(x, y + 0.14, name, weight="bold", size=11, family="monospace", va="bottom")
    ax.text(x + 0.2 * len(name) + 0.2, y + 0.16, shape, size=9, color=INK, va="bottom")


def _axis_label(ax, x, y, letter, size, **alignment):
    ax.text(x, y, f"{letter} = {size}", color=AXIS_COLOURS.get(letter, MUTED), size=9, **alignment)


def _sheet(ax, left, bottom, width, height, rows, tinted, name):
    edge = {"edgecolor": INK, "linewidth": 0.9}
    ax.add_patch(Rectangle((left, bottom), width, height, facecolor=PAPER, gid=name, **edge))
    if tinted:
        tint = {"facecolor": LAST_STATE, "gid": f"{name} tint"}
        ax.add_patch(Rectangle((left, bottom), width, tinted, **tint, **edge))
    for row in range(1, rows):
        y = bottom + height * row / rows
        ax.plot([left, left + width], [y, y], color=MUTED, linewidth=0.5)


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


def _reaction_grid(ax, title, grid):
    B = len(grid)
    ax.imshow(np.where(grid, 1.0, 0.0), cmap="Blues", vmin=0, vmax=1.25, aspect="equal")
    for i, j in np.ndindex(grid.shape):
        word, colour = ("reacts", "white") if grid[i, j] else ("–", MUTED)
        ax.text(j, i, word, ha="center", va="center", size=8, color=colour)
    ax.set_title(title, size=10, weight="bold", loc="left")
    ax.set(xlabel="sample that we change", xticks=range(B), yticks=range(B))
    ax.set_ylabel("sample whose answer we watch")
    ax.set_xticks(np.arange(B + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(B + 1) - 0.5, minor=True)
    ax.grid(which="minor", color=PAPER, linewidth=2)
    ax.tick_params(which="both", length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
