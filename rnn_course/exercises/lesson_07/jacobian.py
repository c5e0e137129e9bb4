"""The Jacobian of one step."""

import numpy as np

from rnn_course.exercises.lesson_07.states import draw_states
from rnn_course.nearmiss import function


@function(
    id="07.jacobian",
    returns="J: H H",
    why="Row i belongs to unit i of the new state, so the slope of unit i scales the whole row i of W_hh. "
    "It is the matrix diag(1 - h²) W_hh, without building diag.",
    hints=(
        "Two things happen to an old unit on its way to a new one: a product with a weight, then tanh. Each "
        "has a derivative.",
        "The derivative of tanh, written with its value h, is 1 - h². Entry (i, j) needs the slope of unit "
        "i, the *new* one.",
        "Scale the rows of W_hh by 1 - h_t². A vector scales rows when it stands as a column: `v[:, "
        "np.newaxis]`.",
    ),
    without=("large",),  # a state lies between -1 and 1
)
def jacobian(h_t, W_hh):
    return (1 - h_t**2)[:, np.newaxis] * W_hh


@jacobian.draw
def _(rng, H):
    return draw_states(rng, H), rng.normal(size=(H, H))


@jacobian.right
def by_a_diagonal(h_t, W_hh):
    return np.diag(1 - h_t**2) @ W_hh


@jacobian.right
def turned_twice(h_t, W_hh):
    return (W_hh.T * (1 - h_t**2)).T


@jacobian.right
def lists_of_lists(h_t, W_hh):
    return [[(1 - h_t[i] ** 2) * w for w in row] for i, row in enumerate(W_hh)]


@jacobian.right
def by_cosh_in_float32(h_t, W_hh):
    return (W_hh / np.cosh(np.arctanh(h_t))[:, None] ** 2).astype(np.float32)


@jacobian.right
def by_autograd(h_t, W_hh):
    import torch

    a = torch.arctanh(torch.from_numpy(h_t))
    start = torch.zeros(len(h_t), dtype=torch.float64)
    return torch.autograd.functional.jacobian(lambda h: torch.tanh(a + torch.from_numpy(W_hh) @ h), start)


ROWS, SLOPE = "(1 - h_t**2)[:, np.newaxis]", "1 - h_t**2"
ALL = f"{ROWS} * W_hh"
jacobian.slip(
    "columns-scaled",
    "Your slopes scale the columns of W_hh. numpy lays a vector of shape (H,) along the last axis, so this "
    "is W_hh diag(1 - h²). But the slope belongs to the new unit i, and which axis of the Jacobian counts "
    "those?",
    ("[:, np.newaxis]", ""),
)
jacobian.slip(
    "no-slope",
    "This is the Jacobian of the sum inside tanh. The state is tanh of that sum, so each row still has to "
    "be multiplied by the slope of tanh at that unit.",
    (ALL, "W_hh.copy()"),
)
jacobian.slip(
    "no-weights",
    "This is the derivative of tanh alone. The old state first went through W_hh: off the diagonal, one "
    "unit acts on another through a weight.",
    (ALL, "np.diag(1 - h_t**2)"),
)
jacobian.slip(
    "diagonal-only",
    "The star multiplies entry by entry, so all numbers off the diagonal became zero: no unit would act on "
    "another. diag(…) W_hh in the formula is a matrix product.",
    (ROWS, "np.diag(1 - h_t**2)"),
)
jacobian.slip(
    "ones-beside-the-diagonal",
    "1 minus a diagonal matrix has ones beside the diagonal, so every unit acts on every other. Subtract "
    "first, and make the diagonal matrix afterwards.",
    (f"{ROWS} *", "(1 - np.diag(h_t) ** 2) @"),
)
jacobian.slip(
    "sum-recomputed",
    "You take h_t for the state *before* the step and compute the next one. But h_t is the state after it, "
    "so tanh of the sum is in your hands already. (Your sum also lacks the input.)",
    ("h_t**2", "np.tanh(W_hh @ h_t) ** 2"),
)
jacobian.slip(
    "no-square",
    "Your slope is 1 - h. That would be different for 0.8 and -0.8, but the curve of tanh is equally steep "
    "there. What is missing from the formula of the derivative?",
    ("h_t**2", "h_t"),
)
jacobian.slip(
    "square-only",
    "Your factor is h². It is 0 for h = 0, where tanh is steepest, and near 1 where it is flat: the wrong "
    "way round.",
    (SLOPE, "h_t**2"),
)
jacobian.slip(
    "sigmoid-slope",
    "h (1 - h) is the slope of the sigmoid. This cell uses tanh, whose slope is another one.",
    (SLOPE, "h_t * (1 - h_t)"),
)
jacobian.slip(
    "state-itself",
    "You scale by the state h_t. The chain rule asks for the slope of tanh at that place, not for its value.",
    (SLOPE, "h_t"),
)
jacobian.slip(
    "relu-slope",
    "Slopes of 1 and 0 belong to ReLU. This cell uses tanh, whose slope changes smoothly with the state.",
    (SLOPE, "h_t > 0"),
)
jacobian.slip(
    "second-derivative",
    "You have differentiated once too often: 1 - h² already *is* the derivative of tanh, and -2h is the "
    "derivative of that.",
    (SLOPE, "-2 * h_t"),
)
jacobian.slip(
    "absolute-value",
    "1 - |h| is 1 in the middle and 0 at the ends, like the slope of tanh, but not in between: the formula "
    "has a square.",
    ("h_t**2", "np.abs(h_t)"),
)
jacobian.slip(
    "one-slope-for-all",
    "You subtract the sum of all squares, so all units share one number. Each unit has a slope of its own.",
    (ROWS, "(1 - h_t @ h_t)"),
)
jacobian.slip(
    "slopes-mixed",
    "`np.outer(h, h)` lets every unit act on every other, as a softmax would. tanh works on each unit for "
    "itself, so only the diagonal, 1 - h², is left; everything beside it is 0.",
    (f"{ROWS} *", "(np.eye(len(h_t)) - np.outer(h_t, h_t)) @"),
)
jacobian.slip(
    "on-one-vector",
    "This is one vector of shape (H,): the rows of the Jacobian are added up. Lesson 6 multiplies a "
    "gradient by the Jacobian in this way; here the whole table is asked for.",
    (f"{ROWS} *", "(1 - h_t**2) @"),
)
jacobian.slip(
    "weights-times-slopes",
    "This multiplies W_hh by the slopes as if they were a state, and gives one vector. The Jacobian is a "
    "table with an entry for each pair of units.",
    (ALL, "W_hh @ (1 - h_t**2)"),
)
jacobian.slip(
    "outer",
    "An outer product of slopes and states is what lesson 6 uses for the gradient of W_hh. Here the "
    "derivative is with respect to the old *state*, so W_hh itself must appear.",
    (ALL, "np.outer(1 - h_t**2, h_t)"),
)
