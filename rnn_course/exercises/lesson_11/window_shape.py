"""Which shape has the input?"""

from rnn_course.nearmiss import value

window_shape = value(
    id="11.window_shape",
    title="Which shape has the input?",
    right=(3, 218, 2),
    why=(
        "Three years are T = 3 steps. Each step holds two numbers, so I = 2. And the target is the year "
        "after a window, so 221 years give 221 − 3 = 218 windows."
    ),
    hints=[
        "Three axes: steps, windows, features. Which of your numbers grows when one more thing is measured "
        "each year?",
        "A window of three years needs a fourth year as its target. How many years can begin a window?",
        "(T, B, I): three steps, 221 − 3 windows, two features.",
    ],
    wrong={
        (218, 3, 2): (
            "batch-first",
            "Your batch comes first. Time comes first here, as in all lessons: a layer would read 218 steps "
            "of 3 sequences, and no error would tell you.",
        ),
        (1, 218, 6): (
            "one-step-of-six",
            "You laid all six numbers into one step. The network then takes a single step and its memory is "
            "never used: years belong on the axis of time.",
        ),
        (3, 218, 6): (
            "both",
            "Three steps, and in each of them all six numbers: every number would be there three times. A "
            "step holds what was measured in *its* year.",
        ),
        (3, 221, 2): (
            "as-many-as-years",
            "Your batch has as many windows as there are years. The last window needs a target after it, "
            "and the first target has three years before it.",
        ),
        (3, 219, 2): (
            "no-target",
            "219 windows of three years fit into 221 years; but the last of them has no year after it, and "
            "so no target.",
        ),
        (3, 220, 2): (
            "one-lost",
            "220 is the number of pairs for a window of one year. Here the first three years have no "
            "complete window before them.",
        ),
        (3, 217, 2): ("one-too-few", "You lost one window: the very last year can be a target as well."),
        (3, 73, 2): (
            "disjoint",
            "Your windows do not overlap. Here each year from the fourth on is a target, so the next window "
            "begins one year later.",
        ),
        (2, 218, 3): (
            "axes-swapped",
            "You have two steps of three features. There are three years, and two numbers a year.",
        ),
        (3, 218, 1): (
            "one-feature",
            "Your steps hold one number. Each year has two: the spots, and the rain.",
        ),
    },
)
