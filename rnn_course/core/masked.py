"""Mean and maximum over the real steps of each sequence, where padding fills the rest of the batch."""

import numpy as np

from rnn_course.core.arguments import as_whole_numbers, check_shape, checked


def masked_mean(states, lengths):
    """The average over the first ``lengths[b]`` steps of each sequence b.

    Shapes: states (T, B, H), lengths (B,) whole numbers from 1 to T → (B, H).
    Raises TypeError or ValueError, naming the argument, when a shape, a type or a length cannot be right.

    >>> masked_mean([[[1.0]], [[3.0]], [[99.0]]], lengths=[2])  # the last step is padding
    array([[2.]])
    """
    states, lengths, real = _checked(states, lengths)
    return np.where(real, states, 0).sum(axis=0) / _counts(lengths, states)


def masked_mean_backward(d_mean, states, lengths):
    """The gradient for every state: real steps share it equally, padding gets zeros.

    Shapes: d_mean (B, H), states and lengths as in ``masked_mean`` → (T, B, H). Raises errors as
    ``masked_mean`` does.
    """
    states, lengths, real = _checked(states, lengths)
    d_mean = _checked_gradient("d_mean", d_mean, states)
    return np.where(real, d_mean / _counts(lengths, states), 0)


def masked_max(states, lengths):
    """The largest value that each unit reached in the first ``lengths[b]`` steps of each sequence b.

    Shapes: states (T, B, H), lengths (B,) whole numbers from 1 to T → (B, H). Raises errors as
    ``masked_mean`` does.

    >>> masked_max([[[-1.0]], [[-3.0]], [[0.0]]], lengths=[2])  # the last step is padding
    array([[-1.]])
    """
    states, _, real = _checked(states, lengths)
    return _real_or_lowest(states, real).max(axis=0)


def masked_max_backward(d_max, states, lengths):
    """The gradient for every state: all of it goes to the step that held the maximum,
    the first one if there are several.

    Shapes: d_max (B, H), states and lengths as in ``masked_max`` → (T, B, H). Raises errors as
    ``masked_mean`` does; states must be finite here.
    """
    states, _, real = _checked(states, lengths, finite=True)
    d_max = _checked_gradient("d_max", d_max, states)
    winners = _real_or_lowest(states, real).argmax(axis=0)  # (B, H): steps
    return np.where(np.arange(len(states))[:, None, None] == winners, d_max, 0)


def _checked(states, lengths, finite=False):
    """(states, lengths, which steps are real: (T, B, 1) of True and False)."""
    sizes = {}
    states = checked("states", states, ("T", "B", "H"), sizes, finite)
    lengths = as_whole_numbers("lengths", lengths)
    check_shape("lengths", lengths, ("B",), sizes)
    T, smallest, largest = sizes["T"], lengths.min(), lengths.max()
    if smallest < 1 or largest > T:
        raise ValueError(
            f"lengths: expected numbers from 1 to T = {T}, got numbers from {smallest} to {largest}"
        )
    return states, lengths, (np.arange(T)[:, np.newaxis] < lengths)[..., np.newaxis]


def _checked_gradient(name, value, states):
    _, B, H = states.shape
    return checked(name, value, ("B", "H"), {"B": B, "H": H})


def _counts(lengths, states):
    """The lengths as numbers to divide by: (B, 1), of the dtype of the states."""
    return lengths[:, np.newaxis].astype(states.dtype)


def _real_or_lowest(states, real):
    return np.where(real, states, -np.inf)
