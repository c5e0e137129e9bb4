"""Checks on dicts of arrays and on pairs. Errors read as in ``arguments``."""

import numpy as np

from rnn_course.core.arguments import as_float_array, kind_of


def check_dict(name, value, expected="a dict from names to arrays"):
    """Raise TypeError if ``value`` is no dict."""
    if not isinstance(value, dict):
        raise TypeError(f"{name}: expected {expected}, got {kind_of(value)}")


def check_names(name, value, names):
    """Raise TypeError if ``value`` is no dict, ValueError if its keys are not ``names``, in any order."""
    check_dict(name, value)
    if set(value) != set(names):
        raise ValueError(f"{name}: expected the names {sorted(names, key=str)}, got {sorted(value, key=str)}")


def as_float_arrays(name, value):
    """Return a dict from the same keys to float arrays of any shape; raise TypeError where that cannot be."""
    check_dict(name, value)
    return {key: as_float_array(f"{name}[{key!r}]", array) for key, array in value.items()}


def as_float_arrays_like(name, value, others):
    """The same for a dict that must have the names and shapes of ``others``; otherwise ValueError."""
    check_names(name, value, others)
    arrays = as_float_arrays(name, value)
    for key, other in others.items():
        if arrays[key].shape != other.shape:
            raise ValueError(f"{name}[{key!r}]: expected shape {other.shape}, got {arrays[key].shape}")
    return arrays


def in_one_dtype(arrays):
    """The same dict of float arrays, all in the widest of their dtypes."""
    dtype = np.result_type(*arrays.values())
    return {key: array.astype(dtype, copy=False) for key, array in arrays.items()}


def alike(*arrays):
    """The same float arrays, all in the widest of their dtypes."""
    return in_one_dtype(dict(enumerate(arrays))).values()


def as_parts(name, value, parts):
    """Unpack ``value`` into what ``parts``, a tuple of names, says;
    raise TypeError if it has not so many parts.

    >>> as_parts("betas", 0.9, ("beta_1", "beta_2"))
    Traceback (most recent call last):
        ...
    TypeError: betas: expected (beta_1, beta_2), got float
    """
    try:
        unpacked = tuple(value)
    except TypeError:
        unpacked = None
    if unpacked is None or len(unpacked) != len(parts):
        count = "" if unpacked is None else f" of {len(unpacked)}"
        raise TypeError(f"{name}: expected ({', '.join(parts)}), got {kind_of(value)}{count}")
    return unpacked


def each_with_parts(name, values, parts):
    """For each of ``values``, which may have no end:
    what to call it in errors, and its parts, as from ``as_parts``."""
    try:
        values = iter(values)
    except TypeError:
        raise TypeError(f"{name}: expected a list of ({', '.join(parts)}), got {kind_of(values)}") from None
    for number, value in enumerate(values):
        yield f"{name}[{number}]", as_parts(f"{name}[{number}]", value, parts)
