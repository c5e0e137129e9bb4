"""The same slip in several places: wherever the same text stands, and in places that are alike."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Edit, Edits, Scope


def together(edits: Sequence[Edit], scope: Scope) -> Iterator[Edits]:
    """Edits of one kind, all at once that make the same change: of the same text, of texts that differ in the
    function's own names only, and of what stands in the same surroundings."""
    known: set[tuple[int, ...]] = set()
    alike = _Alike(scope)
    for what in (alike.same, alike.same_form, alike.same_surroundings):
        for group in _groups(edits, what):
            places = tuple(map(id, group))
            if places not in known:
                known.add(places)
                yield tuple(group)


def _groups(edits: Sequence[Edit], what: Callable[[Edit], Any]) -> Iterator[list[Edit]]:
    """The edits for which ``what(edit)`` is the same, where there are several places with one such edit each.

    With as many edits in each place as there are places, the first belongs to the first, the second to the
    second …: each of two sums may lack one of two terms.
    """
    found: dict[Any, dict[ast.AST, list[Edit]]] = {}
    for edit in edits:
        if isinstance(edit.new, ast.AST):
            found.setdefault(what(edit), {}).setdefault(edit.node, []).append(edit)
    for places in found.values():
        ways = {len(group) for group in places.values()}
        if len(places) > 1 and ways == {1}:
            yield [edit for group in places.values() for edit in group]
        elif len(places) > 1 and ways == {len(places)}:
            yield [group[i] for i, group in enumerate(places.values())]


class _Alike:
    """Three ways in which edits are the same change; statements: the same kind of line in the same block."""

    def __init__(self, scope: Scope):
        self.scope, self.dump = scope, cache(ast.dump)

    def same(self, edit: Edit) -> Any:
        """The same new text for the same old text."""
        if isinstance(edit.node, ast.stmt):
            return type(edit.node), type(edit.new), id(edit.holder)
        return self.dump(edit.node), self.dump(edit.new)

    def same_form(self, edit: Edit) -> Any:
        """`out[-1]` and `y[-1]`. A name alone says too little."""
        if isinstance(edit.node, (ast.stmt, ast.Name, ast.Constant)):
            return self.same(edit)
        return self._open(self.dump(edit.node)), self._open(self.dump(edit.new))

    def same_surroundings(self, edit: Edit) -> Any:
        """What two calls of `np.exp` are given."""
        if isinstance(edit.node, ast.stmt):
            return self.same(edit)
        around, hole = self.scope.above[edit.node], self.dump(edit.node)
        outer = type(around).__name__ if hasattr(around, "body") else self.dump(around)
        return self._open(outer.replace(hole, "…")), self._open(self.dump(edit.new).replace(hole, "…"))

    def _open(self, text: str) -> str:
        """Without the function's own names."""
        return re.sub(r"'(\w+)'", lambda name: "_" if name[1] in self.scope.names else name[0], text)
