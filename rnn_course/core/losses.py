"""How wrong a prediction is, as one number, and the gradient of this number."""

import numpy as np

from rnn_course.core.arguments import as_float_array, as_whole_numbers, check_classes


def softmax_cross_entropy(logits, targets):
    """Mean of −log p(target) over all predictions, in nats, with p = softmax(logits); and its gradient.

    Shapes: logits (…, V), any real scores, the softmax is taken here; targets (…) whole numbers from 0 to V −
    1 → (loss, d_logits (…, V)). Equal to ``torch.nn.functional.cross_entropy`` on flattened arguments.

    Raises TypeError or ValueError if the shapes do not fit or a target is no class.

    >>> loss, d_logits = softmax_cross_entropy([[0.0, 0.0]], [1])
    >>> round(loss, 4), d_logits
    (0.6931, array([[ 0.5, -0.5]]))
    """
    logits, targets = as_float_array("logits", logits), as_whole_numbers("targets", targets)
    if logits.ndim == 0 or logits.size == 0:
        raise ValueError(f"logits: expected shape (…, V) and at least one row, got shape {logits.shape}")
    if logits.shape[:-1] != targets.shape:
        raise ValueError(
            f"targets: expected shape {logits.shape[:-1]}, "
            f"one class for each row of logits, got {targets.shape}"
        )
    V = logits.shape[-1]
    check_classes("targets", targets, V)
    loss, d_logits = cross_entropy_rows(logits.reshape(-1, V), targets.reshape(-1))
    return loss, d_logits.reshape(logits.shape)


def cross_entropy_rows(logits, targets):
    """``softmax_cross_entropy`` for logits (N, V) and targets (N,), not checked."""
    rows = np.arange(len(targets))
    scores = logits - logits.max(axis=-1, keepdims=True)  # the same softmax, and exp cannot overflow
    exponentials = np.exp(scores)
    totals = exponentials.sum(axis=-1, keepdims=True)
    loss = float(np.mean(np.log(totals[:, 0]) - scores[rows, targets]))
    d_logits = exponentials / totals
    d_logits[rows, targets] -= 1
    d_logits /= len(targets)
    return loss, d_logits


def squared_error(predictions, targets):
    """Mean of (prediction − target)² over all numbers, and its gradient.

    Shapes: predictions and targets alike → (loss, d_predictions of that shape). Raises ValueError if the
    shapes differ: numpy would stretch them without a word. Raises TypeError as elsewhere.

    >>> squared_error([1.0, 3.0], [1.0, 1.0])
    (2.0, array([0., 2.]))
    """
    predictions, targets = as_float_array("predictions", predictions), as_float_array("targets", targets)
    if predictions.size == 0:
        raise ValueError(f"predictions: needs at least one number, got shape {predictions.shape}")
    if predictions.shape != targets.shape:
        raise ValueError(
            f"targets: expected the shape of predictions, {predictions.shape}, got {targets.shape}"
        )
    difference = predictions - targets
    return float(np.mean(difference**2)), 2 * difference / difference.size
