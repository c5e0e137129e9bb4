"""Lesson 8, streams: cut one long sequence so that column b goes on where it has stopped."""

import numpy as np

from rnn_course.exercises import FunctionExercise
from rnn_course.exercises.lesson_08_streams_mistakes import (
    MISTAKES,
    NO_PAIRS,
    UNEQUAL,
    UNLIKE,
)
from rnn_course.exercises.lesson_08_streams_mistakes import (
    contiguous_streams as solution,
)
from rnn_course.exercises.plain_values import Unreadable, to_array


def _draw(rng, K, T, B, rest, extra):
    """N = B·(K·T + rest) + 1 + extra tokens, all different, so that each tells its position."""
    return rng.permutation(B * (K * T + rest) + 1 + extra), T, B


def _observe(result, _args):
    pairs = list(result) if isinstance(result, (list, tuple)) else None
    if pairs is None or any(not isinstance(pair, (list, tuple)) or len(pair) != 2 for pair in pairs):
        raise Unreadable(NO_PAIRS, "general:no-pairs")
    arrays = [[to_array(item) for item in pair] for pair in pairs]
    if any(a.shape != b.shape for a, b in arrays):
        raise Unreadable(UNEQUAL, "general:ragged")
    if len({item.shape for pair in arrays for item in pair}) > 1:
        raise Unreadable(UNLIKE, "general:ragged")
    inputs, targets = ([pair[i] for pair in arrays] for i in (0, 1))
    return {"number of pieces": len(pairs), "inputs": np.array(inputs), "targets": np.array(targets)}


contiguous_streams = FunctionExercise(
    id="08.contiguous_streams",
    title="Cut a sequence into streams",
    stub="def contiguous_streams(tokens, T, B):\n    return ...  # a list of (inputs, targets), each of shape (T, B)\n",
    solution=solution,
    why=(
        "First B long streams, then the cuts: so row t, column b of the next piece is exactly T tokens further in "
        "the same stream."
    ),
    hints=[
        "There are two cuts: the sequence into B streams, and the streams into pieces. Which one comes first?",
        "Lay the streams beside each other as columns of one array, (length, B). A piece is T rows of it.",
        (
            "`tokens[: B * length].reshape(B, length)` has a stream in each row; turn it. The targets are the same, "
            "one token later. Then slice rows k to k + T for k = 0, T, 2T, …"
        ),
    ],
    draw=_draw,
    sizes=[
        {"K": 3, "T": 4, "B": 2, "rest": 1, "extra": 1},
        {"K": 2, "T": 3, "B": 5, "rest": 0, "extra": 4},
        {"K": 4, "T": 5, "B": 3, "rest": 2, "extra": 0},
        {"K": 3, "T": 4, "B": 4, "rest": 0, "extra": 0},
        {"K": 5, "T": 1, "B": 3, "rest": 0, "extra": 2},
        {"K": 3, "T": 4, "B": 1, "rest": 3, "extra": 0},
        {"K": 1, "T": 6, "B": 3, "rest": 2, "extra": 1},
    ],
    observe=_observe,
    returns={"inputs": "K T B", "targets": "K T B"},
    misconceptions=MISTAKES,
)
