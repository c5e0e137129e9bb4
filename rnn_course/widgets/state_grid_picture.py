"""The static picture of the state grid: every state as a cell, in the colours of where it can be read."""

import numpy as np

LEFT, RIGHT, TOP, CELL = 118, 62, 58, 28
WORDS = {(True, True): "out\nh_n", (True, False): "out", (False, True): "h_n", (False, False): ""}


def draw_state_grid(figure, grid):
    """Draw the states of ``grid``, the arrows between them, and the slices at the edges."""
    from rnn_course.widgets.picture import MUTED, page, write

    axes = page(figure)
    plan = Plan(grid, axes.get_xlim()[1])
    write(axes, 16, 18, "Every state: positions to the right, layers upwards", size=10, weight="bold")
    for layer, direction, t in np.ndindex(grid.L, grid.D, grid.T):
        _state(axes, grid, plan, (layer, direction, t))
    for t in range(grid.T):
        _column(axes, grid, plan, t)
    for layer, direction in np.ndindex(grid.L, grid.D):
        _row(axes, grid, plan, layer, direction)
    text = "Run this cell to press a state: it says where you can read it, and what it reads."
    write(axes, 16, axes.get_ylim()[0] - 14, text, size=8, color=MUTED)


class Plan:
    """Where things stand, in hundredths of an inch from the top left corner."""

    def __init__(self, grid, width):
        self.column = min(92, (width - LEFT - RIGHT) / grid.T)
        self.cell = min(62, self.column - 13)
        self.storey = 90 if grid.D == 2 else 50
        self.bottom = TOP + grid.L * self.storey - 22
        self.margin = 5 if grid.D == 2 else 0  # of the frame round both directions
        self.height = grid.D * (CELL + 4) - 4 + 2 * self.margin

    def x(self, t):
        return LEFT + (t + 0.5) * self.column

    def y(self, layer, direction):
        return self.floor(layer) - self.margin - CELL / 2 - direction * (CELL + 4)

    def floor(self, layer):
        return self.bottom - layer * self.storey


def _state(axes, grid, plan, place):
    from rnn_course.widgets.picture import BLUE, INK, LIGHT, ORANGE, block, write

    layer, direction, t = place
    role = (
        bool(grid.in_out[place]) and grid.show in ("out", "both"),
        bool(grid.in_h_n[place]) and grid.show in ("h_n", "both"),
    )
    colours = {(True, True): "#00805f", (True, False): BLUE, (False, True): ORANGE, (False, False): LIGHT}
    corner = (plan.x(t) - plan.cell / 2, plan.y(layer, direction) - CELL / 2)
    chosen = {"ec": INK, "lw": 2.2} if place == grid.selected else {}
    block(axes, *corner, plan.cell, CELL, fc=colours[role], **chosen)
    write(
        axes,
        plan.x(t),
        plan.y(layer, direction),
        WORDS[role],
        ha="center",
        size=7.5,
        color="white",
        weight="bold",
        linespacing=0.95,
    )


def _column(axes, grid, plan, t):
    """The input below, arrows up, and the slice of out above."""
    from rnn_course.widgets.picture import BLUE, MUTED, block, write

    x = plan.x(t)
    write(axes, x, plan.bottom + 28, f"x[{t}]", ha="center", size=8, color=MUTED)
    for layer in range(grid.L):
        start = plan.bottom + 20 if layer == 0 else plan.floor(layer - 1) - plan.height
        _arrow(axes, (x, start), (x, plan.floor(layer)))
        if grid.D == 2:
            corner = (x - plan.cell / 2 - 4, plan.floor(layer) - plan.height)
            block(axes, *corner, plan.cell + 8, plan.height, fc="none", ec=MUTED)
    if grid.show in ("out", "both"):
        write(axes, x, plan.floor(grid.L - 1) - plan.height - 9, f"out[{t}]", ha="center", size=8, color=BLUE)


def _row(axes, grid, plan, layer, direction):
    """The first state, arrows along, and the slice of h_n at the other end."""
    from rnn_course.widgets.picture import MUTED, ORANGE, write

    y, row, half = plan.y(layer, direction), layer * grid.D + direction, plan.cell / 2
    step, first, last = (1, 0, grid.T - 1) if direction == 0 else (-1, grid.T - 1, 0)
    write(axes, 16, y, f"l{layer}" + ("_reverse" if direction else ""), size=8, color=MUTED)
    start = plan.x(first) - step * (half + 14 + plan.margin)
    sides = ("right", "left") if direction == 0 else ("left", "right")
    write(axes, start - step * 3, y, f"h_0[{row}]", ha=sides[0], size=8, color=MUTED)
    _arrow(axes, (start, y), (plan.x(first) - step * half, y))
    for t in range(first, last, step):
        _arrow(axes, (plan.x(t) + step * half, y), (plan.x(t + step) - step * half, y))
    if grid.show in ("h_n", "both"):
        write(
            axes,
            plan.x(last) + step * (half + 5 + plan.margin),
            y,
            f"h_n[{row}]",
            ha=sides[1],
            size=8,
            color=ORANGE,
        )


def _arrow(axes, start, end):
    from rnn_course.widgets.picture import MUTED

    style = {"arrowstyle": "-|>", "color": MUTED, "lw": 0.9, "mutation_scale": 7, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=style)
