"""After the second word."""

from rnn_course.nearmiss import choice

out_or_h_n = choice(
    id="04.out_or_h_n",
    title="After the second word",
    options={
        "a": "out[:, 1]",
        "b": "h_n[1]",
        "c": "out[1]",
        "d": "rnn(x[1])[0]",
        "e": "None of them: out has already combined the steps",
    },
    right="c",
    why=(
        "out keeps the top layer's state after every step, with time on axis 0; index 1 is the second step, "
        "for all three sentences."
    ),
    hints=[
        "Read the shape of each candidate. Then ask what its first axis counts.",
        "The axes of `out` are (T, B, H). Those of `h_n` are (L, B, H): it has no axis for time.",
        "The state after step t, for every sample, is one sheet of the stack in Figure 4.1. Which index "
        "picks a sheet?",
    ],
    wrong={
        "a": (
            "batch-axis",
            "`out[:, 1]` takes every step of one sentence, the second of the batch; its shape is (10, 20). "
            "Which axis of `out` counts the words?",
        ),
        "b": (
            "layer-for-step",
            "`h_n[1]` has the right shape, (3, 20), which makes it tempting. But the first axis of `h_n` "
            "counts layers: this is the second layer's state after the last word.",
        ),
        "d": (
            "batch-becomes-time",
            "`x[1]` holds the second words of three sentences, with shape (3, 100). Two axes mean one "
            "sequence without a batch, so nn.RNN reads these words as one sentence of three; and the first "
            "words are never read.",
        ),
        "e": (
            "already-combined",
            "`out` combines nothing: it has a state for each of the 10 words, one after the other. A mean "
            "or a sum over time would be your own next line.",
        ),
    },
)
