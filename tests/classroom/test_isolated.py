"""Grading behind a wall: points, names and sentences as in a notebook, and what a submitted notebook may hold."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from rnn_course.classroom.command import make
from rnn_course.classroom.isolated import walls
from rnn_course.classroom.isolated.crossing import NotPlain, pack, unpack
from rnn_course.classroom.isolated.grade import grade
from rnn_course.classroom.isolated.limits import MB, Limits
from rnn_course.classroom.isolated.submission import read
from rnn_course.classroom.notebook import Wishes
from rnn_course.exercises import find

IDS = ["02.one_step", "02.readouts", "02.unroll", "02.linear_memory", "04.shape_quiz"]
QUICK = Limits(cpu=2, wall=20, memory=900 * MB, total=900 * MB)
STUB, HALF = (
    find("02.unroll").stub_source,
    "def readouts(states):\n    return states[-1], states.mean(0), ...\n",
)
KINDS = [walls.STRONG, walls.WEAK]


def submission(answers, more=()):
    """A notebook handed in: {id: source of the answer}, and cells that the student has added at the top."""
    _, _, book = make(["test", *IDS], Wishes({"02.readouts": {"last": 2, "mean": 1, "max": 1}}))
    sources = {f"l{id.replace('.', '-')}-answer": source for id, source in answers.items()}
    for cell in book.cells:
        cell.source = sources.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    book.cells[:0] = [new_code_cell(source) for source in more]
    return book


def wall(kind):
    if kind == walls.WEAK:
        return walls.Wall(walls.WEAK, ("a test",))
    if walls.best().kind != walls.STRONG:
        pytest.skip(f"no wall here: {'; '.join(walls.best().why)}")
    return walls.best()


@pytest.fixture(scope="module", params=KINDS)
def marks(request):
    """{id: Marks} of a student with a named mistake, half of an answer, a stub, a right letter and a right shape."""
    one = find("02.one_step").misconceptions["no-memory"].source
    answers = {"02.one_step": one, "02.readouts": HALF, "02.unroll": STUB, "02.linear_memory": 'answer = "a"'}
    book = submission(
        answers | {"04.shape_quiz": "answer = (1, 2, 3, 4)"},
        ['student = "ada"', "%matplotlib inline", "1 / 0"],
    )
    return {m.id: m for _, m in grade(read(book), limits=QUICK, wall=wall(request.param))}


def test_points_and_names_are_those_of_the_notebook(marks):
    told = {id: (m.points, m.most, m.result.outcome, m.result.misconception) for id, m in marks.items()}
    assert told["02.one_step"] == (0, 2, "named", "no-memory")
    assert told["02.readouts"] == (3, 4, "not_attempted", None)
    assert told["02.unroll"] == (0, 2, "not_attempted", None)
    assert told["02.linear_memory"] == (1, 1, "right", None)
    assert told["04.shape_quiz"][2] in ("differs", "named")


def test_the_weaker_case_says_so(marks):
    for m in marks.values():
        assert ("without a wall" in str(m)) == (m.graded_in == walls.WEAK)


def test_helpers_count_and_lesson_cells_do_not():
    helper = "def twice(x):\n    return 2 * x / 2"
    own = "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return np.tanh(twice(x_t) @ W_xh.T + h_prev @ W_hh.T + b)\nex.one_step.hint()"
    book = submission({"02.one_step": own, "02.unroll": own.replace("one_step", "other")}, [helper])
    asked = {one.name: one.answer for one in read(book).asked}
    assert helper in asked["one_step"].cells and not any(
        "handout(" in cell for cell in asked["one_step"].cells
    )
    found = {m.id: m for _, m in grade(read(book), limits=QUICK, wall=wall(walls.STRONG))}
    assert found["02.one_step"].passed
    assert found["02.unroll"].result.outcome == "raised"  # it hints, and defines no `unroll`


def test_hidden_draws_are_used():
    """An answer that knows the sizes of the lessons' inputs is right with these, and wrong with others."""
    source = "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b) * (len(b) != 29)"
    book = submission({"02.one_step": source})
    for cell in book.cells:
        cell.source = cell.source.replace("check(one_step)", "check(one_step, seed=5, sizes=[{'H': 29}])")
    m = next(m for _, m in grade(read(book), limits=QUICK, wall=wall(walls.STRONG)))
    assert (m.result.outcome, m.result.misconception) == ("differs", "other-inputs")


def test_a_notebook_of_another_course_is_told_apart():
    with pytest.raises(ValueError, match="expected a locked cell"):
        read(nbformat.v4.new_notebook(cells=[new_code_cell("x = 1")]))


@pytest.mark.parametrize(
    "value",
    [
        None, 3, [], {}, {"text": 3}, {"dict": []}, {"kind": "<f8", "shape": [2], "bytes": ""}, {"text": "x" * 10**5},
        {"kind": "|O", "shape": [], "bytes": ""}, {"kind": "<f8", "shape": [-1], "bytes": ""},
        {"kind": "<f8", "shape": [2**39, 2**39], "bytes": "AAAA"}, {"kind": "<f8", "shape": [True], "bytes": "AAAAAAAAAAA="},
        {"kind": "<f8", "shape": [1], "bytes": "%%"}, {"kind": ["<f8"], "shape": [1], "bytes": "AAAAAAAAAAA="},
        {"dict": {"a": {"dict": {"a": {"dict": {"a": {"dict": {"a": {"dict": {"a": {"dict": {"a": {"dict": {"a": {"dict": {}}}}}}}}}}}}}}}},
    ],
)  # fmt: skip
def test_what_is_no_plain_value_does_not_cross(value):
    with pytest.raises(NotPlain):
        unpack(value)
    assert unpack(pack({"a": None, "b": {"c": "text"}})) == {"a": None, "b": {"c": "text"}}
