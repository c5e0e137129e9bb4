"""What a wrong answer tells when no misconception of the exercise explains it."""

import re

import numpy as np

from rnn_course.exercises.axes import ALIGNMENTS, parts_of, shape_mistake
from rnn_course.exercises.compare import difference, same
from rnn_course.exercises.mutants import find_mutant
from rnn_course.exercises.probes import Call, is_edge
from rnn_course.exercises.run import run


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
    rows = _rows(exercise, seen, None, range(len(seen)))
    if not rows:
        return None
    return (
        _swapped_outputs(rows, exercise.tolerance)
        or _not_numbers(rows)
        or _no_gradient(rows, exercise.tolerance)
        or _mutant(rows, exercise)
        or _edge_only(rows, exercise)
        or _shape(rows, exercise)
    )


def _rows(exercise, seen, key, indices):
    """[(got, known, sizes)] of the probes where both have outputs, edge cases last; [] where their names differ."""
    rows = [
        (seen[i].outputs, exercise.known(key, i).outputs, exercise.sizes[i])
        for i in sorted(indices, key=lambda i: is_edge(exercise.sizes[i]))
        if seen[i].outputs is not None and exercise.known(key, i).outputs is not None
    ]
    return [] if any(got.keys() != want.keys() for got, want, _ in rows) else rows


VAGUE = re.compile(
    r"general:(times-.|over-.|twice|half|plus-one|minus-one|zeros|edge-case|nan"
    r"|sum-over-.*|mean-over-.*|summed-up|.*-and-more|axis-missing|reshaped|one-step-(more|less))$"
)


def is_telling(key):
    """Does a general mistake say more than the place in the learner's code that a search for a slip can find?"""
    return not VAGUE.match(key)


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
                found = shape_mistake(value.shape, right.shape, exercise.returns.get(name, ""))
                if found is None:
                    return None
                key, sentence = found
                prefix = f"`{name}`: " if len(want) > 1 else ""
                more = _beyond_the_shape(rows, exercise, name)
                return f"{key}-and-more" if more else key, f"{prefix}{sentence}{more}"
    return None


def _beyond_the_shape(rows, exercise, name):
    """What else is wrong when the shape of one output is brought in order: a known mistake, or just that something is."""
    indices = [exercise.sizes.index(sizes) for _, _, sizes in rows]
    found = ""
    for align in ALIGNMENTS:
        got = [align(one[name], want[name].shape) for one, want, _ in rows]
        if any(value is None for value in got):
            continue

        def alike(key, got=got):
            known = [exercise.known(key, i).outputs for i in indices]
            return all(
                k
                and any(same(value, part, exercise.tolerance) for part in parts_of(k.get(name), value.shape))
                for value, k in zip(got, known, strict=True)
            )

        if alike(None):
            return ""
        key = next((key for key in exercise.misconceptions if alike(key)), None)
        if key:
            return f" And a second thing: {exercise.misconceptions[key].says}"
        found = " That is not all: with the axes in order, some numbers still differ."
    return found


def part_mistake(exercise, seen):
    """For several outputs: (key, sentence) of the misconceptions that explain the wrong ones, each for itself, or None;
    and the names of the outputs that none explains."""
    indices = [i for i, one in enumerate(seen) if one.outputs is not None]
    rows = _rows(exercise, seen, None, indices)
    failed = [i for i in range(len(seen)) if i not in indices and not is_edge(exercise.sizes[i])]
    if failed or not rows or len(rows[0][1]) < 2:
        return None, []
    wrong = _wrong_names(rows, exercise.tolerance)
    explained = {name: _explaining(exercise, seen, name, indices) for name in wrong}
    keys = [key for key in dict.fromkeys(explained.values()) if key]
    if not keys:
        return None, wrong
    parts = []
    for key in keys[:2]:
        names = ", ".join(f"`{name}`" for name in wrong if explained[name] == key)
        parts.append(f"{names}: {exercise.misconceptions[key].says}")
    rest = [name for name in wrong if explained[name] not in keys[:2]]
    more = f" (Something else is wrong with {', '.join(f'`{name}`' for name in rest)}.)" if rest else ""
    return (keys[0], " And a second thing. ".join(parts) + more), rest


def _explaining(exercise, seen, name, indices):
    """The key of the misconception that gives this one output on these probes, where it is not what is right."""

    def gives(key, i):
        known = exercise.known(key, i).outputs
        return known is not None and same(seen[i].outputs[name], known.get(name), exercise.tolerance)

    return next((key for key in exercise.misconceptions if all(gives(key, i) for i in indices)), None)


def composite_mistake(exercise, seen):
    """A known misconception and a general mistake together: name both, the known one first.

    Not for single numbers, such as counts: there a factor or a difference of one can come from anywhere.
    """
    reference = [exercise.known(None, i).outputs for i in range(len(seen))]
    if any(one.outputs is None for one in seen) or any(
        np.ndim(v) == 0 for one in reference for v in one.values()
    ):
        return None
    for key, misconception in exercise.misconceptions.items():
        one, everywhere = _rows(exercise, seen, key, [0]), range(len(seen))
        if one and _mutant(one, exercise):
            rows = _rows(exercise, seen, key, everywhere)
            found = _mutant(rows, exercise) if len(rows) == len(seen) else None
            if found:
                return key, f"{misconception.says} And a second thing: {found[1]}"
    return None


def detected(exercise, answer, seen):
    """The key of the misconception whose ``detect`` recognises the answer."""
    seconds = 0.5 if seen[-1].run.stopped else exercise.seconds
    calls = [Call(one.args, one.value, exercise.sizes[i]) for i, one in enumerate(seen)]
    for key, misconception in exercise.misconceptions.items():
        if misconception.detect is not None:
            heard = run(lambda m=misconception: bool(m.detect(answer, calls)), seconds)
            if heard.value is True:
                return key
    return None
