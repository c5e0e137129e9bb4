"""The memory widget: its Python side, its JavaScript, and every control in a real JupyterLab."""

import base64

import numpy as np
import pytest
from browser_lab import quiet
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import Memory
from widgets.javascript import call

SETTINGS = ["sentence", "step", "removed", "h_0", "w_hh_scale", "nonlinearity", "_weights"]


# -- Python ------------------------------------------------------------------------------------------------


def test_states_agree_with_core():
    memory = Memory("one two three", h_0=-0.5, w_hh_scale=1.5)
    x, h_0 = memory.x[:, np.newaxis], np.full((1, 6), -0.5)
    states = core.rnn_forward(x, h_0, memory.weight_ih, memory.weight_hh, memory.bias)
    np.testing.assert_allclose(memory.h, states[:, 0], rtol=1e-12)


def test_leaving_a_word_out_is_reading_the_sentence_without_it():
    memory, shorter = Memory("I hate this boring movie", removed=[2]), Memory("I this boring movie")
    np.testing.assert_allclose(np.delete(memory.h, 1, axis=0), shorter.h, rtol=1e-12)
    np.testing.assert_array_equal(memory.h[1], memory.h[0])
    assert memory.remains[0] == 0 and memory.remains[1] > 0


def test_linear_means_that_nothing_squashes():
    assert np.abs(Memory("a b c d e f", nonlinearity="linear", w_hh_scale=2, h_0=1).h).max() > 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"step": 6}, r"step must be a whole number from 0 to 5 \(words\), got 6"),
        ({"step": 1.5}, "step must be a whole number from 0 to 12, got 1.5"),
        ({"step": True}, "step must be a whole number"),
        ({"removed": [0]}, r"removed must be a list of steps from 1 to 5 \(words\), got \[0\]"),
        ({"removed": 2}, "removed must be a list of whole numbers, got 2"),
        ({"h_0": float("nan")}, "h_0 must be a finite number from -1 to 1, got nan"),
        ({"w_hh_scale": "2"}, "w_hh_scale must be a finite number from 0 to 2, got '2'"),
        ({"nonlinearity": "relu"}, "nonlinearity must be one of 'tanh', 'linear', got 'relu'"),
        ({"sentence": " "}, r"sentence must be a sentence of 1 to 12 words \(words counted: 0\), got ' '"),
        ({"sentence": "a " * 13}, r"words counted: 13"),
        ({"sentence": "a" * 201}, "sentence must be text of at most 200 characters, got '201 characters'"),
        ({"sentence": None}, "sentence must be text, got None"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    memory = Memory()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(memory, name, value)
    if value is not None:
        with pytest.raises(TraitError, match=message):
            Memory(**settings)


def test_an_unknown_setting_is_told():
    with pytest.raises(TypeError, match="Memory has the settings h_0, .*; got scale"):
        Memory(scale=2)


def test_a_new_sentence_keeps_step_and_removed_words_within_it():
    memory = Memory("a b c d e", removed=[4])
    memory.sentence = "a b c"
    assert (memory.step, memory.removed) == (3, [])
    memory.step = 1
    memory.sentence = "a b c d"
    assert memory.step == 1


def test_a_page_without_a_kernel_gets_a_sentence_and_a_picture():
    memory = Memory("I hate $this$ <b>", removed=[2])
    data, _ = memory._repr_mimebundle_()
    assert data["text/plain"] == repr(memory)
    assert "object at" not in repr(memory) and "without hate" in repr(memory)
    assert base64.b64decode(data["image/png"]) == Memory("I hate $this$ <b>", removed=[2]).static_png()
    assert memory.static_png() != Memory("I hate").static_png()


# -- JavaScript --------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    rng = np.random.default_rng(7)
    memories = [
        Memory(),
        Memory("x"),
        Memory("a b c d e f g h i j k l", removed=[1, 5, 12], nonlinearity="linear"),
    ]
    for _ in range(20):
        count = int(rng.integers(1, 13))
        words = " ".join(map(str, rng.integers(0, 10**6, size=count)))
        removed = [t for t in range(1, count + 1) if rng.random() < 0.3]
        scale, h_0 = rng.uniform(0, 2), rng.uniform(-1, 1)
        memories.append(
            Memory(
                words, removed=removed, w_hh_scale=scale, h_0=h_0, nonlinearity=rng.choice(["tanh", "linear"])
            )
        )
    states = [({name: getattr(memory, name) for name in SETTINGS},) for memory in memories]
    for memory, shown in zip(memories, call(page, "memory", "memoryOf", *states), strict=True):
        np.testing.assert_allclose(shown["states"][1:], memory.h, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(shown["remains"][1:], memory.remains, rtol=1e-12, atol=1e-12)


# -- JupyterLab --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    """A notebook whose cell shows the widget ``m``; opened once, each test starts from the same settings."""
    lab.open(lab.write("memory.ipynb", ["from rnn_course.widgets import Memory\nm = Memory()\nm"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run(
        "m.sentence = 'now something else'; m.sentence = 'I hate this boring movie'; m.step = 5\n"
        "m.removed = []; m.h_0 = 0; m.w_hh_scale = 1; m.nonlinearity = 'tanh'"
    )
    view = notebook.page.locator(".rnnc")
    view.get_by_role("slider", name="Unit", exact=True).press("Home")
    notebook.wait_until(lambda: shown(view) == Memory().h[4].round(2).tolist())
    with quiet(notebook):
        yield view


def shown(view):
    """The numbers of the state in the thick frame: the last column of the calculation."""
    texts = view.locator("svg.rnnc-picture").nth(1).locator("text.rnnc-number").all_text_contents()
    return [float(text.replace("−", "-")) for text in texts[-6:]]


def bars(view):
    label = view.locator("svg.rnnc-picture").nth(2).get_attribute("aria-label")
    return [float(text) for text in label.split(": ")[1].strip(".").split(", ")]


def in_python(lab):
    """The settings and the results that the next cell would see."""
    names = [*SETTINGS[:-1], "h", "remains"]
    return lab.value("{" + ", ".join(f"'{name}': m.{name}" for name in names) + "}")


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page shows what Python computes; return h."""
    seen = {}

    def arrived():
        seen.update(in_python(lab))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    state = seen["h"][seen["step"] - 1] if seen["step"] else [seen["h_0"]] * 6
    np.testing.assert_allclose(shown(view), state, atol=0.0051)
    np.testing.assert_allclose(bars(view)[1:], seen["remains"], atol=0.0051)
    return state


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [
        ("h_0", "h_0", ["ArrowRight"] * 3, 0.3),
        ("h_0", "h_0", ["Home"], -1),
        ("W_hh ×", "w_hh_scale", ["End"], 2),
        ("W_hh ×", "w_hh_scale", ["ArrowLeft"], 0.95),
        ("Step t", "step", ["Home", "ArrowUp"], 1),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    before = shown(view)
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **{setting: pytest.approx(value)})
    assert shown(view) != before


def test_sliders_by_mouse(notebook, view):
    box = view.get_by_role("slider", name="W_hh ×").bounding_box()
    mouse = notebook.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 1, box["y"] + box["height"] / 2, steps=5)
    mouse.up()
    settled(notebook, view, w_hh_scale=0)


def test_buttons_go_through_the_steps(notebook, view):
    for name, step in [
        ("One step back", 4),
        ("First step", 0),
        ("One step back", 0),
        ("One step forward", 1),
        ("Last step", 5),
        ("One step forward", 5),
    ]:
        view.get_by_role("button", name=name).click()
        settled(notebook, view, step=step)


def test_play_runs_from_the_start_to_the_end_and_pause_stops_it(notebook, view):
    play = view.locator(".rnnc-play")
    play.click()
    assert play.inner_text() == "❚❚ Pause"
    notebook.wait_until(lambda: notebook.value("m.step") in (1, 2))
    play.click()
    assert play.inner_text() == "▶ Play"
    notebook.page.wait_for_timeout(100)
    step = notebook.value("m.step")
    notebook.page.wait_for_timeout(1100)
    settled(notebook, view, step=step)
    notebook.run("m.step = 3")
    notebook.page.emulate_media(reduced_motion="reduce")
    play.click()
    notebook.wait_until(lambda: play.inner_text() == "▶ Play")
    settled(notebook, view, step=5)


def test_the_radio_buttons_swap_tanh_for_nothing(notebook, view):
    view.get_by_role("radio", name="tanh").focus()
    notebook.page.keyboard.press("ArrowRight")
    settled(notebook, view, nonlinearity="linear")
    view.get_by_text("tanh", exact=True).last.click()
    settled(notebook, view, nonlinearity="tanh")


def test_a_word_takes_you_to_its_step_and_can_be_left_out(notebook, view):
    view.get_by_role("button", name="this, step 3").click()
    settled(notebook, view, step=3, removed=[])
    view.get_by_role("button", name="Leave out “hate”").click()
    settled(notebook, view, step=3, removed=[2])
    assert bars(view)[1] == 0 and bars(view)[2] > 1
    view.get_by_role("button", name="this, step 3").press("Delete")
    settled(notebook, view, step=3, removed=[2, 3])
    view.get_by_role("button", name="Put “hate” back").click()
    settled(notebook, view, removed=[3])
    view.get_by_role("button", name="this, step 3, left out").press("Backspace")
    settled(notebook, view, removed=[])


def test_press_or_drag_on_the_heatmap(notebook, view):
    heatmap = view.locator("svg.rnnc-picture").first
    box, mouse = heatmap.bounding_box(), notebook.page.mouse
    mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
    mouse.down()
    settled(notebook, view, step=1)
    mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60, steps=4)
    mouse.up()
    settled(notebook, view, step=3)
    mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 60)
    view.get_by_role(
        "textbox", name="Sentence"
    ).hover()  # a cell that is only pointed at is looked at as long as that
    settled(notebook, view, step=3)


def numbers(view, place):
    texts = view.locator(place).all_text_contents()
    return [float(text.replace("−", "-")) for text in texts]


def made(view):
    """How the cell that is looked at was made, as the screen shows it: {part: (weights, values, products)}, and the sum's text."""
    if view.locator(".memory-sum").count() == 0:
        return None
    parts = {
        part: tuple(
            numbers(view, f".memory-{part} .{kind}") for kind in ("weight", "value", "memory-product")
        )
        for part in ("input", "memory")
    }
    return parts, view.locator(".memory-sum").text_content()


def agrees(view, memory, unit, step):
    """Does the screen show how unit ``unit`` of h at ``step`` is made, as Python computes it?"""
    parts, said = made(view)
    before = memory.h[step - 2] if step > 1 else np.full(6, memory.h_0)
    total = memory.bias[unit - 1]
    pairs = {
        "input": (memory.weight_ih[unit - 1], memory.x[step - 1]),
        "memory": (memory.weight_hh[unit - 1], before),
    }
    for name, (weights, values) in pairs.items():
        for got, expected in zip(parts[name], (weights, values, weights * values), strict=True):
            np.testing.assert_allclose(got, expected, atol=0.0051)
        total += weights @ values
    assert f"= {total:.2f}, tanh → {memory.h[step - 1][unit - 1]:.2f}".replace("-", "−") in said


def test_pointing_at_any_cell_of_the_heatmap_shows_the_rows_that_made_it(notebook, view):
    heatmap = view.locator("svg.rnnc-picture").first
    box = heatmap.bounding_box()
    scale = box["width"] / 600
    for unit, step in ((2, 3), (6, 1), (1, 5)):
        place = {"x": (58 + (step + 0.5) * 542 / 6) * scale, "y": 19 * (unit + 0.5) * scale}
        heatmap.hover(position=place)
        agrees(view, Memory(), unit, step)
        assert f"Step {step} reads" in view.inner_text()
    assert notebook.value("m.step") == 5  # looking changes nothing
    heatmap.hover(position={"x": 62 * scale, "y": 40 * scale})
    assert made(view) is None  # nothing has made h_0
    view.get_by_role("textbox", name="Sentence").hover()
    assert "Step 5 reads" in view.inner_text()


def test_a_shorter_sentence_comes_while_the_pointer_is_on_a_late_cell(notebook, view):
    heatmap = view.locator("svg.rnnc-picture").first
    box = heatmap.bounding_box()
    heatmap.hover(position={"x": box["width"] * 0.95, "y": box["height"] * 0.4})
    notebook.run("m.sentence = 'one'")
    notebook.wait_until(lambda: "Step 1 reads" in view.inner_text())
    assert notebook.messages == []
    view.get_by_role("textbox", name="Sentence").hover()  # nothing is pointed at any more


def test_the_making_of_a_cell_is_reached_by_keyboard_and_told(notebook, view):
    slider = view.get_by_role("slider", name="Unit", exact=True)
    for _ in range(3):
        slider.press("ArrowRight")
    agrees(view, Memory(), 3, 5)
    view.get_by_role("button", name="One step back").click()
    settled(notebook, view, step=4)
    agrees(view, Memory(), 3, 4)
    told = f"gives {Memory().weight_hh[2] @ Memory().h[2]:.2f}; with b".replace("-", "−")
    assert told in view.locator("svg.rnnc-picture").nth(1).get_attribute("aria-label")
    notebook.wait_until(lambda: told in view.locator(".rnnc-news").inner_text())
    slider.press("Home")
    assert made(view) is None


def test_what_a_product_is_made_of_stands_in_a_frame_with_it(view):
    picture = view.locator("svg.rnnc-picture").nth(1)
    frames = picture.locator("rect.rnnc-stroke").all()
    signs = {text: picture.get_by_text(text, exact=True).all() for text in ("+", "→")}
    boxes = [frame.bounding_box() for frame in frames]
    inside = lambda sign: any(b["x"] < sign.bounding_box()["x"] < b["x"] + b["width"] for b in boxes)  # noqa: E731
    assert len(frames) == 2
    assert [inside(sign) for sign in signs["+"]] == [False, False] and [
        inside(sign) for sign in signs["→"]
    ] == [True, True]


def test_touch(notebook, view):
    box = view.locator("svg.rnnc-picture").first.bounding_box()
    devtools = notebook.context.new_cdp_session(notebook.page)
    point = {"x": box["x"] + box["width"] * 0.45, "y": box["y"] + 60}
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(notebook, view, step=2)
    devtools.detach()


def test_a_typed_sentence_is_read_and_shown_as_text(notebook, view):
    field = view.get_by_role("textbox", name="Sentence")
    field.fill("<img src=x onerror=alert(1)> & <b>")
    settled(notebook, view, sentence="<img src=x onerror=alert(1)> & <b>", step=5)
    assert view.locator("img, b").count() == 0
    assert view.get_by_role("button", name="<b>, step 5").inner_text() == "<b>"
    field.fill("so good")
    settled(notebook, view, sentence="so good", step=2)
    field.press("End")
    notebook.page.keyboard.type(" b a d")
    settled(notebook, view, sentence="so good b a d", step=5)


def test_editing_keys_stay_in_the_field(notebook, view):
    field = view.get_by_role("textbox", name="Sentence")
    field.focus()
    for key in ["Control+a", "n", "o", "Control+ArrowLeft", "s", "o", " "]:
        notebook.page.keyboard.press(key)
    settled(notebook, view, sentence="so no", step=2)


def test_running_the_cell_again_stops_the_play(notebook, view):
    notebook.run("old = m")
    view.locator(".rnnc-play").click()
    notebook.run_all()
    notebook.wait_until(lambda: view.locator(".rnnc-play").inner_text() == "▶ Play")
    notebook.page.wait_for_timeout(1100)
    assert notebook.value("[old.step, m.step]") in ([0, 5], [1, 5])


def test_a_sentence_that_does_not_fit_is_told_and_not_sent(notebook, view):
    field = view.get_by_role("textbox", name="Sentence")
    field.fill("")
    assert "Type at least one word" in view.inner_text()
    field.fill("a " * 13)
    assert "That is 13 words; at most 12 fit" in view.inner_text()
    settled(notebook, view, sentence="I hate this boring movie")
    field.fill("a " * 12)
    assert "at most 12 fit" not in view.inner_text()
    settled(notebook, view, sentence="a " * 12, step=12)


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("m.sentence = 'from Python'; m.h_0 = 0.5; m.removed = [1]; m.w_hh_scale = 0.25; m.step = 0")
    notebook.wait_until(lambda: shown(view) == [0.5] * 6)
    assert view.get_by_role("textbox", name="Sentence").input_value() == "from Python"
    assert view.get_by_role("slider", name="h_0").input_value() == "0.5"
    assert view.get_by_role("slider", name="W_hh ×").input_value() == "0.25"
    assert view.get_by_role("button", name="from, step 1, left out").is_visible()


def test_a_screen_reader_hears_the_last_state_once(notebook, view):
    news = view.get_by_role("status").last
    view.get_by_role("slider", name="h_0").focus()
    before = news.inner_text()
    for _ in range(5):
        notebook.page.keyboard.press("ArrowRight")
        assert news.inner_text() == before
    state = settled(notebook, view, h_0=0.5)
    notebook.wait_until(lambda: news.inner_text() != before)
    assert f"h at step 5: {state[0]:.2f}".replace("-", "−") in news.inner_text()
