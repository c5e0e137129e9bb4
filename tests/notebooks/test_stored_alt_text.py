"""Every stored picture says in words what it shows, and an exported page says it too."""

import html
import re

import pytest
import run_notebooks
from lessons import IDS, PATHS, code_cells
from nbconvert import HTMLExporter

TEMPLATES = run_notebooks.ROOT / "tools" / "nbconvert"
each_notebook = pytest.mark.parametrize("path", PATHS, ids=IDS)


def alt_texts(notebook):
    """[(cell id, alt text or None)] of all stored pictures."""
    return [
        (cell.id, output.metadata.get("image/png", {}).get("alt"))
        for cell in code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def is_a_sentence(text):
    """Whether it reads as words for people: some words, an end, no marks of a programming language."""
    words = re.findall(r"[^\W\d_]{2,}", text or "")
    return (
        len(words) >= 6 and text.endswith((".", "!", "?")) and not re.search(r"[<>{}$\\]|Figure size", text)
    )


@each_notebook
def test_no_picture_is_stored_without_a_sentence(path):
    found = alt_texts(run_notebooks.read(path))
    assert found or path.parent.name == "further"  # some side trips need no picture
    bare = [(cell, text) for cell, text in found if not is_a_sentence(text)]
    assert not bare, (
        f"{path.name}: run `make notebooks`; a plain figure needs describe(fig, '…') (CONTRIBUTING.md)"
    )


@each_notebook
def test_the_still_picture_of_an_instrument_holds_its_state(path):
    for cell in code_cells(run_notebooks.read(path)):
        for output in cell.outputs:
            if output.output_type == "execute_result" and "image/png" in output.data:
                assert "instrument" in output.metadata["image/png"], (
                    f"{path.name}, {cell.id}: run `make notebooks`"
                )


@each_notebook
def test_pictures_of_one_lesson_are_told_apart(path):
    texts = [text for _, text in alt_texts(run_notebooks.read(path))]
    assert len(set(texts)) == len(texts)


@each_notebook
def test_an_exported_page_has_the_alt_texts(path):
    notebook = run_notebooks.read(path)
    exporter = HTMLExporter(template_name="lesson", extra_template_basedirs=[str(TEMPLATES)])
    page, _ = exporter.from_notebook_node(notebook)
    shown = [html.unescape(alt) for _, alt in re.findall(r"<img alt=(['\"])(.*?)\1", page)]
    assert [text for text in shown if text] == [text for _, text in alt_texts(notebook)]


@pytest.mark.parametrize(
    "text", [None, "", "A figure", "<Figure size 1 with 1 Axes and so on>.", "$x$ and some other five words."]
)
def test_what_is_no_sentence(text):
    assert not is_a_sentence(text)
