"""Right answers are right on a busy machine: limits count computing, not the clock on the wall."""

import subprocess
import sys

import pytest

from rnn_course.exercises import lesson_modules
from rnn_course.nearmiss import FunctionExercise, exercises_of

FUNCTIONS = [
    e for module in lesson_modules() for e in exercises_of(module) if isinstance(e, FunctionExercise)
]


@pytest.fixture(scope="module")
def four_busy_processes():
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    yield
    for process in busy:
        process.kill()
        process.wait()


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_the_solution_and_unusual_right_answers_are_right(exercise, four_busy_processes):
    for source in (exercise.solution_source, *exercise.rights.values()):
        result = exercise.check(exercise.function_from(source))
        assert result.passed, result
