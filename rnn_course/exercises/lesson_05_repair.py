"""Lesson 5, a loop to repair: what a layer reads, whose memory it takes, two names for the same numbers."""

import torch

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_05_more_slips import more_stack_slips
from rnn_course.exercises.lesson_05_slips import stack_slips
from rnn_course.exercises.slips import without

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


def _stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(below @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            below = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)


def _draw(rng, T, B, I, H, L):
    W_ih = [torch.randn(H, I if layer == 0 else H) / H**0.5 for layer in range(L)]
    return torch.randn(T, B, I), torch.randn(L, B, H), W_ih, torch.randn(L, H, H) / H**0.5, torch.randn(L, H)


# Equal widths first: there the broken code runs silently, and its values tell what is left to repair.
SIZES = [
    {"T": 7, "B": 4, "I": 5, "H": 5, "L": 3},
    {"T": 6, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 8, "B": 5, "I": 3, "H": 6, "L": 2},
    {"T": 5, "B": 3, "I": 4, "H": 2, "L": 1},
    {"T": 1, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 7, "B": 1, "I": 4, "H": 6, "L": 2},
]


def _loop(
    below="x_t if l == 0 else h[l - 1]",
    memory="h[l]",
    start="h_0.clone()",
    keep="h[-1].clone()",
    h_n="h",
):
    """Source of the repaired loop with some parts exchanged. ``old`` holds the states of the step before."""
    return f"""\
def stacked(x, h_0, W_ih, W_hh, b):
    h = {start}
    out = []
    for x_t in x:
        old = [state.clone() for state in h]
        for l in range(len(W_ih)):
            below = {below}
            h[l] = torch.tanh(below @ W_ih[l].T + {memory} @ W_hh[l].T + b[l])
        out.append({keep})
    return torch.stack(out), {h_n}
"""


def _is_the_start(_function, calls):
    """Right values, but the h_n that is returned is the caller's h_0."""
    fresh = (_stacked(*stacked.arguments(index)) for index in range(len(calls)))
    rows = [(call.value, call.args[1], want) for call, want in zip(calls, fresh, strict=True)]
    return all(
        torch.is_tensor(got[1])
        and got[1].data_ptr() == h_0.data_ptr()
        and all(
            a.shape == b.shape and torch.allclose(a, b, atol=1e-5) for a, b in zip(got, want, strict=True)
        )
        for got, h_0, want in rows
    )


X, SELF, BELOW = "x_t", "h[l]", "h[l - 1]"
ROW = "h[-1]"  # not copied
MISTAKES = [
    (
        "chosen-by-the-width",
        _loop(below="x_t if W_ih[l].shape[1] == x_t.shape[1] else h[l - 1]"),
        "Your code tells the lowest layer by the width of its matrix. Where I = H, every layer has that width, and all of them read x_t. What else tells that a layer is the lowest?",
    ),
    (
        "still-reads-x",
        _loop(below=X),
        "Two repairs are done, one is left: every layer still reads x_t. Layers above 0 read what the layer "
        "below has written in this step.",
    ),
    (
        "still-memory-from-below",
        _loop(memory=BELOW),
        "Two repairs are done, one is left: the memory still comes from another layer, `h[l - 1]`. For "
        "layer 0 that is even the top one. Each layer keeps its own.",
    ),
    (
        "still-aliased",
        _loop(keep=ROW),
        "What is read and what is remembered are right now. But all rows of your `out` are still the same: "
        "`h[-1]` is a window onto `h`, and the next step writes into `h`. What must go into the list?",
    ),
    (
        "reads-x-and-aliased",
        _loop(below=X, keep=ROW),
        "The memory is repaired. Two faults are left: every layer reads x_t, and all rows of `out` show the "
        "same numbers, because each is a window onto `h`.",
    ),
    (
        "memory-and-aliased",
        _loop(memory=BELOW, keep=ROW),
        "What each layer reads is repaired. Two faults are left: the memory comes from `h[l - 1]`, and all "
        "rows of `out` show the same numbers, because each is a window onto `h`.",
    ),
    (
        "only-aliasing-repaired",
        _loop(below=X, memory=BELOW),
        "The rows of `out` are separate now. Two faults are left, both in the line with tanh: what the "
        "upper layers read, and whose memory they take. Compare it with the formula of section 5.2.",
    ),
    (
        "nothing-that-counts",
        _loop(below=X, memory=BELOW, keep=ROW),
        "The values are still those of the broken loop. Start with the line with tanh: which two neighbours "
        "does a cell of the grid read?",
    ),
    (
        "start-overwritten",
        _loop(start="h_0"),
        "`out` and `h_n` are right, but your function overwrites the caller's `h_0`: `h = h_0` gives a "
        "second name to the same numbers, and `h_0[:]` of a tensor is no copy either. Called twice with the same start, it would give two answers.",
    ),
    (
        "old-memory-from-below",
        _loop(memory="old[l - 1]"),
        "Your memory is what the layer below had one step before. The step is right, the layer is not. Read "
        '"the state of the previous layer" as: of the same layer, at the previous step.',
    ),
    (
        "own-memory-at-the-bottom-only",
        _loop(memory="(h[l] if l == 0 else h[l - 1])"),
        "Layer 0 keeps its own memory now, but the layers above take the state of the layer below as "
        "theirs. They have it already, as what they read. Every layer keeps its own memory.",
    ),
    (
        "own-old-memory-at-the-bottom-only",
        _loop(memory="(old[l] if l == 0 else old[l - 1])"),
        "Layer 0 keeps its own memory, but the layers above remember what the layer below had one step "
        "before. Every row of the grid has its own arrow from the left.",
    ),
    (
        "one-step-late",
        _loop(below="x_t if l == 0 else old[l - 1]"),
        "Your upper layers read what the layer below had one step *before*, so news travels one step late "
        "per layer. The arrow from below stays within one step: read the state that has just been computed.",
    ),
    (
        "one-step-late-and-aliased",
        _loop(below="x_t if l == 0 else old[l - 1]", keep=ROW),
        "Two faults are left: the upper layers read the layer below one step too late, and all rows of "
        "`out` show the same numbers, because each is a window onto `h`.",
    ),
    (
        "reads-the-top",
        _loop(below="x_t if l == 0 else h[-1]"),
        "Your upper layers all read the top layer. Each layer reads the one right below it.",
    ),
    (
        "bottom-reads-the-top",
        _loop(below="h[l - 1] if l > 0 or x_t.shape == h[-1].shape else x_t"),
        "Your layer 0 reads `h[-1]`, which Python takes as the last layer, so the words are not read at "
        "all. Below layer 0 stands x_t.",
    ),
    (
        "reads-word-and-below",
        _loop(below="x_t if l == 0 else (x_t + h[l - 1] if x_t.shape == h[l - 1].shape else h[l - 1])"),
        "Your upper layers read the word and the layer below added together. They read the layer below only.",
    ),
    (
        "start-ignored",
        _loop(start="torch.zeros_like(h_0)"),
        "Your states start from zeros. That keeps `h_0` as it was, but `h_0` is the start that the caller "
        "wants. Copy its numbers.",
    ),
    (
        "starts-again",
        _loop(memory="h_0[l]"),
        "Your memory is `h_0` at every step, so nothing is carried along. `h_0` is only for the first step.",
    ),
    (
        "all-layers-in-out",
        _loop(keep="h.clone()"),
        "Your `out` holds all layers at every step. It should be the top layer only: (T, B, H).",
    ),
    (
        "bottom-in-out",
        _loop(keep="h[0].clone()"),
        "Your `out` holds the bottom layer. It should be the top one.",
    ),
    (
        "top-only-in-h-n",
        _loop(h_n="h[-1]"),
        "Your `h_n` is the top layer's last state only. It should have the last state of every layer: (L, "
        "B, H).",
    ),
    (
        "no-bias",
        _loop().replace(" + b[l]", ""),
        "The bias has been lost in the repair. It was right where it was.",
    ),
    (
        "input-not-transposed",
        _loop().replace("W_ih[l].T", "W_ih[l]"),
        "`W_ih[l]` is used as it is. Its shape is (H, what the layer reads), so it must be transposed, as "
        "it was.",
    ),
    (
        "memory-not-transposed",
        _loop().replace("W_hh[l].T", "W_hh[l]"),
        "`W_hh[l]` is used as it is. It is square, so no error tells you: it must be transposed, as it was.",
    ),
    (
        "no-tanh",
        _loop().replace("torch.tanh(", "("),
        "The tanh has been lost in the repair. It was right where it was.",
    ),
    (
        "weights-shared",
        _loop().replace("W_hh[l]", "W_hh[0]"),
        "All your layers use `W_hh[0]`. Weights are shared over the steps, never over the layers.",
    ),
]


def _misconception(key, wrong, says):
    return Misconception(key, wrong, says, detect=_is_the_start if key == "start-overwritten" else None)


stacked = FunctionExercise(
    id="05.stacked",
    title="Repair the stack",
    stub=BROKEN,
    solution=_stacked,
    why="Each layer reads the state that the layer below has just written and its own state of the step "
    "before. A list that holds a new tensor for each state needs no copies, and h_0 stays as it was.",
    hints=[
        "Put the line with tanh beside the formula of section 5.2, factor by factor. Then ask of each `=` "
        "and each `append`: is this a copy, or a second name?",
        "Layer 0 reads x_t, every other layer reads `h[l - 1]`. The memory of layer l is in `h[l]`.",
        "Start from `list(h_0)` instead of `h_0`: then `h[l] = …` puts a new tensor into the list and "
        "changes no old one. At the end, stack the list.",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"out": "T B H", "h_n": "L B H"},
    forbid_change=True,
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        *(_misconception(*mistake) for mistake in MISTAKES),
        *stack_slips(_loop),
        *without(
            more_stack_slips(_stacked),
            "no-bias",
            "memory-untransposed",
            "out-second",
            "h-n-top",
            "start-ones-and-no-memory",
            "start-of-the-top-and-no-memory",
            "start-for-the-bottom-only-and-bottoms-memory",
            "start-for-the-bottom-only-and-no-memory",
        ),
    ],
)
