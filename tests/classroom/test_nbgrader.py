"""A course with the real nbgrader: hand out, three students, grade, feed back, export."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from rnn_course.classroom.command import main
from rnn_course.classroom.draws import for_student
from rnn_course.classroom.isolated import walls
from rnn_course.exercises import about_lessons, find, lesson_modules
from rnn_course.nearmiss import exercises_of

REPOSITORY = Path(__file__).resolve().parents[2]
LISTED = [module for module in lesson_modules() if module.__name__[-2:] in about_lessons()]
ALL = [exercise.id for module in LISTED for exercise in exercises_of(module)]
IN_KERNEL = ["02.readouts", "02.linear_memory", "02.stale_state"]
HIDDEN = ("--hidden-seed", "11", "--hidden-sizes", "T=12")
STUDENTS = ("right", "wrong", "untouched")


def nbgrader(course, *words):
    """Run one of nbgrader's commands in a course; its output."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")])),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    environment["JUPYTER_CONFIG_DIR"] = str(course / "no settings")
    command = [sys.executable, "-W", "ignore", "-m", "nbgrader", *words]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def answer(exercise, student):
    """What a student hands in: the solution, the first known mistake, or nothing (None)."""
    own = for_student(exercise, student)
    if student == "untouched":
        return None
    return own.solution_source if student == "right" else next(iter(own.misconceptions.values())).source


def hand_in(course, name, student):
    """Fill in the released notebook as this student would."""
    notebook = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if cell.source.startswith("student = ") and student != "untouched":
            cell.source = f'student = "{student}"'
        if mark.get("solution") and student != "untouched":
            lesson, _, word = mark["grade_id"].removesuffix("-answer")[1:].partition("-")
            cell.source = answer(find(f"{lesson}.{word}"), student)
    path = course / "submitted" / student / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def hand_in_a_link(course, name):
    """One more student: his notebook is a link to that of the student who has all right."""
    path = course / "submitted" / "linked" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.symlink_to(course / "submitted" / "right" / name / f"{name}.ipynb")


def graded(course, name, words):
    """Hand out, hand in, grade, feed back; the rows of the export."""
    assert main([*words, "--name", name, "--to", str(course / "source"), *HIDDEN]) == 0
    nbgrader(course, "generate_assignment", name)
    for student in STUDENTS:
        hand_in(course, name, student)
    hand_in_a_link(course, name)
    nbgrader(course, "autograde", name)
    nbgrader(course, "generate_feedback", name)
    nbgrader(course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def isolated(tmp_path_factory):
    course = tmp_path_factory.mktemp("isolated")
    return course, graded(course, "all", ALL)


@pytest.fixture(scope="module")
def in_kernel(tmp_path_factory):
    course = tmp_path_factory.mktemp("kernel")
    text = "from rnn_course.classroom.nbgrader import configure\nc = get_config()\nconfigure(c, isolated=False)\n"
    (course / "nbgrader_config.py").write_text(text)
    return course, graded(course, "some", IN_KERNEL)


@pytest.fixture(params=["isolated", "in_kernel"])
def course(request):
    """(folder, rows of the export, ids, where it was graded)"""
    folder, rows = request.getfixturevalue(request.param)
    return folder, rows, *((ALL, walls.best().kind) if request.param == "isolated" else (IN_KERNEL, "kernel"))


def rows_of(rows, student):
    return {row["exercise"]: row for row in rows if row["student_id"] == student}


def test_right_is_full_marks_in_every_lesson(course):
    _, rows, ids, where = course
    found = rows_of(rows, "right")
    assert list(found) == ids
    for id, row in found.items():
        assert (row["outcome"], row["graded_in"]) == ("right", where), id
        assert float(row["score"]) == float(row["max_score"]) > 0, id


def test_untouched_is_not_attempted_without_an_error(course):
    folder, rows, ids, _ = course
    found = rows_of(rows, "untouched")
    assert {id: (row["outcome"], float(row["score"])) for id, row in found.items()} == dict.fromkeys(
        ids, ("not_attempted", 0.0)
    )
    (path,) = (folder / "feedback" / "untouched").rglob("*.html")
    assert not any(
        word in path.read_text() for word in ("NameError", "NotImplementedError", "most recent call last")
    )
    assert path.read_text().count("Not attempted yet") == len(ids)


def test_a_link_to_another_s_notebook_is_refused_in_a_sentence(course):
    folder, rows, ids, _ = course
    found = rows_of(rows, "linked")
    assert {id: float(row["score"]) for id, row in found.items()} == dict.fromkeys(ids, 0.0)
    (path,) = (folder / "feedback" / "linked").rglob("*.html")
    told = path.read_text()
    assert "as it was handed in, is a link to" in told and "and not a file of its own" in told


def test_wrong_gets_no_full_marks_and_the_name_of_its_mistake(course):
    folder, rows, ids, _ = course
    (path,) = (folder / "feedback" / "wrong").rglob("*.html")
    told, found = path.read_text(), rows_of(rows, "wrong")
    assert list(found) == ids
    for id, row in found.items():
        key, mistake = next(iter(for_student(find(id), "wrong").misconceptions.items()))
        assert float(row["score"]) < float(row["max_score"]), id
        assert row["mistake"] == key, id
        assert f">{key}</code>" in told and mistake.says[:30].partition("`")[0] in told.replace(
            "&#x27;", "'"
        ), id


def test_the_released_cell_is_the_stub_and_the_hidden_draws_stay_here(course):
    folder, _, ids, _ = course
    (path,) = (folder / "release").rglob("*.ipynb")
    text = path.read_text()
    assert "seed=" not in text and "SOLUTION" not in text and "NotImplementedError" not in text
    assert sum(
        cell.metadata.get("nbgrader", {}).get("grade", False) for cell in nbformat.read(path, 4).cells
    ) == len(ids)
