"""Gradients by wiggling: change one number a little, and see how the result moves."""

import numpy as np

from rnn_course.core.arguments import as_float_array
from rnn_course.core.settings import check_function, check_number


def numerical_gradient(function, array, eps=1e-6):
    """Central differences: (f(w + eps) − f(w − eps)) / (2 eps), for each number w of ``array``.

    ``function`` takes an array of the same shape and returns one number; ``array`` is not changed. Returns
    float64 of the shape of ``array``. The error shrinks with eps², until rounding takes over near 1e-6.

    Raises TypeError if ``function`` does not return one real number, or if ``array`` is not made of real
    numbers; ValueError if ``eps`` is not positive, or so small that a number of ``array`` swallows it.

    >>> numerical_gradient(lambda w: (w**2).sum(), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    check_function("function", function)
    base = as_float_array("array", array).astype(np.float64)
    _check_step(eps, base)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        up, down = base.copy(), base.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (_one_number(function(up)) - _one_number(function(down))) / (2 * eps)
    return gradient


def relative_error(a, b):
    """The largest difference of a and b, divided by the largest size in either; 0 when both are all zeros.

    Shapes: a and b alike. Raises TypeError or ValueError if they are not, or not made of real numbers.

    >>> relative_error(np.array([1.0, 2.0]), np.array([1.0, 2.002])) < 1.1e-3
    True
    """
    a, b = as_float_array("a", a), as_float_array("b", b)
    if a.shape != b.shape:
        raise ValueError(f"a and b: expected equal shapes, got {a.shape} and {b.shape}")
    scale = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return float(np.abs(a - b).max(initial=0) / scale) if scale else 0.0


def _check_step(eps, base):
    check_number("eps", eps, "a finite positive number", lambda number: 0 < number < np.inf)
    if (base + eps == base - eps)[np.isfinite(base)].any():
        raise ValueError(f"eps: expected a step that changes every number of array, got {eps}")


def _one_number(value):
    value = as_float_array("function's result", value)
    if value.size != 1:
        raise TypeError(f"function: expected it to return one number, got shape {value.shape}")
    return float(value.reshape(()))
