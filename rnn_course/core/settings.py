"""Checks on single settings: counts, numbers, switches, dtypes and functions.
Errors read as in ``arguments``."""

import math
from numbers import Real
from reprlib import repr as shown  # as repr, but a long value is cut

import numpy as np

from rnn_course.core.arguments import FLOATS

BOOLS = (bool, np.bool_)


def check_count(name, value, smallest=1, largest=math.inf):
    """Return ``value`` as an int from ``smallest`` to ``largest``; raise TypeError or ValueError otherwise.

    >>> check_count("H", 2.5)
    Traceback (most recent call last):
        ...
    TypeError: H: expected a whole number, got 2.5
    """
    if isinstance(value, BOOLS) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name}: expected a whole number, got {shown(value)}")
    if value < smallest:
        raise ValueError(f"{name}: expected at least {smallest}, got {shown(value)}")
    if value > largest:
        raise ValueError(f"{name}: expected at most {largest}, got {shown(value)}")
    return int(value)


def check_number(name, value, expected="a finite number", fits=math.isfinite):
    """Return ``value`` as a float for which ``fits`` is true; ``expected`` says in words what fits.

    Raises TypeError for what is no real number (True and False are none), ValueError for a number that does
    not fit.

    >>> check_number("eps", -1, "a positive number", lambda number: number > 0)
    Traceback (most recent call last):
        ...
    ValueError: eps: expected a positive number, got -1
    """
    if isinstance(value, BOOLS) or not isinstance(value, Real):
        raise TypeError(f"{name}: expected {expected}, got {shown(value)}")
    try:
        number = float(value)
    except OverflowError:  # a whole number beyond all floats
        number = math.inf if value > 0 else -math.inf
    if not fits(number):
        raise ValueError(f"{name}: expected {expected}, got {shown(value)}")
    return number


def check_switch(name, value):
    """Return ``value`` as a bool; raise TypeError for anything else,
    since a text such as "no" counts as true."""
    if not isinstance(value, BOOLS):
        raise TypeError(f"{name}: expected True or False, got {shown(value)}")
    return bool(value)


def check_dtype(name, value):
    """Return the numpy dtype float32 or float64 that ``value`` stands for; raise TypeError for any other."""
    try:
        dtype = np.dtype(value if isinstance(value, (type, str, np.dtype)) else object)
    except (TypeError, ValueError, SyntaxError):  # a type or a text that is no dtype
        dtype = np.dtype(object)
    if dtype not in FLOATS:
        raise TypeError(f"{name}: expected float32 or float64, got {shown(value)}")
    return dtype


def check_generator(name, value):
    """Return ``value`` if it is one of numpy's generators of random numbers; raise TypeError otherwise."""
    if not isinstance(value, (np.random.Generator, np.random.RandomState)):
        raise TypeError(f"{name}: expected a generator such as np.random.default_rng(0), got {shown(value)}")
    return value


def check_function(name, value):
    """Return ``value`` if it can be called; raise TypeError otherwise."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {shown(value)}")
    return value
