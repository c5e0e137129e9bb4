"""Backpropagation through time: the same sequence once more, from the last step to the first."""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.cell import activation, check_weights


def times_tanh_slope(d_h, h, place):
    """Multiply ``d_h`` in place by the derivative of tanh, written with its value h = tanh(a): 1 − h².

    All of one shape; ``place`` is overwritten, so that no step needs a new array.
    """
    np.multiply(h, h, out=place)
    np.subtract(1, place, out=place)
    d_h *= place


def times_relu_slope(d_h, h, place):
    """The same for ReLU, written with its value h = max(0, a): 1 where h > 0, else 0."""
    d_h *= np.greater(h, 0, out=place)


TIMES_SLOPE = {"tanh": times_tanh_slope, "relu": times_relu_slope}


def rnn_backward(d_states, x, states, weight_ih, weight_hh, h_0=None, nonlinearity="tanh"):
    """Gradients of a loss through one layer, for every weight, the input and the first state.

    ``d_states`` (T, B, H) says how the loss depends on each state *directly* (through a readout at that step); what it
    owes to later steps is added here. ``x`` (T, B, I), ``states`` (T, B, H) and ``h_0`` (B, H) or None are what
    ``rnn_forward`` was given and returned; weights (H, I) and (H, H).

    Returns a dict: ``weight_ih`` (H, I), ``weight_hh`` (H, H), ``bias`` (H,), ``x`` (T, B, I), ``h_0`` (B, H). When there
    are two biases, each has the gradient ``bias``, because only their sum acts.

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
    h_0 = np.zeros_like(states[0]) if h_0 is None else checked("h_0", h_0, ("B", "H"), sizes)
    d_sum, d_h_0 = through_time(d_states, states, weight_hh, TIMES_SLOPE[nonlinearity])
    gradients = weight_gradients(d_sum, x, states, h_0)
    return gradients | {"x": d_sum @ weight_ih, "h_0": d_h_0}


def through_time(d_states, states, weight_hh, times_slope):
    """Walk back through time: the gradient for the sum inside the nonlinearity at every step, and for h_0.

    Shapes: d_states and states (T, B, H), weight_hh (H, H) → (T, B, H), (B, H). Arguments are not checked.
    """
    d_sums = np.empty_like(states)  # (T, B, H)
    place = np.empty_like(states[0])  # (B, H): one place for every step's slopes
    d_later = np.zeros_like(states[0])  # (B, H): what h_t owes to later steps; nothing comes after the last
    for t in range(len(states) - 1, -1, -1):
        d_sum = np.add(d_states[t], d_later, out=d_sums[t])
        times_slope(d_sum, states[t], place)
        np.dot(d_sum, weight_hh, out=d_later)
    return d_sums, d_later


def weight_gradients(d_sums, x, states, h_0):
    """Sums over all steps and sentences, each as one matrix product over the T·B rows of all steps.

    Shapes: d_sums and states (T, B, H), x (T, B, I), h_0 (B, H) → dict with weight_ih (H, I), weight_hh (H, H), bias (H,).
    """
    rows = d_sums.reshape(-1, d_sums.shape[-1])  # (T·B, H)
    # (T, B, H): the state that each step started from
    before = np.concatenate([h_0[np.newaxis], states[:-1]])
    return {
        "weight_ih": rows.T @ x.reshape(len(rows), -1),
        "weight_hh": rows.T @ before.reshape(len(rows), -1),
        "bias": rows.sum(axis=0),
    }
