"""Repair this loop."""

import numpy as np

from rnn_course.nearmiss import function

BROKEN = """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)  # (B, H)
    return h @ W_hy.T + b_y  # shape (B, V)
"""


@function(
    id="02.stale_state",
    stub=BROKEN,
    returns="y: B V",
    why="The state must go round: what one turn of the loop makes, the next turn has to find. h_0 is needed "
    "before the first turn only.",
    hints=(
        "The code raises no error, so read it as Python does: which names change from one turn of the loop "
        "to the next?",
        "h is computed in each turn. Does any later turn use it?",
        "Give h a value before the loop, and let the step read h where it reads h_0 now.",
    ),
)
def stale_state(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


@stale_state.draw
def _(rng, T, B, I, H, V):
    weights = 0.6 * rng.normal(size=(H, I)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H)
    return (
        rng.normal(size=(T, B, I)),
        rng.normal(size=(B, H)),
        *weights,
        rng.normal(size=(V, H)),
        rng.normal(size=V),
    )


@stale_state.right
def h_0_bound_anew(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h_0 = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h_0 @ W_hy.T + b_y


@stale_state.right
def reduced(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    from functools import reduce

    return reduce(lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b), x, h_0) @ W_hy.T + b_y


@stale_state.right
def recursive(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    if not len(x):
        return h_0 @ W_hy.T + b_y
    return recursive(x[1:], np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b), W_xh, W_hh, b, W_hy, b_y)


@stale_state.right
def first_step_outside(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    for x_t in x[1:]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return (W_hy @ h.T).T + b_y


@stale_state.mistake
def still_stale(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """Your score still depends on the last word only. Each turn of the loop starts from the same memory
    again, so the words before are forgotten. Put a `print(h)` at the top of the loop body: what should it
    show in the second turn? Your formula reads `h_0`, or the loop sets the memory back to it. Which name
    holds what the turn before has made?"""
    for x_t in x:
        h = h_0
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


@stale_state.mistake
def reset_at_every_step(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """Your score still depends on the last word only. Each turn of the loop starts from the same memory
    again, so the words before are forgotten. Put a `print(h)` at the top of the loop body: what should it
    show in the second turn? Here it is zero each time, or the memory's part is missing."""
    for x_t in x:
        h = np.zeros_like(h_0)
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


@stale_state.mistake
def states_added_up(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """The state is carried, but you add up all states and score their sum. The broken code scored the last
    state, and that part of it was right."""
    h, total = h_0, np.zeros_like(h_0)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        total = total + h
    return total @ W_hy.T + b_y


@stale_state.mistake
def mean_readout(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """The state is carried, but you score the mean of all states. That is another readout; the broken code
    scored the last state, and that part of it was right."""
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.mean(states, axis=0) @ W_hy.T + b_y


@stale_state.mistake
def score_at_every_word(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """The state is carried, but you return one score for each word, shape (T, B, V). The task asks for one
    score for each review, made after the last word."""
    h, scores = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        scores.append(h @ W_hy.T + b_y)
    return np.stack(scores)


@stale_state.mistake(raises=r"matmul|not aligned")
def output_fed_back(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    """A product cannot be formed. If you hand the output y to the next step: W_hh expects H numbers, and y
    has V. An RNN feeds back its hidden state, never its output. If the output layer has lost its transpose,
    or you changed another product: compare it with the code you were given."""
    carried = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + carried @ W_hh.T + b)
        carried = h @ W_hy.T + b_y
    return carried


slip = stale_state.slip
STEP, LOOP = "np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)", "    h = h_0\n    for x_t in x:\n        h = "
NO_LOOP = (
    "One vector is made out of all words, so their order is lost: the order-blind model of lesson 1. Read "
    "one word after the other, and hand the state on."
)
ALONE = (
    "so every word counts, but none of them knows of the others: each state still starts from h_0. The "
    "order of the words is lost. Hand the state on instead."
)
slip(
    "words-averaged",
    f"You average the words. {NO_LOOP}",
    (LOOP, "    h = "),
    ("x_t", "x.mean(axis=0)"),
    ("+ h @", "+ h_0 @"),
)
slip(
    "words-added",
    f"You add up the words. {NO_LOOP}",
    (LOOP, "    h = "),
    ("x_t", "x.sum(axis=0)"),
    ("+ h @", "+ h_0 @"),
)
slip(
    "stale-states-averaged",
    f"You average the states of all words, {ALONE}",
    (LOOP, "    h = "),
    (STEP, "np.tanh(x @ W_xh.T + h_0 @ W_hh.T + b).mean(axis=0)"),
)
slip(
    "stale-states-added",
    f"You add up the states of all words, {ALONE}",
    (LOOP, "    h = "),
    (STEP, "np.tanh(x @ W_xh.T + h_0 @ W_hh.T + b).sum(axis=0)"),
)
slip(
    "h0-ignored",
    "The state is now carried, but your loop starts from zeros and never looks at the h_0 it was given. "
    "Zeros are the usual start; here the caller decides.",
    ("= h_0", "= np.zeros_like(h_0)"),
)
slip(
    "h0-joins-every-step",
    "You carry the state and also add h_0 at every step. It meets the first word only; later steps know it "
    "through the state.",
    ("= h_0", "= np.zeros_like(h_0)"),
    ("+ h @", "+ (h + h_0) @"),
)
slip(
    "old-state-added",
    "You add the new state to the old one. The formula replaces the old state: all that stays of it is what "
    "W_hh has carried into the sum.",
    ("= np.tanh", "= h + np.tanh"),
)
slip(
    "softmax",
    "The loop is right now, but you turn the scores into probabilities (softmax). The scores themselves are "
    "asked for.",
    ("h @ W_hy.T + b_y", "(lambda s: s / s.sum(axis=1, keepdims=True))(np.exp(h @ W_hy.T + b_y))"),
)
slip(
    "first-word-twice",
    "Your function reads the first word two times: once before the loop, and again in its first turn.",
    ("h = h_0", "h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)"),
)
