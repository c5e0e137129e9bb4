"""Say what is wrong with an answer: the most telling explanation that holds on every probe."""

import re

import numpy as np

from rnn_course.exercises import oddities
from rnn_course.exercises.diagnose import (
    composite_mistake,
    detected,
    explain_difference,
    general_mistake,
    is_telling,
    part_mistake,
)
from rnn_course.exercises.error_sentences import PLAIN_ERRORS, sentence_for
from rnn_course.exercises.probes import is_edge
from rnn_course.exercises.result import DIFFERS, RAISED
from rnn_course.exercises.run import error_text, explain_error, printed_detail
from rnn_course.exercises.slip_search import find_place, find_slip, lost_arguments

KEEPS_STATE = (
    "general:keeps-state",
    "Called again with the same inputs, your function gives another answer. It keeps something between calls (a global "
    "variable, a list made outside the function or as a default argument), or it draws random numbers.",
)

# Not to be tried again and again, with small changes.
NO_SLIP = (MemoryError, RecursionError, SystemExit, KeyboardInterrupt)


def judge_wrong(exercise, answer, seen):
    """The Result for an answer that is not right. ``seen``: what it gives on the probes, as far as they were run."""
    first = next(i for i, one in enumerate(seen) if not exercise.alike(one, None, i))
    one, sizes = seen[first], exercise.sizes[first]
    remarks = _remarks(exercise, answer, one)
    named = _named(exercise, answer, seen, one)
    if named:
        key, sentence, *details = named
        outputs = exercise.known(None, first).outputs or {}
        # A single number says nothing without the sizes that it belongs to.
        is_number = any(np.ndim(value) == 0 for value in outputs.values())
        details += [
            *_where(exercise, one, first),
            *(_tried(sizes) if is_number else []),
            *printed_detail(one.run.printed),
        ]
        return exercise.named(key, sentence, details, remarks)
    details = [*_tried(sizes), *printed_detail(one.run.printed)]
    if one.error is not None:
        sentence, more = explain_error(one.error, answer, exercise.seconds)
        key, sentence = sentence_for(one.error) or (None, sentence)
        return exercise.result(RAISED, sentence, key, [*more, *details], remarks)
    return exercise.result(DIFFERS, _where(exercise, one, first)[0], None, details, remarks)


def _tried(sizes):
    return [f"Tried with {', '.join(f'{key} = {value}' for key, value in sizes.items())}."] if sizes else []


def _place(exercise, answer, seen):
    """The line of the learner's code that a known mistake comes from, where it can be found."""
    if any(one.error is not None for one in seen):
        return []
    slip = find_place(exercise, answer, seen)
    return _in_your_code(slip) if slip else []


def _in_your_code(slip):
    return [f"In your code: {slip.sentence[0].lower()}{slip.sentence[1:]}", ("code", slip.line)]


def _named(exercise, answer, seen, one):
    """(key, sentence or None for the misconception's own, details …), from the surest explanation to the vaguest; or None."""
    found = oddities.reads_notebook(answer)
    if found:
        return found
    key = _matching(exercise, seen)
    if key:
        return key, None, *_place(exercise, answer, seen)
    key = detected(exercise, answer, seen)
    if key:
        return key, None
    if one.run.stopped:
        return None
    if not exercise.see(answer, 0, None, repeat=1).alike(seen[0], exercise.tolerance):
        return KEEPS_STATE
    if one.problem is not None:
        return one.problem
    if one.error is not None:
        return _by_error(exercise, answer, seen, one)
    return _by_values(exercise, answer, seen)


def _by_error(exercise, answer, seen, one):
    """A slip whose opposite mends the answer; or the misconception that raises such an error."""
    key, known = _same_error(exercise, one), sentence_for(one.error)
    if isinstance(one.error, NO_SLIP) or (known and known[0] in PLAIN_ERRORS):
        return (key, None) if key else None
    slip, second = find_slip(exercise, answer, seen)
    if slip is None or second:
        return (key, None) if key else None
    return (key, None, *_in_your_code(slip)) if key else (slip.key, slip.sentence, ("code", slip.line))


def _by_values(exercise, answer, seen):
    parts, rest = part_mistake(exercise, seen)
    if parts and not rest:
        return *parts, *_place(exercise, answer, seen)
    general = general_mistake(exercise, seen)
    if general and is_telling(general[0]):
        return *general, *_place(exercise, answer, seen)
    slip, second = find_slip(exercise, answer, seen)
    if slip and not second:
        return slip.key, slip.sentence, ("code", slip.line)
    if general:
        return general
    if slip:
        says = exercise.misconceptions[second].says
        return second, f"{says} And a second thing. {slip.sentence}", ("code", slip.line)
    return composite_mistake(exercise, seen) or parts or lost_arguments(exercise, answer)


def _matching(exercise, seen):
    """The key of the misconception that does the same on every probe, or at least on every one that is no edge case."""
    everywhere = range(len(seen))
    generic = [i for i in everywhere if not is_edge(exercise.sizes[i])]
    if seen[-1].run.stopped:
        return None
    for indices in (everywhere, generic):
        for key in exercise.misconceptions if indices else ():
            if exercise.matches(key, seen, indices):
                return key
    return None


def _same_error(exercise, one):
    """The key of the misconception that raises such an error."""
    text = error_text(one.error)
    found = (key for key, m in exercise.misconceptions.items() if m.raises and re.search(m.raises, text))
    return next(found, None)


def _where(exercise, one, index):
    want = exercise.known(None, index)
    if one.error is not None and not one.run.stopped:
        return [("code", error_text(one.error))]
    if one.outputs is None or want.outputs is None:
        return []
    return [
        explain_difference(
            one.outputs, want.outputs, exercise.returns, exercise.sizes[index], exercise.tolerance
        )
    ]


def _remarks(exercise, answer, one):
    remarks = [oddities.argument_note(answer, exercise.argument_names())]
    if one.changed and one.outputs is not None:
        remarks.append(f"Your function changes its input {quoted(one.changed)}.")
    if one.run.warned and one.error is None:
        remarks.append(f"Python warned: {one.run.warned[0]}")
    return [remark for remark in remarks if remark]


def quoted(names):
    """ "`a`, `b`" for names."""
    return ", ".join(f"`{name}`" for name in names)
