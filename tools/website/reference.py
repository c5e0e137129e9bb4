"""The reference of `core` and `nearmiss`: every public name with its signature and its docstring."""

import doctest
import importlib
import inspect
import re
from dataclasses import dataclass, field
from functools import cached_property

PACKAGES = ("core", "nearmiss")
KINDS = {
    "class": inspect.isclass,
    "module": inspect.ismodule,
    "function": inspect.isroutine,
    "property": lambda thing: isinstance(thing, (property, cached_property)),
}


@dataclass
class Entry:
    """One public name.

    `anchor` is its heading's id, `parts` its docstring as pairs ("text" or "code", content).
    """

    name: str
    anchor: str
    kind: str
    signature: str
    parts: list
    members: list = field(default_factory=list)


@dataclass
class Package:
    """A package of the reference."""

    name: str
    parts: list
    entries: list

    @property
    def address(self):
        return f"reference/{self.name}.html"


def packages():
    """The packages of the reference."""
    return [_package(importlib.import_module(f"rnn_course.{name}"), name) for name in PACKAGES]


def _package(module, name):
    entries = [_entry(public, getattr(module, public), public) for public in module.__all__]
    return Package(name, parts_of(inspect.getdoc(module)), entries)


def _entry(name, thing, anchor):
    kind = next((kind for kind, fits in KINDS.items() if fits(thing)), "value")
    members = [_entry(n, m, f"{anchor}.{n}") for n, m in _members(thing)] if kind == "class" else []
    docstring = inspect.getdoc(thing) if kind != "value" else ""  # a number or a text tells of its class only
    return Entry(name, anchor, kind, _signature(thing), parts_of(docstring), members)


def _members(cls):
    """The public methods and properties that a class itself documents."""
    for name, member in vars(cls).items():
        documented = inspect.isroutine(member) or isinstance(member, (property, cached_property))
        if documented and not name.startswith("_") and getattr(member, "__doc__", None):
            yield name, member


def _signature(thing):
    if not callable(thing):
        return ""
    try:
        return _plain(str(inspect.signature(thing)))
    except ValueError:
        return ""


def _plain(signature):
    """A signature without memory addresses and long module names.

    >>> _plain("(x: rnn_course.core.Cell, sort=<object object at 0x7f00>)")
    '(x: Cell, sort=…)'
    """
    return re.sub(r"<[^<>]* at 0x[0-9a-f]+>", "…", re.sub(r"\brnn_course(\.\w+)*\.(?=\w)", "", signature))


def parts_of(docstring):
    """The paragraphs and the examples of a docstring.

    >>> parts_of("Adds.\\n\\n>>> 1 + 1\\n2\\n\\nThat is all.")
    [('text', 'Adds.\\n\\n'), ('code', '>>> 1 + 1\\n2'), ('text', '\\nThat is all.')]
    """
    pieces, text = [], ""
    for piece in doctest.DocTestParser().parse(inspect.cleandoc(docstring or "")):
        if isinstance(piece, str):
            text += piece
            continue
        pieces, text = [*pieces, ("text", text)] if text.strip() else pieces, ""
        pieces.append(("code", _session(piece)))
    return _joined([*pieces, ("text", text)] if text.strip() else pieces)


def _session(example):
    first, *more = example.source.rstrip("\n").split("\n")
    lines = [f">>> {first}", *(f"... {line}" for line in more), example.want.rstrip("\n")]
    return "\n".join(line for line in lines if line)


def _joined(pieces):
    """Examples that follow each other become one."""
    joined = []
    for kind, content in pieces:
        if joined and kind == joined[-1][0] == "code":
            joined[-1] = ("code", joined[-1][1] + "\n" + content)
        else:
            joined.append((kind, content))
    return joined
