"""Shapes in letters: (7, 3, 6) read as (T, B, H)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import prod

from rnn_course.nearmiss.vocabulary import taught


def letters_of(axes: str) -> list[str]:
    """ "T B D*H" → ["T", "B", "D*H"]."""
    return axes.split() if axes else []


def size_of(letter: str, sizes: Mapping[str, int] | None) -> int | None:
    """The size that a letter, product or sum of these stands for, or None when a size is not known.

    >>> size_of("T*B", {"T": 7, "B": 3}), size_of("T-1", {"T": 7}), size_of("I+H", {"I": 4})
    (21, 6, None)
    """
    known, total = {**taught().assumed, **(sizes or {})}, 0
    for sign, factors in re.findall(r"([+-]?)([^+-]+)", letter):
        numbers = [int(name) if name.isdigit() else known.get(name) for name in factors.split("*")]
        if None in numbers:
            return None
        total += (-1 if sign == "-" else 1) * prod(number for number in numbers if number is not None)
    return total


def _names_of_size(size: int, sizes: Mapping[str, int]) -> list[str]:
    words = taught()
    silent = {*words.assumed, *(name for name, letter in words.letters.items() if not letter.names)}
    plain = [name for name, value in sizes.items() if value == size and name not in silent]
    return plain or [p for p in words.products if size_of(p, sizes) == size]


def axis_names(shape: Sequence[int], sizes: Mapping[str, int] | None) -> list[str | None]:
    """For each axis the one letter (or product) of that size, or None when several or none fit."""
    sizes = {key: value for key, value in (sizes or {}).items() if isinstance(value, int)}
    found = [_names_of_size(size, sizes) if size > 1 else [] for size in shape]
    return [names[0] if len(names) == 1 else None for names in found]


def show_shape(shape: Sequence[int], sizes: Mapping[str, int] | None = None, axes: str = "") -> str:
    """ "(T, B, H) = (7, 3, 6)" where the letters are known, else "(7, 3, 6)"."""
    shape = tuple(int(size) for size in shape)
    if not shape:
        return "() – a single number"
    letters: Sequence[str | None] = letters_of(axes)
    names = letters if len(letters) == len(shape) else axis_names(shape, sizes)
    if all(name is None for name in names):
        return str(shape)
    tuple_text = ", ".join(name or str(size) for name, size in zip(names, shape, strict=True))
    return f"({tuple_text}{',' if len(shape) == 1 else ''}) = {shape}"
