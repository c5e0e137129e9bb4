"""Run a function on the probes of an exercise: inputs with pairwise distinct sizes, several draws, and edge cases."""

import inspect
import random
import re
import sys
import zlib
from collections import namedtuple
from dataclasses import dataclass, field

import numpy as np

from rnn_course.exercises.compare import same
from rnn_course.exercises.plain_values import Unreadable, is_torch, outputs_of, to_plain
from rnn_course.exercises.run import Run, error_name, error_text

SIZES = (
    {"T": 7, "B": 3, "I": 4, "H": 6, "L": 2, "V": 9},
    {"T": 4, "B": 5, "I": 3, "H": 2, "L": 3, "V": 8},
    {"T": 9, "B": 2, "I": 8, "H": 5, "L": 4, "V": 3},
    {"T": 1, "B": 3, "I": 4, "H": 6, "L": 2, "V": 9},
    {"T": 7, "B": 1, "I": 4, "H": 6, "L": 2, "V": 9},
)
Call = namedtuple("Call", "args value sizes")


@dataclass
class Seen:
    """What one call gave, as plain values: named outputs, or a problem, or an error."""

    outputs: dict | None = None
    problem: tuple | None = None  # (key, sentence)
    run: Run = field(default_factory=Run)
    changed: list = field(default_factory=list)
    value: object = None
    args: tuple = ()

    @property
    def error(self):
        return self.run.error

    def alike(self, other, tolerance):
        """Did two calls give the same values, or fail in the same way?"""
        if self.outputs is not None or other.outputs is not None:
            return (
                self.outputs is not None
                and other.outputs is not None
                and same(self.outputs, other.outputs, tolerance)
            )
        if self.error is not None or other.error is not None:
            return (
                self.error is not None
                and other.error is not None
                and _fingerprint(self) == _fingerprint(other)
            )
        return self.problem == other.problem


def _fingerprint(seen):
    return error_name(seen.error), error_text(seen.error)


def letters_used(draw):
    """The axis letters (and other keywords) that `draw(rng, …)` asks for."""
    return list(inspect.signature(draw).parameters)[1:]


def probe_sizes(draw, sizes=None):
    """The sizes for each probe: only the letters that `draw` uses, without repeats except for at least three draws."""
    if sizes is not None:
        return [dict(s) for s in sizes]
    used = letters_used(draw)
    rows = [{k: s[k] for k in used if k in s} for s in SIZES]
    return [row for i, row in enumerate(rows) if i < 3 or row not in rows[:i]]


def is_edge(sizes):
    """True for a probe with T = 1 or B = 1."""
    return 1 in (sizes.get("T"), sizes.get("B"))


def seed_everything(number):
    """Seed random, numpy and, where it is loaded, torch."""
    random.seed(number)
    np.random.seed(number)
    torch = sys.modules.get("torch")
    if torch is not None:
        # torch.manual_seed would ask for each kind of graphics card, which takes a millisecond.
        torch.default_generator.manual_seed(number)


def draw_args(draw, sizes, seed):
    """The arguments of one probe: the same for the same seed."""
    seed_everything(seed)
    args = draw(np.random.default_rng(seed), **sizes)
    return args if isinstance(args, tuple) else (args,)


def seed_of(name, index):
    """A seed that depends on the exercise and the probe, the same on every machine."""
    return (zlib.crc32(name.encode()) + 7919 * index) % 2**31


def frozen(value):
    """The content of an argument, to see later whether it was changed."""
    if is_torch(value):
        return value.detach().clone().numpy()
    if hasattr(value, "state_dict"):
        return {key: frozen(item) for key, item in value.state_dict().items()}
    if isinstance(value, dict):
        return {str(key): frozen(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return {str(index): frozen(item) for index, item in enumerate(value)}
    if isinstance(value, (np.ndarray, int, float, np.generic)):
        return np.array(value)
    return repr(type(value))


def changed_names(args, fresh, names):
    """Names of the arguments whose content is no longer what was handed in."""
    pairs = zip(names, args, fresh, strict=False)
    return [name for name, now, before in pairs if not _equal(frozen(now), frozen(before))]


def _equal(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return type(a) is type(b) and a == b


def name_outputs(value, args, names, observe, argument_names=()):
    """Dict of named plain outputs; raises Unreadable with a sentence."""
    if observe is not None:
        try:
            value = observe(value, args)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(
                f"Your answer cannot be used as the task asks: {error_text(error)}", "general:unusable"
            ) from error
        if isinstance(value, dict):
            return {_with_names(name, argument_names): to_plain(item) for name, item in value.items()}
    return outputs_of(value, names)


def _with_names(text, argument_names):
    """ "gradient of argument 2" → "gradient of h_0"."""
    return re.sub(r"\bargument (\d+)", lambda m: (["", *argument_names])[int(m[1])], text)
