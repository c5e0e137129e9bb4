"""Kinds of bad values, and unusual forms of good ones. Each makes from a good value the values to try in its place."""

import numpy as np


def is_number(good):
    return isinstance(good, (int, float, np.ndarray)) and not isinstance(good, bool)


def shape(good):
    return good.shape if isinstance(good, np.ndarray) else ()


def everywhere(*values):
    """One value alone, and an array of the right shape that is full of it."""
    return lambda good: [new for value in values for new in (value, np.full(shape(good), value))]


def cast(dtype):
    return lambda good: [np.asarray(good if is_number(good) else 1).astype(dtype)]


def masked(good):
    gaps = np.ma.array(good if is_number(good) else 1, mask=True)
    return [gaps, [gaps, gaps], np.ma.array(gaps, mask=False), np.ma.masked, [np.ma.masked]]


def zero_sizes(good):
    sizes = shape(good)
    yield np.zeros(0)
    for axis in range(len(sizes)):
        yield np.zeros(sizes[:axis] + (0,) + sizes[axis + 1 :], good.dtype)


def wrong_length(good):
    """One more and one less, along each axis of an array, or in a container."""
    if isinstance(good, np.ndarray):
        for axis, size in enumerate(good.shape):
            yield from (good.take(range(-1, size), axis), good.take(range(size - 1), axis))
    elif isinstance(good, dict):
        yield from (dict(list(good.items())[1:]), good | {"more": np.ones(1)}, good | {1: np.ones(1)})
    elif isinstance(good, (list, tuple)):
        yield from (good[:-1], good + good[:1])


def wrong_axes(good):
    array = np.asarray(good) if is_number(good) else np.ones(1)
    yield from (array[np.newaxis], array[..., np.newaxis])
    if array.ndim:
        yield array[0]
    if array.shape != array.T.shape:  # nobody can see that a square matrix has been turned
        yield array.T


def no_class(good):
    """Whole numbers below and beyond all classes."""
    if isinstance(good, np.ndarray) and good.dtype == int:
        yield from (
            good - good.max() - 1,
            good - good.min() - 1,
            good + good.max() + 1,
            good.astype(np.uint64) + 2**63,
        )


BAD = {
    "text": everywhere("hate", b"hate"),
    "None": lambda good: [None, [None], np.full(shape(good), None)],
    "bool": lambda good: [True, np.bool_(True)],
    "NaN": everywhere(np.nan),
    "infinity": everywhere(np.inf, -np.inf),
    "empty": lambda good: [[], (), {}, "", set()],
    "zero sizes": zero_sizes,
    "ragged": lambda good: [[[1.0], [1.0, 2.0]], [[0], [0, 1]], [1, [2]]],
    "objects": lambda good: [*cast(object)(good), object()],
    "masked": masked,
    "float16": cast(np.float16),
    "complex": cast(complex),
    "huge": lambda good: [10**400, -(10**400), 2**70, [10**400, 1.0], np.full(shape(good), 10**400)],
    "wrong length": wrong_length,
    "wrong axes": wrong_axes,
    "function": lambda good: [
        lambda *_: True,
        lambda *_: None,
        lambda *_: ("hate", None),
        lambda *_: ({}, None),
    ],
    "another number": lambda good: [-1, 0, 2.5, np.float32(2.5)],
    "no class": no_class,
    "container": lambda good: [{"w": np.ones(2)}, {1: 2}, ("a", "b"), [1, 2, 3]],
}


def read_only(good):
    view = good.view()
    view.flags.writeable = False
    return view


FORMS = {
    "list": np.ndarray.tolist,
    "tuple of arrays": tuple,
    "whole numbers": lambda good: good.astype(np.int32),
    "truth values": lambda good: good > 0,
    "float32": lambda good: good.astype(np.float32),
    "read-only": read_only,
    "turned in memory": np.asfortranarray,
    "every other": lambda good: np.repeat(good, 2, axis=-1)[..., ::2],
}
WHOLE_FORMS = set(FORMS) - {"truth values", "float32"}
