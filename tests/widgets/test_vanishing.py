"""How much of a state survives: Python against torch and core, the JavaScript, every control in JupyterLab."""

import base64

import numpy as np
import pytest
import torch
from browser_lab import quiet
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import Vanishing
from widgets.javascript import call

SETTINGS = ["radius", "T", "distance", "nonlinearity", "input_scale", "weights", "seed", "clip"]


def some_widgets():
    """The first one, the ends of the sliders, and random settings of all kinds."""
    rng = np.random.default_rng(3)
    yield Vanishing()
    yield Vanishing(T=2, clip=True, input_scale=0, nonlinearity="relu")
    yield Vanishing(radius=2, T=60, nonlinearity="linear", clip=True)
    yield Vanishing(radius=0.1, T=60, nonlinearity="linear", weights="identity")
    for i in range(18):
        yield Vanishing(
            radius=rng.uniform(0.1, 2),
            T=int(rng.integers(2, 61)),
            nonlinearity=("tanh", "relu", "linear")[i % 3],
            input_scale=rng.uniform(0, 3),
            weights=("random", "random", "orthogonal", "identity")[i % 4],
            seed=i,
            clip=bool(i % 2),
        )


# -- Python -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("widget", list(some_widgets())[:12])
def test_norms_and_gradient_agree_with_autograd(widget):
    squash = {"tanh": torch.tanh, "relu": torch.relu, "linear": lambda values: values}[widget.nonlinearity]
    weight_ih, weight_hh = torch.tensor(widget.weight_ih), torch.tensor(widget.weight_hh, requires_grad=True)
    states = [torch.zeros(8, dtype=torch.float64, requires_grad=True)]
    for x_t in torch.tensor(widget.x):
        states.append(squash(weight_ih @ x_t + weight_hh @ states[-1]))
    for distance in {0, 1, widget.T // 2, widget.T}:
        k = widget.T - distance
        rows = [torch.autograd.grad(value, states[k], retain_graph=True)[0] for value in states[-1]]
        norm = torch.linalg.matrix_norm(torch.stack(rows), 2).item()
        assert widget.norms[distance] == pytest.approx(norm, rel=1e-10, abs=1e-300)
    loss = states[-1].sum() / np.sqrt(8)
    (gradient,) = torch.autograd.grad(loss, weight_hh)
    np.testing.assert_allclose(
        widget.gradient, gradient, rtol=1e-9, atol=1e-12 * max(1, widget.gradient_norm)
    )


def test_the_radius_is_that_of_the_matrix_and_clipping_is_that_of_core():
    for seed in range(21):
        widget = Vanishing(seed=seed, radius=1.3)
        assert np.abs(np.linalg.eigvals(widget.weight_hh)).max() == pytest.approx(1.3, rel=1e-12)
    for widget in some_widgets():
        clipped, norm = core.clip_by_global_norm({"weight_hh": widget.gradient}, max_norm=1.0)
        assert widget.gradient_norm == pytest.approx(norm, rel=1e-12)
        used = np.linalg.norm(clipped["weight_hh"]) if widget.clip else norm
        assert widget.clipped_norm == pytest.approx(used, rel=1e-12)


def test_what_the_lesson_says_about_it():
    identity = Vanishing(radius=1, nonlinearity="relu", weights="identity")
    np.testing.assert_allclose(identity.norms, 1, rtol=1e-12)
    assert identity.reach == identity.T
    line = Vanishing(radius=0.8, nonlinearity="linear", weights="identity")
    np.testing.assert_allclose(line.norms, 0.8 ** np.arange(line.T + 1), rtol=1e-12)
    assert line.reach == 30  # 0.8 ** 30 is 0.0012, 0.8 ** 31 is 0.00099
    turning = Vanishing(radius=1, nonlinearity="linear", weights="orthogonal")
    np.testing.assert_allclose(turning.norms, 1, rtol=1e-12)
    still = Vanishing(input_scale=0)
    np.testing.assert_allclose(still.norms, Vanishing(nonlinearity="linear").norms, rtol=1e-12)
    assert Vanishing().reach < Vanishing(nonlinearity="linear").reach
    clipped, free = (Vanishing(radius=1.5, nonlinearity="linear", clip=clip) for clip in (True, False))
    assert clipped.clipped_norm == 1 < free.clipped_norm and clipped.early_part == free.early_part
    assert Vanishing(clip=True, radius=0.5).early_part < 1e-6


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"radius": 0}, "radius must be a finite number from 0.1 to 2, got 0"),
        ({"radius": float("nan")}, "radius must be a finite number"),
        ({"T": 1}, "T must be a whole number from 2 to 60, got 1"),
        ({"distance": 41}, r"distance must be a whole number from 0 to 40 \(T\), got 41"),
        ({"nonlinearity": "sigmoid"}, "nonlinearity must be one of 'tanh', 'relu', 'linear', got 'sigmoid'"),
        ({"input_scale": -1}, "input_scale must be a finite number from 0 to 3, got -1"),
        ({"weights": "zeros"}, "weights must be one of 'random', 'orthogonal', 'identity', got 'zeros'"),
        ({"seed": 21}, "seed must be a whole number from 0 to 20, got 21"),
        ({"clip": 1}, "clip must be True or False, got 1"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    widget = Vanishing()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=message):
        Vanishing(**settings)


def test_fewer_steps_keep_the_distance_within():
    widget = Vanishing(T=50)
    assert widget.distance == 50
    widget.T = 20
    assert widget.distance == 20


def test_sentence_and_picture_follow_the_settings():
    one, other = Vanishing(radius=0.5), Vanishing(radius=1.5, nonlinearity="linear", weights="identity")
    assert "falls under 0.001 after" in repr(one) and "stays at 0.001 or more" in repr(other)
    picture = base64.b64decode(one._repr_mimebundle_()[0]["image/png"])
    assert picture == Vanishing(radius=0.5).static_png() != other.static_png()
    assert Vanishing(input_scale=0, nonlinearity="relu").static_png()  # all norms but one are 0


# -- JavaScript ---------------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    widgets = list(some_widgets())
    states = [({name: getattr(w, name) for name in SETTINGS},) for w in widgets]
    for widget, found in zip(widgets, call(page, "vanishing", "vanishingOf", *states), strict=True):
        np.testing.assert_allclose(found["norms"], widget.norms, rtol=1e-10, atol=1e-300)
        assert found["reach"] == widget.reach
        for name, value in [
            ("meanSlope", widget.mean_slope),
            ("gradientNorm", widget.gradient_norm),
            ("clippedNorm", widget.clipped_norm),
            ("earlyPart", widget.early_part),
        ]:
            assert found[name] == pytest.approx(value, rel=1e-9, abs=1e-300), name


def test_spectral_radius_and_norm_agree_with_numpy_for_random_sizes(page):
    rng = np.random.default_rng(8)
    matrices = [
        rng.normal(size=(n, n)) * 10.0 ** rng.integers(-20, 20) for n in (1, 2, 3, 5, 8, 12) for _ in range(5)
    ]
    matrices += [np.eye(4), np.zeros((3, 3)), np.diag([2.0, 2.0, 1.0]), np.array([[0.0, -2.0], [2.0, 0.0]])]
    sent = [(matrix.tolist(),) for matrix in matrices]
    norms, radii = (call(page, "vanishing", name, *sent) for name in ("spectralNorm", "spectralRadius"))
    for matrix, norm, radius in zip(matrices, norms, radii, strict=True):
        assert norm == pytest.approx(np.linalg.norm(matrix, 2), rel=1e-10)
        assert radius == pytest.approx(np.abs(np.linalg.eigvals(matrix)).max(), rel=1e-10)


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("vanishing.ipynb", ["from rnn_course.widgets import Vanishing\nv = Vanishing()\nv"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run(
        "v.radius = 0.9; v.T = 40; v.distance = 40; v.nonlinearity = 'tanh'; v.input_scale = 1; v.weights = 'random'\n"
        "v.seed = 5; v.clip = False"
    )
    view = notebook.page.locator(".rnnc")
    first = Vanishing()
    notebook.wait_until(lambda: said(view) == expected(first) and readout(view).startswith("T − k = 40"))
    with quiet(notebook):
        yield view


def size(text):
    return float(text.replace("−", "-"))


def said(view):
    """Reach, and the norms of the gradient before and after clipping, as the pictures' labels say them."""
    plot, gradient = (view.locator("svg.rnnc-picture").nth(i).get_attribute("aria-label") for i in (0, 1))
    before, after = gradient.split("W_hh: ")[1].rstrip(".").split(", used in training: ")
    return (
        plot.split(". Reach: ")[1].rstrip("."),
        pytest.approx(size(before), rel=0.06),
        pytest.approx(size(after), rel=0.06),
    )


def expected(widget):
    return f"{widget.reach} of {widget.T} steps", widget.gradient_norm, widget.clipped_norm


def readout(view):
    return view.locator(".vanishing-readout").inner_text()


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page shows what Python computes."""
    seen = {}

    def arrived():
        seen.update(lab.value("{n: getattr(v, n) for n in v.setting_names()}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    widget = Vanishing(**seen)
    assert said(view) == expected(widget)
    words = readout(view)
    assert words.startswith(
        f"T − k = {widget.distance}: a small change of h at step k = {widget.T - widget.distance} "
    )
    assert size(words.split(" × ")[1].split(" (")[0]) == pytest.approx(
        widget.norms[widget.distance], rel=0.06
    )
    return widget


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [
        ("Spectral radius ρ", "radius", ["ArrowRight"] * 2, 1.0),
        ("Spectral radius ρ", "radius", ["Home"], 0.1),
        ("T steps", "T", ["End"], 60),
        ("T steps", "T", ["Home"], 2),
        ("T − k", "distance", ["ArrowLeft"], 39),
        ("T − k", "distance", ["Home"], 0),
        ("Inputs ×", "input_scale", ["End"], 3),
        ("Seed", "seed", ["Home", "ArrowRight"], 1),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    before = view.inner_html()
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **{setting: pytest.approx(value)})
    assert view.inner_html() != before


def test_a_new_length_keeps_looking_at_the_whole_way(notebook, view):
    view.get_by_role("slider", name="T steps").press("ArrowLeft")
    settled(notebook, view, T=39, distance=39)
    view.get_by_role("slider", name="T − k").press("Home")
    view.get_by_role("slider", name="T steps").press("ArrowLeft")
    settled(notebook, view, T=38, distance=0)


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("ReLU", "nonlinearity", "relu"),
        ("none (linear)", "nonlinearity", "linear"),
        ("ρ × orthogonal", "weights", "orthogonal"),
        ("ρ × identity", "weights", "identity"),
        ("on", "clip", True),
    ],
)
def test_radio_buttons(notebook, view, name, setting, value):
    before = view.inner_html()
    view.get_by_role("radio", name=name, exact=True).check()
    settled(notebook, view, **{setting: value})
    assert view.inner_html() != before


def test_radio_buttons_by_keyboard(notebook, view):
    view.get_by_role("radio", name="tanh").focus()
    notebook.page.keyboard.press("ArrowLeft")
    settled(notebook, view, nonlinearity="linear")


def test_clipping_shortens_an_exploding_gradient_and_leaves_a_small_one(notebook, view):
    view.get_by_role("radio", name="on", exact=True).check()
    view.get_by_role("radio", name="none (linear)").check()
    view.get_by_role("slider", name="Spectral radius ρ").press("End")
    settled(notebook, view, clip=True, radius=2, nonlinearity="linear")
    assert "Clipping multiplies every entry by" in view.inner_text()
    view.get_by_role("slider", name="Spectral radius ρ").press("Home")
    view.get_by_role("slider", name="Inputs ×").press("Home")
    view.get_by_role("slider", name="Inputs ×").press("ArrowRight")
    settled(notebook, view, radius=0.1, input_scale=0.1)
    assert "clipping changes nothing" in view.inner_text()


def test_no_gradient_at_all_is_said(notebook, view):
    view.get_by_role("radio", name="ReLU").check()
    view.get_by_role("slider", name="Inputs ×").press("Home")
    settled(notebook, view, input_scale=0, nonlinearity="relu")
    assert "Exactly 0" in view.inner_text() and "no gradient at all" in view.inner_text()


def test_press_or_drag_on_the_plot(notebook, view):
    box, mouse = view.locator("svg.rnnc-picture").first.bounding_box(), notebook.page.mouse
    place = lambda distance: (box["x"] + (44 + distance / 40 * 544) / 600 * box["width"], box["y"] + 80)  # noqa: E731
    mouse.move(*place(10))
    mouse.down()
    settled(notebook, view, distance=10)
    mouse.move(*place(25), steps=4)
    mouse.up()
    settled(notebook, view, distance=25)
    mouse.move(*place(3))
    settled(notebook, view, distance=25)
    devtools = notebook.context.new_cdp_session(notebook.page)
    x, y = place(7)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(notebook, view, distance=7)
    devtools.detach()


def test_what_python_sets_is_shown(notebook, view):
    notebook.run(
        "v.T = 12; v.radius = 1.25; v.weights = 'identity'; v.nonlinearity = 'relu'; v.distance = 3; v.clip = True"
    )
    notebook.wait_until(
        lambda: (
            readout(view).startswith("T − k = 3")
            and view.get_by_role("radio", name="on", exact=True).is_checked()
        )
    )
    settled(notebook, view, T=12, distance=3, weights="identity")
    assert view.get_by_role("slider", name="Spectral radius ρ").input_value() == "1.25"
    assert view.get_by_role("radio", name="ReLU").is_checked()


def test_a_screen_reader_hears_the_last_state(notebook, view):
    view.get_by_role("slider", name="T − k").press("ArrowLeft")
    notebook.wait_until(lambda: "T − k = 39" in view.locator(".rnnc-news").inner_text())
