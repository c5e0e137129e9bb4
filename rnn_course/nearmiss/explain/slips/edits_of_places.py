"""Which place goes with which: neighbours that are paired, a value taken for its place, places that come
twice."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Edit, called, number
from rnn_course.nearmiss.explain.trees import copied

PLACE = "_place"  # a name that no learner gives


def place_edits(function: Any) -> Iterator[Edit]:
    """All edits of the places that belong together."""
    yield from _neighbours(function)
    for owner in ast.walk(function):
        lines = getattr(owner, "body", None)
        for i, line in enumerate(lines if isinstance(lines, list) else ()):
            if isinstance(line, ast.For) and isinstance(line.target, ast.Name):
                yield from _values_as_places(line, lines, i)
            if isinstance(line, ast.AugAssign) and isinstance(line.target, ast.Subscript):
                yield from _added_once(line, lines, i)


def _neighbours(function: Any) -> Iterator[Edit]:
    """`x[:-1]` beside `y[1:]`: neither is cut, or the other way round, in the whole function."""
    cuts = [node for node in ast.walk(function) if _is_cut(node)]
    if len({_begins_later(node) for node in cuts}) == 2:
        for new in (lambda node: node.value, _other_end):
            body = [_Replaced(_is_cut, new).visit(copied(line)) for line in function.body]
            yield Edit("neighbours", cuts[0], function, "body", body, cuts[1])


def _is_cut(node: Any) -> bool:
    """`x[1:]` or `x[:-1]`."""
    inside = node.slice if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) else None
    return isinstance(inside, ast.Slice) and (number(inside.lower), number(inside.upper)) in (
        (1, None),
        (None, -1),
    )


def _begins_later(node: Any) -> bool:
    return node.slice.lower is not None


def _other_end(node: Any) -> ast.expr:
    end = ast.UnaryOp(ast.USub(), ast.Constant(1))
    inside = ast.Slice(None, end) if _begins_later(node) else ast.Slice(ast.Constant(1), None)
    return ast.Subscript(node.value, inside, ast.Load())


def _values_as_places(loop: Any, lines: Any, i: int) -> Iterator[Edit]:
    """`for place, v in enumerate(values)` with `x[place]`, for `for v in values` with `x[v]`."""
    if isinstance(loop.iter, ast.Call) and called(loop.iter) in ("range", "enumerate"):
        return
    target = ast.Tuple([ast.Name(PLACE, ast.Store()), loop.target], ast.Store())
    counted = ast.Call(ast.Name("enumerate", ast.Load()), [loop.iter], [])
    for wrong in [node for line in loop.body for node in ast.walk(line) if _taken_at(node, loop.target.id)]:
        text = ast.dump(wrong)
        replace = _Replaced(lambda node, text=text: ast.dump(node) == text, _at_place)
        body = [replace.visit(copied(line)) for line in loop.body]
        yield Edit(
            "value-as-index", wrong, lines, i, ast.For(target, counted, body, loop.orelse), loop.target
        )


def _added_once(line: Any, lines: Any, i: int) -> Iterator[Edit]:
    """`np.add.at(x, places, …)` for `x[places] += …`, which adds once where a place comes twice."""
    add = ast.Attribute(ast.Attribute(ast.Name("np", ast.Load()), "add", ast.Load()), "at", ast.Load())
    if isinstance(line.op, ast.Add):
        call = ast.Call(add, [line.target.value, line.target.slice, line.value], [])
        yield Edit("added-once", line, lines, i, ast.Expr(call), line.target)


def _taken_at(node: Any, name: str) -> bool:
    """`x[name]`, read or written."""
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == name


def _at_place(node: Any) -> ast.expr:
    return ast.Subscript(node.value, ast.Name(PLACE, ast.Load()), node.ctx)


class _Replaced(ast.NodeTransformer):
    """Each expression that is such a one gives way to a new one."""

    def __init__(self, such: Callable[[Any], bool], new: Callable[[Any], ast.expr]):
        self.such, self.new = such, new

    def generic_visit(self, node: ast.AST) -> ast.AST:
        node = super().generic_visit(node)
        return self.new(node) if self.such(node) else node
