"""Lesson 6: wrong steps back, each with the sentence for the learner who wrote it."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_06_changes import changed


def solution(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev


_SLOPE, _XH, _HH = "1 - h_t**2", "d_sum.T @ x_t", "d_sum.T @ h_prev"
_B, _BACK, _RETURN = "d_sum.sum(axis=0)", "d_sum @ W_hh", "return d_sum, dW_xh, dW_hh, db, d_h_prev"


def _wrong(key, says, *changes):
    return Misconception(key, changed(solution, "one_step_back", *changes), says)


_AT_THE_END = (
    "tanh is the last thing that happens in a step forwards, so its slope comes first on the way back."
)
_SHAPE_OF_A_GRADIENT = "A gradient has the shape of what it belongs to."
_TURNED = "The product is turned round, so your gradient has its rows and columns exchanged."

_SLOPES = [
    _wrong(
        "brackets-missing",
        "`d_h * 1 - h_t**2` multiplies first and subtracts then. The slope is one factor: it needs brackets around it.",
        (f"d_h * ({_SLOPE})", f"d_h * {_SLOPE}"),
    ),
    _wrong(
        "slope-at-the-old-state",
        "You take the slope of tanh at `h_prev`. The tanh of this step has made `h_t`: the slope belongs to the "
        "point where the function was used.",
        (_SLOPE, "1 - h_prev**2"),
    ),
    _wrong(
        "slope-of-the-state",
        "You put `h_t` through tanh once more before you square it. The slope is 1 - tanh(a)², with a the sum; and "
        "tanh(a) is something that you already hold.",
        (_SLOPE, "1 - np.tanh(h_t)**2"),
    ),
    _wrong(
        "square-missing",
        "Your slope is 1 - h_t: the square is missing. Test it at h_t = 0.5.",
        (_SLOPE, "1 - h_t"),
    ),
    _wrong(
        "one-minus-missing",
        "Your slope is h_t², which is 0 where tanh is steepest. Draw tanh, and read its slope at 0 and far out.",
        (_SLOPE, "h_t**2"),
    ),
    _wrong(
        "tanh-for-its-slope",
        "You multiply by `h_t` itself. The chain rule asks for the slope of tanh at this point, not for its value.",
        (_SLOPE, "h_t"),
    ),
    _wrong(
        "relu-slope",
        "Your slope is 1 where `h_t` is positive and 0 elsewhere. That is ReLU's slope. This network uses tanh.",
        (_SLOPE, "h_t > 0"),
    ),
    _wrong(
        "sigmoid-slope",
        "Your slope is h (1 - h), which belongs to the sigmoid. This network uses tanh.",
        (_SLOPE, "h_t * (1 - h_t)"),
    ),
    _wrong(
        "slope-added",
        "You add the slope to `d_h`. In the chain rule the factors along one way are multiplied.",
        ("d_h * (1 - h_t**2)", "d_h + (1 - h_t**2)"),
    ),
    _wrong(
        "slope-missing",
        f"You pass `d_h` on as it is. {_AT_THE_END} Where is it?",
        (f"d_h * ({_SLOPE})", "d_h"),
    ),
    _wrong(
        "slope-twice",
        "The slope of tanh is in your result two times. A step has one tanh.",
        (_SLOPE, "(1 - h_t**2)**2"),
    ),
]

_SHARES = [
    _wrong(
        "new-state-in-share",
        "Your share of dW_hh is made with `h_t`. Look at the forward step: which state did W_hh multiply?",
        (_HH, "d_sum.T @ h_t"),
    ),
    _wrong(
        "slope-missing-in-shares",
        "Your `d_sum` is right, but the shares of the weights are made from `d_h`. The weights act inside the tanh: "
        "the way back to them leads through its slope.",
        (_XH, "d_h.T @ x_t"),
        (_HH, "d_h.T @ h_prev"),
        (_B, "d_h.sum(axis=0)"),
    ),
    _wrong(
        "slope-missing-in-dW_xh",
        "Your dW_xh is made from `d_h`. W_xh acts inside the tanh: what lies between?",
        (_XH, "d_h.T @ x_t"),
    ),
    _wrong(
        "slope-missing-in-dW_hh",
        "Your dW_hh is made from `d_h`. W_hh acts inside the tanh: what lies between?",
        (_HH, "d_h.T @ h_prev"),
    ),
    _wrong(
        "slope-missing-in-db",
        "Your db is made from `d_h`. The bias is added inside the tanh: what lies between?",
        (_B, "d_h.sum(axis=0)"),
    ),
    _wrong(
        "dW_hh-turned",
        f"dW_hh: {_TURNED} W_hh is square, so its shape does not warn you. Row j of W_hh makes unit j of the sum.",
        (_HH, "h_prev.T @ d_sum"),
    ),
    _wrong("dW_xh-turned", f"dW_xh: {_TURNED} {_SHAPE_OF_A_GRADIENT}", (_XH, "x_t.T @ d_sum")),
    _wrong(
        "both-turned",
        f"dW_xh and dW_hh: {_TURNED} {_SHAPE_OF_A_GRADIENT}",
        (_XH, "x_t.T @ d_sum"),
        (_HH, "h_prev.T @ d_sum"),
    ),
    _wrong(
        "nothing-turned",
        "Your products for the weights cannot be formed, except when B happens to equal H. Both factors have B rows, one for each "
        "sentence, and the sum runs over these rows: one of the two must be turned.",
        (_XH, "d_sum @ x_t"),
        (_HH, "d_sum @ h_prev"),
    ),
    _wrong(
        "dW_hh-not-turned",
        "Your product for dW_hh cannot be formed, except when B happens to equal H. Both factors have B rows, and the sum runs "
        "over these rows: which of the two must be turned?",
        (_HH, "d_sum @ h_prev"),
    ),
    _wrong(
        "second-factor-turned",
        "In the shares you turned the second factor, so the sum runs over the units. It must run over the B sentences, "
        "and the result needs one row for each unit.",
        (_XH, "d_sum @ x_t.T"),
        (_HH, "d_sum @ h_prev.T"),
    ),
    _wrong(
        "dW_hh-second-factor-turned",
        "In dW_hh you turned the second factor: that gives (B, B), one number for each pair of sentences. "
        f"{_SHAPE_OF_A_GRADIENT}",
        (_HH, "d_sum @ h_prev.T"),
    ),
    _wrong(
        "element-by-element",
        "You multiply `d_sum` and `h_prev` element by element. Each unit reads every unit of the old state, so "
        f"dW_hh has H times H numbers. {_SHAPE_OF_A_GRADIENT}",
        (_HH, "d_sum * h_prev"),
    ),
    _wrong(
        "summed-before-the-product",
        "You add up the sentences first and multiply then. That mixes the gradient of one sentence with the input of "
        "another. Which comes first, the product or the sum?",
        (_XH, "np.outer(d_sum.sum(axis=0), x_t.sum(axis=0))"),
        (_HH, "np.outer(d_sum.sum(axis=0), h_prev.sum(axis=0))"),
    ),
    _wrong(
        "mean-over-batch",
        "You divide the shares by B. If the loss is a mean over sentences, that factor is inside `d_h` already: here "
        "the shares are added.",
        (_XH, "d_sum.T @ x_t / len(d_h)"),
        (_HH, "d_sum.T @ h_prev / len(d_h)"),
        (_B, "d_sum.mean(axis=0)"),
    ),
    _wrong(
        "mean-of-bias",
        "Your db is the mean over the sentences, and the other shares are sums. The same b was added for each sentence: "
        "how do its effects combine?",
        (_B, "d_sum.mean(axis=0)"),
    ),
    _wrong(
        "bias-summed-over-units",
        "Your db has one number for each sentence. b has one for each unit: over which axis must the sum run?",
        (_B, "d_sum.sum(axis=1)"),
    ),
    _wrong(
        "bias-not-summed",
        f"Your db has shape (B, H). b is one vector, used by all sentences. {_SHAPE_OF_A_GRADIENT}",
        (_B, "d_sum"),
    ),
    _wrong("bias-one-number", f"Your db is a single number. {_SHAPE_OF_A_GRADIENT}", (_B, "d_sum.sum()")),
    _wrong(
        "bias-twice",
        "Your db is twice too large. b stands for the sum of both biases, and acts once.",
        (_B, "2 * d_sum.sum(axis=0)"),
    ),
    _wrong(
        "weights-exchanged",
        "Your dW_xh and dW_hh stand in each other's place. Look at the order in which the task asks for them.",
        (_RETURN, "return d_sum, dW_hh, dW_xh, db, d_h_prev"),
    ),
]

_WAY_BACK = [
    _wrong(
        "W_hh-turned",
        "On the way to `d_h_prev` you turned W_hh. Forwards the state was multiplied by W_hhᵀ; backwards comes the "
        "transpose of that. W_hh is square, so its shape does not warn you.",
        (_BACK, "d_sum @ W_hh.T"),
    ),
    _wrong(
        "way-back-skips-the-slope",
        "Your `d_h_prev` is made from `d_h`. The old state acts inside the tanh: the way back to it leads through the slope.",
        (_BACK, "d_h @ W_hh"),
    ),
    _wrong(
        "way-back-skips-the-slope-turned",
        "Your `d_h_prev` is made from `d_h`, not from `d_sum`, and with W_hh turned. Go back from h_t factor by factor: "
        "first through the tanh, then through the product.",
        (_BACK, "d_h @ W_hh.T"),
    ),
    _wrong(
        "slope-of-the-step-before",
        "You multiply `d_h_prev` by the slope at `h_prev` already. That slope belongs to the step before, "
        "which will apply it; and first that step must add what its own readout brings.",
        (_BACK, "d_sum @ W_hh * (1 - h_prev**2)"),
    ),
    _wrong(
        "no-weights-on-the-way-back",
        "You hand `d_sum` back as it is. Forwards the old state went through W_hh: so does its gradient.",
        (_BACK, "d_sum"),
    ),
    _wrong(
        "gradient-kept",
        "You add `d_h` to what goes back. The old state is replaced at each step; all that stays of it goes through W_hh "
        "and tanh.",
        (_BACK, "d_h + d_sum @ W_hh"),
    ),
    Misconception(
        "sizes-do-not-meet",
        changed(solution, "one_step_back", (_BACK, "W_hh @ d_sum")),
        "One of your products cannot be formed: the error names the two sizes that differ. Write the shape under each "
        "factor: (B, H), (B, I), (H, H). The two sizes that meet in `@` must be the same axis.",
        raises=r"matmul|not aligned|core dimension",
    ),
    Misconception(
        "shapes-do-not-fit",
        changed(solution, "one_step_back", (_HH, "d_sum.T * h_prev")),
        "Two arrays meet in `*` or `+` whose shapes do not fit: the error names them. Where you want a sum over the "
        "batch inside a product, use `@`.",
        raises=r"broadcast",
    ),
]

WRONG_STEPS = [*_SLOPES, *_SHARES, *_WAY_BACK]
