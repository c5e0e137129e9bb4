"""Run a function on the probes of an exercise: inputs with pairwise distinct sizes, several draws, and edge
cases."""

from __future__ import annotations

import inspect
import random
import re
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.gradients import flow_alike
from rnn_course.nearmiss.trial.run import Run, error_name, error_text
from rnn_course.nearmiss.trial.values import Unreadable, is_torch, outputs_of, to_plain
from rnn_course.nearmiss.vocabulary import taught


class Call(NamedTuple):
    """One call of an answer: what it was given, what it gave, the sizes of the probe, and what the reference
    gives."""

    args: tuple
    value: Any
    sizes: dict[str, Any]
    want: Any = None


@dataclass
class Seen:
    """What one call gave, as plain values: named outputs, or a problem, or an error.

    flow: where the outputs are right, the gradients of what the reference lets gradients flow to.
    """

    outputs: dict[str, Any] | None = None
    problem: tuple[str, str] | None = None  # (key, sentence)
    run: Run = field(default_factory=Run)
    changed: list[str] = field(default_factory=list)
    value: Any = None
    args: tuple = ()
    flow: dict[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> BaseException | None:
        return self.run.error

    @property
    def all_of_it(self) -> dict[str, Any]:
        """The outputs and the gradients."""
        return (self.outputs or {}) | self.flow

    @property
    def has_nan(self) -> bool:
        values = (self.outputs or {}).values()
        return any(isinstance(v, np.ndarray) and v.dtype.kind == "f" and np.isnan(v).any() for v in values)

    def why(self) -> str:
        """Why there is no result, in a word for an author."""
        return error_text(self.error) if self.error is not None else str(self.problem)

    def alike(self, other: Seen, tolerance: float) -> bool:
        """Did two calls give the same values, or fail in the same way?"""
        if self.outputs is not None and other.outputs is not None:
            return same(self.outputs, other.outputs, tolerance) and flow_alike(
                self.flow, other.flow, tolerance
            )
        if self.outputs is not None or other.outputs is not None:
            return False
        if self.error is not None and other.error is not None:
            return _fingerprint(self) == _fingerprint(other)
        return self.error is other.error is None and self.problem == other.problem


def _fingerprint(seen: Seen) -> tuple[str, str]:
    return error_name(seen.error), error_text(seen.error)


def letters_used(draw: Callable) -> list[str]:
    """The axis letters (and other keywords) that `draw(rng, …)` asks for."""
    return list(inspect.signature(draw).parameters)[1:]


def probe_sizes(draw: Callable, sizes: Sequence[Mapping] | None = None) -> list[dict[str, Any]]:
    """The sizes for each probe: only the letters that `draw` uses, without repeats except for at least three
    draws."""
    if sizes is not None:
        return [dict(s) for s in sizes]
    used = letters_used(draw)
    rows = [{k: s[k] for k in used if k in s} for s in taught().probes()]
    return [row for i, row in enumerate(rows) if i < 3 or row not in rows[:i]]


def is_edge(sizes: Mapping[str, Any]) -> bool:
    """True for a probe with one step, or one sequence."""
    return 1 in (sizes.get(taught().order), sizes.get(taught().each))


def seed_everything(number: int) -> None:
    """Seed random, numpy and, where it is loaded, torch."""
    random.seed(number)
    np.random.seed(number)
    torch = sys.modules.get("torch")
    if torch is not None:
        # torch.manual_seed would ask for each kind of graphics card, which takes a millisecond.
        torch.default_generator.manual_seed(number)


def draw_args(draw: Callable, sizes: Mapping[str, Any], seed: int) -> tuple:
    """The arguments of one probe: the same for the same seed."""
    seed_everything(seed)
    args = draw(np.random.default_rng(seed), **sizes)
    return args if isinstance(args, tuple) else (args,)


def seed_of(name: str, index: int) -> int:
    """A seed that depends on the exercise and the probe, the same on every machine."""
    return (zlib.crc32(name.encode()) + 7919 * index) % 2**31


def frozen(value: Any) -> Any:
    """The content of an argument, to see later whether it was changed."""
    if is_torch(value):
        return value.detach().clone().numpy()
    if hasattr(value, "state_dict"):
        return {"": str(value)} | {key: frozen(item) for key, item in value.state_dict().items()}
    if isinstance(value, dict):
        return {str(key): frozen(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return {str(index): frozen(item) for index, item in enumerate(value)}
    if isinstance(value, (np.ndarray, int, float, np.generic)):
        return np.array(value)
    return repr(type(value))


def changed_names(args: Sequence, fresh: Sequence, names: Sequence[str]) -> list[str]:
    """Names of the arguments whose content is no longer what was handed in."""
    pairs = zip(names, args, fresh, strict=False)
    return [name for name, now, before in pairs if not _equal(frozen(now), frozen(before))]


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return type(a) is type(b) and bool(a == b)


def name_outputs(
    value: Any, args: tuple, names: list[str], observe: Callable | None, argument_names: Sequence[str] = ()
) -> dict[str, Any]:
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
            return {with_names(name, argument_names): to_plain(item) for name, item in value.items()}
    return outputs_of(value, names)


def with_names(text: str, argument_names: Sequence[str]) -> str:
    """ "gradient of argument 2" → "gradient of h_0"."""
    return re.sub(r"\bargument (\d+)", lambda m: (["", *argument_names])[int(m[1])], text)
