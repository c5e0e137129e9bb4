"""What a learner sees who opens a lesson for the first time, in a real JupyterLab: no answer before a guess."""

import os

import browser_lab
import pytest
import run_notebooks

pytestmark = pytest.mark.browser
LESSON = run_notebooks.NOTEBOOKS / "01_weight_sharing.ipynb"


def index_of(cell_id):
    """The position of a cell in the lesson."""
    return [cell.id for cell in run_notebooks.read(LESSON).cells].index(cell_id)


@pytest.fixture(scope="module")
def page_and_lab():
    lab = browser_lab.open_lab()
    if lab is None:
        (pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip)(browser_lab.MISSING)
    yield lab.open(LESSON), lab
    browser_lab.close_lab()


def cell(page, index):
    """The cell at a position, scrolled into view."""
    page.evaluate(
        "index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'center')", index
    )
    found = page.locator(f'.jp-Notebook [data-windowed-list-index="{index}"]')
    found.wait_for()
    return found


def test_the_answer_waits_in_a_closed_fold_until_it_is_opened(page_and_lab):
    page, _ = page_and_lab
    shown = cell(page, index_of("l01-guess-each-reveal"))
    assert shown.get_by_text("No guess yet").is_visible()
    answer = shown.get_by_text("It is 5050.")
    assert answer.count() == 1 and not answer.is_visible()
    shown.get_by_text("Show it without a guess").click()
    assert answer.is_visible()


def test_prose_after_a_guess_waits_as_well(page_and_lab):
    page, _ = page_and_lab
    shown = cell(page, index_of("l01-gradient-why")).locator(".jp-RenderedMarkdown")
    prose = shown.get_by_text("The shares add.")
    assert prose.count() == 1 and not prose.is_visible()
    shown.get_by_text("After your guess").click()
    assert prose.is_visible() and shown.locator("mjx-container").first.is_visible()


def test_folded_code_is_folded(page_and_lab):
    page, _ = page_and_lab
    shown = cell(page, index_of("l01-gradient-vector"))
    assert shown.locator(".jp-InputPlaceholder, .jp-Placeholder").first.is_visible()
    assert not shown.get_by_text("product = g.reshape").is_visible()


def test_a_picture_that_answers_waits_until_its_cell_is_run(page_and_lab):
    page, lab = page_and_lab
    place = index_of("l01-figure-counts")
    picture = cell(page, place).locator(".jp-OutputArea-output img")
    assert not picture.is_visible() and cell(page, place).locator(".jp-OutputPlaceholder").is_visible()
    lab.run_cell(place)
    picture.wait_for()


def test_with_a_guess_the_answer_is_told(page_and_lab):
    page, lab = page_and_lab
    lab.run("import numpy as np")
    lab.set_cell(index_of("l01-guess-each"), "guess = 5000")
    for cell_id in ("l01-guess-each", "l01-guess-each-reveal"):
        lab.run_cell(index_of(cell_id))
    shown = cell(page, index_of("l01-guess-each-reveal"))
    shown.get_by_text("You guessed 5000. It is 5050").wait_for()
    assert shown.get_by_text("5000, 'b': 50").is_visible()
