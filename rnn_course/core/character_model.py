"""A model that reads characters and predicts the next one: one RNN layer, a linear layer, cross-entropy.

Parameters are a dict: ``weight_ih`` (H, V), ``weight_hh`` (H, H), ``bias`` (H,), ``weight_hy`` (V, H),
``bias_y`` (V,). A character is the number of a class, so its one-hot vector times W_ihᵀ is a row of W_ihᵀ: it
is looked up, not multiplied.
"""

import numpy as np

from rnn_course.core.arguments import as_whole_numbers, check_classes, check_shape, checked
from rnn_course.core.backward import tanh_slope, through_time, weight_gradients
from rnn_course.core.cell import through_memory
from rnn_course.core.containers import as_parts, check_names, each_with_parts, in_one_dtype
from rnn_course.core.losses import cross_entropy_rows
from rnn_course.core.optimisers import clip_by_global_norm
from rnn_course.core.settings import check_count, check_function
from rnn_course.core.stack import draw_uniform

SHAPES = {
    "weight_ih": ("H", "V"),
    "weight_hh": ("H", "H"),
    "bias": ("H",),
    "weight_hy": ("V", "H"),
    "bias_y": ("V",),
}
PIECE = ("inputs", "targets")


def init_character_model(rng, V, H, dtype=np.float64):
    """Draw all parameters from U(−1/√H, 1/√H) with the numpy generator ``rng``;
    shapes as at the top of the module.

    Raises TypeError or ValueError as ``init_parameters`` does.
    """
    sizes = {"V": check_count("V", V), "H": check_count("H", H)}
    shapes = {name: tuple(sizes[axis] for axis in axes) for name, axes in SHAPES.items()}
    return draw_uniform(rng, H, shapes, dtype, "V, H")


def character_loss(parameters, inputs, targets, h_0=None):
    """Loss of one piece of text, all gradients, and the state to carry on:
    truncated backpropagation through time.

    Shapes: inputs and targets (T, B) whole numbers from 0 to V − 1, h_0 (B, H) or None
    → (loss in nats per character, gradients as ``parameters``, h_T (B, H)).
    The gradient stops at h_0: what happened before this piece is remembered, but not learnt from.

    Raises TypeError or ValueError, naming the argument, when something cannot be right.
    """
    parameters, sizes = _checked_parameters(parameters)
    return unchecked_loss(parameters, *_checked_piece(parameters, inputs, targets, h_0, sizes))


def unchecked_loss(parameters, inputs, targets, h_0):
    """``character_loss`` for arguments that were checked before."""
    states = _forward(parameters, inputs, h_0)
    rows = states.reshape(-1, states.shape[-1])  # (T·B, H)
    loss, d_logits = cross_entropy_rows(
        rows @ parameters["weight_hy"].T + parameters["bias_y"], targets.ravel()
    )
    d_states = (d_logits @ parameters["weight_hy"]).reshape(states.shape)
    d_sums, _ = through_time(d_states, states, parameters["weight_hh"], tanh_slope)
    one_hot = np.zeros((len(rows), len(parameters["bias_y"])), dtype=rows.dtype)
    one_hot[np.arange(len(rows)), inputs.ravel()] = 1
    gradients = weight_gradients(d_sums, one_hot, states, h_0) | {
        "weight_hy": d_logits.T @ rows,
        "bias_y": d_logits.sum(axis=0),
    }
    return loss, gradients, states[-1]


def train_on_stream(parameters, pieces, optimiser, max_norm=None, h_0=None):
    """Truncated backpropagation through time over a stream;
    a generator of (loss, parameters, state) after each piece.

    ``pieces`` are (inputs, targets) from ``contiguous_streams``; the state is carried from one to the next.
    ``optimiser(parameters, gradients, state) → (parameters, state)``, such as ``core.adagrad``; with
    ``max_norm`` the gradients are clipped first. Nothing that is passed in is changed.

    Raises TypeError or ValueError as ``character_loss`` does, when the first loss, or the piece in question,
    is asked for.
    """
    (parameters, sizes), memory = _checked_parameters(parameters), None
    check_function("optimiser", optimiser)
    for name, piece in each_with_parts("pieces", pieces, PIECE):
        piece = _checked_piece(parameters, *piece, h_0, sizes, f"{name} ")
        loss, gradients, h_0 = unchecked_loss(parameters, *piece)
        if max_norm is not None:
            gradients, _ = clip_by_global_norm(gradients, max_norm)
        result = optimiser(parameters, gradients, memory)
        parameters, memory = as_parts("optimiser's result", result, ("parameters", "state"))
        parameters, _ = _checked_parameters(parameters, sizes, "optimiser's parameters", finite=False)
        yield loss, parameters, h_0


def mean_loss(parameters, pieces):
    """Nats per character over ``pieces`` in reading order, the state carried along, nothing learnt.

    Raises TypeError or ValueError as ``character_loss`` does, and when there is no piece.
    """
    (parameters, sizes), losses, counts, h = _checked_parameters(parameters), [], [], None
    for name, piece in each_with_parts("pieces", pieces, PIECE):
        inputs, targets, h = _checked_piece(parameters, *piece, h, sizes, f"{name} ")
        states = _forward(parameters, inputs, h)
        logits = states.reshape(-1, states.shape[-1]) @ parameters["weight_hy"].T + parameters["bias_y"]
        losses.append(cross_entropy_rows(logits, targets.ravel())[0])
        counts.append(targets.size)
        h = states[-1]
    if not losses:
        raise ValueError("pieces: expected at least one (inputs, targets), got none")
    return float(np.average(losses, weights=counts))


def _forward(parameters, inputs, h):
    """Every state, (T, B, H), for tokens (T, B)."""
    sums = parameters["weight_ih"].T[inputs]  # (T, B, H): a look-up for all T at once
    sums += parameters["bias"]
    return through_memory(sums, h, parameters["weight_hh"], np.tanh)


def _checked_parameters(parameters, sizes=None, owner="parameters", finite=True):
    """(dict of float arrays of one dtype, dict with the sizes V and H);
    ``sizes`` holds those that are known before."""
    check_names(owner, parameters, SHAPES)
    sizes = {} if sizes is None else sizes
    arrays = {
        name: checked(name, parameters[name], axes, sizes, finite=finite) for name, axes in SHAPES.items()
    }
    return in_one_dtype(arrays), sizes


def _checked_piece(parameters, inputs, targets, h_0, model_sizes, owner=""):
    """(inputs, targets, h_0) as arrays, h_0 of zeros if it is None;
    errors say of which piece, ``owner``, they speak."""
    sizes = dict(model_sizes)
    inputs = _checked_tokens(f"{owner}inputs", inputs, sizes)
    targets = _checked_tokens(f"{owner}targets", targets, sizes)
    if h_0 is None:
        h_0 = np.zeros((sizes["B"], sizes["H"]), dtype=parameters["weight_hh"].dtype)
    return inputs, targets, checked("h_0", h_0, ("B", "H"), sizes)


def _checked_tokens(name, tokens, sizes):
    tokens = as_whole_numbers(name, tokens)
    check_shape(name, tokens, ("T", "B"), sizes)
    check_classes(name, tokens, sizes["V"])
    return tokens
