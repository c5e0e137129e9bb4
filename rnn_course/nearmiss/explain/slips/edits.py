"""Small changes of a learner's function: if one of them makes it right, it shows where the slip is.

Here is what a change is, and what it has to know of the function around it. Changes of one expression are in
``edits_of_terms``, ``edits_of_calls``, ``edits_of_brackets`` and ``edits_of_indices``: each of their
functions takes (node, the node above it, the Scope) and yields (kind of slip, new node, what the sentence may
quote). ``edits_of_statements`` moves, drops and adds lines.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from operator import getitem, setitem
from typing import Any, cast

REDUCTIONS = ("sum", "mean", "max", "min", "prod", "median", "std", "var", "norm", "argmax")
# Without these nothing of the kind that is needed would be left, or two names for one array.
KEPT = frozenset(
    "range len zip enumerate list array asarray tensor as_tensor from_numpy stack vstack hstack cat "
    "concatenate copy clone".split()
)
Change = tuple[str, Any, Any]  # kind of slip, new node, what the sentence may quote
MODULES = "np", "torch"
AXES_FIRST = (*REDUCTIONS, "transpose", "swapaxes", "unsqueeze", "squeeze", "size", "flip", "permute")


@dataclass
class Edit:
    """One change: ``kind`` names the slip, ``node`` is the place, ``about`` a part of it that the sentence
    may quote."""

    kind: str
    node: ast.AST
    holder: Any  # the node or the list that holds what is replaced
    field: Any  # its attribute's name, or its place in the list
    new: Any
    about: Any = None

    def locate(self) -> None:
        """Give each new node the place of the old one, which `compile` asks for."""
        for one in self.new if isinstance(self.new, list) else [self.new]:
            for node in ast.walk(one):
                if not hasattr(node, "lineno") and "lineno" in node._attributes:
                    ast.copy_location(node, self.node)

    @contextmanager
    def made(self) -> Iterator[None]:
        """As long as this lasts, the tree is changed."""
        read, write = (getitem, setitem) if isinstance(self.holder, list) else (getattr, setattr)
        old = read(self.holder, self.field)
        write(self.holder, self.field, self.new)
        try:
            yield
        finally:
            write(self.holder, self.field, old)


Edits = tuple[Edit, ...]  # made all at once; the first of them is told


@contextmanager
def made(edits: Edits) -> Iterator[None]:
    """As long as this lasts, the tree has all these changes."""
    with ExitStack() as stack:
        for edit in edits:
            edit.locate()
            stack.enter_context(edit.made())
        yield


@dataclass
class Scope:
    """What an edit has to know of the function around it.

    names: all that hold values, with the line that gives the first; loops: those that count a loop; unread:
    those that nothing reads; modules: which of numpy and torch the code uses, by their usual names; above:
    what stands above each node; uses: what is made of each expression, `x[:split]` or `x[0] / n`, by its
    `ast.dump`.
    """

    names: dict[str, int]
    loops: list[str]
    arguments: list[str]
    unread: list[str]
    modules: list[str]
    above: dict[ast.AST, ast.AST]
    uses: dict[str, list[ast.expr]]

    def others(self, node: ast.Name) -> list[str]:
        """The names that may have a value by then, and that the node does not stand for."""
        return [name for name, line in self.names.items() if line <= node.lineno and name != node.id]

    @property
    def unused(self) -> list[str]:
        """The arguments that nothing reads."""
        return [name for name in self.arguments if name in self.unread]

    def is_summed(self, node: ast.AST) -> bool:
        """Does it stand in the brackets of a sum?"""
        outer = self.above.get(node)
        while isinstance(outer, ast.expr):
            if isinstance(outer, ast.Call) and called(outer) == "sum":
                return True
            outer = self.above.get(outer)
        return False

    def place(self, node: ast.AST) -> tuple[str, Any]:
        """What a number belongs to: "index", "slice", "axis", "loop-bound" or "number"; and the node that
        says so."""
        inner, outer = node, self.above.get(node)
        while isinstance(outer, (ast.BinOp, ast.UnaryOp, ast.Tuple, ast.List)):
            inner, outer = outer, self.above.get(outer)
        if isinstance(outer, ast.keyword) and outer.arg in ("axis", "dim"):
            return "axis", outer
        if isinstance(outer, ast.Slice):
            return "slice", outer
        if isinstance(outer, ast.Subscript) and inner is outer.slice:
            return "index", outer
        if not isinstance(outer, ast.Call):
            return "number", outer
        name = called(outer)
        if name in AXES_FIRST and inner is not outer.func:
            return "axis", outer
        return ("loop-bound" if name == "range" else "number"), outer


def scope_of(function: ast.FunctionDef) -> Scope:
    """The Scope of a function's syntax tree."""
    arguments = [a.arg for a in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]]
    used = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
    stored = sorted((n.lineno, n.id) for n in used if isinstance(n.ctx, ast.Store))
    read = {n.id for n in used if isinstance(n.ctx, ast.Load)}
    turns = [n.target for n in ast.walk(function) if isinstance(n, (ast.For, ast.comprehension))]
    counters = [n.id for target in turns for n in ast.walk(target) if isinstance(n, ast.Name)]
    names = dict.fromkeys(arguments, 0)
    for line, name in stored:
        names.setdefault(name, line)
    return Scope(
        names=names,
        loops=list(dict.fromkeys(counters)),
        arguments=arguments,
        unread=[name for name in names if name not in read and name != "_"],
        modules=[name for name in MODULES if name in read] or list(MODULES),
        above={child: parent for parent in ast.walk(function) for *_, child in children(parent)},
        uses=_uses(function),
    )


def _uses(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """The different slices that are read of each name, and the operations of other expressions."""
    found: dict[str, dict[str, ast.expr]] = {}
    for node in ast.walk(function):
        inside: list[ast.expr] = []
        if isinstance(node, ast.BinOp):
            inside = [side for side in (node.left, node.right) if isinstance(side, (ast.Subscript, ast.Call))]
        elif isinstance(node, ast.Subscript) and _is_slice_of_a_name(node):
            inside = [node.value]
        for one in inside:
            found.setdefault(ast.dump(one), {}).setdefault(ast.dump(node), cast(ast.expr, node))
    return {inner: list(uses.values()) for inner, uses in found.items()}


def _is_slice_of_a_name(node: ast.Subscript) -> bool:
    is_read = isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load)
    return is_read and isinstance(node.slice, ast.Slice)


def children(node: ast.AST) -> Iterator[tuple[Any, Any, ast.AST]]:
    """(holder, field, child) for each node directly below ``node``."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield node, name, value
        elif isinstance(value, list):
            yield from ((value, i, item) for i, item in enumerate(value) if isinstance(item, ast.AST))


def called(call: ast.Call) -> str:
    """The last part of the name that a call calls: "tanh" for ``np.tanh(x)``."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def number(node: Any) -> Any:
    """The number that a constant or a negative constant stands for, or None."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number(node.operand)
        return None if inner is None else -inner
    is_number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return getattr(node, "value", None) if is_number else None
