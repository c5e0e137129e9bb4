"""Shapes in letters: (7, 3, 6) read as (T, B, H), and what a wrong shape tells about the mistake."""

from itertools import permutations
from math import prod

PRODUCTS = ("D*H", "L*D", "B*H", "T*B", "T*H", "T*I", "B*I", "I*H", "I+H", "L*H", "L*B", "T*B*H")
OFFSETS = ("T-1", "T+1")


def letters_of(axes):
    """ "T B D*H" → ["T", "B", "D*H"]."""
    return axes.split() if axes else []


def size_of(letter, sizes):
    """The size that a letter or product stands for, or None when a size is not known."""
    known = {"D": 1, **(sizes or {})}
    if any(c.isalpha() and c not in known for c in letter):
        return None
    return eval(letter, {"__builtins__": {}}, known)  # letters come from the course, never from a learner


def axis_names(shape, sizes):
    """For each axis the one letter (or product) of that size, or None when several or none fit."""
    sizes = {key: value for key, value in (sizes or {}).items() if isinstance(value, int)}
    names = []
    for size in shape:
        plain = [k for k, v in sizes.items() if v == size and size > 1 and k not in ("L", "D")]
        more = [
            p
            for p in PRODUCTS + OFFSETS
            if size > 1 and size_of(p, sizes) == size and p not in ("L*D", "L*B")
        ]
        found = plain or more
        names.append(found[0] if len(found) == 1 else None)
    return names


def show_shape(shape, sizes=None, axes=""):
    """ "(T, B, H) = (7, 3, 6)" where the letters are known, else "(7, 3, 6)"."""
    shape = tuple(int(size) for size in shape)
    numbers = str(shape)
    if not shape:
        return "() – a single number"
    names = letters_of(axes) if len(letters_of(axes)) == len(shape) else axis_names(shape, sizes)
    if not names or all(name is None for name in names):
        return numbers
    tuple_text = ", ".join(name or str(size) for name, size in zip(names, shape, strict=True))
    return f"({tuple_text}{',' if len(shape) == 1 else ''}) = {numbers}"


def shape_mistake(got, want, axes=""):
    """(key, sentence) for a shape that is wrong in a common way, or None."""
    got, want = tuple(got), tuple(want)
    letters = letters_of(axes)
    if got == want:
        return None
    if got == () and want:
        return (
            "general:one-number",
            "Your answer is a single number; the task asks for an array of them. Which line makes one number out of many, or takes one out?",
        )
    if len(got) == len(want) and sorted(got) == sorted(want):
        return "general:axes-order", _order(got, want, letters)
    if tuple(n for n in got if n != 1) == tuple(n for n in want if n != 1):
        return _ones(got, want)
    for axis, letter in enumerate(letters):
        if len(letters) == len(want) and got == want[:axis] + want[axis + 1 :]:
            return "general:axis-missing", _missing(letter)
    if len(got) == len(want) and len(letters) == len(want) and "T" in letters:
        axis = letters.index("T")
        rest = got[:axis] + got[axis + 1 :] == want[:axis] + want[axis + 1 :]
        if rest and abs(got[axis] - want[axis]) == 1:
            return _one_step_off(got[axis] - want[axis])
    if prod(got) == prod(want):
        return (
            "general:reshaped",
            "It has the right count of numbers in another arrangement: a reshape or a concatenation along the wrong axis.",
        )
    return None


def _order(got, want, letters):
    orders = [p for p in permutations(range(len(want))) if tuple(want[i] for i in p) == got]
    if len(orders) == 1 and len(letters) == len(want):
        read = ", ".join(letters[i] for i in orders[0])
        return f"The axes are all there, but in the order ({read}); the task asks for ({', '.join(letters)})."
    return "The axes are all there, but in another order."


def _ones(got, want):
    if len(got) < len(want):
        return "general:squeezed", (
            "An axis of length 1 is gone: something like `squeeze()` or an index removed it. "
            "Keep each axis, even when its length is 1."
        )
    if len(got) > len(want):
        return "general:extra-axis", (
            "There is an extra axis of length 1. Usual causes: `return h,` with a comma, a slice `[-1:]` where an index "
            "`[-1]` is meant, or an `unsqueeze` too many."
        )
    return "general:axes-order", "An axis of length 1 stands in the wrong place."


def _missing(letter):
    reason = {
        "T": "Your answer has no time axis: one state is returned, where all T of them are asked for.",
        "B": "Your answer has no batch axis: each sequence of the batch needs its own numbers.",
    }
    return reason.get(letter, f"The axis {letter} is missing: it was summed away, averaged or indexed.")


def _one_step_off(extra):
    if extra > 0:
        return "general:one-step-more", (
            "There is one step too many along time. Usual cause: h_0 is stored beside h_1 … h_T, or the loop runs once too often."
        )
    return "general:one-step-less", (
        "One step is missing along time. Usual cause: `range(1, T)` or `range(T - 1)`, so the first or the last input is never read."
    )


def in_order(array, shape):
    """``array`` with its axes in order, or without an axis of size 1, so that it has ``shape``; None if that cannot be."""
    sizes = list(array.shape)
    if sorted(sizes) == sorted(shape) and len(set(sizes)) == len(sizes):
        return array.transpose([sizes.index(size) for size in shape])
    ones = [size for size in sizes if size != 1] == [size for size in shape if size != 1]
    return array.reshape(shape) if ones else None


def cut_anew(array, shape):
    """The same numbers in another arrangement, or None."""
    return array.reshape(shape) if array.size == prod(shape) else None


def without_first(array, shape):
    """``array`` without its first entry, when it has one more than ``shape``; or None."""
    return array[1:] if array.shape[1:] == tuple(shape[1:]) and len(array) == shape[0] + 1 else None


def one_too_short(array, shape):
    """``array`` as it is, when it has one entry less than ``shape``; or None."""
    return array if array.shape[1:] == tuple(shape[1:]) and len(array) == shape[0] - 1 else None


def _unless_single(align):
    return lambda array, shape: align(array, shape) if array.ndim and len(shape) else None


ALIGNMENTS = [_unless_single(align) for align in (in_order, cut_anew, without_first, one_too_short)]


def parts_of(array, shape):
    """``array``, and where it has one entry more than ``shape``: what is left without the first or the last."""
    one_more = array is not None and array.ndim and len(shape) and len(array) == shape[0] + 1
    return [array[1:], array[:-1]] if one_more else [array]
