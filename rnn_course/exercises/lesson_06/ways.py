"""Count the ways."""

from rnn_course.nearmiss import value

ways = value(
    id="06.ways",
    title="Count the ways",
    right=7,
    why=(
        "y_2 is reached from steps 1 and 2, and y_5 from steps 1 to 5: 2 + 5 ways. Step 6 comes after both, "
        "so it gets no share."
    ),
    hints=[
        "Take one of the two outputs, and ask of each step whether it comes before, at the same time, or "
        "after.",
        "Step k acts on y_t if k ≤ t. For y_2 these are steps 1 and 2.",
        "Count the steps k ≤ 2 for y_2 and the steps k ≤ 5 for y_5, and add the two numbers.",
    ],
    wrong={
        2: (
            "one-way-for-each-output",
            "You count one way for each output, as if y_t depended on its own step only. It reads h_t, and "
            "h_t is made of h_{t-1}: how far back does this go?",
        ),
        5: (
            "steps-not-ways",
            "Five steps do get a share. But some of them act on both outputs, and each of these ways has "
            "its own term in the sum. (Or did you leave out the step of each output itself? There, too, "
            "W_hh acts.)",
        ),
        6: (
            "all-steps",
            "You count the steps of the sequence. Does step 6 act on an output before it? And how many ways "
            "does step 1 have?",
        ),
        12: (
            "every-step-on-every-output",
            "You let every step act on both outputs. A step cannot act on an output that was there before "
            "it.",
        ),
        9: (
            "steps-after-h_0",
            "You count h_0 as a step. W_hh acts on the way from h_0 to h_1, and that way is the one of step "
            "1.",
        ),
        3: (
            "arrows-only-between",
            "You count from one output to the next. What step 1 and step 2 did acts on y_5 as well: nothing "
            "stops at y_2.",
        ),
        21: (
            "all-pairs",
            "You count the ways for an output at every one of the six steps, 1 + 2 + … + 6. Here only two "
            "steps have an output.",
        ),
        10: (
            "multiplied",
            "You multiply the two numbers of steps. The loss is a sum of two terms, so their ways stand "
            "side by side.",
        ),
    },
)
