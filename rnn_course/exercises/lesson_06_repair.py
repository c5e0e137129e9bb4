"""Lesson 6: a backward pass with four mistakes, to be repaired."""

from itertools import product

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_06_changes import changed
from rnn_course.exercises.lesson_06_walk import SIZES
from rnn_course.exercises.lesson_06_walk import draw as _draw_all


def _draw(rng, T, B, H):
    d_states, _, states, h_0, _, W_hh = _draw_all(rng, T, B, 3, H)
    return d_states, states, h_0, W_hh


def _solution(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later


_PREV = "states[t - 1] if t > 0 else h_0"
_EARLY = (("range(len(states) - 1, -1, -1)", "range(len(states) - 1, 0, -1)"), (_PREV, "states[t - 1]"))
_MINUS_ONE = ((_PREV, "states[t - 1]"),)
_ZEROS = ((_PREV, "states[t - 1] if t > 0 else np.zeros_like(h_0)"),)
_FLOW = (("d_states[t] + d_later", "d_states[t]"),)
_SLOPE = (("1 - states[t] ** 2", "1 - h_prev**2"),)
_SUM = (("dW_hh += ", "dW_hh = "),)


# What may be left of each of the four places: (key, changes that make it wrong, sentence).
_LOOP_LEFT = (
    ("", (), ""),
    ("stops-early", _EARLY, "The loop never reaches index 0 (step 1): print the values of t that it visits."),
    (
        "index-minus-one",
        _MINUS_ONE,
        "The loop reaches index 0 (step 1) now, and there `states[t - 1]` is `states[-1]`, the last state. Which state did index 0 (step 1) start from?",
    ),
    (
        "h_0-left-out",
        _ZEROS,
        "Step 1 (index 0) gives no share to dW_hh, or one made with zeros. W_hh multiplied h_0 as any other state.",
    ),
)
_FLOW_LEFT = (
    ("", (), ""),
    ("no-flow", _FLOW, "`d_later` is computed and never used: what do later steps owe to this state?"),
)
_SLOPE_LEFT = (
    ("", (), ""),
    ("slope", _SLOPE, "The slope is taken at the old state. Which state did the tanh of step t make?"),
)
_SUM_LEFT = (
    ("", (), ""),
    (
        "overwrites",
        _SUM,
        "Each turn of the loop overwrites the share of the turn before. How do shares combine?",
    ),
)
_STUB_KEYS = ("stops-early", "no-flow", "slope", "overwrites")
_COUNT = {
    1: "One mistake is left.",
    2: "Two mistakes are left.",
    3: "Three mistakes are left.",
    4: "Four mistakes are left.",
}


def _left_over():
    """A misconception for every combination of mistakes that a learner may leave, fewest first."""
    found = []
    for places in product(_LOOP_LEFT, _FLOW_LEFT, _SLOPE_LEFT, _SUM_LEFT):
        left = [place for place in places if place[0]]
        keys = tuple(key for key, _, _ in left)
        if not left or keys == _STUB_KEYS:
            continue
        changes = [change for _, pairs, _ in left for change in pairs]
        says = " ".join([_COUNT[len(left)], *(sentence for _, _, sentence in left)])
        found.append(
            (len(left), Misconception("+".join(keys), changed(_solution, "memory_gradient", *changes), says))
        )
    return [misconception for _, misconception in sorted(found, key=lambda pair: pair[0])]


def _new(key, says, *changes):
    return Misconception(key, changed(_solution, "memory_gradient", *changes), says)


memory_gradient = FunctionExercise(
    id="06.memory_gradient",
    title="Repair a backward pass",
    stub=changed(_solution, "memory_gradient", *_EARLY, *_FLOW, *_SLOPE, *_SUM),
    solution=_solution,
    why=(
        "The loop must reach index 0 (step 1), which started from h_0; the gradient at h_t is the sum of two ways; the slope is taken at h_t, the state "
        "that this tanh has made; and the shares are added."
    ),
    hints=[
        "There are four mistakes. Compare the function with the four lines of the derivation, one line at a time.",
        "Which values of t does the loop visit? Which variable is computed and never used? At which state is the slope taken? What does `=` do "
        "to the share of the turn before?",
        "The loop must end at 0, and there the old state is h_0. `d_h` needs both of its parts. The slope belongs to `states[t]`. Shares are added "
        "with `+=`.",
    ],
    draw=_draw,
    returns={"dW_hh": "H H", "d_h_0": "B H"},
    sizes=[{key: size for key, size in sizes.items() if key != "I"} for sizes in SIZES],
    misconceptions=[
        *_left_over(),
        _new(
            "new-state-in-share",
            "The share of dW_hh is now made with the state of the same step. W_hh multiplied the one before it.",
            ("d_sum.T @ h_prev", "d_sum.T @ states[t]"),
        ),
        _new(
            "W_hh-turned",
            "W_hh is now turned on the way back. It was right before: forwards the state meets W_hhᵀ, backwards the transpose of that.",
            ("d_sum @ W_hh", "d_sum @ W_hh.T"),
        ),
        _new(
            "dW_hh-turned",
            "dW_hh now has its rows and columns exchanged. The product was right before.",
            ("d_sum.T @ h_prev", "h_prev.T @ d_sum"),
        ),
        _new(
            "flow-piles-up",
            "`d_later` is now added up. It has to be replaced: what came from later has passed through this step already.",
            ("d_later = d_sum", "d_later += d_sum"),
        ),
        _new(
            "slope-before-adding",
            "The slope now acts on one of the two parts only. Both arrive at h_t, behind the tanh: add first.",
            ("d_h * (1 - states[t] ** 2)", "d_states[t] * (1 - states[t] ** 2) + d_later"),
        ),
        _new(
            "mean-over-steps",
            "You divide by the number of steps. Shares are added: `d_states` already says how the loss depends on each state.",
            ("return dW_hh,", "return dW_hh / len(states),"),
        ),
        _new(
            "loop-runs-forwards",
            "The loop now runs from the first step to the last. What comes from later must be known when you arrive at a step.",
            ("range(len(states) - 1, -1, -1)", "range(len(states))"),
        ),
        _new(
            "brackets-missing",
            "`d_h * 1 - h**2` multiplies first and subtracts then. The slope is one factor: keep its brackets.",
            ("(1 - states[t] ** 2)", "1 - states[t] ** 2"),
        ),
        _new(
            "h_0-gets-the-gradient-of-h_1",
            "You now return the gradient of h_1 in the place of h_0's, which lies one step further back. The last line was right before.",
            ("return dW_hh, d_later", "return dW_hh, d_h"),
        ),
        _new(
            "slope-missing",
            "The slope of tanh is gone. It was taken at the wrong state; that is no reason to leave it out.",
            ("d_h * (1 - states[t] ** 2)", "d_h"),
        ),
        _new(
            "h_0-at-every-step",
            "h_0 is now the old state of every step. It is the old state of index 0 (step 1) only.",
            (_PREV, "h_0"),
        ),
    ],
)
