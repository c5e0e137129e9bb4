"""Repair a backward pass."""

from itertools import product

import numpy as np

from rnn_course.exercises.lesson_06.walk import SIZES, draw_walk
from rnn_course.nearmiss import function

STUB = """\
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        h_prev = states[t - 1]
        d_h = d_states[t]
        d_sum = d_h * (1 - h_prev**2)
        dW_hh = d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later
"""


@function(
    id="06.memory_gradient",
    returns="dW_hh: H H; d_h_0: B H",
    stub=STUB,
    why="The loop must reach index 0 (step 1), which started from h_0; the gradient at h_t is the sum of "
    "two ways; the slope is taken at h_t, the state that this tanh has made; and the shares are added.",
    hints=(
        "There are four mistakes. Compare the function with the four lines of the derivation, one line at a "
        "time.",
        "Which values of t does the loop visit? Which variable is computed and never used? At which state "
        "is the slope taken? What does `=` do to the share of the turn before?",
        "The loop must end at 0, and there the old state is h_0. `d_h` needs both of its parts. The slope "
        "belongs to `states[t]`. Shares are added with `+=`.",
    ),
    sizes=[{key: size for key, size in sizes.items() if key != "I"} for sizes in SIZES],
    without=("large",),  # a state lies between -1 and 1
)
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later


@memory_gradient.draw
def _(rng, T, B, H):
    d_states, _, states, h_0, _, W_hh = draw_walk(rng, T, B, 3, H)
    return d_states, states, h_0, W_hh


@memory_gradient.right
def one_product_at_the_end(d_states, states, h_0, W_hh):
    before, d_sums, d_later = np.concatenate([h_0[None], states[:-1]]), np.zeros_like(states), 0 * h_0
    for t in reversed(range(len(states))):
        d_sums[t] = (d_states[t] + d_later) * (1 - states[t] ** 2)
        d_later = d_sums[t] @ W_hh
    return np.einsum("tbh,tbk->hk", d_sums, before), d_later


@memory_gradient.right
def first_step_after_the_loop(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_hh = dW_hh + d_sum.T @ states[t - 1]
        d_later = d_sum @ W_hh
    d_sum = (d_states[0] + d_later) * (1 - states[0] ** 2)
    return dW_hh + d_sum.T @ h_0, d_sum @ W_hh


# -- a repair half done: what may be left of each of the four places --

OLD, LOOP = "states[t - 1] if t > 0 else h_0", "range(len(states) - 1, -1, -1)"
LEFT = {
    "stops-early": "The loop never reaches index 0 (step 1): print the values of t that it visits.",
    "index-minus-one": "The loop reaches index 0 (step 1) now, and there `states[t - 1]` is `states[-1]`, "
    "the last state. Which state did index 0 (step 1) start from?",
    "h_0-left-out": "Step 1 (index 0) gives no share to dW_hh, or one made with zeros. W_hh multiplied h_0 "
    "as any other state.",
    "no-flow": "`d_later` is computed and never used: what do later steps owe to this state?",
    "slope": "The slope is taken at the old state. Which state did the tanh of step t make?",
    "overwrites": "Each turn of the loop overwrites the share of the turn before. How do shares combine?",
}
PLACES = (
    {
        "stops-early": [(LOOP, LOOP.replace("-1, -1)", "0, -1)")), (OLD, "states[t - 1]")],
        "index-minus-one": [(OLD, "states[t - 1]")],
        "h_0-left-out": [(OLD, OLD.replace("h_0", "np.zeros_like(h_0)"))],
    },
    {"no-flow": [("d_states[t] + d_later", "d_states[t]")]},
    {"slope": [("1 - states[t] ** 2", "1 - h_prev**2")]},
    {"overwrites": [("dW_hh += ", "dW_hh = ")]},
)
GIVEN = ("stops-early", "no-flow", "slope", "overwrites")  # the function as it is handed out
COUNT = ("no mistake", "One mistake is", "Two mistakes are", "Three mistakes are", "Four mistakes are")


def _left_over():
    """(key, sentence, changes) for everything that a learner may leave, fewest mistakes first."""
    found = []
    for places in product(*(({}, *({key: place[key]} for key in place)) for place in PLACES)):
        left = {key: changes for place in places for key, changes in place.items()}
        if left and tuple(left) != GIVEN:
            says = " ".join([f"{COUNT[len(left)]} left.", *(LEFT[key] for key in left)])
            found.append(("+".join(left), says, [change for changes in left.values() for change in changes]))
    return sorted(found, key=lambda entry: entry[0].count("+"))


for _key, _says, _changes in _left_over():
    memory_gradient.slip(_key, _says, *_changes)

memory_gradient.slip(
    "new-state-in-share",
    "The share of dW_hh is now made with the state of the same step. W_hh multiplied the one before it.",
    ("d_sum.T @ h_prev", "d_sum.T @ states[t]"),
)
memory_gradient.slip(
    "slope-before-adding",
    "The slope now acts on one of the two parts only. Both arrive at h_t, behind the tanh: add first.",
    ("d_h * (1 - states[t] ** 2)", "d_states[t] * (1 - states[t] ** 2) + d_later"),
)
memory_gradient.slip(
    "slope-missing",
    "The slope of tanh is gone. It was taken at the wrong state; that is no reason to leave it out.",
    ("d_h * (1 - states[t] ** 2)", "d_h"),
)
memory_gradient.slip(
    "h_0-gets-the-gradient-of-h_1",
    "You now return the gradient of h_1 in the place of h_0's, which lies one step further back. The last "
    "line was right before.",
    ("return dW_hh, d_later", "return dW_hh, d_h"),
)
memory_gradient.slip(
    "h_0-at-every-step",
    "h_0 is now the old state of every step. It is the old state of index 0 (step 1) only.",
    (OLD, "h_0"),
)
memory_gradient.slip(
    "own-share-at-the-end-only",
    "The state's own share enters at the last step only, and from there on `d_later` alone goes on. Every "
    "step has a share of its own, and what comes back from later steps is added to it.",
    ("d_states[t] + d_later", "(d_states[t] if t == len(states) - 1 else d_later)"),
)
