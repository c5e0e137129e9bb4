"""Repair a split that lets the future in."""

import numpy as np

from rnn_course.nearmiss import function

STUB = """\
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers.mean()) / numbers.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    pairs = np.random.default_rng(0).permutation(pairs)
    return pairs[: split - W], pairs[split - W :]  # for training, for the test
"""


def _observe(result, _args):
    training, test = result
    return {"training": np.asarray(training), "test": np.asarray(test)}


@function(
    id="11.split_in_time",
    stub=STUB,
    returns="training: M P; test: K P",
    why=(
        "The scale comes from the numbers before the split, and the windows stay in order: every target of "
        "the training part lies before the split, every target of the test at or after it."
    ),
    hints=(
        "Stand at the split and look back. Which of the five lines need a number that is not known there?",
        "There are two. One of them measures something of the whole series, the other one moves windows "
        "across the split.",
        "Take mean and deviation of `numbers[:split]`, for all windows, and leave the windows in their "
        "order.",
    ),
    sizes=[
        {"T": 17, "W": 3, "split": 11},
        {"T": 15, "W": 5, "split": 8},
        {"T": 19, "W": 2, "split": 14},
        {"T": 12, "W": 1, "split": 7},
        {"T": 20, "W": 6, "split": 9},
    ],
    observe=_observe,
    without=("zeros", "large"),
)
def split_in_time(numbers, W, split):
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]  # for training, for the test


@split_in_time.draw
def _(rng, T, W, split):
    """T numbers that rise, as carbon dioxide does; windows of W, and the index of the first test target."""
    return rng.normal(size=T) + np.arange(T), W, split


@split_in_time.right
def cut_first(numbers, W, split):
    mean, deviation = np.mean(numbers[:split]), np.std(numbers[:split])

    def pairs(part):
        return np.array([(part[n : n + W + 1] - mean) / deviation for n in range(len(part) - W)])

    return pairs(numbers[:split]), pairs(numbers[split - W :])


def _shuffled(inside):
    """A `detect`: the right windows in another order, inside each part or across both, whatever the seed."""

    def in_order(part):
        return np.asarray(part)[np.lexsort(np.transpose(part))]

    def detect(function, calls):
        for call in calls:
            got, want = list(call.value), list(call.want)
            inner = all(np.allclose(in_order(a), in_order(b)) for a, b in zip(got, want, strict=True))
            both = len(got[0]) == len(want[0]) and np.allclose(
                *map(in_order, map(np.concatenate, (got, want)))
            )
            if (inner if inside else both and not inner) and not all(map(np.allclose, got, want)):
                return True
        return False

    return detect


@split_in_time.mistake(detect=_shuffled(inside=False))
def still_shuffled(numbers, W, split):
    """The scale is honest now, but the windows are still shuffled before they are cut: test windows share all
    their years but one with training windows, and some training targets lie after the split."""
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    pairs = np.random.default_rng(0).permutation(pairs)
    return pairs[: split - W], pairs[split - W :]


@split_in_time.mistake
def still_scaled_by_all(numbers, W, split):
    """The windows stand in order now, but mean and deviation are still those of the whole series: the
    training part is scaled by what comes later."""
    scaled = (numbers - numbers.mean()) / numbers.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]


@split_in_time.mistake
def each_part_by_itself(numbers, W, split):
    """Each part is scaled by its own mean and deviation. The test part then uses numbers of its own future,
    and the same value means something else in the two parts. One scale for both, from the first."""
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    training, test = pairs[: split - W], pairs[split - W :]
    known, later = numbers[:split], numbers[split - W :]
    return (training - known.mean()) / known.std(), (test - later.mean()) / later.std()


@split_in_time.mistake
def gap_between(numbers, W, split):
    """You lost the windows whose years lie on both sides of the split. That is careful without need: a test
    window may *read* old years. What matters is where its target lies."""
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split:]


@split_in_time.mistake
def cut_by_the_number_of_windows(numbers, W, split):
    """You cut at window number `split`. Window n has its target at n + W, so your training targets reach W
    years beyond the split."""
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[:split], pairs[split:]


@split_in_time.mistake(detect=_shuffled(inside=True))
def shuffled_inside(numbers, W, split):
    """The split is honest, but windows of a part are shuffled among themselves: they no longer stand in the
    order of the years, so nobody can lay them beside the series. Training windows may be shuffled later, in
    the training loop."""
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    rng = np.random.default_rng(0)
    return rng.permutation(pairs[: split - W]), rng.permutation(pairs[split - W :])


@split_in_time.mistake
def scaled_by_windows(numbers, W, split):
    """Mean and deviation are those of the training *windows*, in which years in the middle are counted
    several times. It leaks nothing, but the scale is not that of the years before the split."""
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    training = pairs[: split - W]
    scaled = (pairs - training.mean()) / training.std()
    return scaled[: split - W], scaled[split - W :]


SCALED = "(numbers - known.mean()) / known.std()"
CUT = "pairs[: split - W], pairs[split - W :]  # for training, for the test"
split_in_time.slip(
    "each-side-by-itself",
    "The numbers before and after the split are scaled each by their own mean and deviation. Those of the "
    "later years are not known at the split, and the rise from one part to the other is lost. One scale for "
    "all numbers, from the first part.",
    (SCALED, "np.concatenate([(p - p.mean()) / p.std() for p in (known, numbers[split:])])"),
)
split_in_time.slip(
    "smallest-and-largest",
    "You scale between the smallest and the largest number before the split. That leaks nothing, but the "
    "task asks for mean and deviation, as the stub takes them.",
    (SCALED, "(numbers - known.min()) / (known.max() - known.min())"),
)
split_in_time.slip(
    "windows-by-parts",
    "The windows of each part are scaled by their own mean and deviation. The test part then uses numbers of "
    "its own future, and the same value means something else in the two parts. One scale for both, from the "
    "years before the split.",
    (SCALED, "numbers"),
    (CUT, "[(p - p.mean()) / p.std() for p in (pairs[: split - W], pairs[split - W :])]"),
)
split_in_time.slip(
    "each-window-by-itself",
    "Each window is scaled by its own mean and deviation, and these contain the target: the answer leaks "
    "into the question. The scale is one for all windows, from the years before the split.",
    (SCALED, "numbers"),
    (
        "pairs[: split - W], pairs",
        "((pairs.T - pairs.mean(1)) / pairs.std(1)).T[: split - W], "
        "((pairs.T - pairs.mean(1)) / pairs.std(1)).T",
    ),
)
split_in_time.slip(
    "not-scaled",
    "Nothing leaks any more, but nothing is scaled either. To scale is no fault; what matters is whose mean "
    "and deviation it takes.",
    (SCALED, "numbers"),
)
split_in_time.slip(
    "no-room-for-the-target",
    "Your windows hold W numbers, and the target is not among them. A pair is a window and the number after "
    "it.",
    ("W + 1", "W"),
)
