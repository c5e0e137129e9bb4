"""Weights as blocks drawn to scale: one for each position beside one for all of them."""

from rnn_course.core import per_position_parameter_count, shared_parameter_count
from rnn_course.draw.alt_text import say
from rnn_course.draw.page import arrow, block, page, subscript, write
from rnn_course.draw.style import BLUE, MUTED, ORANGE

TOP, HEIGHT, LARGEST = 62, 230, 138  # LARGEST: length of the longer side of a block


def weight_blocks(words, I, H, ax=None):
    """Draw both models that read ``words`` (T of them): a block of I × H numbers a position, and one for all.

    The scale is the same in both, and such that blocks are seen and stay apart. Returns (fig, ax).
    Raises ValueError without words.
    """
    if not words:
        raise ValueError("words: expected at least one word, got none")
    T, middle = len(words), TOP + HEIGHT / 2
    fig, ax = page(ax, 640, TOP + HEIGHT + 14)
    scale = min(LARGEST / I, 0.8 * HEIGHT / T / H)
    _titles(ax, T, I, H)
    for t, word in enumerate(words, start=1):
        y = TOP + HEIGHT * (t - 0.5) / T
        write(ax, 80, y, word, ha="right")
        arrow(ax, (88, y), (124, y), width=0.8)
        _weights(ax, 130, y, I * scale, H * scale, ORANGE, f"W{subscript(t)}")
        write(ax, 404, y, word, ha="right")
        arrow(ax, (412, y), (474, middle), width=0.8)
    _weights(ax, 480, middle, I * scale, H * scale, BLUE, "W")
    say(
        fig,
        f"Blocks of {I} × {H} numbers, to scale: "
        f"{T} of them for one W for each position, one for a W that all share.",
    )
    return fig, ax


def _titles(ax, T, I, H):
    one = f"{I}·{H} + {H}"
    both = per_position_parameter_count(T, I, H), shared_parameter_count(I, H)
    write(ax, 16, 20, "One W for each position", fontsize=10, weight="bold")
    write(ax, 16, TOP - 20, f"T·(I·H + H) = {T}·({one}) = {both[0]:,}")
    write(ax, 340, 20, "One W for all positions", fontsize=10, weight="bold")
    write(ax, 340, TOP - 20, f"I·H + H = {one} = {both[1]:,}")


def _weights(ax, x, y, width, height, colour, name):
    """W as a block whose area counts its numbers, and b as a strip beside it, both centred on y."""
    width, height = max(width, 2), max(height, 2)
    block(ax, x, y - height / 2, width, height, fc=colour, lw=0)
    block(ax, x + width + 2, y - height / 2, 3, height, fc=colour, lw=0)
    write(ax, x + width + 12, y, name, fontsize=8, color=MUTED)
