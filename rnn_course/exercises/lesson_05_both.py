"""Lesson 5, both directions: the final states of the two readers."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_05_more_slips import MORE_SUMMARIES
from rnn_course.exercises.lesson_05_slips import SUMMARY_ERRORS, SUMMARY_SLIPS


def _last_of_both(out, h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=-1)


def _draw(rng, T, B, I, H, L, D):
    with torch.no_grad():
        return nn.RNN(I, H, L, bidirectional=True)(torch.randn(T, B, I), torch.randn(L * D, B, H))


SIZES = [
    {"T": 9, "B": 3, "I": 4, "H": 5, "L": 3, "D": 2},
    {"T": 7, "B": 5, "I": 3, "H": 4, "L": 1, "D": 2},
    {"T": 4, "B": 6, "I": 7, "H": 3, "L": 2, "D": 2},
    {"T": 1, "B": 3, "I": 4, "H": 5, "L": 3, "D": 2},
    {"T": 7, "B": 1, "I": 4, "H": 5, "L": 3, "D": 2},
]


def _returning(expression):
    return f"def last_of_both(out, h_n):\n    H, L = h_n.shape[-1], len(h_n) // 2\n    return {expression}\n"


MISTAKES = [
    (
        "out-last",
        "out[-1]",
        "Your function takes `out[-1]`. That is right for one direction. In the second half the backward "
        "reader stands at its first word there, not at its last. Look at the green cells of figure 5.2.",
    ),
    (
        "out-first",
        "out[0]",
        "Your function takes `out[0]`. Its second half is the backward reader's final state, but its first "
        "half is the forward reader after one word only.",
    ),
    (
        "ends-exchanged",
        "torch.cat([out[0, :, :H], out[-1, :, H:]], dim=-1)",
        "Your two halves come from the wrong ends: you have both readers after their first step. Where does "
        "each of them finish?",
    ),
    (
        "halves-exchanged",
        "torch.cat([out[-1, :, H:], out[0, :, :H]], dim=-1)",
        "You take the backward half where the forward reader ends, and the forward half where the backward "
        "one does. `out[..., :H]` is forward, `out[..., H:]` is backward.",
    ),
    (
        "order-exchanged",
        "torch.cat([h_n[-1], h_n[-2]], dim=-1)",
        "You have the right two states in the wrong order: backward first. The task asks for the forward "
        "reader first, as in `out`.",
    ),
    (
        "rows-mixed",
        "h_n[-2:].reshape(h_n.shape[1], -1)",
        "The shape is right, but the rows mix sentences: `view` and `reshape` read the numbers as they are "
        "stored, and there the direction comes before the batch. Put your finger on row 0 of the marks in "
        "this section.",
    ),
    (
        "all-layers-mixed",
        "h_n.reshape(h_n.shape[1], -1)",
        "You turn the whole of `h_n` into B rows. This mixes the sentences, because the batch is not its "
        "first axis, and with more than one layer the rows are too long: the lower layers are in them as "
        "well.",
    ),
    (
        "all-layers",
        "h_n.transpose(0, 1).reshape(h_n.shape[1], -1)",
        "Your rows are pure, one for each sentence, but they hold every layer. The task asks for the top "
        "layer only. With one layer you would not notice.",
    ),
    (
        "bottom-layer",
        "torch.cat([h_n[0], h_n[1]], dim=-1)",
        "You take rows 0 and 1 of `h_n`. They belong to layer 0, at the bottom. With one layer this is the "
        "top as well; with more it is not.",
    ),
    (
        "all-forward-first",
        "torch.cat([h_n[L - 1], h_n[2 * L - 1]], dim=-1)",
        "You read `h_n` as if all forward rows came first. It is interleaved: each layer has its forward "
        "row and right after it its backward row.",
    ),
    (
        "cat-over-batch",
        "torch.cat([h_n[-2], h_n[-1]])",
        "You have the right two states, but you join them along the first axis: 2·B rows of H numbers. The "
        "two states of one sentence should stand side by side. Which axis is that?",
    ),
    (
        "stacked-first",
        "h_n[-2:]",
        "You have both states, but on an axis of their own in front: (2, B, H). Join them, so that each "
        "sentence has one row of 2·H numbers.",
    ),
    (
        "stacked-second",
        "torch.stack([h_n[-2], h_n[-1]], dim=1)",
        "You have both states, but on an axis of their own in the middle: (B, 2, H). Side by side means one "
        "axis of 2·H numbers.",
    ),
    (
        "numbers-interleaved",
        "torch.stack([h_n[-2], h_n[-1]], dim=-1).flatten(1)",
        "You mix the numbers of the two states: one forward, one backward, one forward … Each state should "
        "stay in one piece: first all H numbers of the forward reader, then all of the backward one.",
    ),
    (
        "states-added",
        "h_n[-2] + h_n[-1]",
        "You add the two states. Some programs do so, but then nobody can tell which reader said what. Here "
        "both are kept, side by side.",
    ),
    (
        "states-averaged",
        "(h_n[-2] + h_n[-1]) / 2",
        "You take the mean of the two states. Here both are kept, side by side, so that each sentence has "
        "2·H numbers.",
    ),
    (
        "backward-only",
        "h_n[-1]",
        "`h_n[-1]` is one state only: the backward reader of the top layer. With two directions the forward "
        "reader stands in the row before it.",
    ),
    (
        "forward-only",
        "h_n[-2]",
        "This is the final state of the forward reader alone, which stands in `out` and in `h_n`. The backward reader has "
        "read the whole sentence too.",
    ),
    (
        "backward-twice",
        "torch.cat([h_n[-1], h_n[-1]], dim=-1)",
        "Both halves are the backward reader. The forward one stands in another row of `h_n`.",
    ),
    (
        "mean-over-time",
        "out.mean(dim=0)",
        "You average `out` over time. That is another summary of a sentence, and a useful one. The task "
        "asks for the final state of each reader.",
    ),
    (
        "max-over-time",
        "out.amax(dim=0)",
        "You take the largest value over time. That is another summary of a sentence. The task asks for the "
        "final state of each reader.",
    ),
    (
        "batch-first",
        "out[:, -1]",
        "You index the second axis of `out` with -1. In the default layout the first axis is time and the "
        "second is the batch, so this is the last sentence at all steps.",
    ),
    (
        "batch-first-state",
        "h_n[:, -1]",
        "You index the second axis of `h_n` with -1. Its axes are (L·D, B, H), so this is the last sentence "
        "of the batch, in all layers.",
    ),
]

last_of_both = FunctionExercise(
    id="05.last_of_both",
    title="The last state of both readers",
    stub="def last_of_both(out, h_n):\n    return ...  # shape (B, 2·H)\n",
    solution=_last_of_both,
    why="The top layer's forward and backward states are the last two rows of h_n, each after its own last "
    "step. From out it is out[-1, :, :H] beside out[0, :, H:].",
    hints=[
        "At which position of the sentence does each reader take its last step?",
        "The top layer has two rows in `h_n`. Which two, and which of them is forward?",
        "Join `h_n[-2]` and `h_n[-1]` so that the rows of one sentence stand side by side: which axis of "
        "(B, H) grows?",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"last": "B D*H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        *(
            Misconception(key, _returning(code), says)
            for key, code, says in [*MISTAKES, *SUMMARY_SLIPS, *MORE_SUMMARIES]
        ),
        *(
            Misconception(key, _returning(code), says, raises=raises)
            for key, code, says, raises in SUMMARY_ERRORS
        ),
    ],
)
