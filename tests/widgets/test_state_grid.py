"""The state grid: Python against torch, JavaScript against Python, and every control in JupyterLab."""

import itertools
import re

import numpy as np
import pytest
import torch
from browser_lab import quiet
from traitlets import TraitError

from rnn_course import core
from rnn_course.torch_bridge import to_torch_rnn
from rnn_course.widgets import StateGrid
from widgets.javascript import call

SIZES = [(1, 1, False), (1, 1, True), (5, 1, True), (1, 3, True), (5, 3, False), (4, 2, True), (10, 4, True)]


def every_state(grid):
    return itertools.product(range(grid.L), range(grid.D), range(grid.T))


# -- Python --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("T", "L", "bidirectional"), SIZES)
def test_slices_take_the_state_out_of_what_torch_returns(T, L, bidirectional):
    grid, B, I, H = StateGrid(T=T, L=L, bidirectional=bidirectional), 3, 7, 6
    rng = np.random.default_rng(T * L)
    parameters = core.init_parameters(rng, I, H, L, grid.D)
    x = rng.normal(size=(T, B, I))
    states = core.stacked_states(x, parameters)
    with torch.no_grad():
        out, h_n = to_torch_rnn(parameters)(torch.tensor(x))
    everywhere = np.concatenate([out.numpy()[..., :H], out.numpy()[..., -H:], h_n.numpy()])
    for place in every_state(grid):
        grid.selected = place
        assert grid.in_out[place] == (grid.out_slice is not None)
        assert grid.in_h_n[place] == (grid.h_n_slice is not None)
        for code in filter(None, (grid.out_slice, grid.h_n_slice)):
            np.testing.assert_allclose(
                eval(code, {"out": out, "h_n": h_n, "H": H}), states[place], rtol=1e-12
            )
        found = any(np.allclose(states[place], row, rtol=0, atol=1e-12) for row in everywhere)
        assert found == bool(grid.out_slice or grid.h_n_slice)


@pytest.mark.parametrize(("T", "L", "bidirectional"), SIZES)
def test_a_state_follows_from_what_it_is_said_to_read(T, L, bidirectional):
    grid, B, I, H = StateGrid(T=T, L=L, bidirectional=bidirectional), 3, 7, 6
    rng = np.random.default_rng(T + L)
    parameters = core.init_parameters(rng, I, H, L, grid.D)
    x, h_0 = rng.normal(size=(T, B, I)), rng.normal(size=(L * grid.D, B, H))
    states = core.stacked_states(x, parameters, h_0)
    for place in every_state(grid):
        grid.selected = place
        names = {"x": x, "h_0": h_0}
        one_row = isinstance(grid.below, str)
        below = eval(grid.below, names) if one_row else np.hstack([states[read] for read in grid.below])
        before = eval(grid.before, names) if isinstance(grid.before, str) else states[grid.before]
        end = f"_l{place[0]}" + ("_reverse" if place[1] else "")
        total = below @ parameters["weight_ih" + end].T + before @ parameters["weight_hh" + end].T
        total += parameters["bias_ih" + end] + parameters["bias_hh" + end]
        np.testing.assert_allclose(np.tanh(total), states[place], rtol=1e-10)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"T": 11}, "T must be a whole number from 1 to 10, got 11"),
        ({"L": 0}, "L must be a whole number from 1 to 4, got 0"),
        ({"bidirectional": 1}, "bidirectional must be True or False, got 1"),
        ({"zoom": 1}, "zoom must be True or False, got 1"),
        ({"unit": 3}, "unit must be a whole number from 0 to 2, got 3"),
        ({"show": "all"}, "show must be one of 'nothing', 'out', 'h_n', 'both', got 'all'"),
        ({"selected": (3, 0, 0)}, r"each below its size in \(L, D, T\) = \(3, 1, 5\), got \(3, 0, 0\)"),
        ({"selected": (0, 1, 0)}, r"selected must be .*got \(0, 1, 0\)"),
        ({"selected": (-1, 0, 0)}, r"selected must be .*got \(-1, 0, 0\)"),
        ({"selected": (0, 0)}, r"selected must be \(layer, direction, position\), three whole numbers, got"),
        ({"selected": 4}, "three whole numbers, got 4"),
        ({"selected": (0, 0, 0.5)}, "three whole numbers, got"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    with pytest.raises(TraitError, match=message):
        StateGrid(**settings)
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(StateGrid(), name, value)


def test_a_smaller_grid_keeps_the_selected_state_within_it():
    grid = StateGrid(T=6, L=4, bidirectional=True, selected=(3, 1, 5))
    grid.T = 2
    assert grid.selected == (3, 1, 1)
    grid.L, grid.bidirectional = 1, False
    assert grid.selected == (0, 0, 1)


def test_the_picture_follows_the_settings():
    pictures = {
        StateGrid(**settings).static_png()
        for settings in (
            {},
            {"show": "out"},
            {"selected": (0, 0, 0)},
            {"bidirectional": True},
            {"L": 1},
            {"T": 10},
            {"zoom": True},
            {"zoom": True, "unit": 1},
        )
    }
    assert len(pictures) == 8
    assert repr(StateGrid(selected=[0, 0, 1])).endswith("layer 0 at position 1 is neither in out nor in h_n.")


@pytest.mark.parametrize(("T", "L", "bidirectional"), SIZES)
def test_the_sum_makes_the_number_that_torch_finds(T, L, bidirectional):
    grid = StateGrid(T=T, L=L, bidirectional=bidirectional)
    with torch.no_grad():
        out, h_n = to_torch_rnn(grid.parameters)(torch.tensor(grid.x))
    np.testing.assert_allclose(grid.states[-1, :, :, 0].swapaxes(0, 1).reshape(T, 1, -1), out, rtol=1e-12)
    for place in every_state(grid):
        for unit in range(3):
            grid.selected, grid.unit = place, unit
            terms = grid.terms
            total = terms["below"].sum() + terms["before"].sum() + terms["biases"].sum()
            np.testing.assert_allclose(np.tanh(total), grid.states[place][0, unit], rtol=1e-12)
            if grid.h_n_slice:
                found = eval(grid.h_n_slice, {"h_n": h_n})[0, unit]
                np.testing.assert_allclose(terms["h"], found, rtol=1e-12)


# -- JavaScript ----------------------------------------------------------------------------------------------


def test_javascript_knows_what_python_knows(page):
    grids = [
        StateGrid(T=T, L=L, bidirectional=both)
        for T in (1, 2, 5, 10)
        for L in (1, 2, 4)
        for both in (False, True)
    ]
    settings = [({"T": grid.T, "L": grid.L, "bidirectional": grid.bidirectional},) for grid in grids]
    for grid, states in zip(grids, call(page, "state_grid", "statesOf", *settings), strict=True):
        assert [(s["layer"], s["d"], s["t"]) for s in states] == list(every_state(grid))
        for state in states:
            grid.selected = (state["layer"], state["d"], state["t"])
            assert (state["out"] or None, state["h_n"] or None) == (grid.out_slice, grid.h_n_slice)
            assert state["below"] == (
                grid.below if isinstance(grid.below, str) else [list(p) for p in grid.below]
            )
            assert state["before"] == (grid.before if isinstance(grid.before, str) else list(grid.before))


def test_javascript_finds_the_same_sums(page):
    grids = [
        StateGrid(T=T, L=L, bidirectional=both, selected=(L - 1, int(both), t), unit=unit, zoom=True)
        for T, L, both, t, unit in (
            (5, 3, False, 4, 0),
            (5, 1, True, 4, 2),
            (10, 4, True, 3, 1),
            (1, 1, False, 0, 2),
        )
    ]
    names = ("T", "L", "bidirectional", "selected", "unit")
    settings = [({name: getattr(grid, name) for name in names},) for grid in grids]
    for grid, found in zip(grids, call(page, "state_grid", "sumOf", *settings), strict=True):
        for name, wanted in grid.terms.items():
            value = found[name]["products"] if name in ("below", "before") else found[name]
            np.testing.assert_allclose(value, wanted, rtol=1e-12)


# -- JupyterLab ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("grid.ipynb", ["from rnn_course.widgets import StateGrid\ngrid = StateGrid()\ngrid"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as they were at first."""
    notebook.run(
        "grid.T, grid.L, grid.bidirectional, grid.show, grid.selected = 5, 3, False, 'both', (2, 0, 4)\n"
        "grid.zoom, grid.unit = False, 0"
    )
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: chosen(view) == "layer 2, position 4: out h_n" and len(roles(view)) == 15)
    with quiet(notebook):
        yield view


def chosen(view):
    pressed = view.locator(".grid-cell[aria-pressed=true]")
    return pressed.get_attribute("aria-label") if pressed.count() == 1 else None


def roles(view):
    """What stands in each cell, lowest layer first: "", "out", "h_n" or "both"."""
    texts = view.locator(".grid-cell").all_text_contents()
    return [{"out h_n": "both"}.get(text, text) for text in texts]


def in_python(lab):
    return lab.value(
        "{'T': grid.T, 'L': grid.L, 'D': grid.D, 'show': grid.show, 'selected': grid.selected, "
        "'out': grid.in_out.ravel(), 'h_n': grid.in_h_n.ravel(), "
        "'slices': [grid.out_slice, grid.h_n_slice]}"
    )


def settled(lab, view, **settings):
    """Wait until Python has these settings, then check that the page shows what Python knows."""
    seen = {}

    def arrived():
        seen.update(in_python(lab))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    wanted = {"both": ("out", "h_n"), "nothing": ()}.get(seen["show"], (seen["show"],))
    flags = [
        (a and "out" in wanted, b and "h_n" in wanted) for a, b in zip(seen["out"], seen["h_n"], strict=True)
    ]
    names = {(True, True): "both", (True, False): "out", (False, True): "h_n", (False, False): ""}
    assert roles(view) == [names[pair] for pair in flags]
    facts = view.locator(".grid-facts tr").all_inner_texts()
    for fact, code in zip(facts, seen["slices"], strict=False):
        assert (f"yes: {code}" in fact) if code else ("no:" in fact)
    return seen


def test_a_click_selects_a_state_and_says_where_it_is(notebook, view):
    for name, place in [
        ("layer 0, position 4: h_n", [0, 0, 4]),
        ("layer 2, position 1: out", [2, 0, 1]),
        ("layer 1, position 2", [1, 0, 2]),
        ("layer 2, position 4: out h_n", [2, 0, 4]),
    ]:
        view.get_by_role("button", name=name, exact=True).click()
        settled(notebook, view, selected=place)
        assert chosen(view) == name
    assert "out[-1] == h_n[-1]" in view.locator(".grid-note").inner_text()


def test_the_arrows_show_what_the_selected_state_reads(notebook, view):
    view.get_by_role("button", name="layer 1, position 2", exact=True).click()
    labels = [cell.get_attribute("aria-label") for cell in view.locator(".grid-cell.feeding").all()]
    assert labels == ["layer 0, position 2", "layer 1, position 1"]
    assert view.locator(".rnnc-arrow.lit").count() == 2
    view.get_by_role("radio", name="two (bidirectional)").check()
    settled(notebook, view, D=2)
    labels = [cell.get_attribute("aria-label") for cell in view.locator(".grid-cell.feeding").all()]
    assert labels == [
        "layer 0, forward, position 2",
        "layer 0, backward, position 2",
        "layer 1, forward, position 1",
    ]
    view.get_by_role("button", name="layer 0, backward, position 4").click()
    assert view.locator(".grid-cell.feeding").count() == 0 and view.locator(".rnnc-arrow.lit").count() == 2
    facts = view.locator(".grid-facts").inner_text()
    assert "x[4]" in facts and "h_0[1]" in facts


def test_keyboard_only(notebook, view):
    keyboard = notebook.page.keyboard
    view.get_by_role("radio", name="both", exact=True).focus()
    keyboard.press("Tab")
    places = [
        ("ArrowLeft", [2, 0, 3]),
        ("ArrowDown", [1, 0, 3]),
        ("ArrowDown", [0, 0, 3]),
        ("ArrowDown", [0, 0, 3]),
        ("Home", [0, 0, 0]),
        ("ArrowLeft", [0, 0, 0]),
        ("End", [0, 0, 4]),
        ("ArrowUp", [1, 0, 4]),
    ]
    for key, place in places:
        keyboard.press(key)
        settled(notebook, view, selected=place)
        focused = notebook.page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused.startswith(f"layer {place[0]}, position {place[2]}")
    keyboard.press("Enter")
    settled(notebook, view, selected=[1, 0, 4])
    assert view.locator(".grid-cell[tabindex='0']").count() == 1


def test_sliders_and_directions_change_the_grid(notebook, view):
    view.get_by_role("slider", name="T positions").press("End")
    settled(notebook, view, T=10, selected=[2, 0, 4])
    view.get_by_role("slider", name="L layers").press("ArrowLeft")
    settled(notebook, view, L=2, selected=[1, 0, 4])
    view.get_by_role("radio", name="two (bidirectional)").check()
    seen = settled(notebook, view, D=2)
    assert len(seen["out"]) == 40 and "= 40 states" in view.locator(".grid-count").inner_text()
    view.get_by_role("button", name="layer 1, backward, position 0: out h_n").click()
    settled(notebook, view, selected=[1, 1, 0], slices=["out[0, :, H:]", "h_n[3]"])
    assert "out[0, :, H:] == h_n[-1]" in view.locator(".grid-note").inner_text()
    view.get_by_role("button", name="layer 1, backward, position 9: out").click()
    settled(notebook, view, slices=["out[9, :, H:]", None])
    assert "has read one position only" in view.locator(".grid-note").inner_text()
    view.get_by_role("radio", name="one", exact=True).check()
    view.get_by_role("slider", name="T positions").press("Home")
    settled(notebook, view, D=1, T=1, selected=[1, 0, 0])


@pytest.mark.parametrize("show", ["nothing", "out", "h_n"])
def test_the_colours_are_a_choice(notebook, view, show):
    view.get_by_role("radio", name=show, exact=True).check()
    settled(notebook, view, show=show)
    assert view.locator("svg .grid-out").count() == (5 if show == "out" else 0)
    assert view.locator("svg .grid-h_n").count() == (3 if show == "h_n" else 0)


def test_touch(notebook, view):
    box = view.get_by_role("button", name="layer 0, position 0", exact=True).bounding_box()
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    devtools = notebook.context.new_cdp_session(notebook.page)
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(notebook, view, selected=[0, 0, 0])
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    devtools.detach()


def test_what_python_sets_is_shown(notebook, view):
    notebook.run(
        "grid.T = 3; grid.L = 4; grid.bidirectional = True; grid.selected = (3, 1, 2); grid.show = 'out'"
    )
    notebook.wait_until(lambda: chosen(view) == "layer 3, backward, position 2: out")
    assert view.get_by_role("slider", name="T positions").input_value() == "3"
    assert view.get_by_role("radio", name="two (bidirectional)").is_checked()
    settled(notebook, view, T=3, L=4, D=2, show="out")


BOXES = """async (element, width) => {
    element.style.width = `${width}px`;
    for (let frames = 2; frames; frames -= 1) await new Promise(requestAnimationFrame);
    const places = element.querySelectorAll(".rnnc-arrow.lit polygon");
    const boxes = [element.querySelector(".grid-cell[aria-pressed=true]"), ...places].map(one => one.getBoundingClientRect());
    return boxes.map(({ x, y, width, height }) => ({ x, y, width, height }));
}"""


def test_cells_lie_where_the_picture_has_their_arrows(notebook, view):
    """The tip of each lit arrow touches the selected cell, at every width."""
    for width in (640, 400):
        # All at one moment: the page may still move after another test.
        cell, *heads = view.evaluate(BOXES, width)
        assert heads, "no arrow is lit"
        for box in heads:
            assert cell["x"] - 3 < box["x"] + box["width"] and box["x"] < cell["x"] + cell["width"] + 3
            assert cell["y"] - 3 < box["y"] + box["height"] and box["y"] < cell["y"] + cell["height"] + 3
    view.evaluate("element => { element.style.width = ''; }")


def test_the_zoom_shows_a_sum_that_adds_up(notebook, view):
    assert not view.locator(".grid-sides").is_visible()
    view.get_by_role("radio", name="its sum").check()
    view.get_by_role("radio", name="2", exact=True).check()
    view.get_by_role("button", name="layer 1, position 3", exact=True).click()
    notebook.wait_until(
        lambda: notebook.value("[grid.zoom, grid.unit, grid.selected]") == [True, 2, [1, 0, 3]]
    )
    assert not view.locator(".grid-facts").is_visible()
    terms = notebook.value("[grid.terms['below'], grid.terms['before'], grid.terms['biases']]")
    rows = [numbers_in(row) for row in view.locator(".grid-terms tr").all()]
    for (weights, read, products), wanted in zip((rows[:3], rows[3:]), terms[:2], strict=True):
        np.testing.assert_allclose(products, wanted, atol=6e-4)
        np.testing.assert_allclose(np.multiply(weights, read), products, atol=2e-3)
    line = view.locator(".grid-line").inner_text()
    *_, total, h = [float(part) for part in re.findall(r"[-\d]+\.\d{3}", line.replace("−", "-"))]
    assert total == pytest.approx(sum(map(sum, terms)), abs=6e-4)
    assert h == pytest.approx(np.tanh(total), abs=2e-3) == notebook.value("grid.states[1, 0, 3, 0, 2]")


def numbers_in(row):
    return [float(text.replace("−", "-")) for text in row.locator("td").all_inner_texts()]


def test_the_zoom_from_python(notebook, view):
    notebook.run("grid.zoom, grid.unit, grid.selected = True, 1, (0, 0, 0)")
    view.locator(".grid-line").wait_for()
    notebook.wait_until(lambda: view.locator(".grid-line").inner_text().startswith("Unit 1"))
    assert "x[0]" in view.locator(".grid-sides").inner_text()
    assert numbers_in(view.locator(".grid-terms tr").nth(5)) == [0, 0, 0]  # h_0 is zero
