"""Mistakes that need no knowledge of the exercise: swapped outputs, lost gradients, common changes, shapes,
edge cases."""

from __future__ import annotations

import ast
from dataclasses import replace
from operator import ne
from typing import Any

import numpy as np

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, general
from rnn_course.nearmiss.explain.mutants import Mutant, find_mutant
from rnn_course.nearmiss.explain.shapes import shape_mistake
from rnn_course.nearmiss.explain.trees import tree_of
from rnn_course.nearmiss.sentences import sentences
from rnn_course.nearmiss.trial.axes import letters_of
from rnn_course.nearmiss.trial.compare import kind_of, same
from rnn_course.nearmiss.trial.probes import Seen
from rnn_course.nearmiss.vocabulary import taught

Row = tuple[dict[str, Any], dict[str, Any], int]  # what was given, what is known, and the number of the probe


def general_mistake(evidence: Evidence) -> Finding | None:
    """The first of the mistakes that are the same in every exercise."""
    rows = rows_of(evidence, evidence.want)
    if not rows:
        return None
    kinds = (_kind, _swapped_outputs, _not_numbers, _no_gradient, mutant, _edge_only, _length, _shape)
    return next((found for kind in kinds if (found := kind(evidence, rows))), None)


def rows_of(evidence: Evidence, known: tuple[Seen, ...]) -> list[Row]:
    """The probes where both have outputs, edge cases last; [] where their names differ.

    Gradients are looked at where all values are right.
    """
    pairs = list(zip(evidence.got, known, strict=False))
    tolerance = evidence.tolerance
    right = all(a.outputs is not None and same(a.outputs, b.outputs, tolerance) for a, b in pairs)
    rows: list[Row] = []
    for i in sorted(range(len(pairs)), key=evidence.edge):
        got, want = (one.all_of_it if right else one.outputs for one in pairs[i])
        if got is not None and want is not None:
            rows.append((got, want, i))
    return [] if any(got.keys() != want.keys() for got, want, _ in rows) else rows


def wrong_names(rows: list[Row], tolerance: float) -> list[str]:
    """The outputs that are wrong somewhere."""
    return [
        name
        for name in rows[0][1]
        if not all(same(got[name], want[name], tolerance) for got, want, _ in rows)
    ]


def _kind(_evidence: Evidence, rows: list[Row]) -> Finding | None:
    """A dict for an array, or the other way round."""
    got, want = (next(iter(one.values())) for one in rows[0][:2])
    if isinstance(got, np.ndarray) and isinstance(want, np.ndarray) or kind_of(got) == kind_of(want):
        return None
    return general("wrong-kind", got=kind_of(got), want=kind_of(want))


def _swapped_outputs(evidence: Evidence, rows: list[Row]) -> Finding | None:
    names = list(rows[0][1])
    turned = list(zip(names, reversed(names), strict=True))
    alike = all(same(got[a], want[b], evidence.tolerance) for got, want, _ in rows for a, b in turned)
    return general("outputs-swapped") if len(names) > 1 and alike else None


def _no_gradient(evidence: Evidence, rows: list[Row]) -> Finding | None:
    """Right values, but some gradient is wrong, or zero where one should flow."""
    wrong = wrong_names(rows, evidence.tolerance)
    if not wrong or not all(name.startswith("gradient of") for name in wrong):
        return None
    if any(np.any(got[name]) for got, _, _ in rows for name in wrong):
        return general("gradient", wrong=wrong[0].replace("of ", "of `", 1) + "`")
    return general("no-gradient", lost=", ".join(f"`{name.removeprefix('gradient of ')}`" for name in wrong))


def _not_numbers(evidence: Evidence, rows: list[Row]) -> Finding | None:
    """NaN, or complex numbers, where the first thing is wrong; later arguments may only overflow."""
    for got, want, _ in rows:
        found = [kind for name, right in want.items() for kind in _kinds(got[name]) - _kinds(right)]
        if found or not all(same(got[name], right, evidence.tolerance) for name, right in want.items()):
            return general(found[0]) if found else None
    return None


def _kinds(value: object) -> set[str]:
    """What of "complex" and "nan" an output holds."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
        return set()
    return {"complex"} if value.dtype.kind == "c" else {"nan"} if np.isnan(value).any() else set()


def mutant(evidence: Evidence, rows: list[Row]) -> Finding | None:
    """A common change that explains each wrong output; told of the first of them."""
    wrong = wrong_names(rows, evidence.tolerance)
    found = []
    for name in wrong:
        pairs = [(got[name], want[name], evidence.probes[i].sizes) for got, want, i in rows]
        generic = [pair for pair, row in zip(pairs, rows, strict=True) if not evidence.edge(row[2])]
        axes, tolerance = evidence.axes.get(name, ""), evidence.tolerance
        found.append(find_mutant(pairs, axes, tolerance) or find_mutant(generic, axes, tolerance))
        if found[-1] is None:
            return None
    return _told_of_the_first(evidence, rows, wrong[0], found[0]) if found else None


def _told_of_the_first(evidence: Evidence, rows: list[Row], name: str, found: Mutant) -> Finding:
    in_loop = found.name == "first-step" and returns_in_a_loop(evidence.source)
    told = general(found.name, "loop" if in_loop else "says", **found.words)
    key = told.key if not found.words else f"general:{found.key}"
    sentence = f"`{name}`: {told.sentence}" if len(rows[0][1]) > 1 and name else told.sentence
    return Finding(key, sentence, rank=told.rank)


def returns_in_a_loop(source: str) -> bool:
    function = tree_of(source)
    loops = (
        [node for node in ast.walk(function) if isinstance(node, (ast.For, ast.While))] if function else []
    )
    return any(isinstance(node, ast.Return) for loop in loops for node in ast.walk(loop))


def _edge_only(evidence: Evidence, rows: list[Row]) -> Finding | None:
    """Right at ordinary sizes, wrong where there is one step, or one sequence."""
    bad = [i for got, want, i in rows if not same(got, want, evidence.tolerance)]
    if not bad or not all(evidence.edge(i) for i in bad):
        return None
    words = taught()
    role = "order" if evidence.probes[bad[0]].sizes.get(words.order) == 1 else "each"
    letter = getattr(words, role)
    return general("edge-case", what=sentences("general")["edge-case"][role].format(letter=letter))


def _length(evidence: Evidence, rows: list[Row]) -> Finding | None:
    """Right as far as both go along one axis, and then one of them goes on."""
    for name in wrong_names(rows, evidence.tolerance):
        pairs = [(got[name], want[name]) for got, want, _ in rows]
        if not all(isinstance(one, np.ndarray) for pair in pairs for one in pair):
            return None
        if not all(_agree_as_far_as_both_go(*pair, evidence.tolerance) for pair in pairs):
            return None
        found = [(got.shape, want.shape) for got, want in pairs if got.shape != want.shape]
        return _told_of_length(found[0], letters_of(evidence.axes.get(name, ""))) if found else None
    return None


def _agree_as_far_as_both_go(got: np.ndarray, want: np.ndarray, tolerance: float) -> bool:
    if got.ndim != want.ndim or not got.size or sum(map(ne, got.shape, want.shape)) > 1:
        return False
    common = tuple(map(slice, map(min, got.shape, want.shape)))
    return same(got[common], want[common], tolerance)


def _told_of_length(shapes: tuple[tuple[int, ...], tuple[int, ...]], letters: list[str]) -> Finding | None:
    axis, (got, want) = next(
        (i, sizes) for i, sizes in enumerate(zip(*shapes, strict=True)) if len(set(sizes)) > 1
    )
    letter = letters[axis] if axis < len(letters) else str(axis)
    return general("goes-on" if got > want else "ends-early", letter=letter, size=want, more=abs(got - want))


def _shape(evidence: Evidence, rows: list[Row]) -> Finding | None:
    for got, want, i in rows:
        for name, right in want.items():
            value, sizes = got[name], evidence.probes[i].sizes
            if isinstance(value, np.ndarray) and isinstance(right, np.ndarray) and value.shape != right.shape:
                found = shape_mistake(value.shape, right.shape, evidence.axes.get(name, ""), sizes)
                prefix = f"`{name}`: " if len(want) > 1 else ""
                return found and replace(found, sentence=prefix + found.sentence)
    return None
