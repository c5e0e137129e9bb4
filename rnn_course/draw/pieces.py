"""The pieces of a sequence token by token, and the cells of which other batches are made too."""

import numpy as np
from matplotlib.patches import Rectangle

from rnn_course.draw.alt_text import counted
from rnn_course.draw.style import CYCLE, INK, PAPER, RED, ink_on, pale

GAP = 0.9  # between two pieces, where a token is 1 wide
TEXT = {"ha": "center", "va": "center"}


def checked_pieces(title, pieces, N):
    """The pieces as one array (K, T, B)."""
    shapes = sorted({np.shape(piece) for piece in pieces})
    if len(shapes) != 1 or len(shapes[0]) != 2:
        raise ValueError(f"layouts[{title!r}]: expected pieces of one shape (T, B), got {shapes}")
    pieces = np.array(pieces)
    if pieces.min() < 0 or pieces.max() >= N:
        raise ValueError(
            f"layouts[{title!r}]: expected positions from 0 to N - 1 = {N - 1}, "
            f"got {pieces.min()} to {pieces.max()}"
        )
    return pieces


def draw_pieces(ax, pieces, N, names, held):
    """Pieces (K, T, B) side by side, each token in the colour of its part of the sequence.

    ``names``: a text for each token; tokens that are not ``held`` (None: all are) are pale. Between two
    pieces an arrow says that a row goes on, a cross that it jumps.
    """
    K, T, B = pieces.shape
    part = max(N // B, 1)
    for k, t, b in np.ndindex(K, T, B):
        token, x = pieces[k, t, b], k * (T + GAP) + t
        colour = CYCLE[min(token // part, B - 1) % len(CYCLE)]
        if held is not None and token not in held:
            colour = pale(colour)
        ax.add_patch(box(x, b, fc=colour, ec=PAPER, lw=1, gid=f"token-{k},{t},{b}"))
        ax.text(
            x, b, names[token].replace(" ", "␣"), color=ink_on(colour), fontsize=9, parse_math=False, **TEXT
        )
    for k, b in np.ndindex(K - 1, B):
        goes_on = pieces[k + 1, 0, b] == pieces[k, -1, b] + 1
        x = k * (T + GAP) + T - 0.5 + GAP / 2
        mark, colour = ("→", INK) if goes_on else ("×", RED)
        ax.text(x, b, mark, color=colour, fontsize=12, fontweight="bold", **TEXT)
    ax.set_yticks(range(B), [f"b = {b}" for b in range(B)])
    ax.set_xticks([k * (T + GAP) + (T - 1) / 2 for k in range(K)], [f"piece {k}" for k in range(K)])
    clean(ax, (-0.6, K * (T + GAP) - GAP - 0.4), (B - 0.45, -0.55))


def mark_tokens(ax, pieces, reached, chosen):
    """A bar below the tokens in ``reached``, a thick frame round the chosen one."""
    _, T, _ = pieces.shape
    for (k, t, b), token in np.ndenumerate(pieces):
        x = k * (T + GAP) + t
        if token in reached:
            ax.add_patch(Rectangle((x - 0.45, b + 0.3), 0.9, 0.12, fc=INK, ec="none", gid=f"reached-{token}"))
        if token == chosen:
            ax.add_patch(box(x, b, fc="none", ec=INK, lw=2.2, gid="chosen", zorder=3))


def pieces_words(title, pieces):
    """How many pieces there are, and how many of their rows go on where they stopped, in words."""
    K, T, B = pieces.shape
    goes_on = int((pieces[1:, 0] == pieces[:-1, -1] + 1).sum())
    rows = counted(B, "row")
    cut = f"{counted(K, 'piece')} of {rows} and {counted(T, 'step')}"
    return f"{title}: {cut}; {goes_on} of {(K - 1) * B} rows go on where they stopped."


def box(x, y, gid, **look):
    """The cell of a token whose middle is (x, y)."""
    patch = Rectangle((x - 0.5, y - 0.43), 1, 0.86, **look)
    patch.set_gid(gid)
    return patch


def clean(ax, xlim, ylim):
    """Axes without ticks and frame, from ``xlim`` and ``ylim``."""
    ax.tick_params(length=0, colors=INK)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set(xlim=xlim, ylim=ylim)
