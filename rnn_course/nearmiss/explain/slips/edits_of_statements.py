"""Changes of whole statements: dropped, added, exchanged, moved into a loop or out of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Edit, Scope

LOOPS = (ast.For, ast.While)
BLOCKS = ("body", "orelse")


def statement_edits(function: Any, scope: Scope, reference: ast.AST) -> Iterator[Edit]:
    """All edits of statements. ``reference`` is the syntax tree of the right solution:
    a line of it may be missing."""
    for owner in ast.walk(function):
        for block in BLOCKS:
            if isinstance(getattr(owner, block, None), list):
                yield from _in_block(owner, block)
        if isinstance(owner, LOOPS):
            yield from _loop(owner, scope)
        if isinstance(owner, (ast.If, ast.While)):
            yield from (
                Edit("condition", owner.test, owner, "test", ast.Constant(value), owner.test)
                for value in (True, False)
            )
    yield from _missing(function, scope, reference)
    yield from _other_axis(function, scope)


def _other_axis(function: Any, scope: Scope) -> Iterator[Edit]:
    """Two axes of an argument taken for one another, wherever it is used:
    it is turned before the first line."""
    for name in scope.arguments:
        call = ast.Attribute(ast.Name(name, ast.Load()), "swapaxes", ast.Load())
        turned = ast.Call(call, [ast.Constant(0), ast.Constant(1)], [])
        first = next((n for n in ast.walk(function) if isinstance(n, LOOPS) and name in _names(n)), None)
        if first is not None:
            line = ast.Assign([ast.Name(name, ast.Store())], turned)
            yield Edit("other-axis", first, function, "body", [line, *function.body], name)


def _in_block(owner: Any, block: str) -> Iterator[Edit]:
    lines = getattr(owner, block)
    for i, line in enumerate(lines):
        before, after = lines[:i], lines[i + 1 :]
        imported = isinstance(line, (ast.Import, ast.ImportFrom))
        if len(lines) > 1 and not imported and not isinstance(line, (ast.Return, ast.FunctionDef)):
            yield Edit("line-extra", line, owner, block, [*before, *after])
        if after and not imported and not isinstance(after[0], ast.Return):
            yield Edit("lines-swapped", line, owner, block, [*before, after[0], line, *after[1:]], after[0])
        if isinstance(line, LOOPS):
            yield from _across(owner, block, i)
        yield from (Edit("adding", line, lines, i, new) for new in _assigned_otherwise(line))


def _assigned_otherwise(line: Any) -> Iterator[ast.stmt]:
    """`+=` for `=`, `=` for `+=`, `-=` for `+=`."""
    if isinstance(line, ast.AugAssign):
        yield ast.Assign([line.target], line.value)
        if isinstance(line.op, (ast.Add, ast.Sub)):
            yield ast.AugAssign(
                line.target, ast.Sub() if isinstance(line.op, ast.Add) else ast.Add(), line.value
            )
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], (ast.Name, ast.Subscript)):
        yield ast.AugAssign(line.targets[0], ast.Add(), line.value)


def _across(owner: Any, block: str, i: int) -> Iterator[Edit]:
    """Lines moved over the edge of a loop: the two lists are changed together, so the loop is made anew."""
    lines = getattr(owner, block)
    loop = lines[i]
    before, inside, after = lines[:i], loop.body, lines[i + 1 :]

    def moved(kind, line, before, inside, after):
        return Edit(kind, line, owner, block, [*before, _with_body(loop, inside), *after])

    for j, line in enumerate(inside):
        rest = [*inside[:j], *inside[j + 1 :]]
        if rest:
            kind = "return-in-loop" if isinstance(line, ast.Return) else "inside-loop"
            yield moved(kind, line, before, rest, [line, *after])
            yield moved(kind, line, [*before, line], rest, after)
    if after:
        yield moved("outside-loop", after[0], before, [*inside, after[0]], after[1:])
    if before:
        yield moved("outside-loop", before[-1], before[:-1], [before[-1], *inside], after)


def _with_body(loop: Any, body: list[ast.stmt]) -> Any:
    fields = {name: getattr(loop, name) for name in loop._fields} | {"body": body}
    return type(loop)(**fields)


def _loop(loop: Any, scope: Scope) -> Iterator[Edit]:
    """A new value, made from an old one, that is not handed on to the next turn."""
    stored = {n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    yield from _not_stored(loop)
    for line in ast.walk(loop):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            new = line.targets[0].id
            read = [n.id for n in ast.walk(line.value) if isinstance(n, ast.Name)]
            for old in dict.fromkeys(read):
                if old in scope.names and old not in stored:
                    hand_on = ast.Assign([ast.Name(old, ast.Store())], ast.Name(new, ast.Load()))
                    yield Edit("not-handed-on", loop, loop, "body", [*loop.body, hand_on], (old, new))


def _not_stored(loop: Any) -> Iterator[Edit]:
    """A new value, made from an entry of a list, that is not put back into it."""
    stored = {n.value.id for n in _entries(loop) if isinstance(n.ctx, ast.Store)}
    for i, line in enumerate(loop.body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            new = ast.Name(line.targets[0].id, ast.Load())
            for entry in (n for n in _entries(line.value) if n.value.id not in stored):
                put = ast.Assign([ast.Subscript(entry.value, entry.slice, ast.Store())], new)
                body = [*loop.body[: i + 1], put, *loop.body[i + 1 :]]
                yield Edit("not-stored", line, loop, "body", body, entry)


def _entries(tree: ast.AST) -> list[Any]:
    """What is read or written as `name[…]`."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.Subscript) and isinstance(n.value, ast.Name)]


def _missing(function: Any, scope: Scope, reference: ast.AST) -> Iterator[Edit]:
    """A line of the right solution that stands alone (``optimiser.step()``),
    put between the learner's lines."""
    known = set(scope.names)
    calls = [n for n in ast.walk(reference) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
    lines = [line for line in calls if _names(line) - _called_names(line) <= known]
    for owner in ast.walk(function):
        for block in BLOCKS:
            body = getattr(owner, block, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                for i in range(len(body) + 1):
                    place = body[min(i, len(body) - 1)]
                    for line in lines:
                        yield Edit("line-missing", place, owner, block, [*body[:i], line, *body[i:]])


def _names(node: Any) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _called_names(line: Any) -> set[str]:
    """Names of modules and functions:
    what a call starts with, such as ``nn`` in ``nn.utils.clip_grad_norm_(…)``."""
    root = line.value.func
    while isinstance(root, ast.Attribute):
        root = root.value
    return {root.id} if isinstance(root, ast.Name) and root.id in ("np", "torch", "nn") else set()
