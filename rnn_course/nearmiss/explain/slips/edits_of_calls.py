"""Changes of calls and of lists, and operations that may be missing at the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from rnn_course.nearmiss.explain.slips.edits import KEPT, REDUCTIONS, Change, Scope, called

FAMILIES = {  # kind: (the names that are taken for one another, those worth trying)
    "squashing": (
        ("relu", "sigmoid", "arctan", "atan", "sinh", "cosh", "sin", "cos", "exp", "softmax", "tan"),
        ("tanh",),
    ),
    "reduction": (
        (*REDUCTIONS, "amax", "amin", "nansum", "cumsum", "count_nonzero"),
        ("sum", "mean", "max", "min", "amax"),
    ),
    "joining": (
        ("stack", "concatenate", "cat", "vstack", "hstack", "dstack", "column_stack"),
        ("stack", "concatenate", "cat", "vstack", "hstack"),
    ),
    "filling": (("zeros", "ones", "empty", "full", "rand", "randn"), ("zeros", "ones")),
}

LIMITS = ("max", "min", "maximum", "minimum", "where")  # of their arguments any may be the one that is meant


def _call(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    name, arguments = called(node), node.args
    yield from _of_the_family(node, name)
    if name == "range" and len(arguments) == 1:
        yield "loop-bound", ast.Call(node.func, [ast.Constant(1), *arguments], []), node
        yield from (("loop-bound", ast.Call(node.func, [other], []), node) for other in _sizes_of(scope))
    yield from _swapped(node)
    # A whole line may be one too many: see ``edits_of_statements``.
    if not isinstance(parent, ast.Expr) and name not in KEPT:
        yield from _without_the_call(node, scope)
    yield from _keywords(node)
    yield from _arguments(node, scope)
    yield from _turned_round(node, parent)
    if name in ("sum", "mean", "max", "min", "norm", "prod"):
        yield from _along_one_axis(node, scope)
    if name == "einsum" and arguments and isinstance(arguments[0], ast.Constant):
        yield from _letters_swapped(node, str(arguments[0].value))


def _letters_swapped(node: Any, letters: str) -> Iterator[Change]:
    """`"bh,kh->bk"` for `"bh,hk->bk"`: two neighbours of one array, or of the result."""
    for i, pair in enumerate(zip(letters, letters[1:], strict=False)):
        if all(map(str.isalpha, pair)):
            other = ast.Constant(letters[:i] + pair[1] + pair[0] + letters[i + 2 :])
            yield "einsum-letters", ast.Call(node.func, [other, *node.args[1:]], node.keywords), node.args[0]


def _along_one_axis(node: Any, scope: Scope) -> Iterator[Change]:
    """`x.sum(axis=0)` for `x.sum()`."""
    of_a_module = isinstance(node.func, ast.Attribute) and _is_module(node.func.value, scope)
    if len(node.args) == of_a_module and not node.keywords:
        for axis in (0, 1, -1):
            keywords = [ast.keyword("axis", ast.Constant(axis)), ast.keyword("keepdims", ast.Constant(True))]
            for some in (keywords[:1], keywords):
                yield "all-axes", ast.Call(node.func, node.args, some), None


def _swapped(node: Any) -> Iterator[Change]:
    """Two arguments that have each other's value, by their place or by their keyword."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    for i, j in combinations(range(len(values)), 2):
        turned = {i: values[j], j: values[i]}
        own = [turned.get(k, value) for k, value in enumerate(values)]
        named = zip(node.keywords, own[len(node.args) :], strict=True)
        keywords = [ast.keyword(keyword.arg, value) for keyword, value in named]
        yield "arguments-swapped", ast.Call(node.func, own[: len(node.args)], keywords), None


def _of_the_family(node: Any, name: str) -> Iterator[Change]:
    """Another function of those that are taken for one another."""
    stem, like = _without_ending(name)
    for kind, (members, candidates) in FAMILIES.items():
        if stem in (*members, *candidates):
            others = (other for other in candidates if other != stem)
            yield from ((kind, _renamed(node, other + like), None) for other in others)
    if name == "maximum" and len(node.args) == 2:  # a ReLU
        for kept in node.args:
            yield "squashing", ast.Call(_function(node.func, "tanh"), [kept], []), None


def _without_ending(name: str) -> tuple[str, str]:
    """What stands before `_like` or `_`, as in `zeros_like` and `zeros_`; and that ending."""
    ending = next((ending for ending in ("_like", "_") if name.endswith(ending)), "")
    return name.removesuffix(ending), ending


def _without_the_call(node: Any, scope: Scope) -> Iterator[Change]:
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value, scope):
        yield "extra-call", node.func.value, None
    else:
        kept = node.args if called(node) in LIMITS else node.args[:1]
        yield from (("extra-call", argument, None) for argument in kept)


def _keywords(node: Any) -> Iterator[Change]:
    for i, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        yield "keyword-extra", ast.Call(node.func, node.args, rest), keyword


def _sizes_of(scope: Scope) -> Iterator[ast.expr]:
    """`x.shape[0]`, `x.shape[1]` … for each argument."""
    for name in scope.arguments:
        for axis in (0, 1, 2):
            shape = ast.Attribute(ast.Name(name, ast.Load()), "shape", ast.Load())
            yield ast.Subscript(shape, ast.Constant(axis), ast.Load())


def _arguments(node: Any, scope: Scope) -> Iterator[Change]:
    """One argument more, or the last one less, for what the task hands in: a cell, a layer, a head."""
    if isinstance(node.func, ast.Name) and node.func.id in scope.names:
        for name in scope.names:
            yield (
                "argument-missing",
                ast.Call(node.func, [*node.args, ast.Name(name, ast.Load())], node.keywords),
                None,
            )
        if len(node.args) > 1:
            yield "argument-extra", ast.Call(node.func, node.args[:-1], node.keywords), node.args[-1]


def _turned_round(node: Any, parent: ast.AST) -> Iterator[Change]:
    if isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node and called(node) == "range":
        yield "direction", ast.Call(ast.Name("reversed", ast.Load()), [node], []), None


def _renamed(call: ast.Call, name: str) -> ast.Call:
    return ast.Call(_function(call.func, name), call.args, call.keywords)


def _function(function: Any, name: str) -> ast.expr:
    return (
        ast.Attribute(function.value, name, ast.Load())
        if isinstance(function, ast.Attribute)
        else ast.Name(name, ast.Load())
    )


def _is_module(node: Any, scope: Scope) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id not in scope.names


def _parts(node: Any, _parent: ast.AST, _scope: Scope) -> Iterator[Change]:
    for i in range(len(node.elts)):
        rest = [*node.elts[:i], *node.elts[i + 1 :]]
        if i + 1 < len(node.elts):
            swapped = [*node.elts[:i], node.elts[i + 1], node.elts[i], *node.elts[i + 2 :]]
            yield "parts-swapped", type(node)(swapped, node.ctx), None
        if rest:
            yield "part-extra", type(node)(rest, node.ctx), node.elts[i]


def wrapped(node: Any, parent: ast.AST, scope: Scope) -> Iterator[Change]:
    """One operation more at the end: it may have been forgotten."""
    appended = isinstance(parent, ast.Call) and called(parent) == "append" and node is not parent.func
    if not (appended or isinstance(parent, (ast.Assign, ast.Return))):
        return
    yield "sign-missing", ast.UnaryOp(ast.USub(), node), None
    for module in scope.modules:
        yield "squashing-missing", _applied(module, "tanh", node), None
        yield "squashing-missing", _sigmoid(module, node), None
    yield "root-missing", ast.BinOp(node, ast.Pow(), ast.Constant(0.5)), None
    for module in scope.modules:
        copied = ast.Attribute(node, "copy" if module == "np" else "clone", ast.Load())
        yield "copy-missing", ast.Call(copied, [], []), None


def _applied(module: str, name: str, node: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(ast.Name(module, ast.Load()), name, ast.Load()), [node], [])


def _sigmoid(module: str, node: ast.expr) -> ast.expr:
    """`torch.sigmoid(node)`; numpy has none, so there it is `1 / (1 + np.exp(-node))`."""
    if module != "np":
        return _applied(module, "sigmoid", node)
    one = ast.Constant(1)
    return ast.BinOp(
        one, ast.Div(), ast.BinOp(one, ast.Add(), _applied("np", "exp", ast.UnaryOp(ast.USub(), node)))
    )


CHANGES = {ast.Call: (_call,), ast.Tuple: (_parts,), ast.List: (_parts,)}
ANYWHERE = (wrapped,)
