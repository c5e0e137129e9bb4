"""From gradients to new parameters. All are pure: dicts of arrays in, new dicts out, nothing is changed.

Each takes ``parameters`` and ``gradients``, dicts with the same names and shapes. Those with a memory of their own also
take the state that they returned last time, or None at the first step.
"""

import math

import numpy as np


def clip_by_global_norm(gradients, max_norm):
    """Scale all gradients by one factor, so that their norm taken together is at most ``max_norm``.

    Returns (gradients, norm), where ``norm`` is the norm before clipping. Gradients that are small enough are returned
    as they are. Raises ValueError if ``max_norm`` is not positive.
    Source: Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks", algorithm 1.

    >>> clipped, norm = clip_by_global_norm({"w": np.array([3.0, 4.0])}, max_norm=1.0)
    >>> norm, clipped["w"].round(4)
    (5.0, array([0.6, 0.8]))
    """
    if not max_norm > 0:
        raise ValueError(f"max_norm: expected a positive number, got {max_norm}")
    norm = math.sqrt(sum(float(np.sum(gradient * gradient)) for gradient in gradients.values()))
    if norm <= max_norm:
        return gradients, norm
    return {name: gradient * (max_norm / norm) for name, gradient in gradients.items()}, norm


def sgd(parameters, gradients, learning_rate):
    """Gradient descent: w − learning_rate · gradient. Returns the new parameters.

    >>> sgd({"w": np.array([1.0])}, {"w": np.array([0.5])}, learning_rate=0.1)
    {'w': array([0.95])}
    """
    _check_names(parameters, gradients)
    return {name: value - learning_rate * gradients[name] for name, value in parameters.items()}


def adagrad(parameters, gradients, state=None, learning_rate=0.1, eps=1e-10):
    """Adagrad: each number has its own step, divided by the root of the sum of its squared gradients so far.

    Returns (parameters, state). Source: Duchi, Hazan, Singer (2011), "Adaptive Subgradient Methods".
    """
    _check_names(parameters, gradients)
    sums = state or {name: np.zeros_like(value) for name, value in parameters.items()}
    sums = {name: sums[name] + gradients[name] ** 2 for name in parameters}
    steps = {name: gradients[name] / (np.sqrt(sums[name]) + eps) for name in parameters}
    return {name: value - learning_rate * steps[name] for name, value in parameters.items()}, sums


def adam(parameters, gradients, state=None, learning_rate=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Adam: a running mean of the gradients, divided by the root of a running mean of their squares.

    Returns (parameters, state). Source: Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1.
    """
    _check_names(parameters, gradients)
    zeros = {name: np.zeros_like(value) for name, value in parameters.items()}
    step, means, squares = state or (0, zeros, zeros)
    step += 1
    means = {name: betas[0] * means[name] + (1 - betas[0]) * gradients[name] for name in parameters}
    squares = {name: betas[1] * squares[name] + (1 - betas[1]) * gradients[name] ** 2 for name in parameters}
    scale, root = learning_rate / (1 - betas[0] ** step), math.sqrt(1 - betas[1] ** step)
    new = {
        name: value - scale * means[name] / (np.sqrt(squares[name]) / root + eps)
        for name, value in parameters.items()
    }
    return new, (step, means, squares)


def _check_names(parameters, gradients):
    if set(parameters) != set(gradients):
        raise ValueError(f"gradients: expected the names {sorted(parameters)}, got {sorted(gradients)}")
    for name, value in parameters.items():
        if np.shape(value) != np.shape(gradients[name]):
            raise ValueError(
                f"gradients[{name!r}]: expected shape {np.shape(value)}, got {np.shape(gradients[name])}"
            )
