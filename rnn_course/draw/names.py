"""Names read letter by letter: what is believed of their language, what comes next, what is confused."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex

from rnn_course.draw.alt_text import counted, listed, say, short
from rnn_course.draw.style import BLUE, INK, MUTED, PAPER, axes_for, ink_on

SHADES = LinearSegmentedColormap.from_list("share", [PAPER, BLUE])


def confusion_table(counts, labels, ax=None):
    """Draw which class is taken for which: a row for each true class, shares of the row in per cent.

    ``counts`` (K, K) whole numbers, rows the truth, columns what was said. Returns (fig, ax).
    Raises ValueError if the table does not fit the labels, or a class does not occur.
    """
    counts = np.asarray(counts, dtype=float)
    if counts.shape != (len(labels), len(labels)) or not counts.sum(axis=1).all():
        raise ValueError(
            f"counts: expected ({len(labels)}, {len(labels)}) and no empty row, got shape {counts.shape}"
        )
    fig, ax = axes_for(ax, 6.2, 4.4)
    shares = counts / counts.sum(axis=1, keepdims=True)
    _cells(ax, shares, labels, labels)
    ax.set(xlabel="said", ylabel="true")
    ax.tick_params(axis="x", rotation=45)
    say(
        fig,
        f"Table of {len(labels)} classes: the share of each true class, in per cent, by what was said.",
    )
    for row, label in enumerate(labels):
        other = max((column for column in range(len(labels)) if column != row), key=lambda c: shares[row, c])
        say(
            fig,
            f"{label}: {_percent(shares[row, row])} recognised, most often taken for {labels[other]} "
            f"({_percent(shares[row, other])}).",
        )
    return fig, ax


def belief_by_letter(beliefs, letters, languages, ax=None):
    """Draw what is believed after each letter: a column for each letter, a row a language, in per cent.

    ``beliefs`` (T, K), rows that add up to 1; ``letters`` (T,) texts, ``languages`` (K,). Returns (fig, ax).
    Raises ValueError if the table does not fit them.
    """
    beliefs = np.asarray(beliefs, dtype=float)
    if beliefs.shape != (len(letters), len(languages)):
        raise ValueError(f"beliefs: expected ({len(letters)}, {len(languages)}), got shape {beliefs.shape}")
    fig, ax = axes_for(ax, 1.6 + 0.52 * max(len(letters), 4), 3.2)
    _cells(ax, beliefs.T, languages, letters)
    ax.xaxis.tick_top()
    say(fig, f"What is believed after each of {counted(len(letters), 'letter')}: {listed(letters)}.")
    say(fig, *[_belief_words(letters, at, row, languages) for at, row in enumerate(beliefs)])
    return fig, ax


def next_letters(odds, letters, title="", ax=None):
    """Draw how probable each next letter is, the likeliest first, as bars.

    ``odds`` and ``letters`` have the same length, at least one. Returns
    (fig, ax). Raises ValueError otherwise.
    """
    odds = np.asarray(odds, dtype=float)
    if odds.shape != (len(letters),) or not len(letters):
        raise ValueError(
            f"odds: expected {len(letters)} numbers, one for each letter, got shape {odds.shape}"
        )
    fig, ax = axes_for(ax, 6.4, 2.4)
    order = np.argsort(-odds, kind="stable")
    ax.bar([letters[k] for k in order], odds[order], color=BLUE)
    ax.set(ylabel="probability", title=title, ylim=(0, None))
    say(
        fig,
        f"{title}: "
        f"the likeliest next letters are {listed([f'{letters[k]} ({short(odds[k])})' for k in order[:3]])}.",
    )
    return fig, ax


def _cells(ax, shares, rows, columns):
    """Shares from 0 to 1 as shaded cells with their per cents, row and column named."""
    ax.imshow(shares, cmap=SHADES, vmin=0, vmax=1, aspect="auto")
    for (row, column), share in np.ndenumerate(shares):
        if share >= 0.005:
            ink = ink_on(to_hex(SHADES(share)))
            ax.text(column, row, f"{100 * share:.0f}", ha="center", va="center", fontsize=8, color=ink)
    ax.set_xticks(range(len(columns)), columns, color=INK)
    ax.set_yticks(range(len(rows)), rows, color=INK)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_color(MUTED)


def _percent(share):
    return f"{100 * share:.0f} per cent"


def _belief_words(letters, at, row, languages):
    best = int(np.argmax(row))
    return f"After {''.join(letters[: at + 1])}: {languages[best]}, {_percent(row[best])}."
