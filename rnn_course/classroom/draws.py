"""Inputs that only the instructor knows, and questions that are drawn for one student."""

import copy
import random
import zlib

from rnn_course.nearmiss import FunctionExercise
from rnn_course.nearmiss.vocabulary import taught


def draws_anew(exercise):
    """Does this exercise ask other questions each time?"""
    return hasattr(exercise, "fixed")


def for_student(exercise, student):
    """The exercise with the one question that belongs to a student's name; others as they are."""
    if not draws_anew(exercise):
        return exercise
    return exercise.fixed(zlib.crc32(f"{exercise.id} {student.strip().lower()}".encode()))


def with_hidden(exercise, seed, sizes=()):
    """The exercise with other inputs than those that ship with the course.

    seed: a number that draws the inputs, and their sizes where the course's own are used. sizes: more of
    them, such as [{"T": 40, "B": 2}]; letters that the exercise does not use are left out. Answers that are
    no functions stay as they are.
    """
    if not isinstance(exercise, FunctionExercise):
        return exercise
    draw = random.Random(f"{exercise.id} {seed}")
    usual = [_other_sizes(draw, one) if exercise.generic else dict(one) for one in exercise.sizes]
    wanted = [{**usual[0], **{k: v for k, v in one.items() if k in usual[0]}} for one in sizes]
    other = copy.copy(exercise)
    other.ask_with([*usual, *wanted], f"{exercise.id} {seed}")
    return other


def _other_sizes(draw, sizes):
    """Pairwise distinct sizes drawn anew; a size of 1 stays, as it is a case of its own."""
    bounds = taught().drawn()
    letters = [letter for letter in bounds if sizes.get(letter, 1) > 1]
    numbers = []
    while len(set(numbers)) < len(letters) or not numbers and letters:
        numbers = [draw.randint(*bounds[letter]) for letter in letters]
    return {**sizes, **dict(zip(letters, numbers, strict=True))}
