"""How many numbers a model learns, drawn against the length of the sentence it can read."""

from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from rnn_course.core import per_position_parameter_count, shared_parameter_count
from rnn_course.draw.alt_text import say
from rnn_course.draw.style import BLUE, ORANGE, axes_for


def parameter_counts(lengths, I, H, ax=None):
    """Draw both counts for each T in ``lengths`` (at least two whole numbers), for I inputs and H units.

    Returns (fig, ax): a rising line for one matrix per position, a flat one for a shared matrix.
    Raises ValueError if there are fewer than two lengths.
    """
    lengths = list(lengths)
    if len(lengths) < 2:
        raise ValueError(f"lengths: expected at least two sentence lengths to draw a line, got {lengths}")
    fig, ax = axes_for(ax, 6.4, 3.2)
    lines = (
        (
            "one matrix per position",
            [per_position_parameter_count(T, I, H) for T in lengths],
            ORANGE,
            "o",
            "top",
        ),
        ("one shared matrix", [shared_parameter_count(I, H) for _ in lengths], BLUE, "s", "bottom"),
    )
    for label, counts, colour, marker, align in lines:
        ax.plot(lengths, counts, color=colour, marker=marker, markersize=4, label=label)
        name = f"{label}\n{counts[-1]:,} numbers"
        ax.annotate(
            name, (lengths[-1], counts[-1]), (8, 0), textcoords="offset points", va=align, color=colour
        )
    ax.set(xlabel="words in the sentence, T", ylabel="numbers to learn", ylim=(0, None))
    ax.set_title(f"Numbers to learn for I = {I} inputs and H = {H} units")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    say(fig, f"Numbers to learn against the words in the sentence, T = {lengths[0]} to {lengths[-1]}.")
    say(fig, *[f"{label}: from {counts[0]:,} to {counts[-1]:,}." for label, counts, *_ in lines])
    return fig, ax
