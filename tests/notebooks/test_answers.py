"""Lessons with answers put in: every reference solution passes its check, and a known mistake is named."""

import importlib

import pytest
import run_notebooks
from lessons import PATHS, check_call, exercise_cells, run_with_answers

from rnn_course.nearmiss import Exercise

LESSONS = [path for path in PATHS if exercise_cells(run_notebooks.read(path))]
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])


def exercises_of_cells(path):
    """[(cell, exercise)] of a lesson; the exercise is the object that the cell checks with."""
    module = importlib.import_module(f"rnn_course.exercises.lesson_{path.stem[:2]}")
    cells = exercise_cells(run_notebooks.read(path))
    return [(cell, getattr(module, check_call(cell)[0].split(".")[-1])) for cell in cells]


@each_lesson
def test_a_misconception_is_named_and_then_the_solution_passes_in_the_notebook(path):
    """As a learner does it: first a wrong answer, then the right one, and all other cells run as well."""
    pairs = exercises_of_cells(path)
    chosen = {
        cell.id: list(exercise.misconceptions.items())[len(cell.id) % len(exercise.misconceptions)]
        for cell, exercise in pairs
    }
    wrong = {cell: misconception.source for cell, (_, misconception) in chosen.items()}
    right = {cell.id: exercise.solution_source for cell, exercise in pairs}
    reports = run_with_answers(run_notebooks.read(path), wrong, right)
    assert [report[1:] for report in reports[0::2]] == [["named", key] for key, _ in chosen.values()]
    assert [report[1] for report in reports[1::2]] == ["right"] * len(pairs)


@each_lesson
def test_stub_and_exercise_fit_together(path):
    for cell, exercise in exercises_of_cells(path):
        assert exercise.stub_source.strip() in cell.source, (
            f"{path.name}, {cell.id}: the stub is not the exercise's"
        )


@each_lesson
def test_the_module_lists_its_exercises_in_the_notebooks_order(path):
    module = importlib.import_module(f"rnn_course.exercises.lesson_{path.stem[:2]}")
    in_notebook = [exercise.id for _, exercise in exercises_of_cells(path)]
    assert [exercise.id for exercise in module.EXERCISES] == in_notebook
    known = {value.id for value in vars(module).values() if isinstance(value, Exercise)}
    assert known == set(in_notebook)
