"""Right answers are right on a busy machine: limits count computing, not the clock on the wall.

Five processes check all exercises, the first free one the next; for each of them the other four keep the
machine busy. One that finds nothing more to check computes for nothing until the last has been checked.
"""

import multiprocessing
import os

import pytest

from rnn_course.exercises import find, lesson_modules
from rnn_course.nearmiss import FunctionExercise, exercises_of

PROCESSES = 5
START_SECONDS = 120  # for all five to start
SERVED = "forkserver" in multiprocessing.get_all_start_methods()
START = multiprocessing.get_context("forkserver" if SERVED else "spawn")
IDS = [e.id for module in lesson_modules() for e in exercises_of(module) if isinstance(e, FunctionExercise)]


def check_what_waits(environment, all_here, taken, left, told):
    """Check exercises as long as some wait, then keep the machine busy as long as another process checks."""
    os.environ.update(environment)
    all_here.wait(START_SECONDS)
    while (place := _next(taken)) < len(IDS):
        try:
            told.put((IDS[place], _wrongly_judged(find(IDS[place]))))
        finally:
            _count(left, -1)
    while left.value > 0:
        pass


def _next(taken):
    return _count(taken, 1) - 1


def _count(value, step):
    with value.get_lock():
        value.value += step
        return value.value


def _wrongly_judged(exercise):
    """The results that are not right, as texts."""
    sources = (exercise.solution_source, *exercise.rights.values())
    results = [exercise.check(exercise.function_from(source)) for source in sources]
    return [str(result) for result in results if not result.passed]


@pytest.fixture(scope="module")
def wrongly_judged(tmp_path_factory):
    """{id: the results that are not right} of all exercises, judged on a busy machine."""
    if SERVED:
        START.set_forkserver_preload(["torch"])  # read once, by the process from which the five are forked
    environment = {"RNN_COURSE_PROGRESS_DIR": str(tmp_path_factory.mktemp("busy")), "NEARMISS_DEBUG": "1"}
    left, told = START.Value("i", len(IDS)), START.SimpleQueue()
    shared = environment, START.Barrier(PROCESSES), START.Value("i", 0), left, told
    busy = [START.Process(target=check_what_waits, args=shared, daemon=True) for _ in range(PROCESSES)]
    for process in busy:
        process.start()
    return _gathered(busy, left, told)


def _gathered(busy, left, told):
    """What the processes tell until they have ended. If one breaks down, the others need not wait for it."""
    found = {}
    while any(process.is_alive() for process in busy) or not told.empty():
        busy[0].join(0.1)
        if any(process.exitcode for process in busy):
            left.value = 0
        while not told.empty():
            id, texts = told.get()
            found[id] = texts
    return found


@pytest.mark.parametrize("id", IDS)
def test_the_solution_and_unusual_right_answers_are_right(id, wrongly_judged):
    assert wrongly_judged[id] == []
