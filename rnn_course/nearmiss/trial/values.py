"""Read what a learner hands in as plain values: numpy arrays, text, None, lists and dicts of these."""

import functools
import sys
from typing import Any, TypeGuard

import numpy as np

from rnn_course.nearmiss.trial.run import error_text
from rnn_course.nearmiss.trial.stops import Stopped

LARGEST = 5_000_000  # numbers; no exercise needs a thousandth of it


class Unreadable(Exception):
    """A value that cannot be read as numbers; the message is a sentence for the learner."""

    def __init__(self, sentence, key):
        super().__init__(sentence)
        self.key = key


def is_torch(value, kind="Tensor") -> TypeGuard[Any]:
    """True for a torch object of this kind; torch is never imported for it."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, getattr(torch, kind))


def _tensor(value):
    torch = sys.modules["torch"]
    value = value.detach().cpu()
    if value.layout != torch.strided:
        value = value.to_dense()
    value = value.resolve_conj().resolve_neg()
    return value.double().numpy() if value.dtype in (torch.bfloat16, torch.float16) else value.numpy()


def _check_array(array):
    if array.size > LARGEST:
        raise Unreadable(
            f"Your answer holds {array.size:,} numbers, far more than the task needs.", "general:huge"
        )
    if array.dtype.kind in "US":
        raise Unreadable("Your answer is text; numbers are expected.", "general:text")
    if array.dtype.kind not in "biufc":
        raise Unreadable("Your answer holds something that is not a number.", "general:not-numbers")
    return array


def _same_lengths(items):
    shapes = []
    for item in items:
        try:
            shapes.append(np.shape(to_array(item)))
        except Unreadable:
            return None
    return shapes if len(set(shapes)) > 1 else None


def _sequence(items):
    items = list(items)
    if any(item is None or item is Ellipsis for item in items):
        missing = "None" if any(item is None for item in items) else "..."
        raise Unreadable(
            f"One of the values in your answer is `{missing}`, not a number.", "general:none-inside"
        )
    if any(is_torch(item) or isinstance(item, (list, tuple)) for item in items):
        items = [to_array(item) for item in items]
    try:
        return np.asarray(items)
    except ValueError:
        shapes = _same_lengths(items)
        what = " and ".join(dict.fromkeys(map(str, shapes[:40]))) if shapes else "different lengths"
        raise Unreadable(
            f"Your answer is ragged: its parts have different shapes ({what}), so they form no array.",
            "general:ragged",
        ) from None


def to_array(value):
    """A numpy array with the numbers of `value`; raises Unreadable with a sentence."""
    if is_torch(value):
        return _check_array(_tensor(value))
    if isinstance(value, (list, tuple)):
        return _check_array(_sequence(value))
    if isinstance(value, np.ma.MaskedArray):
        value = value.filled(np.nan)
    return _check_array(np.asarray(value))


def _as_sentence(error):
    """The Unreadable for whatever an odd object raised while it was read."""
    if isinstance(error, RecursionError):
        return Unreadable("Your answer contains itself, or is nested too deep to be read.", "general:endless")
    return Unreadable(
        f"Your answer cannot be read as numbers: reading it raises {error_text(error)}",
        "general:unreadable",
    )


def readable(read):
    """Decorate a reader: an error that is no Unreadable becomes one, unless it is a stop from outside."""

    @functools.wraps(read)
    def reader(*args):
        try:
            return read(*args)
        except (Unreadable, Stopped, KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001  a lazy or hostile object may raise anything
            raise _as_sentence(error) from error

    return reader


@readable
def to_plain(value):
    """None, str, dict (of plain values) stay; everything else becomes an array."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    return to_array(value)


@readable
def outputs_of(value, names):
    """Split an answer into its named outputs: dict name → plain value.

    `names` are the outputs the task asks for; with one name, the value itself is that output.
    """
    if len(names) == 1:
        return {names[0]: to_plain(value)}
    if isinstance(value, dict) and set(map(str, value)) == set(names):
        return {name: to_plain(value[name]) for name in names}
    is_array = (
        (is_torch(value) or isinstance(value, np.ndarray)) and 0 < value.ndim and len(value) == len(names)
    )
    items = list(value) if is_array or isinstance(value, (list, tuple)) else None
    if items is None or len(items) != len(names):
        got = f"{len(items)} values" if items is not None else "one value"
        wanted = ", ".join(f"`{name}`" for name in names)
        raise Unreadable(
            f"Your answer is {got}; the task asks for {len(names)}, in this order: {wanted}.",
            "general:number-of-outputs",
        )
    return {name: to_plain(item) for name, item in zip(names, items, strict=True)}
