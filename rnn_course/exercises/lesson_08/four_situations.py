"""Zero, carry or detach?"""

from rnn_course.nearmiss import choice

four_situations = choice(
    id="08.four_situations",
    title="Zero, carry or detach?",
    options={
        "a": "detach, zero, carry, carry",
        "b": "carry, zero, carry, carry",
        "c": "zero, zero, carry, carry",
        "d": "detach, detach, carry, carry",
        "e": "detach, zero, zero, carry",
        "f": "detach, zero, carry, detach",
    },
    right="a",
    why=(
        "Two questions decide. Does the next piece go on where this one has stopped? If not: zero. And must "
        "a later loss teach what happened before the cut? If not, and if you train: detach."
    ),
    hints=[
        "Ask of each situation: does the new piece belong to the same sequence?",
        "Then ask: is there a loss after the cut whose gradient is needed before it?",
        "One situation has unrelated sequences. In two of the others a plain carry is right: once there is "
        "no gradient at all, once it is needed.",
    ],
    wrong={
        "b": (
            "never-detach",
            "Situation 1 is the training loop of section 8.2: with a plain carry, the second backward meets "
            "a graph that is gone. What has to be cut there, and what may stay?",
        ),
        "c": (
            "detach-is-reset",
            "In situation 1 the stream goes on, so its past is worth knowing. Training on long streams is "
            "no reason to erase the memory: a cut of the gradient leaves the numbers as they are.",
        ),
        "d": (
            "detach-resets",
            "In situation 2 the next batch holds other reviews. `detach()` keeps the numbers, so each "
            "review would start with the memory of some other review.",
        ),
        "e": (
            "evaluation-forgets",
            "In situation 3 the stream goes on, week after week. Section 8.6 has measured what the "
            "forecasts lose when each piece starts from zeros. No training does not mean no memory.",
        ),
        "f": (
            "cut-within-a-sentence",
            "In situation 4 there is one loss, after the second half. If the path is cut between the "
            "halves, nothing in the first half is ever learnt from. Is there any need to cut?",
        ),
    },
)
