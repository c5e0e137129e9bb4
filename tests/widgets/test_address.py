"""The settings in an address: from Python to the browser and back, and nothing but settings out of any address."""

import json
import random
from urllib.parse import quote

import pytest
from traitlets import TraitError

import rnn_course.widgets
from rnn_course.widgets import (
    CellLoop,
    Gates,
    GradientShares,
    Memory,
    RNNShapes,
    StateGrid,
    Streams,
    Vanishing,
    WeightSharing,
)
from widgets import plain_page
from widgets.javascript import call

CLASSES = [getattr(rnn_course.widgets, name) for name in rnn_course.widgets.__all__]
ODD_WORDS = 'a&b=c #1 100% "quoted" it’s <b>bold</b> 忘れる 😀 é\\n (x) +'
WIDGETS = [
    *[cls() for cls in CLASSES],
    Memory(ODD_WORDS, removed=[1, 11], step=0, h_0=-0.1 - 0.2, w_hh_scale=1e-7, nonlinearity="linear"),
    CellLoop(T=1, B=12, I=200, H=1, cells=2, I2=100, H2=1, h_0="(1, B, H)", step=0),
    Gates("x " * 12, step=1, unit=4, forget_bias=-0.1),
    GradientShares(T=10, t=1, k=1, loss_at="every", entry="norm", w_hh_scale=2, nonlinearity="relu"),
    RNNShapes(L=4, bidirectional=True, batch_first=True, guess_out=(1, 9999, 3), revealed=True),
    StateGrid(T=1, L=4, bidirectional=True, selected=(3, 1, 0), show="nothing"),
    Streams(
        view="padding",
        lengths=[7, 1, 7, 1],
        batch="packed",
        pick="gather",
        seed=99,
        order="shuffled",
        token=0,
    ),
    Vanishing(T=2, distance=0, radius=0.1 + 0.2, input_scale=3.0, weights="orthogonal", seed=0, clip=True),
    WeightSharing(
        T=12, I=1, H=1, order=list(range(12, 0, -1)), guess="same", ask_first=False, with_order=False
    ),
    WeightSharing(sentence="not bad", order=[2, 1], with_counts=False),
]
VALUES = [
    0,
    1,
    2,
    5,
    12,
    13,
    -1,
    10**6,
    0.5,
    2.5,
    -0.5,
    True,
    False,
    None,
    "",
    " ",
    "tanh",
    "t",
    "out",
    "(B, H)",
]
VALUES += ["a " * 13, "é" * 200, "😀" * 200, "é" * 201, "<script>", {}, {"T": 1}, [[]], [1.5], [True], ["1"]]


def settings(widget):
    return {name: getattr(widget, name) for name in widget.setting_names()}


def named(widget):
    return type(widget).__name__


@pytest.mark.parametrize("widget", WIDGETS, ids=named)
def test_from_python_to_the_browser_and_back(page, widget):
    sent = widget.link(base="https://example.org/rnn/")
    place, fragment = sent.split("#")
    assert place == f"https://example.org/rnn/instruments/{widget.module_name}.html"
    [state] = call(page, "address", "stateFromHash", (f"#{fragment}", widget.setting_rules()))
    assert state == json.loads(json.dumps(settings(widget)))
    [back] = call(page, "address", "hashFromState", (state,))
    assert settings(type(widget).from_link(f"{place}#{back}")) == settings(widget)
    assert set(back) <= set(fragment) | set("0123456789") and not set(back) & set("'\"()<> ")


def test_the_address_of_the_published_pages_stands_in_one_place():
    assert Memory().link() == Memory().link(base="https://OWNER.github.io/rnn_course")


def test_python_says_what_is_wrong_with_an_address():
    with pytest.raises(ValueError, match=r"key=value behind its #, each value as JSON; got T=five"):
        StateGrid.from_link("https://example.org/instruments/state_grid.html#T=five")
    with pytest.raises(TypeError, match="StateGrid has the settings .*; got colour"):
        StateGrid.from_link("#colour=1")
    with pytest.raises(TraitError, match="T must be a whole number from 1 to 10, got 11"):
        StateGrid.from_link("#T=11")
    assert settings(StateGrid.from_link("https://example.org/")) == settings(StateGrid())


def takes(cls, name, value):
    """Whether Python takes this value for the setting, whatever the other settings are."""
    try:
        getattr(cls, name).validate(cls(), value)
    except TraitError:
        return False
    return True


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_browser_takes_what_python_takes(page, cls):
    """Each odd value for each setting. What a list may hold depends on other settings: see the next test."""
    rules = cls.setting_rules()
    asked = [(name, value) for name in rules for value in VALUES]
    hashes = [(f"{name}={quote(json.dumps(value))}", rules) for name, value in asked]
    for (name, value), got in zip(asked, call(page, "address", "stateFromHash", *hashes), strict=True):
        assert got == ({name: value} if takes(cls, name, value) else {}), (name, value)


LISTS = [
    (Memory, "removed", [[], [1, 12]], [[0], [13], list(range(1, 13)) + [1]]),
    (RNNShapes, "guess_out", [[], [1, 2, 9999]], [[1], [1, 2], [0, 1, 1], [1, 1, 10000], [1, 1, 1, 1]]),
    (StateGrid, "selected", [[0, 0, 0], [3, 1, 9]], [[], [0, 0], [-1, 0, 0], [0, 0, 10]]),
    (Streams, "lengths", [[1, 7, 1, 7]], [[], [1, 2, 3], [0, 1, 1, 1], [1, 1, 1, 8]]),
    (WeightSharing, "order", [[1], [2, 1]], [[], [0], [13]]),
]


@pytest.mark.parametrize(
    ("cls", "name", "good", "bad"), LISTS, ids=lambda part: getattr(part, "__name__", "")
)
def test_lists_have_limits_too(page, cls, name, good, bad):
    hashes = [(f"{name}={json.dumps(value)}", cls.setting_rules()) for value in good + bad]
    assert call(page, "address", "stateFromHash", *hashes) == [{name: value} for value in good] + [{}] * len(
        bad
    )


HALF = 'sentence="\\ud800"'  # half a letter, which Python cannot be told
NONSENSE = [
    "",
    "#",
    "##",
    "&&",
    "=",
    "#=1",
    "T",
    "#T=",
    "T=%",
    "T=%zz",
    "T=5%00",
    "__proto__=1",
    "constructor=%7B%7D",
]
NONSENSE += [
    "toString=1",
    "#/further/x",
    "T=alert(1)",
    "T=%22%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22",
    "T=" + "[" * 10**5,
]


def test_nonsense_is_left_out(page):
    rules = StateGrid.setting_rules()
    found = call(page, "address", "stateFromHash", *[(text, rules) for text in NONSENSE])
    assert found == [{}] * len(NONSENSE)
    assert call(page, "address", "stateFromHash", (HALF, Memory.setting_rules())) == [{}]
    [state] = call(page, "address", "stateFromHash", ("#colour=1&T=3&T=99&L=%&show=%22out%22", rules))
    assert state == {"T": 3, "show": "out"}


def some(rule, draw):
    """A value that fits the rule."""
    if rule["kind"] in ("whole", "real"):
        return draw.randint(*rule["limits"]) if rule["kind"] == "whole" else draw.uniform(*rule["limits"])
    if rule["kind"] == "option":
        return draw.choice(rule["options"])
    if rule["kind"] == "switch":
        return draw.random() < 0.5
    if rule["kind"] == "wholes":
        return [draw.randint(*rule["limits"]) for _ in range(draw.choice(rule["counts"]))]
    words = draw.randint(*(rule["words"] or (0, 2)))
    text = " ".join(draw.choice(["a", "<i>", "😀", "忘"]) * draw.randint(1, 9) for _ in range(words))
    return text if rule["words"] else text[: rule["longest"]]


# Set settings, as the address does; all words of the widget after that, those for a screen reader too.
WORDS = """changes => {
    model.set(changes);
    model.save_changes();
    const view = document.querySelector('.rnnc'), pictures = [...view.querySelectorAll('svg[role=img]')];
    return [view.innerText, ...pictures.map(e => e.getAttribute('aria-label'))].join(' ');
}"""


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_state_that_an_address_can_give_is_drawn(page, cls):
    """Each value fits its rule, the whole need not: a step behind the last word, an order of other words, …"""
    draw, rules, errors = random.Random(cls.__name__), cls.setting_rules(), []
    note = lambda error: errors.append(error)  # noqa: E731 – removed again below
    page.on("pageerror", note)
    view = plain_page.show(page, cls())
    view.wait_for()
    for _ in range(40):
        words = page.evaluate(WORDS, {name: some(rule, draw) for name, rule in rules.items()})
        assert not errors
        assert "undefined" not in words and "NaN" not in words
    page.evaluate("() => new Promise(done => requestAnimationFrame(done))")  # what comes late is heard too
    assert not errors
    page.remove_listener("pageerror", note)
