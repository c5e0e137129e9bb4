"""The static picture of the shares: the way back from the loss, and a bar for what each step adds."""

LEFT, CELL, TOP, TALL = (
    74,
    18,
    208,
    96,
)  # TOP: the upper edge of the bars; TALL: from the lowest to the highest


def draw_gradient_shares(figure, widget):
    """Draw the states, the gradient on its way back from step t to step k, and each step's share as a bar."""
    from rnn_course.widgets.picture import MUTED, page, write

    axes = page(figure)
    width = min(70, (axes.get_xlim()[1] - LEFT - 12) / (widget.T + 1))
    write(axes, 16, 18, "Each step’s use of W_hh adds its share to the gradient", size=10, weight="bold")
    for y, text in ((70, "state h"), (122, "da"), (TOP + TALL / 2, "share")):
        write(axes, LEFT - 8, y, text, ha="right", size=8.5)
    for step in range(widget.T + 1):
        _column(axes, widget, step, LEFT + step * width, width)
    _path(axes, widget, width)
    _bars(axes, widget, width)
    shown = "norm" if widget.entry == "norm" else f"entry {widget.entry}"
    text = f"Bars: {shown} of each share; dots: their running sum from step t down. Run this cell to drag t and k."
    write(axes, 16, axes.get_ylim()[0] - 12, text, size=8, color=MUTED)


def _column(axes, widget, step, left, width):
    """The state after a step; where the loss has reached it, the gradient da of the sum inside it."""
    from rnn_course.widgets.picture import number_cell, subscript, write

    middle = left + width / 2
    write(axes, middle, 42, f"h{subscript(step)}", ha="center", size=8.5)
    state = widget.h[step - 1] if step else [0.0, 0.0]
    for unit, value in enumerate(state):
        number_cell(axes, left + 4, 52 + unit * CELL, width - 8, CELL, value)
        if 1 <= step <= widget.t:
            number_cell(axes, left + 4, 104 + unit * CELL, width - 8, CELL, widget.d_sums[step - 1, unit])


def _path(axes, widget, width):
    """The way back: from L_t up to da_t, and from step to step to da_k."""
    from rnn_course.widgets.picture import INK, ORANGE, block, subscript, write

    x = [LEFT + (step + 0.5) * width for step in range(widget.T + 1)]
    style = {"arrowstyle": "-|>", "color": ORANGE, "lw": 1.8, "mutation_scale": 9, "shrinkA": 0, "shrinkB": 0}
    for step in range(widget.t, widget.k, -1):
        ends = (x[step - 1] + width / 2 - 5, 122), (x[step] - width / 2 + 5, 122)
        axes.annotate("", *ends, arrowprops=style)
    axes.annotate("", (x[widget.t], 141), (x[widget.t], 160), arrowprops=style)
    write(axes, x[widget.t], 168, f"L{subscript(widget.t)}", ha="center", size=9, weight="bold", color=ORANGE)
    block(axes, x[widget.k] - width / 2 + 3, 103, width - 6, 2 * CELL + 2, fc="none", ec=INK, lw=2)


def _bars(axes, widget, width):
    """A bar for each share, the running sum as dots, and the whole gradient in the column of h_0."""
    import numpy as np

    from rnn_course.widgets.picture import BLUE, INK, MUTED, ORANGE, block, write

    shares, sums = (widget.shown(matrices)[: widget.t] for matrices in (widget.shares, widget.running_sums))
    low, high = min(0, *shares, *sums), max(0, *shares, *sums)
    scale = TALL / max(high - low, 1e-12)
    floor = TOP + high * scale
    middles = LEFT + (np.arange(widget.t + 1) + 0.5) * width
    axes.plot([LEFT, LEFT + width * (widget.T + 1)], [floor, floor], color=MUTED, lw=0.8)
    for k, value in enumerate([sums[0], *shares]):
        look = {"fc": BLUE if k else ORANGE, **({"ec": INK, "lw": 2} if k == widget.k else {})}
        block(axes, middles[k] - width * 0.26, floor, width * 0.52, -value * scale, **look)
        write(axes, middles[k], TOP + TALL + 30, f"k = {k}" if k else "sum", ha="center", size=8)
    heights = floor - scale * np.array([sums[0], *sums])
    axes.plot(middles, heights, color=ORANGE, lw=1.2, ls="--", marker="o", ms=3.5)
    for k, value in enumerate([sums[0], *shares]):
        _value(axes, middles[k], floor - value * scale, value, bold=k in (0, widget.k))


def _value(axes, x, y, value, bold):
    """The number at the end of a bar, on a light edge so that it stays readable on the line of dots."""
    from matplotlib.patheffects import withStroke

    from rnn_course.widgets.picture import PAPER, number_text, write

    text = write(axes, x, y + (10 if value < 0 else -9), number_text(value), ha="center", size=7.5)
    text.set(weight="bold" if bold else "normal", path_effects=[withStroke(linewidth=2.5, foreground=PAPER)])
