"""Plain values across the wall: None, texts, dicts and arrays of numbers as JSON, never pickle.

`pack` runs inside, where a student's code may have replaced anything; `unpack` runs outside and trusts
nothing: it makes arrays of known kinds only, whose bytes are as many as their shape says.
"""

import base64
import binascii
import math

import numpy as np

KINDS = {f"<{kind}{size}" for kind in "iu" for size in (2, 4, 8)} | {
    "|i1",
    "|u1",
    "|b1",
    "<f2",
    "<f4",
    "<f8",
    "<c8",
    "<c16",
}
DEEPEST = 6  # dicts inside dicts
LONGEST = 10_000  # characters of a text, entries of a dict


class NotPlain(ValueError):
    """What came across the wall is no plain value."""


def pack(value):
    """A value of `to_plain` as what JSON can hold.

    >>> pack({"h": np.array([1.5])})
    {'dict': {'h': {'kind': '<f8', 'shape': [1], 'bytes': 'AAAAAAAA+D8='}}}
    """
    if value is None or isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict):
        return {"dict": {str(key): pack(item) for key, item in value.items()}}
    array = np.asarray(value)
    array = array.astype(array.dtype.newbyteorder("<"))
    data = base64.b64encode(array.tobytes()).decode()
    return {"kind": array.dtype.str, "shape": list(array.shape), "bytes": data}


def unpack(packed, deep=0):
    """The value again; raises NotPlain for anything that `pack` does not write.

    >>> unpack(pack(np.eye(2))).tolist(), unpack({"text": None})
    ([[1.0, 0.0], [0.0, 1.0]], None)
    >>> unpack({"kind": "|O", "shape": [1], "bytes": ""})
    Traceback (most recent call last):
    rnn_course.classroom.isolated.crossing.NotPlain: expected numbers of a known kind, got '|O'
    """
    if not isinstance(packed, dict) or deep > DEEPEST:
        raise NotPlain(f"expected a packed value, got {type(packed).__name__} at depth {deep}")
    if set(packed) == {"text"} and (packed["text"] is None or _is_text(packed["text"])):
        return packed["text"]
    if set(packed) == {"dict"} and isinstance(packed["dict"], dict) and len(packed["dict"]) <= LONGEST:
        return {key: unpack(item, deep + 1) for key, item in packed["dict"].items()}
    if set(packed) == {"kind", "shape", "bytes"}:
        return _array(**packed)
    raise NotPlain(f"expected a packed value, got the keys {sorted(map(str, packed))[:5]}")


def _is_text(value):
    return isinstance(value, str) and len(value) <= LONGEST


def _array(kind, shape, bytes):
    if not isinstance(kind, str) or kind not in KINDS:
        raise NotPlain(f"expected numbers of a known kind, got {str(kind)[:20]!r}")
    if (
        not isinstance(shape, list)
        or len(shape) > 20
        or not all(type(n) is int and 0 <= n < 2**40 for n in shape)
    ):
        raise NotPlain(f"expected a shape, got {str(shape)[:60]}")
    try:
        data = base64.b64decode(bytes, validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise NotPlain("expected base64, got something else") from None
    if math.prod(shape) * np.dtype(kind).itemsize != len(data):
        raise NotPlain(f"expected the bytes of shape {tuple(shape)}, got {len(data)} bytes")
    return np.frombuffer(data, dtype=kind).reshape(shape).copy()
