"""The whole way back."""

import numpy as np

from rnn_course.exercises.lesson_06.walk import SIZES, draw_walk
from rnn_course.nearmiss import function

STUB = """\
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = ...  # (H, I)
    dW_hh = ...  # (H, H)
    db = ...  # (H,)
    d_x = ...  # (T, B, I)
    d_h_0 = ...  # (B, H)
    return dW_xh, dW_hh, db, d_x, d_h_0
"""


@function(
    id="06.backward",
    returns="dW_xh: H I; dW_hh: H H; db: H; d_x: T B I; d_h_0: B H",
    stub=STUB,
    why="One walk from the last step to the first: add what comes from later, go through the slope, add the "
    "shares, and hand the rest to the step before; what is left over at the end belongs to h_0.",
    hints=(
        "It is your step back, T times. What must be handed from turn to turn, and in which direction does "
        "the loop run?",
        "Start `d_later` with zeros of the shape of h_0. In each turn: `d_h = d_states[t] + d_later`, then "
        "one step back. Shares are added with `+=` to arrays that start as zeros. Step 1 (index 0) started "
        "from h_0.",
        "`for t in range(len(x) - 1, -1, -1):` reaches 0. In it: `d_h`, then `d_sum = d_h * (1 - states[t] "
        "** 2)`, then the shares of W_xh, W_hh and b, then `d_x[t] = d_sum @ W_xh`, and last `d_later = "
        "d_sum @ W_hh`. After the loop, `d_later` is d_h_0.",
    ),
    sizes=SIZES,
    without=("zeros", "large"),  # the states belong to x
)
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh, dW_hh = np.zeros_like(W_xh), np.zeros_like(W_hh)
    db, d_x = np.zeros(len(W_hh)), np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later


@backward.draw
def _(rng, T, B, I, H):
    return draw_walk(rng, T, B, I, H)


@backward.right
def one_product_for_all_steps(d_states, x, states, h_0, W_xh, W_hh):
    d_sums, d_later = d_states.copy(), np.zeros_like(h_0)
    for d_sum, h in zip(d_sums[::-1], states[::-1], strict=True):
        d_sum += d_later
        d_sum *= 1 - h * h
        d_later = d_sum @ W_hh
    rows, before = d_sums.reshape(-1, len(W_hh)), np.concatenate([h_0[None], states[:-1]])
    dW_xh, dW_hh = rows.T @ x.reshape(len(rows), -1), rows.T @ before.reshape(len(rows), -1)
    return dW_xh, dW_hh, rows.sum(0), d_sums @ W_xh, d_later


@backward.right
def calls_itself(d_states, x, states, h_0, W_xh, W_hh):
    if not len(x):
        return 0 * W_xh, 0 * W_hh, np.zeros(len(W_hh)), x, np.zeros_like(h_0)
    dW_xh, dW_hh, db, d_x, d_later = calls_itself(d_states[1:], x[1:], states[1:], states[0], W_xh, W_hh)
    d = (d_states[0] + d_later) * (1 - states[0] ** 2)
    d_x = np.concatenate([(d @ W_xh)[None], d_x])
    return dW_xh + d.T @ x[0], dW_hh + d.T @ h_0, db + d.sum(0), d_x, d @ W_hh


@backward.right
def every_loss_alone(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh, dW_hh, db, d_x, d_h_0 = 0 * W_xh, 0 * W_hh, np.zeros(len(W_hh)), 0 * x, 0 * h_0
    before = np.concatenate([h_0[None], states[:-1]])
    for t in range(len(x)):
        d_h = d_states[t]
        for k in range(t, -1, -1):
            d = d_h * (1 - states[k] ** 2)
            dW_xh, dW_hh, db = dW_xh + d.T @ x[k], dW_hh + d.T @ before[k], db + d.sum(0)
            d_x[k] += d @ W_xh
            d_h = d @ W_hh
        d_h_0 += d_h
    return dW_xh, dW_hh, db, d_x, d_h_0


READOUT = "(d_states[t] * (1 - states[t] ** 2))"
TWO_WAYS = "h_t has two ways on: the readout of its own step, and the next step."
backward.slip(
    "no-flow-through-time",
    f"Nothing flows through time: each step is treated as if no later step had read its state. "
    f"{TWO_WAYS} Your gradient holds the first way only.",
    ("d_states[t] + d_later", "d_states[t]"),
)
backward.slip(
    "last-loss-only",
    f"Your walk starts with the gradient at the last state, and the rows of `d_states` before it "
    f"are never used. {TWO_WAYS} The second way alone is right only if the loss sits at the last "
    f"step.",
    ("d_h = d_states[t] + d_later", "d_h = d_states[t] if t == len(x) - 1 else d_later"),
)
backward.slip(
    "one-step-of-flow",
    "What you hand back is made of the next step's own readout only, so each loss reaches one step into the "
    "past and no further. What flows back must already contain what came from the steps after it.",
    ("d_later = d_sum @ W_hh", "d_later = (d_states[t] * (1 - states[t] ** 2)) @ W_hh"),
)
backward.slip(
    "slope-before-adding",
    "You apply the slope to the readout's part, and add what comes from later afterwards. Both parts arrive "
    "at h_t, behind the tanh: add first, then go through the slope.",
    ("d_h * (1 - states[t] ** 2)", "d_states[t] * (1 - states[t] ** 2) + d_later"),
)
backward.slip(
    "slope-on-later-only",
    "You apply the slope to what comes from later, and add the readout's part afterwards. Both parts arrive "
    "at h_t, behind the tanh: add first, then go through the slope.",
    ("d_sum = d_h * (1 - states[t] ** 2)", "d_sum = d_states[t] + d_later * (1 - states[t] ** 2)"),
)
backward.slip(
    "flow-piles-up",
    "You add to `d_later` instead of replacing it. What came from step t + 1 has passed through step t "
    "already; left in place, it jumps over steps.",
    ("d_later = d_sum", "d_later = d_later + d_sum"),
)
backward.slip(
    "flow-skips-the-slope",
    "What you hand back is made before the slope of tanh is applied. The old state acts inside the tanh: go "
    "through the slope first.",
    ("d_later = d_sum @ W_hh", "d_later = d_h @ W_hh"),
)
backward.slip(
    "flow-without-weights",
    "You hand `d_sum` back as it is. Forwards the old state went through W_hh: so does its gradient.",
    ("d_sum @ W_hh", "d_sum"),
)
backward.slip(
    "flow-without-step",
    "You hand `d_h` back as it is, as if the state were copied from step to step. Between h_{t-1} and h_t "
    "stand W_hh and the tanh.",
    ("d_sum @ W_hh", "d_h"),
)
backward.slip(
    "slope-at-the-old-state",
    "You take the slope at the old state. The tanh of step t has made h_t: the slope belongs to the point "
    "where the function was used.",
    ("states[t] ** 2", "h_prev**2"),
)
backward.slip(
    "slope-missing",
    "The slope of tanh is missing. Going back through a step, tanh is the first thing you meet.",
    ("d_h * (1 - states[t] ** 2)", "d_h"),
)
backward.slip(
    "square-missing",
    "Your slope is 1 - h: the square is missing. Test it at h = 0.5.",
    ("states[t] ** 2", "states[t]"),
)
backward.slip(
    "one-minus-missing",
    "Your slope is h², which is 0 where tanh is steepest. Read the slope off a drawing of tanh.",
    ("(1 - states[t] ** 2)", "states[t] ** 2"),
)
backward.slip(
    "relu-slope",
    "Your slope is 1 where the state is positive, else 0. That is ReLU's; this network uses tanh.",
    ("1 - states[t] ** 2", "states[t] > 0"),
)
backward.slip(
    "slope-of-a-sigmoid",
    "Your slope is that of a sigmoid, y (1 − y), written with its output. This network uses tanh: how does "
    "its slope read, written with its output?",
    ("1 - states[t] ** 2", "states[t] * (1 - states[t])"),
)
backward.slip(
    "stops-before-the-first-step",
    "Your loop never reaches index 0 (step 1). `range(T - 1, 0, -1)` ends at 1: the number in the middle is "
    "left out.",
    ("for t in range(len(x) - 1, -1, -1):", "for t in range(len(x) - 1, 0, -1):"),
    ("1] if t > 0 else h_0", "1]"),
)
backward.slip(
    "walks-forwards",
    "Your loop walks from the first step to the last, as the network reads. So `d_later` comes from the step "
    "before, where it is not known yet what the later steps hand back. At which step is all of d_h known?",
    ("for t in range(len(x) - 1, -1, -1):", "for t in range(len(x)):"),
)
backward.slip(
    "h_0-gets-the-gradient-of-h_1",
    "You return the gradient of h_1 in the place of h_0's. The last result is the gradient of h_0, one step "
    "further back than h_1.",
    ("d_x, d_later", "d_x, d_h"),
)
backward.slip(
    "h_0-gets-d_sum",
    "You return `d_sum` of index 0 (step 1) in the place of h_0's gradient. The last result is the gradient "
    "of h_0, one step further back than h_1. W_hh stands between.",
    ("d_x, d_later", "d_x, d_sum"),
)
backward.slip(
    "h_0-gets-a-slope",
    "You multiply h_0's gradient by a slope of its own. h_0 was given, and no tanh of this network made it.",
    ("d_x, d_later", "d_x, d_later * (1 - h_0**2)"),
)
backward.slip(
    "overwritten",
    "Each turn of your loop overwrites the shares of the turn before, so only index 0 (step 1) is left. The "
    "same weights acted at all T steps.",
    ("+=", "="),
)
backward.slip(
    "mean-over-steps",
    "You divide by T. Averaging feels tidy, but `d_states` already says how the loss depends on each state; "
    "when a weight moves, all steps move the loss together.",
    ("dW_xh, dW_hh, db", "dW_xh / len(x), dW_hh / len(x), db / len(x)"),
)
backward.slip(
    "mean-over-batch",
    "You divide by B. If the loss is a mean over sentences, that factor is inside `d_states` already.",
    ("dW_xh, dW_hh, db", "dW_xh / len(h_0), dW_hh / len(h_0), db / len(h_0)"),
)
backward.slip(
    "mean-over-everything",
    "You divide by T and by B. If the loss is a mean, that factor is inside `d_states` already: here the "
    "shares are added.",
    (
        "dW_xh, dW_hh, db",
        "dW_xh / (len(x) * len(h_0)), dW_hh / (len(x) * len(h_0)), db / (len(x) * len(h_0))",
    ),
)
backward.slip(
    "new-state-in-share",
    "Your share of dW_hh is made with the state of the same step. Forwards, W_hh multiplied the state "
    "before it.",
    ("dW_hh += d_sum.T @ h_prev", "dW_hh += d_sum.T @ states[t]"),
)
backward.slip(
    "index-minus-one",
    "At index 0 (step 1) you read `states[t - 1]`, which is `states[-1]`: the last state, without any "
    "error. Which state did index 0 (step 1) start from?",
    ("1] if t > 0 else h_0", "1]"),
)
backward.slip(
    "h_0-left-out",
    "At index 0 (step 1) your dW_hh gets no share, or one made with zeros. Step 1 (index 0) started from "
    "`h_0`, and W_hh multiplied it as any other state.",
    ("else h_0", "else np.zeros_like(h_0)"),
)
backward.slip(
    "h_0-at-every-step",
    "You use `h_0` as the old state of every step. It is the old state of index 0 (step 1) only.",
    ("states[t - 1] if t > 0 else h_0", "h_0"),
)
backward.slip(
    "shares-skip-the-slope",
    "The shares of the weights are made from `d_h`. The weights act inside the tanh: the way back to them "
    "leads through its slope.",
    ("d_sum.T @", "d_h.T @"),
    ("d_sum.sum", "d_h.sum"),
)
backward.slip(
    "shares-from-the-readout-only",
    "Your walk is right, but the shares of the weights are made from the readout's part alone. A weight at "
    "step t also moves every loss after t.",
    ("d_sum.T @", f"{READOUT}.T @"),
    ("d_sum.sum", f"{READOUT}.sum"),
)
backward.slip(
    "word-gradient-from-the-loss",
    "The gradient of x takes the loss of its own step, before slope and later steps come in.",
    ("d_x[t] = d_sum @ W_xh", "d_x[t] = d_states[t] @ W_xh"),
)
