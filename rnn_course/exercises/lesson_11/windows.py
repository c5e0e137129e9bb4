"""Cut a series into windows.

Time-major, as PyTorch's layers read it: W steps, a batch of N windows, one feature.
"""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="11.windows",
    stub="def windows(numbers, W):\n    return ...  # x of shape (W, N, 1), and y of shape (N,)\n",
    returns="x: W N 1; y: N",
    why=(
        "Window n holds the numbers n to n + W − 1, and its target is number n + W, the first that it does "
        "not hold. So there are T − W of them, and each is a sequence of W steps with one feature."
    ),
    hints=(
        "Take six numbers and W = 2, and write all windows below each other, each with the number that "
        "follows it. How many are there?",
        "Window n is `numbers[n : n + W]`, and its target `numbers[n + W]`. For which n does the target "
        "still exist?",
        "There are `len(numbers) - W` windows. Stack them along a new second axis, so that time comes "
        "first, and add a last axis of size 1.",
    ),
    sizes=[
        {"W": 3, "N": 5},
        {"W": 4, "N": 7},
        {"W": 6, "N": 2},
        {"W": 1, "N": 4},
        {"W": 5, "N": 1},
        {"W": 4, "N": 4},
    ],
)
def windows(numbers, W):
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W:]


@windows.draw
def _(rng, W, N):
    """A series of T = W + N numbers, which gives N windows."""
    return rng.normal(size=W + N), W


@windows.right
def by_lags(numbers, W):
    N = len(numbers) - W
    x = np.array([[[numbers[n + t]] for n in range(N)] for t in range(W)])
    return x, np.array([numbers[n + W] for n in range(N)])


@windows.right
def a_view(numbers, W):
    both = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    return both[:, :W].T.reshape(W, -1, 1), both[:, W]


@windows.mistake
def target_inside(numbers, W):
    """Your target is the last number of its own window: the answer stands in the question. A model that
    repeats its last input would have no error at all. The target is the first number that the window does
    *not* hold."""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W - 1 : -1]


@windows.mistake
def one_target_too_far(numbers, W):
    """Your target lies two years after the window, so one year is skipped and one pair is lost. That is a
    forecast with horizon 2."""
    N = len(numbers) - W - 1
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W + 1 :]


@windows.mistake
def pieces(numbers, W):
    """You cut disjoint pieces: each begins where the last one has stopped, so most targets are never used.
    Windows overlap: the next one begins one year later."""
    starts = range(0, len(numbers) - W, W)
    x = np.stack([numbers[n : n + W] for n in starts], axis=1)
    return x[..., None], np.array([numbers[n + W] for n in starts])


@windows.mistake
def batch_first(numbers, W):
    """Your x has the shape (N, W, 1): the batch comes first. PyTorch's layers read time first and would run
    all the same, with N steps and W sequences."""
    N = len(numbers) - W
    return np.stack([numbers[n : n + W] for n in range(N)])[..., None], numbers[W:]


@windows.mistake
def features(numbers, W):
    """Your x has the shape (1, N, W): one step of W features. The numbers are all there, but a network that
    reads them has no second step, and so no use for its memory. Here each window has W steps of one
    feature."""
    N = len(numbers) - W
    return np.stack([numbers[n : n + W] for n in range(N)])[None], numbers[W:]


@windows.mistake
def reshaped(numbers, W):
    """You made (W, N, 1) of rows of windows by `reshape`, which keeps the order of the numbers and only
    writes other borders between them: a column of x then holds parts of several windows. Turn the array
    instead: `.T`, or another axis in `stack`."""
    N = len(numbers) - W
    return np.stack([numbers[n : n + W] for n in range(N)]).reshape(W, N, 1), numbers[W:]


@windows.mistake
def without_the_last(numbers, W):
    """One pair is missing at the end: the last number of the series can be a target, too."""
    N = len(numbers) - W - 1
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W:-1]


@windows.mistake
def a_window_without_target(numbers, W):
    """One of your windows has no target: after the last W numbers nothing follows, so this window is no
    example to learn from."""
    N = len(numbers) - W + 1
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W:]


@windows.mistake
def no_feature_axis(numbers, W):
    """Your x has the shape (W, N). A layer would take it for one single sequence of W steps with N features.
    The last axis has to be there, with size 1."""
    N = len(numbers) - W
    return np.stack([numbers[n : n + W] for n in range(N)], axis=1), numbers[W:]


@windows.mistake
def shifted_windows(numbers, W):
    """Your target is a whole window, the same one a year later: (W, N, 1) in place of (N,). That suits a loss
    at every step; here each window has one target."""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    y = np.stack([numbers[n + 1 : n + W + 1] for n in range(N)], axis=1)
    return x[..., None], y[..., None]


@windows.mistake
def windows_moved_by_one(numbers, W):
    """Your targets are whole windows again, a year later. That suits a loss at every step; here each window
    has one target, the first number that it does not hold."""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], np.stack([numbers[n + 1 : n + W + 1] for n in range(N)], axis=1)


@windows.mistake
def target_in_the_window(numbers, W):
    """Your windows are one year too long, and the last number in each is its own target: the answer stands in
    the question. A window has W numbers, and the target is the one that follows."""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W + 1] for n in range(N)], axis=1)
    return x[..., None], x[-1]


@windows.mistake
def feature_in_the_middle(numbers, W):
    """Your x has the shape (W, 1, N): W steps, one sequence, N features. The windows are the batch, the
    second axis, and the axis of size 1 comes last."""
    N = len(numbers) - W
    return np.stack([numbers[n : n + W] for n in range(N)], axis=1)[:, None, :], numbers[W:]


@windows.mistake
def targets_from_the_start(numbers, W):
    """Your target is the first number of its own window: you cut off the wrong end of the series. The target
    of the first window lies W numbers further on."""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[:N]


@windows.mistake
def a_target_too_many(numbers, W):
    """There is one target more than there are windows. The first window holds the numbers 0 to W − 1: with
    which number do the targets begin?"""
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)
    return x[..., None], numbers[W - 1 :]
