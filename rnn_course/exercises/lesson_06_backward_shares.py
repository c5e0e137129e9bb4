"""Lesson 6: shares of the weights that are wrong: how they are added, from which state, and by which product."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_06_changes import changed
from rnn_course.exercises.lesson_06_walk import solution

_PREV, _SLOPE = "states[t - 1] if t > 0 else h_0", "(1 - states[t] ** 2)"
_XH, _HH, _B = "dW_xh += d_sum.T @ x[t]", "dW_hh += d_sum.T @ h_prev", "db += d_sum.sum(axis=0)"
_FLOW, _X, _BACK = "d_states[t] + d_later", "d_x[t] = d_sum @ W_xh", "d_later = d_sum @ W_hh"
_RETURN = "return dW_xh, dW_hh, db, d_x, d_later"


def _wrong(key, says, *changes):
    return Misconception(key, changed(solution, "backward", *changes), says)


def _averaged(by):
    return _RETURN, f"return dW_xh / {by}, dW_hh / {by}, db / {by}, d_x, d_later"


_SUMS = [
    _wrong(
        "overwritten",
        "Each turn of your loop overwrites the shares of the turn before, so only index 0 (step 1) is left. The same weights acted at "
        "all T steps.",
        (_XH, _XH.replace("+=", "=")),
        (_HH, _HH.replace("+=", "=")),
        (_B, _B.replace("+=", "=")),
    ),
    _wrong(
        "dW_xh-overwritten",
        "Your dW_xh holds the share of index 0 (step 1) only: each turn overwrites it. How do the shares of T steps combine?",
        (_XH, _XH.replace("+=", "=")),
    ),
    _wrong(
        "dW_hh-overwritten",
        "Your dW_hh holds the share of index 0 (step 1) only: each turn overwrites it. How do the shares of T steps combine?",
        (_HH, _HH.replace("+=", "=")),
    ),
    _wrong(
        "db-overwritten",
        "Your db holds the share of index 0 (step 1) only: each turn overwrites it. How do the shares of T steps combine?",
        (_B, _B.replace("+=", "=")),
    ),
    _wrong(
        "mean-over-steps",
        "You divide by T. Averaging feels tidy, but `d_states` already says how the loss depends on each state; when a weight "
        "moves, all steps move the loss together.",
        _averaged("len(x)"),
    ),
    _wrong(
        "mean-over-batch",
        "You divide by B. If the loss is a mean over sentences, that factor is inside `d_states` already.",
        _averaged("len(h_0)"),
    ),
    _wrong(
        "mean-over-everything",
        "You divide by T and by B. If the loss is a mean, that factor is inside `d_states` already: here the shares are added.",
        _averaged("(len(x) * len(h_0))"),
    ),
    _wrong(
        "mean-of-bias",
        "Your db takes the mean over the sentences. Its shares are added, as those of the weights are.",
        (_B, "db += d_sum.mean(axis=0)"),
    ),
    _wrong(
        "bias-twice",
        "Your db is twice too large. b stands for the sum of both biases and acts once; in PyTorch each of the two gets the gradient once.",
        (_B, "db += 2 * d_sum.sum(axis=0)"),
    ),
    _wrong(
        "descent-direction",
        "Your gradients of the weights point the other way. The minus sign belongs to the update, W - learning rate · gradient.",
        (_RETURN, "return -dW_xh, -dW_hh, -db, d_x, d_later"),
    ),
]

_STATES = [
    _wrong(
        "new-state-in-share",
        "Your share of dW_hh is made with the state of the same step. Forwards, W_hh multiplied the state before it.",
        (_HH, "dW_hh += d_sum.T @ states[t]"),
    ),
    _wrong(
        "index-minus-one",
        "At index 0 (step 1) you read `states[t - 1]`, which is `states[-1]`: the last state, without any error. Which state did index 0 (step 1) start from?",
        (_PREV, "states[t - 1]"),
    ),
    _wrong(
        "h_0-left-out",
        "At index 0 (step 1) your dW_hh gets no share, or one made with zeros. Step 1 (index 0) started from `h_0`, and W_hh multiplied it as any "
        "other state.",
        (_PREV, "states[t - 1] if t > 0 else np.zeros_like(h_0)"),
    ),
    _wrong(
        "h_0-at-every-step",
        "You use `h_0` as the old state of every step. It is the old state of index 0 (step 1) only.",
        (_PREV, "h_0"),
    ),
    _wrong(
        "previous-input",
        "Your share of dW_xh is made with the input of the step before. W_xh read x_t at step t. Only the state comes from the step before.",
        (_XH, "dW_xh += d_sum.T @ x[t - 1]"),
    ),
]

_PRODUCTS = [
    _wrong(
        "dW_hh-turned",
        "dW_hh has its rows and columns exchanged. It is square, so no error warns you. Row j of W_hh makes unit j of the sum.",
        (_HH, "dW_hh += h_prev.T @ d_sum"),
    ),
    _wrong(
        "dW_xh-turned",
        "dW_xh has its rows and columns exchanged. A gradient has the shape of what it belongs to.",
        (_RETURN, "return dW_xh.T, dW_hh, db, d_x, d_later"),
    ),
    _wrong(
        "both-turned",
        "dW_xh and dW_hh have rows and columns exchanged. A gradient has the shape of what it belongs to.",
        (_RETURN, "return dW_xh.T, dW_hh.T, db, d_x, d_later"),
    ),
    _wrong(
        "shares-skip-the-slope",
        "The shares of the weights are made from `d_h`. The weights act inside the tanh: the way back to them leads through its slope.",
        (_XH, "dW_xh += d_h.T @ x[t]"),
        (_HH, "dW_hh += d_h.T @ h_prev"),
        (_B, "db += d_h.sum(axis=0)"),
    ),
    _wrong(
        "dW_hh-skips-the-slope",
        "Your dW_hh is made from `d_h`. W_hh acts inside the tanh: what lies between?",
        (_HH, "dW_hh += d_h.T @ h_prev"),
    ),
    _wrong(
        "dW_xh-skips-the-slope",
        "Your dW_xh is made from `d_h`. W_xh acts inside the tanh: what lies between?",
        (_XH, "dW_xh += d_h.T @ x[t]"),
    ),
    _wrong(
        "db-skips-the-slope",
        "Your db is made from `d_h`. b is added inside the tanh: what lies between?",
        (_B, "db += d_h.sum(axis=0)"),
    ),
    _wrong(
        "d_x-skips-the-slope",
        "Your d_x is made from `d_h`. The input acts inside the tanh: what lies between?",
        (_X, "d_x[t] = d_h @ W_xh"),
    ),
    _wrong(
        "shares-from-the-readout-only",
        "Your walk is right, but the shares of the weights are made from the readout's part alone. A weight at step t also moves every loss after t.",
        (_XH, f"dW_xh += (d_states[t] * {_SLOPE}).T @ x[t]"),
        (_HH, f"dW_hh += (d_states[t] * {_SLOPE}).T @ h_prev"),
        (_B, f"db += (d_states[t] * {_SLOPE}).sum(axis=0)"),
    ),
    _wrong(
        "weights-exchanged",
        "Your dW_xh and dW_hh stand in each other's place. Look at the order in which the task asks for them.",
        (_RETURN, "return dW_hh, dW_xh, db, d_x, d_later"),
    ),
]

_ERRORS = [
    Misconception(
        "sizes-do-not-meet",
        changed(solution, "backward", (_BACK, "d_later = W_hh @ d_sum")),
        "One of your products cannot be formed: the error names the two sizes that differ. Write the shape under each "
        "factor: (B, H), (B, I), (H, I), (H, H). The two sizes that meet in `@` must be the same axis.",
        raises=r"matmul|not aligned|core dimension",
    ),
    Misconception(
        "shapes-do-not-fit",
        changed(solution, "backward", (_HH, "dW_hh += d_sum.T * h_prev")),
        "Two arrays meet in `*`, `+` or `+=` whose shapes do not fit: the error names them. A sum over the batch "
        "inside a product is written with `@`; b needs a sum over the batch before it is added.",
        raises=r"broadcast",
    ),
    Misconception(
        "looks-beyond-the-end",
        changed(
            solution,
            "backward",
            (_FLOW, "d_states[t] + (d_states[t + 1] * (1 - states[t + 1] ** 2)) @ W_hh"),
        ),
        "Your code reads a row after the last one, such as `states[t + 1]` at the last step. What comes from later is known when the "
        "loop arrives at t: keep it in a variable, and start that with zeros.",
        raises=r"IndexError",
    ),
]

WRONG_SHARES = [*_SUMS, *_STATES, *_PRODUCTS, *_ERRORS]
