"""Repair a loop that runs silently."""

import torch
from torch import nn

from rnn_course.exercises.shared.cell_sizes import SIZES
from rnn_course.exercises.shared.lost_gradients import lost_gradients
from rnn_course.nearmiss import NUMPY_AND_TORCH, function

BROKEN = """\
def repair_batch_loop(cell, x):
    h = None  # the cell starts with zeros
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=1)  # shape (T, B, H)
"""


@function(
    id="03.repair_batch_loop",
    stub=BROKEN,
    returns="states: T B H",
    why=(
        "Time is the axis on which one thing comes after another, so the loop walks along it. All B "
        "sentences take each step together."
    ),
    hints=(
        "Say in words what the cell is given in the first round. Is it one step of several sentences?",
        "x has shape (T, B, I). x[:, b] has shape (T, I); the cell expects (B, I). Which index gives that?",
        "Loop over t in range(T), hand x[t] to the cell, and let time be the new axis of the stack.",
    ),
    sizes=SIZES,
    imports=NUMPY_AND_TORCH,
)
def repair_batch_loop(cell, x):
    h = None  # the cell starts with zeros
    states = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states, dim=0)  # shape (T, B, H)


@repair_batch_loop.draw
def _(rng, T, B, I, H):
    return nn.RNNCell(I, H), torch.randn(T, B, I)


@repair_batch_loop.right
def swapped_on_purpose(cell, x):
    x = x.transpose(0, 1)
    h = torch.zeros(x.shape[0], cell.hidden_size)
    states = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=0)


@repair_batch_loop.right
def sentence_by_sentence(cell, x):
    sentences = []
    for b in range(x.shape[1]):
        h, states = None, []
        for t in range(x.shape[0]):
            h = cell(x[t, b], h)
            states.append(h)
        sentences.append(torch.stack(states))
    return torch.stack(sentences, dim=1)


@repair_batch_loop.right
def first_step_apart(cell, x):
    states = [cell(x[0])]
    for x_t in x[1:]:
        states.append(cell(x_t, states[-1]))
    return states


@repair_batch_loop.right
def by_calling_itself(cell, x):
    def states(t):
        if t < 0:
            return []
        before = states(t - 1)
        return before + [cell(x[t], before[-1] if before else None)]

    return torch.stack(states(len(x) - 1))


@repair_batch_loop.mistake
def still_the_batch(cell, x):
    """The loop still walks along the batch axis, so sentence b starts with what sentence b - 1 left behind,
    and no word ever meets the word before it. The shape is right, the contents are not. Which axis of (T, B,
    I) is time?"""
    h = None
    states = []
    for x_b in x.transpose(0, 1):
        h = cell(x_b, h)
        states.append(h)
    return torch.stack(states, dim=1)


@repair_batch_loop.mistake
def batch_stacked_first(cell, x):
    """The loop still walks along the batch axis; only the stacking has changed. (Swapping the axes of x and
    then looping over the first one is the same walk.) Follow one word: it should meet the state that the word
    before it left."""
    h = None
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=0)


@repair_batch_loop.mistake
def state_leaks(cell, x):
    """You read sentence by sentence, which is a good plan, but `h` is not reset in between: each sentence
    begins with what the one before it left behind. Where does a new sentence start in your code?"""
    states = torch.zeros(x.shape[0], x.shape[1], cell.hidden_size)
    h = None
    for b in range(x.shape[1]):
        for t in range(x.shape[0]):
            h = cell(x[t, b], h)
            states[t, b] = h
    return states


@repair_batch_loop.mistake
def reshaped(cell, x):
    """`reshape` (or `view`) does not swap axes. It reads the same numbers in the same order into another
    shape, so words of different sentences get mixed. And x needs no change: time is its first axis
    already."""
    x = x.reshape(x.shape[1], x.shape[0], x.shape[2])
    h = None
    states = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=0)


@repair_batch_loop.mistake(raises="Expected input to be 1D or 2D")
def whole_sequence(cell, x):
    """You hand the whole sequence to the cell. A cell takes one step, with an input of shape (B, I); the loop
    is needed."""
    return cell(x)


HEAD, STEP, BACK = "for t in range(x.shape[0]):", "h = cell(x[t], h)", "return torch.stack(states, dim=0)"
slip = repair_batch_loop.slip
slip(
    "state-forgotten",
    "Now no state is passed at all. The sentences no longer mix, but every word starts from zeros, so "
    "nothing is remembered. A state must be handed on, along time: which axis does your loop walk along?",
    (STEP, "h = cell(x[t])"),
)
slip(
    "feature-axis",
    "Your loop walks along the features, the last axis, so the cell gets one number of every word. The "
    "features of a word belong together: the cell reads them all in one call.",
    (HEAD, "for t in range(x.shape[2]):"),
    (STEP, "h = cell(x[:, :, t], h)"),
)

lost_gradients(
    repair_batch_loop,
    cut=[(STEP, "h = cell(x[t], None if h is None else h.detach())")],
    none=[("states.append(h)", "states.append(h.detach())")],
    overwritten=[
        ("states = []", "states = torch.zeros(*x.shape[:2], cell.hidden_size)"),
        ("states.append(h)", "states[t] = h\n        h = states[t]"),
        ("torch.stack(states, dim=0)", "states"),
    ],
)
