"""Backpropagation through time: the same sequence once more, from the last step to the first."""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.cell import activation, check_weights, times_matrix
from rnn_course.core.containers import alike


def tanh_slope(states):
    """The derivative of tanh at every step, written with its value h = tanh(a): 1 − h². Any shape."""
    squares = states * states
    return np.subtract(1, squares, out=squares)


def relu_slope(states):
    """The same for ReLU, written with its value h = max(0, a): 1 where h > 0, else 0."""
    return (states > 0).astype(states.dtype)


SLOPE = {"tanh": tanh_slope, "relu": relu_slope}


def rnn_backward(d_states, x, states, weight_ih, weight_hh, h_0=None, nonlinearity="tanh"):
    """Gradients of a loss through one layer, for every weight, the input and the first state.

    ``d_states`` (T, B, H) says how the loss depends on each state *directly* (through a readout at that
    step); what it owes to later steps is added here. ``x`` (T, B, I), ``states`` (T, B, H) and ``h_0`` (B, H)
    or None are what ``rnn_forward`` was given and returned; weights (H, I) and (H, H).

    Returns a dict: ``weight_ih`` (H, I), ``weight_hh`` (H, H), ``bias`` (H,), ``x`` (T, B, I), ``h_0`` (B,
    H). When there are two biases, each has the gradient ``bias``, because only their sum acts.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    Source: Werbos (1990), "Backpropagation Through Time: What It Does and How to Do It".

    >>> x, weight_ih, weight_hh = np.ones((2, 1, 1)), np.ones((1, 1)), np.zeros((1, 1))
    >>> states = np.tanh(x)
    >>> rnn_backward(np.ones((2, 1, 1)), x, states, weight_ih, weight_hh)["bias"].round(4)
    array([0.8399])
    """
    activation(nonlinearity)
    sizes = {}
    weight_ih, weight_hh, _ = check_weights(sizes, weight_ih, weight_hh)
    x = checked("x", x, ("T", "B", "I"), sizes)
    states = checked("states", states, ("T", "B", "H"), sizes)
    d_states = checked("d_states", d_states, ("T", "B", "H"), sizes)
    if h_0 is not None:
        h_0 = checked("h_0", h_0, ("B", "H"), sizes)
    d_states, states, weight_hh = alike(d_states, states, weight_hh)
    return back_through_layer(d_states, x, states, weight_ih, weight_hh, h_0, SLOPE[nonlinearity])


def back_through_layer(d_states, x, states, weight_ih, weight_hh, h_0, slope):
    """``rnn_backward`` for arguments that were checked before;
    d_states, states and weight_hh are of one dtype."""
    d_sums, d_h_0 = through_time(d_states, states, weight_hh, slope)
    gradients = weight_gradients(d_sums, x, states, h_0)
    return gradients | {"x": times_matrix(d_sums, weight_ih), "h_0": d_h_0}


def through_time(d_states, states, weight_hh, slope):
    """Walk back through time: the gradient for the sum inside the nonlinearity at every step, and for h_0.

    Shapes: d_states and states (T, B, H), weight_hh (H, H) → (T, B, H), (B, H); all of one dtype. Arguments
    are not checked.
    """
    d_sums = slope(states)  # (T, B, H): a row holds its step's slopes, and then its gradient
    # (B, H): what h_t owes to later steps; nothing comes after the last
    d_h = np.zeros(d_sums.shape[1:], d_sums.dtype)
    for d_sum, d_state in zip(reversed(d_sums), reversed(d_states), strict=True):
        d_h += d_state
        d_sum *= d_h
        d_sum.dot(weight_hh, out=d_h)
    return d_sums, d_h


def weight_gradients(d_sums, x, states, h_0=None):
    """Sums over all steps and sentences, each as one matrix product over the T·B rows of all steps.

    Shapes: d_sums and states (T, B, H), x (T, B, I), h_0 (B, H) or None for zeros
    → dict with weight_ih (H, I), weight_hh (H, H), bias (H,).
    """
    rows = d_sums.reshape(-1, d_sums.shape[-1])  # (T·B, H)
    return {
        "weight_ih": rows.T @ x.reshape(len(rows), -1),
        "weight_hh": memory_gradient(d_sums, states, h_0),
        "bias": rows.sum(axis=0),
    }


def memory_gradient(d_sums, states, h_0=None):
    """``weight_gradients``' weight_hh alone. With k·H sums in each step, as gates have, it is (k·H, H)."""
    # Each step after the first has read the state before it.
    before, after = states[:-1].reshape(-1, states.shape[-1]), d_sums[1:].reshape(-1, d_sums.shape[-1])
    d_weight_hh = after.T @ before
    if h_0 is not None:
        d_weight_hh += d_sums[0].T @ h_0
    return d_weight_hh
