"""The gates widget: its Python side, its JavaScript, and every control in a real JupyterLab."""

import numpy as np
import pytest
import torch
from browser_lab import quiet
from traitlets import TraitError

from rnn_course.widgets import Gates
from rnn_course.widgets.gates import WEIGHTS
from rnn_course.widgets.words import word_vectors
from widgets.javascript import call

SETTINGS = ["sentence", "step", "unit", "forget_bias", "_weights"]


# -- Python ------------------------------------------------------------------------------------------------


def torch_states(gates):
    """h and c of the shown unit, by nn.LSTM one word at a time."""
    lstm = torch.nn.LSTM(4, 4, dtype=torch.float64)
    values = [torch.tensor(WEIGHTS[name], dtype=torch.float64) for name in ("weight_ih", "weight_hh", "bias")]
    values[2][4:8] = gates.forget_bias
    values.append(torch.zeros(16, dtype=torch.float64))
    with torch.no_grad():
        for parameter, value in zip(lstm.parameters(), values, strict=True):
            parameter.copy_(value)
        state, seen = None, []
        for x_t in torch.tensor(word_vectors(gates.words, 4)):
            _, state = lstm(x_t[None, None], state)
            seen.append([part[0, 0, gates.unit - 1].item() for part in state])
    return np.array(seen).T


@pytest.mark.parametrize("settings", [{}, {"unit": 3, "forget_bias": 2.5}, {"sentence": "x"}])
def test_the_unit_is_torchs(settings):
    gates = Gates(**settings)
    h, c = torch_states(gates)
    np.testing.assert_allclose(gates.h, h, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(gates.c, c, rtol=1e-10, atol=1e-12)


def test_left_is_the_product_of_the_later_forget_gates():
    gates = Gates("one two three four", unit=2, forget_bias=1)
    for t in range(4):
        assert gates.left[t] == pytest.approx(np.prod(gates.gates[t + 1 :, 1]))
    assert (Gates(forget_bias=6).left >= Gates(forget_bias=-2).left).all()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"step": 0}, "step must be a whole number from 1 to 12, got 0"),
        ({"step": 6}, r"step must be a whole number from 1 to 5 \(words\), got 6"),
        ({"unit": 5}, "unit must be a whole number from 1 to 4, got 5"),
        ({"forget_bias": 7}, "forget_bias must be a finite number from -2 to 6, got 7"),
        ({"sentence": " "}, r"sentence must be a sentence of 1 to 12 words \(words counted: 0\), got ' '"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(Gates(), name, value)
    with pytest.raises(TraitError, match=message):
        Gates(**settings)


def test_a_new_sentence_keeps_the_step_within_it():
    gates = Gates("a b c d e")
    gates.sentence = "a b c"
    assert gates.step == 3
    gates.step = 2
    gates.sentence = "a b c d"
    assert gates.step == 2


# -- JavaScript --------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    rng = np.random.default_rng(7)
    several = [Gates(), Gates("x"), Gates("a b c d e f g h i j k l", forget_bias=6)]
    for _ in range(15):
        words = " ".join(map(str, rng.integers(0, 10**6, size=int(rng.integers(1, 13)))))
        several.append(Gates(words, unit=int(rng.integers(1, 5)), forget_bias=rng.uniform(-2, 6)))
    states = [({name: getattr(gates, name) for name in SETTINGS},) for gates in several]
    for gates, shown in zip(several, call(page, "gates", "gatesOf", *states), strict=True):
        rows = np.array([shown["rows"][name] for name in "ifgoch"])
        np.testing.assert_allclose(rows, [*gates.gates.T, gates.c, gates.h], rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(shown["left"], gates.left, rtol=1e-10)


# -- JupyterLab --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("gates.ipynb", ["from rnn_course.widgets import Gates\ng = Gates()\ng"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run("g.sentence = 'I hate this boring movie'; g.step = 5; g.unit = 1; g.forget_bias = 0")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: np.allclose(shown(view), column(Gates()), atol=0.0051))
    with quiet(notebook):
        yield view


def column(gates):
    """i, f, g, o, c and h at the present word."""
    return [*gates.gates[gates.step - 1], gates.c[gates.step - 1], gates.h[gates.step - 1]]


def shown(view):
    """The same six numbers, from the picture's cells at the present word."""
    step = int(view.get_by_role("slider", name="Step t").input_value())
    texts = view.locator("svg.rnnc-picture").first.locator("text.rnnc-number").all_text_contents()
    numbers = np.array([float(text.replace("−", "-")) for text in texts]).reshape(6, -1)
    return numbers[:, step - 1]


def bars(view):
    texts = view.locator("svg.rnnc-picture").nth(1).locator("text.rnnc-text").all_text_contents()
    return [float(text) for text in texts]


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page shows what Python computes."""
    names = "{name: getattr(g, name) for name in g.setting_names()}"
    lab.wait_until(lambda: all(lab.value(names)[name] == value for name, value in settings.items()))
    gates = Gates(**lab.value(names))
    np.testing.assert_allclose(shown(view), column(gates), atol=0.0051)
    np.testing.assert_allclose(bars(view), gates.left, atol=0.0051)


@pytest.mark.parametrize(
    ("name", "keys", "settings"),
    [
        ("Forget bias", ["ArrowRight"] * 3, {"forget_bias": 1.5}),
        ("Forget bias", ["End"], {"forget_bias": 6}),
        ("Forget bias", ["Home"], {"forget_bias": -2}),
        ("Step t", ["ArrowLeft"], {"step": 4}),
        ("Step t", ["Home"], {"step": 1}),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, keys, settings):
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **settings)


def test_another_unit_by_keyboard(notebook, view):
    view.get_by_role("radio", name="1", exact=True).focus()
    notebook.page.keyboard.press("ArrowRight")
    settled(notebook, view, unit=2)


def test_pressing_a_column_goes_there(notebook, view):
    box = view.locator("svg.rnnc-picture").first.bounding_box()
    notebook.page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] / 2)
    settled(notebook, view, step=2)


def test_a_typed_sentence_is_read_and_one_that_does_not_fit_is_told(notebook, view):
    field = view.get_by_role("textbox", name="Sentence")
    field.fill("so good <b>")
    settled(notebook, view, sentence="so good <b>", step=3)
    field.fill("a " * 13)
    assert "That is 13 words; at most 12 fit" in view.inner_text()
    settled(notebook, view, sentence="so good <b>")


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("g.forget_bias = 3; g.unit = 4; g.step = 2")
    notebook.wait_until(
        lambda: np.allclose(shown(view), column(Gates(forget_bias=3, unit=4, step=2)), atol=0.0051)
    )
    assert view.get_by_role("slider", name="Forget bias").input_value() == "3"


def test_the_sum_of_the_step_is_written_with_its_numbers(notebook, view):
    gates = Gates()
    text = view.locator(".gates-sums").inner_text()
    for value in (*gates.gates[4], gates.c[3], gates.c[4], gates.h[4]):
        assert f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−") in text
