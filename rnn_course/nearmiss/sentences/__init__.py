"""What the engine says, in data files with named fields."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rnn_course.nearmiss.vocabulary import taught


@cache
def _own(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def sentences(name: str) -> dict[str, Any]:
    """The tables of one of the files in this folder, by their names;
    in "general" those of the course come first."""
    return _own(name) | dict(taught().general) if name == "general" else _own(name)


def say(file: str, table: str, part: str = "says", /, **words: Any) -> str:
    """One sentence of a file, with its fields filled in."""
    return sentences(file)[table][part].format(**words)
