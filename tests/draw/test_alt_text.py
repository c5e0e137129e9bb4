"""Figures say in words what they show; in a notebook the words travel with the picture."""

import json
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from every_figure import CALLS, drawn
from matplotlib.figure import Figure
from nbclient import NotebookClient

from rnn_course.draw import describe
from rnn_course.draw.states import state_heatmap, what_remains


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", CALLS)
def test_every_figure_says_what_it_shows(name):
    text = drawn(name)[0].alt_text
    assert len(text.split()) >= 8 and text[0].isupper() and text.endswith(".")
    assert not any(mark in text for mark in ("$", "\\", "\n", "nan", "inf ", "array", "np."))


def test_the_words_follow_the_numbers():
    states = np.array([[0.25, -0.5], [0.75, 0.125]])
    fig, _ = state_heatmap(states, ["good", "movie"])
    for word in ("good", "movie", "2 units", "0.75", "0.125"):
        assert word in fig.alt_text
    other, _ = state_heatmap(-states, ["good", "movie"])
    assert "−0.75" in other.alt_text


def test_figures_on_one_page_add_up_and_a_description_replaces_them():
    fig = Figure()
    above, below = fig.subplots(2)
    state_heatmap(np.zeros((2, 3)), ["a", "b"], ax=above)
    what_remains([0.0, 0.5], ["a", "b"], ax=below)
    assert "Heatmap" in fig.alt_text and "What remains" in fig.alt_text
    assert describe(fig, "One sentence, $W_{hh}$.").alt_text == "One sentence, W_hh."
    with pytest.raises(ValueError, match="expected whole sentences, got 'no end'"):
        describe(fig, "no end")


def outputs_of(*sources):
    """The outputs of cells in a new kernel."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3").execute()
    return [output for cell in notebook.cells for output in cell.outputs]


def test_the_picture_of_a_notebook_carries_the_words():
    bare, plain, ours, silent = outputs_of(
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()",
        "from rnn_course.draw import describe\nfig, ax = plt.subplots()\ndescribe(fig, 'A plain figure, described in a line.');",
        "from rnn_course.draw.states import what_remains\nfig, ax = what_remains([0.0, 1.0], ['a', 'b'])",
        "fig, ax = plt.subplots()",
    )
    assert plain.metadata["image/png"] == {"alt": "A plain figure, described in a line."}
    assert ours.metadata["image/png"]["alt"].startswith("What remains")
    assert "image/png" not in {**bare.metadata, **silent.metadata}  # nobody said what these show
    assert all(output.data["image/png"] for output in (bare, plain, ours, silent))


def test_a_sharper_picture_keeps_its_size_beside_the_words():
    (sharp,) = outputs_of(
        "%config InlineBackend.figure_formats = ['retina']\nfrom rnn_course.draw.states import what_remains\n"
        "fig, ax = what_remains([0.0, 1.0], ['a', 'b'])"
    )
    assert set(sharp.metadata["image/png"]) == {"alt", "width", "height"}


def test_describing_needs_no_notebook_and_no_matplotlib_of_its_own():
    code = "import rnn_course.draw, sys, json; print(json.dumps(['IPython' in sys.modules, 'matplotlib' in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == [False, False]
