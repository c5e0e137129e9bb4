"""Figures of memory that goes on from piece to piece, of how far a gradient reaches, and of padding."""

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.patches import Rectangle

from rnn_course.draw.alt_text import counted, listed, say, span
from rnn_course.draw.pieces import TEXT, box, checked_pieces, clean, draw_pieces, mark_tokens, pieces_words
from rnn_course.draw.style import (
    BLUE,
    GREEN,
    INK,
    LIGHT,
    MUTED,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    axes_for,
    ink_on,
    pale,
)


def streams_over_batches(layouts, N, text=None, held=None, reached=(), chosen=None, axes=None):
    """Show which tokens meet in which piece: a row for each column b, the pieces from left to right.

    ``layouts`` maps a title to a list of pieces (T, B) of token positions 0 … N − 1; the colour of a token
    says to which of B equal parts of the sequence it belongs. Between two pieces stands "→" where row b goes
    on with the very next token, and "×" where it jumps. With ``text``, tokens show its characters instead of
    their positions; tokens that are not in ``held`` (positions; None: all) are pale, those in ``reached``
    have a bar below them, ``chosen`` has a frame. Returns (fig, axes), one Axes for each layout; each token
    is a patch with the gid "token-piece,t,b".

    Raises ValueError if there is no layout, if pieces differ in shape, or if a
    position is not in the sequence.
    """
    layouts = {title: checked_pieces(title, pieces, N) for title, pieces in layouts.items()}
    if not layouts:
        raise ValueError("layouts: expected at least one list of pieces, got none")
    rows = max(pieces.shape[2] for pieces in layouts.values())
    height = len(layouts) * (0.75 + 0.31 * rows)
    fig, axes = axes_for(axes, 7.2, height, nrows=len(layouts), squeeze=False)
    axes, names = np.ravel(axes), [str(token) for token in range(N)] if text is None else text
    for ax, (title, pieces) in zip(axes, layouts.items(), strict=True):
        draw_pieces(ax, pieces, N, names, held)
        mark_tokens(ax, pieces, reached, chosen)
        ax.set_title(title, fontsize=10, loc="left")
    say(fig, f"How a sequence of {N} tokens is cut into pieces that are read one after the other.")
    say(fig, *[pieces_words(title, pieces) for title, pieces in layouts.items()])
    if held is not None:
        say(fig, f"The state holds {counted(len(held), 'token')}, the gradient reaches {len(reached)}.")
    return fig, axes


def reach(rows, cuts=(), ax=None):
    """Show how strongly each input acts on something at the last step: a row of cells for each way to read.

    ``rows`` maps a label to sizes (T,), none negative; exactly 0 is drawn white, with a "0" in it. ``cuts``
    are the steps before which a dashed line is drawn: there a new piece starts. Returns (fig, ax).

    Raises ValueError if there is no row, if rows differ in length, or if one holds a negative number or NaN.
    """
    table = np.array(_checked_rows(rows))
    _, T = table.shape
    fig, ax = axes_for(ax, 7.2, 1.1 + 0.42 * len(table))
    shown = np.ma.masked_equal(table, 0)
    low, high = (shown.min(), shown.max()) if shown.count() else (0.1, 1.0)
    image = ax.imshow(shown, cmap="Purples", norm=LogNorm(low / 5, high), aspect="auto")
    for row, step in zip(*np.nonzero(table == 0), strict=True):
        ax.text(step, row, "0", color=MUTED, **TEXT)
    for cut in cuts:
        ax.axvline(cut - 0.5, color=RED, linestyle="--", linewidth=1.5)
    ax.set_yticks(range(len(table)), list(rows))
    ax.set_xticks(range(T), [f"x[{t}]" for t in range(T)], fontsize=8)
    ax.tick_params(length=0, colors=INK)
    ax.set_yticks(np.arange(len(table) - 1) + 0.5, minor=True)
    ax.grid(which="minor", axis="y", color=PAPER, linewidth=3)
    ax.tick_params(which="minor", length=0)
    fig.colorbar(image, ax=ax, label="size", fraction=0.04, pad=0.02)
    say(fig, f"How strongly each of {counted(T, 'input')} acts on something at the last step.")
    say(fig, *[_reach_words(label, row) for label, row in zip(rows, table, strict=True)])
    return fig, ax


def padded_batch(sentences, packed=False, picked=None, ax=None):
    """Draw a padded batch: a row for each sentence, time to the right, a frame around the last real step.

    ``sentences``: B lists of words, each of at least one. The last column, which ``out[-1]`` reads,
    is marked, unless ``picked`` names the step whose state is taken for each sentence (None: zeros):
    then these are green where they are the last real step and orange where not. A ``packed`` batch
    has no padding. Returns (fig, ax); each step is a patch with the gid "step-t,b". Raises
    ValueError for a sentence without words.
    """
    lengths = [len(words) for words in sentences]
    if not lengths or min(lengths) < 1:
        raise ValueError(f"sentences: expected lists of at least one word, got lengths {lengths}")
    B, T = len(lengths), max(lengths)
    fig, ax = axes_for(ax, 7.2, 1.0 + 0.42 * B)
    for b, words in enumerate(sentences):
        for t in range(len(words) if packed else T):
            _draw_step(ax, t, b, words, None if picked is None else t == picked[b])
    for b, length in enumerate(lengths):
        ax.add_patch(box(length - 1, b, ec=GREEN, fc="none", lw=3, gid=f"last-{b}", zorder=3))
    if picked is None:
        _mark_last_column(ax, T, B)
    ax.set_yticks(range(B), [f"b = {b}, length {length}" for b, length in enumerate(lengths)])
    ax.set_xticks(range(T), [f"t = {t}" for t in range(T)])
    ax.xaxis.tick_top()
    clean(ax, (-0.6, T - 0.35), (B + 0.1, -0.65))
    say(
        fig,
        f"{'A packed' if packed else 'A padded'} batch of {counted(B, 'sentence')}, "
        f"lengths {listed(lengths)}.",
    )
    say(fig, _picked_words(lengths, picked))
    return fig, ax


def _mark_last_column(ax, T, B):
    look = {"fill": False, "ec": RED, "ls": "--", "lw": 1.5, "zorder": 4, "clip_on": False}
    ax.add_patch(Rectangle((T - 1.5, -0.6), 1, B + 0.2, **look))
    ax.text(T - 1, B - 0.3, "out[-1]", color=RED, ha="center", va="top", fontsize=9)


def _checked_rows(rows):
    values = [np.asarray(row, dtype=float) for row in rows.values()]
    if not values or len({row.shape for row in values}) != 1 or values[0].ndim != 1:
        raise ValueError(f"rows: expected rows of one shape (T,), got {[row.shape for row in values]}")
    if not all((row >= 0).all() for row in values):
        raise ValueError("rows: expected sizes (not negative, not NaN)")
    return values


def _draw_step(ax, t, b, words, taken=None):
    """Step t of sentence b; ``taken``: whether its state is the one that is taken (None: nobody asks)."""
    real, last = t < len(words), t == len(words) - 1
    colour = (PURPLE if last else BLUE) if real else LIGHT
    if taken is not None and real:
        colour = pale(BLUE)
    if taken:
        colour = GREEN if last else ORANGE
    ax.add_patch(
        box(t, b, fc=colour, ec=PAPER, lw=1, hatch=None if real or taken else "////", gid=f"step-{t},{b}")
    )
    text = words[t] if real else "padding"
    style = {"color": ink_on(colour), "fontsize": 9 if real else 7.5, "weight": "bold" if taken else "normal"}
    ax.text(t, b, text, **style, **TEXT)


def _reach_words(label, row):
    zeros = int((row == 0).sum())
    others = f", the others {span(row[row > 0])}" if zeros < len(row) else ""
    return f"{label}: exactly 0 for {zeros} of {len(row)}{others}."


def _picked_words(lengths, picked):
    if picked is None:
        return "The last real step of each is framed; out[-1] reads the last column."
    right = sum(step == length - 1 for step, length in zip(picked, lengths, strict=True))
    return f"The state that is taken is that of the last real step for {right} of {len(lengths)}."
