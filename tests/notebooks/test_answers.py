"""Lessons with answers put in: every reference solution passes its check, and a known mistake is named."""

import importlib

import pytest
import run_notebooks
from lessons import PATHS, check_call, exercise_cells, run_with_answers

LESSONS = [path for path in PATHS if exercise_cells(run_notebooks.read(path))]
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])


def exercises_of_cells(path):
    """[(cell, exercise)] of a lesson; the exercise is the object that the cell checks with."""
    module = importlib.import_module(f"rnn_course.exercises.lesson_{path.stem[:2]}")
    cells = exercise_cells(run_notebooks.read(path))
    return [(cell, getattr(module, check_call(cell)[0].split(".")[-1])) for cell in cells]


@each_lesson
def test_every_solution_passes_in_its_notebook(path):
    pairs = exercises_of_cells(path)
    answers = {cell.id: exercise.solution_source for cell, exercise in pairs}
    reports = run_with_answers(run_notebooks.read(path), answers)
    assert [report[1] for report in reports] == ["right"] * len(pairs)


@each_lesson
def test_a_misconception_is_named_in_its_notebook(path):
    pairs = exercises_of_cells(path)
    chosen = {
        cell.id: list(exercise.misconceptions.items())[len(cell.id) % len(exercise.misconceptions)]
        for cell, exercise in pairs
    }
    reports = run_with_answers(
        run_notebooks.read(path), {cell: wrong.source for cell, (_, wrong) in chosen.items()}
    )
    assert [report[1:] for report in reports] == [["named", key] for key, _ in chosen.values()]


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
    known = {value.id for value in vars(module).values() if hasattr(value, "check") and hasattr(value, "id")}
    assert known == set(in_notebook)
