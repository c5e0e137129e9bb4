"""The gradient against the distance."""

import numpy as np

from rnn_course.exercises.lesson_07.states import draw_states
from rnn_course.nearmiss import function


@function(
    id="07.jacobian_norms",
    returns="norms: T",
    stub="def jacobian_norms(states, W_hh):\n    return ...  # shape (T,)\n",
    why="Walking back, each step adds one factor on the right of the product: J_T, J_T J_{T-1}, and so on. "
    "The norm is taken of the whole product, after each step.",
    hints=(
        "Start at the end. One step back needs one Jacobian, two steps back need two: what can be kept from "
        "the step before?",
        "Keep a matrix `product`. Go through the states from the last to the first; the latest step stands "
        "on the left.",
        "`product = product @ J` with the J of exercise 7.1, then `np.linalg.norm(product, 2)` goes into a "
        "list.",
    ),
    without=("large",),  # a state lies between -1 and 1
)
def jacobian_norms(states, W_hh):
    product, norms = np.eye(len(W_hh)), []
    for h_t in states[::-1]:
        product = product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


@jacobian_norms.draw
def _(rng, T, H):
    return draw_states(rng, T, H), rng.normal(size=(H, H))


@jacobian_norms.right
def by_singular_values(states, W_hh):
    T, product, norms = len(states), 1, []
    for t in range(T - 1, -1, -1):
        J = np.diag(1 - states[t] ** 2) @ W_hh
        product = J if t == T - 1 else product @ J
        norms.append(np.linalg.svd(product, compute_uv=False)[0])
    return norms


@jacobian_norms.right
def every_product_anew(states, W_hh):
    J = (1 - states**2)[:, :, None] * W_hh
    return [
        np.linalg.norm(np.linalg.multi_dot([np.eye(len(W_hh)), *J[::-1][:d]]), 2)
        for d in range(1, len(J) + 1)
    ]


@jacobian_norms.right
def by_eigenvalues_of_the_square(states, W_hh):
    turned, norms = np.eye(len(W_hh)), np.empty(len(states))
    for d, h_t in enumerate(reversed(states)):
        turned = W_hh.T @ np.diag(1 - h_t**2) @ turned
        norms[d] = np.sqrt(np.linalg.eigvalsh(turned.T @ turned).max())
    return norms


@jacobian_norms.right
def in_torch(states, W_hh):
    import torch

    product, norms = torch.eye(len(W_hh), dtype=torch.float64), []
    for h_t in torch.from_numpy(states).flip(0):
        product = product @ torch.diag(1 - h_t**2) @ torch.from_numpy(W_hh)
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms)


@jacobian_norms.mistake
def slope_at_old_state(states, W_hh):
    """You take the slope at the state *before* each step. The Jacobian of the step to h_t has the slopes of
    h_t."""
    product, norms = np.eye(len(W_hh)), []
    before = np.concatenate([np.zeros_like(states[:1]), states[:-1]])
    for h_t in before[::-1]:
        product = product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


HEAD, BACK, START = "for h_t in states[::-1]:", "return np.array(norms)", "np.eye(len(W_hh))"
SLOPE, SIZE, JACOBIAN = "1 - h_t**2", "np.linalg.norm(product, 2)", "((1 - h_t**2)[:, np.newaxis] * W_hh)"
STEP, LEFT = f"product @ {JACOBIAN}", f"{JACOBIAN} @ product"
jacobian_norms.slip(
    "wrong-side",
    "You go back in time, but put each new factor on the left. That gives J_{T-1} J_T, and matrices may not "
    "change places. Read the formula from the left: which step stands there?",
    (STEP, LEFT),
)
jacobian_norms.slip(
    "from-the-start",
    "You walk forwards from h_0: your numbers are the sizes of dh_1/dh_0, dh_2/dh_0, and so on. The task "
    "keeps the *end* fixed at h_T and goes further and further back.",
    (HEAD, "for h_t in states:"),
    (STEP, LEFT),
)
jacobian_norms.slip(
    "forwards",
    "You begin with the first state and put later steps on the right: J_1 J_2 … is in the wrong order, and "
    "one step back from h_T needs the *last* state.",
    (HEAD, "for h_t in states:"),
)
jacobian_norms.slip(
    "frobenius",
    "Without its second argument, `np.linalg.norm` gives the root of the sum of all squares (Frobenius). "
    "The task asks for the largest stretch.",
    (SIZE, "np.linalg.norm(product)"),
)
jacobian_norms.slip(
    "spectral-radius",
    "You take the spectral radius of the product. It says what happens if the same matrix acts again and "
    "again; the size of this one product is its norm, which is never smaller.",
    (SIZE, "np.abs(np.linalg.eigvals(product)).max()"),
)
jacobian_norms.slip(
    "row-sums",
    "With `inf` as its second argument `np.linalg.norm` gives the largest row sum, not the largest stretch.",
    (SIZE, "np.linalg.norm(product, np.inf)"),
)
jacobian_norms.slip(
    "largest-entry",
    "The largest entry is not the largest stretch: many middle-sized entries together stretch a vector too.",
    (SIZE, "np.abs(product).max()"),
)
jacobian_norms.slip(
    "all-stretches",
    "You return every stretch (singular value) of each product. The norm is the largest of them.",
    (SIZE, "np.linalg.svd(product)[1]"),
)
jacobian_norms.slip(
    "determinant",
    "The determinant says how a matrix changes *volumes*: all stretches multiplied. The norm is the largest "
    "stretch alone.",
    (SIZE, "abs(np.linalg.det(product))"),
)
jacobian_norms.slip(
    "all-the-products",
    "You return the matrices. The task asks for one number for each distance, the norm of its matrix.",
    (SIZE, "product"),
)
jacobian_norms.slip(
    "product-of-norms",
    "You multiply the norms of the single Jacobians. That is an upper limit: the directions that one step "
    "stretches most are seldom those that the next step stretches most. Multiply the matrices first.",
    (SIZE, f"np.linalg.norm({JACOBIAN}, 2)"),
    (BACK, "return np.cumprod(norms)"),
)
jacobian_norms.slip(
    "single-steps",
    "These are the norms of the single Jacobians: each covers one step only. Over two steps two of them "
    "have to be multiplied; where do you keep the product so far?",
    (STEP, JACOBIAN),
)
jacobian_norms.slip(
    "sum-of-jacobians",
    "You add the Jacobians. The *shares* of the steps are added, in the gradient of W_hh; along one way "
    "through time the chain rule multiplies.",
    (START, "np.zeros_like(W_hh)"),
    (STEP, f"product + {JACOBIAN}"),
)
jacobian_norms.slip(
    "elementwise-from-ones",
    "`*` multiplies entry by entry. The chain rule adds over all units in between, and this is what the "
    "matrix product `@` does.",
    (START, "np.ones_like(W_hh)"),
    (STEP, f"product * {JACOBIAN}"),
)
jacobian_norms.slip(
    "starts-with-the-weights",
    "Your product starts with W_hh, so there is one factor too many. Before the first step back nothing has "
    "been multiplied: which matrix changes nothing?",
    (START, "W_hh"),
)
jacobian_norms.slip(
    "starts-with-ones",
    "A matrix full of ones adds up all rows. The matrix that changes nothing in a matrix product is the "
    "identity.",
    (START, "np.ones_like(W_hh)"),
)
jacobian_norms.slip(
    "no-slopes",
    "These are the norms of the powers of W_hh: the slopes of tanh are missing. Your answer does not depend "
    "on `states` at all.",
    (JACOBIAN, "W_hh"),
)
jacobian_norms.slip(
    "no-weights",
    "You multiply the slopes only. W_hh acts at every step too.",
    (JACOBIAN, "np.diag(1 - h_t**2)"),
)
jacobian_norms.slip(
    "weights-once",
    "W_hh comes in once, but it acts at every step: it belongs into each factor of the product.",
    (JACOBIAN, "np.diag(1 - h_t**2)"),
    (SIZE, "np.linalg.norm(product @ W_hh, 2)"),
)
jacobian_norms.slip(
    "last-state-always",
    "Every factor uses the slopes of the last state. Only W_hh is the same at all steps; each step has "
    "slopes of its own.",
    (SLOPE, "1 - states[-1] ** 2"),
)
jacobian_norms.slip(
    "columns-scaled",
    "The walk is right, but your slopes scale the columns of W_hh. Compare your Jacobian with exercise 7.1.",
    ("[:, np.newaxis]", ""),
)
jacobian_norms.slip(
    "no-square",
    "Your slope is 1 - h. The derivative of tanh, written with its value, is 1 - h².",
    ("h_t**2", "h_t"),
)
jacobian_norms.slip(
    "state-as-slope",
    "You scale by the states. The chain rule asks for the slopes of tanh at these states.",
    (SLOPE, "h_t"),
)
jacobian_norms.slip(
    "powers-of-the-radius",
    "These are powers of the spectral radius: the dashed lines of the figure. The real sizes depend on the "
    "states and on every direction of W_hh.",
    (SIZE, "np.abs(np.linalg.eigvals(W_hh)).max() ** (len(norms) + 1)"),
)
jacobian_norms.slip(
    "powers-of-the-norm",
    "These are powers of the norm of W_hh, an upper limit for the sizes. The states do not appear in them.",
    (SIZE, "np.linalg.norm(W_hh, 2) ** (len(norms) + 1)"),
)
