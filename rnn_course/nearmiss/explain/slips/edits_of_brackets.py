"""Brackets that close too early or too late: around an operation, and around what a function is given."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import KEPT, Change, Scope, called

SUMS, PRODUCTS = (ast.Add, ast.Sub), (ast.Mult, ast.Div)


def around_an_operation(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """`(a + b) * c` for `a + b * c`, and the other way round."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp) and not _alike(left.op, node.op):
        yield "bracket", ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right)), None
    if isinstance(right, ast.BinOp) and not _alike(node.op, right.op):
        yield "bracket", ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right), None


def _alike(first: ast.operator, second: ast.operator) -> bool:
    """Are `(a first b) second c` and `a first (b second c)` the same?"""
    same_sum = isinstance(first, ast.Add) and isinstance(second, SUMS)
    same_product = isinstance(first, ast.Mult) and isinstance(second, PRODUCTS)
    return same_sum or same_product or (isinstance(first, ast.MatMult) and isinstance(second, ast.MatMult))


def closing_too_early(node: Any, parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """`f(a + b + c)` for `f(a) + b + c`: of a chain of sums, or of one other operation."""
    if isinstance(node.op, SUMS):
        if not (isinstance(parent, ast.BinOp) and isinstance(parent.op, SUMS)):
            yield from _taken_in(*_chain(node))
        return
    for one, whole in ((node.left, lambda a: ast.BinOp(a, node.op, node.right)),
                       (node.right, lambda a: ast.BinOp(node.left, node.op, a))):  # fmt: skip
        inside = _inside(one)
        if inside is not None:
            yield "bracket-of-a-call", _around(one, whole(inside)), one
            for part in _with_one_term_changed(inside, whole):
                yield "bracket-of-a-call", _around(one, part), one


def _with_one_term_changed(whole: ast.expr, change: Callable[[ast.expr], ast.expr]) -> Iterator[ast.expr]:
    """`a + r * b` and `r * a + b` for `a + b`."""
    if isinstance(whole, ast.BinOp) and isinstance(whole.op, SUMS):
        yield ast.BinOp(whole.left, whole.op, change(whole.right))
        yield ast.BinOp(change(whole.left), whole.op, whole.right)


def _chain(node: Any) -> tuple[ast.expr, list[tuple[ast.operator, ast.expr]]]:
    """The first term of a sum, and (sign, term) for each further one."""
    rest: list[tuple[ast.operator, ast.expr]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, SUMS):
        rest.insert(0, (node.op, node.right))
        node = node.left
    return node, rest


def _sum(first: ast.expr, rest: list[tuple[ast.operator, ast.expr]]) -> ast.expr:
    for op, term in rest:
        first = ast.BinOp(first, op, term)
    return first


def _taken_in(first: ast.expr, rest: list[tuple[ast.operator, ast.expr]]) -> Iterator[Change]:
    inside = _inside(first)
    if inside is not None:
        for end in range(len(rest), 0, -1):
            yield "bracket-of-a-call", _sum(_around(first, _sum(inside, rest[:end])), rest[end:]), first
    for i, (op, term) in enumerate(rest):
        inside = _inside(term)
        if inside is not None and isinstance(op, ast.Add):
            yield (
                "bracket-of-a-call",
                _around(term, _sum(first, [*rest[:i], (op, inside), *rest[i + 1 :]])),
                term,
            )


def closing_too_late(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """`f(a) + b` for `f(a + b)`."""
    inside = _inside(node)
    if isinstance(inside, ast.BinOp):
        yield "bracket-of-a-call", ast.BinOp(_around(node, inside.left), inside.op, inside.right), node
        yield "bracket-of-a-call", ast.BinOp(inside.left, inside.op, _around(node, inside.right)), node


def in_each_turn(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """`sum(a for …) + b` for `sum(a + b for …)`."""
    inside = _inside(node)
    if isinstance(inside, (ast.GeneratorExp, ast.ListComp)) and isinstance(inside.elt, ast.BinOp):
        elt = inside.elt
        for kept, other in ((elt.left, elt.right), (elt.right, elt.left)):
            each = type(inside)(kept, inside.generators)
            yield "bracket-of-a-call", ast.BinOp(_around(node, each), elt.op, other), node


def _inside(node: Any) -> ast.expr | None:
    """What a function of one argument, or a method, is applied to."""
    if not isinstance(node, ast.Call) or called(node) in KEPT:
        return None
    if len(node.args) == 1 and isinstance(node.func, (ast.Attribute, ast.Name)):
        return node.args[0]
    return node.func.value if not node.args and isinstance(node.func, ast.Attribute) else None


def _around(call: Any, inside: ast.expr) -> ast.expr:
    """The same call, applied to something else."""
    if call.args:
        return ast.Call(call.func, [inside], call.keywords)
    return ast.Call(ast.Attribute(inside, call.func.attr, ast.Load()), [], call.keywords)


CHANGES = {ast.BinOp: (around_an_operation, closing_too_early), ast.Call: (closing_too_late, in_each_turn)}
