"""Lesson 6: ways back through time that go astray: the flow, the slope, the loop, and what reaches h_0."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_06_changes import changed
from rnn_course.exercises.lesson_06_walk import solution

_LOOP, _PREV = "range(len(x) - 1, -1, -1)", "states[t - 1] if t > 0 else h_0"
_FLOW, _SLOPE = "d_states[t] + d_later", "(1 - states[t] ** 2)"
_D_SUM, _BACK = f"d_sum = d_h * {_SLOPE}", "d_later = d_sum @ W_hh"
_RETURN = "return dW_xh, dW_hh, db, d_x, d_later"
_TWO_WAYS = "h_t has two ways on: the readout of its own step, and the next step."
_LAST = "The last result is the gradient of h_0, one step further back than h_1."


def _wrong(key, says, *changes):
    return Misconception(key, changed(solution, "backward", *changes), says)


_FLOWS = [
    _wrong(
        "no-flow-through-time",
        f"Nothing flows through time: each step is treated as if no later step had read its state. {_TWO_WAYS} "
        "Your gradient holds the first way only.",
        (_FLOW, "d_states[t]"),
    ),
    _wrong(
        "last-loss-only",
        f"Your walk starts with the gradient at the last state, and the rows of `d_states` before it are never "
        f"used. {_TWO_WAYS} The second way alone is right only if the loss sits at the last step.",
        (_FLOW, "d_states[t] if t == len(x) - 1 else d_later"),
    ),
    _wrong(
        "one-step-of-flow",
        "What you hand back is made of the next step's own readout only, so each loss reaches one step into the past and no "
        "further. What flows back must already contain what came from the steps after it.",
        (_BACK, f"d_later = (d_states[t] * {_SLOPE}) @ W_hh"),
    ),
    _wrong(
        "slope-before-adding",
        "You apply the slope to the readout's part, and add what comes from later afterwards. Both parts arrive at h_t, "
        "behind the tanh: add first, then go through the slope.",
        (_D_SUM, f"d_sum = d_states[t] * {_SLOPE} + d_later"),
    ),
    _wrong(
        "slope-on-later-only",
        "You apply the slope to what comes from later, and add the readout's part afterwards. Both parts arrive at h_t, "
        "behind the tanh: add first, then go through the slope.",
        (_D_SUM, f"d_sum = d_states[t] + d_later * {_SLOPE}"),
    ),
    _wrong(
        "flow-piles-up",
        "You add to `d_later` instead of replacing it. What came from step t + 1 has passed through step t already; "
        "left in place, it jumps over steps.",
        (_BACK, "d_later = d_later + d_sum @ W_hh"),
    ),
    _wrong(
        "flow-skips-the-slope",
        "What you hand back is made before the slope of tanh is applied. The old state acts inside the tanh: go through "
        "the slope first.",
        (_BACK, "d_later = d_h @ W_hh"),
    ),
    _wrong(
        "flow-with-W_hh-turned",
        "You turned W_hh on the way back in time. Forwards the state met W_hhᵀ, so backwards it is the transpose of that. "
        "W_hh is square: its shape does not warn you.",
        (_BACK, "d_later = d_sum @ W_hh.T"),
    ),
    _wrong(
        "flow-skips-the-slope-turned",
        "What you hand back skips the slope of tanh, and W_hh is turned. Go from h_t to h_{t-1} factor by factor.",
        (_BACK, "d_later = d_h @ W_hh.T"),
    ),
    _wrong(
        "flow-without-weights",
        "You hand `d_sum` back as it is. Forwards the old state went through W_hh: so does its gradient.",
        (_BACK, "d_later = d_sum"),
    ),
    _wrong(
        "flow-without-step",
        "You hand `d_h` back as it is, as if the state were copied from step to step. Between h_{t-1} and h_t stand W_hh and the tanh.",
        (_BACK, "d_later = d_h"),
    ),
]

_SLOPES = [
    _wrong(
        "brackets-missing",
        "`d_h * 1 - h**2` multiplies first and subtracts then. The slope is one factor: it needs brackets around it.",
        (_D_SUM, "d_sum = d_h * 1 - states[t] ** 2"),
    ),
    _wrong(
        "slope-at-the-old-state",
        "You take the slope at the old state. The tanh of step t has made h_t: the slope belongs to the point where "
        "the function was used.",
        (_SLOPE, "(1 - h_prev**2)"),
    ),
    _wrong(
        "slope-of-the-state",
        "You put the state through tanh once more before you square it. The slope is 1 - tanh(a)², with a the sum, and "
        "tanh(a) is the state that you hold.",
        (_SLOPE, "(1 - np.tanh(states[t]) ** 2)"),
    ),
    _wrong(
        "slope-missing",
        "The slope of tanh is missing. Going back through a step, tanh is the first thing you meet.",
        (_D_SUM, "d_sum = d_h"),
    ),
    _wrong(
        "square-missing",
        "Your slope is 1 - h: the square is missing. Test it at h = 0.5.",
        (_SLOPE, "(1 - states[t])"),
    ),
    _wrong(
        "one-minus-missing",
        "Your slope is h², which is 0 where tanh is steepest. Read the slope off a drawing of tanh.",
        (_SLOPE, "states[t] ** 2"),
    ),
    _wrong(
        "relu-slope",
        "Your slope is 1 where the state is positive, else 0. That is ReLU's; this network uses tanh.",
        (_SLOPE, "(states[t] > 0)"),
    ),
    _wrong(
        "sigmoid-slope",
        "Your slope is h (1 - h), which belongs to the sigmoid. This network uses tanh.",
        (_SLOPE, "(states[t] * (1 - states[t]))"),
    ),
]

_LOOPS = [
    _wrong(
        "returned-too-early",
        "Your function returns in the first turn of the loop, so only the last step has its share. A `return` inside a loop ends the function: look at how far it is indented.",
        (_RETURN, "    " + _RETURN),
    ),
    _wrong(
        "stops-before-the-first-step",
        "Your loop never reaches index 0 (step 1). `range(T - 1, 0, -1)` ends at 1: the number in the middle is left out.",
        (_LOOP, "range(len(x) - 1, 0, -1)"),
        (_PREV, "states[t - 1]"),
    ),
    _wrong(
        "starts-before-the-last-step",
        "Your loop leaves out the last step. Its state has index T - 1, and it gets a gradient from its readout.",
        (_LOOP, "range(len(x) - 2, -1, -1)"),
    ),
    _wrong(
        "loop-runs-forwards",
        "Your loop runs from the first step to the last. What h_t owes to later steps is known only when those have been done: in which "
        "order must you go?",
        (_LOOP, "range(len(x))"),
    ),
]

_STARTS = [
    _wrong(
        "h_0-gets-the-gradient-of-h_1",
        f"You return the gradient of h_1 in the place of h_0's. {_LAST}",
        (_RETURN, "return dW_xh, dW_hh, db, d_x, d_h"),
    ),
    _wrong(
        "h_0-gets-d_sum",
        f"You return `d_sum` of index 0 (step 1) in the place of h_0's gradient. {_LAST} W_hh stands between.",
        (_RETURN, "return dW_xh, dW_hh, db, d_x, d_sum"),
    ),
    _wrong(
        "h_0-gets-a-slope",
        "You multiply h_0's gradient by a slope of its own. h_0 was given, and no tanh of this network made it.",
        (_RETURN, "return dW_xh, dW_hh, db, d_x, d_later * (1 - h_0**2)"),
    ),
    _wrong(
        "h_0-gets-nothing",
        "Your d_h_0 is all zeros. h_0 acts on every state, so the loss depends on it, even if nobody trains it.",
        (_RETURN, "return dW_xh, dW_hh, db, d_x, np.zeros_like(h_0)"),
    ),
]

WRONG_WAYS = [*_FLOWS, *_SLOPES, *_LOOPS, *_STARTS]
