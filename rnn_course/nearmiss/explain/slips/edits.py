"""Small changes of a learner's function: if one of them makes it right, it shows where the slip is.

Here is what a change is, and what it has to know of the function around it. Changes of terms and of calls,
each of one expression, are in ``edits_of_terms`` and ``edits_of_calls``; ``edits_of_statements`` moves, drops
and adds lines.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as fresh
from typing import Any

REDUCTIONS = ("sum", "mean", "max", "min", "prod", "median", "std", "var", "norm", "argmax")
Change = tuple[str, Any, Any]  # kind of slip, new node, what the sentence may quote
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

    def __enter__(self) -> Any:
        self._old = (
            self.holder[self.field] if isinstance(self.holder, list) else getattr(self.holder, self.field)
        )
        self._put(self.new)
        return self

    def __exit__(self, *_: Any) -> None:
        self._put(self._old)

    def locate(self) -> None:
        """Give each new node the place of the old one, which `compile` asks for."""
        for one in self.new if isinstance(self.new, list) else [self.new]:
            for node in ast.walk(one):
                if not hasattr(node, "lineno") and "lineno" in node._attributes:
                    ast.copy_location(node, self.node)

    def _put(self, value: Any) -> None:
        if isinstance(self.holder, list):
            self.holder[self.field] = value
        else:
            setattr(self.holder, self.field, value)


class Together:
    """The same change at several places; it has the kind, the node and the ``about`` of the first."""

    def __init__(self, edits: list[Edit]):
        self.edits = edits
        self.kind, self.node, self.about = edits[0].kind, edits[0].node, edits[0].about

    def locate(self) -> None:
        for edit in self.edits:
            edit.locate()

    def __enter__(self) -> Any:
        for edit in self.edits:
            edit.__enter__()
        return self

    def __exit__(self, *_: Any) -> None:
        for edit in reversed(self.edits):
            edit.__exit__()


def together(edits: Sequence[Edit], what: Callable[[Edit], Any]) -> list[Together]:
    """All at once, the edits for which ``what(edit)`` gives the same; those that give None stay alone."""
    groups: dict[Any, list[Edit]] = {}
    for edit in edits:
        groups.setdefault(what(edit), []).append(edit)
    return [Together(group) for key, group in groups.items() if key is not None and len(group) > 1]


def the_same_change(edit: Edit) -> Any:
    """The same new text for the same old text, wherever it stands."""
    return (edit.kind, ast.dump(edit.node), ast.dump(edit.new)) if isinstance(edit.new, ast.AST) else None


def added_in_one_block(edit: Edit) -> int | None:
    """`+=` for `=`, in several lines of one block."""
    adds = isinstance(edit.node, ast.Assign) and isinstance(edit.new, ast.AugAssign)
    return id(edit.holder) if adds else None


@dataclass
class Scope:
    """The names of a function: all that hold values, those that count a loop, the arguments; and what stands
    above each node."""

    names: list[str]
    loops: list[str]
    arguments: list[str]
    unused: list[str]
    above: dict[ast.AST, ast.AST] = fresh(default_factory=dict)

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
    stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    loops = [n.target for n in ast.walk(function) if isinstance(n, (ast.For, ast.comprehension))]
    counters = [n.id for target in loops for n in ast.walk(target) if isinstance(n, ast.Name)]
    read = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    names = list(dict.fromkeys([*arguments, *stored]))
    return Scope(
        names, list(dict.fromkeys(counters)), arguments, [name for name in arguments if name not in read]
    )


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
