"""Make the source notebook of an assignment: a whole lesson, or chosen exercises of any lessons."""

import copy
import importlib
import pprint
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from rnn_course.classroom.cells import LESSON, code_cell, graded_cells, nbgrader, places, statement, text_cell
from rnn_course.classroom.draws import draws_anew
from rnn_course.classroom.handout import names_of
from rnn_course.classroom.parts import spread
from rnn_course.classroom.sentences import say
from rnn_course.exercises import about_lessons, find

IMPORTS = "import numpy as np\nimport torch\nfrom torch import nn\n"
IMPORT_OF_LESSON = re.compile(r"^from rnn_course\.exercises import lesson_\d+ as ex\n?", re.MULTILINE)
HANDOUT = """from rnn_course.classroom.handout import handout

ex = handout(
{points},
    hints={hints},
    solutions={solutions},
)"""


@dataclass(frozen=True)
class Wishes:
    """What an instructor may choose.

    points: {id: a number, or a number for each part}; seed: draws hidden inputs, None for none; sizes: more
    hidden ones.
    """

    points: dict = field(default_factory=dict)
    hints: bool = True
    solutions: bool = True
    seed: int | None = None
    sizes: tuple = ()


class Lessons:
    """The lessons' notebooks, read once each. folder: the one that holds them."""

    def __init__(self, folder):
        self.folder, self._read = Path(folder), {}

    def __getitem__(self, number):
        if number not in self._read:
            path = self.folder / about_lessons()[number].notebook
            if not path.is_file():
                raise FileNotFoundError(
                    f"expected the lesson {number} at {path}; the option --notebooks names their folder"
                )
            self._read[number] = nbformat.read(path, as_version=4)
        return copy.deepcopy(self._read[number])

    def exercises(self, number):
        """[(Place, Exercise), …] of a lesson."""
        return [(place, find(f"{number}.{_name(number, place)}")) for place in places(self[number])]


def _name(number, place):
    """An exercise's name in its id, which may be another than in the lesson's module."""
    module = importlib.import_module(f"rnn_course.exercises.lesson_{number}")
    return getattr(module, place.name).id.partition(".")[2]


def whole_lesson(lessons, number, wishes):
    """The lesson as it stands, with graded cells in place of its exercises."""
    book, pairs = lessons[number], lessons.exercises(number)
    names = names_of([exercise.id for _, exercise in pairs])
    asked = {place.index: _cells(place, exercise, names[exercise.id], wishes) for place, exercise in pairs}
    own = {f"ex.{place.name}.ask()" for place, exercise in pairs if draws_anew(exercise)}
    cells = []
    for index, cell in enumerate(book.cells):
        if cell.source.strip() not in own:
            cells += asked.get(index) or _lesson_cell(cell, [e for _, e in pairs], wishes)
    return _finished(book, cells)


def _lesson_cell(cell, exercises, wishes):
    """A cell of the lesson without outputs; the import of its exercises becomes the handout."""
    if cell.cell_type != "code":
        return [cell]
    cell.outputs, cell.execution_count = [], None
    cell.metadata.update(LESSON)
    if not IMPORT_OF_LESSON.search(cell.source):
        return [cell]
    cell.source = IMPORT_OF_LESSON.sub("", cell.source).strip()
    return [*_opening(exercises, wishes, ""), *([cell] if cell.source else [])]


def chosen(lessons, name, ids, wishes):
    """A notebook of the exercises with these ids, each with the text that puts its task.

    Raises ValueError when one of them stands in no notebook.
    """
    pairs = [(number, *_pair(lessons, number, id)) for id in ids for number in [id.partition(".")[0]]]
    names, cells = names_of(ids), [text_cell(_about(name, [number for number, _, _ in pairs]))]
    cells += _opening([exercise for _, _, exercise in pairs], wishes, IMPORTS)
    for number, place, exercise in pairs:
        cells += [
            _locked(cell, number) for cell in statement(lessons[number], place) if not _asks(cell, exercise)
        ]
        cells += _cells(place, exercise, names[exercise.id], wishes)
    return _finished(lessons[pairs[0][0]], cells)


def _pair(lessons, number, id):
    found = {exercise.id: (place, exercise) for place, exercise in lessons.exercises(number)}
    if id not in found:
        raise ValueError(f"expected an exercise of lesson {number} ({', '.join(found)}), got {id}")
    return found[id]


def _about(name, numbers):
    told = about_lessons()
    lessons = [f"{n} ({told[n].question})" for n in dict.fromkeys(numbers)]
    return (
        f"{say('title', 'assignment', name=name)}\n\n{say('about', 'assignment', lessons='; '.join(lessons))}"
    )


def _asks(cell, exercise):
    return draws_anew(exercise) and cell.cell_type == "code"


def _locked(cell, number):
    if cell.cell_type == "code":
        return code_cell(cell.source, nbgrader(f"l{number}-{cell.id}", locked=True))
    return cell


def _cells(place, exercise, name, wishes):
    points = sum(spread(exercise, wishes.points.get(exercise.id)).values())
    shown = {"hints": wishes.hints, "solutions": wishes.solutions}
    return graded_cells(
        replace(place, name=name), exercise, points, **shown, seed=wishes.seed, sizes=wishes.sizes
    )


def _opening(exercises, wishes, imports):
    """The cells that make `ex`; before them one for the student's name, where a question is drawn from it."""
    points = {e.id: _short(spread(e, wishes.points.get(e.id))) for e in exercises}
    table = "\n".join(
        f"    {line}" for line in pprint.pformat(points, width=100, sort_dicts=False).splitlines()
    )
    source = HANDOUT.format(points=table, hints=wishes.hints, solutions=wishes.solutions)
    cells = [code_cell(f"{imports}\n{source}".strip(), nbgrader("handout", locked=True))]
    if any(map(draws_anew, exercises)):
        cells = [
            text_cell(say("student", "assignment")),
            code_cell(say("student_cell", "assignment"), {}),
            *cells,
        ]
    return cells


def _short(weights):
    return weights[""] if "" in weights else weights


def _finished(book, cells):
    """The notebook with these cells; every cell gets an id of its own."""
    made = nbformat.v4.new_notebook(metadata=book.metadata)
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    made.cells = cells
    nbformat.validate(made)
    return made
