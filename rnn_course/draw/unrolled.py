"""The picture of every RNN: one cell with a loop, and the same cell drawn once for each step."""

from matplotlib.patches import FancyBboxPatch

from rnn_course.draw.alt_text import listed, say
from rnn_course.draw.style import BLUE, CYCLE, INK, MUTED, ORANGE, axes_for, ink_on

CELL_Y, WORD_Y, STATE_Y = 0.0, -1.25, 1.15  # heights of the three rows
SIZE = 0.62  # side of a cell, where two columns are 1.25 apart
STEP = 1.25
FIRST = 3.35  # x of the first unrolled cell; the loop stands at 0, h_0 left of the first cell


def unrolled_cell(words, ax=None):
    """Draw one cell as a loop, and beside it unrolled along ``words``: the same weights, new states.

    ``words``: T labels, 1 ≤ T ≤ 8. Returns (fig, ax). Each unrolled cell is a patch with the gid "cell-t".
    Raises ValueError if there are no words or too many to read, TypeError if ``words`` is one string.
    """
    if isinstance(words, str):
        raise TypeError(f"words: expected a list of words, got the string {words!r}")
    if not 1 <= len(words) <= 8:
        raise ValueError(f"words: expected 1 to 8 words, got {len(words)}")
    fig, ax = axes_for(ax, 7.2, 3.3)
    _draw_loop(ax)
    _draw_state(ax, FIRST - STEP, CELL_Y, "$h_0$", MUTED)
    for t, word in enumerate(words, start=1):
        _draw_step(ax, t, word, last=t == len(words))
    ax.set(xlim=(-0.95, FIRST + (len(words) - 1) * STEP + 1.1), ylim=(-1.7, 1.95))
    ax.set_axis_off()
    say(fig, "On the left one cell with a loop: it reads x_t and its own state, and makes h_t.")
    say(
        fig,
        f"Beside it the same cell drawn {len(words)} times, with the same weights, reading {listed(words)}.",
    )
    return fig, ax


def _draw_loop(ax):
    _draw_cell(ax, 0, "cell-loop")
    _arrow(ax, (0, WORD_Y + 0.2), (0, CELL_Y - SIZE / 2), ORANGE)
    _arrow(ax, (0, CELL_Y + SIZE / 2), (0, STATE_Y - 0.22), INK)
    back = {"connectionstyle": "arc3,rad=-1.6", "shrinkA": 0, "shrinkB": 0}
    _arrow(ax, (SIZE / 2, CELL_Y + 0.16), (SIZE / 2, CELL_Y - 0.16), BLUE, **back)
    ax.text(0, WORD_Y, "$x_t$", ha="center", va="center", fontsize=11)
    ax.text(0, STATE_Y, "$h_t$", ha="center", va="center", fontsize=11)
    ax.text(SIZE / 2 + 0.48, CELL_Y, "$W_{hh}$", color=BLUE, fontsize=9, va="center")
    _input_label(ax, -0.08, 9)
    ax.text(0, 1.75, "one cell, a loop", ha="center", fontsize=10, fontweight="bold")
    ax.text(FIRST - STEP, 1.75, "the same cell, drawn once for each step", fontsize=10, fontweight="bold")


def _draw_step(ax, t, word, last):
    x, colour = FIRST + (t - 1) * STEP, CYCLE[(t - 1) % len(CYCLE)]
    _draw_cell(ax, x, f"cell-{t}")
    start = x - STEP + (0.25 if t == 1 else SIZE / 2)
    _arrow(ax, (start, CELL_Y), (x - SIZE / 2, CELL_Y), BLUE)
    middle = (start + x - SIZE / 2) / 2
    ax.text(middle, CELL_Y + 0.07, "$W_{hh}$", color=BLUE, fontsize=8, ha="center", va="bottom")
    _arrow(ax, (x, WORD_Y + 0.2), (x, CELL_Y - SIZE / 2), ORANGE)
    _input_label(ax, x - 0.06, 8)
    ax.text(x, WORD_Y - 0.02, f"$x_{{{t}}}$\n{word}", ha="center", va="center", fontsize=9, linespacing=1.1)
    _arrow(ax, (x, CELL_Y + SIZE / 2), (x, STATE_Y - 0.22), INK)
    _draw_state(ax, x, STATE_Y, f"$h_{{{t}}}$", colour)
    if last:
        _arrow(ax, (x + SIZE / 2, CELL_Y), (x + SIZE / 2 + 0.4, CELL_Y), BLUE)


def _draw_cell(ax, x, gid):
    corner = (x - SIZE / 2, CELL_Y - SIZE / 2)
    shape = "round,pad=0,rounding_size=0.1"
    box = FancyBboxPatch(corner, SIZE, SIZE, boxstyle=shape, fc="white", ec=INK, lw=1.4)
    box.set_gid(gid)
    ax.add_patch(box)
    ax.text(x, CELL_Y, "tanh", ha="center", va="center", fontsize=9)


def _draw_state(ax, x, y, label, colour):
    box = {"boxstyle": "round,pad=0.28", "fc": colour, "ec": "none"}
    ax.text(x, y, label, ha="center", va="center", fontsize=10, color=ink_on(colour), bbox=box)


def _input_label(ax, x, size):
    height = (WORD_Y + CELL_Y) / 2 - 0.05
    ax.text(x, height, "$W_{xh}$", color=ORANGE, fontsize=size, ha="right", va="center")


def _arrow(ax, start, end, colour, **style):
    look = {"arrowstyle": "-|>", "color": colour, "lw": 1.4, "mutation_scale": 10, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=look | style)
