"""Several runs of the same training: their learning curves, where they end, and what a loss is made of."""

import numpy as np

from rnn_course.draw.alt_text import counted, listed, say, short, span
from rnn_course.draw.style import BLUE, CYCLE, INK, MUTED, ORANGE, axes_for

DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P")


def learning_curves(curves, baselines=None, ylabel="share of right words", ax=None):
    """Draw how runs learn, one colour for each group: every seed thin, their mean thick.

    ``curves`` maps a label to an array (seeds, epochs); ``baselines`` maps a label to a number, drawn as a
    dotted line. Returns (fig, ax). Raises ValueError if a group is no table of numbers.
    """
    fig, ax = axes_for(ax, 7.2, 3.6)
    baselines = {} if baselines is None else baselines
    for number, (label, values) in enumerate(curves.items()):
        values = _table(f"curves[{label!r}]", values)
        epochs = np.arange(1, values.shape[1] + 1)
        look = {"color": CYCLE[number % len(CYCLE)], "linestyle": DASHES[number % len(DASHES)]}
        ax.plot(epochs, values.T, linewidth=0.7, alpha=0.45, **look)
        ax.plot(epochs, values.mean(axis=0), linewidth=2.4, label=label, **look)
    for label, height in baselines.items():
        ax.axhline(height, color=MUTED, linewidth=1.2, linestyle=":")
        ax.annotate(label, (1, height), (2, 2), textcoords="offset points", fontsize=8, color=INK)
    ax.set(xlabel="epoch", ylabel=ylabel, ylim=(0, None))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    say(fig, f"Learning curves: {ylabel} after each epoch.")
    say(fig, *[_curve_words(label, np.asarray(values, dtype=float)) for label, values in curves.items()])
    say(fig, *[f"A dotted line marks {label}, {short(height)}." for label, height in baselines.items()])
    return fig, ax


def ends_of_runs(groups, baselines=None, xlabel="share of right words", ax=None):
    """Draw where runs end: a row for each group, a dot for each seed, and a short line at their mean.

    ``groups`` maps a label to numbers (seeds,); ``baselines`` maps a label to a number, drawn as a
    dotted line. Returns (fig, ax).
    """
    fig, ax = axes_for(ax, 7.2, 0.9 + 0.42 * len(groups))
    baselines = {} if baselines is None else baselines
    for row, values in enumerate(groups.values()):
        values, colour = np.asarray(values, dtype=float), CYCLE[row % len(CYCLE)]
        style = {"color": colour, "markersize": 6, "alpha": 0.6, "linestyle": ""}
        ax.plot(values, np.full(len(values), row), marker=MARKERS[row % len(MARKERS)], **style)
        ax.plot([values.mean()] * 2, [row - 0.3, row + 0.3], color=colour, linewidth=2.4)
    for label, place in baselines.items():
        ax.axvline(place, color=MUTED, linewidth=1.2, linestyle=":")
        ax.annotate(
            label, (place, len(groups) - 0.5), (3, 0), textcoords="offset points", fontsize=8, color=INK
        )
    ax.set_yticks(range(len(groups)), groups)
    ax.set(xlabel=xlabel, ylim=(len(groups) - 0.2, -0.6))
    say(fig, f"{xlabel.capitalize()} at the end, one dot for each seed.")
    say(
        fig, *[f"{label}: {span(values)}, mean {short(np.mean(values))}." for label, values in groups.items()]
    )
    say(fig, *[f"A dotted line marks {label}, {short(place)}." for label, place in baselines.items()])
    return fig, ax


def word_bars(values, marked=(), ylabel="nats", ax=None):
    """Draw one bar for each word; ``values`` maps a word to a number, and the words in ``marked`` stand out.

    Returns (fig, ax). Raises ValueError if there is no word.
    """
    if not values:
        raise ValueError("values: expected at least one word, got none")
    fig, ax = axes_for(ax, 7.2, 3.0)
    colours = [ORANGE if word in marked else BLUE for word in values]
    bars = ax.bar(list(values), list(values.values()), color=colours)
    for word, bar in zip(values, bars, strict=True):
        bar.set_hatch("//" if word in marked else "")
        bar.set_edgecolor("white")
    ax.tick_params(axis="x", rotation=90)
    ax.set(ylabel=ylabel)
    ranked = sorted(values, key=values.get, reverse=True)
    say(fig, f"Bars for {counted(len(values), 'word')}: {ylabel}, {span(values.values())}.")
    say(
        fig, f"The largest are those of {listed([f'{word} ({short(values[word])})' for word in ranked[:3]])}."
    )
    return fig, ax


def _table(name, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"{name}: expected a table (seeds, epochs), got shape {values.shape}")
    return values


def _curve_words(label, values):
    return (
        f"{label}, {counted(len(values), 'seed')}: after one epoch {span(values[:, 0])}, "
        f"at the end {span(values[:, -1])}, mean {short(values[:, -1].mean())}."
    )
