"""What every widget must do, whatever it shows: without a browser, without a kernel, in JupyterLab."""

import base64
import re
import subprocess
import sys
from functools import cache

import nbformat
import pytest
from browser_lab import ROOT, quiet
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import rnn_course.widgets
from rnn_course.widgets.module_source import STATIC, browser_module
from widgets.looks import CLIPPED, SMALL_TEXT, WEAK_TEXT

NAMES = rnn_course.widgets.__all__
VIEW = "application/vnd.jupyter.widget-view+json"
every_widget = pytest.mark.parametrize("name", NAMES)


def new(name):
    return getattr(rnn_course.widgets, name)()


@cache
def picture_of(name):
    """The picture of a new widget, drawn once: that another one gives the same, one test says for all."""
    return new(name).static_png()


# -- the files ---------------------------------------------------------------------------------------------


@every_widget
def test_javascript_is_small_and_self_contained(name):
    module = browser_module(new(name).module_name)
    assert len(module.encode()) < 40_000
    assert "import " not in re.sub(r"//.*|/\*.*?\*/", "", module, flags=re.DOTALL)
    assert module.count("export default") == 1


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_static_files_keep_to_themselves(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    for forbidden in (
        "http:",
        "https:",
        "url(",
        "@import",
        "innerHTML",
        "insertAdjacentHTML",
        "eval(",
        "animation",
        "transition",
        "fetch(",
    ):
        assert forbidden not in text, forbidden
    for forbidden in (
        r"\b(window|document)\.addEventListener",
        r"[{ ]id:",
        r"\.id\b",
        r"^#",
        r"getElementById",
    ):
        assert not re.search(forbidden, text, re.MULTILINE), forbidden


def test_importing_widgets_leaves_matplotlib_and_torch_alone():
    code = "import rnn_course.widgets as w, sys\n" + "".join(f"w.{name}()\n" for name in NAMES)
    code += "print({'matplotlib', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"


# -- without a kernel or a browser -------------------------------------------------------------------------


@every_widget
def test_one_sentence_and_one_picture(name):
    data, _ = new(name)._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", VIEW}
    sentence = data["text/plain"]
    assert sentence == repr(new(name)) and sentence[-1] in ".?" and "\n" not in sentence
    assert " at 0x" not in sentence
    assert base64.b64decode(data["image/png"]) == picture_of(name)
    assert picture_of(name).startswith(b"\x89PNG")


@every_widget
def test_the_help_names_every_setting(name):
    for setting in new(name).setting_names():
        assert f"``{setting}``" in getattr(rnn_course.widgets, name).__doc__, setting


@every_widget
def test_an_unknown_setting_is_told(name):
    with pytest.raises(TypeError, match=f"{name} has the settings .*; got colour"):
        getattr(rnn_course.widgets, name)(colour="red")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Path of an executed notebook, stored without widget state, that shows each widget twice.

    The second time the output lacks the reference to a live widget, and has the sentence and the picture only.
    """
    sources = ["import rnn_course.widgets as w", *[f"w.{name}()" for name in NAMES * 2]]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    place = {"metadata": {"path": str(ROOT)}}
    NotebookClient(notebook, timeout=120, resources=place, store_widget_state=False).execute()
    without_views(notebook.cells[1 + len(NAMES) :])
    path = tmp_path_factory.mktemp("stored") / "gallery.ipynb"
    nbformat.write(notebook, path)
    return path


def without_views(cells):
    for output in [output for cell in cells for output in cell.outputs]:
        output["data"].pop(VIEW, None)


def test_strict_nbval_passes(stored):
    options = ["-p", "no:cacheprovider", "--nbval", "--nbval-current-env", str(stored)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"{2 * len(NAMES) + 1} passed" in done.stdout


def test_a_converted_page_shows_the_pictures(stored):
    page, _ = HTMLExporter().from_filename(str(stored))
    for name in NAMES:
        assert page.replace("\n", "").count(base64.b64encode(picture_of(name)).decode()) == 2


# -- JupyterLab --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    """A notebook with two cells for widgets to be shown in, opened once."""
    lab.open(lab.write("every.ipynb", ["import rnn_course.widgets as w", "1", "2"]))
    lab.run_cell(0)
    return lab


@pytest.fixture
def view(notebook, name):
    """The widget ``name``, called ``it``, shown in cell 1; no error and no outside request until the end."""
    close_all(notebook)
    view = show(notebook, name)
    with quiet(notebook):
        yield view


def close_all(notebook):
    """Close the widgets of earlier tests: at a reload JupyterLab asks the kernel for all that are left, and with some
    hundred of them it does not wait for the answer."""
    notebook.run("import ipywidgets\nipywidgets.Widget.close_all()")


def show(notebook, name):
    """Show one widget in cell 1, and nothing in cell 2."""
    notebook.set_cell(1, f"it = w.{name}()\nit")
    notebook.set_cell(2, "pass")
    notebook.run_all()
    view = notebook.page.locator(".rnnc")
    view.wait_for()
    return view


def show_all(notebook):
    """Show all widgets in cell 1, called ``them[name]``; the views by name."""
    notebook.set_cell(1, f"them = {{name: getattr(w, name)() for name in {NAMES}}}\ndisplay(*them.values())")
    notebook.set_cell(2, "pass")
    notebook.run_all()
    views = notebook.page.locator(".rnnc")
    views.nth(len(NAMES) - 1).wait_for()
    return {name: views.nth(i) for i, name in enumerate(NAMES)}


def settings(lab, variable="it"):
    return lab.value(f"{{name: getattr({variable}, name) for name in {variable}.setting_names()}}")


FIRST_SLIDER = "input[type=range] >> nth=0"


def move_first_slider(lab, view, variable="it"):
    """Move the first slider to one end, or to the other if it is there, and wait until Python knows."""
    before, slider = settings(lab, variable), view.locator(FIRST_SLIDER)
    slider.press("End" if slider.input_value() == slider.get_attribute("min") else "Home")
    lab.wait_until(lambda: settings(lab, variable) != before)


# Those that only look, or move the focus, share one view of each widget: no setting changes.


@pytest.fixture(scope="module")
def all_views(notebook):
    """A view of each widget, by name, all of them below each other."""
    close_all(notebook)
    return show_all(notebook)


@pytest.fixture
def views(notebook, all_views):
    """The same, with no error and no outside request until the end."""
    with quiet(notebook):
        yield all_views


def found_in(views, look, *given):
    """What the JavaScript ``look`` finds in each view; where it finds nothing, the widget is left out."""
    found = {name: view.evaluate(look, *given) for name, view in views.items()}
    return {name: faults for name, faults in found.items() if faults}


def test_everything_has_a_name(views):
    parts = "input, button, svg[role=img], fieldset"
    unnamed = """(element, parts) => [...element.querySelectorAll(parts)].filter(e => {
        const labels = e.labels ? [...e.labels].map(label => label.textContent).join('') : '';
        const legend = e.querySelector('legend');
        return !(e.getAttribute('aria-label') || labels || e.textContent && e.tagName === 'BUTTON' || legend);
    }).map(e => e.outerHTML.slice(0, 200))"""
    assert found_in(views, unnamed, parts) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(notebook, views, theme):
    notebook.set_theme(theme)
    weak = found_in(views, WEAK_TEXT)
    notebook.set_theme("light")
    assert weak == {}


@pytest.mark.parametrize("width", [600, 360])
def test_it_fits(views, width):
    too_wide = """(element, width) => {
        element.style.width = `${width}px`;
        const right = element.getBoundingClientRect().right + 0.5;
        const wide = [...element.querySelectorAll('*')].filter(e => !e.closest('.rnnc-news, .rnnc-scroll > *')
            && e.getBoundingClientRect().right > right).map(e => e.outerHTML.slice(0, 120));
        element.style.width = '';
        return wide;
    }"""
    assert found_in(views, too_wide, width) == {}


def set_width(notebook, width):
    """Make the window so wide, and wait until every picture is laid out anew."""
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    notebook.page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )


@pytest.mark.parametrize("width", [1280, 640])
def test_no_text_is_small_or_cut_off(notebook, views, width):
    """640 px is also what a page of 1280 px has left at 200 %."""
    set_width(notebook, width)
    try:
        assert found_in(views, SMALL_TEXT) == {}
        assert found_in(views, CLIPPED) == {}
    finally:
        set_width(notebook, 1280)


def test_each_is_seen_as_a_whole_in_a_window_of_1000_px(views):
    """The browser and JupyterLab take some 270 px of a window for themselves."""
    tall = {name: view.bounding_box()["height"] for name, view in views.items()}
    assert max(tall.values()) <= 730, tall


@every_widget
def test_tab_reaches_every_control_and_focus_is_seen(notebook, views, name):
    view = views[name]
    expected = view.evaluate("""element => [...element.querySelectorAll('input, button')].filter(e =>
        !e.disabled && e.tabIndex >= 0 && e.offsetParent
        && (e.type !== 'radio' || e.checked || !e.closest('fieldset').querySelector(':checked'))).length""")
    view.locator("input, button").first.focus()
    seen = set()
    for _ in range(expected + 2):
        here = view.evaluate("""element => {
            const e = document.activeElement, style = getComputedStyle(e);
            const all = [...element.querySelectorAll('input, button')];
            return [all.indexOf(e), style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        if here[0] < 0:
            break
        assert here[1] == "solid" and here[2] >= 2, here
        seen.add(here[0])
        notebook.page.keyboard.press("Tab")
    # Of a group of radio buttons without a choice, Tab visits one.
    assert len(seen) >= expected - 1


@every_widget
def test_keys_stay_in_the_widget_but_shift_enter_runs_the_cell(notebook, view):
    keyboard = notebook.page.keyboard
    view.locator(FIRST_SLIDER).focus()
    for key in ["a", "b", "d", "d", "m", "x", "z", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]:
        keyboard.press(key)
    state = "() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type)"
    assert notebook.page.evaluate(state) == ["code"] * 3
    before = view.evaluate_handle("element => element")
    keyboard.press("Shift+Enter")
    notebook.wait_until(lambda: not before.evaluate("element => element.isConnected"))


@every_widget
def test_two_copies_do_not_disturb_each_other_and_two_views_agree(notebook, view, name):
    notebook.set_cell(2, f"other = w.{name}()\nfrom IPython.display import display\ndisplay(other, it)")
    notebook.run_cell(2)
    views = notebook.page.locator(".rnnc")
    views.nth(2).wait_for()
    content = "element => [...element.querySelectorAll('svg')].map(e => e.outerHTML).join('')"
    other, first = views.nth(1).evaluate(content), settings(notebook, "other")
    move_first_slider(notebook, views.nth(0))
    assert views.nth(1).evaluate(content) == other and settings(notebook, "other") == first
    assert views.nth(2).evaluate(content) == views.nth(0).evaluate(content) != other


LOOKS = """element => [...element.querySelectorAll('*')].map(e => {
    const { color, backgroundColor, borderTopColor, borderTopWidth, padding, margin, fontSize, fontWeight, fill, stroke,
        display, minWidth } = getComputedStyle(e);
    return [e.tagName, color, backgroundColor, borderTopColor, borderTopWidth, padding, margin, fontSize, fontWeight,
        fill, stroke, display, minWidth].join(' ');
})"""


def test_each_looks_the_same_beside_the_others(notebook):
    close_all(notebook)
    alone = {name: show(notebook, name).evaluate(LOOKS) for name in NAMES}
    with quiet(notebook):
        views = show_all(notebook)
        assert {name: view.evaluate(LOOKS) for name, view in views.items()} == alone


@every_widget
def test_running_the_cell_again_starts_afresh_and_leaves_nothing_behind(notebook, view):
    fresh = settings(notebook)
    move_first_slider(notebook, view)
    notebook.run("old = it")
    before = view.evaluate_handle("element => element")
    notebook.run_cell(1)
    notebook.wait_until(lambda: not before.evaluate("element => element.isConnected"))
    view.wait_for()
    assert settings(notebook) == fresh
    # The old model still lives in Python; a change there must not reach a view that is gone.
    content = before.evaluate("element => element.innerHTML")
    notebook.run(CHANGE.format(variable="old"))
    notebook.page.wait_for_timeout(700)
    assert before.evaluate("element => element.innerHTML") == content


CHANGE = """
for name in {variable}.setting_names():
    value = getattr({variable}, name)
    if isinstance(value, bool):
        setattr({variable}, name, not value)
        break
else:
    name = next(n for n in {variable}.setting_names() if isinstance(getattr({variable}, n), (int, float)))
    trait = {variable}.traits()[name]
    setattr({variable}, name, trait.low if getattr({variable}, name) != trait.low else trait.high)
"""


def test_after_a_reload_each_is_there_with_its_settings(notebook):
    close_all(notebook)
    with quiet(notebook):
        views = show_all(notebook)
        for name, view in views.items():
            move_first_slider(notebook, view, f"them[{name!r}]")
        before = {name: settings(notebook, f"them[{name!r}]") for name in NAMES}
        sliders = {name: view.locator(FIRST_SLIDER).input_value() for name, view in views.items()}
        notebook.command("docmanager:save")
        notebook.reload()
        notebook.page.locator(".rnnc").nth(len(NAMES) - 1).wait_for()
        assert {name: view.locator(FIRST_SLIDER).input_value() for name, view in views.items()} == sliders
        assert {name: settings(notebook, f"them[{name!r}]") for name in NAMES} == before


def shows_the_pictures(lab):
    images = lab.page.locator(".jp-RenderedImage img")
    images.nth(2 * len(NAMES) - 1).wait_for()
    assert images.count() == 2 * len(NAMES)
    assert "model not found" not in lab.page.locator(".jp-Notebook").inner_text()


def test_a_notebook_from_elsewhere_shows_the_pictures_before_it_is_run(lab, stored):
    lab.open(stored)
    shows_the_pictures(lab)


def test_a_notebook_without_views_shows_the_pictures_even_if_it_is_trusted(lab, stored):
    """With them, JupyterLab writes "model not found" in a trusted notebook that was not run."""
    notebook = nbformat.read(stored, as_version=4)
    without_views(notebook.cells)
    nbformat.write(notebook, lab.folder / "trusted.ipynb")
    lab.trust("trusted.ipynb")
    lab.open("trusted.ipynb")
    shows_the_pictures(lab)


# It opens another notebook, so it stands behind the tests that share one.
STEPS_BACK = "from rnn_course.widgets import GradientShares\nGradientShares(t=5, k=3)"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_that_is_set_back_can_be_read_and_a_weak_one_is_noticed(lab, theme):
    lab.open(lab.write("faded.ipynb", [STEPS_BACK]))
    lab.run_all()
    view = lab.page.locator(".rnnc")
    view.wait_for()
    lab.set_theme(theme)
    assert view.locator(".faded .rnnc-number").count() > 10
    assert view.evaluate(WEAK_TEXT) == []
    lab.page.add_style_tag(
        content=".rnnc .faded .rnnc-number { fill: #777777 } .rnnc .rnnc-hint { opacity: 0.5 }"
    )
    weak = view.evaluate(WEAK_TEXT)
    assert any(text.startswith("drag t here") for text in weak) and len(weak) > 10
    lab.set_theme("light")
