"""GRU: a memory with two gates, in PyTorch's layout and convention.

The rows of every weight and bias are three blocks of H: reset gate r, update gate z, candidate n. Two things
differ between texts. Here z weights the *old* state (z = 1 keeps it), and r acts *after* the matrix product,
on W_hn h + b_hn:

    r = σ(x W_irᵀ + b_ir + h W_hrᵀ + b_hr)
    z = σ(x W_izᵀ + b_iz + h W_hzᵀ + b_hz)
    n = tanh(x W_inᵀ + b_in + r ⊙ (h W_hnᵀ + b_hn))
    h' = (1 − z) ⊙ n + z ⊙ h

Source: Cho et al. (2014), "Learning Phrase Representations using RNN Encoder–Decoder"; r after the product as
in cuDNN.
"""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.backward import memory_gradient
from rnn_course.core.cell import check_layer, checked_start, times_matrix
from rnn_course.core.containers import alike
from rnn_course.core.gates import blocks_of, sigmoid, sigmoid_into

BLOCKS = 3


def gru_step(x_t, h_prev, weight_ih, weight_hh, bias_ih=None, bias_hh=None):
    """Read one input and update the memory as far as the gates let it.

    Shapes: x_t (B, I), h_prev (B, H), weight_ih (3·H, I), weight_hh (3·H, H), each bias (3·H,) or None → h_t
    (B, H). Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be
    right.

    >>> gru_step([[1.0]], [[0.5]], np.zeros((3, 1)), np.zeros((3, 1)))  # both gates half open, n = 0
    array([[0.25]])
    """
    sizes = {}
    W_ih, W_hh, b_ih, b_hh = check_layer(sizes, weight_ih, weight_hh, bias_ih, bias_hh, blocks=BLOCKS)
    x_t = checked("x_t", x_t, ("B", "I"), sizes)
    h_prev = checked("h_prev", h_prev, ("B", "H"), sizes)
    x_r, x_z, x_n = blocks_of(x_t @ W_ih.T + b_ih, sizes["H"])
    h_r, h_z, h_n = blocks_of(h_prev @ W_hh.T + b_hh, sizes["H"])
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev


def gru_forward(x, h_0, weight_ih, weight_hh, bias_ih=None, bias_hh=None):
    """Run one layer over a whole sequence; return its states, and what ``gru_backward`` will ask for.

    Shapes: x (T, B, I), h_0 (B, H) or None for zeros, weights as in ``gru_step`` → states (T, B, H), inner
    (T, B, H), gates (T, B, 3·H). ``gates[t]`` holds r, z and n of step t side by side; ``inner[t]`` is
    h_{t−1} W_hnᵀ + b_hn, on which r acts.

    Raises TypeError or ValueError as ``gru_step`` does; a sequence of no steps is an error too.

    >>> states, inner, gates = gru_forward(np.ones((4, 1, 2)), None, np.zeros((9, 2)), np.zeros((9, 3)))
    >>> states.shape, inner.shape, gates.shape
    ((4, 1, 3), (4, 1, 3), (4, 1, 9))
    """
    sizes = {}
    weights = check_layer(sizes, weight_ih, weight_hh, bias_ih, bias_hh, blocks=BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes)
    h_0 = checked_start("h_0", h_0, sizes, np.result_type(x, weights[0]))
    x, h_0, weight_ih, weight_hh, bias_ih, bias_hh = alike(x, h_0, *weights)
    gates = times_matrix(x, weight_ih.T)  # the input's part does not need the memory, so all T at once
    gates += bias_ih
    return through_gates(gates, h_0, weight_hh, bias_hh)


def through_gates(gates, h, weight_hh, bias_hh):
    """The loop over time, in place: a row of ``gates`` holds its step's input and bias, and then r, z and n.

    Shapes: gates (T, B, 3·H), h (B, H), weight_hh (3·H, H), bias_hh (3·H,), of one dtype → (states, inner,
    gates).
    """
    B, H = h.shape
    states, inner = np.empty((2, len(gates), B, H), gates.dtype)
    turned = weight_hh.T if B == 1 else np.ascontiguousarray(weight_hh.T)
    from_memory = np.empty((B, 3 * H), gates.dtype)  # one place for every step's product
    h_rz, h_n = from_memory[:, : 2 * H], from_memory[:, 2 * H :]
    steps = zip(gates[..., : 2 * H], *blocks_of(gates, H), inner, states, strict=True)
    for rz, r, z, n, inner_t, h_t in steps:
        h.dot(turned, out=from_memory)
        from_memory += bias_hh
        rz += h_rz
        sigmoid_into(rz, out=rz)
        inner_t[:] = h_n
        n += np.multiply(r, inner_t, out=h_t)
        np.tanh(n, out=n)
        np.subtract(h, n, out=h_t)  # n + z ⊙ (h − n) is (1 − z) ⊙ n + z ⊙ h
        h_t *= z
        h_t += n
        h = h_t
    return states, inner, gates


def gru_backward(d_states, x, states, inner, gates, weight_ih, weight_hh, h_0=None):
    """Gradients of a loss through one layer, for every weight, the input and the first state.

    ``d_states`` (T, B, H) says how the loss depends on each state *directly*; what it owes to later steps is
    added here. ``states``, ``inner`` and ``gates`` are what ``gru_forward`` returned for x (T, B, I) and h_0
    (B, H) or None.

    Returns a dict: ``weight_ih`` (3·H, I), ``weight_hh`` (3·H, H), ``bias_ih`` and ``bias_hh`` (3·H,), ``x``
    (T, B, I), ``h_0`` (B, H). The two biases differ in their last block: r stands between b_hn and n.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    sizes = {}
    weight_ih, weight_hh, _, _ = check_layer(sizes, weight_ih, weight_hh, blocks=BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes)
    rows = {"d_states": d_states, "states": states, "inner": inner}
    d_states, states, inner = (checked(name, array, ("T", "B", "H"), sizes) for name, array in rows.items())
    gates = checked("gates", gates, ("T", "B", "3*H"), sizes)
    h_0 = checked_start("h_0", h_0, sizes, states.dtype)
    return back_through_gates(*alike(d_states, x, states, inner, gates, weight_ih, weight_hh, h_0))


def back_through_gates(d_states, x, states, inner, gates, weight_ih, weight_hh, h_0):
    """``gru_backward`` for arguments that were checked before, all of one dtype."""
    H = len(h_0[0])
    slopes, slope_n = _slopes(states, inner, gates, h_0)
    z = gates[..., H : 2 * H]
    d_states, d_sums, d_h_0 = through_time(d_states, slopes, z, weight_hh)
    d_weight_hh, d_bias_hh = memory_gradient(d_sums, states, h_0), d_sums.sum(axis=(0, 1))
    np.multiply(slope_n, d_states, out=d_sums[..., 2 * H :])  # the input reaches n without passing r
    rows = d_sums.reshape(-1, 3 * H)
    return {
        "weight_ih": rows.T @ x.reshape(len(rows), -1),
        "weight_hh": d_weight_hh,
        "bias_ih": rows.sum(axis=0),
        "bias_hh": d_bias_hh,
        "x": times_matrix(d_sums, weight_ih),
        "h_0": d_h_0,
    }


def through_time(d_states, slopes, z, weight_hh):
    """Walk back through time: full gradients for the states, for the sums that memory feeds, and for h_0.

    Shapes: d_states and z (T, B, H), slopes (T, B, 3·H), weight_hh (3·H, H) → (T, B, H), (T, B, 3·H), (B, H).
    A row of ``slopes`` holds how r, z and n's inner product move h_t, and then their gradients. Two ways lead
    to the state before: the weights, and straight through z.
    """
    d_states, (B, H) = d_states.copy(), d_states.shape[1:]
    d_h, through_weights = np.zeros((2, B, H), d_states.dtype)
    blocks = slopes.reshape(len(slopes), B, 3, H)
    for k in range(len(slopes) - 1, -1, -1):
        d_states[k] += d_h
        blocks[k] *= d_states[k][:, np.newaxis]
        slopes[k].dot(weight_hh, out=through_weights)
        np.multiply(d_states[k], z[k], out=d_h)
        d_h += through_weights
    return d_states, slopes, d_h


def _slopes(states, inner, gates, h_0):
    """How each step's h moves with the sums inside r,
    z and the inner product, (T, B, 3·H), and inside n, (T, B, H).

    All is written in place: fresh memory for every intermediate result would cost more time than the sums.
    """
    r, z, n = blocks_of(gates, inner.shape[-1])
    slopes = np.subtract(1, gates, out=np.empty(gates.shape, gates.dtype))
    for_r, for_z, for_inner = blocks_of(slopes, inner.shape[-1])
    slope_n = np.multiply(n, n)
    np.subtract(1, slope_n, out=slope_n)
    slope_n *= for_z  # (1 − n²)(1 − z)
    np.multiply(slope_n, r, out=for_inner)
    for_r *= for_inner
    for_r *= inner
    for_z *= z
    for_z[0] *= h_0 - n[0]
    for_z[1:] *= states[:-1] - n[1:]
    return slopes, slope_n
