"""One step of memory, and the same step repeated along a sequence."""

import numpy as np

from rnn_course.core.arguments import as_float_array, checked
from rnn_course.core.containers import alike


def relu(values):
    """max(0, value), element by element; any shape. Raises TypeError for what is no array of real numbers."""
    return relu_into(as_float_array("values", values))


def relu_into(values, out=None):
    """``relu`` with numpy's ``out``, the array that receives the result. Arguments are not checked."""
    return np.maximum(values, 0, out=out)


NONLINEARITIES = {"tanh": np.tanh, "relu": relu_into}


def rnn_step(x_t, h_prev, weight_ih, weight_hh, bias_ih=None, bias_hh=None, nonlinearity="tanh"):
    """Read one input and update the memory: h_t = tanh(x_t W_ihᵀ + b_ih + h_{t-1} W_hhᵀ + b_hh).

    Shapes: x_t (B, I), h_prev (B, H), weight_ih (H, I), weight_hh (H, H), each bias (H,) or None → h_t (B,
    H). ``nonlinearity`` is "tanh" or "relu".

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    Source: Elman (1990), "Finding Structure in Time"; layout and two biases as in torch.nn.RNNCell.

    >>> rnn_step([[1.0, 2.0]], [[0.0]], [[0.5, 0.25]], [[1.0]])
    array([[0.76159416]])
    """
    sizes = {}
    weights = check_weights(sizes, weight_ih, weight_hh, bias_ih, bias_hh)
    x_t = checked("x_t", x_t, ("B", "I"), sizes)
    h_prev = checked("h_prev", h_prev, ("B", "H"), sizes)
    weight_ih, weight_hh, bias = weights
    return activation(nonlinearity)(x_t @ weight_ih.T + h_prev @ weight_hh.T + bias)


def rnn_forward(x, h_0, weight_ih, weight_hh, bias_ih=None, bias_hh=None, nonlinearity="tanh"):
    """Run one layer over a whole sequence and return the state after every step.

    Shapes: x (T, B, I), h_0 (B, H) or None for zeros, weights as in ``rnn_step`` → states (T, B, H).
    ``states[t]`` is the memory after reading ``x[t]``; ``states[-1]`` is the last one. h_0 itself is not in
    it.

    Raises TypeError or ValueError as ``rnn_step`` does; a sequence of no steps is an error too.

    >>> states = rnn_forward(np.ones((4, 1, 2)), None, [[0.5, 0.25]], [[1.0]])
    >>> states.shape
    (4, 1, 1)
    """
    sizes = {}
    weight_ih, weight_hh, bias = check_weights(sizes, weight_ih, weight_hh, bias_ih, bias_hh)
    x = checked("x", x, ("T", "B", "I"), sizes)
    h_0 = checked_start("h_0", h_0, sizes, np.result_type(x, weight_ih))
    x, h_0, weight_ih, weight_hh, bias = alike(x, h_0, weight_ih, weight_hh, bias)
    sums = times_matrix(x, weight_ih.T)  # the input's part does not need the memory, so all T at once
    sums += bias
    return through_memory(sums, h_0, weight_hh, activation(nonlinearity))


def times_matrix(sequence, matrix):
    """One product for all steps: shapes (T, B, I) and (I, H) → (T, B, H).
    ``sequence @ matrix`` would make T products."""
    T, B, _ = sequence.shape
    return (sequence.reshape(T * B, -1) @ matrix).reshape(T, B, -1)


def through_memory(sums, h, weight_hh, squash):
    """The loop over time, in place: a row of ``sums`` (T, B, H) holds its step's input and bias,
    and then its state.

    Shapes: h (B, H), weight_hh (H, H) of the dtype of ``sums``. Arguments are not checked.
    """
    # Turned once, not at every step; a single row is multiplied as fast by the view.
    turned = weight_hh.T if len(h) == 1 else np.ascontiguousarray(weight_hh.T)
    from_memory = np.empty(h.shape, sums.dtype)  # (B, H): one place for every step's product
    h = h.astype(sums.dtype, copy=False)
    for h_t in sums:
        h_t += h.dot(turned, out=from_memory)
        h = squash(h_t, out=h_t)
    return sums


def activation(nonlinearity):
    """The function behind the name "tanh" or "relu"; ValueError for any other name."""
    if not isinstance(nonlinearity, str) or nonlinearity not in NONLINEARITIES:
        raise ValueError(f'nonlinearity: expected "tanh" or "relu", got {nonlinearity!r}')
    return NONLINEARITIES[nonlinearity]


def check_weights(sizes, weight_ih, weight_hh, bias_ih=None, bias_hh=None):
    """Check one layer's weights, fill ``sizes`` with H and I,
    and return (weight_ih, weight_hh, sum of the biases)."""
    weight_ih, weight_hh, bias_ih, bias_hh = check_layer(sizes, weight_ih, weight_hh, bias_ih, bias_hh)
    return weight_ih, weight_hh, bias_ih + bias_hh


def check_layer(sizes, weight_ih, weight_hh, bias_ih=None, bias_hh=None, suffix="", blocks=1):
    """Check the four arrays of one layer, fill ``sizes`` with H and I, and return them;
    a bias of None becomes 0.

    ``suffix`` is added to the names in errors, such as "_l0_reverse". ``blocks`` says how many times H rows
    there are: one for each gate and one for what they let in, so 1 without gates.
    """
    rows = "H" if blocks == 1 else f"{blocks}*H"
    weight_hh = checked(f"weight_hh{suffix}", weight_hh, (rows, "H"), sizes, finite=True)
    weight_ih = checked(f"weight_ih{suffix}", weight_ih, (rows, "I"), sizes, finite=True)
    none = np.zeros((), dtype=weight_ih.dtype)
    biases = (
        none if bias is None else checked(f"{name}{suffix}", bias, (rows,), sizes, finite=True)
        for name, bias in (("bias_ih", bias_ih), ("bias_hh", bias_hh))
    )
    return weight_ih, weight_hh, *biases


def checked_start(name, value, sizes, dtype):
    """An array of shape (B, H), or zeros of ``dtype`` if ``value`` is None."""
    if value is None:
        return np.zeros((sizes["B"], sizes["H"]), dtype)
    return checked(name, value, ("B", "H"), sizes)
