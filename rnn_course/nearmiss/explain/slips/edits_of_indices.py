"""Changes of indices and slices."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Change, Scope, number


def _subscript(node: Any, _parent: ast.AST, scope: Scope) -> Iterator[Change]:
    inside = node.slice
    yield "index-extra", node.value, None
    if isinstance(inside, ast.Name) and inside.id in scope.loops:
        yield "number-itself", inside, inside
    if isinstance(inside, ast.Slice):
        for kind, new in (*_slices(inside), *_from_the_end(node.value, inside)):
            yield kind, ast.Subscript(node.value, new, node.ctx), None
    elif isinstance(inside, ast.Tuple):
        yield from _several_axes(node, inside.elts)
    else:
        everything = ast.Tuple([ast.Slice(), inside], ast.Load())
        yield "index-axis", ast.Subscript(node.value, everything, node.ctx), None


def _several_axes(node: Any, parts: list[ast.expr]) -> Iterator[Change]:
    """`x[:, 0]`: another slice in one place, one place less, or the places in the other order."""

    def indexed(changed):
        inside = changed[0] if len(changed) == 1 else ast.Tuple(changed, ast.Load())
        return ast.Subscript(node.value, inside, node.ctx)

    for i, part in enumerate(parts):
        before, after = parts[:i], parts[i + 1 :]
        for kind, new in _slices(part) if isinstance(part, ast.Slice) else ():
            yield kind, indexed([*before, new, *after]), part
        if before or after:
            yield "index-axis", indexed([*before, *after]), None
    yield "index-axis", indexed(parts[::-1]), None


def _slices(old: ast.Slice) -> Iterator[tuple[str, ast.Slice]]:
    """Other slices: without an end, the other side of the cut, without the step."""
    lower, upper, step = old.lower, old.upper, old.step
    yield "slice", ast.Slice(upper, lower, step)
    if lower is not None:
        yield "slice", ast.Slice(None, upper, step)
    if upper is not None:
        yield "slice", ast.Slice(lower, None, step)
    if lower is None and upper is not None and step is None:
        yield "slice", ast.Slice(ast.UnaryOp(ast.USub(), upper), None)
    if lower is not None and upper is not None and step is None:
        for way in (1, -1):
            yield "slice", ast.Slice(_moved(lower, way), _moved(upper, way))
    if step is not None:
        yield "backwards" if number(step) == -1 else "slice", ast.Slice(lower, upper, None)


def _from_the_end(value: ast.expr, old: ast.Slice) -> Iterator[tuple[str, ast.Slice]]:
    """`x[len(x) - n :]` for `x[-n:]`, which is the whole of x where n is 0."""
    if isinstance(old.lower, ast.UnaryOp) and number(old.lower) is None:
        size = ast.Call(ast.Name("len", ast.Load()), [value], [])
        yield "minus-zero", ast.Slice(ast.BinOp(size, ast.Sub(), old.lower.operand), old.upper, old.step)


def _moved(bound: ast.expr, way: int) -> ast.expr | None:
    """One further; the end -1 moves on to the end of all."""
    if number(bound) == -way == -1:
        return None
    return ast.BinOp(bound, ast.Add(), ast.Constant(way))


def _all_rows(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    """`x[range(len(x)), places]` for `x[:, places]`: each row at its own place."""
    whole, outer = (node.lower, node.upper, node.step) == (None, None, None), scope.above.get(parent)
    if not (whole and isinstance(parent, ast.Tuple) and isinstance(outer, ast.Subscript)):
        return
    if any(map(_may_be_places, parent.elts)):
        shape = ast.Attribute(outer.value, "shape", ast.Load())
        size = ast.Subscript(shape, ast.Constant(parent.elts.index(node)), ast.Load())
        yield "all-rows", ast.Call(ast.Name("range", ast.Load()), [size], []), outer


def _may_be_places(part: ast.expr) -> bool:
    return isinstance(part, (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.BinOp))


CHANGES = {ast.Subscript: (_subscript,), ast.Slice: (_all_rows,)}
