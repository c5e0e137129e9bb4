"""The adding problem: two numbers of a long sequence are marked, and their sum is asked for at the end."""

import numpy as np


def adding_problem(rng, T, B):
    """Draw B sequences of T steps with the numpy generator ``rng``.

    Returns x (T, B, 2) and y (B, 1), float32. ``x[:, b, 0]`` are numbers drawn from 0 to 1; ``x[:, b, 1]`` is
    1 at two steps, one in each half of the sequence, and 0 elsewhere; ``y[b]`` is the sum of the two numbers
    marked.

    Source: Hochreiter and Schmidhuber (1997), "Long Short-Term Memory", section 5.4; the simple form of
    today.

    >>> x, y = adding_problem(np.random.default_rng(0), T=10, B=3)
    >>> x[..., 1].sum(axis=0).tolist(), bool(np.allclose(y[:, 0], (x[..., 0] * x[..., 1]).sum(axis=0)))
    ([2.0, 2.0, 2.0], True)
    """
    x = np.zeros((T, B, 2), dtype=np.float32)
    x[..., 0] = rng.random((T, B))
    batch = np.arange(B)
    for first, end in ((0, T // 2), (T // 2, T)):
        x[rng.integers(first, end, B), batch, 1] = 1
    y = (x[..., 0] * x[..., 1]).sum(axis=0)[:, np.newaxis]
    return x, y
