"""Changes of terms: operators, signs, transposes, names and numbers.

Each function takes (node, the node above it, the Scope) and yields (kind of slip, new node, what the sentence may quote).
"""

import ast

from rnn_course.exercises.edits import called, number

OPERATORS = {
    ast.Mult: (ast.MatMult, ast.Div),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Add: (ast.Mult,),
    ast.BitXor: (ast.Pow,),
}
KINDS_OF_OPERATORS = {ast.MatMult: "product", ast.FloorDiv: "division"}
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


def _binary(node, parent, scope):
    left, op, right = node.left, node.op, node.right
    if isinstance(op, (ast.Add, ast.Sub)) or (isinstance(parent, ast.Call) and node in parent.args):
        for name in scope.unused:
            yield "term-missing", ast.BinOp(node, ast.Add(), ast.Name(name, ast.Load())), name
    if isinstance(op, (ast.Add, ast.Sub)):
        yield "sign", ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right), right
    for other in OPERATORS.get(type(op), ()):
        kind = KINDS_OF_OPERATORS.get(other) or KINDS_OF_OPERATORS.get(type(op), "operator")
        yield kind, ast.BinOp(left, other(), right), None
    if isinstance(op, (ast.Sub, ast.Div, ast.MatMult)):
        yield "order-of-operands", ast.BinOp(right, op, left), None
    for kept, dropped in ((left, right), (right, left)):
        if not isinstance(op, (ast.Add, ast.Sub)):
            yield "extra-factor", kept, dropped
        elif number(dropped) is None:
            yield "extra-term", kept, dropped
        else:
            kind, about = scope.place(node)
            yield {"index": "index-shift", "axis": "number"}.get(kind, kind), kept, about


def _unary(node, parent, scope):
    if number(node) is not None:
        yield from _number(node, parent, scope)
    else:
        yield "extra-sign", node.operand, None


def _comparison(node, _parent, _scope):
    for other in COMPARISONS.get(type(node.ops[0]), ()) if len(node.ops) == 1 else ():
        yield "comparison", ast.Compare(node.left, [other()], node.comparators), None


def _choice(node, _parent, _scope):
    yield "condition", node.body, node.test
    yield "condition", node.orelse, node.test


def turned(node, parent):
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


def _has_t(node):
    return isinstance(node, ast.Attribute) and node.attr in ("T", "mT")


def _attribute(node, _parent, scope):
    if _has_t(node) and isinstance(node.value, ast.Name):  # W.T for W[l].T
        for counter in scope.loops:
            one = ast.Subscript(node.value, ast.Name(counter, ast.Load()), ast.Load())
            yield "index-missing", ast.Attribute(one, node.attr, node.ctx), None
    for one, other in (("_ih", "_hh"), ("_hh", "_ih")):
        if one in node.attr:
            yield "other-parameter", ast.Attribute(node.value, node.attr.replace(one, other), node.ctx), None
    if _has_t(node):
        yield "turned-extra", node.value, None


def _name(node, parent, scope):
    if isinstance(parent, ast.Call) and parent.func is node and node.id not in scope.names:
        return
    if node.id in scope.names:
        kind = "other-argument" if node.id in scope.arguments else "other-name"
        yield from ((kind, ast.Name(other, ast.Load()), None) for other in scope.names if other != node.id)
    if node.id in scope.names and not isinstance(parent, (ast.Subscript, ast.Attribute)):
        for counter in scope.loops:
            one = ast.Subscript(node, ast.Name(counter, ast.Load()), ast.Load())
            yield "index-missing", one, None
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        yield from _shifted(node, "index-shift", parent)
    if isinstance(parent, ast.Call) and called(parent) == "range":
        yield from _shifted(node, "loop-bound", parent)
    if isinstance(parent, ast.Slice):
        yield from _shifted(node, "slice", parent)


def _shifted(node, kind, about):
    for op in (ast.Add(), ast.Sub()):
        yield kind, ast.BinOp(node, op, ast.Constant(1)), about


def _number(node, parent, scope):
    value = number(node)
    if value is None:
        if isinstance(node.value, bool):
            yield "switch", ast.Constant(not node.value), None
        return
    kind, place = scope.place(node)
    near = (
        (0, 1, 2, -1, -2, value + 1, value - 1)
        if isinstance(value, int)
        else (0.0, 1.0, value * 2, value / 2)
    )
    if kind == "index" and isinstance(parent, ast.BinOp):
        kind = "index-shift"
    for other in dict.fromkeys(near):
        if other != value:
            yield kind, ast.Constant(other), place
    if kind == "index":
        for name in scope.loops:
            yield "index-name", ast.Name(name, ast.Load()), None
            yield from _shifted(ast.Name(name, ast.Load()), "index-name", None)
    if kind == "axis":
        yield kind, ast.Constant(None), None


CHANGES = {
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _comparison,
    ast.IfExp: _choice,
    ast.Attribute: _attribute,
    ast.Name: _name,
    ast.Constant: _number,
}
