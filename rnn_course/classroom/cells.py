"""Find an exercise in a lesson's notebook, and make nbgrader's cells of it."""

import re
from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_markdown_cell

from rnn_course.classroom.draws import draws_anew
from rnn_course.nearmiss import FunctionExercise

CHECK = re.compile(r"^ex\.(\w+)\.check\((\w*)\)[^\n]*\n?", re.MULTILINE)
HEADING = re.compile(r"^#+ ", re.MULTILINE)
LESSON = {"rnn_course": {"lesson": True}}  # a cell that is no student's
SOLUTION = "{stub}\n\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
HIDDEN = "{check}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"


@dataclass(frozen=True)
class Place:
    """Where an exercise stands in a notebook:
    its index, its name in the lesson, what it checks, and its stub."""

    index: int
    name: str
    answer: str
    stub: str


def places(notebook):
    """The Place of each exercise of a lesson's notebook, in order.

    Raises ValueError for a cell tagged `exercise` that calls no check.
    """
    tagged = [(i, c) for i, c in enumerate(notebook.cells) if "exercise" in c.metadata.get("tags", [])]
    return [_place(index, cell.source) for index, cell in tagged]


def _place(index, source):
    found = CHECK.search(source)
    if found is None:
        raise ValueError(
            f"expected a line `ex.name.check(answer)` in the exercise cell {index}, got\n{source}"
        )
    return Place(index, found[1], found[2], source[: found.start()].rstrip())


def statement(notebook, place):
    """The cells that put the task: from the last heading before the exercise up to it."""
    first = place.index
    while first and not (
        notebook.cells[first].cell_type == "markdown" and HEADING.match(notebook.cells[first].source)
    ):
        first -= 1
    return notebook.cells[first : place.index]


def graded_cells(place, exercise, points, *, hints, solutions, seed=None, sizes=()):
    """The cell with the stub, and the locked cell with the check. points: those of the whole exercise."""
    shown = [f"# ex.{place.name}.{word}()" for word, on in (("hint", hints), ("solution", solutions)) if on]
    source = SOLUTION.format(stub=place.stub, solution=_solution(place, exercise).rstrip())
    check = f"ex.{place.name}.check({place.answer})"
    if seed is not None and isinstance(exercise, FunctionExercise):
        more = f", sizes={list(sizes)}" if sizes else ""
        check = HIDDEN.format(check=check, hidden=f"ex.{place.name}.check({place.answer}, seed={seed}{more})")
    number = exercise.id.partition(".")[0]
    own = nbgrader(f"l{number}-{place.name}-answer", solution=True)
    grade = nbgrader(f"l{number}-{place.name}", grade=True, locked=True, points=points)
    asked = [_asking(place, number)] if draws_anew(exercise) else []
    trial = [code_cell("\n".join(shown), LESSON)] if shown else []
    return [*asked, code_cell(source, own), code_cell(check, grade), *trial]


def _asking(place, number):
    return code_cell(f"ex.{place.name}.ask()", nbgrader(f"l{number}-{place.name}-question", locked=True))


def _solution(place, exercise):
    if draws_anew(exercise):
        return f"{place.answer} = ex.{place.name}.question.truth"
    if hasattr(exercise, "name"):
        return re.sub(rf"\b{exercise.name}\b", place.answer, exercise.solution_source)
    return exercise.solution_source.replace("answer", place.answer, 1)


def nbgrader(grade_id, *, grade=False, locked=False, solution=False, points=None):
    """The metadata by which nbgrader knows a cell."""
    marks = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "locked": locked,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": marks | ({"points": points} if grade else {})}


def code_cell(source, metadata):
    """A code cell without outputs."""
    return new_code_cell(source, metadata=metadata)


def text_cell(source):
    """A cell of text."""
    return new_markdown_cell(source)
