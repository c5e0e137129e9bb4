"""What a course teaches the engine: its axis letters, the sizes it asks with, and sentences of its own field.

Without it the engine knows numpy and Python only: exercises then give their own `sizes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Letter:
    """One axis letter.

    sizes: its size in each of the usual probes; drawn: the smallest and the largest size that a probe drawn
    anew may give it, or None where it must keep a usual one; one, many: what stands along the axis ("step",
    "steps"); names: may a size in a wrong shape be read as this letter?
    """

    sizes: tuple[int, ...]
    drawn: tuple[int, int] | None = None
    one: str = ""
    many: str = ""
    names: bool = True


@dataclass(frozen=True)
class Vocabulary:
    """The words of one course.

    letters: in the order in which they are tried. order: the letter of what comes one after the other (a size
    of `long` is tried as well); each: of things that know nothing of each other; unit: of what may be there
    once only. products: sizes that a wrong shape may show besides single letters, "T*B" or "T+1". assumed:
    sizes of letters that a probe does not give. twins: `Mutant`s to be tried before the engine's own.
    general, errors: tables that are read before those of `sentences`.
    """

    letters: Mapping[str, Letter] = field(default_factory=dict)
    order: str = ""
    each: str = ""
    unit: str = ""
    long: int = 0
    products: tuple[str, ...] = ()
    assumed: Mapping[str, int] = field(default_factory=dict)
    twins: tuple[Any, ...] = ()
    general: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    errors: tuple[Mapping[str, Any], ...] = ()

    def probes(self) -> list[dict[str, int]]:
        """The sizes of the usual probes, one dictionary each.

        >>> Vocabulary({"T": Letter((7, 1)), "B": Letter((3, 5))}).probes()
        [{'T': 7, 'B': 3}, {'T': 1, 'B': 5}]
        """
        rows = zip(*(letter.sizes for letter in self.letters.values()), strict=True)
        return [dict(zip(self.letters, row, strict=True)) for row in rows]

    def drawn(self) -> dict[str, tuple[int, int]]:
        """The letters whose sizes may be drawn anew, with their bounds."""
        return {name: letter.drawn for name, letter in self.letters.items() if letter.drawn}


_taught = Vocabulary()


def teach(vocabulary: Vocabulary) -> None:
    """From now on the engine speaks the words of this course."""
    global _taught
    _taught = vocabulary


def taught() -> Vocabulary:
    """What the engine has been taught."""
    return _taught
