"""What a wrong answer tells when no misconception of the exercise explains it."""

import numpy as np

from rnn_course.exercises.axes import shape_mistake
from rnn_course.exercises.compare import difference, same
from rnn_course.exercises.mutants import find_mutant
from rnn_course.exercises.probes import is_edge


def explain_difference(got, want, returns, sizes, tolerance):
    """A sentence on the first output that differs and the first place in it."""
    for name, right in want.items():
        axes = (returns or {}).get(name, "")
        text = difference(got.get(name), right, axes, sizes, tolerance)
        if text:
            return f"`{name}` {text}" if name else f"Your answer {text}"
    return "Your answer has other outputs than the task asks for."


def general_mistake(exercise, seen):
    """(key, sentence) for a mistake that needs no knowledge of the exercise, or None."""
    reference = exercise.known()
    rows = [
        (seen[i].outputs, reference[i].outputs, exercise.sizes[i])
        for i in sorted(range(len(seen)), key=lambda i: is_edge(exercise.sizes[i]))
        if seen[i].outputs is not None and reference[i].outputs is not None
    ]
    if not rows or any(got.keys() != want.keys() for got, want, _ in rows):
        return None
    return (
        _swapped_outputs(rows, exercise.tolerance)
        or _not_numbers(rows)
        or _no_gradient(rows, exercise.tolerance)
        or _mutant(rows, exercise)
        or _edge_only(rows, exercise)
        or _shape(rows, exercise)
        or _composite(exercise, seen)
    )


def _wrong_names(rows, tolerance):
    return [
        name
        for name in rows[0][1]
        if not all(same(got[name], want[name], tolerance) for got, want, _ in rows)
    ]


def _swapped_outputs(rows, tolerance):
    names = list(rows[0][1])
    if len(names) < 2:
        return None
    for got, want, _ in rows:
        if not all(same(got[a], want[b], tolerance) for a, b in zip(names, reversed(names), strict=True)):
            return None
    return "general:outputs-swapped", "Your outputs are right, but in the wrong order."


def _no_gradient(rows, tolerance):
    """Right values, but some gradient is zero where one should flow."""
    wrong = _wrong_names(rows, tolerance)
    if not wrong or not all(name.startswith("gradient of") for name in wrong):
        return None
    if any(np.any(got[name]) for got, _, _ in rows for name in wrong):
        return (
            "general:gradient",
            f"The values are right, but the {wrong[0].replace('of ', 'of `', 1)}` is not.",
        )
    lost = ", ".join(f"`{name.removeprefix('gradient of ')}`" for name in wrong)
    return "general:no-gradient", (
        f"The values are right, but no gradient reaches {lost}: something cuts the path "
        "(`detach()`, `.data`, `.item()`, `.numpy()`, `torch.no_grad()` or a new tensor made from old numbers)."
    )


def _not_numbers(rows):
    for got, want, _ in rows:
        for name in want:
            value, right = got[name], want[name]
            if not isinstance(value, np.ndarray) or not isinstance(right, np.ndarray):
                continue
            if value.dtype.kind == "c" and right.dtype.kind != "c":
                return "general:complex", "Your answer holds complex numbers; everything here is real."
            if value.dtype.kind == "f" and np.isnan(value).any() and not np.isnan(right).any():
                return "general:nan", (
                    "Your answer holds NaN (not a number): a division 0/0, infinity minus infinity, or memory that was "
                    "never written (`np.empty`)."
                )
    return None


def _mutant(rows, exercise):
    wrong = _wrong_names(rows, exercise.tolerance)
    found = []
    for name in wrong:
        axes = exercise.returns.get(name, "")
        pairs = [(got[name], want[name], sizes) for got, want, sizes in rows]
        generic = [pair for pair in pairs if not is_edge(pair[2])]
        found.append(
            find_mutant(pairs, axes, exercise.tolerance) or find_mutant(generic, axes, exercise.tolerance)
        )
    if not wrong or None in found:
        return None
    several = len(rows[0][1]) > 1 and wrong[0]
    key, sentence = found[0]
    return key, f"`{wrong[0]}`: {sentence}" if several else sentence


def _edge_only(rows, exercise):
    """Right at ordinary sizes, wrong at T = 1 or B = 1."""
    bad = [sizes for got, want, sizes in rows if not same(got, want, exercise.tolerance)]
    if not bad or not all(is_edge(sizes) for sizes in bad):
        return None
    letter = "T" if bad[0].get("T") == 1 else "B"
    what = "a sequence of one step (T = 1)" if letter == "T" else "a batch of one sequence (B = 1)"
    return (
        "general:edge-case",
        f"Right at ordinary sizes, but wrong for {what}. Does something squeeze or index that axis away?",
    )


def _shape(rows, exercise):
    for got, want, _ in rows:
        for name in want:
            value, right = got[name], want[name]
            if isinstance(value, np.ndarray) and isinstance(right, np.ndarray) and value.shape != right.shape:
                return shape_mistake(value.shape, right.shape, exercise.returns.get(name, ""))
    return None


def _composite(exercise, seen):
    """A known misconception and a general mistake together: name both, the known one first.

    Not for single numbers, such as counts: there a factor or a difference of one can come from anywhere.
    """
    if any(
        one.outputs and any(np.ndim(value) == 0 for value in one.outputs.values()) for one in exercise.known()
    ):
        return None
    for key, misconception in exercise.misconceptions.items():
        known = exercise.known(key)
        if len(known) < len(seen) or any(one.outputs is None for one in [*known[: len(seen)], *seen]):
            continue
        rows = [(seen[i].outputs, known[i].outputs, exercise.sizes[i]) for i in range(len(seen))]
        if any(got.keys() != want.keys() for got, want, _ in rows):
            continue
        found = _mutant(rows, exercise)
        if found:
            return key, f"{misconception.says} And a second thing: {found[1]}"
    return None
