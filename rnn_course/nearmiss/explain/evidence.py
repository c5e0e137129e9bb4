"""What is known of a wrong answer, and what can be said of it. No explainer looks at anything else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from rnn_course.nearmiss.result import NAMED
from rnn_course.nearmiss.sentences import sentences
from rnn_course.nearmiss.trial.further import Probe
from rnn_course.nearmiss.trial.probes import Seen, is_edge
from rnn_course.nearmiss.trial.settings import libraries_kept

# Seconds of computing until a search ends: for the place of a known mistake, for a slip, for two known
# mistakes, for two things of other kinds; and until nothing is tried.
PLACE, SEARCH, PAIRS, TWO, ALL = 0.3, 0.9, 1.2, 1.4, 1.8
GLANCE = 0.15  # for one run of many; what runs without an end must not use up the budget


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: its sentence, what it gives on a probe, and how else it is recognised."""

    key: str
    says: str
    gives: Callable[[int], Seen]
    detect: Callable[..., Any] | None = None
    raises: str = ""
    source: str = ""


@dataclass(frozen=True)
class Evidence:
    """A wrong answer, what it gave on the probes and what it should have given.

    reference: the solution; want: what it gives on all probes; got: what the answer gave, as far as it was
    run; usual: how many of the probes each check has. axes: the axis letters of each output. see(function,
    probe, seconds, repeat, watch) tries a function on one probe; function_from(source) makes one.
    """

    answer: Any
    reference: Callable[..., Any]
    name: str
    source: str
    solution: str
    arguments: tuple[str, ...]
    probes: tuple[Probe, ...]
    got: tuple[Seen, ...]
    want: tuple[Seen, ...]
    mistakes: tuple[Mistake, ...]
    tolerance: float
    axes: Mapping[str, str]
    see: Callable[..., Seen]
    function_from: Callable[[str], Callable]
    seconds: float
    usual: int
    began: float = field(default_factory=time.process_time)

    def alike(self, one: Seen, index: int) -> bool:
        """Is this what the reference gave on the probe?"""
        return one.alike(self.want[index], self.tolerance * self.probes[index].looseness)

    def glance(self, function: Callable, index: int, watch: bool = False) -> Seen:
        """What a function gives on one probe within a short time."""
        return self.see(function, index, GLANCE, watch=watch)

    @property
    def first(self) -> int:
        """The first probe on which the answer is wrong."""
        return next(i for i, one in enumerate(self.got) if not self.alike(one, i))

    @property
    def telling(self) -> list[int]:
        """The usual probes without a size of 1, which tells little; all of them where each has one."""
        usual = range(self.usual)
        return [i for i in usual if 1 not in self.probes[i].sizes.values()] or list(usual)

    @property
    def smallest(self) -> int:
        """Of the probes on which it is wrong, the one for many runs: telling, without NaN, of small sizes."""
        telling, wrong = self.telling, [i for i, one in enumerate(self.got) if not self.alike(one, i)]
        sizes = {i: [s for s in self.probes[i].sizes.values() if isinstance(s, int)] for i in wrong}
        return min(wrong, key=lambda i: (self.got[i].has_nan, i not in telling, sum(sizes[i])))

    @property
    def one(self) -> Seen:
        """What the answer gave there."""
        return self.got[self.first]

    @property
    def stopped(self) -> str:
        return self.got[-1].run.stopped

    @property
    def is_count(self) -> bool:
        """Does the task ask for a whole number?"""
        values = (self.want[0].outputs or {}).values()
        return any(getattr(v, "ndim", 1) == 0 and v.dtype.kind in "iu" for v in values)

    def out_of_time(self, limit: float = ALL) -> bool:
        return time.process_time() - self.began > limit

    def many_runs(self) -> AbstractContextManager:
        """For many runs in a row: libraries are looked after once, where the answer replaces nothing."""
        return nullcontext() if any(one.run.replaced for one in self.got) else libraries_kept()

    def edge(self, index: int) -> bool:
        """Is this the probe of an edge case, T = 1 or B = 1?"""
        return is_edge(self.probes[index].sizes)

    def mistaken(self, mistake: Mistake, seen: Sequence[Seen] | Mapping[int, Seen], indices: Any) -> bool:
        """Does an answer (``seen[i]``) do what a known mistake does, and not just what is right?"""
        for i in indices:
            known = mistake.gives(i)
            if known.run.stopped or not seen[i].alike(known, self.tolerance * self.probes[i].looseness):
                return False
        return not all(mistake.gives(i).alike(self.want[i], self.tolerance) for i in indices)


class Rank(IntEnum):
    """How much a finding says: the resolver takes the first of the least rank."""

    SURE = 0
    VAGUE = 1  # true, but the place in the code would say more
    PARTLY = 2  # one of two things


@dataclass(frozen=True)
class Finding:
    """What can be said of a wrong answer:
    the key of the mistake, a sentence, and details such as a line of code."""

    key: str | None
    sentence: str
    details: tuple[Any, ...] = ()
    rank: Rank = Rank.SURE
    outcome: str = NAMED


def general(name: str, part: str = "says", /, **words: Any) -> Finding:
    """A Finding that needs no knowledge of the exercise: its sentence stands in ``general.toml``."""
    entry = sentences("general")[name]
    key = f"general:{entry.get('key', name)}"
    rank = Rank.VAGUE if entry.get("vague") else Rank.SURE
    return Finding(key, entry[part].format(**words), rank=rank)
