"""How many numbers a model learns, drawn against the length of the sentence it can read."""

from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from rnn_course.core import per_position_parameter_count, shared_parameter_count
from rnn_course.draw.alt_text import say
from rnn_course.draw.style import BLUE, ORANGE, axes_for

PER_POSITION, SHARED = "one matrix per position", "one shared matrix"


def parameter_counts(lengths, I, H, ax=None):
    """Draw both counts for each T in ``lengths`` (at least two whole numbers), for I inputs and H units.

    Returns (fig, ax): a rising line for one matrix per position, a flat one for a shared matrix.
    Raises ValueError if there are fewer than two lengths.
    """
    lengths = list(lengths)
    if len(lengths) < 2:
        raise ValueError(f"lengths: expected at least two sentence lengths to draw a line, got {lengths}")
    fig, ax = axes_for(ax, 6.4, 3.2)
    per_position = [per_position_parameter_count(T, I, H) for T in lengths]
    shared = [shared_parameter_count(I, H) for _ in lengths]
    _named_line(ax, lengths, per_position, PER_POSITION, color=ORANGE, marker="o", align="top")
    _named_line(ax, lengths, shared, SHARED, color=BLUE, marker="s", align="bottom")
    ax.set(xlabel="words in the sentence, T", ylabel="numbers to learn", ylim=(0, None))
    ax.set_title(f"Numbers to learn for I = {I} inputs and H = {H} units")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    say(fig, f"Numbers to learn against the words in the sentence, T = {lengths[0]} to {lengths[-1]}.")
    for label, counts in ((PER_POSITION, per_position), (SHARED, shared)):
        say(fig, f"{label}: from {counts[0]:,} to {counts[-1]:,}.")
    return fig, ax


def _named_line(ax, lengths, counts, label, color, marker, align):
    """A line with its name and its last count at its end."""
    ax.plot(lengths, counts, color=color, marker=marker, markersize=4, label=label)
    name, end = f"{label}\n{counts[-1]:,} numbers", (lengths[-1], counts[-1])
    ax.annotate(name, end, (8, 0), textcoords="offset points", va=align, color=color)
