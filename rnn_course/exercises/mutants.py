"""Common mistakes that can be recognised from the right result alone: reversed, transposed, off by one step, a lost tanh …

Each takes the right array and its axis letters and gives what the mistake would give, or None where it does not apply.
"""

import numpy as np

from rnn_course.exercises.axes import letters_of, size_of
from rnn_course.exercises.compare import same


def _axis(letter):
    def find(axes):
        return letters_of(axes).index(letter) if letter in letters_of(axes) else None

    return find


_time, _batch = _axis("T"), _axis("B")


def _take(index, axis_of):
    def mutate(a, axes, _sizes):
        axis = axis_of(axes)
        return None if axis is None else np.take(a, index, axis=axis)

    return mutate


def _keep(index):
    def mutate(a, axes, _sizes):
        axis = _time(axes)
        return None if axis is None else np.take(a, [index], axis=axis)

    return mutate


def _slice(start, stop):
    def mutate(a, axes, _sizes):
        axis = _time(axes)
        return None if axis is None else np.moveaxis(np.moveaxis(a, axis, 0)[start:stop], 0, axis)

    return mutate


def _reversed(axis_of):
    def mutate(a, axes, _sizes):
        axis = axis_of(axes)
        return None if axis is None else np.flip(a, axis)

    return mutate


def _rolled(shift):
    def mutate(a, axes, _sizes):
        axis = _time(axes)
        return None if axis is None else np.roll(a, shift, axis)

    return mutate


def _delayed(a, axes, _sizes):
    axis = _time(axes)
    if axis is None:
        return None
    moved = np.moveaxis(a, axis, 0)
    return np.moveaxis(np.concatenate([np.zeros_like(moved[:1]), moved[:-1]]), 0, axis)


def _stuck(index):
    def mutate(a, axes, _sizes):
        axis = _time(axes)
        return None if axis is None else np.broadcast_to(np.take(a, [index], axis=axis), a.shape)

    return mutate


def _swapped(one, other):
    def mutate(a, axes, _sizes):
        letters = letters_of(axes)
        if one not in letters or other not in letters:
            return None
        return np.swapaxes(a, letters.index(one), letters.index(other))

    return mutate


def _pooled(how, axis_of):
    def mutate(a, axes, _sizes):
        axis = axis_of(axes)
        return None if axis is None else how(a, axis=axis)

    return mutate


def _times(letter, power):
    def mutate(a, _axes, sizes):
        size = size_of(letter, sizes)
        return None if size is None or letter not in sizes else a * float(size) ** power

    return mutate


def _of(function):
    def mutate(a, _axes, _sizes):
        with np.errstate(all="ignore"):
            return function(a)

    return mutate


def _instead_of_tanh(undo):
    """Recognised backwards, so that saturated values are no trouble: `undo(got, want)` gives the right values."""

    def mutate(_a, _axes, _sizes):
        return None

    mutate.undo = undo
    return mutate


def _undo_relu(got, want):
    return np.where((got == 0) & (want <= 0), want, np.tanh(got))


def _undo_sigmoid(got, _want):
    return (
        np.tanh(np.log(got) - np.log1p(-got))
        if got.size and 0 < got.min() and got.max() < 1
        else np.full(got.shape, np.nan)
    )


def _undone(undo, got, want, tolerance):
    may_be_tanh = (
        want.dtype.kind == got.dtype.kind == "f"
        and want.size
        and np.abs(want).max() <= 1
        and np.any(want % 1)
    )
    if not may_be_tanh or got.shape != want.shape:
        return False
    with np.errstate(all="ignore"):
        return same(undo(got, want), want, tolerance)


def _reread(a, axes, _sizes):
    """The wanted shape, filled in the order of time and batch swapped: a reshape where a transpose is meant."""
    if a.ndim < 2:
        return None
    return np.swapaxes(a, 0, 1).reshape(a.shape)


def _reshaped_back(a, axes, _sizes):
    return None if a.ndim < 2 else a.reshape(a.shape[1], a.shape[0], *a.shape[2:])


SIGMOID = "PyTorch's default and the lesson's formula use tanh."
MUTANTS = (
    (
        "no-tanh",
        _instead_of_tanh(lambda got, _want: np.tanh(got)),
        "The values are those before the tanh: the sum is right and the squashing is missing.",
    ),
    ("relu", _instead_of_tanh(_undo_relu), f"You use ReLU where the formula has tanh. {SIGMOID}"),
    (
        "sigmoid",
        _instead_of_tanh(_undo_sigmoid),
        f"You use the sigmoid where the formula has tanh. {SIGMOID}",
    ),
    ("tanh-twice", _of(np.tanh), "There is one tanh too many: the values are the tanh of the right ones."),
    ("sign", _of(np.negative), "Every number has the wrong sign."),
    ("last-step", _take(-1, _time), "You return the last step only; the task asks for every step."),
    (
        "first-step",
        _take(0, _time),
        "You return the first step only; perhaps a `return` stands inside the loop.",
    ),
    ("last-step", _keep(-1), "You return the last step only; the task asks for every step."),
    ("first-step", _keep(0), "You return the first step only; perhaps a `return` stands inside the loop."),
    (
        "last-everywhere",
        _stuck(-1),
        "Every step holds the numbers of the last one: is the same array stored again and again, "
        "and then changed in place?",
    ),
    (
        "first-everywhere",
        _stuck(0),
        "Every step holds the numbers of the first one: does the loop use its index?",
    ),
    (
        "reversed-in-time",
        _reversed(_time),
        "The right numbers, but time runs backwards: the last step comes first.",
    ),
    ("reversed-batch", _reversed(_batch), "The right numbers, but the batch is in reverse order."),
    (
        "first-step-missing",
        _slice(1, None),
        "The first step is missing; all others are right. Where does your loop start?",
    ),
    (
        "last-step-missing",
        _slice(None, -1),
        "The last step is missing; all others are right. Where does your loop end?",
    ),
    (
        "shifted",
        _delayed,
        "Everything comes one step late, after zeros: the state is stored before it is updated.",
    ),
    (
        "rotated",
        _rolled(1),
        "The steps are rotated: the last one stands first. Index -1 is the last step, not “the one before the first”.",
    ),
    ("rotated", _rolled(-1), "The steps are rotated: the first one stands last."),
    (
        "time-batch-swapped",
        _swapped("T", "B"),
        "The right numbers with the time and batch axes swapped; the course keeps time first.",
    ),
    (
        "transposed",
        lambda a, _a, _s: a.T if a.ndim == 2 else None,
        "This is the transpose of the right answer.",
    ),
    (
        "axes-reversed",
        lambda a, _a, _s: a.T if a.ndim > 2 else None,
        "All axes are in reverse order: `.T` reverses every axis.",
    ),
    (
        "axes-swapped",
        lambda a, _a, _s: np.swapaxes(a, -1, -2) if a.ndim > 2 else None,
        "The last two axes are swapped.",
    ),
    ("sum-over-time", _pooled(np.sum, _time), "You sum over the steps; the task asks for every step."),
    ("mean-over-time", _pooled(np.mean, _time), "You average over the steps; the task asks for every step."),
    (
        "max-over-time",
        _pooled(np.max, _time),
        "You take the largest value over the steps; the task asks for every step.",
    ),
    (
        "summed-up",
        lambda a, x, _s: None if _time(x) is None else np.cumsum(a, axis=_time(x)),
        "You add up the steps: each holds the sum of all steps so far.",
    ),
    (
        "sum-over-batch",
        _pooled(np.sum, _batch),
        "You sum over the batch; each sequence of it needs its own numbers.",
    ),
    (
        "mean-over-batch",
        _pooled(np.mean, _batch),
        "You average over the batch; each sequence of it needs its own numbers.",
    ),
    ("first-sequence", _take(0, _batch), "You return the first sequence of the batch only."),
    (
        "reshaped",
        _reread,
        "The shape is right, but the numbers are shuffled: a `reshape` does not swap axes; `transpose` or `swapaxes` does.",
    ),
    (
        "reshaped",
        _reshaped_back,
        "A `reshape` changes how numbers are cut into rows; it does not swap axes. Use `transpose` or `swapaxes`.",
    ),
    (
        "flattened",
        lambda a, _a, _s: a.ravel() if a.ndim > 1 else None,
        "You flattened the answer into one axis.",
    ),
    *(
        (
            f"times-{x}",
            _times(x, 1),
            f"Every number is {x} times too large: a sum where a mean over {x} is meant?",
        )
        for x in "TBIHLDV"
    ),
    *(
        (
            f"over-{x}",
            _times(x, -1),
            f"Every number is {x} times too small: a mean where a sum over {x} is meant?",
        )
        for x in "TBIHLDV"
    ),
    ("twice", _of(lambda a: 2 * a), "Every number is twice the right one: is something counted two times?"),
    ("half", _of(lambda a: a / 2), "Every number is half of the right one."),
    ("plus-one", _of(lambda a: a + 1), "Every number is one too large."),
    ("minus-one", _of(lambda a: a - 1), "Every number is one too small."),
    (
        "negated-truth",
        _of(lambda a: ~a if a.dtype.kind == "b" else None),
        "True and False are the wrong way round.",
    ),
    ("zeros", _of(np.zeros_like), "All numbers are zero: is the result ever written?"),
)


def _mutated(mutate, want, axes, sizes):
    if want.dtype.kind == "b":
        want = want if mutate.__qualname__.startswith("_of") else want.astype(float)
    try:
        return mutate(want, axes, sizes)
    except (TypeError, ValueError, IndexError):
        return None


def find_mutant(pairs, axes, tolerance):
    """The (key, sentence) of the first general mistake that turns each right array into the learner's, or None.

    pairs: list of (got, want, sizes), one for each probe.
    """
    pairs = [(got, want, sizes) for got, want, sizes in pairs if isinstance(want, np.ndarray)]
    if not pairs or not all(isinstance(got, np.ndarray) for got, _, _ in pairs):
        return None
    for key, mutate, sentence in MUTANTS:
        if all(_explains(mutate, got, want, axes, sizes, tolerance) for got, want, sizes in pairs):
            return f"general:{key}", sentence
    return None


def _explains(mutate, got, want, axes, sizes, tolerance):
    if hasattr(mutate, "undo"):
        return _undone(mutate.undo, got, want, tolerance)
    mutated = _mutated(mutate, want, axes, sizes)
    if mutated is None or got.dtype.kind == "c":
        return False
    return same(got, np.asarray(mutated), max(tolerance, 1e-9))
