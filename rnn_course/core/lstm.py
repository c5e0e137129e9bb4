"""LSTM: a memory that is a pair, h and c, with three gates; PyTorch's layout.

The rows of every weight and bias are four blocks of H: input gate i, forget gate f, candidate g, output gate
o.

    i, f, o = σ(…), g = tanh(…), each of x W_i?ᵀ + b_i? + h W_h?ᵀ + b_h? with its own block of rows
    c' = f ⊙ c + i ⊙ g        what the cell keeps
    h' = o ⊙ tanh(c')         what the cell shows: to the layer above, and to its own gates at the next step

Source: Hochreiter and Schmidhuber (1997), "Long Short-Term Memory"; the forget gate: Gers, Schmidhuber,
Cummins (2000).
"""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.backward import tanh_slope, weight_gradients
from rnn_course.core.cell import check_layer, checked_start, times_matrix
from rnn_course.core.containers import alike
from rnn_course.core.gates import blocks_of, checked_pair, sigmoid

BLOCKS = 4
START = ("h_0", "c_0")


def lstm_step(x_t, state, weight_ih, weight_hh, bias_ih=None, bias_hh=None):
    """Read one input and update both parts of the memory; ``state`` is the pair (h, c).

    Shapes: x_t (B, I), h and c (B, H), weight_ih (4·H, I), weight_hh (4·H, H), each bias (4·H,) or None
    → h_t (B, H), c_t (B, H).
    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.

    >>> h, c = lstm_step([[1.0]], ([[0.0]], [[0.5]]),
    ...                  np.zeros((4, 1)), np.zeros((4, 1)))  # all gates half open, g = 0
    >>> c
    array([[0.25]])
    """
    sizes = {}
    W_ih, W_hh, b_ih, b_hh = check_layer(sizes, weight_ih, weight_hh, bias_ih, bias_hh, blocks=BLOCKS)
    x_t = checked("x_t", x_t, ("B", "I"), sizes)
    if state is None:
        raise TypeError("state: expected (h, c), got None")
    h, c = checked_pair("state", state, ("h", "c"), ("B", "H"), sizes)
    i, f, g, o = blocks_of(x_t @ W_ih.T + b_ih + h @ W_hh.T + b_hh, sizes["H"])
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def lstm_forward(x, state, weight_ih, weight_hh, bias_ih=None, bias_hh=None):
    """Run one layer over a whole sequence;
    return both parts of its memory, and what ``lstm_backward`` will ask for.

    Shapes: x (T, B, I), ``state`` the pair (h_0, c_0), each (B, H), or None for zeros, weights as in
    ``lstm_step`` → states (T, B, H), cells (T, B, H), gates (T, B, 4·H). ``states[t]`` is h and ``cells[t]``
    is c after step t; ``gates[t]`` holds i, f, g and o of step t side by side.

    Raises TypeError or ValueError as ``lstm_step`` does; a sequence of no steps is an error too.

    >>> states, cells, gates = lstm_forward(np.ones((4, 1, 2)), None, np.zeros((12, 2)), np.zeros((12, 3)))
    >>> states.shape, cells.shape, gates.shape
    ((4, 1, 3), (4, 1, 3), (4, 1, 12))
    """
    sizes = {}
    W_ih, W_hh, b_ih, b_hh = check_layer(sizes, weight_ih, weight_hh, bias_ih, bias_hh, blocks=BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes)
    h_0, c_0 = _checked_start(state, sizes, np.result_type(x, W_ih))
    x, h_0, c_0, W_ih, W_hh, bias = alike(x, h_0, c_0, W_ih, W_hh, b_ih + b_hh)
    gates = times_matrix(x, W_ih.T)  # the input's part does not need the memory, so all T at once
    gates += bias
    return through_cells(gates, h_0, c_0, W_hh)


def through_cells(gates, h, c, weight_hh):
    """The loop over time, in place: a row of ``gates`` holds its step's input and bias,
    and then i, f, g and o.

    Shapes: gates (T, B, 4·H), h and c (B, H), weight_hh (4·H, H), all of one dtype → (states, cells, gates).
    """
    B, H = h.shape
    states, cells = np.empty((2, len(gates), B, H), gates.dtype)
    turned = weight_hh.T if B == 1 else np.ascontiguousarray(weight_hh.T)
    from_memory = np.empty((B, 4 * H), gates.dtype)  # one place for every step's product
    # One tanh does for all four, because σ(a) = tanh(a / 2) / 2 + 1 / 2.
    scale = np.repeat(np.array([0.5, 0.5, 1, 0.5], gates.dtype), H)
    shift = 1 - scale
    for gates_t, i, f, g, o, c_t, h_t in zip(gates, *blocks_of(gates, H), cells, states, strict=True):
        gates_t += h.dot(turned, out=from_memory)
        gates_t *= scale
        np.tanh(gates_t, out=gates_t)
        gates_t *= scale
        gates_t += shift
        np.multiply(f, c, out=c_t)
        c_t += np.multiply(i, g, out=h_t)
        np.tanh(c_t, out=h_t)
        h_t *= o
        h, c = h_t, c_t
    return states, cells, gates


def lstm_backward(d_states, x, states, cells, gates, weight_ih, weight_hh, state=None, d_c_n=None):
    """Gradients of a loss through one layer, for every weight, the input and both parts of the first state.

    ``d_states`` (T, B, H) says how the loss depends on each h *directly*, ``d_c_n`` (B, H) or None how it
    depends on the last c; what they owe to later steps is added here. ``states``, ``cells`` and ``gates`` are
    what ``lstm_forward`` returned for x (T, B, I) and ``state``, the pair (h_0, c_0) or None.

    Returns a dict: ``weight_ih`` (4·H, I), ``weight_hh`` (4·H, H), ``bias`` (4·H,), ``x`` (T, B, I), ``h_0``
    and ``c_0`` (B, H). When there are two biases, each has the gradient ``bias``, because only their sum
    acts.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    sizes = {}
    weight_ih, weight_hh, _, _ = check_layer(sizes, weight_ih, weight_hh, blocks=BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes)
    rows = {"d_states": d_states, "states": states, "cells": cells}
    d_states, states, cells = (checked(name, array, ("T", "B", "H"), sizes) for name, array in rows.items())
    gates = checked("gates", gates, ("T", "B", "4*H"), sizes)
    h_0, c_0 = _checked_start(state, sizes, states.dtype)
    d_c_n = checked_start("d_c_n", d_c_n, sizes, states.dtype)
    return back_through_cells(
        *alike(d_states, x, states, cells, gates, weight_ih, weight_hh, h_0, c_0, d_c_n)
    )


def back_through_cells(d_states, x, states, cells, gates, weight_ih, weight_hh, h_0, c_0, d_c_n):
    """``lstm_backward`` for arguments that were checked before, all of one dtype."""
    slopes, slope_c = _slopes(cells, gates, c_0)
    f = blocks_of(gates, cells.shape[-1])[1]
    d_sums, d_h_0, d_c_0 = through_time(d_states, slopes, slope_c, f, weight_hh, d_c_n)
    gradients = weight_gradients(d_sums, x, states, h_0)
    return gradients | {"x": times_matrix(d_sums, weight_ih), "h_0": d_h_0, "c_0": d_c_0}


def through_time(d_states, slopes, slope_c, f, weight_hh, d_c):
    """Walk back through time: gradients for the sums inside the four squashing functions,
    for h_0 and for c_0.

    Shapes: d_states, slope_c and f (T, B, H), slopes (T, B, 4·H), weight_hh (4·H, H), d_c (B, H) → (T, B,
    4·H), (B, H), (B, H). A row of ``slopes`` holds how i, f and g move c_t and how o moves h_t, and then
    their gradients; slope_c is how c_t moves h_t. From c to the c before there is no matrix and no squashing:
    only f.
    """
    B, H = d_c.shape
    d_c, (d_h, through_h) = d_c.copy(), np.zeros((2, B, H), d_c.dtype)
    for_c, for_h = slopes.reshape(len(slopes), B, 4, H)[:, :, :3], slopes[..., 3 * H :]
    for k in range(len(slopes) - 1, -1, -1):
        d_h += d_states[k]
        d_c += np.multiply(d_h, slope_c[k], out=through_h)
        for_c[k] *= d_c[:, np.newaxis]
        for_h[k] *= d_h
        slopes[k].dot(weight_hh, out=d_h)
        d_c *= f[k]
    return slopes, d_h, d_c


def _checked_start(state, sizes, dtype):
    """h_0 and c_0, zeros where ``state`` is None."""
    pair = checked_pair("state", state, START, ("B", "H"), sizes)
    return [checked_start(name, one, sizes, dtype) for name, one in zip(START, pair, strict=True)]


def _slopes(cells, gates, c_0):
    """How each step's c moves with the sums inside i, f, g, and its h with that inside o, (T, B, 4·H);
    and h with c.

    All is written in place: fresh memory for every intermediate result would cost more time than the sums.
    """
    H = cells.shape[-1]
    i, f, g, o = blocks_of(gates, H)
    shown = np.tanh(cells)
    slopes = np.subtract(1, gates, out=np.empty(gates.shape, gates.dtype))
    slopes *= gates  # the slope of σ; g is a tanh and gets its own below
    for_i, for_f, for_g, for_o = blocks_of(slopes, H)
    for_i *= g
    for_f[0] *= c_0
    for_f[1:] *= cells[:-1]
    np.multiply(g, g, out=for_g)
    np.subtract(1, for_g, out=for_g)
    for_g *= i
    for_o *= shown
    slope_c = tanh_slope(shown)
    slope_c *= o
    return slopes, slope_c
