"""One step back."""

import numpy as np

from rnn_course.nearmiss import function

STUB = """\
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = ...  # (B, H)
    dW_xh = ...  # (H, I)
    dW_hh = ...  # (H, H)
    db = ...  # (H,)
    d_h_prev = ...  # (B, H)
    return d_sum, dW_xh, dW_hh, db, d_h_prev
"""


@function(
    id="06.one_step_back",
    returns="d_sum: B H; dW_xh: H I; dW_hh: H H; db: H; d_h_prev: B H",
    stub=STUB,
    why="First through the tanh, by its slope at h_t; then through the sum, whose three terms each get "
    "d_sum, times what stood beside them on the way forwards.",
    hints=(
        "Go back in the reverse order of the forward step: there the tanh came last.",
        "`d_sum` is `d_h` times the slope of tanh, and the slope can be written with h_t. A share of a "
        "weight is a product of `d_sum` and what the weight was multiplied with; the sum over B runs inside "
        "the product.",
        "`d_sum = d_h * (1 - h_t**2)`; `dW_xh = d_sum.T @ x_t`. dW_hh looks the same with the state that "
        "W_hh multiplied; db adds up the rows; `d_h_prev` sends `d_sum` back through W_hh, which is not "
        "turned.",
    ),
    sizes=[
        {"B": 3, "I": 4, "H": 6},
        {"B": 5, "I": 3, "H": 2},
        {"B": 4, "I": 4, "H": 4},  # equal sizes: what cannot be formed elsewhere gives wrong numbers here
        {"B": 1, "I": 4, "H": 6},
    ],
    without=("large",),  # a state lies between -1 and 1
)
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev


@one_step_back.draw
def _(rng, B, I, H):
    d_h, x_t = rng.normal(size=(B, H)), rng.normal(size=(B, I))
    h_prev, h_t = np.tanh(rng.normal(size=(B, H))), np.tanh(rng.normal(size=(B, H)))
    return d_h, x_t, h_prev, h_t, 0.6 * rng.normal(size=(H, H))


@one_step_back.right
def letter_by_letter(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = np.einsum("bh,bh->bh", d_h, 1 - h_t * h_t)
    dW_xh, dW_hh = np.einsum("bh,bi->hi", d_sum, x_t), np.einsum("bh,bk->hk", d_sum, h_prev)
    return d_sum, dW_xh, dW_hh, np.einsum("bh->h", d_sum), np.einsum("bj,jk->bk", d_sum, W_hh)


@one_step_back.right
def turned_twice(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h - d_h * h_t * h_t
    return d_sum, (x_t.T @ d_sum).T, (h_prev.T @ d_sum).T, np.ones(len(d_h)) @ d_sum, (W_hh.T @ d_sum.T).T


@one_step_back.right
def review_by_review(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = (1 + h_t) * (1 - h_t) * d_h
    dW_xh, dW_hh, db = 0, 0, 0
    for d, x, h in zip(d_sum, x_t, h_prev, strict=True):
        dW_xh, dW_hh, db = dW_xh + np.outer(d, x), dW_hh + np.outer(d, h), db + d
    return [d_sum, dW_xh, dW_hh, db, np.stack([d @ W_hh for d in d_sum])]


@one_step_back.right
def in_float32(d_h, x_t, h_prev, h_t, W_hh):
    d_h, x_t, h_prev, h_t, W_hh = (a.astype(np.float32) for a in (d_h, x_t, h_prev, h_t, W_hh))
    d_sum = d_h / np.cosh(np.arctanh(h_t)) ** 2
    return d_sum, d_sum.T @ x_t, d_sum.T @ h_prev, d_sum.sum(axis=0), d_sum @ W_hh


SLOPE, XH, HH, SUM, BACK = (
    "1 - h_t**2",
    "d_sum.T @ x_t",
    "d_sum.T @ h_prev",
    "d_sum.sum(axis=0)",
    "d_sum @ W_hh",
)
SHAPE = "A gradient has the shape of what it belongs to."
TURNED = "The product is turned round, so your gradient has its rows and columns exchanged."
APART = ("np.outer(d_sum.sum(axis=0), x_t.sum(axis=0))", "np.outer(d_sum.sum(axis=0), h_prev.sum(axis=0))")
one_step_back.slip(
    "slope-at-the-old-state",
    "You take the slope of tanh at `h_prev`. The tanh of this step has made `h_t`: the slope belongs to the "
    "point where the function was used.",
    ("h_t**2", "h_prev**2"),
)
one_step_back.slip(
    "square-missing", "Your slope is 1 - h_t: the square is missing. Test it at h_t = 0.5.", ("h_t**2", "h_t")
)
one_step_back.slip(
    "one-minus-missing",
    "Your slope is h_t², which is 0 where tanh is steepest. Draw tanh, and read its slope at 0 and far out.",
    (SLOPE, "h_t**2"),
)
one_step_back.slip(
    "tanh-for-its-slope",
    "You multiply by `h_t` itself. The chain rule asks for the slope of tanh at this point, not for its "
    "value.",
    (SLOPE, "h_t"),
)
one_step_back.slip(
    "relu-slope",
    "Your slope is 1 where `h_t` is positive and 0 elsewhere. That is ReLU's slope. This network uses tanh.",
    (SLOPE, "h_t > 0"),
)
one_step_back.slip(
    "slope-of-a-sigmoid",
    "Your slope is that of a sigmoid, y (1 − y), written with its output. This network uses tanh: how does "
    "its slope read, written with its output?",
    (SLOPE, "h_t * (1 - h_t)"),
)
one_step_back.slip(
    "slope-missing",
    "You pass `d_h` on as it is. tanh is the last thing that happens in a step forwards, so its slope comes "
    "first on the way back. Where is it?",
    (f"d_h * ({SLOPE})", "d_h"),
)
one_step_back.slip(
    "new-state-in-share",
    "Your share of dW_hh is made with `h_t`. Look at the forward step: which state did W_hh multiply?",
    (HH, "d_sum.T @ h_t"),
)
one_step_back.slip(
    "slope-missing-in-shares",
    "Your `d_sum` is right, but the shares of the weights are made from `d_h`. The weights act inside the "
    "tanh: the way back to them leads through its slope.",
    ("d_sum.T @", "d_h.T @"),
    (SUM, "d_h.sum(axis=0)"),
)
one_step_back.slip(
    "dW_hh-turned",
    f"dW_hh: {TURNED} W_hh is square, so its shape does not warn you. Row j of W_hh makes unit j of the sum.",
    (HH, "h_prev.T @ d_sum"),
)
one_step_back.slip(
    "dW_hh-second-factor-turned",
    f"In dW_hh you turned the second factor: that gives (B, B), one number for each pair of "
    f"sentences. {SHAPE}",
    (HH, "d_sum @ h_prev.T"),
)
one_step_back.slip(
    "element-by-element",
    f"You multiply `d_sum` and `h_prev` element by element. Each unit reads every unit of the old "
    f"state, so dW_hh has H times H numbers. {SHAPE}",
    (HH, "d_sum * h_prev"),
)
one_step_back.slip(
    "summed-before-the-product",
    "You add up the sentences first and multiply then. That mixes the gradient of one sentence with the "
    "input of another. Which comes first, the product or the sum?",
    (XH, APART[0]),
    (HH, APART[1]),
)
one_step_back.slip(
    "mean-over-batch",
    "You divide the shares by B. If the loss is a mean over sentences, that factor is inside `d_h` already: "
    "here the shares are added.",
    (XH, f"{XH} / len(d_h)"),
    (HH, f"{HH} / len(d_h)"),
    (f"db = {SUM}", "db = d_sum.mean(axis=0)"),
)
one_step_back.slip(
    "bias-not-summed",
    f"Your db has shape (B, H). b is one vector, used by all sentences. {SHAPE}",
    (SUM, "d_sum"),
)
one_step_back.slip(
    "way-back-skips-the-slope",
    "Your `d_h_prev` is made from `d_h`. The old state acts inside the tanh: the way back to it leads "
    "through the slope.",
    (BACK, "d_h @ W_hh"),
)
one_step_back.slip(
    "slope-of-the-step-before",
    "You multiply `d_h_prev` by the slope at `h_prev` already. That slope belongs to the step before, which "
    "will apply it; and first that step must add what its own readout brings.",
    (BACK, f"{BACK} * (1 - h_prev**2)"),
)
