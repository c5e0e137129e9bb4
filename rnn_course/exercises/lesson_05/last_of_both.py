"""The last state of both readers."""

import numpy as np
import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

SIZES = [
    {"T": 9, "B": 3, "I": 4, "H": 5, "L": 3, "D": 2},
    {"T": 7, "B": 5, "I": 3, "H": 4, "L": 1, "D": 2},
    {"T": 4, "B": 6, "I": 7, "H": 3, "L": 2, "D": 2},
    {"T": 1, "B": 3, "I": 4, "H": 5, "L": 3, "D": 2},
    {"T": 7, "B": 1, "I": 4, "H": 5, "L": 3, "D": 2},
]


@function(
    id="05.last_of_both",
    stub="def last_of_both(out, h_n):\n    return ...  # shape (B, 2·H)\n",
    returns="last: B D*H",
    why="The top layer's forward and backward states are the last two rows of h_n, each after its own last "
    "step. From out it is out[-1, :, :H] beside out[0, :, H:].",
    hints=(
        "At which position of the sentence does each reader take its last step?",
        "The top layer has two rows in `h_n`. Which two, and which of them is forward?",
        "Join `h_n[-2]` and `h_n[-1]` so that the rows of one sentence stand side by side: which axis of "
        "(B, H) grows?",
    ),
    sizes=SIZES,
    without=("zeros", "large"),  # out and h_n belong together
    imports=NUMPY_AND_TORCH,
)
def last_of_both(out, h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=-1)


@last_of_both.draw
def _(rng, T, B, I, H, L, D):
    with torch.no_grad():
        return nn.RNN(I, H, L, bidirectional=True)(torch.randn(T, B, I), torch.randn(L * D, B, H))


@last_of_both.right
def from_out(out, h_n):
    H = h_n.size(-1)
    return torch.cat((out[-1, :, :H], out[0, :, H:]), 1)


@last_of_both.right
def view_of_layers(out, h_n):
    top = h_n.view(-1, 2, *h_n.shape[1:])[-1]
    return torch.hstack([top[0], top[1]])


@last_of_both.right
def permuted_and_flattened(out, h_n):
    return h_n[-2:].permute(1, 0, 2).flatten(1)


@last_of_both.right
def one_from_each(out, h_n):
    return np.concatenate([out[-1, :, : out.shape[-1] // 2], h_n[-1]], axis=-1)


@last_of_both.right
def lists(out, h_n):
    return [f.tolist() + b.tolist() for f, b in zip(h_n[-2], h_n[-1], strict=True)]


def wrong(key, expression, says, raises=""):
    last_of_both.slip(key, says, ("torch.cat([h_n[-2], h_n[-1]], dim=-1)", expression), raises=raises)


wrong(
    "out-last",
    "out[-1]",
    "Your function takes `out[-1]`. That is right for one direction. In the second half the backward reader "
    "stands at its first word there, not at its last. Look at the green cells of figure 5.2.",
)
wrong(
    "out-first",
    "out[0]",
    "Your function takes `out[0]`. Its second half is the backward reader's final state, but its first half "
    "is the forward reader after one word only.",
)
wrong(
    "ends-exchanged",
    "torch.cat([out[0, :, :h_n.shape[-1]], out[-1, :, h_n.shape[-1]:]], dim=-1)",
    "Your two halves come from the wrong ends: you have both readers after their first step. Where does "
    "each of them finish?",
)
wrong(
    "halves-exchanged",
    "torch.cat([out[-1, :, h_n.shape[-1]:], out[0, :, :h_n.shape[-1]]], dim=-1)",
    "You take the backward half where the forward reader ends, and the forward half where the backward one "
    "does. `out[..., :H]` is forward, `out[..., H:]` is backward.",
)
wrong(
    "both-ends-whole",
    "torch.cat([out[-1], out[0]], dim=-1)",
    "You join `out[-1]` and `out[0]` as they are: 4·H numbers. The ends are the right ones, but at each of "
    "them one reader has finished and the other has only begun.",
)
wrong(
    "every-second-number",
    "torch.cat([out[-1, :, ::2], out[0, :, 1::2]], dim=-1)",
    "You take every second number of `out`. The directions do not alternate: the first H numbers are "
    "forward, the last H backward.",
)
wrong(
    "rows-mixed",
    "h_n[-2:].reshape(h_n.shape[1], -1)",
    "The shape is right, but the rows mix sentences: `view` and `reshape` read the numbers as they are "
    "stored, and there the direction comes before the batch. Put your finger on row 0 of the marks in this "
    "section.",
)
wrong(
    "all-layers-mixed",
    "h_n.reshape(h_n.shape[1], -1)",
    "You turn the whole of `h_n` into B rows. This mixes the sentences, because the batch is not its first "
    "axis, and with more than one layer the rows are too long: the lower layers are in them as well.",
)
wrong(
    "all-layers",
    "h_n.transpose(0, 1).reshape(h_n.shape[1], -1)",
    "Your rows are pure, one for each sentence, but they hold every layer. The task asks for the top layer "
    "only. With one layer you would not notice.",
)
wrong(
    "bottom-layer",
    "torch.cat([h_n[0], h_n[1]], dim=-1)",
    "You take rows 0 and 1 of `h_n`. They belong to layer 0, at the bottom. With one layer this is the top "
    "as well; with more it is not.",
)
wrong(
    "first-row-and-last",
    "torch.cat([h_n[0], h_n[-1]], dim=-1)",
    "You join the first row of `h_n` and the last. Row 0 is the forward reader of the bottom layer. With "
    "one layer you would not notice.",
)
wrong(
    "rows-of-a-two-layer-net",
    "torch.cat([h_n[2], h_n[3]], dim=-1)",
    "You take rows 2 and 3, which is right for two layers only. Count from the end: the network may have "
    "any number of layers.",
)
wrong(
    "all-forward-first",
    "torch.cat([h_n[len(h_n) // 2 - 1], h_n[-1]], dim=-1)",
    "You read `h_n` as if all forward rows came first. It is interleaved: each layer has its forward row "
    "and right after it its backward row.",
)
wrong(
    "stacked-second",
    "torch.stack([h_n[-2], h_n[-1]], dim=1)",
    "You have both states, but on an axis of their own in the middle: (B, 2, H). Side by side means one "
    "axis of 2·H numbers.",
)
wrong(
    "numbers-interleaved",
    "torch.stack([h_n[-2], h_n[-1]], dim=-1).flatten(1)",
    "You mix the numbers of the two states: one forward, one backward, one forward … Each state should stay "
    "in one piece: first all H numbers of the forward reader, then all of the backward one.",
)
wrong(
    "states-added",
    "h_n[-2] + h_n[-1]",
    "You add the two states. Some programs do so, but then nobody can tell which reader said what. Here "
    "both are kept, side by side.",
)
wrong(
    "states-averaged",
    "(h_n[-2] + h_n[-1]) / 2",
    "You take the mean of the two states. Here both are kept, side by side, so that each sentence has 2·H "
    "numbers.",
)
wrong(
    "backward-only",
    "h_n[-1]",
    "`h_n[-1]` is one state only: the backward reader of the top layer. With two directions the forward "
    "reader stands in the row before it.",
)
wrong(
    "forward-only",
    "h_n[-2]",
    "This is the final state of the forward reader alone, which stands in `out` and in `h_n`. The backward "
    "reader has read the whole sentence too.",
)
wrong(
    "mean-over-time",
    "out.mean(dim=0)",
    "You average `out` over time. That is another summary of a sentence, and a useful one. The task asks "
    "for the final state of each reader.",
)
wrong(
    "max-over-time",
    "out.amax(dim=0)",
    "You take the largest value over time. That is another summary of a sentence. The task asks for the "
    "final state of each reader.",
)
wrong(
    "batch-first",
    "out[:, -1]",
    "You index the second axis of `out` with -1. In the default layout the first axis is time and the "
    "second is the batch, so this is the last sentence at all steps.",
)
wrong(
    "last-sentences",
    "torch.cat([h_n[:, -2], h_n[:, -1]], dim=-1)",
    "You index the second axis of `h_n`, which is the batch: these are the last two sentences, in all "
    "layers. Layers and directions are on the first axis.",
)
