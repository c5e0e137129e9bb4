"""Backpropagation through a stack of layers, in one direction or in both."""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.backward import SLOPE, back_through_layer
from rnn_course.core.cell import activation
from rnn_course.core.containers import in_one_dtype
from rnn_course.core.counting import layer_suffixes
from rnn_course.core.stack import check_parameters, reading_order


def stacked_backward(d_out, x, states, parameters, h_0=None, d_h_n=None, nonlinearity="tanh"):
    """Gradients of a loss that depends on ``out``, on ``h_n``, or on both, through a whole stack.

    Shapes: d_out (T, B, D·H), x (T, B, I), states (L, D, T, B, H) as ``stacked_states`` returned them, h_0
    and d_h_n (L·D, B, H) or None.

    Returns (gradients, d_x, d_h_0): a dict with the names and shapes of ``parameters``, (T, B, I), (L·D, B,
    H). Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    activation(nonlinearity)

    def run(*arrays):
        return back_through_layer(*arrays, SLOPE[nonlinearity])

    checked_parameters = check_parameters(parameters)
    gradients, d_x, d_starts = back_through_layers(
        run, d_out, x, {"states": states}, checked_parameters, {"h_0": h_0}, {"d_h_n": d_h_n}
    )
    return gradients, d_x, d_starts["h_0"]


def back_through_layers(run, d_out, x, grid, checked_parameters, starts, d_ends):
    """From the top layer down: (gradients of the parameters, d_x, gradients of the starts),
    for any kind of cell.

    ``run(d_states, x, *parts, weight_ih, weight_hh, *start, *d_end)`` is one direction of one layer, and
    returns a dict of gradients. ``grid`` maps names to what the forward pass kept, (L, D, T, B, …), states
    first; ``starts`` and ``d_ends`` map names to arrays (L·D, B, H) or None for zeros, the first of which
    belongs to the states.

    ``checked_parameters`` is what ``check_parameters`` returned; the other arguments are checked here.
    """
    parameters, L, D, sizes = checked_parameters
    axes = {name: _last_axis(name, parameters) for name in grid}
    arrays = _checked_arguments(d_out, x, grid, axes, starts | d_ends, sizes | {"L": L, "D": D})
    arrays = in_one_dtype(arrays | parameters)
    parts, ends = [arrays[name] for name in grid], [arrays[name] for name in d_ends]
    gradients, d_starts = {}, {name: np.empty_like(arrays[name]) for name in starts}
    d_layer = arrays["d_out"]
    for layer in range(L - 1, -1, -1):
        # what this layer has read
        below = arrays["x"] if layer == 0 else np.concatenate(list(parts[0][layer - 1]), axis=-1)
        d_below = 0
        for d, d_states in enumerate(np.split(d_layer, D, axis=-1)):
            row, suffix = layer * D + d, layer_suffixes(layer, D)[d]
            weights = [arrays[f"{name}{suffix}"] for name in ("weight_ih", "weight_hh")]
            given = weights + [arrays[name][row] for name in starts]
            kept, d_end = [part[layer, d] for part in parts], [end[row] for end in ends]
            shares = _direction(run, d_states, below, kept, given, d_end, reading_order(d))
            gradients |= _named(shares, suffix, parameters)
            for name in starts:
                d_starts[name][row] = shares[name]
            d_below = d_below + shares["x"]
        d_layer = d_below
    return {name: gradients[name] for name in parameters}, d_layer, d_starts


def _direction(run, d_states, below, kept, given, d_end, order):
    """One direction of one layer; the backward one has read the sequence turned round,
    so it is turned round here."""
    d_states = d_states[order].copy()
    d_states[-1] += d_end[0]
    shares = run(d_states, below[order], *(part[order] for part in kept), *given, *d_end[1:])
    return shares | {"x": shares["x"][order]}


def _named(shares, suffix, parameters):
    """Gradients under PyTorch's names; a single ``bias`` stands for both, because only their sum acts."""
    named = {f"weight_ih{suffix}": shares["weight_ih"], f"weight_hh{suffix}": shares["weight_hh"]}
    if f"bias_ih{suffix}" in parameters:
        bias = shares.get("bias")
        named[f"bias_ih{suffix}"] = shares["bias_ih"] if bias is None else bias
        named[f"bias_hh{suffix}"] = shares["bias_hh"] if bias is None else bias.copy()
    return named


def _last_axis(name, parameters):
    """The last axis of what was kept:
    H numbers, or for gates as many times H as the weights have blocks of rows."""
    rows, H = parameters["weight_hh_l0"].shape
    return f"{rows // H}*H" if name == "gates" else "H"


def _checked_arguments(d_out, x, grid, axes, ends, sizes):
    """All as float arrays; sizes are learnt from x and the states."""
    arrays = {"x": checked("x", x, ("T", "B", "I"), sizes)}
    for name, array in grid.items():
        arrays[name] = checked(name, array, ("L", "D", "T", "B", axes[name]), sizes)
    arrays["d_out"] = checked("d_out", d_out, ("T", "B", "D*H"), sizes)
    zeros = np.zeros((sizes["L"] * sizes["D"], sizes["B"], sizes["H"]), dtype=arrays["states"].dtype)
    for name, array in ends.items():
        arrays[name] = zeros if array is None else checked(name, array, ("L*D", "B", "H"), sizes)
    return arrays
