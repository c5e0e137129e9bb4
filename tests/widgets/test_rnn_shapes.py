"""The shapes of nn.RNN: Python against torch, JavaScript against both, and every control in JupyterLab."""

import random

import pytest
import torch
from browser_lab import quiet
from torch import nn
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import RNNShapes
from widgets.javascript import call

SIZES = ["T", "B", "I", "H", "L", "batch_first", "bidirectional"]


def settings_of(shapes):
    return {name: getattr(shapes, name) for name in SIZES}


def drawn(count, seed):
    draw = random.Random(seed)
    limits = {"T": 12, "B": 12, "I": 200, "H": 100, "L": 4}
    return [
        RNNShapes(
            **{name: draw.randint(1, most) for name, most in limits.items()},
            batch_first=draw.random() < 0.5,
            bidirectional=draw.random() < 0.5,
        )
        for _ in range(count)
    ]


# -- Python --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shapes", [RNNShapes(), *drawn(12, 1)], ids=lambda shapes: shapes.code.split("\n")[0]
)
def test_the_code_makes_these_shapes(shapes):
    names = {"nn": nn, "torch": torch}
    with torch.no_grad():
        exec(shapes.code, names)
    for name in ("x", "out", "h_n"):
        assert tuple(names[name].shape) == getattr(shapes, f"{name}_shape")
    parameters = dict(names["rnn"].named_parameters())
    assert {name: tuple(value.shape) for name, value in parameters.items()} == shapes.parameter_shapes
    assert sum(value.numel() for value in parameters.values()) == shapes.parameter_count
    with torch.no_grad():
        names["rnn"](names["x"], torch.zeros(shapes.h_0_shape))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"L": 5}, "L must be a whole number from 1 to 4, got 5"),
        ({"batch_first": "yes"}, "batch_first must be True or False, got 'yes'"),
        (
            {"guess_out": (10, 3)},
            r"guess_out must be three sizes from 1 to 9999, or \(\) for no guess, got \(10, 3\)",
        ),
        ({"guess_h_n": (1, 0, 3)}, r"guess_h_n must be three sizes from 1 to 9999, .*got \(1, 0, 3\)"),
        ({"guess_h_n": "1, 3, 20"}, "guess_h_n must be a list of whole numbers, got '1, 3, 20'"),
        ({"guess_out": (1, 2.5, 3)}, "guess_out must be a list of whole numbers"),
        ({"revealed": None}, "revealed must be True or False, got None"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    with pytest.raises(TraitError, match=message):
        RNNShapes(**settings)
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(RNNShapes(), name, value)


def test_a_guess_is_kept_until_it_is_about_other_sizes():
    shapes = RNNShapes(guess_out=[10, 3, 20], guess_h_n=(10, 3, 20))
    assert (shapes.guess_out, shapes.out_is_right, shapes.h_n_is_right) == ((10, 3, 20), True, False)
    shapes.revealed = True
    assert shapes.guess_out == (10, 3, 20)
    shapes.L = 2
    assert (shapes.guess_out, shapes.out_is_right, shapes.h_n_is_right) == ((), None, None)


def test_the_sentence_and_the_picture_hide_what_is_to_be_guessed():
    hidden, shown = RNNShapes(L=4), RNNShapes(L=4, revealed=True)
    assert "(4, 3, 20)" not in repr(hidden) and "h_n (4, 3, 20)" in repr(shown)
    assert hidden.static_png() != shown.static_png() != RNNShapes(L=3, revealed=True).static_png()


# -- JavaScript ----------------------------------------------------------------------------------------------


def test_javascript_knows_what_core_and_torch_know(page):
    many = drawn(60, 2)
    settings = [(settings_of(shapes),) for shapes in many]
    results = [
        call(page, "rnn_shapes", name, *settings)
        for name in ("shapesOf", "parametersOf", "parameterCount", "codeOf")
    ]
    for shapes, tensors, parameters, count, code in zip(many, *results, strict=True):
        expected = core.rnn_shapes(
            shapes.T, shapes.B, shapes.I, shapes.H, shapes.L, shapes.D, shapes.batch_first
        )
        assert {name: tuple(shape) for name, shape in tensors.items()} == expected
        named = {
            f"{name}{row['suffix']}": tuple(row[name])
            for row in parameters
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
        module = nn.RNN(shapes.I, shapes.H, shapes.L, bidirectional=shapes.bidirectional)
        assert list(named.items()) == [
            (name, tuple(value.shape)) for name, value in module.named_parameters()
        ]
        assert count == core.rnn_parameter_count(shapes.I, shapes.H, shapes.L, shapes.D)
        assert code == shapes.code


BOTH = {"L": 4, "bidirectional": True}
FIRST = {**BOTH, "batch_first": True}
MISTAKES = [
    # T = 10, B = 3, I = 100, H = 20
    ("out", {}, (3, 10, 20), "time comes first"),
    ("out", {"batch_first": True}, (10, 3, 20), "the batch axis comes first in `x` and in `out`"),
    ("out", BOTH, (10, 3, 20), "side by side in `out`, so its last axis is D·H = 2·20 = 40"),
    ("out", {}, (10, 3, 100), "features stay in `x`"),
    ("out", {"L": 4}, (10, 3, 80), "the layers do not stand side by side"),
    ("out", {"L": 4}, (4, 3, 20), "the shape of `h_n`"),
    ("out", FIRST, (10, 3, 20), "the batch axis comes first in `x` and in `out`; and both directions"),
    ("out", {}, (10, 3, 7), "the third axis is H = 20, not 7"),
    ("h_n", FIRST, (3, 8, 20), "moves the batch axis of `x` and `out` only"),
    ("h_n", {"L": 4}, (3, 4, 20), "is its second one"),
    ("h_n", BOTH, (4, 3, 20), "a row for each layer and direction: L·D = 4·2 = 8"),
    ("h_n", {"bidirectional": True}, (1, 3, 20), "L·D = 1·2 = 2"),
    ("h_n", BOTH, (8, 3, 40), "a row is H = 20 wide, not D·H"),
    ("h_n", BOTH, (4, 3, 40), "L·D = 4·2 = 8; and in `h_n` the directions have rows of their own"),
    ("h_n", {"L": 4}, (1, 3, 20), "not only of the top one"),
    ("h_n", BOTH, (2, 3, 20), "not only of the top one"),
    ("h_n", {"L": 4}, (10, 3, 20), "the shape of `out`"),
    ("h_n", BOTH, (10, 3, 20), "has no time axis"),
    ("h_n", {}, (1, 3, 100), "not the I = 100 features"),
    ("h_n", {}, (1, 5, 20), "the second axis is B = 3, not 5"),
]


def test_a_known_mistake_is_named(page):
    calls = [(name, guess, settings_of(RNNShapes(**change))) for name, change, guess, _ in MISTAKES]
    for (name, change, guess, text), verdict in zip(
        MISTAKES, call(page, "rnn_shapes", "verdictOn", *calls), strict=True
    ):
        assert not verdict["right"] and text in verdict["text"], (name, change, guess, verdict)


def test_only_the_right_shape_is_right(page):
    many = drawn(40, 5)
    right = [
        (name, getattr(shapes, f"{name}_shape"), settings_of(shapes))
        for shapes in many
        for name in ("out", "h_n")
    ]
    wrong = [
        (name, [size + (i == axis) for i, size in enumerate(shape)], settings)
        for name, shape, settings in right
        for axis in range(3)
    ]
    assert all(verdict["right"] for verdict in call(page, "rnn_shapes", "verdictOn", *right))
    for verdict in call(page, "rnn_shapes", "verdictOn", *wrong):
        assert not verdict["right"] and verdict["text"].endswith(".") and "undefined" not in verdict["text"]


def test_a_new_question_has_sizes_that_all_differ(page):
    drawn_by_browser = call(page, "rnn_shapes", "newQuestion", *[()] * 60)
    for settings in drawn_by_browser:
        shapes = RNNShapes(**settings)
        sizes = [shapes.T, shapes.B, shapes.I, shapes.H, shapes.L * shapes.D]
        assert len(set(sizes)) == 5
    assert len({(s["L"], s["batch_first"], s["bidirectional"]) for s in drawn_by_browser}) > 8


# -- JupyterLab ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(
        lab.write("shapes.ipynb", ["from rnn_course.widgets import RNNShapes\nshapes = RNNShapes()\nshapes"])
    )
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as they were at first."""
    notebook.run(
        "shapes.revealed = False; shapes.guess_out = shapes.guess_h_n = (1, 1, 1)\n"
        "shapes.T, shapes.B, shapes.I, shapes.H, shapes.L = 10, 3, 100, 20, 1\n"
        "shapes.batch_first = shapes.bidirectional = False; shapes.guess_out = shapes.guess_h_n = ()"
    )
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(
        lambda: shown_code(view) == RNNShapes().code and fields(view, "out").first.input_value() == ""
    )
    with quiet(notebook):
        yield view


def shown_code(view):
    return view.locator(".shapes-code").inner_text()


def fields(view, name):
    return view.get_by_role("group", name=f"Your guess: the shape of {name}").get_by_role("spinbutton")


def guess(view, name, shape):
    for field, size in zip(fields(view, name).all(), shape, strict=True):
        field.fill(str(size))


def verdict(view, name):
    return view.get_by_role("group", name=f"Your guess: the shape of {name}").locator("p").inner_text()


def settled(lab, view, **settings):
    """Wait until Python has these settings, then check that the page shows what Python knows."""
    names = [
        *SIZES,
        "guess_out",
        "guess_h_n",
        "revealed",
        "code",
        "x_shape",
        "h_0_shape",
        "out_shape",
        "h_n_shape",
        "parameter_count",
        "out_is_right",
        "h_n_is_right",
    ]
    seen = {}

    def arrived():
        seen.update(lab.value("{" + ", ".join(f"'{name}': shapes.{name}" for name in names) + "}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    assert shown_code(view) == seen["code"]
    assert f"{seen['parameter_count']:,} numbers to learn" in view.inner_text()
    label = view.locator("svg.rnnc-picture").get_attribute("aria-label")
    texts = view.locator("svg.rnnc-picture").text_content()
    for name in ("x", "h_0", "out", "h_n"):
        shape = "(" + ", ".join(map(str, seen[f"{name}_shape"])) + ")"
        visible = name == "x" or seen["revealed"]
        assert (f"= {shape}" in label and f"= {shape}" in texts) if visible else f"{name} (" not in label
    assert view.locator(".shapes-question").count() == (0 if seen["revealed"] else 3)
    for name in ("out", "h_n"):
        mark = {True: "✓", False: "✗", None: ""}[seen[f"{name}_is_right"]] if seen["revealed"] else ""
        assert verdict(view, name)[:1] == mark
    return seen


def test_guess_then_reveal(notebook, view):
    guess(view, "out", (10, 3, 20))
    guess(view, "h_n", (3, 1, 20))
    settled(notebook, view, guess_out=[10, 3, 20], guess_h_n=[3, 1, 20], revealed=False)
    view.get_by_role("button", name="Reveal").click()
    settled(notebook, view, revealed=True)
    assert verdict(view, "out") == "✓ Right: (T, B, H)."
    assert verdict(view, "h_n") == "✗ Not (3, 1, 20): the batch axis of h_n is its second one: (L, B, H)."
    assert "(20, 100)" in view.locator(".shapes-parameters").inner_text()
    view.get_by_role("button", name="Hide, and guess again").click()
    settled(notebook, view, revealed=False, guess_out=[], guess_h_n=[])
    assert [field.input_value() for field in fields(view, "out").all()] == ["", "", ""]


def test_an_incomplete_guess_is_no_guess(notebook, view):
    guess(view, "out", (10, 3, ""))
    view.get_by_role("button", name="Reveal").click()
    settled(notebook, view, revealed=True, guess_out=[])
    guess(view, "out", (10, 3, 0))
    settled(notebook, view, guess_out=[])
    guess(view, "out", (10, 3, 20))
    settled(notebook, view, guess_out=[10, 3, 20], out_is_right=True)


def test_keyboard_only(notebook, view):
    keyboard = notebook.page.keyboard
    view.get_by_role("radio", name="False").last.focus()
    for _ in range(3):
        keyboard.press("Tab")
        keyboard.type("12")
        keyboard.press("ArrowDown")
    settled(notebook, view, guess_out=[11, 11, 11])
    for _ in range(3):
        keyboard.press("Tab")
        keyboard.press("ArrowUp")
    settled(notebook, view, guess_h_n=[1, 1, 1])
    keyboard.press("Tab")
    keyboard.press("Enter")
    settled(notebook, view, revealed=True)
    keyboard.press("Enter")
    settled(notebook, view, revealed=False)
    fields(view, "h_n").last.press("Enter")  # in a field it reveals as well
    settled(notebook, view, revealed=True)


@pytest.mark.parametrize(
    ("name", "setting", "key", "value"),
    [
        ("T steps", "T", "ArrowRight", 11),
        ("B samples", "B", "End", 12),
        ("I inputs", "I", "Home", 1),
        ("H units", "H", "ArrowLeft", 19),
        ("L layers", "L", "End", 4),
    ],
)
def test_sizes_by_keyboard(notebook, view, name, setting, key, value):
    before = shown_code(view)
    view.get_by_role("slider", name=name).press(key)
    settled(notebook, view, **{setting: value})
    assert shown_code(view) != before


def test_sizes_while_the_shapes_are_shown(notebook, view):
    guess(view, "out", (10, 3, 20))
    view.get_by_role("button", name="Reveal").click()
    settled(notebook, view, revealed=True, out_is_right=True)
    view.get_by_role("slider", name="L layers").press("End")
    settled(notebook, view, L=4, guess_out=[], h_n_shape=[4, 3, 20])
    view.get_by_role("group", name="bidirectional").get_by_text("True").click()
    settled(notebook, view, bidirectional=True, out_shape=[10, 3, 40], h_n_shape=[8, 3, 20])
    assert "6 × 1,240 = 7,440" in view.locator(".shapes-parameters").inner_text()
    view.get_by_role("group", name="batch_first").get_by_text("True").click()
    settled(notebook, view, batch_first=True, out_shape=[3, 10, 40], h_n_shape=[8, 3, 20])
    guess(view, "h_n", (3, 8, 20))
    settled(notebook, view, h_n_is_right=False)
    assert "never that of h_n" in verdict(view, "h_n")


def test_equal_sizes_are_told(notebook, view):
    assert "equal now" not in view.inner_text()
    view.get_by_role("slider", name="B samples").fill("10")
    settled(notebook, view, B=10)
    assert "T and B are equal now" in view.inner_text()


def test_a_new_question(notebook, view):
    guess(view, "out", (1, 2, 3))
    view.get_by_role("button", name="Reveal").click()
    settled(notebook, view, revealed=True)
    before = shown_code(view)
    view.get_by_role("button", name="New question").click()
    settled(notebook, view, revealed=False, guess_out=[])
    assert shown_code(view) != before


def test_what_python_sets_is_shown(notebook, view):
    notebook.run(
        "shapes.L = 3; shapes.batch_first = True; shapes.guess_h_n = (3, 3, 20); shapes.revealed = True"
    )
    notebook.wait_until(lambda: verdict(view, "h_n") != "")
    settled(notebook, view, L=3, h_n_is_right=True)
    assert [field.input_value() for field in fields(view, "h_n").all()] == ["3", "3", "20"]
