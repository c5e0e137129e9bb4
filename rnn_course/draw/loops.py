"""Who runs the loop: one cell called again and again, two cells in a stack, and where wrong loops differ."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from rnn_course.draw.alt_text import counted, listed, say, short
from rnn_course.draw.style import BLUE, GREEN, INK, LIGHT, MUTED, ORANGE, PAPER, axes_for, ink_on

MOST_WORDS = 6
AGREE = 1e-6  # states nearer than this are called equal


def conveyor(words, B, I, H, ax=None):
    """Draw one cell that is called once per word: inputs come from below, the memory travels to the right.

    ``words`` are T texts, 1 to 6 of them. Each x_t is labelled with its shape (B, I), each state with (B, H).
    Returns (fig, ax). Raises ValueError if there is no word, or more than fit in the width of a page.
    """
    if not 1 <= len(words) <= MOST_WORDS:
        raise ValueError(f"words: expected 1 to {MOST_WORDS} words, got {len(words)}")
    fig, ax = _empty_page(ax, 6.4, 2.9)
    T = len(words)
    ax.plot([-0.5, 2 * T + 0.5], [0, 0], color=LIGHT, linewidth=44, solid_capstyle="round", zorder=0)
    _box(ax, 0, 0, f"$h_0$\n{(B, H)}", BLUE, 0.86)
    for t, word in enumerate(words, start=1):
        place = 2 * t - 1
        _box(ax, place, -1.6, f"$x_{t}$\n{(B, I)}", ORANGE, 1.2)
        ax.text(place, -2.3, word, ha="center", va="top", color=MUTED, style="italic")
        _box(ax, place, 0, "cell", INK, 0.66)
        _box(ax, place + 1, 0, f"$h_{t}$\n{(B, H)}", BLUE, 0.86)
        _arrow(ax, (place, -1.17), (place, -0.43))
        _arrow(ax, (place - 0.56, 0), (place - 0.34, 0))
        _arrow(ax, (place + 0.34, 0), (place + 0.56, 0))
    ax.set(xlim=(-0.9, 2 * T + 0.9), ylim=(-2.8, 0.8))
    ax.set_title(f"One cell, {T} call{'s' if T > 1 else ''}: h = cell(x[t], h)")
    say(fig, f"One cell, called {counted(T, 'time')}; it reads {listed(words)}, each x_t of shape {(B, I)}.")
    say(fig, f"The state of shape {(B, H)} travels on from h_0 to h_{T}.")
    return fig, ax


def two_cell_grid(T, B, widths, ax=None):
    """Draw two cells over time, and who reads whom: the first three steps and the last one (all if T < 5).

    ``widths`` are three numbers: the width of x_t, of cell1's state and of cell2's state.
    Returns (fig, ax). Raises ValueError if T < 1 or if there are not three widths.
    """
    if T < 1 or len(widths) != 3:
        raise ValueError(f"expected T >= 1 and three widths, got T = {T} and widths = {tuple(widths)}")
    fig, ax = _empty_page(ax, 6.4, 3.5)
    steps = list(range(1, T + 1)) if T < 5 else [1, 2, 3, T]
    for column, t in enumerate(steps):
        after_gap = t > 1 and steps[column - 1] != t - 1
        _column(ax, column, t, B, widths, after_gap)
    I, H1, H2 = widths  # noqa: E741 – I is the course's letter for input features
    names = ("input", f"cell1 =\nRNNCell({I}, {H1})", f"cell2 =\nRNNCell({H1}, {H2})")
    for row, (name, colour) in enumerate(zip(names, (ORANGE, BLUE, GREEN), strict=True)):
        ax.text(-1.9, row, name, color=colour, va="center", linespacing=1.4)
    ax.set(xlim=(-1.95, len(steps) - 0.6), ylim=(-0.4, 2.4))
    ax.set_title("Two cells: up within a step, right from step to step")
    say(
        fig,
        f"Two cells over {counted(T, 'step')}: RNNCell({I}, {H1}) reads x_t, "
        f"RNNCell({H1}, {H2}) reads its state.",
    )
    say(fig, "Arrows lead up within a step, and to the right from step to step in each row.")
    return fig, ax


def difference_maps(right, others, axes=None):
    """Draw where the states of other loops differ from the right ones: one map of T × B squares per loop.

    ``right`` has shape (T, B, H); ``others`` maps a name to states of the same shape. A square is the mean
    absolute difference over the H numbers of one state; "=" marks states that agree. All maps share one
    colour scale. Returns (fig, axes), with one axis per loop. Raises ValueError if ``others`` is empty, or if
    a shape differs from that of ``right``.
    """
    right = np.asarray(right, dtype=float)
    if not others:
        raise ValueError("others: expected the states of at least one other loop, got none")
    maps = {name: _differences(right, name, states) for name, states in others.items()}
    fig, axes = axes_for(axes, 6.4, 2.3, ncols=len(maps), squeeze=False, sharey=True)
    axes = np.ravel(axes)
    top = max(differences.max() for differences in maps.values())
    for ax, (name, differences) in zip(axes, maps.items(), strict=True):
        image = _map(ax, differences, top)
        ax.set_title(name)
    axes[0].set_ylabel("sentence b")
    fig.colorbar(image, ax=list(axes), label="mean difference", shrink=0.75)
    say(fig, "Where the states of other loops differ from the right ones, by step and sentence.")
    say(fig, *[_agreement_words(name, differences) for name, differences in maps.items()])
    return fig, axes


def _differences(right, name, states):
    """The mean absolute difference over H, shape (B, T)."""
    states = np.asarray(states, dtype=float)
    if right.ndim != 3 or states.shape != right.shape:
        raise ValueError(f"{name!r}: expected states of shape (T, B, H) = {right.shape}, got {states.shape}")
    return np.abs(states - right).mean(axis=-1).T


def _map(ax, differences, top):
    """One map of shape (B, T) with a mark on every square that agrees."""
    image = ax.imshow(differences, cmap="Purples", vmin=0, vmax=top or 1, aspect="equal")
    for b, t in np.argwhere(differences < AGREE):
        colour = image.cmap(image.norm(differences[b, t]))
        ax.text(t, b, "=", ha="center", va="center", color=ink_on(colour), fontsize=12, fontweight="bold")
    B, T = differences.shape
    ax.set_xticks(range(T), range(1, T + 1))
    ax.set_yticks(range(B))
    ax.set_xlabel("step t")
    return image


def _column(ax, column, t, B, widths, after_gap):
    """One step of the grid: x_t, cell1's state and cell2's state, with the arrows that enter them."""
    names = ("x", "h^{(1)}", "h^{(2)}")
    for row, (name, width, colour) in enumerate(zip(names, widths, (ORANGE, BLUE, GREEN), strict=True)):
        _box(ax, column, row, f"${name}_{{{t}}}$\n{(B, width)}", colour, 0.68, 0.46)
        if row:
            _arrow(ax, (column, row - 0.75), (column, row - 0.25))
            _arrow(ax, (column - 0.64, row), (column - 0.36, row), linestyle=":" if after_gap else "-")
        elif after_gap:
            ax.text(column - 0.5, row, "…", ha="center", va="center", color=MUTED, fontsize=13)
    for row in (1, 2) if t == 1 else ():
        ax.text(-0.7, row, "0", ha="right", va="center", color=MUTED)


def _empty_page(ax, width, height):
    fig, ax = axes_for(ax, width, height)
    ax.axis("off")
    return fig, ax


def _box(ax, x, y, text, colour, width, height=0.8):
    """A rounded box with white or black text, its centre at (x, y)."""
    corner = (x - width / 2, y - height / 2)
    style = "round,pad=0,rounding_size=0.08"
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, facecolor=colour, edgecolor=PAPER))
    ax.text(x, y, text, ha="center", va="center", color=ink_on(colour), fontsize=8.5, linespacing=1.5)


def _arrow(ax, start, end, linestyle="-"):
    look = {"color": MUTED, "linewidth": 1.3, "linestyle": linestyle}
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **look})


def _agreement_words(name, differences):
    same, largest = int((differences < AGREE).sum()), short(differences.max())
    return (
        f"{name}: {same} of {counted(differences.size, 'state')} agree, "
        f"the largest mean difference is {largest}."
    )
