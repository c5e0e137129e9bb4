"""The cell loop: its program run by torch, its JavaScript against Python, and every control in JupyterLab."""

import random

import pytest
import torch
from browser_lab import quiet
from torch import nn
from traitlets import TraitError

from rnn_course.widgets import CellLoop
from rnn_course.widgets.cell_loop_program import cell_error, program, trace
from widgets.javascript import call

SIZES = ["T", "B", "I", "H", "cells", "I2", "H2", "h_0"]


def settings_of(loop):
    return {name: getattr(loop, name) for name in SIZES}


def drawn(count, seed):
    """Loops of random sizes: one cell or two, widths that match or do not, every kind of first state."""
    draw, loops = (
        random.Random(seed),
        [CellLoop(), CellLoop(T=1, B=1, I=1, H=1), CellLoop(cells=2, H=30, H2=20)],
    )
    for _ in range(count):
        H = draw.randint(1, 100)
        loops.append(
            CellLoop(
                T=draw.randint(1, 12),
                B=draw.randint(1, 12),
                I=draw.randint(1, 200),
                H=H,
                cells=draw.randint(1, 2),
                I2=draw.choice([H, draw.randint(1, 100)]),
                H2=draw.randint(1, 100),
                h_0=draw.choice(["(B, H)", "(B, H)", "(1, B, H)", "None"]),
            )
        )
    return loops


def run_by_torch(loop):
    """What torch does with the program, line after line, in the form of ``trace``."""
    names, lines = {"torch": torch, "nn": nn}, loop.code.split("\n")
    head = next(i for i, line in enumerate(lines) if line.startswith("for"))
    entries = [(-1, 0, {}, "")]

    def run(number, t):
        error = ""
        try:
            with torch.no_grad():
                exec(f"x_t = x[{t - 1}]" if number == head else lines[number].strip(), names)
        except (ValueError, RuntimeError) as raised:
            error = f"{type(raised).__name__}: {raised}"
        entries.append((number, t, shapes_in(names), error))
        return not error

    for number in range(head):
        run(number, 0)
    for t in range(1, loop.T + 1):
        if not all(run(number, t) for number in range(head, len(lines) - 1)):
            return entries
    run(len(lines) - 1, loop.T)
    return entries


def shapes_in(names):
    def shape(value):
        return (
            [tuple(v.shape) for v in value]
            if isinstance(value, list)
            else value
            if value is None
            else tuple(value.shape)
        )

    return {name: shape(names[name]) for name in ("x", "h", "h1", "h2", "out", "x_t") if name in names}


# -- Python --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_torch_makes_the_same_shapes_and_raises_the_same_errors(seed):
    for loop in drawn(12, seed):
        assert trace(loop) == run_by_torch(loop), settings_of(loop)


def test_the_examples_of_the_notes():
    loop = CellLoop(cells=2, H=30, H2=20)
    assert "cell2 = nn.RNNCell(30, 20)" in loop.code and "out = torch.stack(out)" in loop.code
    loop.step = loop.last_step
    assert loop.shapes == {
        "x": (10, 3, 100),
        "x_t": (3, 100),
        "h1": (3, 30),
        "h2": (3, 20),
        "out": (10, 3, 20),
    }
    assert loop.error is None and loop.t == 10


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"T": 13}, "T must be a whole number from 1 to 12, got 13"),
        ({"I": 0}, "I must be a whole number from 1 to 200, got 0"),
        ({"H": "20"}, "H must be a whole number from 1 to 100, got '20'"),
        ({"cells": 3}, "cells must be a whole number from 1 to 2, got 3"),
        ({"h_0": "(H,)"}, r"h_0 must be one of '\(B, H\)', '\(1, B, H\)', 'None', got '\(H,\)'"),
        ({"h_0": None}, "h_0 must be one of"),
        ({"step": 36}, r"step must be a whole number from 0 to 35 \(lines that run\), got 36"),
        ({"step": -1}, "step must be a whole number from 0 to"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    with pytest.raises(TraitError, match=message):
        CellLoop(**settings)
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(CellLoop(), name, value)


def test_the_step_stays_within_what_runs():
    loop = CellLoop(step=35)
    loop.h_0 = "(1, B, H)"
    assert (loop.step, loop.line) == (6, "h = cell(x_t, h)")
    assert "Expected hidden to be 1D or 2D" in loop.error
    loop.cells = 2
    assert (loop.step, loop.line) == (6, "out = []")


def test_the_second_cell_fits_unless_told_otherwise():
    loop = CellLoop(H=40)
    assert loop.I2 == 40
    loop.H = 12
    assert loop.I2 == 12
    loop.cells = 2
    loop.H = 9
    assert loop.I2 == 12


def test_the_sentence_and_the_picture_follow_the_step():
    pictures = {CellLoop(step=step).static_png() for step in (0, 3, 5, 6, 7, 35)}
    assert len(pictures) == 6
    assert repr(CellLoop(step=0)).endswith("before its first line.")
    assert "PyTorch says: ValueError" in repr(CellLoop(h_0="(1, B, H)", step=6))
    assert CellLoop(h_0="(1, B, H)", cells=2, step=8).static_png() != CellLoop(cells=2, step=8).static_png()


# -- JavaScript ----------------------------------------------------------------------------------------------


def test_javascript_knows_what_python_knows(page):
    loops = drawn(60, seed=7)
    settings = [(settings_of(loop),) for loop in loops]
    programs = call(page, "cell_loop", "programOf", *settings)
    traces = call(page, "cell_loop", "traceOf", *settings)
    for loop, lines, entries in zip(loops, programs, traces, strict=True):
        assert [line["text"] for line in lines] == program(loop)
        assert [(e["line"], e["t"], e["shapes"], e["error"]) for e in entries] == [
            (line, t, as_lists(shapes), error) for line, t, shapes, error in trace(loop)
        ]


def as_lists(shapes):
    def plain(shape):
        return None if shape is None else [plain(s) if isinstance(s, tuple) else s for s in shape]

    return {name: plain(shape) for name, shape in shapes.items()}


def test_the_browser_says_what_torch_says(page):
    draw = random.Random(3)
    cases = [
        (draw.choice([[3, 8], [1, 3, 8], None]), draw.randint(1, 9), draw.randint(1, 9)) for _ in range(80)
    ]
    said = call(page, "cell_loop", "cellError", *cases)
    for (state, width, size), text in zip(cases, said, strict=True):
        try:
            nn.RNNCell(size, 8)(torch.zeros(3, width), None if state is None else torch.zeros(state))
            assert text == ""
        except (ValueError, RuntimeError) as error:
            assert text == f"{type(error).__name__}: {error}"
        assert text == cell_error(state, width, size)
    assert len(set(said)) > 10


# -- JupyterLab ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("loop.ipynb", ["from rnn_course.widgets import CellLoop\nloop = CellLoop()\nloop"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as they were at first."""
    notebook.run(
        "loop.cells, loop.h_0 = 1, '(B, H)'\nloop.T, loop.B, loop.I, loop.H, loop.H2 = 10, 3, 100, 20, 10\n"
        "loop.step = 0; loop.step = 4"
    )
    view = notebook.page.locator(".rnnc")
    first = CellLoop().code.split("\n")
    notebook.wait_until(lambda: shown_code(view) == first and marked(view) == "out = []")
    with quiet(notebook):
        yield view


def shown_code(view):
    return view.locator(".loop-code code").all_text_contents()


def marked(view):
    """The text of the marked line."""
    line = view.locator(".loop-code li[aria-current=step]")
    return line.inner_text().strip() if line.count() else ""


def settled(lab, view, **settings):
    """Wait until Python has these settings and the page marks its line, then check that it shows what Python knows."""
    names = [*SIZES, "step", "line", "t", "shapes", "error", "code", "last_step"]
    seen = {}

    def arrived():
        seen.update(lab.value("{" + ", ".join(f"'{name}': loop.{name}" for name in names) + "}"))
        return marked(view) == seen["line"] and all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    assert shown_code(view) == seen["code"].split("\n")
    label = view.locator("svg.rnnc-picture").get_attribute("aria-label")
    for name, shape in seen["shapes"].items():
        if shape and not isinstance(shape[0], list):
            assert f"{name} ({', '.join(map(str, shape))})" in label
    error = view.locator(".loop-error")
    assert (error.inner_text() if error.is_visible() else None) == seen["error"]
    assert view.locator(".rnnc-player .rnnc-value").inner_text() == f"{seen['step']} of {seen['last_step']}"
    return seen


def boxes(view):
    """Name and shape of each box that is drawn."""
    texts = view.locator("svg.rnnc-picture text").all_text_contents()
    return list(zip(texts, texts[1:], strict=False))


def test_stepping_runs_one_line_at_a_time(notebook, view):
    forward = view.get_by_role("button", name="One step forward")
    lines = ["for x_t in x:", "h = cell(x_t, h)", "out.append(h)", "for x_t in x:"]
    for step, line in enumerate(lines, start=5):
        forward.click()
        settled(notebook, view, step=step, line=line)
    assert ("x_t", "(3, 100)") in boxes(view) and ("out", "a list of 1, each (B, H) = (3, 20)") in boxes(view)
    view.get_by_role("button", name="Last step").click()
    settled(
        notebook, view, step=35, shapes={"x": [10, 3, 100], "h": [3, 20], "x_t": [3, 100], "out": [10, 3, 20]}
    )
    assert ("out", "(T, B, H) = (10, 3, 20)") in boxes(view)
    view.get_by_role("button", name="One step back").click()
    settled(notebook, view, step=34, line="out.append(h)")
    view.get_by_role("button", name="First step").click()
    settled(notebook, view, step=0, line="")
    assert "Nothing exists yet." in view.locator("svg.rnnc-picture").text_content()


def test_play_pause_and_scrub(notebook, view):
    play = view.locator(".rnnc-play")
    play.click()
    notebook.wait_until(lambda: notebook.value("loop.step") >= 6)
    play.click()
    step = notebook.value("loop.step")
    notebook.page.wait_for_timeout(900)
    settled(notebook, view, step=step)
    scrub = view.get_by_role("slider", name="Lines run")
    scrub.press("End")
    settled(notebook, view, step=35)
    play.click()  # starts again
    settled(notebook, view, step=0)
    scrub.press("ArrowRight")  # and this stops it
    assert play.inner_text() == "▶ Play"


@pytest.mark.parametrize(
    ("name", "setting", "key", "value"),
    [
        ("T steps", "T", "ArrowLeft", 9),
        ("B sentences", "B", "End", 12),
        ("I inputs", "I", "ArrowRight", 101),
        ("H units", "H", "Home", 1),
    ],
)
def test_sizes_by_keyboard(notebook, view, name, setting, key, value):
    before = boxes(view)
    view.get_by_role("slider", name=name).press(key)
    seen = settled(notebook, view, **{setting: value})
    assert boxes(view) != before or setting == "T"
    assert seen["I2"] == seen["H"]


def test_who_stands_at_the_end_stays_there(notebook, view):
    view.get_by_role("slider", name="Lines run").press("End")
    view.get_by_role("slider", name="T steps").press("ArrowRight")
    settled(notebook, view, T=11, line="out = torch.stack(out)")
    view.get_by_role("slider", name="T steps").press("Home")
    settled(notebook, view, T=1, line="out = torch.stack(out)")


def test_two_cells_must_match(notebook, view):
    view.get_by_text("two, stacked").click()
    settled(notebook, view, cells=2, step=6, line="out = []")
    view.get_by_role("slider", name="cell1 units").press("End")
    settled(notebook, view, H=100, I2=20)
    assert "go on, and see what PyTorch says" in view.locator(".loop-note").inner_text()
    for _ in range(3):
        view.get_by_role("button", name="One step forward").click()
    seen = settled(notebook, view, step=9)
    assert seen["error"] == "RuntimeError: input has inconsistent input_size: got 100 expected 20"
    assert view.get_by_text("100 ≠ 20").is_visible() and "raised" in view.locator(
        "li[aria-current]"
    ).get_attribute("class")
    view.get_by_role("button", name="One step forward").click()
    settled(notebook, view, step=9)  # nothing runs after an error
    view.get_by_role("slider", name="cell2 reads").press("End")
    settled(notebook, view, I2=100, error=None, line="h2 = cell2(h1, h2)")
    view.get_by_role("slider", name="cell2 units").press("Home")
    settled(notebook, view, H2=1)
    view.get_by_text("one", exact=True).click()
    settled(notebook, view, cells=1, step=4)
    assert not view.get_by_role("slider", name="cell2 reads").is_visible()


def test_the_first_state(notebook, view):
    view.get_by_role("radio", name="(1, B, H)").check()
    view.get_by_role("button", name="Last step").click()
    seen = settled(notebook, view, h_0="(1, B, H)", step=6)
    assert seen["error"] == "ValueError: RNNCell: Expected hidden to be 1D or 2D, got 3D instead"
    assert "its state is (B, H) = (3, 20)" in view.locator(".loop-note").inner_text()
    view.get_by_role("radio", name="(1, B, H)").press("ArrowRight")
    settled(notebook, view, h_0="None", error=None, step=6)
    assert ("h", "None") in boxes(view) and ("h", "(3, 20)") in boxes(view)


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("loop.cells = 2; loop.H = 30; loop.I2 = 25; loop.T = 4; loop.h_0 = 'None'; loop.step = 9")
    notebook.wait_until(lambda: marked(view) == "h2 = cell2(h1, h2)")
    settled(
        notebook, view, step=9, error="RuntimeError: input has inconsistent input_size: got 30 expected 25"
    )
    assert view.get_by_role("radio", name="two, stacked").is_checked()
    notebook.run("loop.I2 = 30; loop.step = loop.last_step; loop.T = 2")
    notebook.wait_until(lambda: shown_code(view)[0] == "x = torch.randn(2, 3, 100)")
    settled(notebook, view, T=2, I2=30)
    notebook.run("loop.I2 = 20")
