"""The grid, step by step."""

import numpy as np
import torch
from torch import nn

from rnn_course.exercises.shared.layer_sizes import SIZES
from rnn_course.nearmiss import NUMPY_AND_TORCH, function, with_gradients

NAMES = ("out", "h_n")


def _outputs_and_gradient(result, args):
    """out, h_n and the gradients of all weights as one vector, or a text where the backward pass fails."""
    try:
        seen = with_gradients(*NAMES)(result, args)
    except RuntimeError:
        seen = dict(zip(NAMES, result, strict=True))
    parts = [np.ravel(value) for name, value in seen.items() if name not in NAMES]
    gradient = np.concatenate(parts) if parts else "backward stops with an error"
    return {name: seen[name] for name in NAMES} | {"gradient of the weights": gradient}


@function(
    id="05.grid_loop",
    stub="def grid_loop(cells, x, h_0):\n    out, h_n = ..., ...\n    return out, h_n  # shapes (T, B, H) "
    "and (L, B, H)\n",
    returns="out: T B H; h_n: L B H",
    why="Each cell reads what the layer below has written in this step, and its own state of the step "
    "before. The last value of each step goes to out; the L states left at the end are h_n.",
    hints=(
        "Two loops, one inside the other: which runs over time, which over the layers? What must be "
        "remembered between steps?",
        "Keep a Python list with L states, at first the rows of `h_0`. In each step go from the bottom cell "
        "to the top.",
        "`h[l] = cell(below, h[l])`, where `below` is x_t for the first cell and the state just computed "
        "for the next.",
    ),
    sizes=SIZES,
    observe=_outputs_and_gradient,
    forbid_change=True,
    imports=NUMPY_AND_TORCH,
    tolerance=1e-4,  # float32 gradients, summed over all steps
)
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(below, h[l])
            below = h[l]
        out.append(below)
    return torch.stack(out), torch.stack(h)


@grid_loop.draw
def _(rng, T, B, I, H, L):
    cells = nn.ModuleList([nn.RNNCell(I if layer == 0 else H, H) for layer in range(L)])
    return cells, torch.randn(T, B, I), torch.randn(L, B, H)


@grid_loop.right
def row_by_row(cells, x, h_0):
    h_n, row = [], list(x)
    for l, cell in enumerate(cells):
        h, states = h_0[l], []
        for z in row:
            h = cell(z, h)
            states.append(h)
        row = states
        h_n.append(h)
    return torch.stack(row), torch.stack(h_n)


@grid_loop.right
def by_the_formula(cells, x, h_0):
    h, out = list(h_0), []
    for x_t in x:
        z = x_t
        for l, c in enumerate(cells):
            z = h[l] = torch.tanh(z @ c.weight_ih.T + c.bias_ih + h[l] @ c.weight_hh.T + c.bias_hh)
        out.append(h[-1])
    return out, h


@grid_loop.right
def column_by_column(cells, x, h_0):
    columns = [list(h_0)]
    for x_t in x:
        column = []
        for cell, h in zip(cells, columns[-1], strict=True):
            column.append(cell(column[-1] if column else x_t, h))
        columns.append(column)
    return torch.stack([c[-1] for c in columns[1:]]), torch.stack(columns[-1])


@grid_loop.mistake
def one_memory(cells, x, h_0):
    """You carry one state for all layers: each cell hands its memory to the next layer's cell. Each layer
    needs a state of its own, so there are L of them at any time."""
    h, out = h_0[0], []
    for x_t in x:
        below, column = x_t, []
        for cell in cells:
            h = below = cell(below, h)
            column.append(h)
        out.append(h)
    return torch.stack(out), torch.stack(column)


@grid_loop.mistake
def start_from_below(cells, x, h_0):
    """Going row by row is a good plan, but each row of yours starts from the last state of the row below.
    Each layer has its own start: which part of `h_0`?"""
    h, h_n, row = h_0[0], [], list(x)
    for cell in cells:
        states = []
        for below in row:
            h = cell(below, h)
            states.append(h)
        h_n.append(h)
        row = states
    return torch.stack(row), torch.stack(h_n)


@grid_loop.mistake
def last_state_up(cells, x, h_0):
    """You let one layer read to the end, and give its *last* state to every step of the next. The layer above
    reads, at step t, the state that the layer below has at step t."""
    h_n, row = [], list(x)
    for l, cell in enumerate(cells):
        h, states = h_0[l], []
        for below in row:
            h = cell(below, h)
            states.append(h)
        h_n.append(h)
        row = [h] * len(x)
    return torch.stack(states), torch.stack(h_n)


@grid_loop.mistake
def layer_by_layer(cells, x, h_0):
    """Your outer loop goes over the layers, so every layer walks along the words by itself and reads `x`. A
    layer above the bottom reads the states that the layer below has left, step by step."""
    h, out = list(h_0), []
    for l, cell in enumerate(cells):
        for x_t in x:
            h[l] = cell(x_t, h[l])
            out.append(h[l])
    return torch.stack(out), torch.stack(h)


@grid_loop.mistake(raises="index 1 is out of (bounds|range)")
def two_layers_only(cells, x, h_0):
    """You wrote two layers by name. `cells` may hold one, two or more: let a loop go through them."""
    h1, h2, out = h_0[0], h_0[1], []
    for x_t in x:
        h1 = cells[0](x_t, h1)
        h2 = cells[1](h1, h2)
        out.append(h2)
    return torch.stack(out), torch.stack([h1, h2])


CALL, KEEP, BACK = "cell(below, h[l])", "out.append(below)", "return torch.stack(out), torch.stack(h)"
OLD = ("below = x_t", "old, below = list(h), x_t")
IN_ONE_TENSOR = ("list(h_0)", "h_0.clone()"), ("torch.stack(h)", "h")
slip = grid_loop.slip
slip(
    "reads-x",
    "Every layer of yours reads the word x_t, so the layers stand side by side and not on top of each "
    "other. With equal widths nothing stops it. What does a layer above layer 0 read?",
    (CALL, "cell(x_t, h[l])"),
)
slip(
    "last-steps-of-the-top",
    "`h_n` should hold each layer's state at the last step. You return the top layer's states at the last L "
    "steps: another axis of the grid. Which way do the layers run in it?",
    (BACK, "return torch.stack(out), torch.stack(out)[-len(cells):]"),
)
slip(
    "memory-from-below",
    "Your cells take their memory from the layer below (layer 0 even from the top, because -1 is the last). "
    "h_{t-1} comes from the same layer, one step before. Which arrow of figure 5.1 is that?",
    (CALL, "cell(below, h[l - 1])"),
)
slip(
    "old-memory-from-below",
    "Your cells take as their memory what the layer below had one step before (layer 0 takes the top "
    "layer's). The step is right, the layer is not: each row of the grid keeps its own memory.",
    OLD,
    (CALL, "cell(below, old[l - 1])"),
)
slip(
    "below-twice",
    "Above layer 0 your cells get the state of the layer below twice: as what they read and as their "
    "memory. The second argument is the same layer's state of the step before.",
    (CALL, "cell(below, h[l] if l == 0 else below)"),
)
slip(
    "one-step-late",
    "Your upper layers read what the layer below had one step *before*. All shapes fit, but `out` comes "
    "late and the top layer never hears of the last words. The arrow from below stays within one step.",
    OLD,
    (CALL, "cell(x_t if l == 0 else old[l - 1], h[l])"),
)
slip(
    "no-memory",
    "Your cells are called without a state, so each starts from zeros at every step. Nothing raises, "
    "because the state may be left out, but there is no memory.",
    (CALL, "cell(below)"),
)
slip(
    "always-from-start",
    "At every step your cells get `h_0` as their memory, so nothing is carried along. `h_0` is only for the "
    "first step.",
    (CALL, "cell(below, h_0[l])"),
)
slip(
    "same-start",
    "All your layers start from `h_0[0]`. There is one starting state for each layer.",
    ("list(h_0)", "[h_0[0] for _ in h_0]"),
)
slip(
    "one-cell",
    "You use `cells[0]` for every layer. Weights are shared over the steps, not over the layers: layer l "
    "has `cells[l]`.",
    (CALL, "cells[0](below, h[l])"),
)
slip(
    "out-all-layers",
    "Your `out` holds every layer at every step: the whole grid. `nn.RNN` hands out the top row only.",
    (KEEP, "out.append(torch.stack(h))"),
)
slip(
    "every-layer-appended",
    "Your `out` gets a state from every layer, one after the other: L·T rows. Only the top layer's state "
    "goes to `out`, once for each step. Look at how far the line with `append` is indented.",
    (f"        {KEEP}", f"            {KEEP}"),
)
slip(
    "out-is-h-n",
    "You return `out` twice. `h_n` is something else: the last state of each layer.",
    ("torch.stack(h)", "torch.stack(out)"),
)
slip(
    "h-n-top-with-axis",
    "Your `h_n` has one row, the top layer's. That is all there is with one layer; with L layers it has L "
    "rows.",
    ("torch.stack(h)", "h[-1][None]"),
)
slip(
    "h-n-every-step",
    "Your `h_n` holds the states of all layers at every step: the whole grid. It should be the right column "
    "only, the states after the last step.",
    ("out = []", "out, grid = [], []"),
    (KEEP, f"{KEEP}; grid.append(torch.stack(h))"),
    ("torch.stack(h)\n", "torch.stack(grid)\n"),
)
slip(
    "batch-loop",
    "Your loop runs over the batch: each round takes one sentence with all its steps. The first axis of x "
    "is time; a loop over x itself gives x_t of shape (B, I).",
    ("in x:", "in x.transpose(0, 1):"),
    raises="doesn't match hidden",
)
slip(
    "aliased",
    "All rows of your `out` are the same: what you keep is a window onto a tensor that the next step "
    "overwrites. Make a new tensor for each state, and never write into an old one.",
    *IN_ONE_TENSOR,
    (KEEP, "out.append(h[-1])"),
)
slip(
    "overwritten-in-place",
    "Backward raises an error: you write new states into a tensor that holds the old ones, and the gradient "
    "needs those. Keep the states in a Python list, where `h[l] = …` forgets the old tensor and does not "
    "change it.",
    *IN_ONE_TENSOR,
    (KEEP, "out.append(h[-1].clone())"),
)
slip(
    "memory-detached",
    "The gradients are not right: you cut each memory off with `detach()`, so nothing is learnt from "
    "earlier steps. Pass the state on as the cell returned it.",
    (CALL, "cell(below, h[l].detach())"),
)
slip(
    "layers-detached",
    "The gradients are not right: you cut the way between the layers with `detach()`, so only the top layer "
    "learns from `out`. Pass the state up as the cell returned it.",
    (CALL, "cell(below.detach(), h[l])"),
)
slip(
    "no-gradient",
    "No gradient reaches the cells: `torch.no_grad()`, or results copied into plain numbers. Stay with the "
    "tensors that the cells return.",
    ("h = list", "torch.set_grad_enabled(False)\n    h = list"),
)
