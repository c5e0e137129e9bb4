"""From the number of a token to a vector that is learnt."""

import numpy as np

from rnn_course.core.arguments import as_float_array, as_whole_numbers, check_classes, checked


def embedding(tokens, weight):
    """Look up a row of ``weight`` for every token: one_hot(token) @ weight, without the product.

    Shapes: tokens (…) whole numbers from 0 to V − 1, weight (V, I) → (…, I). Equal to ``nn.Embedding``.
    Raises TypeError or ValueError, naming the argument, when a token is no class or a weight cannot be right.

    >>> embedding([2, 0], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    array([[5., 6.],
           [1., 2.]])
    """
    tokens, weight = _checked(tokens, weight)
    return weight[tokens]


def embedding_backward(d_vectors, tokens, weight):
    """The gradient of a loss for ``weight``: every look-up of a row adds its share to that row.

    Shapes: d_vectors (…, I), tokens (…), weight (V, I) → (V, I). A token that does not occur gets zeros.
    Raises TypeError or ValueError as ``embedding`` does.

    >>> embedding_backward([[1.0], [2.0], [4.0]], tokens=[1, 0, 1], weight=np.zeros((3, 1))).ravel()
    array([2., 5., 0.])
    """
    tokens, weight = _checked(tokens, weight)
    d_vectors = as_float_array("d_vectors", d_vectors)
    expected = (*tokens.shape, weight.shape[1])
    if d_vectors.shape != expected:
        raise ValueError(
            f"d_vectors: expected shape {expected}, one vector of I = {weight.shape[1]} for each token, "
            f"got {d_vectors.shape}"
        )
    d_weight = np.zeros(weight.shape, np.result_type(weight, d_vectors))
    np.add.at(
        d_weight, tokens, d_vectors
    )  # d_weight[tokens] += d_vectors would keep one share of a token only
    return d_weight


def _checked(tokens, weight):
    weight = checked("weight", weight, ("V", "I"), {}, finite=True)
    tokens = as_whole_numbers("tokens", tokens)
    if tokens.size == 0:
        raise ValueError(f"tokens: needs at least one token, got shape {tokens.shape}")
    check_classes("tokens", tokens, len(weight))
    return tokens, weight
