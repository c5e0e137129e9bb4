"""Changes of terms: operators, signs, transposes, names and numbers."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import KEPT, Change, Scope, called, number
from rnn_course.nearmiss.explain.trees import copied

OPERATORS = {
    ast.Mult: (ast.MatMult, ast.Div),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Add: (ast.Mult,),
    ast.BitXor: (ast.Pow,),
    ast.Pow: (ast.Mult,),
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


def _binary(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    left, op, right = node.left, node.op, node.right
    sum_like = isinstance(op, (ast.Add, ast.Sub))
    if sum_like or (isinstance(parent, ast.Call) and node in parent.args):
        yield from _more_terms(node, scope)
    if sum_like:
        yield "sign", ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right), right
    for other in OPERATORS.get(type(op), ()):
        # A product inside a sum makes one number, which the sum leaves as it is.
        is_product = ast.MatMult in (other, type(op)) and not scope.is_summed(node)
        yield "product" if is_product else "operator", ast.BinOp(left, other(), right), None
    if isinstance(op, (ast.Sub, ast.Div, ast.MatMult)):
        yield "order-of-operands", ast.BinOp(right, op, left), None
    yield from _one_side(node, scope)


def _more_terms(node: Any, scope: Scope) -> Iterator[Change]:
    for name in scope.unread:
        yield "term-missing", ast.BinOp(node, ast.Add(), ast.Name(name, ast.Load())), name


def _one_side(node: Any, scope: Scope) -> Iterator[Change]:
    """One of the two sides alone."""
    for kept, dropped in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(node.op, (ast.Add, ast.Sub)):
            yield "extra-factor", kept, dropped
        elif number(dropped) is None:
            yield "extra-term", kept, dropped
        else:
            kind, about = scope.place(node)
            kinds = {"index": "index-shift", "axis": "number", "number": "extra-term"}
            yield kinds.get(kind, kind), kept, dropped if kind == "number" else about


def _unary(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    if number(node) is not None:
        yield from _number(node, parent, scope)
    else:
        yield "extra-sign", node.operand, None
        for kind, new, about in _more_terms(node.operand, scope):
            yield kind, ast.UnaryOp(node.op, new), about
        if isinstance(parent, ast.Subscript) and parent.slice is node:
            yield from _shifted(node, "index-shift", parent)


def _comparison(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    for other in COMPARISONS.get(type(node.ops[0]), ()) if len(node.ops) == 1 else ():
        yield "comparison", ast.Compare(node.left, [other()], node.comparators), None


def _choice(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    yield "condition", node.body, node.test
    yield "condition", node.orelse, node.test


def negated(node: Any, parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """A minus before what a function is given."""
    given = isinstance(parent, ast.Call) and node in parent.args and called(parent) not in KEPT
    if given and isinstance(node, (ast.Name, ast.Subscript, ast.Attribute, ast.BinOp, ast.Call)):
        yield "sign-missing", ast.UnaryOp(ast.USub(), node), None


def used_elsewhere(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    """`x[0] / n` for `x[0]`, where the one stands elsewhere."""
    if isinstance(node, (ast.Name, ast.Subscript, ast.Call)) and not isinstance(parent, ast.Subscript):
        for use in scope.uses.get(ast.dump(node), ()):
            if use is not parent:
                yield "used-elsewhere", copied(use), use


def turned(node: Any, parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    """The transpose of a side of a product that has none, and of an argument."""
    in_product = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.MatMult)
    in_call = isinstance(parent, ast.Call) and node in parent.args and called(parent) in (
        "dot", "matmul", "mm", "copy_", "tensor", "from_numpy", "Parameter", "as_tensor", "append",
    )  # fmt: skip
    if (
        (in_product or in_call)
        and isinstance(node, (ast.Name, ast.Subscript, ast.Attribute))
        and not _has_t(node)
    ):
        yield "turned-missing", ast.Attribute(node, "T", ast.Load()), None


def _has_t(node: Any) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("T", "mT")


def _attribute(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    if _has_t(node):
        yield "turned-extra", node.value, None


def _name(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(parent, ast.Call) and parent.func is node and node.id not in scope.names:
        return
    if node.id in scope.names:
        kind = "other-argument" if node.id in scope.arguments else "other-name"
        yield from ((kind, ast.Name(other, ast.Load()), None) for other in scope.others(node))
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        yield from _shifted(node, "index-shift", parent)
    if isinstance(parent, ast.Call) and called(parent) == "range":
        yield from _shifted(node, "loop-bound", parent)
    if isinstance(parent, ast.Slice):
        yield from _shifted(node, "slice", parent)
    if node.id in scope.loops and isinstance(parent, ast.BinOp):
        yield from _shifted(node, "count-from-one", parent)


def _shifted(node: Any, kind: str, about: Any) -> Iterator[Change]:
    for op in (ast.Add(), ast.Sub()):
        yield kind, ast.BinOp(node, op, ast.Constant(1)), about


def _number(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    value = number(node)
    if value is None:
        return
    kind, place = _kind_of_number(node, parent, scope)
    whole = (0, 1, 2, -1, -2, value + 1, value - 1)
    near = whole if isinstance(value, int) else (0.0, 1.0, value * 2, value / 2)
    nothing = (-math.inf,) if value == 0 and kind == "number" else ()
    others = dict.fromkeys((*near, *nothing))
    yield from ((kind, ast.Constant(other), place) for other in others if other != value)
    if kind == "index":
        for name in scope.loops:
            yield "index-name", ast.Name(name, ast.Load()), None
            yield from _shifted(ast.Name(name, ast.Load()), "index-name", None)
    if kind == "axis":
        yield kind, ast.Constant(None), None


def _kind_of_number(node: Any, parent: ast.AST, scope: Scope) -> tuple[str, Any]:
    """What a wrong number at this place is called, and the node that says so."""
    kind, place = scope.place(node)
    if kind == "slice" and place.step in (node, parent) and number(place.step) == -1:
        kind = "backwards"
    return ("index-shift" if kind == "index" and isinstance(parent, ast.BinOp) else kind), place


CHANGES = {
    ast.BinOp: (_binary,),
    ast.UnaryOp: (_unary,),
    ast.Compare: (_comparison,),
    ast.IfExp: (_choice,),
    ast.Attribute: (_attribute,),
    ast.Name: (_name,),
    ast.Constant: (_number,),
}
ANYWHERE = (negated, turned, used_elsewhere)
