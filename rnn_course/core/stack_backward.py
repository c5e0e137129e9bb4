"""Backpropagation through a stack of layers, in one direction or in both."""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.backward import SLOPE, through_time, weight_gradients
from rnn_course.core.cell import activation, times_matrix
from rnn_course.core.counting import layer_suffixes
from rnn_course.core.stack import check_parameters


def stacked_backward(d_out, x, states, parameters, h_0=None, d_h_n=None, nonlinearity="tanh"):
    """Gradients of a loss that depends on ``out``, on ``h_n``, or on both, through a whole stack.

    Shapes: d_out (T, B, D·H), x (T, B, I), states (L, D, T, B, H) as ``stacked_states`` returned them, h_0 and d_h_n
    (L·D, B, H) or None.

    Returns (gradients, d_x, d_h_0): a dict with the names and shapes of ``parameters``, (T, B, I), (L·D, B, H).
    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    activation(nonlinearity)
    L, D, sizes = check_parameters(parameters)
    x, states, d_layer, h_0, d_h_n = _checked_arguments(
        x, states, d_out, h_0, d_h_n, sizes | {"L": L, "D": D}
    )
    gradients, d_h_0 = {}, np.empty_like(h_0)
    for layer in range(L - 1, -1, -1):
        # what this layer has read
        below = x if layer == 0 else np.concatenate(list(states[layer - 1]), axis=-1)
        d_below = 0
        for d, (suffix, d_states) in enumerate(
            zip(layer_suffixes(layer, D), np.split(d_layer, D, axis=-1), strict=True)
        ):
            row = layer * D + d
            shares, d_input, d_h_0[row] = _direction(
                d_states,
                d_h_n[row],
                below,
                states[layer, d],
                h_0[row],
                _weights(parameters, suffix),
                SLOPE[nonlinearity],
                d,
            )
            gradients |= _named(shares, suffix, parameters)
            d_below = d_below + d_input
        d_layer = d_below
    return {name: gradients[name] for name in parameters}, d_layer, d_h_0


def _direction(d_states, d_last, below, states, h_0, weights, slope, backward):
    """One direction of one layer; the backward one has read the sequence turned round, so it is turned round here."""
    order = slice(None, None, -1 if backward else 1)
    weight_ih, weight_hh = weights
    d_states = d_states[order].copy()
    d_states[-1] += d_last
    d_sums, d_h_0 = through_time(d_states, states[order], weight_hh, slope)
    shares = weight_gradients(d_sums, below[order], states[order], h_0)
    return shares, times_matrix(d_sums, weight_ih)[order], d_h_0


def _weights(parameters, suffix):
    return np.asarray(parameters[f"weight_ih{suffix}"]), np.asarray(parameters[f"weight_hh{suffix}"])


def _named(shares, suffix, parameters):
    """Gradients under PyTorch's names; both biases get the same one, because only their sum acts."""
    named = {f"weight_ih{suffix}": shares["weight_ih"], f"weight_hh{suffix}": shares["weight_hh"]}
    if f"bias_ih{suffix}" in parameters:
        named |= {f"bias_ih{suffix}": shares["bias"], f"bias_hh{suffix}": shares["bias"].copy()}
    return named


def _checked_arguments(x, states, d_out, h_0, d_h_n, sizes):
    x = checked("x", x, ("T", "B", "I"), sizes)
    states = checked("states", states, ("L", "D", "T", "B", "H"), sizes)
    d_out = checked("d_out", d_out, ("T", "B", "D*H"), sizes)
    zeros = np.zeros((sizes["L"] * sizes["D"], sizes["B"], sizes["H"]), dtype=states.dtype)
    h_0 = zeros if h_0 is None else checked("h_0", h_0, ("L*D", "B", "H"), sizes)
    d_h_n = zeros if d_h_n is None else checked("d_h_n", d_h_n, ("L*D", "B", "H"), sizes)
    return x, states, d_out, h_0, d_h_n
