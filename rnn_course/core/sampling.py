"""From scores to the next token: odds, and one draw from them."""

import numpy as np

from rnn_course.core.arguments import as_float_array, check_finite
from rnn_course.core.settings import check_count, check_generator, check_number


def next_probabilities(logits, temperature=1.0, top_k=None):
    """softmax(logits / temperature) over the ``top_k`` largest scores; all others get probability 0.

    Shapes: logits (…, V), any finite scores → (…, V). A temperature below 1 sharpens the odds towards the
    best token, one above 1 flattens them towards equal odds. ``top_k`` from 1 to V, or None for all; of equal
    scores the first counts.

    Raises TypeError or ValueError, naming the argument, when one cannot be right. There is no temperature 0:
    the best token alone is ``top_k=1``.

    >>> next_probabilities([0.0, 1.0, 2.0], temperature=0.5).round(3)
    array([0.016, 0.117, 0.867])
    >>> next_probabilities([0.0, 1.0, 2.0], top_k=2).round(3)
    array([0.   , 0.269, 0.731])
    """
    logits = as_float_array("logits", logits)
    if logits.ndim == 0 or logits.size == 0:
        raise ValueError(f"logits: expected shape (…, V) and at least one row, got shape {logits.shape}")
    check_finite("logits", logits)
    temperature = check_number("temperature", temperature, "a finite positive number", _is_positive)
    V = logits.shape[-1]
    top_k = V if top_k is None else check_count("top_k", top_k, largest=V)
    with np.errstate(over="ignore"):  # a tiny temperature may send the others to minus infinity: odds of 0
        scores = (logits - logits.max(axis=-1, keepdims=True)) / temperature
    odds = np.where(_rank(logits) < top_k, np.exp(scores), 0)
    return odds / odds.sum(axis=-1, keepdims=True)


def sample(rng, logits, temperature=1.0, top_k=None):
    """Draw one token for each row of scores, with the odds of ``next_probabilities``.

    ``rng`` is a numpy generator: the same seed and the same scores give the same tokens.
    Shapes: logits (…, V) → (…) whole numbers from 0 to V − 1. Raises errors as ``next_probabilities`` does.

    >>> rng = np.random.default_rng(0)
    >>> [int(sample(rng, [0.0, 1.0, 2.0])) for _ in range(8)]
    [2, 1, 0, 0, 2, 2, 2, 2]
    """
    check_generator("rng", rng)
    steps = next_probabilities(logits, temperature, top_k).cumsum(
        axis=-1
    )  # a stair from 0 to 1, one step a token
    height = rng.random((*steps.shape[:-1], 1)) * steps[..., -1:]
    return (steps <= height).sum(axis=-1)


def _rank(logits):
    """The place of each score among those of its row: 0 for the largest. (…, V) → (…, V)."""
    order = np.argsort(-logits, axis=-1, kind="stable")
    return np.argsort(order, axis=-1)


def _is_positive(number):
    return 0 < number < np.inf
