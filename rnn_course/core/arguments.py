"""Checks on the arrays that a caller passes:
every error names the argument, the shape expected, and what came."""

import math

import numpy as np

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))
LETTERS = {
    "T": "time steps",
    "B": "batch size",
    "I": "input features",
    "H": "hidden units",
    "L": "layers",
    "D": "directions",
    "V": "classes",
}


def as_float_array(name, value):
    """Return ``value`` as a float32 or float64 array; whole numbers become float64.

    Raises TypeError for anything that is not made of real numbers, such as text, objects or complex numbers,
    and for arrays with a mask, which would be lost without a word.
    """
    if type(value) is np.ndarray and value.dtype in FLOATS:
        return value
    array = _as_array(name, value, "real numbers")
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    if array.dtype not in FLOATS:
        raise TypeError(f"{name}: expected real numbers (float32 or float64), got {kind_of(value, array)}")
    return array


def as_whole_numbers(name, value):
    """Return ``value`` as an array of whole numbers;
    raise TypeError for anything else, also for 1.0 and True."""
    array = _as_array(name, value, "whole numbers")
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name}: expected whole numbers, got {kind_of(value, array)}")
    return array


def check_shape(name, array, axes, sizes):
    """Check ``array.shape`` against ``axes``, and learn the sizes that are not known yet.

    ``axes`` is a tuple of axis letters, such as ``("T", "B", "I")``; ``sizes`` maps letters to sizes known so
    far, and is filled in with the letters met for the first time. A compound axis is written as a product:
    ``"L*D"``, ``"3*H"``.

    Raises ValueError with the expected shape in letters and sizes.

    >>> sizes = {"H": 6}
    >>> check_shape("h_0", np.zeros((3, 6)), ("B", "H"), sizes)
    >>> sizes["B"]
    3
    >>> check_shape("h_0", np.zeros((3, 5)), ("B", "H"), sizes)
    Traceback (most recent call last):
        ...
    ValueError: h_0: expected shape (B, H) = (3, 6), got (3, 5)
    """
    if array.shape == tuple(map(sizes.get, axes)):
        return  # all sizes are known, and fit
    known = dict(sizes)
    fits = len(axes) == array.ndim
    for axis, got in sorted(
        zip(axes, array.shape, strict=False), key=_is_product
    ):  # letters, then products of them
        want = _size(axis, known) if "*" in axis else known.setdefault(axis, got)
        fits = fits and want in (None, got)
    if not fits:
        raise ValueError(
            f"{name}: expected shape {_expected(axes, sizes)}, got {array.shape}{_advice(axes, array)}"
        )
    if 0 in array.shape:
        axis = axes[array.shape.index(0)]
        raise ValueError(f"{name}: needs at least one of {axis} ({_meaning(axis)}), got shape {array.shape}")
    sizes.update(known)


def check_finite(name, array):
    """Raise ValueError if ``array`` holds NaN or infinity, and say where the first one is."""
    if math.isfinite(np.vdot(array, array)):  # quick; a sum of squares may also overflow, so look again
        return
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name}: expected finite numbers, got {array[where]} at index {where}")


def checked(name, value, axes, sizes, finite=False):
    """``value`` as a float array whose shape was checked against ``axes``;
    with ``finite``, its numbers as well."""
    array = as_float_array(name, value)
    check_shape(name, array, axes, sizes)
    if finite:
        check_finite(name, array)
    return array


def check_classes(name, classes, V):
    """Raise ValueError if a number in the array ``classes``,
    of any shape, is not one of the V classes 0 to V − 1."""
    smallest, largest = classes.min(), classes.max()
    if smallest < 0 or largest >= V:
        raise ValueError(
            f"{name}: expected classes from 0 to V - 1 = {V - 1}, got numbers from {smallest} to {largest}"
        )


def kind_of(value, array=None):
    """What ``value`` is, for the end of an error:
    its type, and the dtype of the ``array`` made of it, if that tells."""
    if array is not None and (array is value or array.dtype != object):
        return f"{type(value).__name__} of dtype {array.dtype}"
    return type(value).__name__


def _as_array(name, value, expected):
    """``value`` as numpy reads it; TypeError if numpy cannot, or if a mask would be lost."""
    try:
        array = None if _has_mask(value) else np.asarray(value)
    except (TypeError, ValueError, RuntimeError, OverflowError) as error:
        raise TypeError(f"{name}: expected an array of {expected}, got {kind_of(value)} ({error})") from None
    if array is None:
        raise TypeError(
            f"{name}: expected {expected} without a mask, got a masked array; fill it with .filled()"
        )
    return array


def _has_mask(value):
    return isinstance(value, np.ma.MaskedArray) or (
        type(value) in (list, tuple) and any(map(_has_mask, value))
    )


def _is_product(axis_and_size):
    return "*" in axis_and_size[0]


def _size(axis, sizes):
    """The size that a letter or a product of letters and numbers must have,
    or None if it is not known yet."""
    known = [int(part) if part.isdigit() else sizes.get(part) for part in axis.split("*")]
    return None if None in known else math.prod(known)


def _expected(axes, sizes):
    expected = [_size(axis, sizes) for axis in axes]
    letters = f"({', '.join(axes)}{',' if len(axes) == 1 else ''})"
    if any(size is None for size in expected):
        known = [f"{axis} = {size}" for axis, size in zip(axes, expected, strict=True) if size is not None]
        return f"{letters} with {', '.join(known)}" if known else letters
    return f"{letters} = {tuple(expected)}"


def _advice(axes, array):
    if axes == ("T", "B", "I") and array.ndim == 2:
        return "; for one sequence without a batch, add the batch axis: x[:, np.newaxis, :]"
    return ""


def _meaning(axis):
    return " × ".join(LETTERS.get(letter, letter) for letter in axis.split("*"))
