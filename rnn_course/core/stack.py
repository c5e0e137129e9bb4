"""Layers on top of each other, read in one direction or in both: what ``nn.RNN`` computes, in numpy."""

import numpy as np

from rnn_course.core.arguments import checked
from rnn_course.core.cell import check_weights, rnn_forward
from rnn_course.core.counting import layer_suffixes, rnn_parameter_shapes


def init_parameters(rng, I, H, L=1, D=1, bias=True, dtype=np.float64):
    """Draw every parameter from U(−1/√H, 1/√H), PyTorch's default, with the numpy generator ``rng``.

    Returns a dict from PyTorch's names to arrays; shapes as in ``rnn_parameter_shapes``.

    >>> sorted(init_parameters(np.random.default_rng(0), I=3, H=2))
    ['bias_hh_l0', 'bias_ih_l0', 'weight_hh_l0', 'weight_ih_l0']
    """
    bound = 1 / np.sqrt(H)
    shapes = rnn_parameter_shapes(I, H, L, D, bias)
    return {name: rng.uniform(-bound, bound, shape).astype(dtype) for name, shape in shapes.items()}


def stacked_states(x, parameters, h_0=None, nonlinearity="tanh"):
    """Every state of every layer: the whole T × L grid.

    Shapes: x (T, B, I), parameters as in ``init_parameters``, h_0 (L·D, B, H) or None for zeros
    → states (L, D, T, B, H). ``states[l, 1, t]`` is the backward direction's state at position t of the sequence:
    it has read x from the end down to t.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    L, D, sizes = check_parameters(parameters)
    x = checked("x", x, ("T", "B", "I"), sizes)
    if h_0 is not None:
        h_0 = checked("h_0", h_0, ("L*D", "B", "H"), sizes | {"L": L, "D": D})
    states = []
    layer_input = x
    for layer in range(L):
        rows = [_direction(layer_input, parameters, layer, d, D, h_0, nonlinearity) for d in range(D)]
        layer_input = np.concatenate(rows, axis=-1)  # (T, B, D·H): what the layer above reads
        states.append(rows)
    return np.array(states)


def stacked_forward(x, parameters, h_0=None, nonlinearity="tanh"):
    """The same as ``out, h_n = nn.RNN(...)(x, h_0)``, with the same weights.

    Shapes: x (T, B, I), h_0 (L·D, B, H) or None → out (T, B, D·H), h_n (L·D, B, H).
    ``out`` is the top layer at every step; ``h_n`` is every layer after its last step: the backward direction
    takes its last step at position 0.
    """
    states = stacked_states(x, parameters, h_0, nonlinearity)
    out = np.concatenate(list(states[-1]), axis=-1)
    last = np.stack([states[:, d, 0 if d else -1] for d in range(states.shape[1])], axis=1)  # (L, D, B, H)
    return out, last.reshape(-1, *last.shape[2:])


def check_parameters(parameters):
    """Check all names, shapes and values; return (L, D, sizes), where sizes holds I and H."""
    if not isinstance(parameters, dict):
        raise TypeError(
            f"parameters: expected a dict from PyTorch's names to arrays, got {type(parameters).__name__}"
        )
    if "weight_ih_l0" not in parameters or "weight_hh_l0" not in parameters:
        raise ValueError(
            f"parameters: expected at least weight_ih_l0 and weight_hh_l0, got {sorted(parameters)}"
        )
    L = sum(name.startswith("weight_hh_l") and not name.endswith("_reverse") for name in parameters)
    D = 2 if "weight_hh_l0_reverse" in parameters else 1
    sizes = {}
    check_weights(sizes, *_layer_weights(parameters, "_l0"), suffix="_l0")
    expected = rnn_parameter_shapes(sizes["I"], sizes["H"], L, D, bias="bias_ih_l0" in parameters)
    if set(expected) != set(parameters):
        missing, extra = sorted(set(expected) - set(parameters)), sorted(set(parameters) - set(expected))
        raise ValueError(
            f"parameters: expected the names of {L} layer(s), D = {D}; missing {missing}, unknown {extra}"
        )
    for layer in range(L):
        for suffix in layer_suffixes(layer, D):
            layer_sizes = {"H": sizes["H"], "I": expected[f"weight_ih{suffix}"][1]}
            check_weights(layer_sizes, *_layer_weights(parameters, suffix), suffix=suffix)
    return L, D, sizes


def _direction(layer_input, parameters, layer, direction, D, h_0, nonlinearity):
    """States (T, B, H) of one direction of one layer; the backward one reads the sequence turned round."""
    weights = _layer_weights(parameters, layer_suffixes(layer, D)[direction])
    start = None if h_0 is None else h_0[layer * D + direction]
    if direction == 0:
        return rnn_forward(layer_input, start, *weights, nonlinearity)
    return rnn_forward(layer_input[::-1], start, *weights, nonlinearity)[::-1]


def _layer_weights(parameters, suffix):
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return tuple(parameters.get(f"{name}{suffix}") for name in names)
