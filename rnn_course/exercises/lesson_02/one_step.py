"""One step of memory."""

import numpy as np

from rnn_course.exercises.shared.pairs import is_pair
from rnn_course.nearmiss import function


@function(
    id="02.one_step",
    returns="h_t: B H",
    why=(
        "Two products, one for the input and one for the memory, meet in one sum; tanh squashes that sum "
        "into -1 to 1."
    ),
    hints=(
        "Three terms are added: one from the input, one from the memory, and the bias. Then something "
        "happens to the sum.",
        "`x_t` has shape (B, I) and `W_xh` (H, I): which way round must W_xh stand so that the product is "
        "(B, H)?",
        "`x_t @ W_xh.T` is the input's part. Build the memory's part in the same way from `h_prev` and "
        "`W_hh`, add both and `b`, and put the whole sum into `np.tanh(…)`.",
    ),
    forbid_change=True,  # in a loop it would destroy the state before
)
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


@one_step.draw
def _(rng, B, I, H):
    weights = 0.6 * rng.normal(size=(H, I)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H)
    return rng.normal(size=(B, I)), rng.normal(size=(B, H)), *weights


@one_step.right
def joined(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(np.hstack([x_t, h_prev]) @ np.hstack([W_xh, W_hh]).T + b)


@one_step.right
def columns_and_back(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, None]).T


@one_step.mistake
def no_memory(x_t, h_prev, W_xh, W_hh, b):
    """Your step reads the input only; `h_prev` and W_hh play no part. So it cannot know what came before.
    Which term of the formula brings the memory in?"""
    return np.tanh(x_t @ W_xh.T + b)


@one_step.mistake
def memory_of_the_first(x_t, h_prev, W_xh, W_hh, b):
    """Every sentence of the batch gets the memory of the first one, `h_prev[0]`. Each row of `h_prev` belongs
    to one sentence: row 2 of the words must meet row 2 of the memory."""
    return np.tanh(x_t @ W_xh.T + h_prev[0] @ W_hh.T + b)


@one_step.mistake
def tanh_of_each(x_t, h_prev, W_xh, W_hh, b):
    """Your function squashes the input's part and the memory's part one by one, and adds what comes out. Then
    the two can add up to 2 or -2. The formula adds first, and squashes the sum once."""
    return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T) + b


@one_step.mistake
def memory_without_weights(x_t, h_prev, W_xh, W_hh, b):
    """You add the old state as it is. W_hh decides what is extracted from the memory: where is it in your
    line?"""
    return np.tanh(x_t @ W_xh.T + h_prev + b)


@one_step.mistake
def one_matrix_for_both(x_t, h_prev, W_xh, W_hh, b):
    """You add the memory to the input's part first, and send both through W_hh. Each of the two has its own
    matrix, once: W_xh reads the input, W_hh reads the memory."""
    return np.tanh((x_t @ W_xh.T + h_prev) @ W_hh.T + b)


@one_step.mistake
def old_state_added(x_t, h_prev, W_xh, W_hh, b):
    """You add the old state to the new one. The formula replaces it: all that stays of the old state is what
    W_hh carries into the sum."""
    return h_prev + np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


@one_step.mistake
def blended(x_t, h_prev, W_xh, W_hh, b):
    """You average the old state and the new one. That is a sensible idea, and close to what a gate does in
    lesson 12; but this formula replaces the old state."""
    return (h_prev + np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)) / 2


@one_step.mistake
def columns(x_t, h_prev, W_xh, W_hh, b):
    """Your result has shape (H, B): you treat each sequence as a column, as many books do. In this course,
    and in PyTorch, each sequence of the batch is a row, so the weights stand on the right."""
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, np.newaxis])


@one_step.mistake
def multiplied(x_t, h_prev, W_xh, W_hh, b):
    """You multiply the input's part by the memory's part. The formula adds them. (Gates multiply; they come
    in lesson 12.)"""
    return np.tanh((x_t @ W_xh.T) * (h_prev @ W_hh.T) + b)


one_step.slip(
    "pair",
    "Your function returns two states. A pair is what PyTorch's `nn.RNN` returns; one step makes one new "
    "state.",
    ("return ", "h = "),
    ("+ b)", "+ b)\n    return h, h"),
    detect=is_pair,
)
