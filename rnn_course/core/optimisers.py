"""From gradients to new parameters. All are pure: dicts of arrays in, new dicts out, nothing is changed.

Each takes ``parameters`` and ``gradients``, dicts with the same names and shapes. Those with a memory of
their own also take the state that they returned last time, or None at the first step.

All raise TypeError or ValueError, naming the argument, when a name, a shape, a type or a setting cannot be
right.
"""

import math

import numpy as np

from rnn_course.core.containers import as_float_arrays, as_float_arrays_like, as_parts
from rnn_course.core.settings import check_count, check_number

LAST_STEP = 2**53  # every whole number up to here is a float


def clip_by_global_norm(gradients, max_norm):
    """Scale all gradients by one factor, so that their norm taken together is at most ``max_norm``.

    Returns (gradients, norm), where ``norm`` is the norm before clipping. Gradients that are small enough are
    returned as they are. Raises ValueError if ``max_norm`` is not positive; it may be infinite. Source:
    Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks", algorithm 1.

    >>> clipped, norm = clip_by_global_norm({"w": np.array([3.0, 4.0])}, max_norm=1.0)
    >>> norm, clipped["w"].round(4)
    (5.0, array([0.6, 0.8]))
    """
    max_norm = check_number("max_norm", max_norm, "a positive number", lambda number: number > 0)
    gradients = as_float_arrays("gradients", gradients)
    norm = math.sqrt(sum(float(np.sum(gradient * gradient)) for gradient in gradients.values()))
    if norm <= max_norm:
        return gradients, norm
    return {name: gradient * (max_norm / norm) for name, gradient in gradients.items()}, norm


def sgd(parameters, gradients, learning_rate):
    """Gradient descent: w − learning_rate · gradient. Returns the new parameters.

    >>> sgd({"w": np.array([1.0])}, {"w": np.array([0.5])}, learning_rate=0.1)
    {'w': array([0.95])}
    """
    parameters, gradients = _checked(parameters, gradients)
    learning_rate = check_number("learning_rate", learning_rate)
    return {name: value - learning_rate * gradients[name] for name, value in parameters.items()}


def adagrad(parameters, gradients, state=None, learning_rate=0.1, eps=1e-10):
    """Adagrad: each number has its own step, divided by the root of the sum of its squared gradients so far.

    Returns (parameters, state). Source: Duchi, Hazan, Singer (2011), "Adaptive Subgradient Methods".
    """
    parameters, gradients = _checked(parameters, gradients)
    learning_rate, eps = _checked_rates(learning_rate, eps)
    sums = _zeros(parameters) if state is None else as_float_arrays_like("state", state, parameters)
    sums = {name: sums[name] + gradients[name] ** 2 for name in parameters}
    steps = {name: gradients[name] / (np.sqrt(sums[name]) + eps) for name in parameters}
    return {name: value - learning_rate * steps[name] for name, value in parameters.items()}, sums


def adam(parameters, gradients, state=None, learning_rate=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Adam: a running mean of the gradients, divided by the root of a running mean of their squares.

    Returns (parameters, state). Source: Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization",
    algorithm 1.
    """
    parameters, gradients = _checked(parameters, gradients)
    learning_rate, eps = _checked_rates(learning_rate, eps)
    beta_1, beta_2 = _checked_betas(betas)
    step, means, squares = _checked_memory(state, parameters)
    step += 1
    means = {name: beta_1 * means[name] + (1 - beta_1) * gradients[name] for name in parameters}
    squares = {name: beta_2 * squares[name] + (1 - beta_2) * gradients[name] ** 2 for name in parameters}
    scale, root = learning_rate / (1 - beta_1**step), math.sqrt(1 - beta_2**step)
    new = {
        name: value - scale * means[name] / (np.sqrt(squares[name]) / root + eps)
        for name, value in parameters.items()
    }
    return new, (step, means, squares)


def _checked(parameters, gradients):
    parameters = as_float_arrays("parameters", parameters)
    return parameters, as_float_arrays_like("gradients", gradients, parameters)


def _checked_rates(learning_rate, eps):
    eps = check_number("eps", eps, "a finite number, at least 0", lambda number: 0 <= number < math.inf)
    return check_number("learning_rate", learning_rate), eps


def _checked_betas(betas):
    """Both betas of Adam; a beta of 1 would forget every gradient."""
    return [
        check_number(f"betas[{k}]", beta, "a number from 0 to less than 1", lambda number: 0 <= number < 1)
        for k, beta in enumerate(as_parts("betas", betas, ("beta_1", "beta_2")))
    ]


def _checked_memory(state, parameters):
    """Adam's state: how many steps came before,
    the means and the squares, which are dicts like ``parameters``."""
    if state is None:
        return 0, _zeros(parameters), _zeros(parameters)
    step, means, squares = as_parts("state", state, ("step", "means", "squares"))
    step = check_count("state[0]", step, smallest=0, largest=LAST_STEP)
    means = as_float_arrays_like("state[1]", means, parameters)
    return step, means, as_float_arrays_like("state[2]", squares, parameters)


def _zeros(parameters):
    return {name: np.zeros_like(value) for name, value in parameters.items()}
