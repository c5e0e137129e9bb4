"""Lesson 6: one step back, from the gradient of h_t to all that step t owes."""

import numpy as np

from rnn_course.exercises import FunctionExercise
from rnn_course.exercises.gradient_slips import one_step_slips
from rnn_course.exercises.lesson_06_step_mistakes import WRONG_STEPS, solution
from rnn_course.exercises.slips import without

SIZES = [
    {"B": 3, "I": 4, "H": 6},
    {"B": 5, "I": 3, "H": 2},
    {
        "B": 4,
        "I": 4,
        "H": 4,
    },  # equal sizes: a product that cannot be formed elsewhere gives wrong numbers here
    {"B": 1, "I": 4, "H": 6},
]


def _draw(rng, B, I, H):
    d_h, x_t = rng.normal(size=(B, H)), rng.normal(size=(B, I))
    h_prev, h_t = np.tanh(rng.normal(size=(B, H))), np.tanh(rng.normal(size=(B, H)))
    return d_h, x_t, h_prev, h_t, 0.6 * rng.normal(size=(H, H))


one_step_back = FunctionExercise(
    id="06.one_step_back",
    title="One step back",
    stub=(
        "def one_step_back(d_h, x_t, h_prev, h_t, W_hh):\n"
        "    d_sum = ...  # (B, H)\n"
        "    dW_xh = ...  # (H, I)\n"
        "    dW_hh = ...  # (H, H)\n"
        "    db = ...  # (H,)\n"
        "    d_h_prev = ...  # (B, H)\n"
        "    return d_sum, dW_xh, dW_hh, db, d_h_prev\n"
    ),
    solution=solution,
    why=(
        "First through the tanh, by its slope at h_t; then through the sum, whose three terms each get d_sum, times "
        "what stood beside them on the way forwards."
    ),
    hints=[
        "Go back in the reverse order of the forward step: there the tanh came last.",
        "`d_sum` is `d_h` times the slope of tanh, and the slope can be written with h_t. A share of a weight is a "
        "product of `d_sum` and what the weight was multiplied with; the sum over B runs inside the product.",
        "`d_sum = d_h * (1 - h_t**2)`; `dW_xh = d_sum.T @ x_t`. dW_hh looks the same with the state that W_hh "
        "multiplied; db adds up the rows; `d_h_prev` sends `d_sum` back through W_hh, which is not turned.",
    ],
    draw=_draw,
    returns={"d_sum": "B H", "dW_xh": "H I", "dW_hh": "H H", "db": "H", "d_h_prev": "B H"},
    sizes=SIZES,
    misconceptions=[
        *WRONG_STEPS,
        *without(
            one_step_slips(solution),
            "share-of-h-now",
            "flow-turned",
            "flow-from-d-h",
            "bias-averaged",
            "bias-over-units",
            "word-share-turned",
            "memory-share-turned",
            "word-share-turned-and-memory-share-turned",
        ),
    ],
)
