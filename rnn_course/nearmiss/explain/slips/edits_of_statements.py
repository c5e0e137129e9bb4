"""Changes of whole statements: dropped, added, exchanged, moved into a loop or out of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import Edit, Scope

LOOPS = (ast.For, ast.While)
BLOCKS = ("body", "orelse")


def statement_edits(function: Any, scope: Scope) -> Iterator[Edit]:
    """All edits of statements."""
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
        if len(after) > 1 and not isinstance(line, (ast.Return, ast.FunctionDef)) and not _returns(after[-1]):
            yield Edit("line-early", line, owner, block, [*before, *after, line], after[-1])
        if isinstance(line, LOOPS):
            yield from _across(owner, block, i)
        yield from (Edit("adding", line, lines, i, new) for new in _assigned_otherwise(line))
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Tuple):
            yield from _several_at_once(line, owner, block, i)
            if isinstance(line.value, ast.Call):
                turned = ast.Tuple(line.targets[0].elts[::-1], ast.Store())
                new = ast.Assign([turned], line.value)
                yield Edit("results-swapped", line.targets[0], lines, i, new, line.value)
        if isinstance(line, LOOPS):
            for root in _roots_after(line):
                yield Edit("root-missing", line, owner, block, [*before, line, root, *after])


def _returns(line: Any) -> bool:
    return isinstance(line, ast.Return)


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


def _several_at_once(line: Any, owner: Any, block: str, i: int) -> Iterator[Edit]:
    """`a, b = …, …` one after the other; and one less on both sides of `a, b = (f(v) for v in (a, b))`."""
    targets, lines = line.targets[0].elts, getattr(owner, block)
    if isinstance(line.value, ast.Tuple) and len(line.value.elts) == len(targets):
        single = [ast.Assign([t], v) for t, v in zip(targets, line.value.elts, strict=True)]
        for order in (single, single[::-1]):
            yield Edit("at-once", line, owner, block, [*lines[:i], *order, *lines[i + 1 :]], targets[0])
    if not isinstance(line.value, (ast.GeneratorExp, ast.ListComp)):
        return
    turn = line.value.generators[0]
    if isinstance(turn.iter, (ast.Tuple, ast.List)) and len(turn.iter.elts) == len(targets) > 1:
        for k, gone in enumerate(turn.iter.elts):
            fewer = [ast.Tuple([*all_[:k], *all_[k + 1 :]], ctx) for all_, ctx in
                     ((targets, ast.Store()), (turn.iter.elts, ast.Load()))]  # fmt: skip
            rest = ast.comprehension(turn.target, fewer[1], turn.ifs, 0)
            new = ast.Assign([fewer[0]], type(line.value)(line.value.elt, [rest]))
            yield Edit("part-extra", turn.iter, lines, i, new, gone)


def _roots_after(loop: Any) -> Iterator[ast.stmt]:
    """`norm = norm ** 0.5`, for what the loop has summed up."""
    sums = [n.target for n in ast.walk(loop) if isinstance(n, ast.AugAssign) and isinstance(n.op, ast.Add)]
    for name in dict.fromkeys(target.id for target in sums if isinstance(target, ast.Name)):
        root = ast.BinOp(ast.Name(name, ast.Load()), ast.Pow(), ast.Constant(0.5))
        yield ast.Assign([ast.Name(name, ast.Store())], root)


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
    for j, line in enumerate(before):
        yield moved("outside-loop", line, [*before[:j], *before[j + 1 :]], [line, *inside], after)


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


def _names(node: Any) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
