"""Repair the stack."""

import torch

from rnn_course.exercises.shared.layer_sizes import SIZES
from rnn_course.nearmiss import NUMPY_AND_TORCH, function

BROKEN = """\
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(x_t @ W_ih[l].T + h[l - 1] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), h
"""


@function(
    id="05.stacked",
    stub=BROKEN,
    returns="out: T B H; h_n: L B H",
    why="Each layer reads the state that the layer below has just written and its own state of the step "
    "before. A list that holds a new tensor for each state needs no copies, and h_0 stays as it was.",
    hints=(
        "Put the line with tanh beside the formula of section 5.2, factor by factor. Then ask of each `=` "
        "and each `append`: is this a copy, or a second name?",
        "Layer 0 reads x_t, every other layer reads `h[l - 1]`. The memory of layer l is in `h[l]`.",
        "Start from `list(h_0)` instead of `h_0`: then `h[l] = …` puts a new tensor into the list and "
        "changes no old one. At the end, stack the list.",
    ),
    sizes=SIZES,
    forbid_change=True,
    imports=NUMPY_AND_TORCH,
)
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(below @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            below = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)


@stacked.draw
def _(rng, T, B, I, H, L):
    W_ih = [torch.randn(H, I if layer == 0 else H) / H**0.5 for layer in range(L)]
    return torch.randn(T, B, I), torch.randn(L, B, H), W_ih, torch.randn(L, H, H) / H**0.5, torch.randn(L, H)


@stacked.right
def two_buffers(x, h_0, W_ih, W_hh, b):
    old, out = h_0, []
    for x_t in x:
        new = torch.empty_like(old)
        for l in range(len(W_ih)):
            new[l] = torch.tanh((new[l - 1] if l else x_t) @ W_ih[l].T + old[l] @ W_hh[l].T + b[l])
        out.append(new[-1])
        old = new
    return torch.stack(out), old


@stacked.right
def in_numpy(x, h_0, W_ih, W_hh, b):
    h, out = [s.numpy() for s in h_0], []
    for x_t in x.numpy():
        z = x_t
        for l, W in enumerate(W_ih):
            z = h[l] = torch.tanh(
                torch.tensor(z @ W.numpy().T + h[l] @ W_hh[l].numpy().T + b[l].numpy())
            ).numpy()
        out.append(torch.tensor(h[-1]))
    return torch.stack(out), torch.tensor([state.tolist() for state in h])


@stacked.right
def row_by_row(x, h_0, W_ih, W_hh, b):
    row, last = x, []
    for l in range(len(W_ih)):
        h, states = h_0[l], []
        for z in torch.nn.functional.linear(row, W_ih[l], b[l]):
            h = (z + torch.einsum("bj,ij->bi", h, W_hh[l])).tanh()
            states.append(h)
        row = torch.stack(states)
        last.append(h[None])
    return row, torch.cat(last)


@stacked.right
def the_whole_grid(x, h_0, W_ih, W_hh, b):
    T, L = len(x), len(W_ih)
    g = torch.zeros(T + 1, *h_0.shape, dtype=h_0.dtype)
    g[0] = h_0
    for t in range(T):
        for l in range(L):
            below = g[t + 1, l - 1] if l else x[t]
            g[t + 1, l] = torch.tanh(below @ W_ih[l].T + g[t, l] @ W_hh[l].T + b[l])
    return g[1:, -1], g[-1]


READ, MEMORY, KEEP = "below @", "h[l] @", "out.append(h[-1])"
X, BELOW = (READ, "x_t @"), (MEMORY, "h[l - 1] @")
OLD = ("below = x_t", "old, below = list(h), x_t")
ALIASED = ("list(h_0)", "h_0.clone()"), ("torch.stack(h)", "h")
slip = stacked.slip
slip(
    "still-reads-x",
    "Two repairs are done, one is left: every layer still reads x_t. Layers above 0 read what the layer "
    "below has written in this step.",
    X,
)
slip(
    "still-memory-from-below",
    "Two repairs are done, one is left: the memory still comes from another layer, `h[l - 1]`. For layer 0 "
    "that is even the top one. Each layer keeps its own.",
    BELOW,
)
slip(
    "still-aliased",
    "What is read and what is remembered are right now. But all rows of your `out` are still the same: "
    "`h[-1]` is a window onto `h`, and the next step writes into `h`. What must go into the list?",
    *ALIASED,
)
slip(
    "reads-x-and-aliased",
    "The memory is repaired. Two faults are left: every layer reads x_t, and all rows of `out` show the "
    "same numbers, because each is a window onto `h`.",
    X,
    *ALIASED,
)
slip(
    "memory-and-aliased",
    "What each layer reads is repaired. Two faults are left: the memory comes from `h[l - 1]`, and all rows "
    "of `out` show the same numbers, because each is a window onto `h`.",
    BELOW,
    *ALIASED,
)
slip(
    "only-aliasing-repaired",
    "The rows of `out` are separate now. Two faults are left, both in the line with tanh: what the upper "
    "layers read, and whose memory they take. Compare it with the formula of section 5.2.",
    X,
    BELOW,
)
slip(
    "nothing-that-counts",
    "The values are still those of the broken loop. Start with the line with tanh: which two neighbours "
    "does a cell of the grid read?",
    X,
    BELOW,
    *ALIASED,
)
slip(
    "chosen-by-the-width",
    "Your code tells the lowest layer by the width of its matrix. Where I = H, every layer has that width, "
    "and all of them read x_t. What else tells that a layer is the lowest?",
    (READ, "(x_t if W_ih[l].shape[1] == x_t.shape[1] else h[l - 1]) @"),
)
slip(
    "old-memory-from-below",
    "Your memory is what the layer below had one step before. The step is right, the layer is "
    'not. Read "the state of the previous layer" as: of the same layer, at the previous step.',
    OLD,
    (MEMORY, "old[l - 1] @"),
)
slip(
    "own-memory-at-the-bottom-only",
    "Layer 0 keeps its own memory now, but the layers above take the state of the layer below as theirs. "
    "They have it already, as what they read. Every layer keeps its own memory.",
    (MEMORY, "(h[l] if l == 0 else h[l - 1]) @"),
)
slip(
    "one-step-late",
    "Your upper layers read what the layer below had one step *before*, so news travels one step late per "
    "layer. The arrow from below stays within one step: read the state that has just been computed.",
    OLD,
    (READ, "(x_t if l == 0 else old[l - 1]) @"),
)
slip(
    "reads-the-start",
    "Your upper layers read `h_0[l - 1]`, the start of the layer below, at every step. They read what the "
    "layer below has just computed, so no word ever reaches them now.",
    (READ, "(x_t if l == 0 else h_0[l - 1]) @"),
)
slip(
    "bottom-reads-the-top",
    "`h[l - 1]` is `h[-1]` for layer 0, and Python takes that as the last layer: no word is read. Below "
    "layer 0 stands x_t.",
    (READ, "h[l - 1] @"),
)
slip(
    "word-and-below-added",
    "Your upper layers read the word and the layer below added together, which needs equal widths. They "
    "read the layer below only.",
    (READ, "(x_t if l == 0 else x_t + h[l - 1]) @"),
)
slip(
    "word-read-once",
    "Only the first step reads a word: at every later step layer 0 reads what the top layer has left. Set "
    "what is read back to x_t at the start of each step.",
    ("        below = x_t\n", ""),
    ("out = []", "out, below = [], x[0]"),
)
slip(
    "starts-again",
    "Your memory is `h_0` at every step, so nothing is carried along. `h_0` is only for the first step.",
    (MEMORY, "h_0[l] @"),
)
slip(
    "weights-shared",
    "All your layers use `W_hh[0]`. Weights are shared over the steps, never over the layers.",
    ("W_hh[l]", "W_hh[0]"),
)
slip(
    "all-layers-in-out",
    "Your `out` holds all layers at every step. It should be the top layer only: (T, B, H).",
    (KEEP, "out.append(torch.stack(h))"),
)
slip(
    "h-n-top-with-axis",
    "Your `h_n` has one row, the top layer's. It should have the last state of every layer: (L, B, H).",
    ("torch.stack(h)", "h[-1][None]"),
)
