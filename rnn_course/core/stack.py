"""Layers on top of each other, read in one direction or in both: what ``nn.RNN`` computes, in numpy."""

import math

import numpy as np

from rnn_course.core.arguments import as_float_array, checked
from rnn_course.core.cell import check_layer, rnn_forward
from rnn_course.core.containers import check_dict
from rnn_course.core.counting import layer_suffixes, rnn_parameter_shapes
from rnn_course.core.settings import check_dtype, check_generator, shown


def init_parameters(rng, I, H, L=1, D=1, bias=True, dtype=np.float64, blocks=1):
    """Draw every parameter from U(−1/√H, 1/√H), PyTorch's default, with the numpy generator ``rng``.

    Returns a dict from PyTorch's names to arrays; shapes as in ``rnn_parameter_shapes``, ``blocks`` as there.
    Raises TypeError or ValueError, naming the argument, when one cannot be right or the arrays do not fit
    into memory.

    >>> sorted(init_parameters(np.random.default_rng(0), I=3, H=2))
    ['bias_hh_l0', 'bias_ih_l0', 'weight_hh_l0', 'weight_ih_l0']
    """
    return draw_uniform(rng, H, rnn_parameter_shapes(I, H, L, D, bias, blocks), dtype, "I, H")


def draw_uniform(rng, H, shapes, dtype, letters):
    """A dict of arrays of the ``shapes``, drawn from U(−1/√H, 1/√H);
    ``letters`` names the sizes in errors."""
    check_generator("rng", rng)
    dtype, arrays = check_dtype("dtype", dtype), {}
    for name, shape in shapes.items():
        try:
            bound = 1 / math.sqrt(H)
            arrays[name] = rng.uniform(-bound, bound, shape).astype(dtype)
        except (ValueError, OverflowError, MemoryError):
            raise ValueError(
                f"{letters}: expected arrays that fit into memory, got {name} of shape {shown(shape)}"
            ) from None
    return arrays


def stacked_states(x, parameters, h_0=None, nonlinearity="tanh"):
    """Every state of every layer: the whole T × L grid.

    Shapes: x (T, B, I), parameters as in ``init_parameters``, h_0 (L·D, B, H) or None for zeros → states (L,
    D, T, B, H). ``states[l, 1, t]`` is the backward direction's state at position t of the sequence: it has
    read x from the end down to t.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    parameters, L, D, sizes = check_parameters(parameters)
    x = checked("x", x, ("T", "B", "I"), sizes)
    if h_0 is not None:
        h_0 = checked("h_0", h_0, ("L*D", "B", "H"), sizes | {"L": L, "D": D})

    def run(layer_input, h_0, *weights):
        return (rnn_forward(layer_input, h_0, *weights, nonlinearity),)

    return through_layers(run, x, parameters, L, D, (h_0,))[0]


def through_layers(run, x, parameters, L, D, starts):
    """Every layer reads the layer below it:
    a list of arrays (L, D, T, B, …), one for each array that ``run`` returns.

    ``run(layer_input, *start, *weights)`` is one direction of one layer, and returns arrays (T, B, …), states
    first. ``starts`` are arrays (L·D, B, H) or None. Arguments are not checked.
    """
    grid = []
    for layer in range(L):
        rows = []
        for d, suffix in enumerate(layer_suffixes(layer, D)):
            start = [None if one is None else one[layer * D + d] for one in starts]
            rows.append(_direction(run, x, start, _layer_weights(parameters, suffix), reading_order(d)))
        grid.append(rows)
        x = np.concatenate(
            [states for states, *_ in rows], axis=-1
        )  # (T, B, D·H): what the layer above reads
    return [np.array([[row[k] for row in rows] for rows in grid]) for k in range(len(grid[0][0]))]


def reading_order(direction):
    """The slice that puts a sequence into the order in which a direction reads it;
    once more, and it is as before."""
    return slice(None, None, -1 if direction else 1)


def stacked_forward(x, parameters, h_0=None, nonlinearity="tanh"):
    """The same as ``out, h_n = nn.RNN(...)(x, h_0)``, with the same weights.

    Shapes: x (T, B, I), h_0 (L·D, B, H) or None → out (T, B, D·H), h_n (L·D, B, H).
    ``out`` is the top layer at every step; ``h_n`` is every layer after its last step: the backward direction
    takes its last step at position 0. Raises TypeError or ValueError as ``stacked_states`` does.
    """
    states = stacked_states(x, parameters, h_0, nonlinearity)
    return top_row(states), right_column(states)


def top_row(states):
    """``out``: the top layer at every step. (L, D, T, B, H) → (T, B, D·H)."""
    return np.concatenate(list(states[-1]), axis=-1)


def right_column(states):
    """``h_n``: every layer and direction after its last step. (L, D, T, B, H) → (L·D, B, H)."""
    last = np.stack([states[:, d, 0 if d else -1] for d in range(states.shape[1])], axis=1)  # (L, D, B, H)
    return last.reshape(-1, *last.shape[2:])


def check_parameters(parameters, blocks=1):
    """Check all names, shapes and values;
    return (dict of float arrays, L, D, sizes), where sizes holds I and H.

    ``blocks`` is 1 for plain layers, 3 for GRU, 4 for LSTM.
    """
    check_dict("parameters", parameters, "a dict from PyTorch's names to arrays")
    if "weight_ih_l0" not in parameters or "weight_hh_l0" not in parameters:
        names = sorted(parameters, key=str)
        raise ValueError(f"parameters: expected at least weight_ih_l0 and weight_hh_l0, got {names}")
    parameters = {name: as_float_array(name, value) for name, value in parameters.items()}
    L = sum(str(name).startswith("weight_hh_l") and not name.endswith("_reverse") for name in parameters)
    D = 2 if "weight_hh_l0_reverse" in parameters else 1
    sizes = {}
    check_layer(sizes, *_layer_weights(parameters, "_l0"), suffix="_l0", blocks=blocks)
    expected = rnn_parameter_shapes(sizes["I"], sizes["H"], L, D, "bias_ih_l0" in parameters, blocks)
    _check_names(parameters, expected, L, D)
    for layer in range(L):
        for suffix in layer_suffixes(layer, D):
            layer_sizes = {"H": sizes["H"], "I": expected[f"weight_ih{suffix}"][1]}
            check_layer(layer_sizes, *_layer_weights(parameters, suffix), suffix=suffix, blocks=blocks)
    return parameters, L, D, sizes


def _check_names(parameters, expected, L, D):
    missing, extra = (
        sorted(set(one) - set(other), key=str)
        for one, other in ((expected, parameters), (parameters, expected))
    )
    if missing or extra:
        raise ValueError(
            f"parameters: expected the names of {L} layer(s), D = {D}; missing {missing}, unknown {extra}"
        )


def _direction(run, layer_input, start, weights, order):
    """One direction of one layer, arrays (T, B, …); the backward one reads the sequence turned round."""
    return [part[order] for part in run(layer_input[order], *start, *weights)]


def _layer_weights(parameters, suffix):
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return tuple(parameters.get(f"{name}{suffix}") for name in names)
