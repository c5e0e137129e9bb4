"""The weight-sharing widget: its Python side, its JavaScript, and every control in a real JupyterLab."""

import numpy as np
import pytest
from browser_lab import quiet
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import WeightSharing
from widgets.javascript import call

SETTINGS = ["sentence", "T", "I", "H", "order"]


# -- Python ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("T", "I", "H"), [(5, 100, 10), (1, 1, 1), (12, 100, 20), (7, 3, 4)])
def test_counts_are_those_of_core(T, I, H):
    sharing = WeightSharing(T=T, I=I, H=H)
    assert sharing.per_position_count == core.per_position_parameter_count(T, I, H)
    assert sharing.shared_count == core.shared_parameter_count(I, H)


def test_the_shared_answer_knows_no_order_and_the_other_does():
    written, rng = WeightSharing(T=12, I=37, H=9), np.random.default_rng(3)
    for _ in range(10):
        shuffled = WeightSharing(T=12, I=37, H=9, order=(rng.permutation(12) + 1).tolist())
        assert shuffled.shared_answer == written.shared_answer  # to the last bit
        assert shuffled.per_position_answer != written.per_position_answer


def test_the_shared_answer_is_a_readout_of_the_mean():
    sharing = WeightSharing(T=4, I=3, H=2)
    states = sharing.x @ sharing._weight("shared").T + sharing._bias("shared")  # (T, H)
    readout = np.array([sharing.shared_answer])
    from rnn_course.widgets.words import letters_hash, numbers_from

    np.testing.assert_allclose(
        readout, core.mean_state(states[:, None])[0] @ numbers_from(letters_hash("readout"), 2)
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"T": 13}, "T must be a whole number from 1 to 12, got 13"),
        ({"I": 0}, "I must be a whole number from 1 to 100, got 0"),
        ({"H": 2.5}, "H must be a whole number from 1 to 20, got 2.5"),
        (
            {"order": [1, 1, 2, 3, 4]},
            r"order must be a list that holds each of 1 to 5 once, got \[1, 1, 2, 3, 4\]",
        ),
        ({"order": "12345"}, "order must be a list of whole numbers, got '12345'"),
        ({"guess": "maybe"}, "guess must be one of '', 'same', 'changes', got 'maybe'"),
        ({"ask_first": 1}, "ask_first must be True or False, got 1"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    ((name, value),) = settings.items()
    sharing = WeightSharing()
    with pytest.raises(TraitError, match=message):
        setattr(sharing, name, value)
    with pytest.raises(TraitError, match=message):
        WeightSharing(**settings)


def test_a_sentence_of_your_own_is_read_whole_and_bounds_the_length():
    sharing = WeightSharing(sentence="not bad but really good", order=[1, 5, 3, 4, 2])
    assert (sharing.T, sharing.words) == (5, ["not", "good", "but", "really", "bad"])
    sharing.sentence = "good movie"
    assert (sharing.T, sharing.order, sharing.words) == (2, [1, 2], ["good", "movie"])
    with pytest.raises(
        TraitError, match=r"T must be a whole number from 1 to 2 \(words of the sentence\), got 3"
    ):
        sharing.T = 3
    with pytest.raises(TraitError, match="sentence must be a sentence of 1 to 12 words"):
        WeightSharing(sentence=" ")


def test_without_the_counts_sentence_and_picture_tell_both_scores():
    one = WeightSharing(sentence="not bad but really good", I=4, H=3, with_counts=False)
    other = WeightSharing(
        sentence="not bad but really good", I=4, H=3, with_counts=False, order=[1, 5, 3, 4, 2]
    )
    assert f"position the score is {one.per_position_answer:.2f}, with one" in repr(one)
    assert repr(one).endswith(f"shared matrix {one.shared_answer:.2f}.")
    assert one.static_png() != other.static_png()


def test_a_new_length_goes_back_to_the_written_order():
    sharing = WeightSharing(T=3, order=[3, 1, 2])
    assert sharing.words == ["this", "I", "hate"]
    sharing.T = 4
    assert sharing.order == [1, 2, 3, 4]


# -- JavaScript --------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    rng = np.random.default_rng(11)
    widgets = [WeightSharing(), WeightSharing(T=1, I=1, H=1)]
    for _ in range(12):
        T, I, H = (int(rng.integers(1, top + 1)) for top in (12, 100, 20))
        widgets.append(WeightSharing(T=T, I=I, H=H, order=(rng.permutation(T) + 1).tolist()))
    states = [({name: getattr(widget, name) for name in SETTINGS},) for widget in widgets]
    for widget, answers in zip(widgets, call(page, "weight_sharing", "answersOf", *states), strict=True):
        assert answers["words"] == widget.words
        least, most = answers["limits"]
        assert least <= widget.per_position_answer <= most
        assert answers["shared"] == {"before": widget.shared_answer, "now": widget.shared_answer}
        assert answers["perPosition"]["now"] == widget.per_position_answer
    sizes = [(widget.T, widget.I, widget.H) for widget in widgets]
    for widget, counts in zip(widgets, call(page, "weight_sharing", "parameterCounts", *sizes), strict=True):
        assert counts == {"perPosition": widget.per_position_count, "shared": widget.shared_count}


def test_shuffling_finds_another_order(page):
    orders = [[1, 2], [2, 1], [1, 2, 3], [3, 1, 2]] + [list(range(1, 13))] * 20
    for order, drawn in zip(
        orders, call(page, "weight_sharing", "shuffledFrom", *[(o,) for o in orders]), strict=True
    ):
        assert drawn != order and sorted(drawn) == sorted(order)
        assert len(order) == 2 or drawn != sorted(order)
    assert call(page, "weight_sharing", "shuffledFrom", ([1],)) == [[1]]


# -- JupyterLab --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    """A notebook whose cell shows the widget ``s``; opened once, each test starts from the same settings."""
    lab.open(
        lab.write("sharing.ipynb", ["from rnn_course.widgets import WeightSharing\ns = WeightSharing()\ns"])
    )
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    notebook.run("s.sentence = 'a'; s.sentence = type(s)().sentence; s.with_counts = True")
    notebook.run("s.T = 5; s.I = 100; s.H = 10; s.order = [1, 2, 3, 4, 5]; s.guess = ''")
    notebook.run("s.ask_first = s.with_order = True")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: blocks(view) == {1: 5, 2: 1} and "Guess first" in view.inner_text())
    with quiet(notebook):
        yield view


def blocks(view):
    """How many weight matrices are drawn for each model (each W has its b beside it)."""
    return {model: view.locator(f"rect.sharing-blocks-{model}").count() // 2 for model in (1, 2)}


def words(view):
    return view.locator(".sharing-words li").all_inner_texts()


def answers(view):
    """The table: per row the answer to the written order, to this order, and the verdict."""
    rows = [row.locator("td").all_inner_texts() for row in view.locator("tbody tr").all()]
    return [
        (float(before.replace("−", "-")), float(now.replace("−", "-")), verdict)
        for before, now, verdict in rows
    ]


def settled(lab, view, **settings):
    """Wait until Python has these settings, and check that the page shows what Python computes from them."""
    names = ["T", "I", "H", "order", "guess", "words", "per_position_count", "shared_count"]
    names += ["per_position_answer", "shared_answer"]
    seen = {}

    def arrived():
        seen.update(lab.value("{" + ", ".join(f"'{name}': s.{name}" for name in names) + "}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    assert blocks(view) == {1: seen["T"], 2: 1}
    assert words(view) == seen["words"]
    shown = [float(text.replace(",", "")) for text in view.locator(".sharing-count").all_text_contents()]
    assert shown == [seen["per_position_count"], seen["shared_count"]]
    np.testing.assert_allclose(
        [row[1] for row in answers(view)], [seen["per_position_answer"], seen["shared_answer"]], atol=1e-6
    )
    return seen


@pytest.mark.parametrize(
    ("name", "setting", "key", "value"),
    [
        ("T words", "T", "End", 12),
        ("T words", "T", "Home", 1),
        ("T words", "T", "ArrowRight", 6),
        ("I inputs", "I", "Home", 1),
        ("I inputs", "I", "ArrowLeft", 99),
        ("H units", "H", "End", 20),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, key, value):
    width = view.locator("rect.sharing-blocks-2").first.bounding_box()
    view.get_by_role("slider", name=name).press(key)
    settled(notebook, view, **{setting: value})
    after = view.locator("rect.sharing-blocks-2").first.bounding_box()
    assert (after["width"] < width["width"]) == (setting == "I")
    assert (after["height"] > width["height"]) == (setting == "H")


def test_a_slider_by_mouse(notebook, view):
    box = view.get_by_role("slider", name="T words").bounding_box()
    notebook.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    settled(notebook, view, T=12, order=list(range(1, 13)))


@pytest.mark.parametrize(
    ("choice", "guess", "told"),
    [
        ("changes", "changes", "You guessed that it changes; it stays the same"),
        ("stays the same", "same", "You guessed right."),
    ],
)
def test_guess_then_shuffle(notebook, view, choice, guess, told):
    shuffle = view.get_by_role("button", name="Shuffle the words")
    assert shuffle.is_disabled()
    view.get_by_role("radio", name=choice).check()
    assert told not in view.inner_text()
    shuffle.click()
    order = settled(notebook, view, guess=guess)["order"]
    assert order != [1, 2, 3, 4, 5]
    per_position, shared = answers(view)
    assert per_position[2] == "≠ changed" and shared[2] == "= the same"
    assert per_position[0] != per_position[1] and shared[0] == shared[1]
    assert told in view.inner_text()
    shuffle.press("Enter")
    notebook.wait_until(lambda: notebook.value("s.order") != order)
    view.get_by_role("button", name="Written order").click()
    settled(notebook, view, order=[1, 2, 3, 4, 5])
    assert [row[2] for row in answers(view)] == ["", ""]


def test_without_a_question_you_can_shuffle_at_once(notebook, view):
    notebook.run("s.ask_first = False")
    shuffle = view.get_by_role("button", name="Shuffle the words")
    notebook.wait_until(shuffle.is_enabled)
    assert not view.get_by_role("radio", name="changes").is_visible()
    shuffle.click()
    notebook.wait_until(lambda: notebook.value("s.order") != [1, 2, 3, 4, 5])


def test_the_part_about_order_can_be_left_out(notebook, view):
    notebook.run("s.with_order = False")
    notebook.wait_until(lambda: "order of the words" not in view.inner_text())
    assert not view.get_by_role("button", name="Shuffle the words").is_visible()
    assert view.get_by_role("slider", name="T words").is_visible()


@pytest.fixture
def words_alone(notebook, view):
    """The part about the order alone, with a sentence whose meaning hangs on its order."""
    notebook.run("s.sentence = 'not bad but really good'; s.ask_first = s.with_counts = False")
    notebook.wait_until(lambda: words(view) == ["not", "bad", "but", "really", "good"])
    return view


def dots(view):
    """Where both scores stand on the screen: (one W for each position, one W for all)."""
    centre = "e => e.getBoundingClientRect().x + e.getBoundingClientRect().width / 2"
    return [view.locator(f"circle.sharing-score.sharing-blocks-{model}").evaluate(centre) for model in (1, 2)]


def drag(page, button, target):
    (a, b) = (one.bounding_box() for one in (button, target))
    page.mouse.move(a["x"] + a["width"] / 2, a["y"] + a["height"] / 2)
    page.mouse.down()
    page.mouse.move(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2, steps=8)
    page.mouse.up()


def test_a_dragged_word_moves_one_score_and_leaves_the_other(notebook, words_alone):
    view, before = words_alone, dots(words_alone)
    button = view.locator(".sharing-words button")
    drag(notebook.page, button.nth(4), button.nth(1))
    notebook.wait_until(lambda: notebook.value("s.words") == ["not", "good", "bad", "but", "really"])
    assert words(view) == ["not", "good", "bad", "but", "really"]
    after = dots(view)
    assert abs(after[0] - before[0]) > 5 and after[1] == before[1]
    assert view.locator("circle.sharing-tried.sharing-blocks-1").count() >= 2
    assert [row[2] for row in answers(view)] == ["≠ changed", "= the same"]
    drag(notebook.page, button.nth(1), button.nth(4))
    notebook.wait_until(lambda: notebook.value("s.order") == [1, 2, 3, 4, 5])
    assert dots(view) == before


def test_a_word_moves_by_the_keyboard_and_keeps_the_focus(notebook, words_alone):
    view = words_alone
    view.get_by_role("button", name="bad, place 2 of 5").focus()
    for key in ("ArrowRight", "ArrowRight"):
        notebook.page.keyboard.press(key)
    notebook.wait_until(lambda: notebook.value("s.order") == [1, 3, 4, 2, 5])
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert notebook.page.evaluate(focused) == "bad, place 4 of 5"
    notebook.page.keyboard.press("End")
    notebook.wait_until(lambda: notebook.value("s.order") == [1, 3, 4, 5, 2])
    notebook.page.keyboard.press("ArrowRight")  # nothing lies behind the last place
    notebook.page.keyboard.press("Home")
    notebook.wait_until(lambda: notebook.value("s.order") == [2, 1, 3, 4, 5])
    assert words(view)[0] == "bad"
    notebook.wait_until(lambda: "in this order: bad not but" in view.locator(".rnnc-news").inner_text())


def test_words_wait_for_the_guess_that_the_instrument_asks(notebook, view):
    assert view.locator(".sharing-words button").first.is_disabled()
    view.get_by_role("radio", name="changes").check()
    assert view.locator(".sharing-words button").first.is_enabled()


def test_one_word_has_no_other_order(notebook, view):
    view.get_by_role("radio", name="changes").check()
    view.get_by_role("slider", name="T words").press("Home")
    settled(notebook, view, T=1, order=[1])
    assert view.get_by_role("button", name="Shuffle the words").is_disabled()
    assert "One word has no other order" in view.inner_text()


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("s.T = 3; s.I = 4; s.H = 2; s.order = [3, 1, 2]; s.guess = 'same'")
    notebook.wait_until(lambda: words(view) == ["this", "I", "hate"])
    settled(notebook, view, T=3, I=4, H=2)
    assert view.get_by_role("radio", name="stays the same").is_checked()
    assert "T = 3, I = 4, H = 2" in view.locator("svg.sharing-picture").get_attribute("aria-label")
