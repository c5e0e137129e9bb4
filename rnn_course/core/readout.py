"""From many states to one answer: which part of the memory the next layer gets to see."""

import numpy as np

from rnn_course.core.arguments import as_float_array, check_shape, checked


def last_state(states):
    """The memory after the last step. states (T, B, H) → (B, H)."""
    return _checked_states(states)[-1]


def mean_state(states):
    """The average over time. states (T, B, H) → (B, H)."""
    return _checked_states(states).mean(axis=0)


def max_state(states):
    """The largest value that each unit reached over time. states (T, B, H) → (B, H)."""
    return _checked_states(states).max(axis=0)


def linear(h, weight, bias=None):
    """A linear layer on top of the memory: y = h Wᵀ + b, for any number of leading axes.

    Shapes: h (…, H), weight (V, H), bias (V,) or None → (…, V). ``nn.RNN`` does not contain this layer.
    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.

    >>> linear([[1.0, 2.0]], [[3.0, 4.0]], [0.5])
    array([[11.5]])
    """
    sizes = {}
    weight = checked("weight", weight, ("V", "H"), sizes, finite=True)
    h = as_float_array("h", h)
    check_shape("h (last axis)", np.empty(h.shape[-1:]), ("H",), sizes)
    y = h @ weight.T
    if bias is None:
        return y
    return y + checked("bias", bias, ("V",), sizes, finite=True)


def _checked_states(states):
    return checked("states", states, ("T", "B", "H"), {})
