"""Where does the class axis go?"""

from rnn_course.nearmiss import value

logits_shape = value(
    id="09.logits_shape",
    title="Where does the class axis go?",
    question="The targets have shape (B, T) = (64, 16), and there are V = 30 words. Which shape must the "
    "logits have for nn.functional.cross_entropy(logits, targets), if nothing is flattened?",
    right=(64, 30, 16),
    why="(B, V, T): the class axis stands second, right after the batch, and the other axes follow in the "
    "order of the targets.",
    hints=[
        "The logits have one axis more than the targets. Which one, and at which place does PyTorch look "
        "for it?",
        "The documentation writes the shape as (N, C, d₁, …): C is the number of classes.",
        "N is 64 here, C is 30, and d₁ is 16.",
    ],
    wrong={
        (64, 16, 30): (
            "classes-last",
            "That is what a linear layer gives for batch-first data, and what most people hand over. The "
            "loss would take axis 1, the 16 steps, for the classes.",
        ),
        (16, 64, 30): (
            "time-major-classes-last",
            "That is what our time-major model gives. Here the targets are batch-first, and the loss wants "
            "the class axis at another place.",
        ),
        (16, 30, 64): (
            "time-major",
            "The class axis is at its place. But the remaining axes must be those of the targets, in their "
            "order, and these are (B, T).",
        ),
        (30, 64, 16): (
            "classes-first",
            "The class axis comes early, but not first: axis 0 stays the batch.",
        ),
        (64, 16): ("one-number-each", "Each word needs a score for every class. That is one axis more."),
        (1024, 30): (
            "flattened",
            "That is the right shape when batch and time are flattened into one axis, and the targets too. "
            "Here the targets are not.",
        ),
    },
)
