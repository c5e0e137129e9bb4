"""All small changes of a function, the most telling kinds first."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import groupby

from rnn_course.nearmiss.explain.slips import (
    edits_of_brackets,
    edits_of_calls,
    edits_of_indices,
    edits_of_terms,
)
from rnn_course.nearmiss.explain.slips.edits import Change, Edit, Edits, Scope, children, scope_of
from rnn_course.nearmiss.explain.slips.edits_of_places import place_edits
from rnn_course.nearmiss.explain.slips.edits_of_statements import statement_edits
from rnn_course.nearmiss.explain.slips.kinds import KINDS
from rnn_course.nearmiss.explain.slips.together import together

CHANGES = tuple(
    part.CHANGES for part in (edits_of_terms, edits_of_calls, edits_of_brackets, edits_of_indices)
)
ANYWHERE = (*edits_of_terms.ANYWHERE, *edits_of_calls.ANYWHERE)


def every_edit(function: ast.FunctionDef, wanted: Callable[[Edit], bool]) -> Iterator[Edits]:
    """The edits that are wanted: of each kind each alone first, then the same one in several places."""
    scope = scope_of(function)
    found = [*_of_expressions(function, scope), *statement_edits(function, scope), *place_edits(function)]
    for _, edits in groupby(sorted(filter(wanted, found), key=_order), key=lambda edit: edit.kind):
        alone = list(edits)
        yield from ((edit,) for edit in alone)
        yield from together(alone, scope)


def _order(edit: Edit) -> tuple[int, int]:
    return KINDS[edit.kind].rank, getattr(edit.node, "lineno", 0)


def _of_expressions(function: ast.FunctionDef, scope: Scope) -> Iterator[Edit]:
    for parent in ast.walk(function):
        for holder, field, node in children(parent):
            stored = isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))
            if isinstance(node, ast.expr) and not stored:
                for kind, new, about in _changes(node, parent, scope):
                    yield Edit(kind, node, holder, field, new, about)


def _changes(node: ast.expr, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    for table in CHANGES:
        for change in table.get(type(node), ()):
            yield from change(node, parent, scope)
    for change in ANYWHERE:
        yield from change(node, parent, scope)
