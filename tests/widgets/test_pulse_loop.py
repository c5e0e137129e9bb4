"""PulseLoop: the program run by torch, its JavaScript against Python, and a line moved by mouse and keyboard in JupyterLab."""

from itertools import permutations

import numpy as np
import pytest
import torch
from browser_lab import quiet
from torch import nn
from traitlets import TraitError

from rnn_course.widgets import PulseLoop
from rnn_course.widgets.pulse_loop import WEIGHTS
from widgets.javascript import call

ORDERS = [list(order) for order in permutations([1, 2, 3])]
STATE = ["T", "pulse", "order", "_weights"]


def torch_cell():
    cell = nn.RNNCell(1, 1, bias=False, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih.fill_(WEIGHTS["weight_ih"][0][0])
        cell.weight_hh.fill_(WEIGHTS["weight_hh"][0][0])
    return cell


@pytest.mark.parametrize("order", ORDERS)
def test_torch_appends_the_same_numbers_when_it_runs_the_code(order):
    loop = PulseLoop(T=7, pulse=2, order=order)
    torch.set_default_dtype(torch.float64)
    try:
        names = {"torch": torch, "cell1": torch_cell(), "cell2": torch_cell()}
        with torch.no_grad():
            exec(loop.code, names)
    finally:
        torch.set_default_dtype(torch.float32)
    np.testing.assert_allclose(torch.stack(names["out"]).flatten().numpy(), loop.out, atol=1e-12)
    assert (names["h1"].item(), names["h2"].item()) == pytest.approx((loop.h1[-1], loop.h2[-1]))


@pytest.mark.parametrize("order", ORDERS)
def test_each_line_that_stands_too_early_costs_one_step(order):
    early = (order.index(2) < order.index(1)) + (order.index(3) < order.index(2))
    assert PulseLoop(order=order).delay == early
    assert PulseLoop(T=2, pulse=2, order=order).delay == (None if early else 0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"T": 9}, "T must be a whole number from 2 to 8, got 9"),
        ({"pulse": 7}, r"pulse must be a whole number from 1 to 6 \(steps\), got 7"),
        ({"order": [1, 2, 2]}, r"order must be a list that holds each of 1 to 3 once, got \[1, 2, 2\]"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(PulseLoop(), name, value)
    with pytest.raises(TraitError, match=message):
        PulseLoop(**settings)


def test_sentence_picture_and_pulse_follow_the_settings():
    one, other = PulseLoop(pulse=6), PulseLoop(pulse=6, order=[2, 1, 3])
    assert repr(one).endswith("arrives in out at step 6.") and repr(other).endswith("never arrives.")
    assert one.static_png() != other.static_png()
    one.T = 3
    assert one.pulse == 3


def test_the_browser_finds_what_python_finds(page):
    loops = [PulseLoop(T=T, pulse=p, order=order) for order in ORDERS for T, p in ((2, 2), (6, 1), (8, 5))]
    states = [({name: getattr(loop, name) for name in STATE},) for loop in loops]
    for loop, found in zip(loops, call(page, "pulse_loop", "pulseOf", *states), strict=True):
        for name in ("x", "h1", "h2", "out"):
            np.testing.assert_allclose(found["rows"][name], getattr(loop, name), rtol=1e-12, atol=0)
        assert found["arrives"]["out"] == (loop.arrives or 0)


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("pulse.ipynb", ["from rnn_course.widgets import PulseLoop\np = PulseLoop()\np"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    notebook.run("p.T = 6; p.pulse = 1; p.order = [1, 2, 3]")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: frames(view) == [1, 1, 1, 1])
    with quiet(notebook):
        yield view


def frames(view):
    """The column, from 1, in which each row has its frame, from x upwards, as it stands on the screen."""
    centres = "all => all.map(e => e.getBoundingClientRect()).map(r => [r.y, r.x + r.width / 2]).sort((a, b) => b[0] - a[0])"
    heads = view.locator(".pulse-grid .rnnc-text.middle").evaluate_all(centres)
    columns = sorted(x for _, x in heads)
    found = view.locator(".pulse-arrives").evaluate_all(centres)
    return [1 + int(np.argmin([abs(x - column) for column in columns])) for _, x in found]


def lines(view):
    return view.locator(".pulse-lines button").all_inner_texts()


def test_a_line_moved_by_the_keyboard_delays_the_pulse_by_one_step(notebook, view):
    view.get_by_role("button", name="h2 = cell2(h1, h2), line 2 of 3").press("ArrowUp")
    notebook.wait_until(lambda: notebook.value("p.order") == [2, 1, 3])
    assert lines(view) == ["h2 = cell2(h1, h2)", "h1 = cell1(x_t, h1)", "out.append(h2)"]
    assert frames(view) == [1, 1, 2, 2] and "one step late" in view.inner_text()
    assert notebook.value("p.delay") == 1
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert notebook.page.evaluate(focused) == "h2 = cell2(h1, h2), line 1 of 3"
    view.get_by_role("button", name="First order").click()
    notebook.wait_until(lambda: notebook.value("p.order") == [1, 2, 3])
    assert frames(view) == [1, 1, 1, 1]


def test_a_line_dragged_to_the_top_runs_first(notebook, view):
    last, first = (view.locator(".pulse-lines button").nth(at).bounding_box() for at in (2, 0))
    notebook.page.mouse.move(last["x"] + 40, last["y"] + last["height"] / 2)
    notebook.page.mouse.down()
    notebook.page.mouse.move(first["x"] + 40, first["y"] + first["height"] / 2, steps=8)
    notebook.page.mouse.up()
    notebook.wait_until(lambda: notebook.value("p.order") == [3, 1, 2])
    assert frames(view) == [1, 1, 1, 2]


def test_sliders_and_python_move_the_pulse(notebook, view):
    view.get_by_role("slider", name="Pulse at step").press("End")
    notebook.wait_until(lambda: notebook.value("p.pulse") == 6)
    assert frames(view) == [6, 6, 6, 6]
    view.get_by_role("slider", name="T steps").press("Home")
    notebook.wait_until(lambda: notebook.value("[p.T, p.pulse]") == [2, 2])
    notebook.run("p.order = [2, 1, 3]")
    notebook.wait_until(lambda: frames(view) == [2, 2])
    assert "the loop ends after step 2, before out tells of it" in view.inner_text()
