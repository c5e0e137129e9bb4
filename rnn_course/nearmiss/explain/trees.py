"""Reading the source of a function as a syntax tree."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from typing import Any

from rnn_course.nearmiss.trial.run import source_of

# What a changed answer must not do, because it is run.
FORBIDDEN = frozenset(
    "open exec __import__ eval input compile globals setattr delattr os sys shutil subprocess Path pathlib "
    "system save savez savetxt tofile write_text write_bytes unlink rmtree urllib requests".split()
)


def tree_of(source: str) -> ast.FunctionDef | None:
    """The syntax tree of a function's source; None where it is no plain function."""
    try:
        body = ast.parse(textwrap.dedent(source)).body
    except SyntaxError:
        return None
    return body[0] if len(body) == 1 and isinstance(body[0], ast.FunctionDef) else None


def names_in(source: str) -> set[str]:
    """All names that a function's source uses."""
    function = tree_of(source)
    nodes = list(ast.walk(function)) if function else []
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    return arguments | {node.id for node in nodes if isinstance(node, ast.Name)}


def copied(node: Any) -> Any:
    """The same tree anew, in which no node stands twice: two changes could otherwise close a circle."""
    if isinstance(node, list):
        return [copied(part) for part in node]
    if not isinstance(node, ast.AST):
        return node
    fields = {name: copied(value) for name, value in ast.iter_fields(node)}
    return ast.copy_location(type(node)(**fields), node)


class Parsed:
    """The source of a plain function, its module's tree and its own."""

    def __init__(self, source: str, module: ast.Module, function: ast.FunctionDef):
        self.source, self.module, self.function = source, module, function


def parsed(answer: Any) -> Parsed | None:
    """The trees of a plain function whose source is known and harmless, else None."""
    answer = inspect.unwrap(answer)  # what stands under a decorator
    source = source_of(answer) if isinstance(answer, types.FunctionType) and not answer.__closure__ else ""
    try:
        module = ast.parse(source)
    except SyntaxError:
        return None
    if len(module.body) != 1 or not isinstance(module.body[0], ast.FunctionDef):
        return None
    used = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(module)}
    return None if used & FORBIDDEN else Parsed(source, module, module.body[0])
