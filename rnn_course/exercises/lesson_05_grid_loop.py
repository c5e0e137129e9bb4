"""Lesson 5, the loop over layers and steps, written with cells."""

import numpy as np
import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, with_gradients
from rnn_course.exercises.lesson_05_grid_mistakes import GRID_MISTAKES
from rnn_course.exercises.lesson_05_more_slips import more_grid_slips
from rnn_course.exercises.slips import without

NAMES = ("out", "h_n")


def _grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(below, h[l])
            below = h[l]
        out.append(below)
    return torch.stack(out), torch.stack(h)


def _draw(rng, T, B, I, H, L):
    cells = nn.ModuleList([nn.RNNCell(I if layer == 0 else H, H) for layer in range(L)])
    return cells, torch.randn(T, B, I), torch.randn(L, B, H)


# Equal widths first: there a wrong tensor runs silently, and its values tell which one it was.
SIZES = [
    {"T": 7, "B": 4, "I": 5, "H": 5, "L": 3},
    {"T": 6, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 8, "B": 5, "I": 3, "H": 6, "L": 2},
    {"T": 5, "B": 3, "I": 4, "H": 2, "L": 1},
    {"T": 1, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 7, "B": 1, "I": 4, "H": 6, "L": 2},
]


def _observe(result, args):
    """out, h_n and the gradients of all weights as one vector, or a text where the backward pass fails."""
    try:
        seen = with_gradients(*NAMES)(result, args)
    except RuntimeError:
        seen = dict(zip(NAMES, result, strict=True))
    parts = [np.ravel(value) for name, value in seen.items() if name not in NAMES]
    gradient = np.concatenate(parts) if parts else "backward stops with an error"
    return {name: seen[name] for name in NAMES} | {"gradient of the weights": gradient}


grid_loop = FunctionExercise(
    id="05.grid_loop",
    title="The grid, step by step",
    stub="def grid_loop(cells, x, h_0):\n    out, h_n = ..., ...\n"
    "    return out, h_n  # shapes (T, B, H) and (L, B, H)\n",
    solution=_grid_loop,
    why="Each cell reads what the layer below has written in this step, and its own state of the step "
    "before. The last value of each step goes to out; the L states left at the end are h_n.",
    hints=[
        "Two loops, one inside the other: which runs over time, which over the layers? What must be "
        "remembered between steps?",
        "Keep a Python list with L states, at first the rows of `h_0`. In each step go from the bottom cell "
        "to the top.",
        "`h[l] = cell(below, h[l])`, where `below` is x_t for the first cell and the state just computed "
        "for the next.",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"out": "T B H", "h_n": "L B H"},
    observe=_observe,
    forbid_change=True,
    imports=NUMPY_AND_TORCH,
    tolerance=1e-4,  # float32 gradients, summed over all steps
    misconceptions=[
        *GRID_MISTAKES,
        *without(
            more_grid_slips(_grid_loop),
            "start-for-the-bottom-only-and-bottoms-memory",
            "h-n-second-and-out-second",
        ),
    ],
)
