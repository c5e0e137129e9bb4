"""Compare two plain values: are they the same, and if not, where do they differ first?"""

import numpy as np

from rnn_course.nearmiss.trial.axes import letters_of, show_shape
from rnn_course.nearmiss.vocabulary import taught

TOLERANCE = 1e-5  # absolute and relative: float32 stays well within it


def _is_exact(array):
    return array.dtype.kind in "biu"


def close(got, want, tolerance=TOLERANCE):
    """Element by element: is `got` equal to `want` within the tolerance? Whole numbers must be equal."""
    if _is_exact(want):
        return np.abs(got - want.astype(float)) < 1e-6
    both_nan = np.isnan(got) & np.isnan(want)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= tolerance + tolerance * np.abs(want)
    return near | both_nan | (got == want)


def same(got, want, tolerance=TOLERANCE):
    """True when two plain values agree: same structure, same shape, same numbers."""
    if isinstance(want, dict):
        return (
            isinstance(got, dict)
            and got.keys() == want.keys()
            and all(same(got[key], want[key], tolerance) for key in want)
        )
    if want is None or isinstance(want, str):
        return isinstance(got, type(want)) and got == want
    if not isinstance(got, np.ndarray) or got.shape != want.shape:
        return False
    if got.dtype.kind == "c" and want.dtype.kind != "c":
        return False
    if want.dtype.kind == "b" and got.dtype.kind != "b":
        return False
    return bool(np.all(close(got, want, tolerance)))


def number(value):
    """A number with four digits after the point, or as it is when whole."""
    if np.iscomplexobj(value):
        return f"{complex(value):.4f}"
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    value = float(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e6 else f"{value:.4g}"


def _place(index, letters):
    """ "t = 3, b = 0" for index (3, 0) and letters ["T", "B"]."""
    if len(letters) != len(index):
        return "index " + str(tuple(int(i) for i in index))
    return ", ".join(f"{letter.lower()} = {int(i)}" for letter, i in zip(letters, index, strict=True))


def _pattern(wrong, letters):
    """A sentence about where the differences lie along an axis whose entries have a name, if that teaches
    something."""
    for letter, start, name in (
        (key, axis.one, axis.many) for key, axis in taught().letters.items() if axis.one
    ):
        if letter not in letters or wrong.shape[letters.index(letter)] < 3:
            continue
        axis = letters.index(letter)
        bad = wrong.any(axis=tuple(i for i in range(wrong.ndim) if i != axis))
        if not bad[0] and bad[1:].all():
            return f"The first {start} agrees and all later {name} differ."
        if bad[0] and not bad[1:].any():
            return f"Only the first {start} differs."
        if bad[-1] and not bad[:-1].any():
            return f"Only the last {start} differs."
        if not bad[-1] and bad[:-1].all():
            return f"Only the last {start} agrees."
    return ""


def _difference_of_arrays(got, want, letters, tolerance):
    wrong = ~close(got, want, tolerance)
    index = tuple(np.argwhere(wrong)[0]) if want.ndim else ()
    got_text, want_text = number(got[index]), number(want[index])
    if got_text == want_text:
        got_text, want_text = f"{got[index]:.8g}", f"{want[index]:.8g}"
    where = f" at {_place(index, letters)}" if index else ""
    count = f" ({int(wrong.sum())} of {wrong.size} numbers differ)" if wrong.size > 1 else ""
    text = f"first differs{where}: expected {want_text}, got {got_text}{count}."
    return f"{text} {_pattern(wrong, letters)}".strip()


def difference(got, want, axes="", sizes=None, tolerance=TOLERANCE):
    """One or two sentences (starting in lower case) on the first difference; "" if there is none.

    axes: the axis letters of `want`, e.g. "T B H"; sizes: {"T": 7, …}, to name the axes of a wrong shape.
    """
    if same(got, want, tolerance):
        return ""
    if got is None:
        return "is `None`."
    if isinstance(want, dict):
        return _difference_of_dicts(got, want, sizes, tolerance)
    if not isinstance(want, np.ndarray) or not isinstance(got, np.ndarray):
        return f"is of the wrong kind: expected {kind_of(want)}, got {kind_of(got)}."
    if got.dtype.kind == "c" and want.dtype.kind != "c":
        return "holds complex numbers; the values here are real."
    if got.shape != want.shape:
        return f"has shape {show_shape(got.shape, sizes)}; expected {show_shape(want.shape, sizes, axes)}."
    if want.dtype.kind == "b" and got.dtype.kind != "b":
        return "is a number; expected True or False."
    bad = np.isnan(got) & ~np.isnan(want)
    nan = f" It holds NaN (not a number) in {int(bad.sum())} of {bad.size} places." if bad.any() else ""
    return _difference_of_arrays(got, want, letters_of(axes), tolerance) + nan


def _difference_of_dicts(got, want, sizes, tolerance):
    if not isinstance(got, dict):
        return f"is of the wrong kind: expected a dict, got {kind_of(got)}."
    for key in want:
        if key not in got:
            return f"has no key {key!r}."
        text = difference(got[key], want[key], "", sizes, tolerance)
        if text:
            return f"[{key!r}] {text}"
    return f"has a key too many: {sorted(got.keys() - want.keys())[0]!r}."


def kind_of(value):
    if isinstance(value, np.ndarray):
        return "a number" if value.ndim == 0 else "an array"
    return {"NoneType": "None", "str": f"the text {str(value)[:60]!r}", "dict": "a dict"}[
        type(value).__name__
    ]
