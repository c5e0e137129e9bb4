"""Lesson 7, one step: how each unit of the new state depends on each unit of the old one."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception


def _jacobian(h_t, W_hh):
    return (1 - h_t**2)[:, np.newaxis] * W_hh


def draw_states(rng, *shape):
    """States as tanh gives them, away from 0 and from ±1, of any shape."""
    return rng.uniform(0.15, 0.95, size=shape) * rng.choice([-1, 1], size=shape)


def _draw(rng, H):
    return draw_states(rng, H), rng.normal(size=(H, H))


def _returning(expression):
    """The source of a `jacobian` that returns this expression."""
    return f"def jacobian(h_t, W_hh):\n    return {expression}\n"


jacobian = FunctionExercise(
    id="07.jacobian",
    title="The Jacobian of one step",
    stub="def jacobian(h_t, W_hh):\n    return ...  # shape (H, H)\n",
    solution=_jacobian,
    why=(
        "Row i belongs to unit i of the new state, so the slope of unit i scales the whole row i of W_hh. It is "
        "the matrix diag(1 - h²) W_hh, without building diag."
    ),
    hints=[
        "Two things happen to an old unit on its way to a new one: a product with a weight, then tanh. Each has a derivative.",
        "The derivative of tanh, written with its value h, is 1 - h². Entry (i, j) needs the slope of unit i, the *new* one.",
        "Scale the rows of W_hh by 1 - h_t². A vector scales rows when it stands as a column: `v[:, np.newaxis]`.",
    ],
    draw=_draw,
    returns={"J": "H H"},
    misconceptions=[
        Misconception(
            "columns-scaled",
            _returning("(1 - h_t**2) * W_hh"),
            "Your slopes scale the columns of W_hh. numpy lays a vector of shape (H,) along the last axis, so this is "
            "W_hh diag(1 - h²). But the slope belongs to the new unit i, and which axis of the Jacobian counts those?",
        ),
        Misconception(
            "transposed",
            _returning("((1 - h_t**2)[:, np.newaxis] * W_hh).T"),
            "Every number is right, but rows and columns are exchanged: row i of your answer belongs to an old unit. "
            "The task wants the new units as rows.",
        ),
        Misconception(
            "weights-transposed",
            _returning("(1 - h_t**2)[:, np.newaxis] * W_hh.T"),
            "Your slopes scale the rows, as they should, but W_hh stands transposed. In the step for a batch it is "
            "`h @ W_hh.T`, and this hides that W_hh[i, j] already leads from old unit j to new unit i.",
        ),
        Misconception(
            "no-slope",
            _returning("W_hh.copy()"),
            "This is the Jacobian of the sum inside tanh. The state is tanh of that sum, so each row still has to be "
            "multiplied by the slope of tanh at that unit.",
        ),
        Misconception(
            "no-weights",
            _returning("np.diag(1 - h_t**2)"),
            "This is the derivative of tanh alone. The old state first went through W_hh: off the diagonal, one unit "
            "acts on another through a weight.",
        ),
        Misconception(
            "diagonal-only",
            _returning("np.diag(1 - h_t**2) * W_hh"),
            "The star multiplies entry by entry, so all numbers off the diagonal became zero: no unit would act on "
            "another. diag(…) W_hh in the formula is a matrix product.",
        ),
        Misconception(
            "slope-at-the-state",
            _returning("(1 - np.tanh(h_t) ** 2)[:, np.newaxis] * W_hh"),
            "You apply tanh once more. The slope at the sum a is 1 - tanh(a)², and h_t already *is* tanh(a).",
        ),
        Misconception(
            "slope-at-the-state-columns",
            _returning("(1 - np.tanh(h_t) ** 2) * W_hh"),
            "Two things: h_t already is tanh of the sum, so no second tanh is needed in the slope. And the slopes scale "
            "the columns, where the rows belong to the new units.",
        ),
        Misconception(
            "no-square",
            _returning("(1 - h_t)[:, np.newaxis] * W_hh"),
            "Your slope is 1 - h. That would be different for 0.8 and -0.8, but the curve of tanh is equally steep "
            "there. What is missing from the formula of the derivative?",
        ),
        Misconception(
            "no-square-columns",
            _returning("(1 - h_t) * W_hh"),
            "Two things: the slope of tanh is not 1 - h, look at the formula again. And a plain vector scales the "
            "columns of W_hh, not the rows.",
        ),
        Misconception(
            "square-of-the-difference",
            _returning("((1 - h_t) ** 2)[:, np.newaxis] * W_hh"),
            "You square the difference, (1 - h)². The formula squares the state first and then subtracts it from 1.",
        ),
        Misconception(
            "square-only",
            _returning("(h_t**2)[:, np.newaxis] * W_hh"),
            "Your factor is h². It is 0 for h = 0, where tanh is steepest, and near 1 where it is flat: the wrong way "
            "round.",
        ),
        Misconception(
            "plus",
            _returning("(1 + h_t**2)[:, np.newaxis] * W_hh"),
            "Your slope is 1 + h², larger than 1. tanh is never steeper than 1: which sign belongs there?",
        ),
        Misconception(
            "sign",
            _returning("(h_t**2 - 1)[:, np.newaxis] * W_hh"),
            "Every number has the wrong sign: tanh rises everywhere, so its slope is positive.",
        ),
        Misconception(
            "root",
            _returning("np.sqrt(1 - h_t**2)[:, np.newaxis] * W_hh"),
            "You take a root of the slope. The derivative of tanh is 1 - h² itself.",
        ),
        Misconception(
            "state-itself",
            _returning("h_t[:, np.newaxis] * W_hh"),
            "You scale by the state h_t. The chain rule asks for the slope of tanh at that place, not for its value.",
        ),
        Misconception(
            "sigmoid-slope",
            _returning("(h_t * (1 - h_t))[:, np.newaxis] * W_hh"),
            "h (1 - h) is the slope of the sigmoid. This cell uses tanh.",
        ),
        Misconception(
            "relu-slope",
            _returning("(h_t > 0)[:, np.newaxis] * W_hh"),
            "Slopes of 1 and 0 belong to ReLU. This cell uses tanh, whose slope changes smoothly with the state.",
        ),
        Misconception(
            "both-sides",
            _returning("(1 - h_t**2)[:, np.newaxis] * W_hh * (1 - h_t**2)"),
            "You scale rows and columns. There is one tanh in one step: the slope comes in once.",
        ),
        Misconception(
            "on-one-vector",
            _returning("(1 - h_t**2) @ W_hh"),
            "This is one vector of shape (H,): the rows of the Jacobian are added up. Lesson 6 multiplies a gradient "
            "by the Jacobian in this way; here the whole table is asked for.",
        ),
        Misconception(
            "weights-times-slopes",
            _returning("W_hh @ (1 - h_t**2)"),
            "This multiplies W_hh by the slopes as if they were a state, and gives one vector. The Jacobian is a table "
            "with an entry for each pair of units.",
        ),
        Misconception(
            "directional",
            _returning("(1 - h_t**2) * (W_hh @ h_t)"),
            "This is a vector: the Jacobian applied to h_t. The derivative does not multiply by the state; only the "
            "slopes and the weights remain.",
        ),
        Misconception(
            "outer",
            _returning("np.outer(1 - h_t**2, h_t)"),
            "An outer product of slopes and states is what lesson 6 uses for the gradient of W_hh. Here the derivative "
            "is with respect to the old *state*, so W_hh itself must appear.",
        ),
        Misconception(
            "column-product",
            _returning("(1 - h_t**2)[:, np.newaxis] @ W_hh"),
            "The shapes of this product do not meet: print the shape of your slopes just before it. To scale the rows, a column (H, 1) goes with `*`; "
            "for `@` the slopes must stand on the diagonal of a matrix (H, H).",
        ),
        Misconception(
            "second-derivative",
            _returning("(-2 * h_t)[:, np.newaxis] * W_hh"),
            "You have differentiated once too often: 1 - h² already *is* the derivative of tanh, and -2h is the "
            "derivative of that.",
        ),
        Misconception(
            "sum-recomputed",
            _returning("(1 - np.tanh(W_hh @ h_t) ** 2)[:, np.newaxis] * W_hh"),
            "You take h_t for the state *before* the step and compute the next one. But h_t is the state after it, so "
            "tanh of the sum is in your hands already. (Your sum also lacks the input.)",
        ),
        Misconception(
            "state-itself-columns",
            _returning("h_t * W_hh"),
            "Two things: the chain rule asks for the slope of tanh, not for the state. And a plain vector scales the "
            "columns of W_hh, not the rows.",
        ),
        Misconception(
            "relu-slope-columns",
            _returning("(h_t > 0) * W_hh"),
            "Two things: slopes of 1 and 0 belong to ReLU, not to tanh. And your slopes scale the columns of W_hh; the new units are its rows.",
        ),
        Misconception(
            "sigmoid-slope-columns",
            _returning("h_t * (1 - h_t) * W_hh"),
            "Two things: h (1 - h) is the slope of the sigmoid, not of tanh. And a plain vector scales the columns.",
        ),
        Misconception(
            "slopes-mixed",
            _returning("(np.eye(len(h_t)) - np.outer(h_t, h_t)) @ W_hh"),
            "`np.outer(h, h)` lets every unit act on every other, as a softmax would. tanh works on each unit for itself, "
            "so only the diagonal, 1 - h², is left; everything beside it is 0.",
        ),
        Misconception(
            "absolute-value",
            _returning("(1 - np.abs(h_t))[:, np.newaxis] * W_hh"),
            "1 - |h| is 1 in the middle and 0 at the ends, like the slope of tanh, but not in between: the formula has a "
            "square.",
        ),
        Misconception(
            "one-slope-for-all",
            _returning("(1 - h_t @ h_t) * W_hh"),
            "You subtract the sum of all squares, so all units share one number. Each unit has a slope of its own.",
        ),
        Misconception(
            "mean-slope",
            _returning("(1 - h_t**2).mean() * W_hh"),
            "You use the mean of the slopes for all units. Each unit has a slope of its own.",
        ),
        Misconception(
            "brackets-missing",
            _returning("1 - h_t[:, np.newaxis] ** 2 * W_hh"),
            "Python multiplies before it subtracts, so W_hh meets h² only. Put brackets around the slope.",
        ),
        Misconception(
            "norm-only",
            _returning("np.linalg.norm((1 - h_t**2)[:, np.newaxis] * W_hh, 2)"),
            "You return one number, the size of the Jacobian. Here the whole table is asked for.",
        ),
        Misconception(
            "caret",
            _returning("(1 - h_t ^ 2)[:, np.newaxis] * W_hh"),
            "In Python `^` is not a power but an operation on bits, and it does not exist for real numbers. A square is "
            "`**2`.",
            raises="bitwise_xor",
        ),
    ],
)
