"""What an argument counts in an answer, and what it should count: nothing, or twice as much.

The numbers of an argument are moved, all of them or those at one end of an axis, and it is seen how far the
answer moves, and how far the solution does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.explain.general import rows_of, wrong_names
from rnn_course.nearmiss.sentences import sentences
from rnn_course.nearmiss.trial.further import is_floats
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.trial.values import is_torch
from rnn_course.nearmiss.vocabulary import taught

STEP = 0.25  # how far numbers are moved
ENDS = {"earlier": slice(None, -1), "later": slice(1, None), "first": slice(1), "last": slice(-1, None)}
WEIGHTS = {0: "nothing", 2: "twice", 3: "three-times", 0.5: "half", -1: "opposite"}


class Part(NamedTuple):
    """One of the arrays among the arguments, by its name; or one end (a key of ENDS) of one of its axes."""

    name: str
    end: str = "whole"
    axis: int = 0
    letter: str = ""


def weighs_otherwise(evidence: Evidence) -> Finding | None:
    """The first part of an argument that counts for nothing, twice … in a wrong output, and not so in the
    solution."""
    rows = rows_of(evidence, evidence.want)
    if evidence.stopped or not rows or evidence.one.outputs is None:
        return None
    names = wrong_names(rows, evidence.tolerance)
    indices = [i for i in evidence.telling if not evidence.alike(evidence.got[i], i)] or [evidence.first]
    for part in _parts(evidence, indices[0]):
        if evidence.out_of_time():
            return None
        for name, means in _weights(evidence, part, indices, names).items():
            if means:
                return _told(evidence, part, name, means)
    return None


def _parts(evidence: Evidence, index: int) -> Iterator[Part]:
    """Each argument that is an array of floats, the ends of its axes whose letters are known (in lists, of
    the first array), and then what stands in lists and modules."""
    arrays = dict(_arrays(evidence.want[index].args, evidence.arguments))
    yield from map(Part, (name for name in arrays if name in evidence.arguments))
    sizes = evidence.probes[index].sizes
    for name in (name for name in arrays if re.fullmatch(r"\w+(\[0\])*", name)):
        array = arrays[name]
        for axis, size in enumerate(array.shape):
            letters = [letter for letter in sizes if sizes[letter] == size]
            if size > 1 and len(letters) == 1 and array.shape.count(size) == 1:
                yield from (Part(name, end, axis, letters[0]) for end in ENDS)
    yield from map(Part, (name for name in arrays if name not in evidence.arguments))


def _arrays(values: Any, names: Any) -> Iterator[tuple[str, Any]]:
    """(name, array) for all arrays of floats, also in lists (`W[0]`) and in modules (`cell.bias_hh`)."""
    for name, value in zip(names, values, strict=False):
        if is_floats(value):
            yield name, value
        elif isinstance(value, (list, tuple)):
            yield from _arrays(value, [f"{name}[{i}]" for i in range(len(value))])
        elif hasattr(value, "named_parameters"):
            inside = dict(value.named_parameters())
            yield from ((_named(name, key), parameter) for key, parameter in inside.items())


def _named(module: str, parameter: str) -> str:
    """How code reaches a parameter.

    >>> _named("cells", "1.weight_ih")
    'cells[1].weight_ih'
    """
    return re.sub(r"\.(\d+)(?=\.)", r"[\1]", f"{module}.{parameter}")


def _weights(evidence: Evidence, part: Part, indices: list[int], names: list[str]) -> dict[str, set[str]]:
    """What may be said on all these probes of how much more each output moves than the solution's."""
    found: dict[str, set[str]] = {}
    for i in indices:
        if part.name not in dict(_arrays(evidence.want[i].args, evidence.arguments)):
            continue  # fewer layers
        right = _moved(evidence, evidence.reference, part, i, evidence.want[i])
        mine = _moved(evidence, evidence.answer, part, i, evidence.got[i])
        for name in names:
            means = _meanings(_weight(mine.get(name), right.get(name)), evidence.probes[i].sizes)
            found[name] = found.get(name, means) & means
        if not any(found.values()):
            break
    return found


def _meanings(weight: float | None, sizes: Mapping[str, Any]) -> set[str]:
    """What a number may stand for: one of WEIGHTS, or the size of an axis.

    >>> sorted(_meanings(3.0, {"T": 7, "B": 3}))
    ['B', 'three-times']
    """
    fixed = {WEIGHTS[weight]} if weight in WEIGHTS else set()
    return fixed | {letter for letter, size in sizes.items() if size == weight != 1}


def _moved(evidence: Evidence, function: Callable, part: Part, index: int, before: Seen) -> dict[str, Any]:
    """How far each output moves."""
    after = evidence.glance(_with_moved(function, evidence.arguments, part), index).outputs or {}
    return {name: _difference(value, after.get(name)) for name, value in (before.outputs or {}).items()}


def _difference(before: Any, after: Any) -> Any:
    arrays = isinstance(before, np.ndarray) and isinstance(after, np.ndarray)
    return after - before if arrays and before.shape == after.shape and before.dtype.kind == "f" else None


def _weight(mine: Any, right: Any) -> float | None:
    """The number c for which `mine` is c times `right`, to six digits."""
    if mine is None or right is None or mine.shape != right.shape or not np.abs(right).max(initial=0) > 1e-4:
        return None
    weight = float(np.vdot(mine, right) / np.vdot(right, right))
    near = np.allclose(mine, weight * right, atol=1e-6 * max(1.0, float(np.abs(right).max())))
    return round(weight, 4) + 0.0 if near else None


def _with_moved(function: Callable, names: tuple[str, ...], part: Part) -> Callable:
    """The function, called with the numbers of this part moved, each by another step."""

    def called(*args: Any) -> Any:
        array = dict(_arrays(args, names))[part.name]
        numbers = array.detach().numpy() if is_torch(array) else array  # the same memory
        moved = numbers[(slice(None),) * part.axis + (ENDS.get(part.end, slice(None)),)]
        moved += STEP * np.sin(np.arange(1, moved.size + 1)).reshape(moved.shape)
        return function(*args)

    return called


def _told(evidence: Evidence, part: Part, output: str, means: set[str]) -> Finding:
    says, letter = sentences("general")["weight"], taught().letters.get(part.letter)
    one = (letter and letter.one) or says["entry"].format(letter=part.letter)
    what = says[part.end].format(name=part.name, one=one)
    whose = f"`{output}`" if output and len(evidence.want[0].outputs or {}) > 1 else says["answer"]
    kind = next((name for name in WEIGHTS.values() if name in means), "letter")
    return general("weight", kind, what=what, whose=whose, letter=min(means))
