"""Two cells on top of each other."""

import torch
from torch import nn

from rnn_course.exercises.shared.lost_gradients import lost_gradients
from rnn_course.nearmiss import NUMPY_AND_TORCH, function

# Equal widths first: there a wrong tensor runs silently, and its values tell which one it was.
SIZES = [
    {"T": 7, "B": 3, "I": 5, "K": 5, "H": 5},
    {"T": 7, "B": 3, "I": 8, "K": 6, "H": 2},
    {"T": 4, "B": 5, "I": 3, "K": 2, "H": 6},
    {"T": 6, "B": 2, "I": 9, "K": 4, "H": 3},
    {"T": 5, "B": 5, "I": 7, "K": 3, "H": 4},
    {"T": 1, "B": 3, "I": 8, "K": 6, "H": 2},
    {"T": 7, "B": 1, "I": 8, "K": 6, "H": 2},
]


@function(
    id="03.two_cells",
    stub=(
        "def two_cells(cell1, cell2, x, h1, h2):\n    return ..., ..., ...  # (T, B, H), then the last h1 "
        "and the last h2\n"
    ),
    returns="out: T B H; h1: B K; h2: B H",
    why=(
        "Within a step the order is x_t, then h1, then h2: cell2 reads what cell1 has just written. Each "
        "cell gets its own state back."
    ),
    hints=(
        "In one step, who needs whose result first?",
        "Each cell has two arguments: what it reads, and its own last state. Write these down for cell1, "
        "then for cell2.",
        "In each round: h1 from x_t and h1, then h2 from the new h1 and h2. Keep h2. At the end stack, and "
        "return the last two states as well.",
    ),
    sizes=SIZES,
    imports=NUMPY_AND_TORCH,
)
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2


@two_cells.draw
def _(rng, T, B, I, K, H):
    """K is the width between the cells: I → K → H."""
    return nn.RNNCell(I, K), nn.RNNCell(K, H), torch.randn(T, B, I), torch.randn(B, K), torch.randn(B, H)


@two_cells.right
def one_layer_after_the_other(cell1, cell2, x, h1, h2):
    lower, upper = [], []
    for x_t in x:
        h1 = cell1(x_t, h1)
        lower.append(h1)
    for y_t in lower:
        h2 = cell2(y_t, h2)
        upper.append(h2)
    return [torch.stack(upper), lower[-1], upper[-1]]


@two_cells.right
def buffer_and_walrus(cell1, cell2, x, h1, h2):
    out = torch.zeros(len(x), *h2.shape)
    for t, x_t in enumerate(x):
        h2 = cell2(h1 := cell1(x_t, h1), h2)
        out[t] = h2
    return out, h1, out[-1]


@two_cells.right
def loop_over_the_cells(cell1, cell2, x, h1, h2):
    states = [h1, h2]
    out = []
    for layer_input in x:
        for layer, cell in enumerate((cell1, cell2)):
            states[layer] = layer_input = cell(layer_input, states[layer])
        out.append(layer_input)
    return out, states[0], states[1]


@two_cells.right
def by_calling_itself(cell1, cell2, x, h1, h2):
    h1 = cell1(x[0], h1)
    h2 = cell2(h1, h2)
    if x.shape[0] == 1:
        return h2.unsqueeze(0), h1, h2
    rest, a, b = two_cells(cell1, cell2, x[1:], h1, h2)
    return torch.cat([h2.unsqueeze(0), rest]), a, b


@two_cells.mistake
def first_layer_to_the_end(cell1, cell2, x, h1, h2):
    """You let cell1 read the whole sequence first and give its last state to every step of cell2. cell2
    should read, at step t, the state that cell1 has at step t: keep them all."""
    for x_t in x:
        h1 = cell1(x_t, h1)
    out = []
    for _ in x:
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2


@two_cells.mistake
def upper_cell_once(cell1, cell2, x, h1, h2):
    """cell2 is called once, after the loop. It has to take a step whenever cell1 does: T times."""
    for x_t in x:
        h1 = cell1(x_t, h1)
    h2 = cell2(h1, h2)
    return torch.stack([h2]), h1, h2


@two_cells.mistake
def both_stale(cell1, cell2, x, h1, h2):
    """Each turn of the loop hands both cells their starting states again, because what the last turn made has
    another name. A memory that is never handed on forgets every word."""
    out = []
    for x_t in x:
        a = cell1(x_t, h1)
        b = cell2(a, h2)
        out.append(b)
    return torch.stack(out), a, b


@two_cells.mistake
def upper_loop_stale(cell1, cell2, x, h1, h2):
    """Each call of cell2 gets the starting h2 again, so the upper cell remembers nothing. You hand cell1's
    state on; what about cell2's?"""
    low, top = [], []
    for x_t in x:
        h1 = cell1(x_t, h1)
        low.append(h1)
    for state in low:
        top.append(cell2(state, h2))
    return torch.stack(top), h1, h2


@two_cells.mistake
def no_states_in_sequence(cell1, cell2, x, h1, h2):
    """Your cells are called one after the other, but without their states (`nn.Sequential` does this): both
    start from zeros at every step, and h1 is never updated. Look at the second argument of a cell."""
    out = []
    for x_t in x:
        h2 = cell2(cell1(x_t))
        out.append(h2)
    return torch.stack(out), h1, h2


ONE, TWO, BACK = "h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "return torch.stack(out), h1, h2"
slip = two_cells.slip
slip(
    "previous-step",
    "cell2 reads the state that cell1 had after the previous step: it is called too early. All shapes fit, "
    "so nothing raises, but out is one step late and never sees the last word. Which h1 is new in this step?",
    (f"{ONE}\n        {TWO}", f"{TWO}\n        {ONE}"),
)
slip(
    "reads-x",
    "cell2 reads x_t, so the two cells stand side by side and not on top of each other. With equal widths "
    "that is silent; with different widths PyTorch says that the input size does not fit. What does the "
    "layer below produce?",
    (TWO, "h2 = cell2(x_t, h2)"),
)
slip(
    "state-from-below",
    "cell2 gets h1 twice: as what it reads, and as its memory. A cell's memory comes from the same cell one "
    "step earlier, not from the cell below.",
    (TWO, "h2 = cell2(h1, h1)"),
)
slip(
    "one-name-for-both",
    "cell1 is handed the memory of cell2. Each cell has a memory of its own, and carries it along time on "
    "its own level.",
    (ONE, "h1 = cell1(x_t, h2)"),
)
slip(
    "one-state",
    "You use one name for both states, so cell2 overwrites the memory of cell1. Two cells need two memories.",
    (TWO, "h1 = h2 = cell2(h1, h1)"),
)
slip(
    "h1-forgotten",
    "cell1 is called without its state, so it starts from zeros at every step and its memory is lost. "
    "Nothing raises, because the state may be omitted.",
    (ONE, "h1 = cell1(x_t)"),
)
slip(
    "h2-forgotten",
    "cell2 is called without its state, so it starts from zeros at every step. Nothing raises, because the "
    "state may be omitted.",
    (TWO, "h2 = cell2(h1)"),
)
slip(
    "both-forgotten",
    "Both cells are called without a state, so both start from zeros at every step: no memory at all. Look "
    "at the second argument.",
    (ONE, "h1 = cell1(x_t)"),
    (TWO, "h2 = cell2(h1)"),
)
slip(
    "start-ignored",
    "Your loop starts from zeros. The caller hands you the first states, h1 and h2, and they need not be "
    "zeros.",
    ("out = []", "h1 = h2 = None\n    out = []"),
)
slip(
    "h2-stale",
    "Each turn of the loop hands cell2 its starting state again, because what the last turn made has "
    "another name. A memory that is never handed on forgets every word.",
    (TWO, "b = cell2(h1, h2)"),
    ("append(h2)", "append(b)"),
    (BACK, "return torch.stack(out), h1, b"),
)
slip(
    "cells-swapped",
    "The cells are in the wrong order: cell1 reads x_t, and cell2 reads what cell1 makes of it.",
    (ONE, "h1 = cell2(x_t, h1)"),
    (TWO, "h2 = cell1(h1, h2)"),
)
slip(
    "all-h1",
    "The second result holds cell1's states at every step. The task asks for its last state only, with "
    "shape (B, width of cell1).",
    ("out = []", "out, lower = [], []"),
    (TWO, f"lower.append(h1)\n        {TWO}"),
    (BACK, "return torch.stack(out), torch.stack(lower), h2"),
)
slip(
    "batch-axis",
    "Your loop walks along the batch axis, so the cells take words for sentences. Which axis of (T, B, I) "
    "is time?",
    ("in x:", "in x.transpose(0, 1):"),
    raises="Input batch size 7 doesn't match hidden0 batch size 3",
)
slip(
    "whole-sequence",
    "You hand the whole sequence to a cell. `nn.RNNCell` takes one step and does not loop: its input is one "
    "x_t of shape (B, I).",
    (ONE, "h1 = cell1(x, h1)"),
    raises="Expected input to be 1D or 2D",
)

lost_gradients(
    two_cells,
    cut=[(TWO, "h2 = cell2(h1.detach(), h2)")],
    none=[(BACK, "return torch.stack(out).detach(), h1.detach(), h2.detach()")],
    overwritten=[
        ("out = []", "out = torch.zeros(len(x), *h2.shape)"),
        ("x_t in x", "t, x_t in enumerate(x)"),
        ("out.append(h2)", "out[t] = h2\n        h2 = out[t]"),
        ("torch.stack(out)", "out"),
    ],
)
