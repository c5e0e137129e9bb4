"""Lesson 5, what goes wrong when the grid is filled by a loop: wrong sources and what to say about them."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_05_grid_steps import ALIASED, IN_PLACE, loop_with, step_mistakes
from rnn_course.exercises.lesson_05_slips import grid_slips

ONE_MEMORY = """\
def grid_loop(cells, x, h_0):
    h = h_0[0]
    out = []
    for x_t in x:
        below, column = x_t, []
        for cell in cells:
            h = below = cell(below, h)
            column.append(h)
        out.append(h)
    return torch.stack(out), torch.stack(column)
"""
LAST_STATE_UP = """\
def grid_loop(cells, x, h_0):
    h_n = []
    row = list(x)
    for l, cell in enumerate(cells):
        h, states = h_0[l], []
        for below in row:
            h = cell(below, h)
            states.append(h)
        h_n.append(h)
        row = [h] * len(x)
    return torch.stack(states), torch.stack(h_n)
"""
START_FROM_BELOW = """\
def grid_loop(cells, x, h_0):
    h, h_n, row = h_0[0], [], list(x)
    for cell in cells:
        states = []
        for below in row:
            h = cell(below, h)
            states.append(h)
        h_n.append(h)
        row = states
    return torch.stack(row), torch.stack(h_n)
"""
NO_GRADIENT = loop_with().replace("    h = list", "    torch.set_grad_enabled(False)\n    h = list")

MISTAKES = [
    (
        "one-memory",
        ONE_MEMORY,
        "You carry one state for all layers: each cell hands its memory to the next layer's cell. Each "
        "layer needs a state of its own, so there are L of them at any time.",
    ),
    (
        "start-from-below",
        START_FROM_BELOW,
        "Going row by row is a good plan, but each row of yours starts from the last state of the row "
        "below. Each layer has its own start: which part of `h_0`?",
    ),
    (
        "last-state-up",
        LAST_STATE_UP,
        "You let one layer read to the end, and give its *last* state to every step of the next. The layer "
        "above reads, at step t, the state that the layer below has at step t.",
    ),
    (
        "start-ignored",
        loop_with(start="[torch.zeros_like(h) for h in h_0]"),
        "Your layers start from zeros. The caller hands you `h_0`, and it need not be zero.",
    ),
    (
        "same-start",
        loop_with(start="[h_0[0] for _ in h_0]"),
        "All your layers start from `h_0[0]`. There is one starting state for each layer.",
    ),
    (
        "starts-reversed",
        loop_with(start="list(h_0.flip(0))"),
        "Your layers get the starting states in the opposite order. `h_0[0]` belongs to the bottom layer.",
    ),
    (
        "one-cell",
        loop_with("cells[0](below, h[l])"),
        "You use `cells[0]` for every layer. Weights are shared over the steps, not over the layers: layer "
        "l has `cells[l]`.",
    ),
    (
        "upper-cell-shared",
        loop_with("cells[min(l, 1)](below, h[l])"),
        "All layers above layer 0 use the same cell. Each layer has its own.",
    ),
    (
        "cells-reversed",
        loop_with("cells[-1 - l](below, h[l])"),
        "Your cells stand in the opposite order. `cells[0]` is the bottom one, which reads the words.",
    ),
    (
        "arguments-swapped",
        loop_with("cell(h[l], below)"),
        "The two arguments of your cells are exchanged. First comes what the cell reads, then its memory.",
    ),
    (
        "out-bottom",
        loop_with(keep="h[0]"),
        "Your `out` holds the states of layer 0. `out` is the top row of the grid.",
    ),
    (
        "out-all-layers",
        loop_with(keep="torch.stack(h)"),
        "Your `out` holds every layer at every step: the whole grid. `nn.RNN` hands out the top row only.",
    ),
    (
        "out-last-only",
        loop_with(out="out[-1]"),
        "Your `out` is the last state only. It should have one state for each step: collect them.",
    ),
    (
        "outputs-exchanged",
        loop_with(out="torch.stack(h)", h_n="torch.stack(out)"),
        "Both results are right, but in the wrong order: first `out`, then `h_n`, as in `nn.RNN`.",
    ),
    (
        "every-layer-appended",
        loop_with(keep="below").replace("        out.append", "            out.append"),
        "Your `out` gets a state from every layer, one after the other: L·T rows. Only the top layer's state "
        "goes to `out`, once for each step. Look at how far the line with `append` is indented.",
    ),
    (
        "returned-too-early",
        loop_with().replace("    return", "        return"),
        "Your function ends after one step. A `return` inside the loop leaves the function at once: look at "
        "how far it is indented.",
    ),
    (
        "out-is-h-n",
        loop_with(h_n="torch.stack(out)"),
        "You return `out` twice. `h_n` is something else: the last state of each layer.",
    ),
    (
        "out-glued",
        loop_with(out="torch.cat(out)"),
        "You glue the steps of `out` together along the batch axis, so T and B can no longer be told apart. "
        "To collect states on a new axis there is another function.",
    ),
    (
        "h-n-glued",
        loop_with(h_n="torch.cat(h)"),
        "You glue the layers of `h_n` together along the batch axis. The layer needs an axis of its own, in "
        "front.",
    ),
    (
        "h-n-top-only",
        loop_with(h_n="h[-1]"),
        "Your `h_n` is the top layer's last state. `h_n` has the last state of *every* layer: the right "
        "column of the grid.",
    ),
    (
        "h-n-top-with-axis",
        loop_with(h_n="h[-1][None]"),
        "Your `h_n` has one row, the top layer's. That is all there is with one layer; with L layers it has "
        "L rows.",
    ),
    (
        "h-n-reversed",
        loop_with(h_n="torch.stack(h[::-1])"),
        "Your `h_n` has the top layer first. Row 0 belongs to layer 0.",
    ),
    (
        "h-n-batch-first",
        loop_with(h_n="torch.stack(h, dim=1)"),
        "Your `h_n` is (B, L, H). In `nn.RNN` the layers come first, always: (L, B, H).",
    ),
    (
        "h-n-is-h-0",
        loop_with(h_n="h_0"),
        "You return the starting states as `h_n`. After T steps each layer has a new state.",
    ),
    (
        "aliased",
        loop_with(**ALIASED),
        "All rows of your `out` are the same. `h[-1]` is a window onto a tensor that the next step "
        "overwrites. Make a new tensor for each state, and never write into an old one.",
    ),
    (
        "overwritten-in-place",
        loop_with(**IN_PLACE),
        "The values are right, but backward raises an error: you write new states into a tensor that holds "
        "the old ones, and the gradient needs those. Keep the states in a Python list, where `h[l] = …` "
        "forgets the old tensor and does not change it.",
    ),
    (
        "memory-detached",
        loop_with("cell(below, h[l].detach())"),
        "The values are right, but the gradients are not: you cut each memory off with `detach()`, so "
        "nothing is learnt from earlier steps. Pass the state on as the cell returned it.",
    ),
    (
        "layers-detached",
        loop_with("cell(below.detach(), h[l])"),
        "The values are right, but the gradients are not: you cut the way between the layers with "
        "`detach()`, so only the top layer learns from `out`. Pass the state up as the cell returned it.",
    ),
    (
        "no-gradient",
        NO_GRADIENT,
        "The values are right, but no gradient reaches the cells: `torch.no_grad()`, or results copied into "
        "plain numbers. Stay with the tensors that the cells return.",
    ),
]


def _raising(key, wrong, raises, says):
    return Misconception(key, wrong, says, raises=raises)


ERRORS = [
    _raising(
        "batch-loop",
        loop_with().replace("in x:", "in x.transpose(0, 1):"),
        "doesn't match hidden",
        "Your loop runs over the batch: each round takes one sentence with all its steps. The first axis of "
        "x is time; a loop over x itself gives x_t of shape (B, I).",
    ),
    _raising(
        "state-3d",
        loop_with("cell(below, h_0)"),
        "Expected hidden to be 1D or 2D",
        "You hand a cell a state with three axes. A cell belongs to one layer, so its state is (B, H): one "
        "row of `h_0`.",
    ),
    _raising(
        "two-results",
        loop_with().replace("h[l] = cell(below, h[l])", "_, h[l] = cell(below, h[l])"),
        "values to unpack",
        "You unpack two values from a cell. `nn.RNN` returns two; an `nn.RNNCell` returns one tensor, the "
        "new state.",
    ),
]


GRID_MISTAKES = [
    *step_mistakes(),
    *(Misconception(*mistake) for mistake in MISTAKES),
    *ERRORS,
    *grid_slips(loop_with),
]
