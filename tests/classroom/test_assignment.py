"""Assignments as notebooks: every exercise of every lesson becomes a stub and a locked check."""

import nbformat
import pytest

from rnn_course.classroom.command import NOTEBOOKS, main, make
from rnn_course.classroom.draws import draws_anew, for_student, with_hidden
from rnn_course.classroom.handout import handout
from rnn_course.classroom.marks import MIME
from rnn_course.classroom.notebook import Wishes
from rnn_course.exercises import about_lessons, find, lesson_modules
from rnn_course.nearmiss import exercises_of

LESSONS = [
    number for number in sorted(about_lessons()) if (NOTEBOOKS / about_lessons()[number].notebook).is_file()
]


def by_id(notebook, mark):
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get(mark)]
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells}


def exercises(number):
    module = next(m for m in lesson_modules() if m.__name__.endswith(number))
    return exercises_of(module)


@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("only", [False, True], ids=["whole", "exercises"])
def test_every_exercise_is_a_stub_and_a_locked_check(number, only):
    name, _, notebook = make([number], Wishes(), only_exercises=only)
    grades, answers = by_id(notebook, "grade"), by_id(notebook, "solution")
    assert name == number and len(grades) == len(answers) == len(exercises(number)) > 0
    for id, cell in grades.items():
        assert cell.metadata.nbgrader.locked and cell.metadata.nbgrader.points > 0
        stub, _, solution = answers[f"{id}-answer"].source.partition("\n\n### BEGIN SOLUTION\n")
        assert solution.endswith("### END SOLUTION")
        assert stub.strip() and stub not in solution
    ids = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert len(set(ids)) == len(ids)
    assert not any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("number", LESSONS)
def test_the_stub_is_the_exercises_own(number):
    """What nbgrader leaves in the cell is what the exercise knows as untouched."""
    _, _, notebook = make([number], Wishes())
    for cell in by_id(notebook, "solution").values():
        lesson, _, name = cell.metadata.nbgrader.grade_id.removesuffix("-answer")[1:].partition("-")
        exercise, namespace = find(f"{lesson}.{name}"), {}
        exec(getattr(exercise, "imports", ""), namespace)
        exec(cell.source.partition("### BEGIN SOLUTION")[0], namespace)
        answer = namespace.get(getattr(exercise, "name", "answer"))
        assert exercise.check(answer).outcome == "not_attempted", cell.metadata.nbgrader.grade_id


def test_points_hints_solutions_and_hidden_draws():
    points = {"02.readouts": {"last": 2, "mean": 1, "max": 1}, "04.proof": 3}
    wishes = Wishes(points, hints=False, solutions=False, seed=8272, sizes=({"T": 40},))
    name, file, notebook = make(["week-3", "02.readouts", "04.proof", "04.out_or_h_n"], wishes)
    grades = by_id(notebook, "grade")
    assert (name, file) == ("week-3", "week-3.ipynb")
    assert {id: cell.metadata.nbgrader.points for id, cell in grades.items()} == {
        "l02-readouts": 4, "l04-proof": 3, "l04-out_or_h_n": 1,
    }  # fmt: skip
    hidden = grades["l04-proof"].source.partition("### BEGIN HIDDEN TESTS\n")[2]
    assert hidden.startswith("ex.proof.check(largest_difference, seed=8272, sizes=[{'T': 40}])")
    assert "HIDDEN" not in grades["l04-out_or_h_n"].source
    opening = by_id(notebook, "locked")["handout"].source
    assert "hints=False" in opening and "solutions=False" in opening
    assert not any(".hint()" in cell.source for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["99"], "expected lessons (00"),
        (["a", "b", "02"], "at most one name"),
        (["02.nothing"], "expected an exercise of lesson 02"),
        (["02.readouts", "--points", "02.readouts=first:1"], "expected the parts last, mean, max"),
        (["02.readouts", "--points", "02.readouts=-1"], "numbers above 0"),
        (["02", "--points", "02"], "expected points such as"),
        (["02", "--notebooks", "/nowhere"], "the option --notebooks names their folder"),
    ],
)
def test_what_cannot_be_is_said(words, sentence, tmp_path, capsys):
    assert main([*words, "--to", str(tmp_path / "source")]) == 1
    assert sentence in capsys.readouterr().err


def test_an_assignment_is_not_written_over(tmp_path, capsys):
    words = ["00", "--to", str(tmp_path / "course" / "source")]
    assert main(words) == 0 and (tmp_path / "course" / "nbgrader_config.py").is_file()
    assert main(words) == 1 and "--replace" in capsys.readouterr().err
    assert main([*words, "--replace"]) == 0
    path = tmp_path / "course" / "source" / "00" / about_lessons()["00"].notebook
    nbformat.validate(nbformat.read(path, as_version=4))


QUIZZES = [e.id for m in lesson_modules() for e in exercises_of(m) if draws_anew(e)]


@pytest.mark.parametrize("id", QUIZZES)
def test_a_question_is_drawn_once_for_each_student(id):
    exercise = find(id)
    texts = {
        name: for_student(exercise, name).question.text for name in ("ada", "ben", "eva", "kim", " ADA ")
    }
    assert texts["ada"] == texts[" ADA "] and len(set(texts.values())) > 2
    quiz = for_student(exercise, "ada")
    assert quiz.check(quiz.question.truth).passed
    assert quiz.ask() and quiz.skip() and quiz.question.text == texts["ada"]


def test_without_a_name_there_is_no_question(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    ex = handout({"04.shape_quiz": 1})
    assert "Write your name" in repr(ex.shape_quiz.ask())
    assert ex.shape_quiz.check((1, 2)).result.outcome == "not_attempted"
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    truth = for_student(find("04.shape_quiz"), "ada").question.truth
    assert ex.shape_quiz.check(truth).points == 1


def test_parts_count_by_themselves():
    ex = handout({"02.readouts": {"last": 2, "mean": 1, "max": 3}})
    source = find("02.readouts").solution_source
    half = find("02.readouts").function_from(source.replace("max(axis=0)", "max(axis=1)"))
    marks = ex.readouts.check(half)
    assert (marks.points, marks.most, marks.right) == (3, 6, ["last", "mean"])
    assert ex.readouts.check(find("02.readouts").function_from(source)).points == 6
    two = find("02.readouts").function_from("def readouts(states):\n    return states[-1], ..., ...\n")
    assert ex.readouts.check(two).points == 2  # the others are still to fill
    stub = find("02.readouts").function_from(find("02.readouts").stub_source)
    assert ex.readouts.check(stub).points == 0


def test_hidden_draws_see_what_the_usual_ones_do_not():
    """An answer that knows the usual inputs of every check by heart is right there, and wrong here."""
    exercise, learnt = find("01.shared_count"), {}
    for index in range(len(exercise.probes)):
        learnt[exercise.arguments(index)] = exercise.known(None, index).value
    hidden = with_hidden(exercise, 8272)
    assert all(hidden.arguments(i) not in learnt for i in range(3))
    assert hidden.check(lambda T, I, H: I * H + H).passed  # noqa: E741
    assert not hidden.check(lambda *sizes: learnt.get(sizes, 0)).passed


def test_a_graded_cell_gives_points_a_card_and_the_name(monkeypatch):
    ex = handout({"02.one_step": 2})
    mistake = find("02.one_step").misconceptions["no-memory"]
    marks = ex.one_step.check(find("02.one_step").function_from(mistake.source))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    bundle = marks._repr_mimebundle_()
    assert bundle["text/plain"] == "0.0" and bundle[MIME]["mistake"] == "no-memory"
    assert "no-memory" in bundle["text/html"] and "Points: 0 of 2" in bundle["text/html"]
