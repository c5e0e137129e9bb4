"""What a wrong shape tells about the mistake, and the same numbers brought into the wanted shape."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from math import prod

import numpy as np

from rnn_course.nearmiss.explain.evidence import Finding, general
from rnn_course.nearmiss.trial.axes import letters_of
from rnn_course.nearmiss.vocabulary import taught

Shape = tuple[int, ...]


def shape_mistake(got: Shape, want: Shape, axes: str = "") -> Finding | None:
    """What is said of a shape that is wrong in a common way, or None."""
    got, want, letters = tuple(got), tuple(want), letters_of(axes)
    if got == want:
        return None
    if got == ():
        return general("one-number")
    if sorted(got) == sorted(want):
        return _order(got, want, letters)
    if [n for n in got if n != 1] == [n for n in want if n != 1]:
        return _ones(got, want)
    named = _along_one_axis(got, want, letters) if len(letters) == len(want) else None
    if named is None and prod(got) == prod(want):
        return general("arranged-anew")
    return named


def _order(got: Shape, want: Shape, letters: list[str]) -> Finding:
    orders = [p for p in permutations(range(len(want))) if tuple(want[i] for i in p) == got]
    if len(orders) == 1 and len(letters) == len(want):
        read = ", ".join(letters[i] for i in orders[0])
        return general("axes-order", "read", read=read, asked=", ".join(letters))
    return general("axes-order")


def _ones(got: Shape, want: Shape) -> Finding:
    if len(got) == len(want):
        return general("axes-order", "one")
    return general("squeezed" if len(got) < len(want) else "extra-axis")


def _along_one_axis(got: Shape, want: Shape, letters: list[str]) -> Finding | None:
    for axis, letter in enumerate(letters):
        if got == want[:axis] + want[axis + 1 :]:
            words = taught()
            role = {words.order: "order", words.each: "each"}.get(letter, "says")
            return general("axis-missing", role, letter=letter)
    if len(got) == len(want) and taught().order in letters:
        t = letters.index(taught().order)
        rest = got[:t] + got[t + 1 :] == want[:t] + want[t + 1 :]
        if rest and abs(got[t] - want[t]) == 1:
            return general("one-step-more" if got[t] > want[t] else "one-step-less")
    return None


def in_order(array: np.ndarray, shape: Shape) -> np.ndarray | None:
    """``array`` with its axes in order, or without an axis of size 1, so that it has ``shape``; None if that
    cannot be."""
    sizes = list(array.shape)
    if sorted(sizes) == sorted(shape) and len(set(sizes)) == len(sizes):
        return array.transpose([sizes.index(size) for size in shape])
    ones = [size for size in sizes if size != 1] == [size for size in shape if size != 1]
    return array.reshape(shape) if ones else None


def cut_anew(array: np.ndarray, shape: Shape) -> np.ndarray | None:
    """The same numbers in another arrangement, or None."""
    return array.reshape(shape) if array.size == prod(shape) else None


def without_first(array: np.ndarray, shape: Shape) -> np.ndarray | None:
    """``array`` without its first entry, when it has one more than ``shape``; or None."""
    return array[1:] if array.shape[1:] == tuple(shape[1:]) and len(array) == shape[0] + 1 else None


def one_too_short(array: np.ndarray, shape: Shape) -> np.ndarray | None:
    """``array`` as it is, when it has one entry less than ``shape``; or None."""
    return array if array.shape[1:] == tuple(shape[1:]) and len(array) == shape[0] - 1 else None


def _unless_single(align: Callable) -> Callable[[np.ndarray, Shape], np.ndarray | None]:
    return lambda array, shape: align(array, shape) if array.ndim and len(shape) else None


ALIGNMENTS = tuple(_unless_single(align) for align in (in_order, cut_anew, without_first, one_too_short))


def parts_of(array: np.ndarray | None, shape: Shape) -> list[np.ndarray | None]:
    """``array``, and where it has one entry more than ``shape``: what is left without the first or the
    last."""
    if array is not None and array.ndim and len(shape) and len(array) == shape[0] + 1:
        return [array[1:], array[:-1]]
    return [array]
