"""The form of the main line: recall, minutes, sittings, answers that wait for a guess, and side trips."""

import importlib
import re

import minutes
import pytest
import run_notebooks
from lessons import LESSONS, SIDE_TRIPS, code_cells, markdown_cells

from rnn_course.exercises import about_lessons
from rnn_course.nearmiss.guess import NO_GUESS

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])
each_notebook = pytest.mark.parametrize(
    "path", LESSONS + SIDE_TRIPS, ids=[path.stem for path in LESSONS + SIDE_TRIPS]
)
each_side_trip = pytest.mark.parametrize("path", SIDE_TRIPS, ids=[path.stem for path in SIDE_TRIPS])
ASKS = re.compile(
    r"\?|\b(?:sketch|draw|guess|predict|before you|when you have answered|after 2,000 words)\b", re.IGNORECASE
)
README = (run_notebooks.ROOT / "README.md").read_text(encoding="utf-8")


def about(path):
    """What lessons.toml says of a lesson."""
    return about_lessons()[path.stem[:2]]


def test_the_list_of_lessons_is_the_notebooks():
    titles = [re.sub(r"^# \d+ · ", "", run_notebooks.read(path).cells[0].source.strip()) for path in LESSONS]
    assert [(told.question, told.notebook) for told in about_lessons().values()] == [
        (title, path.name) for title, path in zip(titles, LESSONS, strict=True)
    ]


@each_lesson
def test_minutes_are_counted_and_the_same_everywhere(path):
    cells = run_notebooks.read(path).cells
    assert minutes.stated(cells) == minutes.of_lesson(cells) == about(path).minutes
    assert re.search(rf"\({re.escape(f'notebooks/{path.name}')}\).*\| {about(path).minutes} \|\n", README)


@each_lesson
def test_a_lesson_is_one_sitting_or_falls_into_several(path):
    cells = run_notebooks.read(path).cells
    parts = minutes.sittings(cells)
    assert [(name, said) for name, said, _ in parts] == about(path).sittings
    assert [said for _, said, _ in parts] == [minutes.rounded(part) for _, _, part in parts]
    assert all(said <= 45 for _, said, _ in parts) if parts else about(path).minutes <= 60
    for name, said, _ in parts:
        assert re.search(rf"{re.escape(name)}\W.*\b{said} minutes", cells[1].source)


@each_lesson
def test_sittings_are_numbered_have_an_aim_and_close(path):
    parts = minutes.sittings(run_notebooks.read(path).cells)
    for number, (name, said, part) in enumerate(parts, 1):
        heading = f"## Sitting {number} of {len(parts)} · {name} ({said} minutes)"
        [at] = [k for k, cell in enumerate(part) if heading in cell.source]
        assert len(part[at].source.split()) + len(part[at + 1].source.split()) >= 25, f"{heading}: no aim"
        if number < len(parts):
            assert "Run All Above Selected Cell" in part[-1].source, f"{heading}: how does one come back?"


@each_notebook
def test_no_answer_is_shown_before_a_guess(path):
    for cell in code_cells(run_notebooks.read(path)):
        if not re.search(r"^\s*reveal\(", cell.source, re.MULTILINE):
            continue
        where = f"{path.name}, cell {cell.id}"
        assert [output.output_type for output in cell.outputs] == ["execute_result"], f"{where}: shows more"
        data = cell.outputs[0].data
        assert data["text/plain"] == NO_GUESS and data.keys() == {"text/plain", "text/html"}, where
        assert "<details><summary>" in data["text/html"], f"{where}: the answer is not folded"


@each_notebook
def test_every_guess_is_revealed_and_headings_differ(path):
    notebook = run_notebooks.read(path)
    guesses = [bool(minutes.GUESS.search(cell.source)) for cell in notebook.cells]
    reveals = ["reveal(" in cell.source and cell.cell_type == "code" for cell in notebook.cells]
    assert sum(guesses) == sum(reveals)
    for at, guessed in enumerate(guesses):
        assert not guessed or any(reveals[at + 1 : at + 6]), f"{path.name}, cell {notebook.cells[at].id}"
    text = "\n".join(cell.source for cell in markdown_cells(notebook))
    assert "### Guess first" not in text
    headings = re.findall(r"^#+ .+$", text, re.MULTILINE)
    assert len(headings) == len(set(headings)), f"{path.name}: two headings are the same"


@each_lesson
def test_the_recall_opens_and_closes_the_lesson(path):
    recall = importlib.import_module(f"rnn_course.exercises.lesson_{path.stem[:2]}").recall
    assert recall.id == f"{path.stem[:2]}.recall" and 5 <= len(recall.questions) <= 8
    cells = run_notebooks.read(path).cells
    summary = next(k for k, cell in enumerate(cells) if "## Summary" in cell.source)
    order = ["ex.recall.ask()", "ex.recall.check(*answers)", "ex.recall.missed()", "ex.recall.again(*again)"]
    places = [k for call in order for k, cell in enumerate(cells) if call in cell.source]
    assert len(places) == 4 and places == sorted(places) and places[1] < 10 and places[3] < summary
    dots = f"answers = [{', '.join(['...'] * len(recall.questions))}]"
    assert dots in cells[places[1]].source
    shown = "".join(cells[places[0]].outputs[0].data["text/plain"].split())
    assert all(
        "".join(question.ask.replace("`", "").split()) in shown.replace("`", "")
        for question in recall.questions
    )


@each_lesson
def test_every_question_of_a_recall_takes_its_own_answer(path):
    recall = importlib.import_module(f"rnn_course.exercises.lesson_{path.stem[:2]}").recall
    for question in recall.questions:
        assert all(question.fits(answer) for answer in question.accepted)
        assert not question.fits("something else") and not question.fits(-77)
        assert question.why.endswith(".") and len(question.why.split()) <= 40


@each_side_trip
def test_a_side_trip_has_the_form_of_a_small_lesson(path):
    cells = markdown_cells(run_notebooks.read(path))
    assert re.fullmatch(r"# \D.+\?", cells[0].source.strip()), f"{path.name}: the title is not a question"
    assert "**What you need" in cells[1].source
    everything = run_notebooks.read(path).cells
    assert minutes.stated(everything) == minutes.rounded(everything)
    back = re.findall(r"\]\(\.\./(\d\d_\w+\.ipynb)", cells[-1].source)
    assert back, f"{path.name}: the last cell does not lead back"
    lesson = run_notebooks.read(run_notebooks.NOTEBOOKS / back[0])
    assert any(f"(further/{path.name}" in cell.source for cell in lesson.cells), f"{back[0]}: no link to it"


@each_notebook
def test_outputs_wait_where_something_is_asked_before_them(path):
    """A folded output belongs to a guess above it, or to a sketch or a prediction that the text just before asks for."""
    cells = run_notebooks.read(path).cells
    asked, text = False, ""
    for cell in cells:
        where = f"{path.name}, cell {cell.id}"
        text = cell.source if cell.cell_type == "markdown" else text
        asked |= bool(minutes.GUESS.search(cell.source)) and cell.cell_type == "code"
        if not run_notebooks.waits(cell):
            assert run_notebooks.TRY_FIRST not in cell.metadata.get("tags", []), f"{where}: does not wait"
            continue
        assert len(cell.outputs) == 1, f"{where}: nothing to wait for"
        own_try = run_notebooks.TRY_FIRST in cell.metadata.get("tags", [])
        assert own_try or asked, f"{where}: no guess before it"
        assert own_try <= bool(ASKS.search(text)), f"{where}: the text before it asks for nothing"


@each_notebook
def test_a_caption_does_not_tell_what_its_figure_holds_back(path):
    cells = run_notebooks.read(path).cells
    for cell, caption in zip(cells, cells[1:], strict=False):
        if run_notebooks.waits(cell) and caption.source.startswith("**Figure"):
            kind = "own try" if run_notebooks.TRY_FIRST in cell.metadata.get("tags", []) else "guess"
            told = caption.source.split("\n\n")[0]
            fold = f"\n\n<details><summary>After your {kind}</summary>\n\n"
            assert fold in caption.source, f"{path.name}, cell {caption.id}"
            assert not re.search(r"\bLook at\b", told), (
                f"{path.name}, cell {caption.id}: what is seen stands in the fold"
            )


@each_notebook
def test_the_first_line_of_folded_code_gives_nothing_away(path):
    """JupyterLab shows this line while the code is folded."""
    for cell in code_cells(run_notebooks.read(path)):
        if "jupyter" in cell.metadata and "source_hidden" in cell.metadata.jupyter:
            first, *rest = cell.source.splitlines()
            assert first.startswith("# Folded: ") and first.endswith(".") and rest, (
                f"{path.name}, cell {cell.id}"
            )
            named = re.search(r"Exercise (\d+\.\d+)", first)
            assert named or first == "# Folded: this code only draws.", f"{path.name}, cell {cell.id}"
