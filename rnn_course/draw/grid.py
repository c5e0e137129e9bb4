"""Figures of stacked layers: the T × L grid of states, and which words can act on which output."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from rnn_course.draw.alt_text import counted, listed, say, short
from rnn_course.draw.style import BLUE, GREEN, INK, LIGHT, MUTED, ORANGE, PAPER, axes_for, ink_in, ink_on

# Colour and words of a cell, by (is it in out, is it in h_n).
ROLES = {
    (False, False): (LIGHT, ""),
    (True, False): (BLUE, "out"),
    (False, True): (ORANGE, "h_n"),
    (True, True): (GREEN, "out\nh_n"),
}
WIDTH, HEIGHT = 0.66, 0.56  # of a cell, where two columns are 1 apart
ROUNDED = "round,pad=0,rounding_size=0.08"
FRAME = 0.09  # distance from a cell to the frame round a layer's two directions
ARROW = {"arrowstyle": "-|>", "color": MUTED, "lw": 1.0, "mutation_scale": 7, "shrinkA": 0, "shrinkB": 0}


def state_grid(in_out, in_h_n, title="Which states are handed out", selected=None, ax=None):
    """Draw every state of a stacked network as a cell: time to the right, layers upwards.

    Shapes: in_out and in_h_n (L, D, T), True where that state can be read from ``out`` and from ``h_n``.
    With D = 2 a frame holds the forward state and, above it, the backward state of one layer at one step;
    an arrow from frame to frame carries both. ``selected``, a (layer, d, t), gets
    a thick frame. Returns (fig, ax); each cell is a patch with the gid "cell-layer,d,t".

    Raises ValueError if the two are not arrays of one shape (L, D, T), or if D is not 1 or 2.
    """
    in_out, in_h_n = _checked_masks(in_out, in_h_n)
    L, D, T = in_out.shape
    fig, ax = axes_for(ax, 6.4, 1.3 + 0.56 * (_height(L - 1, D - 1, D) + 1))
    for layer, d, t in np.ndindex(L, D, T):
        role = (bool(in_out[layer, d, t]), bool(in_h_n[layer, d, t]))
        _draw_cell(ax, t, _height(layer, d, D), role, (layer, d, t) == selected, f"cell-{layer},{d},{t}")
    for layer in range(L):
        _draw_arrows_up(ax, layer, D, T)
        for d in range(D):
            _draw_arrows_along(ax, layer, d, D, T)
    _label_axes(ax, L, D, T)
    ax.set_title(title)
    say(fig, _grid_words(in_out, in_h_n))
    say(
        fig,
        *[]
        if selected is None
        else [f"Selected: layer {selected[0]}, direction {selected[1]}, step {selected[2]}."],
    )
    return fig, ax


def dependency_map(influence, words, axes=None):
    """Show how strongly each word acts on each output, one map for each network.

    ``influence`` maps a network's name to an array (T, T): row t, column k holds the size of d out_t / d x_k.
    ``words`` names the T positions. A number that is exactly zero is written as "0", the others as 0.12.
    Returns (fig, axes), with one Axes for each network.

    Raises ValueError if there is no map, or if one is not of shape (T, T) or holds a negative number or NaN.
    """
    maps = {name: _checked_map(name, values, len(words)) for name, values in influence.items()}
    if not maps:
        raise ValueError("influence: expected at least one map, got none")
    fig, axes = axes_for(axes, 6.4, 3.6, ncols=len(maps), squeeze=False, sharey=True)
    axes = np.ravel(axes)
    largest = max(values.max() for values in maps.values()) or 1.0
    for ax, (name, values) in zip(axes, maps.items(), strict=True):
        _draw_map(ax, values, words, largest)
        ax.set_title(name)
    axes[0].set_ylabel("output at …")
    say(fig, f"How strongly each of the words {listed(words)} acts on each output.")
    say(fig, *[_map_words(name, values) for name, values in maps.items()])
    return fig, axes


def _checked_masks(in_out, in_h_n):
    in_out, in_h_n = np.asarray(in_out, dtype=bool), np.asarray(in_h_n, dtype=bool)
    if in_out.ndim != 3 or in_out.shape != in_h_n.shape:
        raise ValueError(
            f"in_out and in_h_n: expected one shape (L, D, T) for both, got {in_out.shape} and {in_h_n.shape}"
        )
    if in_out.shape[1] not in (1, 2) or 0 in in_out.shape:
        raise ValueError(f"in_out: expected D = 1 or 2, and L and T at least 1, got shape {in_out.shape}")
    return in_out, in_h_n


def _checked_map(name, values, T):
    values = np.asarray(values, dtype=float)
    if values.shape != (T, T):
        raise ValueError(f"influence[{name!r}]: expected shape (T, T) = {(T, T)}, got {values.shape}")
    if not (values >= 0).all():
        raise ValueError(f"influence[{name!r}]: expected sizes (not negative, not NaN), got {values.min()}")
    return values


def _height(layer, d, D):
    """Height at which the cells of one direction of one layer are drawn."""
    return layer if D == 1 else 1.95 * layer + 0.66 * d


def _draw_cell(ax, x, y, role, selected, gid):
    colour, words = ROLES[role]
    corner = (x - WIDTH / 2, y - HEIGHT / 2)
    edge = INK if selected else PAPER if words else MUTED
    width = 2.4 if selected else 0.7
    box = FancyBboxPatch(corner, WIDTH, HEIGHT, boxstyle=ROUNDED, fc=colour, ec=edge, lw=width)
    box.set_gid(gid)
    ax.add_patch(box)
    style = {"color": ink_on(colour), "fontsize": 8, "fontweight": "bold", "linespacing": 0.9}
    ax.text(x, y, words, ha="center", va="center", **style)


def _draw_arrows_up(ax, layer, D, T):
    """From what stands below (inputs or a layer) into every step of one layer; with D = 2 also the frames."""
    margin = FRAME if D == 2 else 0
    bottom = _height(layer, 0, D) - HEIGHT / 2 - margin
    start = bottom - 0.42 if layer == 0 else _height(layer - 1, D - 1, D) + HEIGHT / 2 + margin
    size = (WIDTH + 2 * margin, _height(0, D - 1, D) + HEIGHT + 2 * margin)
    for t in range(T):
        ax.annotate("", (t, bottom), (t, start), arrowprops=ARROW)
        if D == 2:
            corner = (t - size[0] / 2, bottom)
            ax.add_patch(FancyBboxPatch(corner, *size, boxstyle=ROUNDED, fc="none", ec=MUTED, lw=0.7))


def _draw_arrows_along(ax, layer, d, D, T):
    """From h_0 along one direction of one layer: to the right, or to the left for the backward one."""
    y, step = _height(layer, d, D), (1, -1)[d]
    first = 0 if d == 0 else T - 1
    for t in range(first - step, first + step * (T - 1), step):
        start = t + step * (0.5 if t == first - step else WIDTH / 2)
        ax.annotate("", (t + step * (1 - WIDTH / 2), y), (start, y), arrowprops=ARROW)
    side = "right" if d == 0 else "left"
    ax.text(first - 0.55 * step, y, f"h_0[{layer * D + d}]", ha=side, va="center", fontsize=8, color=MUTED)


def _label_axes(ax, L, D, T):
    """Names of the layers on the left, inputs under the grid, and limits that keep all of it in sight."""
    rows = [(layer, d) for layer in range(L) for d in range(D)]
    names = [f"l{layer}" + ("_reverse" if d else "") for layer, d in rows]
    ax.set_yticks([_height(layer, d, D) for layer, d in rows], names)
    ax.set_xticks(range(T), [f"x[{t}]" for t in range(T)])
    ax.tick_params(length=0, colors=INK)
    ax.spines[["left", "bottom"]].set_visible(False)
    right = T - 0.4 if D == 1 else T + 0.35
    ax.set(xlim=(-1.35, right), ylim=(-0.74 - FRAME, _height(L - 1, D - 1, D) + 0.45))


def _draw_map(ax, values, words, largest):
    image = ax.imshow(values, cmap="Purples", vmin=0, vmax=largest)
    for t, k in np.ndindex(*values.shape):
        text = "0" if values[t, k] == 0 else f"{values[t, k]:.2f}"
        ink = ink_in(image, values[t, k])
        ax.text(k, t, text, ha="center", va="center", fontsize=8, color=ink)
    ax.set_xticks(range(len(words)), words, rotation=30, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(words)), words)
    ax.set_xlabel("word that is nudged")
    ax.tick_params(length=0, colors=INK)


def _grid_words(in_out, in_h_n):
    L, D, T = in_out.shape
    roles = {"only in out": in_out & ~in_h_n, "only in h_n": in_h_n & ~in_out, "in both": in_out & in_h_n}
    found = listed(f"{int(role.sum())} {name}" for name, role in roles.items())
    both = " in two directions" if D == 2 else ""
    return f"Grid of {counted(L, 'layer')} and {counted(T, 'step')}{both}, {in_out.size} states: {found}."


def _map_words(name, values):
    past, future = np.tril(values, -1), np.triu(values, 1)
    ways = [
        f"{'some' if part.any() else 'no'} {side} words act"
        for side, part in (("earlier", past), ("later", future))
    ]
    return f"{name}: {listed(ways)}, largest effect {short(values.max())}."
