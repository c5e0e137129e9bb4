"""Find the slip in a wrong answer: which small change of the learner's own code makes it right?"""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.detect import calls_of, detected
from rnn_course.nearmiss.explain.evidence import PLACE, SEARCH, Evidence
from rnn_course.nearmiss.explain.slips.edits import Edit, Edits, made
from rnn_course.nearmiss.explain.slips.every_edit import every_edit
from rnn_course.nearmiss.explain.slips.kinds import KINDS, Slip
from rnn_course.nearmiss.explain.trees import Parsed, parsed
from rnn_course.nearmiss.trial.compare import close
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.settings import libraries_kept

SECONDS = 0.15  # for one run of a changed answer; what runs without an end must not use up the budget
MOST_HALF_WAY = 6  # first halves of a pair of slips that are tried
# The same where nothing is known of the second one: how many are tried; how much of an output each must mend.
MOST_NEARER, NEARER = 3, 0.1


def find_place(evidence: Evidence) -> tuple[Any, ...]:
    """Details on the order of the lines (what is done when, how often, whether it replaces or adds), where it
    is found."""
    found = None if any(one.error is not None for one in evidence.got) else parsed(evidence.answer)
    if found is None:
        return ()
    edits = _Search(evidence, found, _says_when, limit=PLACE).first_right()
    return Slip(edits, found.source, found.function.name).in_your_code() if edits else ()


def _says_when(edit: Edit) -> bool:
    """A line outside a loop is told only when it stores something (`states.append(h)`)."""
    return KINDS[edit.kind].place and (edit.kind != "outside-loop" or isinstance(edit.node, ast.Expr))


def find_slip(evidence: Evidence, limit: float = SEARCH) -> tuple[Slip | None, Slip | str | None]:
    """(slip, second): the Slip whose opposite makes the answer right on every probe, or leaves a second one.

    ``second`` is the key of a known mistake, or another Slip, or None. (None, None) when nothing is found.
    """
    found = parsed(evidence.answer)
    if found is None:
        return None, None
    search = _Search(evidence, found, lambda _edit: True, half_way=True, limit=limit)
    edits, then = search.first_right(), None
    if edits is None:
        edits, then = search.first_of_two()
    if isinstance(then, tuple):
        then = Slip(then, found.source, found.function.name)
    return (Slip(edits, found.source, found.function.name) if edits else None), then


def _share(got: Any, want: Any) -> float:
    alike = isinstance(got, np.ndarray) and isinstance(want, np.ndarray) and got.shape == want.shape
    return float(np.mean(close(got, want))) if alike and want.size else 0.0


class _Search:
    """Runs changed answers, first on one probe."""

    def __init__(
        self,
        evidence: Evidence,
        found: Parsed,
        wanted: Callable[[Edit], bool],
        half_way: bool = False,
        limit: float = SEARCH,
    ):
        self.evidence, self.found, self.wanted, self.limit = evidence, found, wanted, limit
        self.answer = inspect.unwrap(evidence.answer)
        wrong = [i for i, one in enumerate(evidence.got) if not evidence.alike(one, i)]
        self.first = min(wrong, key=self._cost)
        self.was = evidence.got[self.first]
        self.replaces = any(one.run.replaced for one in evidence.got)
        # (edits, key): these leave a known mistake in the answer. A count can be met by chance.
        self.half_way: list[tuple[Edits, str]] = []
        self.most_half_way = MOST_HALF_WAY if half_way and not evidence.is_count else 0
        self.share = self._share_right(self.was) + NEARER
        # (share of the numbers that are right then, edits): these bring the answer nearer.
        self.nearer: list[tuple[float, Edits]] = []

    def _cost(self, index: int) -> tuple[bool, bool, int]:
        """Small sizes first, as hundreds of changes are tried; but an edge case tells little, NaN less."""
        sizes = self.evidence.probes[index].sizes.values()
        size = sum(size for size in sizes if isinstance(size, int))
        return self.evidence.got[index].has_nan, self.evidence.edge(index), size

    def first_right(self) -> Edits | None:
        """The first edits of the tree, as it is now, that make the answer right; None when there are none or
        time is over."""
        with nullcontext() if self.replaces else libraries_kept():
            return next(filter(self._mend, self._in_time()), None)

    def _in_time(self) -> Iterator[Edits]:
        for edits in every_edit(self.found.function, self.wanted):
            if self.evidence.out_of_time(self.limit):
                return
            yield edits

    def first_of_two(self) -> tuple[Edits | None, Edits | str | None]:
        """Edits that leave a known mistake, and its key; or edits that bring the answer nearer, and the ones
        that mend the rest."""
        half_way, self.most_half_way = list(self.half_way), 0
        for edits, key in half_way:
            if self._mended_after(edits) is not None:
                return edits, key
        plain = ((edits, key) for edits, key in half_way if KINDS[edits[0].kind].plain)
        found = next(plain, None)
        return found or self._nearer_and_mended()

    def _mended_after(self, edits: Edits) -> Edits | None:
        with made(edits):
            return self.first_right()

    def _nearer_and_mended(self) -> tuple[Edits | None, Edits | None]:
        nearer, self.nearer = sorted(self.nearer, key=lambda one: -one[0]), []
        for _, edits in nearer[:MOST_NEARER]:
            rest = self._mended_after(edits)
            if rest is not None:
                return edits, rest
        return None, None

    def compiled(self) -> Callable | None:
        """The function of the changed tree, or None where the change makes no sense."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a change may look odd to Python
                code = compile(self.found.module, "<changed answer>", "exec")
            names = dict(self.answer.__globals__)
            exec(code, names)
        except Exception:  # noqa: BLE001  a change may break anything
            return None
        return names[self.answer.__name__]

    def _mend(self, edits: Edits) -> bool:
        """Is the answer right with these edits?"""
        with made(edits):
            changed = self.compiled()
        if changed is None:
            return False
        one = self._see(changed, self.first, watch=False)
        right_here = self.evidence.alike(one, self.first)
        if right_here and self._passes(changed, self._see(changed, self.first)):
            return True
        if len(self.half_way) < self.most_half_way:
            key = self._known_mistake(changed, one)
            self.half_way += [(edits, key)] if key else []
        if self.most_half_way and not right_here:
            share = self._share_right(one)
            self.nearer += [(share, edits)] if share > self.share else []
        return False

    def _share_right(self, one: Seen) -> float:
        """How much of what is asked for is right: the shares of all outputs, added up."""
        want = self.evidence.want[self.first].outputs or {}
        return (
            sum(_share(one.outputs.get(name), right) for name, right in want.items()) if one.outputs else 0.0
        )

    def _passes(self, function: Callable, one: Seen) -> bool:
        """Is it right on every probe, and does it change nothing that the answer has left alone?"""
        if set(one.changed) - set(self.was.changed):
            return False
        seen = []
        for i in range(len(self.evidence.probes)):
            seen.append(one if i == self.first else self._see(function, i))
            if not self.evidence.alike(seen[-1], i):
                return False
        calls = calls_of(self.evidence, seen)
        return detected(self.evidence.mistakes, function, calls, self.evidence.seconds) is None

    def _known_mistake(self, function: Callable, one: Seen) -> str | None:
        """The key of a known mistake that the change leaves in the answer, or None."""
        evidence, everywhere = self.evidence, range(self.evidence.usual)
        if one.outputs is None or one.alike(self.was, evidence.tolerance):
            return None
        near = [m for m in evidence.mistakes if one.alike(m.gives(self.first), evidence.tolerance)]
        seen = [self._see(function, i) for i in everywhere] if near else []
        return next((m.key for m in near if evidence.mistaken(m, seen, everywhere)), None)

    def _see(self, function: Callable, index: int, watch: bool = True) -> Seen:
        return self.evidence.see(function, index, SECONDS, watch=watch)
