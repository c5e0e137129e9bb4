"""What GRU and LSTM share: a squashing function from 0 to 1,
and weights that hold several blocks of H rows."""

import numpy as np

from rnn_course.core.arguments import as_float_array, checked
from rnn_course.core.containers import as_parts


def sigmoid(values):
    """1 / (1 + exp(−value)), element by element, from 0 (closed) to 1 (open); any shape.

    Raises TypeError for what is no array of real numbers.

    >>> sigmoid([-2.0, 0.0, 2.0]).round(3)
    array([0.119, 0.5  , 0.881])
    """
    values = as_float_array("values", values)
    return sigmoid_into(values, out=np.empty_like(values))


def sigmoid_into(values, out):
    """``sigmoid`` as (1 + tanh(value / 2)) / 2, which cannot overflow, into ``out``.
    Arguments are not checked."""
    np.multiply(values, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5
    return out


def blocks_of(array, H):
    """The blocks of H numbers on the last axis, as views: (…, 3·H) → three times (…, H)."""
    return [array[..., k : k + H] for k in range(0, array.shape[-1], H)]


def checked_pair(name, value, parts, axes, sizes):
    """A state that is a pair, such as (h_0, c_0), as two arrays; two times None if ``value`` is None."""
    if value is None:
        return None, None
    pair = zip(parts, as_parts(name, value, parts), strict=True)
    return tuple(checked(f"{name}'s {part}", one, axes, sizes) for part, one in pair)
