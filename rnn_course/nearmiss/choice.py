"""Exercises answered by a letter, a number or a shape."""

import re

from rnn_course.nearmiss.answers import read_letter, read_number, read_shape
from rnn_course.nearmiss.card import shorten
from rnn_course.nearmiss.exercise import Exercise
from rnn_course.nearmiss.mistakes import Misconception
from rnn_course.nearmiss.result import DIFFERS, RIGHT
from rnn_course.nearmiss.sentences import sentences

STUB = "answer = ...\n"
SAYS = sentences("questions")["value"]


class ChoiceExercise(Exercise):
    """Choose among answers that are all plausible.

    options: {"a": "text", …}; right: the letter; one Misconception(key, letter, sentence) for each other
    letter.
    """

    def __init__(self, *, id, title, options, right, why, hints, misconceptions, question=""):
        super().__init__(id=id, title=title, why=why, hints=hints, misconceptions=misconceptions)
        self.options, self.right, self.question = dict(options), right, question
        covered = sorted([right, *(m.wrong for m in misconceptions)])
        if covered != sorted(self.options):
            raise ValueError(
                f"exercise {id}: expected one sentence for each wrong option of {sorted(options)}, "
                f"got {covered}"
            )
        self.stub_source, self.solution_source = STUB, f'answer = "{right}"\n'
        for misconception in misconceptions:
            misconception.source = f'answer = "{misconception.wrong}"\n'

    def _letter(self, answer):
        letter = read_letter(answer, self.options)
        if letter is None and isinstance(answer, str):
            texts = {re.sub(r"\W+", " ", text).strip().lower(): key for key, text in self.options.items()}
            letter = texts.get(re.sub(r"\W+", " ", answer).strip().lower())
        return letter

    def judge(self, answer):
        if answer is ... or answer is None or (isinstance(answer, str) and answer.strip() in ("", "...")):
            return self.not_attempted()
        letter = self._letter(answer)
        if letter is None:
            got = (
                shorten(repr(answer), 60)
                if isinstance(answer, (str, int, float))
                else f"a {type(answer).__name__}"
            )
            letters = ", ".join(f'"{key}"' for key in self.options)
            quotes = (
                "" if isinstance(answer, str) else " Without quotes Python takes the variable of that name."
            )
            return self.result(DIFFERS, f"Write the letter in quotes, one of {letters}; got {got}.{quotes}")
        if letter == self.right:
            return self.result(RIGHT, self.why)
        return self.named(next(key for key, m in self.misconceptions.items() if m.wrong == letter))


class ValueExercise(Exercise):
    """Answer with a number, or with a shape (`right` is then a tuple)."""

    def __init__(self, *, id, title, right, why, hints, misconceptions, tolerance=0.0, question=""):
        super().__init__(id=id, title=title, why=why, hints=hints, misconceptions=misconceptions)
        self.right, self.tolerance, self.question = right, tolerance, question
        self.is_shape = isinstance(right, (tuple, list))
        self.stub_source, self.solution_source = STUB, f"answer = {right!r}\n"
        for misconception in misconceptions:
            misconception.source = f"answer = {misconception.wrong!r}\n"

    def _read(self, answer):
        return read_shape(answer) if self.is_shape else read_number(answer)

    def _equal(self, got, want):
        if self.is_shape:
            return tuple(got) == tuple(want)
        return got == want or abs(got - want) <= self.tolerance

    def judge(self, answer):
        if answer is ... or answer is None or (isinstance(answer, str) and answer.strip() in ("", "...")):
            return self.not_attempted()
        value = self._read(answer)
        if value is None:
            wanted = SAYS["a_shape" if self.is_shape else "a_number"]
            return self.result(DIFFERS, SAYS["unreadable"].format(wanted=wanted, got=describe(answer)))
        if self._equal(value, self.right):
            return self.result(RIGHT, self.why)
        for key, misconception in self.misconceptions.items():
            if self._equal(value, misconception.wrong):
                return self.named(key)
        return self.result(DIFFERS, unknown_value(value, self.right))


def describe(answer):
    """A short, safe description of an answer that could not be read."""
    if isinstance(answer, (str, int, float, complex, bool)):
        return f"`{shorten(repr(answer), 60)}`"
    shape = getattr(answer, "shape", None)
    if shape is not None and not callable(shape):
        return f"an array of shape {tuple(shape)}"
    return f"a {type(answer).__name__}"


def unknown_value(got, right):
    """What can be said about an unexpected number or shape without giving the answer away."""
    if not isinstance(right, (tuple, list)):
        kind = "nan" if got != got else "too_large" if got > right else "too_small"
        return SAYS[kind].format(got=got)
    right = tuple(right)
    if len(got) != len(right):
        return SAYS["one_axis" if len(got) == 1 else "axes"].format(got=got, count=len(got), right=len(right))
    if sorted(got) == sorted(right):
        return SAYS["order"].format(got=got)
    agree = sum(a == b for a, b in zip(got, right, strict=True))
    return SAYS["sizes"].format(got=got, agree=agree, count=len(right))


def choice(*, wrong, **task):
    """A ChoiceExercise; wrong: {letter: (key, sentence)} for each wrong option."""
    return ChoiceExercise(misconceptions=_listed(wrong), **task)


def value(*, wrong, **task):
    """A ValueExercise; wrong: {number or shape: (key, sentence)}."""
    return ValueExercise(misconceptions=_listed(wrong), **task)


def _listed(wrong):
    return [Misconception(key, answer, says) for answer, (key, says) in wrong.items()]
