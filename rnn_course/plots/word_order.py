"""The score of every order of the same words, one dot per order."""

import numpy as np

from rnn_course.plots.style import BLUE, MUTED, ORANGE, new_figure


def word_order_scores(scores):
    """Draw one row of dots per model: ``scores`` maps a model's name to its scores (N,), one per word order.

    Returns (fig, ax). Dots of one row are spread up and down, in the order given, so that equal scores stay countable.
    Raises ValueError if a model has no scores.
    """
    fig, ax = new_figure(6.4, 1.0 + 0.9 * len(scores))
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
    return fig, ax
