"""NumberRuns: what the page shows is what the stored runs hold."""

import base64

import numpy as np
import pytest
from browser_lab import quiet
from traitlets import TraitError

from rnn_course.data import stored_run
from rnn_course.widgets import NumberRuns
from rnn_course.widgets.number_runs import KINDS, RUNS
from widgets.javascript import call


def stored(nonlinearity, layers, seed):
    [run] = [
        run
        for run in stored_run("human_numbers")
        if (run["nonlinearity"], run["layers"], run["seed"], run["rate"], run["epochs"])
        == (nonlinearity, layers, seed, 0.003, 15)
    ]
    return run


@pytest.mark.parametrize("seed", [0, 4, 9])
@pytest.mark.parametrize("shown", ["right", "loss", "learning"])
def test_curves_and_texts_are_those_of_the_seed(seed, shown):
    widget = NumberRuns(seed=seed, shown=shown, epoch=6)
    for at, kind in enumerate(KINDS.values()):
        run = stored(*kind, seed)
        np.testing.assert_array_equal(widget.curves[at], run[shown])
        assert widget.values[at] == run[shown][5] and widget.counts_up[at] == run["counts_up"]
        assert run["text"].startswith(widget.texts[widget.labels[at]])
    best = max if shown == "right" else min
    assert widget.values[widget.labels.index(widget.ranking[0])] == best(widget.values)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"seed": 10}, "seed must be a whole number from 0 to 9, got 10"),
        ({"epoch": 0}, "epoch must be a whole number from 1 to 15, got 0"),
        ({"shown": "accuracy"}, "shown must be one of 'right', 'loss', 'learning', got 'accuracy'"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    widget = NumberRuns()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=message):
        NumberRuns(**settings)


def test_sentence_and_picture_follow_the_settings():
    one, other = NumberRuns(), NumberRuns(seed=1, shown="loss")
    assert repr(one).startswith("Seed 0 after epoch 15, share of right words: tanh, 1 layer 0.46,")
    picture = base64.b64decode(one._repr_mimebundle_()[0]["image/png"])
    assert picture == NumberRuns().static_png() != other.static_png()


def test_the_browser_finds_what_python_finds(page):
    widgets = [
        NumberRuns(seed=s, epoch=e, shown=w)
        for s, e, w in ((0, 15, "right"), (3, 1, "loss"), (9, 7, "learning"))
    ]
    states = [({"seed": w.seed, "epoch": w.epoch, "shown": w.shown, "_runs": RUNS},) for w in widgets]
    for widget, found in zip(widgets, call(page, "number_runs", "runsOf", *states), strict=True):
        assert found["ranking"] == list(widget.ranking)
        assert [one["label"] for one in found["networks"]] == list(widget.labels)
        np.testing.assert_array_equal([one["curve"] for one in found["networks"]], widget.curves)


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("runs.ipynb", ["from rnn_course.widgets import NumberRuns\nr = NumberRuns()\nr"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run("r.seed = 0; r.epoch = 15; r.shown = 'right'")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: shown(view) == expected(NumberRuns()))
    with quiet(notebook):
        yield view


def shown(view):
    """(the four values on the screen, the four texts, the height of each thick line at its end)."""
    ends = view.locator("polyline.runs-line").evaluate_all("lines => lines.map(line => line.points[14].y)")
    return (
        [float(text) for text in view.locator(".runs-row strong").all_inner_texts()],
        view.locator(".runs-text").all_inner_texts(),
        pytest.approx(ends, abs=0.01),
    )


def expected(widget):
    top = (
        1
        if widget.shown == "right"
        else np.ceil(max(max(run[widget.shown]) for runs in RUNS.values() for run in runs))
    )
    heights = [150 * (1 - curve[-1] / top) for curve in widget.curves]
    return (
        [float(f"{v:.2f}") for v in widget.values],
        [f"{text} …" for text in widget.texts.values()],
        heights,
    )


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page shows what Python computes."""
    lab.wait_until(
        lambda: lab.value("{s: getattr(r, s) for s in r.setting_names()}").items() >= settings.items()
    )
    widget = NumberRuns(**lab.value("{s: getattr(r, s) for s in r.setting_names()}"))
    lab.wait_until(lambda: shown(view) == expected(widget))


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [("Seed", "seed", ["ArrowRight"] * 3, 3), ("Seed", "seed", ["End"], 9), ("Epoch", "epoch", ["Home"], 1), ("Epoch", "epoch", ["ArrowLeft"], 14)],
)  # fmt: skip
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    slider = view.get_by_role("slider", name=name)
    slider.focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **{setting: value})


def test_another_measure_and_a_place_on_the_plot(notebook, view):
    view.get_by_role("radio", name="loss, judged part").check()
    settled(notebook, view, shown="loss")
    assert view.locator(".runs-dice").count() == 1
    plot = view.locator(".runs-plot")
    box = plot.bounding_box()
    plot.click(position={"x": box["width"] / 2, "y": 40})
    settled(notebook, view, epoch=8)
    assert "epoch 8" in view.inner_text()


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("r.seed = 5; r.shown = 'learning'")
    settled(notebook, view, seed=5, shown="learning")
    assert view.get_by_role("slider", name="Seed").input_value() == "5"
