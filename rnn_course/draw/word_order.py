"""The score of every order of the same words, one dot per order."""

import numpy as np

from rnn_course.draw.alt_text import counted, say, span
from rnn_course.draw.style import BLUE, MUTED, ORANGE, axes_for


def word_order_scores(scores, ax=None):
    """Draw one row of dots per model: ``scores`` maps a model's name to its scores (N,), one per word order.

    Returns (fig, ax). Dots of one row are spread up and down, in the order given, so that equal scores stay
    countable. Raises ValueError if a model has no scores.
    """
    fig, ax = axes_for(ax, 6.4, 1.0 + 0.9 * len(scores))
    for row, (name, values) in enumerate(scores.items()):
        values = np.asarray(values, dtype=float)
        if values.size == 0:
            raise ValueError(f"scores: expected at least one score for {name!r}, got none")
        heights = row + np.linspace(-0.3, 0.3, len(values))
        ax.scatter(values, heights, s=10, color=(ORANGE, BLUE)[row % 2], alpha=0.75, linewidths=0)
    ax.set_yticks(range(len(scores)), [f"{name}\n({len(values)} orders)" for name, values in scores.items()])
    ax.axvline(0, color=MUTED, linewidth=1, linestyle=":")
    ax.set(xlabel="score of the review (below 0: negative)", ylim=(-0.6, len(scores) - 0.4))
    ax.set_title("The same five words in every order")
    say(fig, "Scores of one review, one dot for each order of its words, a row for each model.")
    say(fig, *[_score_words(name, values) for name, values in scores.items()])
    return fig, ax


def two_scores(words, scores, ax=None):
    """Draw the score of one sentence: ``words`` as they are read, and ``scores`` on one scale.

    ``scores`` maps a model's name to a number. Returns (fig, ax). Raises ValueError without words.
    """
    if not words:
        raise ValueError("words: expected at least one word, got none")
    fig, ax = axes_for(ax, 6.4, 0.8 + 0.5 * len(scores))
    for row, score in enumerate(reversed(scores.values())):
        ax.scatter([score], [row], s=70, color=(BLUE, ORANGE)[row % 2], zorder=3)
        ax.annotate(f"{score:.2f}", (score, row), (0, 9), textcoords="offset points", ha="center", fontsize=8)
        ax.axhline(row, color=MUTED, linewidth=0.6)
    far = max(1.0, *map(abs, scores.values())) * 1.2
    ax.set_yticks(range(len(scores)), reversed(scores), fontsize=8)
    ax.axvline(0, color=MUTED, linewidth=1, linestyle=":")
    ax.set(xlim=(-far, far), ylim=(-0.6, len(scores) - 0.2), xlabel="score (below 0: negative)")
    ax.set_title("  ·  ".join(words), fontsize=9)
    told = [f"{name}: {score:.2f}." for name, score in scores.items()]
    say(fig, f"Scores of the words {' '.join(words)}.", *told)
    return fig, ax


def _score_words(name, values):
    different = len(np.unique(np.round(np.asarray(values, dtype=float), 9)))
    return (
        f"{' '.join(name.split())}: {counted(len(values), 'order')}, "
        f"{different} different, scores {span(values)}."
    )
