"""Lesson 7, many steps: the size of the gradient against the distance."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import edited
from rnn_course.exercises.lesson_07_jacobian import draw_states


def _jacobian_norms(states, W_hh):
    product, norms = np.eye(len(W_hh)), []
    for h_t in states[::-1]:
        product = product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


def _draw(rng, T, H):
    return draw_states(rng, T, H), rng.normal(size=(H, H))


HEAD, BACK = "for h_t in states[::-1]:", "return np.array(norms)"
JACOBIAN, RIGHT_SIDE = (
    "((1 - h_t**2)[:, np.newaxis] * W_hh)",
    "product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)",
)
LEFT_SIDE = "((1 - h_t**2)[:, np.newaxis] * W_hh) @ product"
SIZE = "np.linalg.norm(product, 2)"
SLOPE = "(1 - h_t**2)[:, np.newaxis]"


def _wrong(*edits):
    return edited(_jacobian_norms, *edits)


STORED_FIRST = """\
def jacobian_norms(states, W_hh):
    product, norms = np.eye(len(W_hh)), []
    for h_t in states[::-1]:
        norms.append(np.linalg.norm(product, 2))
        product = product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)
    return np.array(norms)
"""
OLD_STATE = """\
def jacobian_norms(states, W_hh):
    product, norms = np.eye(len(W_hh)), []
    before = np.concatenate([np.zeros_like(states[:1]), states[:-1]])
    for h_t in before[::-1]:
        product = product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)
"""

jacobian_norms = FunctionExercise(
    id="07.jacobian_norms",
    title="The gradient against the distance",
    stub="def jacobian_norms(states, W_hh):\n    return ...  # shape (T,)\n",
    solution=_jacobian_norms,
    why=(
        "Walking back, each step adds one factor on the right of the product: J_T, J_T J_{T-1}, and so on. The norm "
        "is taken of the whole product, after each step."
    ),
    hints=[
        "Start at the end. One step back needs one Jacobian, two steps back need two: what can be kept from the step before?",
        "Keep a matrix `product`. Go through the states from the last to the first; the latest step stands on the left.",
        "`product = product @ J` with the J of exercise 7.1, then `np.linalg.norm(product, 2)` goes into a list.",
    ],
    draw=_draw,
    returns={"norms": "T"},
    misconceptions=[
        Misconception(
            "wrong-side",
            _wrong((RIGHT_SIDE, LEFT_SIDE)),
            "You go back in time, but put each new factor on the left. That gives J_{T-1} J_T, and matrices may not "
            "change places. Read the formula from the left: which step stands there?",
        ),
        Misconception(
            "from-the-start",
            _wrong((HEAD, "for h_t in states:"), (RIGHT_SIDE, LEFT_SIDE)),
            "You walk forwards from h_0: your numbers are the sizes of dh_1/dh_0, dh_2/dh_0, and so on. The task keeps "
            "the *end* fixed at h_T and goes further and further back.",
        ),
        Misconception(
            "forwards",
            _wrong((HEAD, "for h_t in states:")),
            "You begin with the first state and put later steps on the right: J_1 J_2 … is in the wrong order, and one "
            "step back from h_T needs the *last* state.",
        ),
        Misconception(
            "reversed-output",
            _wrong((BACK, "return np.array(norms)[::-1]")),
            "The right numbers in the opposite order: the task begins with one step back and ends with h_0.",
        ),
        Misconception(
            "frobenius",
            _wrong((SIZE, "np.linalg.norm(product)")),
            "Without its second argument, `np.linalg.norm` gives the root of the sum of all squares (Frobenius). The "
            "task asks for the largest stretch.",
        ),
        Misconception(
            "spectral-radius",
            _wrong((SIZE, "np.abs(np.linalg.eigvals(product)).max()")),
            "You take the spectral radius of the product. It says what happens if the same matrix acts again and "
            "again; the size of this one product is its norm, which is never smaller.",
        ),
        Misconception(
            "smallest-stretch",
            _wrong((SIZE, "np.linalg.norm(product, -2)")),
            "This is the smallest stretch. The norm is the largest one.",
        ),
        Misconception(
            "column-sums",
            _wrong((SIZE, "np.linalg.norm(product, 1)")),
            "With 1 as its second argument `np.linalg.norm` gives the largest column sum. The largest stretch needs 2.",
        ),
        Misconception(
            "row-sums",
            _wrong((SIZE, "np.linalg.norm(product, np.inf)")),
            "With `inf` as its second argument `np.linalg.norm` gives the largest row sum, not the largest stretch.",
        ),
        Misconception(
            "largest-entry",
            _wrong((SIZE, "np.abs(product).max()")),
            "The largest entry is not the largest stretch: many middle-sized entries together stretch a vector too.",
        ),
        Misconception(
            "product-of-norms",
            _wrong((SIZE, f"np.linalg.norm({JACOBIAN}, 2)"), (BACK, "return np.cumprod(norms)")),
            "You multiply the norms of the single Jacobians. That is an upper limit: the directions that one step "
            "stretches most are seldom those that the next step stretches most. Multiply the matrices first.",
        ),
        Misconception(
            "single-steps",
            _wrong((RIGHT_SIDE, JACOBIAN)),
            "These are the norms of the single Jacobians: each covers one step only. Over two steps two of them have to "
            "be multiplied; where do you keep the product so far?",
        ),
        Misconception(
            "sum-of-jacobians",
            _wrong(("np.eye(len(W_hh))", "np.zeros_like(W_hh)"), (RIGHT_SIDE, f"product + {JACOBIAN}")),
            "You add the Jacobians. The *shares* of the steps are added, in the gradient of W_hh; along one way through "
            "time the chain rule multiplies.",
        ),
        Misconception(
            "elementwise",
            _wrong((RIGHT_SIDE, f"product * {JACOBIAN}")),
            "`*` multiplies entry by entry, and with the identity at the start only the diagonal is left. The chain "
            "rule needs the matrix product `@`.",
        ),
        Misconception(
            "no-slopes",
            _wrong((f"({SLOPE} * W_hh)", "W_hh")),
            "These are the norms of the powers of W_hh: the slopes of tanh are missing. Your answer does not depend on "
            "`states` at all.",
        ),
        Misconception(
            "no-weights",
            _wrong((f"({SLOPE} * W_hh)", "np.diag(1 - h_t**2)")),
            "You multiply the slopes only. W_hh acts at every step too.",
        ),
        Misconception(
            "weights-once",
            _wrong((f"({SLOPE} * W_hh)", "np.diag(1 - h_t**2)"), (SIZE, "np.linalg.norm(product @ W_hh, 2)")),
            "W_hh comes in once, but it acts at every step: it belongs into each factor of the product.",
        ),
        Misconception(
            "last-state-always",
            _wrong(("(1 - h_t**2)", "(1 - states[-1] ** 2)")),
            "Every factor uses the slopes of the last state. Only W_hh is the same at all steps; each step has slopes "
            "of its own.",
        ),
        Misconception(
            "columns-scaled",
            _wrong((SLOPE, "(1 - h_t**2)")),
            "The walk is right, but your slopes scale the columns of W_hh. Compare your Jacobian with exercise 7.1.",
        ),
        Misconception(
            "weights-transposed",
            _wrong((f"{SLOPE} * W_hh", f"{SLOPE} * W_hh.T")),
            "The walk is right, but W_hh stands transposed in your Jacobian. Compare it with exercise 7.1.",
        ),
        Misconception(
            "tanh-twice",
            _wrong(("h_t**2", "np.tanh(h_t) ** 2")),
            "You apply tanh to states that already are values of tanh. The slope is 1 - h².",
        ),
        Misconception(
            "no-square",
            _wrong(("h_t**2", "h_t")),
            "Your slope is 1 - h. The derivative of tanh, written with its value, is 1 - h².",
        ),
        Misconception(
            "slope-at-old-state",
            OLD_STATE,
            "You take the slope at the state *before* each step. The Jacobian of the step to h_t has the slopes of h_t.",
        ),
        Misconception(
            "stored-before-the-product",
            STORED_FIRST,
            "Your first number is always 1, the norm of the identity: you store the size before the step is "
            "multiplied in. So everything comes one step late, and h_0 is never reached.",
        ),
        Misconception(
            "identity-included",
            _wrong((BACK, "return np.array([1.0, *norms])")),
            "Your answer has T + 1 numbers: it begins with distance 0, where the size is 1. The task begins one step back.",
        ),
        Misconception(
            "stops-at-h1",
            _wrong((HEAD, "for h_t in states[:0:-1]:")),
            "You stop at h_1, one step too early: the first state has a Jacobian too, the step from h_0 to h_1.",
        ),
        Misconception(
            "last-step-skipped",
            _wrong((HEAD, "for h_t in states[:-1][::-1]:")),
            "You leave out the last state. One step back from h_T is the step from h_{T-1} to h_T, and its slopes are "
            "those of h_T.",
        ),
        Misconception(
            "whole-way-only",
            _wrong((BACK, "return norms[-1]")),
            "You return one number, the size over the whole way. Keep the size after each step.",
        ),
        Misconception(
            "logarithm",
            _wrong((BACK, "return np.log10(norms)")),
            "You return logarithms. The figure has a logarithmic axis, but the task asks for the sizes themselves.",
        ),
        Misconception(
            "logarithm-natural",
            _wrong((BACK, "return np.log(norms)")),
            "You return natural logarithms. The task asks for the sizes themselves.",
        ),
        Misconception(
            "squared",
            _wrong((SIZE, "np.linalg.norm(product, 2) ** 2")),
            "Every number is squared: the largest eigenvalue of AᵀA is the *square* of the largest stretch of A.",
        ),
        Misconception(
            "all-the-products",
            _wrong((SIZE, "product")),
            "You return the matrices. The task asks for one number for each distance, the norm of its matrix.",
        ),
        Misconception(
            "all-stretches",
            _wrong((SIZE, "np.linalg.svd(product)[1]")),
            "You return every stretch (singular value) of each product. The norm is the largest of them.",
        ),
        Misconception(
            "determinant",
            _wrong((SIZE, "abs(np.linalg.det(product))")),
            "The determinant says how a matrix changes *volumes*: all stretches multiplied. The norm is the largest "
            "stretch alone.",
        ),
        Misconception(
            "product-of-frobenius-norms",
            _wrong((SIZE, f"np.linalg.norm({JACOBIAN})"), (BACK, "return np.cumprod(norms)")),
            "Two things: you multiply the norms of the single Jacobians, where the matrices have to be multiplied first; "
            "and without the 2 `np.linalg.norm` is not the largest stretch.",
        ),
        Misconception(
            "single-frobenius-norms",
            _wrong((RIGHT_SIDE, JACOBIAN), (SIZE, "np.linalg.norm(product)")),
            "Two things: each of your numbers covers one step only, the product so far is lost; and without the 2 "
            "`np.linalg.norm` is not the largest stretch.",
        ),
        Misconception(
            "starts-with-the-weights",
            _wrong(("np.eye(len(W_hh))", "W_hh")),
            "Your product starts with W_hh, so there is one factor too many. Before the first step back nothing has been "
            "multiplied: which matrix changes nothing?",
        ),
        Misconception(
            "starts-with-ones",
            _wrong(("np.eye(len(W_hh))", "np.ones_like(W_hh)")),
            "A matrix full of ones adds up all rows. The matrix that changes nothing in a matrix product is the identity.",
        ),
        Misconception(
            "elementwise-from-ones",
            _wrong(("np.eye(len(W_hh))", "np.ones_like(W_hh)"), (RIGHT_SIDE, f"product * {JACOBIAN}")),
            "`*` multiplies entry by entry. The chain rule adds over all units in between, and this is what the matrix "
            "product `@` does.",
        ),
        Misconception(
            "powers-of-the-radius",
            _wrong((SIZE, "np.abs(np.linalg.eigvals(W_hh)).max() ** (len(norms) + 1)")),
            "These are powers of the spectral radius: the dashed lines of the figure. The real sizes depend on the states "
            "and on every direction of W_hh.",
        ),
        Misconception(
            "powers-of-the-norm",
            _wrong((SIZE, "np.linalg.norm(W_hh, 2) ** (len(norms) + 1)")),
            "These are powers of the norm of W_hh, an upper limit for the sizes. The states do not appear in them.",
        ),
        Misconception(
            "state-as-slope",
            _wrong(("(1 - h_t**2)", "h_t")),
            "You scale by the states. The chain rule asks for the slopes of tanh at these states.",
        ),
        Misconception(
            "relu-slopes",
            _wrong(("(1 - h_t**2)", "(h_t > 0)")),
            "Your slopes are 1 and 0: those of ReLU. The states here come from tanh.",
        ),
    ],
)
