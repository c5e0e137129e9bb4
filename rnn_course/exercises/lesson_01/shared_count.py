"""Count the weights, one shared matrix."""

import numpy as np

from rnn_course.exercises.shared.counts import no_count
from rnn_course.nearmiss import function

RIGHT = "I * H + H"


@function(
    id="01.shared_count",
    stub="def shared_count(T, I, H):\n    return ...  # one whole number\n",
    returns="count",
    why=(
        "There is one matrix and one bias, however often they are used; T stands in the list of arguments "
        "but not in the answer."
    ),
    hints=(
        "How many different matrices are there now? Does a longer sentence need another one?",
        "Using a number twice does not make it two numbers. Which of T, I and H still matter?",
        "There is one matrix of shape (H, I) and one bias of shape (H,), whatever T is. Add their sizes.",
    ),
)
def shared_count(T, I, H):
    return I * H + H


@shared_count.draw
def _(rng, T, I, H):
    return T, I, H


@shared_count.right
def one_row_more(T, I, H):
    return np.int64((I + 1) * H)


@shared_count.right
def as_float(T, I, H):
    return float(I * H + H)


@shared_count.right
def of_torch(T, I, H):
    import torch

    return sum(p.numel() for p in torch.nn.Linear(I, H).parameters())


@shared_count.right
def one_of_all_positions(T, I, H):
    return T * (I * H + H) // T


slip = shared_count.slip
no_count(shared_count, RIGHT)
slip(
    "longer-means-more",
    "Your count grows with T, as if each word brought a matrix of its own. The matrix is used T times, but "
    "learnt and stored once: count what is stored.",
    (RIGHT, "T * (I * H + H)"),
)
slip(
    "bias-per-position",
    "Your matrix is shared, but your count still gives each position its own bias. The bias is shared as "
    "well: look at the shape of `b`.",
    (RIGHT, "I * H + T * H"),
)
slip(
    "words-joined",
    "Your count has T times the numbers of one matrix, and one bias: a matrix for each word, or one long "
    "matrix that reads all words side by side, is that large. The shared one reads every word, one at a "
    "time.",
    (RIGHT, "T * I * H + H"),
)
slip(
    "memory-too-early",
    "Your count includes H·H numbers for a memory. That matrix arrives in lesson 2; the layer here has no "
    "memory yet.",
    (RIGHT, "I * H + H * H + H"),
)
slip(
    "rnn-already",
    "This is the count of a whole `nn.RNN`, with a memory and two biases. You know the way ahead. The layer "
    "here has one matrix and one bias.",
    (RIGHT, "I * H + H * H + 2 * H"),
)
