"""Find the slip in a wrong answer: which small change of the learner's own code makes it right?"""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rnn_course.nearmiss.explain.detect import calls_of, detected
from rnn_course.nearmiss.explain.evidence import PLACE, SEARCH, Evidence
from rnn_course.nearmiss.explain.slips.edits import Edit, Edits, made
from rnn_course.nearmiss.explain.slips.every_edit import every_edit
from rnn_course.nearmiss.explain.slips.kinds import KINDS, Slip
from rnn_course.nearmiss.explain.trees import Parsed, copied, parsed
from rnn_course.nearmiss.trial.probes import Seen


def find_place(evidence: Evidence) -> tuple[Any, ...]:
    """Details on the order of the lines (what is done when, how often, whether it replaces or adds), where it
    is found."""
    failed = any(one.error is not None for one in evidence.got)
    search = None if failed else search_of(evidence, PLACE, _says_when)
    edits = search.first_right() if search else None
    return search.slip(edits).in_your_code() if search and edits else ()


def _says_when(edit: Edit) -> bool:
    """A line outside a loop is told only when it stores something (`states.append(h)`)."""
    return KINDS[edit.kind].place and (edit.kind != "outside-loop" or isinstance(edit.node, ast.Expr))


def find_slip(evidence: Evidence, limit: float = SEARCH) -> Slip | None:
    """The Slip whose opposite makes the answer right on every probe, or None."""
    search = search_of(evidence, limit)
    edits = search.first_right() if search else None
    return search.slip(edits) if search and edits else None


def search_of(
    evidence: Evidence, limit: float = SEARCH, wanted: Callable[[Edit], bool] = lambda _edit: True
) -> Search | None:
    """A Search in the learner's own code, or None where it is not known."""
    found = parsed(evidence.answer)
    return Search(evidence, found, wanted, limit) if found else None


class Tried(NamedTuple):
    """A change that is not enough, and what it gives on the first probe that was wrong."""

    edits: Edits
    one: Seen


class Search:
    """Runs changed answers, first on one probe."""

    def __init__(self, evidence: Evidence, found: Parsed, wanted: Callable[[Edit], bool], limit: float):
        self.evidence, self.found, self.wanted, self.limit = evidence, found, wanted, limit
        self.names = inspect.unwrap(evidence.answer).__globals__
        self.first = evidence.smallest
        self.was = evidence.got[self.first]
        self.tried: list[Tried] = []

    def slip(self, edits: Edits) -> Slip:
        return Slip(edits, self.found.source, self.found.function.name)

    def first_right(self) -> Edits | None:
        """The first edits of the tree, as it is now, that make the answer right; None when there are none or
        time is over. The others are in ``tried``."""
        self.tried = []
        return next(filter(self._mend, self._in_time()), None)

    def first_right_after(self, edits: Edits) -> Edits | None:
        """The same for an answer in which these edits are made already."""
        found = self.found
        with made(edits):
            module = copied(found.module)
        self.found = Parsed(found.source, module, module.body[0])
        try:
            return self.first_right()
        finally:
            self.found = found

    def _in_time(self) -> Iterator[Edits]:
        for edits in every_edit(self.found.function, self.wanted):
            if self.evidence.out_of_time(self.limit):
                return
            yield edits

    def _mend(self, edits: Edits) -> bool:
        """Is the answer right with these edits?"""
        changed = compiled(self.found, edits, self.names)
        if changed is None:
            return False
        one = self.evidence.glance(changed, self.first)
        if self.evidence.alike(one, self.first) and self._passes(changed, self._watched(changed, self.first)):
            return True
        if one.outputs is not None and not one.alike(self.was, self.evidence.tolerance):
            self.tried.append(Tried(edits, one))
        return False

    def _passes(self, function: Callable, one: Seen) -> bool:
        """Is it right on every probe, and does it change nothing that the answer has left alone?"""
        if set(one.changed) - set(self.was.changed):
            return False
        seen = []
        for i in range(len(self.evidence.probes)):
            seen.append(one if i == self.first else self._watched(function, i))
            if not self.evidence.alike(seen[-1], i):
                return False
        calls = calls_of(self.evidence, seen)
        return detected(self.evidence.mistakes, function, calls, self.evidence.seconds) is None

    def _watched(self, function: Callable, index: int) -> Seen:
        return self.evidence.glance(function, index, watch=True)


def compiled(found: Parsed, edits: Edits, names: dict[str, Any]) -> Callable | None:
    """The function with these edits, or None where they make no sense."""
    names = dict(names)
    try:
        with made(edits), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a change may look odd to Python
            code = compile(found.module, "<changed answer>", "exec")
        exec(code, names)
    except Exception:  # noqa: BLE001  a change may break anything
        return None
    return names[found.function.name]
