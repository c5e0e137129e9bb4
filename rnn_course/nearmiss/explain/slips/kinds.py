"""The kinds of slips, from ``slips.toml``, and what is said of one that was found."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from rnn_course.nearmiss.card import shorten
from rnn_course.nearmiss.explain.slips.edits import REDUCTIONS, Edit, Edits, called, number
from rnn_course.nearmiss.sentences import sentences


@dataclass(frozen=True)
class Kind:
    """One kind of slip: its sentence, its rank in the search, and how it behaves (see ``slips.toml``)."""

    name: str
    rank: int
    says: str
    place: bool = False
    plain: bool = False


KINDS = {name: Kind(name, **entry) for name, entry in sentences("slips").items()}


class Slip:
    """A change that mends the answer: ``key``, the ``sentence`` for the learner, and the ``line`` of code it
    speaks of."""

    def __init__(self, edits: Edits, source: str, name: str):
        edit, *others = edits
        lines, where = source.splitlines(), getattr(edit.node, "lineno", 1)
        self.key = f"slip:{edit.kind}"
        self.line = lines[where - 1].strip() if where <= len(lines) else ""
        self.sentence = f"Line {where} of `{name}`: {KINDS[edit.kind].says.format(**_words(edit))}"
        self.sentence += _elsewhere([other.node for other in others], where)

    def code(self) -> tuple[str, str]:
        """The line, as a detail of a Finding."""
        return "code", self.line

    def in_your_code(self) -> tuple[Any, ...]:
        """The details that add this place to another sentence."""
        return f"In your code: {self.sentence[0].lower()}{self.sentence[1:]}", self.code()


def _elsewhere(nodes: list[Any], line: int) -> str:
    """Where the same slip stands besides: in other lines, or in other parts of this one."""
    lines = sorted({node.lineno for node in nodes} - {line})
    parts = dict.fromkeys(f"`{_text(node)}`" for node in nodes if not isinstance(node, ast.Constant))
    where = f"line {', '.join(map(str, lines))}" if lines else ", ".join(parts)
    return f" (And the same in {where}.)" if where else ""


def _words(edit: Edit) -> dict[str, Any]:
    """What the sentences may quote from the learner's code."""
    node, about, says = edit.node, edit.about, sentences("operations")
    op = type(getattr(node, "op", None) or getattr(node, "ops", [None])[0]).__name__
    name = called(node) if isinstance(node, ast.Call) else ""
    too_many = says["one-too-many"]
    return {
        "old": f"[{_text(about)}]" if isinstance(about, ast.Slice) else _text(node),
        "about": about if isinstance(about, str) else _text(about),
        "inside": _text(getattr(node, "value", None) or getattr(node, "operand", None)),
        "what": says["what-you-do"].get(op, ""),
        "op": says["sign"].get(op, ""),
        "name": name,
        "number": number(node) if isinstance(node, ast.expr) else None,
        "operation": too_many["reduction"] if name in REDUCTIONS else too_many.get(name, too_many["other"]),
        "old_name": about[0] if isinstance(about, tuple) else "",
        "new": about[1] if isinstance(about, tuple) else "",
    }


def _text(node: Any) -> str:
    return shorten(ast.unparse(node).splitlines()[0], 80) if isinstance(node, ast.AST) else ""
