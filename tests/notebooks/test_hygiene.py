"""What a notebook must not store, and the form that every lesson keeps."""

import ast
import importlib
import json
import re
import statistics

import lessons
import pytest
import run_notebooks
from lessons import IDS, PATHS, code_cells, exercise_cells, markdown_cells

MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:root|home|work|tmp|Users|opt|usr|var)/[\w./-]+|[A-Z]:\\\\Users")
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
TIMING = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:ms|µs|ns|secs?|seconds?|min|minutes?|it/s)\b|\b\d+(?:\.\d+)?s\b|CPU times"
)
REMOTE = re.compile(
    r"!\[[^\]]*\]\(\s*https?:|<(?:img|script|iframe|link)[^>]+(?:src|href)=[\"']https?:", re.IGNORECASE
)
LESSONS = [path for path in lessons.LESSONS if not path.name.startswith("00")]
LESSON_IDS = [path.stem for path in LESSONS]
each_notebook = pytest.mark.parametrize("path", PATHS, ids=IDS)
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=LESSON_IDS)


def shown_text(output):
    """What a reader can read of an output: printed text, representations, HTML; not the pictures."""
    data = {kind: value for kind, value in output.get("data", {}).items() if not kind.startswith("image/png")}
    return output.get("text", "") + json.dumps(data, ensure_ascii=False)


@each_notebook
def test_no_error_warning_path_address_or_timing_is_stored(path):
    for cell in code_cells(run_notebooks.read(path)):
        for output in cell.outputs:
            where = f"{path.name}, cell {cell.id}"
            assert output.output_type != "error", f"{where}: a stored error"
            assert output.get("name") != "stderr", f"{where}: stored stderr"
            text = shown_text(output)
            for what, pattern in {
                "warning": r"\w*Warning\b:",
                "path": MACHINE_PATH,
                "address": ADDRESS,
                "timing": TIMING,
            }.items():
                found = re.search(pattern, text)
                assert not found, f"{where}: a stored {what}: {found.group()!r}"


@each_notebook
def test_every_code_cell_was_run_in_order(path):
    cells = code_cells(run_notebooks.read(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@each_notebook
def test_no_widget_state_and_nothing_from_the_network(path):
    notebook = run_notebooks.read(path)
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        assert not REMOTE.search(cell.source), f"{path.name}, cell {cell.id}: something from the network"
        for output in cell.get("outputs", []):
            assert not REMOTE.search(shown_text(output)), (
                f"{path.name}, cell {cell.id}: something from the network"
            )


@each_notebook
def test_rhythm(path):
    notebook = run_notebooks.read(path)
    lines = [sum(bool(line.strip()) for line in cell.source.splitlines()) for cell in code_cells(notebook)]
    assert statistics.median(lines) <= 5
    assert sorted(lines)[min(len(lines) - 1, int(0.9 * len(lines)))] <= 15
    assert max(lines) <= 25
    words = [len(cell.source.split()) for cell in markdown_cells(notebook)]
    assert 30 <= statistics.median(words) <= 80
    kinds = "".join("c" if cell.cell_type == "code" else "m" for cell in notebook.cells)
    assert "ccc" not in kinds, f"{path.name}: more than two code cells in a row"
    for cell in code_cells(notebook):
        assert not re.search(r"import \*|^\s*[%!]", cell.source, re.MULTILINE), (
            f"{path.name}, cell {cell.id}: magic or star import"
        )


@each_lesson
def test_opening_and_closing(path):
    cells = markdown_cells(run_notebooks.read(path))
    assert re.fullmatch(r"# \d+ · .+\?", cells[0].source.strip()), f"{path.name}: the title is not a question"
    for heading in ("**What you will do**", "**What you will learn**", "**What you need"):
        assert heading in cells[1].source, f"{path.name}: the opening lacks {heading}"
    assert re.search(r"About \d+ minutes", cells[1].source)
    text = "\n".join(cell.source for cell in cells)
    for heading in ("## Summary", "## On your own", "## Further reading"):
        assert heading in text, f"{path.name}: no {heading}"
    assert "Shut Down Kernel" in cells[-1].source


@each_lesson
def test_every_figure_has_a_caption_right_after_it(path):
    cells = run_notebooks.read(path).cells
    number = path.stem[:2].lstrip("0")
    figures = 0
    for cell, following in zip(cells, cells[1:], strict=False):
        drawn = [
            o
            for o in cell.get("outputs", [])
            if o.get("data", {}).get("text/plain", "").startswith("<Figure")
        ]
        if drawn:
            figures += 1
            expected = f"**Figure {number}.{figures}.**"
            assert following.source.startswith(expected), (
                f"{path.name}, after cell {cell.id}: expected {expected}"
            )
    assert figures >= 2, f"{path.name}: a lesson has at least two figures"


@each_lesson
def test_exercises_run_clean_while_unsolved(path):
    cells = exercise_cells(run_notebooks.read(path))
    assert 3 <= len(cells) <= 6
    for cell in cells:
        text = "".join(shown_text(output) for output in cell.outputs).lower()
        assert "not attempted" in text, (
            f"{path.name}, cell {cell.id}: does not say that it is not attempted yet"
        )


@each_notebook
def test_every_imported_name_exists(path):
    for cell in code_cells(run_notebooks.read(path)):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(node.module)
                for alias in node.names:
                    if not hasattr(module, alias.name):
                        importlib.import_module(f"{node.module}.{alias.name}")
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    importlib.import_module(alias.name)
