"""A model that reads characters and predicts the next one: one RNN layer, a linear layer, cross-entropy.

Parameters are a dict: ``weight_ih`` (H, V), ``weight_hh`` (H, H), ``bias`` (H,), ``weight_hy`` (V, H), ``bias_y`` (V,).
A character is the number of a class, so its one-hot vector times W_ihᵀ is a row of W_ihᵀ: it is looked up, not multiplied.
"""

import numpy as np

from rnn_course.core.arguments import check_count, check_finite, checked
from rnn_course.core.backward import tanh_slope, through_time, weight_gradients
from rnn_course.core.cell import through_memory
from rnn_course.core.losses import cross_entropy_rows
from rnn_course.core.optimisers import clip_by_global_norm

SHAPES = {
    "weight_ih": ("H", "V"),
    "weight_hh": ("H", "H"),
    "bias": ("H",),
    "weight_hy": ("V", "H"),
    "bias_y": ("V",),
}


def init_character_model(rng, V, H, dtype=np.float64):
    """Draw all parameters from U(−1/√H, 1/√H) with the numpy generator ``rng``; shapes as at the top of the module."""
    sizes = {"V": check_count("V", V), "H": check_count("H", H)}
    bound = 1 / np.sqrt(H)
    return {
        name: rng.uniform(-bound, bound, [sizes[axis] for axis in axes]).astype(dtype)
        for name, axes in SHAPES.items()
    }


def character_loss(parameters, inputs, targets, h_0=None):
    """Loss of one piece of text, all gradients, and the state to carry on: truncated backpropagation through time.

    Shapes: inputs and targets (T, B) whole numbers from 0 to V − 1, h_0 (B, H) or None
    → (loss in nats per character, gradients as ``parameters``, h_T (B, H)).
    The gradient stops at h_0: what happened before this piece is remembered, but not learnt from.

    Raises TypeError or ValueError, naming the argument, when something cannot be right.
    """
    sizes = _check_parameters(parameters)
    inputs, targets = _check_tokens("inputs", inputs, sizes), _check_tokens("targets", targets, sizes)
    if h_0 is None:
        h_0 = np.zeros((sizes["B"], sizes["H"]), dtype=parameters["weight_hh"].dtype)
    return unchecked_loss(parameters, inputs, targets, checked("h_0", h_0, ("B", "H"), sizes))


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
    """Truncated backpropagation through time over a stream; a generator of (loss, parameters, state) after each piece.

    ``pieces`` are (inputs, targets) from ``contiguous_streams``; the state is carried from one to the next.
    ``optimiser(parameters, gradients, state) → (parameters, state)``, such as ``core.adagrad``; with ``max_norm`` the
    gradients are clipped first. Nothing that is passed in is changed.
    """
    model_sizes, memory = _check_parameters(parameters), None
    for inputs, targets in pieces:
        sizes = dict(model_sizes)
        inputs, targets = _check_tokens("inputs", inputs, sizes), _check_tokens("targets", targets, sizes)
        if h_0 is None:
            h_0 = np.zeros((sizes["B"], sizes["H"]), dtype=parameters["weight_hh"].dtype)
        loss, gradients, h_0 = unchecked_loss(
            parameters, inputs, targets, checked("h_0", h_0, ("B", "H"), sizes)
        )
        if max_norm is not None:
            gradients, _ = clip_by_global_norm(gradients, max_norm)
        parameters, memory = optimiser(parameters, gradients, memory)
        yield loss, parameters, h_0


def mean_loss(parameters, pieces):
    """Nats per character over ``pieces`` in reading order, the state carried along, nothing learnt."""
    losses, h = [], None
    for inputs, targets in pieces:
        if h is None:
            h = np.zeros((inputs.shape[1], len(parameters["bias"])), dtype=parameters["weight_hh"].dtype)
        states = _forward(parameters, inputs, h)
        logits = states.reshape(-1, states.shape[-1]) @ parameters["weight_hy"].T + parameters["bias_y"]
        losses.append(cross_entropy_rows(logits, targets.ravel())[0])
        h = states[-1]
    return float(np.mean(losses))


def _forward(parameters, inputs, h):
    """Every state, (T, B, H), for tokens (T, B)."""
    sums = parameters["weight_ih"].T[inputs]  # (T, B, H): a look-up for all T at once
    sums += parameters["bias"]
    return through_memory(sums, h, parameters["weight_hh"], np.tanh)


def _check_parameters(parameters):
    if set(parameters) != set(SHAPES):
        raise ValueError(f"parameters: expected the names {sorted(SHAPES)}, got {sorted(parameters)}")
    sizes = {}
    for name, axes in SHAPES.items():
        check_finite(name, checked(name, parameters[name], axes, sizes))
    return sizes


def _check_tokens(name, tokens, sizes):
    tokens = np.asarray(tokens)
    if tokens.dtype.kind not in "iu":
        raise TypeError(f"{name}: expected whole numbers, one for each character, got dtype {tokens.dtype}")
    checked(name, tokens, ("T", "B"), sizes)
    if tokens.min() < 0 or tokens.max() >= sizes["V"]:
        raise ValueError(
            f"{name}: expected numbers from 0 to V - 1 = {sizes['V'] - 1}, got {tokens.min()} to {tokens.max()}"
        )
    return tokens
