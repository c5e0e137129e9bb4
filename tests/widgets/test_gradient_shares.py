"""Where dL/dW_hh comes from: the shares against core and torch, the JavaScript, every control in JupyterLab."""

import base64

import numpy as np
import pytest
import torch
from browser_lab import quiet
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import GradientShares
from rnn_course.widgets.gradient_shares import MODEL
from widgets.javascript import call

SETTINGS = ["T", "t", "k", "loss_at", "entry", "w_hh_scale", "nonlinearity"]
ENTRIES = ["norm", "[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"]


def some_widgets():
    """The first one, the smallest, and random settings of all kinds."""
    rng = np.random.default_rng(11)
    yield GradientShares()
    yield GradientShares(T=1)
    yield GradientShares(T=10, w_hh_scale=0)
    for T in range(2, 11):
        t = int(rng.integers(1, T + 1))
        yield GradientShares(
            T=T,
            t=t,
            k=int(rng.integers(1, t + 1)),
            loss_at=str(rng.choice(["t", "every"])),
            entry=str(rng.choice(ENTRIES)),
            w_hh_scale=rng.uniform(0, 2),
            nonlinearity=("tanh", "relu")[T % 2],
        )


# -- Python -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("widget", list(some_widgets()))
def test_shares_add_up_to_the_gradient_of_core_and_of_torch(widget):
    shares, gradient = widget.shares, widget.gradient
    assert shares.shape == (widget.T, 2, 2) and gradient.shape == (2, 2)
    np.testing.assert_allclose(shares.sum(axis=0), gradient, rtol=1e-12)
    np.testing.assert_allclose(widget.running_sums[0], gradient, rtol=1e-10, atol=1e-14)
    assert not shares[widget.t :].any()
    np.testing.assert_allclose(gradient, by_core(widget), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(gradient, by_torch(widget)["gradient"], rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("widget", list(some_widgets()))
def test_each_share_is_what_a_copy_of_the_matrix_for_that_step_alone_would_get(widget):
    """With one W_hh for each step, autograd gives each its own gradient: the share of that step."""
    np.testing.assert_allclose(widget.shares, by_torch(widget)["shares"], rtol=1e-10, atol=1e-13)
    assert widget.loss == pytest.approx(by_torch(widget)["loss"], rel=1e-12)


def by_core(widget):
    x, readout = widget.x[:, np.newaxis], np.array(MODEL["readout"])
    states = core.rnn_forward(x, None, widget.weight_ih, widget.weight_hh, nonlinearity=widget.nonlinearity)
    d_states = np.zeros_like(states)
    for s in range(1, widget.t + 1):
        if s == widget.t or widget.loss_at == "every":
            before = widget.x[s - 2, 0] if s > 1 else 0.0
            d_states[s - 1, 0] = (states[s - 1, 0] @ readout - before) * readout
    settings = {"nonlinearity": widget.nonlinearity}
    return core.rnn_backward(d_states, x, states, widget.weight_ih, widget.weight_hh, **settings)["weight_hh"]


def by_torch(widget):
    squash = {"tanh": torch.tanh, "relu": torch.relu}[widget.nonlinearity]
    copies = [torch.tensor(widget.weight_hh, requires_grad=True) for _ in range(widget.T)]
    weight_ih, readout = torch.tensor(widget.weight_ih), torch.tensor(MODEL["readout"], dtype=torch.float64)
    h, before, loss = torch.zeros(2, dtype=torch.float64), 0.0, torch.zeros((), dtype=torch.float64)
    for s, x_t in enumerate(torch.tensor(widget.x), start=1):
        h = squash(weight_ih @ x_t + copies[s - 1] @ h)
        if s == widget.t or (widget.loss_at == "every" and s < widget.t):
            loss = loss + (readout @ h - before) ** 2 / 2
        before = x_t[0]
    gradients = torch.autograd.grad(loss, copies, allow_unused=True)
    shares = [np.zeros((2, 2)) if gradient is None else gradient.numpy() for gradient in gradients]
    return {"shares": np.stack(shares), "gradient": sum(shares), "loss": loss.item()}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"T": 0}, "T must be a whole number from 1 to 10, got 0"),
        ({"t": 9}, r"t must be a whole number from 1 to 8 \(T\), got 9"),
        ({"t": 2.0}, "t must be a whole number from 1 to 10, got 2.0"),
        ({"k": 9}, r"k must be a whole number from 1 to 8 \(t\), got 9"),
        ({"loss_at": "all"}, "loss_at must be one of 't', 'every', got 'all'"),
        ({"entry": "[2, 0]"}, r"entry must be one of 'norm', '\[0, 0\]'.*, got '\[2, 0\]'"),
        ({"w_hh_scale": 3}, "w_hh_scale must be a finite number from 0 to 2, got 3"),
        ({"nonlinearity": "linear"}, "nonlinearity must be one of 'tanh', 'relu', got 'linear'"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    widget = GradientShares()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=message):
        GradientShares(**settings)


def test_fewer_steps_keep_t_and_k_within():
    widget = GradientShares(T=9, k=7)
    assert widget.t == 9
    widget.t = 6
    assert widget.k == 6
    widget.T = 4
    assert (widget.t, widget.k) == (4, 4)
    assert GradientShares(T=2).k == 1


def test_sentence_and_picture_follow_the_settings():
    one, other = GradientShares(k=3), GradientShares(k=3, entry="norm", loss_at="every")
    assert "step 3 adds" in repr(one) and "L_1 + … + L_8" in repr(other)
    picture = base64.b64decode(one._repr_mimebundle_()[0]["image/png"])
    assert picture == GradientShares(k=3).static_png() != other.static_png()


# -- JavaScript ---------------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    widgets = list(some_widgets())
    states = [({name: getattr(w, name) for name in [*SETTINGS, "_model"]},) for w in widgets]
    for widget, found in zip(widgets, call(page, "gradient_shares", "sharesOf", *states), strict=True):
        exact = {"rtol": 1e-12, "atol": 1e-13}
        np.testing.assert_allclose(found["states"][1:], widget.h, **exact)
        np.testing.assert_allclose(found["d_sums"][1:], widget.d_sums, **exact)
        np.testing.assert_allclose(found["shares"][1:], widget.shares, **exact)
        np.testing.assert_allclose(found["sums"][1:], widget.running_sums, **exact)
        np.testing.assert_allclose(found["gradient"], widget.gradient, **exact)
        assert found["loss"] == pytest.approx(widget.loss, rel=1e-12)


def test_javascript_takes_the_same_entry(page):
    matrix = [[1.0, -2.0], [3.5, 4.0]]
    shown = call(page, "gradient_shares", "shownOf", *[(matrix, entry) for entry in ENTRIES])
    expected = [float(GradientShares(entry=entry).shown(np.array(matrix))) for entry in ENTRIES]
    np.testing.assert_allclose(shown, expected, rtol=1e-14)


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(
        lab.write("shares.ipynb", ["from rnn_course.widgets import GradientShares\ng = GradientShares()\ng"])
    )
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run(
        "g.T = 8; g.t = 8; g.k = 5; g.loss_at = 't'; g.entry = '[1, 0]'; g.w_hh_scale = 1; g.nonlinearity = 'tanh'"
    )
    view = notebook.page.locator(".rnnc")
    start = bars_of(GradientShares())
    notebook.wait_until(lambda: bars(view) == start and " k = 5: 3 steps back" in view.inner_text())
    with quiet(notebook):
        yield view


def bars_of(widget):
    values = [*widget.shown(widget.shares)[: widget.t], widget.shown(widget.gradient)]
    return [f"{value:.4f}".replace("-0.0000", "0.0000") for value in values]


def bars(view):
    """The shares and their sum as the picture's label says them."""
    label = view.locator("svg.rnnc-picture").nth(2).get_attribute("aria-label")
    shares, total = label.split(". Sum of all: ")
    return [
        text.replace("-0.0000", "0.0000") for text in [*shares.split(": ")[1].split(", "), total.rstrip(".")]
    ]


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that bars and matrix show what Python computes."""
    seen = {}

    def arrived():
        seen.update(lab.value("{n: getattr(g, n) for n in g.setting_names()}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    assert bars(view) == bars_of(GradientShares(**seen))
    widget = GradientShares(**seen)
    numbers = view.locator("svg.rnnc-picture").nth(1).locator("text.rnnc-number").all_text_contents()
    shown = [float(text.replace("−", "-")) for text in numbers[-8:]]
    expected = [*widget.shares[widget.k - 1].ravel(), *widget.gradient.ravel()]
    np.testing.assert_allclose(shown, expected, atol=0.0051, rtol=0.05)
    return widget


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [
        ("t (loss)", "t", ["ArrowLeft"] * 2, 6),
        ("t (loss)", "t", ["Home"], 1),
        ("k (share)", "k", ["ArrowRight"], 6),
        ("k (share)", "k", ["End"], 8),
        ("T steps", "T", ["End"], 10),
        ("T steps", "T", ["Home"], 1),
        ("W_hh ×", "w_hh_scale", ["End"], 2),
        ("W_hh ×", "w_hh_scale", ["ArrowLeft"], 0.95),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    before = view.inner_html()
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    widget = settled(notebook, view, **{setting: pytest.approx(value)})
    assert view.inner_html() != before and widget.k <= widget.t <= widget.T


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("at every step up to t", "loss_at", "every"),
        ("ReLU", "nonlinearity", "relu"),
        ("the norm", "entry", "norm"),
        ("[0, 1]", "entry", "[0, 1]"),
    ],
)
def test_radio_buttons(notebook, view, name, setting, value):
    before = bars(view)
    view.get_by_role("radio", name=name, exact=True).check()
    settled(notebook, view, **{setting: value})
    assert bars(view) != before


def test_radio_buttons_by_keyboard(notebook, view):
    view.get_by_role("radio", name="tanh").focus()
    notebook.page.keyboard.press("ArrowRight")
    settled(notebook, view, nonlinearity="relu")
    assert "h > 0 ?" in view.inner_text() and "1 − h²" not in view.locator("svg").first.text_content()


def place(view, picture, step, T=8):
    """Where the column of ``step`` lies on the page."""
    box = view.locator("svg.rnnc-picture").nth(picture).bounding_box()
    column = min(84, 530 / (T + 1))
    return box["x"] + (70 + (step + 0.5) * column) / 600 * box["width"], box["y"] + box["height"] / 2


def test_drag_t_on_the_network_and_k_on_the_bars(notebook, view):
    mouse = notebook.page.mouse
    mouse.move(*place(view, 0, 7))
    mouse.down()
    settled(notebook, view, t=7, k=5)
    mouse.move(*place(view, 0, 3), steps=4)
    mouse.up()
    settled(notebook, view, t=3, k=3)
    mouse.move(*place(view, 2, 1))
    mouse.down()
    settled(notebook, view, t=3, k=1)
    mouse.move(*place(view, 2, 8), steps=4)  # beyond t there is no share
    mouse.up()
    settled(notebook, view, t=3, k=3)


def test_touch(notebook, view):
    devtools = notebook.context.new_cdp_session(notebook.page)
    x, y = place(view, 0, 4)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(notebook, view, t=4)
    devtools.detach()


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("g.T = 3; g.k = 2; g.entry = '[0, 0]'; g.w_hh_scale = 0.5; g.nonlinearity = 'relu'")
    notebook.wait_until(
        lambda: len(bars(view)) == 4 and view.get_by_role("slider", name="W_hh ×").input_value() == "0.5"
    )
    settled(notebook, view, T=3, t=3, k=2, entry="[0, 0]", nonlinearity="relu")
    assert view.get_by_role("slider", name="t (loss)").get_attribute("max") == "3"
    assert view.get_by_role("slider", name="k (share)").input_value() == "2"


def test_the_note_says_why_a_share_is_zero(notebook, view):
    view.get_by_role("slider", name="k (share)").press("Home")
    assert "Step 1 adds nothing" in view.inner_text()
    view.get_by_role("slider", name="k (share)").press("ArrowRight")
    view.get_by_role("slider", name="W_hh ×").press("Home")
    assert "W_hh is zero" in view.inner_text()
    settled(notebook, view, k=2, w_hh_scale=0)


def test_a_screen_reader_hears_the_last_state(notebook, view):
    view.get_by_role("slider", name="k (share)").press("ArrowLeft")
    notebook.wait_until(lambda: "Step 4 adds 0.31 of 1.71" in view.locator(".rnnc-news").inner_text())
