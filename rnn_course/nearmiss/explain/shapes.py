"""What a wrong shape tells about the mistake."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from math import prod

from rnn_course.nearmiss.explain.evidence import Finding, general
from rnn_course.nearmiss.trial.axes import axis_names, letters_of
from rnn_course.nearmiss.vocabulary import taught

Shape = tuple[int, ...]


def shape_mistake(got: Shape, want: Shape, axes: str = "", sizes: Mapping | None = None) -> Finding | None:
    """What is said of a shape that is wrong in a common way, or None."""
    got, want, letters = tuple(got), tuple(want), letters_of(axes)
    if got == want:
        return None
    if got == ():
        return general("one-number")
    if want == () and max(got) > 1:
        return general("many-numbers")
    if sorted(got) == sorted(want):
        return _order(got, want, letters)
    if [n for n in got if n != 1] == [n for n in want if n != 1]:
        return _ones(got, want)
    named = _along_one_axis(got, want, letters) if len(letters) == len(want) else None
    named = named or _axis_left(got, want, sizes)
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


def _axis_left(got: Shape, want: Shape, sizes: Mapping | None) -> Finding | None:
    """One axis more than asked for, of a known letter."""
    names = axis_names(got, sizes)
    left = [name for i, name in enumerate(names) if name and got[:i] + got[i + 1 :] == want]
    return general("axis-left", letter=left[0]) if left else None


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
