"""Lesson 3, two cells: the upper one reads the lower one's state of the same step."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import edited, gradient_mistakes
from rnn_course.exercises.lesson_03_more_slips import more_two_cells_slips
from rnn_course.exercises.lesson_03_slips import two_cells_slips
from rnn_course.exercises.slips import without


def _two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2


def _draw(rng, T, B, I, K, H):
    """K is the width between the cells: I → K → H."""
    return nn.RNNCell(I, K), nn.RNNCell(K, H), torch.randn(T, B, I), torch.randn(B, K), torch.randn(B, H)


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


def _wrong(*edits):
    return edited(_two_cells, *edits)


ONE, TWO, RETURN = "h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "return torch.stack(out), h1, h2"
FIRST_LAYER_FIRST = """\
def two_cells(cell1, cell2, x, h1, h2):
    for x_t in x:
        h1 = cell1(x_t, h1)
    out = []
    for x_t in x:
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2
"""
ONCE_AT_THE_END = """\
def two_cells(cell1, cell2, x, h1, h2):
    for x_t in x:
        h1 = cell1(x_t, h1)
    h2 = cell2(h1, h2)
    return torch.stack([h2]), h1, h2
"""
OVERWRITTEN = """\
def two_cells(cell1, cell2, x, h1, h2):
    out = torch.zeros(len(x), *h2.shape)
    for t in range(len(x)):
        h1 = cell1(x[t], h1)
        out[t] = cell2(h1, out[t - 1] if t else h2)
    return out, h1, out[-1]
"""

two_cells = FunctionExercise(
    id="03.two_cells",
    title="Two cells on top of each other",
    stub=(
        "def two_cells(cell1, cell2, x, h1, h2):\n"
        "    return ..., ..., ...  # (T, B, H), then the last h1 and the last h2\n"
    ),
    solution=_two_cells,
    why=(
        "Within a step the order is x_t, then h1, then h2: cell2 reads what cell1 has just written. Each "
        "cell gets its own state back."
    ),
    hints=[
        "In one step, who needs whose result first?",
        (
            "Each cell has two arguments: what it reads, and its own last state. Write these down for "
            "cell1, then for cell2."
        ),
        (
            "In each round: h1 from x_t and h1, then h2 from the new h1 and h2. Keep h2. At the end stack, "
            "and return the last two states as well."
        ),
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"out": "T B H", "h1": "B K", "h2": "B H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "previous-step",
            _wrong((f"{ONE}\n        {TWO}", f"{TWO}\n        {ONE}")),
            "cell2 reads the state that cell1 had after the previous step: it is called too early. All "
            "shapes fit, so nothing raises, but out is one step late and never sees the last word. Which h1 "
            "is new in this step?",
        ),
        Misconception(
            "reads-x",
            _wrong((TWO, "h2 = cell2(x_t, h2)")),
            "cell2 reads x_t, so the two cells stand side by side and not on top of each other. With equal "
            "widths that is silent; with different widths PyTorch says that the input size does not fit. "
            "What does the layer below produce?",
        ),
        Misconception(
            "state-from-below",
            _wrong((TWO, "h2 = cell2(h1, h1)")),
            "cell2 gets h1 twice: as what it reads, and as its memory. A cell's memory comes from the same "
            "cell one step earlier, not from the cell below.",
        ),
        Misconception(
            "arguments-swapped",
            _wrong((TWO, "h2 = cell2(h2, h1)")),
            "The two arguments of cell2 are swapped. First comes what it reads, then its own last state.",
        ),
        Misconception(
            "lower-arguments-swapped",
            _wrong((ONE, "h1 = cell1(h1, x_t)")),
            "The two arguments of cell1 are swapped. First comes what it reads, then its own last state.",
        ),
        Misconception(
            "reads-itself",
            _wrong((TWO, "h2 = cell2(h2, h2)")),
            "cell2 gets h2 twice: as what it reads, and as its memory. Nothing from below ever reaches it.",
        ),
        Misconception(
            "reads-x-too",
            _wrong((TWO, "h2 = cell2(x_t + h1, h2)")),
            (
                "You add x_t to what cell2 reads. In this stack the upper cell sees the words only through "
                "the lower cell."
            ),
        ),
        Misconception(
            "tanh-between",
            _wrong((TWO, "h2 = cell2(torch.tanh(h1), h2)")),
            "You squash h1 with tanh before cell2 reads it. cell1 has done that already.",
        ),
        Misconception(
            "relu-between",
            _wrong((TWO, "h2 = cell2(torch.relu(h1), h2)")),
            "You put a ReLU between the two cells. cell2 reads h1 as it is; the tanh is inside the cells.",
        ),
        Misconception(
            "one-name-for-both",
            _wrong((ONE, "h1 = cell1(x_t, h2)")),
            "cell1 is handed the memory of cell2. Each cell has a memory of its own, and carries it "
            "along time on its own level.",
        ),
        Misconception(
            "one-state",
            _wrong((ONE, "h1 = cell1(x_t, h1)\n        h1 = cell2(h1, h1)"), (TWO, "h2 = h1")),
            "You use one name for both states, so cell2 overwrites the memory of cell1. Two cells need "
            "two memories.",
        ),
        Misconception(
            "h1-forgotten",
            _wrong((ONE, "h1 = cell1(x_t)")),
            "cell1 is called without its state, so it starts from zeros at every step and its memory is "
            "lost. Nothing raises, because the state may be omitted.",
        ),
        Misconception(
            "h2-forgotten",
            _wrong((TWO, "h2 = cell2(h1)")),
            "cell2 is called without its state, so it starts from zeros at every step. Nothing raises, "
            "because the state may be omitted.",
        ),
        Misconception(
            "both-forgotten",
            _wrong((ONE, "h1 = cell1(x_t)"), (TWO, "h2 = cell2(h1)")),
            "Both cells are called without a state, so both start from zeros at every step: no memory "
            "at all. Look at the second argument.",
        ),
        Misconception(
            "start-ignored",
            _wrong(("out = []", "h1 = h2 = None\n    out = []")),
            "Your loop starts from zeros. The caller hands you the first states, h1 and h2, and they "
            "need not be zeros.",
        ),
        Misconception(
            "h1-start-ignored",
            _wrong(("out = []", "h1 = None\n    out = []")),
            "cell1 starts from zeros. The caller hands you its first state, h1, which need not be zeros.",
        ),
        Misconception(
            "h2-start-ignored",
            _wrong(("out = []", "h2 = None\n    out = []")),
            "cell2 starts from zeros. The caller hands you its first state, h2, which need not be zeros.",
        ),
        Misconception(
            "first-word-again",
            _wrong((ONE, "h1 = cell1(x[0], h1)")),
            "Every step reads x[0]. The states move on, but the input does not: look at the index.",
        ),
        Misconception(
            "backwards",
            _wrong(("for x_t in x:", "for x_t in x.flip(0):")),
            "Your loop reads the sequence from the end to the beginning. Step 1 must read x[0].",
        ),
        Misconception(
            "lower-states-kept",
            _wrong(("append(h2)", "append(h1)")),
            "`out` holds the states of cell1. The task asks for those of the upper cell.",
        ),
        Misconception(
            "first-layer-to-the-end",
            FIRST_LAYER_FIRST,
            "You let cell1 read the whole sequence first and give its last state to every step of cell2. "
            "cell2 should read, at step t, the state that cell1 has at step t: keep them all.",
        ),
        Misconception(
            "upper-cell-once",
            ONCE_AT_THE_END,
            "cell2 is called once, after the loop. It has to take a step whenever cell1 does: T times.",
        ),
        Misconception(
            "cells-swapped",
            _wrong((ONE, "h1 = cell2(x_t, h1)"), (TWO, "h2 = cell1(h1, h2)")),
            "The cells are in the wrong order: cell1 reads x_t, and cell2 reads what cell1 makes of it.",
        ),
        Misconception(
            "one-cell-twice",
            _wrong((TWO, "h2 = cell1(h1, h2)")),
            "You call cell1 for both layers. Layers do not share their weights as steps do: the upper "
            "layer is cell2.",
        ),
        Misconception(
            "out-only",
            _wrong((RETURN, "return torch.stack(out)")),
            "You return `out` alone. The task asks for three results: out, the last h1 and the last h2.",
        ),
        Misconception(
            "two-outputs",
            _wrong((RETURN, "return torch.stack(out), h2")),
            "You return two results. The task asks for three: out, the last h1 and the last h2. The last h1 "
            "is not in out, which holds the upper cell's states only.",
        ),
        Misconception(
            "last-states-swapped",
            _wrong((RETURN, "return torch.stack(out), h2, h1")),
            "out is right, but the two last states stand in the wrong order: first the lower cell's, "
            "then the upper cell's.",
        ),
        Misconception(
            "h2-twice",
            _wrong((RETURN, "return torch.stack(out), h2, h2")),
            "You return h2 twice. The second result should be the last state of cell1.",
        ),
        Misconception(
            "h1-twice",
            _wrong((RETURN, "return torch.stack(out), h1, h1")),
            "You return h1 twice. The third result should be the last state of cell2.",
        ),
        Misconception(
            "states-first",
            _wrong((RETURN, "return h1, h2, torch.stack(out)")),
            "The three results are right, but out should come first, then the last h1 and the last h2.",
        ),
        Misconception(
            "all-h1",
            _wrong(
                ("out = []", "out, lower = [], []"),
                (TWO, "lower.append(h1)\n        h2 = cell2(h1, h2)"),
                (RETURN, "return torch.stack(out), torch.stack(lower), h2"),
            ),
            "The second result holds cell1's states at every step. The task asks for its last state "
            "only, with shape (B, width of cell1).",
        ),
        Misconception(
            "states-stacked",
            _wrong((RETURN, "return torch.stack(out), torch.stack([h1, h2])")),
            "You stack states of both cells into one tensor, as `nn.RNN` does with the last ones. Here the widths "
            "may differ, and then they do not fit into one: `out` holds the upper cell's states only, and the two "
            "last states are results of their own.",
            raises="stack expects each tensor to be equal size",
        ),
        Misconception(
            "cat",
            _wrong(("torch.stack(", "torch.cat(")),
            "`torch.cat` glues the states along the batch axis, (T·B, H). Time needs an axis of its own.",
        ),
        Misconception(
            "stack-dim-1",
            _wrong(("stack(out)", "stack(out, dim=1)")),
            "out comes as (B, T, H): the new axis stands in second place. The task asks for time first.",
        ),
        Misconception(
            "batch-axis",
            _wrong(("for x_t in x:", "for x_t in x.transpose(0, 1):")),
            "Your loop walks along the batch axis, so the cells take words for sentences. Which axis of "
            "(T, B, I) is time?",
            raises="Input batch size 7 doesn't match hidden0 batch size 3",
        ),
        Misconception(
            "unpacked",
            _wrong((ONE, "out1, h1 = cell1(x_t, h1)")),
            "You unpack two values, but a cell returns one tensor, its new state.",
            raises="values to unpack",
        ),
        Misconception(
            "aliased",
            _wrong(
                ("out = []", "h1, h2, out = h1.clone(), h2.clone(), []"),
                (ONE, "h1.copy_(cell1(x_t, h1))"),
                (TWO, "h2.copy_(cell2(h1, h2))"),
            ),
            "All rows of out are the last state: every step writes into the same tensor, and the list "
            "holds that one tensor T times.",
        ),
        *two_cells_slips(_wrong),
        *without(more_two_cells_slips(_two_cells)),
        *gradient_mistakes(
            _two_cells,
            cut=_wrong((TWO, "h2 = cell2(h1.detach(), h2)")),
            none=_wrong((RETURN, "return torch.stack(out).detach(), h1.detach(), h2.detach()")),
            overwritten=OVERWRITTEN,
        ),
    ],
)
