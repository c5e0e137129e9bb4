"""Count the weights, one matrix per position."""

import numpy as np

from rnn_course.exercises.shared.counts import no_count
from rnn_course.nearmiss import function

RIGHT = "T * (I * H + H)"


@function(
    id="01.per_position_count",
    stub="def per_position_count(T, I, H):\n    return ...  # one whole number\n",
    returns="count",
    why=(
        "Each of the T positions owns a matrix of I·H numbers and a bias of H numbers, and none of them is "
        "used twice."
    ),
    hints=(
        "Count what a single position owns. Then ask how many positions there are.",
        "A matrix of shape (H, I) turns I numbers into H numbers. After it, a bias is added: how many "
        "numbers is that?",
        "One position owns I·H numbers in its matrix and H in its bias. The whole model owns T times as "
        "many.",
    ),
)
def per_position_count(T, I, H):
    return T * (I * H + H)


@per_position_count.draw
def _(rng, T, I, H):
    return T, I, H


@per_position_count.right
def by_loop(T, I, H):
    total = 0
    for _ in range(T):
        total += I * H
        total += H
    return total


@per_position_count.right
def by_size(T, I, H):
    return np.zeros((T, H, I)).size + np.zeros((T, H)).size


@per_position_count.right
def position_by_position(T, I, H):
    return 0 if T == 0 else H * I + H + position_by_position(T - 1, I, H)


@per_position_count.right
def one_row_more(T, I, H):
    return sum([H * (I + 1)] * T)


slip = per_position_count.slip
no_count(per_position_count, RIGHT)
slip(
    "matrix-shared",
    "Your count has one matrix for all positions and a bias for each. Here the matrices are not shared "
    "either: look at the shape (T, H, I) of `W_each`.",
    (RIGHT, "I * H + T * H"),
)
slip(
    "shared-already",
    "Your count does not depend on T: it belongs to a model that uses the same matrix everywhere. Here "
    "every position owns its own.",
    (RIGHT, "I * H + H"),
)
slip(
    "states-not-weights",
    "You counted the numbers that come out, H at each of T positions. They are computed anew for each "
    "sentence. How many numbers are learnt?",
    (RIGHT, "T * H"),
)
slip(
    "every-pair-of-positions",
    "Your count has a matrix for every pair of positions. In this model position t reads only word t.",
    (RIGHT, "T * T * (I * H + H)"),
)
slip(
    "memory-too-early",
    "Your count includes H·H numbers for a memory. That matrix arrives in lesson 2; here nothing leads from "
    "one position to the next.",
    (RIGHT, "T * (I * H + H * H + H)"),
)
