"""What does clipping cure?"""

from rnn_course.nearmiss import choice

what_clipping_cures = choice(
    id="07.what_clipping_cures",
    title="What does clipping cure?",
    options={
        "a": "Both are cured: the gradients of all steps now have a norm of 1.",
        "b": "The jumps are cured. It still learns from the last ten steps only.",
        "c": "The early steps are heard now, because the large shares of the late steps are cut down to "
        "their size.",
        "d": "Nothing: clipping belongs before backward(), so that the gradients never become large.",
        "e": "The jumps are cured, and the states can no longer overflow during the forward pass either.",
    },
    right="b",
    why=(
        "Clipping shortens a step that is too long. It multiplies every share by one factor, so a share "
        "that is a million times smaller than the others stays a million times smaller."
    ),
    hints=[
        "Two troubles, one tool. Ask for each trouble by itself what the tool changes.",
        "Clipping multiplies the whole gradient by one factor, at most 1. What happens to the ratio of two "
        "shares?",
        "Vanishing is about the ratio of early and late shares; jumps are about the length of the whole.",
    ],
    wrong={
        "a": (
            "every-step-normed",
            "There is one norm, that of the whole gradient, after the shares of all steps have been added. "
            "No step has a gradient of its own when clipping happens, and a norm below 1 is not changed at "
            "all.",
        ),
        "c": (
            "shares-cut-one-by-one",
            "Clipping does not see single shares: `backward()` has already added them up. And it has one "
            "factor for everything, so late and early shares shrink alike. What does that do to their ratio?",
        ),
        "d": (
            "clip-before-backward",
            "Before `backward()` the gradients of this step do not exist, so there is nothing that could be "
            "limited. Section 7.10 has measured how far the weights move with each order.",
        ),
        "e": (
            "forward-pass-too",
            "The first half is right. But the forward pass computes states, and clipping never touches "
            "them: section 7.12 shows states that grow without any gradient at all.",
        ),
    },
)
