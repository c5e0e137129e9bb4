"""Read a submitted notebook as text:
the answers in it, and what the locked cells ask for. Nothing of it is run."""

import ast
from dataclasses import dataclass, field

from rnn_course.classroom.isolated.tasks import Answer


@dataclass(frozen=True)
class Asked:
    """One graded cell: its index, the exercise's name in the handout, the answer, and hidden draws."""

    index: int
    name: str
    answer: Answer
    seed: int | None = None
    sizes: tuple = ()


@dataclass
class Submission:
    """points: those of the locked handout; student: the name typed, or ""; asked: the graded cells."""

    points: dict
    student: str = ""
    asked: list = field(default_factory=list)


def read(notebook):
    """The Submission in a notebook whose locked cells nbgrader has restored.

    Raises ValueError when it holds no handout: it is no assignment of this course.
    """
    graded = [(i, c) for i, c in enumerate(notebook.cells) if _mark(c, "grade")]
    own = {c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if _mark(c, "solution")}
    points = _handout(notebook)
    asked = [_asked(index, cell, own, notebook) for index, cell in graded]
    return Submission(points, _student(notebook), [one for one in asked if one])


def _mark(cell, name):
    return cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get(name, False)


def _handout(notebook):
    for cell in notebook.cells:
        if _mark(cell, "locked") and cell.metadata.nbgrader.get("grade_id") == "handout":
            call = _last_call(cell.source)
            return ast.literal_eval(call.args[0])
    raise ValueError("expected a locked cell `ex = handout(…)`, got a notebook without one")


def _last_call(source):
    return next(
        node.value
        for node in reversed(ast.parse(source).body)
        if isinstance(getattr(node, "value", None), ast.Call)
    )


def _asked(index, cell, own, notebook):
    """What a locked cell `ex.name.check(answer, …)` asks; None for a graded cell of another kind."""
    call = _last_call(cell.source)
    name, answer = call.func.value.attr, call.args[0].id
    more = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    id = cell.metadata.nbgrader.grade_id
    source = own.get(f"{id}-answer", "")
    others = _others(notebook, f"{id}-answer")
    return Asked(index, name, Answer(answer, source, others), more.get("seed"), tuple(more.get("sizes", ())))


def _others(notebook, own):
    """The sources of the cells that the student wrote, but for this answer:
    no locked ones, none of the lesson's."""
    cells = [
        c
        for c in notebook.cells
        if c.cell_type == "code" and not _mark(c, "locked") and not _mark(c, "grade")
    ]
    mine = [c for c in cells if not c.metadata.get("rnn_course", {}).get("lesson")]
    return [c.source for c in mine if c.metadata.get("nbgrader", {}).get("grade_id") != own]


def _student(notebook):
    """The name in the last cell that says `student = "…"`."""
    name = ""
    for cell in notebook.cells:
        for node in _statements(cell):
            named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "student"
            if named and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                name = node.value.value.strip()
    return name


def _statements(cell):
    if cell.cell_type != "code" or "student" not in cell.source or len(cell.source) > 2000:
        return []
    try:
        return ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
