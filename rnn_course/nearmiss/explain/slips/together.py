"""The same slip in several places: wherever the same text stands, and in places that are alike."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Edit, Edits, Scope


def together(edits: Sequence[Edit], scope: Scope) -> Iterator[Edits]:
    """Edits of one kind, all at once that make the same change: of the same text, of texts that differ in the
    function's own names only, and of what stands in the same surroundings."""
    known: set[tuple[int, ...]] = set()
    for what in (_same, _same_form(scope), _same_surroundings(scope)):
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


def _same(edit: Edit) -> Any:
    """The same new text for the same old text; of statements, the same kind of line in the same block."""
    if isinstance(edit.node, ast.stmt):
        return type(edit.node), type(edit.new), id(edit.holder)
    return ast.dump(edit.node), ast.dump(edit.new)


def _same_form(scope: Scope) -> Callable[[Edit], Any]:
    """`out[-1]` and `y[-1]`. A name alone says too little."""

    def what(edit: Edit) -> Any:
        alone = isinstance(edit.node, (ast.stmt, ast.Name, ast.Constant))
        return _same(edit) if alone else (_form(edit.node, scope), _form(edit.new, scope))

    return what


def _same_surroundings(scope: Scope) -> Callable[[Edit], Any]:
    """What two calls of `np.exp` are given."""

    def what(edit: Edit) -> Any:
        if isinstance(edit.node, ast.stmt):
            return _same(edit)
        around = scope.above[edit.node]
        return _form(around, scope, edit.node), _form(edit.new, scope, edit.node)

    return what


def _form(node: ast.AST, scope: Scope, hole: ast.AST | None = None) -> str:
    """The text of a node without the function's own names, and without what stands in the hole."""
    text = ast.dump(node) if hole is None else ast.dump(node).replace(ast.dump(hole), "…")
    return re.sub(r"'(\w+)'", lambda name: "_" if name[1] in scope.names else name[0], text)
