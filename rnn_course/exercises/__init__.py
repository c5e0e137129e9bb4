"""The exercises of this course, a room for each lesson, and the map of what a learner has done."""

import importlib
import pkgutil
import tomllib
from pathlib import Path

from rnn_course import belonging
from rnn_course.exercises.vocabulary import VOCABULARY
from rnn_course.nearmiss import About, exercises_of, map_of, progress, teach

__all__ = ["about_lessons", "find", "lesson_map", "lesson_modules"]

LESSONS = Path(__file__).with_name("lessons.toml")
teach(VOCABULARY)
progress.configure(application="rnn_course", variable="RNN_COURSE_PROGRESS_DIR")
belonging.tell()  # the first cell of each lesson imports this


def lesson_modules():
    """All modules `lesson_NN` of this package, in order. Importing the later ones imports torch."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[7:].isdigit())
    return [importlib.import_module(f"{__name__}.{name}") for name in names if name.startswith("lesson_")]


def about_lessons():
    """What lessons.toml tells of each lesson: `{"02": About(question, notebook, minutes, sittings), …}`."""
    tables = tomllib.loads(LESSONS.read_text(encoding="utf-8"))
    return {name.removeprefix("lesson_"): _about(**table) for name, table in tables.items()}


def _about(question, notebook, minutes=None, sittings=()):
    """The minutes of a lesson in several sittings are theirs together."""
    several = [(sitting["name"], sitting["minutes"]) for sitting in sittings]
    return About(question, notebook, minutes or sum(length for _, length in several), several)


def lesson_map():
    """The map of all lessons with what this learner has solved, seen or left open."""
    return map_of(lesson_modules(), about_lessons())


def find(id):
    """The exercise with this id, such as "02.one_step"; KeyError when there is none."""
    module = importlib.import_module(f"{__name__}.lesson_{id.partition('.')[0]}")
    return {exercise.id: exercise for exercise in exercises_of(module)}[id]
