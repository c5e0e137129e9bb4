"""AR(p): each number is a weighted sum of the p numbers before it, plus a constant.

The weights come from least squares.
"""

import numpy as np


def fit_autoregression(numbers, p):
    """Return (b, w), the constant and w (p,) with w[0] for the newest number, that best fit ``numbers`` (T,).

    >>> b, w = fit_autoregression(np.array([1.0, 2.0, 4.0, 8.0, 16.0]), p=1)
    >>> bool(np.isclose(b, 0)), w.round(6)
    (True, array([2.]))
    """
    windows = np.lib.stride_tricks.sliding_window_view(numbers[:-1], p)[:, ::-1]  # (T − p, p), newest first
    solution, *_ = np.linalg.lstsq(np.column_stack([np.ones(len(windows)), windows]), numbers[p:])
    return solution[0], solution[1:]


def free_run(numbers, w, b, horizon):
    """Forecast the ``horizon`` numbers after ``numbers`` (T,), each from the p before, measured or forecast.

    >>> free_run(np.array([1.0, 2.0]), w=np.array([2.0]), b=0.0, horizon=3)
    array([ 4.,  8., 16.])
    """
    past = list(numbers)
    for _ in range(horizon):
        newest_first = past[::-1][: len(w)]
        past.append(b + np.dot(w, newest_first))
    return np.array(past[len(numbers) :])
