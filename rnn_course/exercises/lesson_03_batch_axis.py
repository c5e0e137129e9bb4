"""Lesson 3, the wrong axis: a loop over the batch that runs without an error."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import SIZES, edited, gradient_mistakes
from rnn_course.exercises.lesson_03_more_slips import more_repair_slips
from rnn_course.exercises.lesson_03_slips import repair_slips
from rnn_course.exercises.slips import without

STUB = """\
def repair_batch_loop(cell, x):
    h = None  # the cell starts with zeros
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=1)  # shape (T, B, H)
"""


def _repair_batch_loop(cell, x):
    h = None  # the cell starts with zeros
    states = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states, dim=0)  # shape (T, B, H)


def _draw(rng, T, B, I, H):
    return nn.RNNCell(I, H), torch.randn(T, B, I)


def _wrong(*edits):
    return edited(_repair_batch_loop, *edits)


START = "h = None"
HEAD, STEP = "for t in range(x.shape[0]):", "h = cell(x[t], h)"
BATCH = (HEAD, "for b in range(x.shape[1]):")
NESTED = """\
def repair_batch_loop(cell, x):
    states = torch.zeros(x.shape[0], x.shape[1], cell.hidden_size)
    h = None
    for b in range(x.shape[1]):
        for t in range(x.shape[0]):
            h = cell(x[t, b], h)
            states[t, b] = h
    return states
"""

repair_batch_loop = FunctionExercise(
    id="03.repair_batch_loop",
    title="Repair a loop that runs silently",
    stub=STUB,
    solution=_repair_batch_loop,
    why=(
        "Time is the axis on which one thing comes after another, so the loop walks along it. All B "
        "sentences take each step together."
    ),
    hints=[
        "Say in words what the cell is given in the first round. Is it one step of several sentences?",
        "x has shape (T, B, I). x[:, b] has shape (T, I); the cell expects (B, I). Which index gives that?",
        "Loop over t in range(T), hand x[t] to the cell, and let time be the new axis of the stack.",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"states": "T B H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "still-the-batch",
            _wrong((HEAD, "for x_b in x.transpose(0, 1):"), (STEP, "h = cell(x_b, h)"), ("dim=0", "dim=1")),
            "The loop still walks along the batch axis, so sentence b starts with what sentence b - 1 left "
            "behind, and no word ever meets the word before it. The shape is right, the contents are not. "
            "Which axis of (T, B, I) is time?",
        ),
        Misconception(
            "batch-stacked-first",
            _wrong(BATCH, (STEP, "h = cell(x[:, b], h)")),
            "The loop still walks along the batch axis; only the stacking has changed. (Swapping the axes "
            "of x and then looping over the first one is the same walk.) Follow one word: it should meet "
            "the state that the word before it left.",
        ),
        Misconception(
            "state-forgotten",
            _wrong((STEP, "h = cell(x[t])")),
            "Now no state is passed at all. The sentences no longer mix, but every word starts from zeros, "
            "so nothing is remembered. A state must be handed on, along time: which axis does your loop walk along?",
        ),
        Misconception(
            "state-leaks",
            NESTED,
            "You read sentence by sentence, which is a good plan, but `h` is not reset in between: each "
            "sentence begins with what the one before it left behind. Where does a new sentence start in "
            "your code?",
        ),
        Misconception(
            "steps-of-the-batch",
            _wrong((HEAD, "for t in range(x.shape[1]):")),
            "You read `x[t]`, which is one step of all sentences, but your loop does not count the steps: "
            "it stops too early, or runs off the end. Which number in `x.shape` is T?",
            raises="IndexError.*dimension 0",
        ),
        Misconception(
            "counts-time-reads-batch",
            _wrong((STEP, "h = cell(x[:, t], h)")),
            "The loop counts to T now, but `x[:, t]` still picks a sentence, not a step. Look at the "
            "place of the index.",
            raises="IndexError.*dimension 1",
        ),
        Misconception(
            "stack-dim-1",
            _wrong(("dim=0", "dim=1")),
            "The numbers are right now, but they come as (B, T, H): the batch stands first. Where does the new axis "
            "of your `stack` belong?",
        ),
        Misconception(
            "reshaped",
            _wrong(
                (START, "x = x.reshape(x.shape[1], x.shape[0], x.shape[2])\n    h = None"),
                (HEAD, "for t in range(x.shape[1]):"),
                (STEP, "h = cell(x[:, t], h)"),
            ),
            "`reshape` (or `view`) does not swap axes. It reads the same numbers in the same order into "
            "another shape, so words of different sentences get mixed. And x needs no change: time is its "
            "first axis already.",
        ),
        Misconception(
            "cat",
            _wrong(("stack(states, dim=0)", "cat(states)")),
            "The loop is right now. But `torch.cat` glues along an axis that exists, the batch, and "
            "gives (T·B, H). Time needs a new axis.",
        ),
        Misconception(
            "last-only",
            _wrong(("return torch.stack(states, dim=0)", "return h")),
            "You return the last state only. The function should still return every state, shape (T, B, H).",
        ),
        Misconception(
            "whole-sequence",
            "def repair_batch_loop(cell, x):\n    return cell(x)\n",
            "You hand the whole sequence to the cell. A cell takes one step, with an input of shape (B, "
            "I); the loop is needed.",
            raises="Expected input to be 1D or 2D",
        ),
        Misconception(
            "unpacked",
            _wrong((STEP, "out, h = cell(x[t], h)")),
            "You unpack two values, but the cell returns one tensor, the new state.",
            raises="values to unpack",
        ),
        Misconception(
            "row-of-the-state",
            _wrong((STEP, "h = cell(x[t], h)[0]")),
            "The state that you pass on has one axis only: an index such as `[0]` leaves the memory of a "
            "single sentence. The cell returns one tensor of shape (B, H); pass all of it on.",
            raises="Input batch size 3 doesn't match hidden0 batch size 6",
        ),
        Misconception(
            "state-for-the-steps",
            _wrong((START, "h = torch.zeros(x.shape[0], cell.hidden_size)")),
            (
                "Your first state has T rows, one for each word. A state has one row for each sentence of "
                "the batch."
            ),
            raises="Input batch size 3 doesn't match hidden0 batch size 7",
        ),
        Misconception(
            "layer-axis",
            _wrong((START, "h = torch.zeros(1, x.shape[1], cell.hidden_size)")),
            "Your first state has three axes. A cell is one layer, and its state is (B, H), without an axis "
            "for layers.",
            raises="Expected hidden",
        ),
        Misconception(
            "feature-axis",
            _wrong((HEAD, "for t in range(x.shape[2]):"), (STEP, "h = cell(x[:, :, t], h)")),
            "Your loop walks along the features, the last axis, so the cell gets one number of every word. "
            "The features of a word belong together: the cell reads them all in one call.",
        ),
        Misconception(
            "first-word-again",
            _wrong((STEP, "h = cell(x[0], h)")),
            "Every round reads `x[0]`. The memory moves on, but the input does not: look at the index.",
        ),
        Misconception(
            "backwards",
            _wrong((HEAD, "for t in reversed(range(x.shape[0])):")),
            "The loop walks along time now, but from the last word to the first.",
        ),
        Misconception(
            "aliased",
            _wrong(
                (START, "h = torch.zeros(x.shape[1], cell.hidden_size)"),
                (STEP, "h.copy_(cell(x[t], h))"),
            ),
            "All rows of your result are the last state: every step writes into the same tensor, and the "
            "list holds that one tensor T times. Let each step make a new tensor.",
        ),
        *repair_slips(_wrong),
        *without(more_repair_slips(_repair_batch_loop)),
        *gradient_mistakes(
            _repair_batch_loop,
            cut=_wrong((STEP, "h = cell(x[t], None if h is None else h.detach())")),
            none=_wrong(("states.append(h)", "states.append(h.detach())")),
            overwritten=(
                "def repair_batch_loop(cell, x):\n"
                "    out = torch.zeros(x.shape[0], x.shape[1], cell.hidden_size)\n"
                "    for t in range(x.shape[0]):\n"
                "        out[t] = cell(x[t], out[t - 1] if t else None)\n"
                "    return out\n"
            ),
        ),
    ],
)
