"""Memory without tanh."""

from rnn_course.nearmiss import choice

linear_memory = choice(
    id="02.linear_memory",
    title="Memory without tanh",
    options={
        "a": "[2. 2. 2. 2. 2. 2.]: without tanh, h_5 is a sum of words times matrices: it doubles too.",
        "b": "Numbers below 2: the state cannot grow beyond 1, so it grows less than its input.",
        "c": "[32. 32. 32. 32. 32. 32.]: each of the five steps doubles what it gets, and 2⁵ = 32.",
        "d": "Six different numbers: W_hh mixes the units, so each of them grows by another factor.",
        "e": "[1. 1. 1. 1. 1. 1.]: the weights decide what is remembered, and they have not changed.",
    },
    right="a",
    why="Every word reaches h_5 through fixed matrices, and the five parts are added: a linear function, "
    "and those double with their input.",
    hints=(
        "Write h_1 and h_2 as formulas, without tanh, without b, and with h_0 = 0. Where do x_1 and x_2 "
        "stand?",
        "h_2 = x_2 W_xhᵀ + x_1 W_xhᵀ W_hhᵀ. Now replace x_1 and x_2 by twice as much.",
        "A factor that is common to all terms of a sum can be taken out of it, however many matrices stand "
        "behind it.",
    ),
    wrong={
        "b": (
            "squashed",
            "Being kept between -1 and 1 is what tanh does, and there is no tanh in this loop. Without it, "
            "what limits the state?",
        ),
        "c": (
            "doubled-at-each-step",
            "The input is doubled, not the weights: x_1 is doubled once and then passes through the same "
            "matrices as before. Follow x_1 alone from step to step, and count how often a factor 2 comes "
            "in.",
        ),
        "d": (
            "mixing-changes-factors",
            "W_hh does mix the units, but it mixes numbers that are all twice as large. What does a "
            "weighted sum do when each of its numbers doubles?",
        ),
        "e": (
            "weights-decide-alone",
            "The weights are the same, but the state is not made of weights alone: each term of it has a "
            "word as a factor. If nothing changed, the network could not see its input at all.",
        ),
    },
)
