"""Probes that only an answer meets that is right so far: long, equal and single sizes, zeros, large, strides,
a new draw.

Each is a `Probe`: sizes for `draw`, a seed, and what is done to the drawn arguments. Only arrays of floats
are changed.
"""

import random
import secrets
import sys
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from rnn_course.nearmiss.trial.values import is_torch
from rnn_course.nearmiss.vocabulary import taught

LARGE = 60.0
EQUAL = 4
LONGEST = 48, 64  # bounds of the longest sequence


@dataclass(frozen=True)
class Probe:
    """One set of arguments: what `draw` is given, and how its arrays are changed.

    kind: "" for the usual ones, else one of `KINDS`; place: which array of floats is changed. known: what the
    reference (key None) and the known mistakes give here, as far as somebody has asked.
    """

    sizes: dict
    seed: int
    kind: str = ""
    place: int = -1
    known: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def looseness(self):
        """How many times larger than usual a difference may be."""
        return LARGE if self.kind == "large" else 1.0

    def change(self, args):
        """The drawn arguments, with zeros, large numbers or strides where this probe wants them."""
        if self.kind == "strided":
            return tuple(_strided(a) if is_floats(a) else a for a in args)
        if self.kind in ("zeros", "large"):
            at = places(args)[self.place]
            factor = 0.0 if self.kind == "zeros" else LARGE
            return tuple(times(a, factor) if i == at else a for i, a in enumerate(args))
        return args


KINDS = (
    "long",
    "equal",
    "one-unit",
    "zeros",
    "large",
    "strided",
    "fresh",
)  # "only-long" … in sentences/general.toml


def further_probes(sizes, seed, args, generic):
    """All fixed further probes of an exercise.

    sizes: those of its first usual probe; args: the arguments drawn there; generic: `sizes` are the course's
    own, so that other ones may be asked for.
    """
    probes = [Probe(sizes, seed + 1, "strided")] if places(args) else []
    if generic:
        probes += [Probe(s, seed + i, kind) for i, (kind, s) in enumerate(_other_sizes(sizes), 2)]
    for place, at in enumerate(places(args)):
        probes.append(Probe(sizes, seed + 10 + place, "zeros", place))
        if _keeps_digits(args[at]):
            probes.append(Probe(sizes, seed + 20 + place, "large", place))
    return probes


def _other_sizes(sizes):
    """(kind, sizes) for long sequences, for equal sizes, and for one unit, where the letters allow it."""
    words, drawn = taught(), taught().drawn()
    if words.order in sizes and words.long:
        yield "long", {**sizes, words.order: words.long}
    if sum(letter in sizes for letter in drawn) > 1:
        yield "equal", {key: EQUAL if key in drawn else size for key, size in sizes.items()}
    if words.unit in sizes:
        yield "one-unit", {**sizes, words.unit: 1}
    if words.order in sizes and words.long:
        alone = {words.each: 1} if words.each in sizes else {}
        yield "long", {**sizes, **alone, words.order: _longest()}


@cache  # what the reference gives is computed once
def _longest():
    """The size of the longest sequence, drawn anew in each process."""
    return LONGEST[0] + secrets.randbelow(LONGEST[1] - LONGEST[0] + 1)


def fresh_probe(all_sizes, generic):
    """A probe that nobody can know: a seed drawn now, and sizes drawn anew where they are the course's
    own."""
    seed = secrets.randbits(31)
    draw = random.Random(seed)
    sizes = dict(draw.choice(all_sizes))
    if generic:
        bounds = taught().drawn()
        letters = [letter for letter in bounds if letter in sizes]
        numbers = []
        while len(set(numbers)) < len(letters):
            numbers = [draw.randint(*bounds[letter]) for letter in letters]
        sizes |= dict(zip(letters, numbers, strict=True))
    return Probe(sizes, seed, "fresh")


def places(args):
    """Which arguments are arrays of floats with at least one axis."""
    return [i for i, value in enumerate(args) if is_floats(value)]


def is_floats(value):
    """An array or a tensor of floats with at least one axis?"""
    if is_torch(value):
        return value.is_floating_point() and value.ndim > 0
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim > 0


def _keeps_digits(value):
    """A half of the digits (float16) would not do for large numbers."""
    return str(value.dtype).endswith(("float64", "float32"))


def times(value, factor):
    """Such an array or tensor, multiplied; gradients flow to it as before."""
    if not is_torch(value):
        return value * factor
    return (value.detach() * factor).requires_grad_(value.requires_grad)


def _strided(value):
    """The same numbers, with a gap after each: no array of one piece."""
    shape = (*value.shape[:-1], 2 * value.shape[-1])
    if not is_torch(value):
        wide = np.empty(shape, value.dtype)
        wide[..., ::2] = value
        return wide[..., ::2]
    wide = sys.modules["torch"].empty(shape, dtype=value.dtype)
    wide[..., ::2] = value.detach()
    return wide[..., ::2].requires_grad_(value.requires_grad)
