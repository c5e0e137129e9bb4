"""NameTyper: a trained network in the browser gives what the same network gives in Python and in PyTorch."""

import base64
import json

import numpy as np
import pytest
import torch
from browser_lab import quiet
from traitlets import TraitError

from rnn_course.data import stored_run
from rnn_course.widgets import NameTyper
from rnn_course.widgets.name_typer import ALPHABET, LANGUAGES, NETWORK, letters_of, weights
from widgets.javascript import call

NAMES = [
    "virtanen",
    "",
    "García",
    "O'Brien",
    "Čapek",
    "ǅ İ ß",
    "xqxqxqxqxqxqxqxq",
    "Åström",
    "müller-lüdensch",
]


def some_widgets():
    rng = np.random.default_rng(5)
    for name in NAMES:
        step = int(rng.integers(0, len(letters_of(name)) + 1))
        for language in ("believed", LANGUAGES[int(rng.integers(len(LANGUAGES)))]):
            yield NameTyper(
                name, step=step, temperature=round(float(rng.uniform(0.2, 2)), 2), language=language
            )


def in_torch(name):
    """Log-probability of every next letter after 0 … T letters in each language, by nn.RNN; shape (T + 1, K, V)."""
    w = {key: torch.from_numpy(value.copy()) for key, value in weights().items()}
    rnn = torch.nn.RNN(w["letters.weight"].shape[1], len(w["rnn.weight_hh_l0"]), dtype=torch.float64)
    rnn.load_state_dict(
        {key.removeprefix("rnn."): value for key, value in w.items() if key.startswith("rnn.")}
    )
    tokens = [0, *(ALPHABET.index(letter) for letter in letters_of(name))]
    x = w["letters.weight"][tokens][:, None] + w["languages.weight"]
    with torch.no_grad():
        return (rnn(x)[0] @ w["head.weight"].T + w["head.bias"]).log_softmax(-1).numpy()


# -- Python -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_beliefs_are_bayes_rule_on_the_networks_own_odds(name):
    typer, logs = NameTyper(name), in_torch(name)
    counts = np.array(stored_run("names")["shipped"]["names"], dtype=float)
    together = counts / counts.sum()
    for t, letter in enumerate(letters_of(name)):
        np.testing.assert_allclose(typer.beliefs[t], together / together.sum(), rtol=1e-9)
        together = together * np.exp(logs[t, :, ALPHABET.index(letter)])
    np.testing.assert_allclose(typer.beliefs[-1], together / together.sum(), rtol=1e-9)
    ended = together * np.exp(logs[-1, :, 0])
    np.testing.assert_allclose(typer.belief_at_end, ended / ended.sum(), rtol=1e-9)


def test_odds_are_those_of_a_language_or_weighed_by_belief():
    typer, logs = NameTyper("rossi", step=2, temperature=0.5), in_torch("rossi")
    each = np.exp(logs[2] / 0.5)
    each /= each.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(typer.odds, typer.beliefs[2] @ each, rtol=1e-9)
    typer.language = "Finnish"
    np.testing.assert_allclose(typer.odds, each[LANGUAGES.index("Finnish")], rtol=1e-9)


def test_what_is_shipped_is_small_and_as_good_as_what_was_trained():
    shipped, trained = (stored_run("names")[key] for key in ("shipped", "writers"))
    assert len(json.dumps(NETWORK).encode()) < 20_000
    assert abs(shipped["nats"] - trained["tanh 0"]["nats"]) < 0.01
    assert abs(shipped["accuracy"] - trained["tanh 0"]["accuracy"]) < 0.01


def test_letters_that_the_network_does_not_know():
    assert letters_of("Žižka, Åse 3") == ["ž", "i", "ž", "k", "a", "a", "s", "e"]
    assert letters_of("Ñu\u0301ñez") == ["ñ", "ú", "ñ", "e", "z"]
    assert letters_of("李 .") == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "a" * 17}, "name must be text of at most 16 characters, got '17 characters'"),
        ({"name": 3}, "name must be text, got 3"),
        ({"step": 9}, r"step must be a whole number from 0 to 8 \(letters\), got 9"),
        ({"temperature": 0}, "temperature must be a finite number from 0.2 to 2, got 0"),
        ({"language": "Latin"}, "language must be one of 'believed', 'Dutch', .* got 'Latin'"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    widget = NameTyper()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=message):
        NameTyper(**settings)


def test_the_step_follows_the_name():
    widget = NameTyper("rossi")
    assert widget.step == 5
    widget.name = "rossini"
    assert widget.step == 7
    widget.step = 3
    widget.name = "ro"
    assert widget.step == 2


def test_sentence_and_picture_follow_the_settings():
    one, other = NameTyper("virtanen"), NameTyper("rossi", temperature=0.3)
    assert "“virtanen” is Finnish" in repr(one) and "“rossi” is Italian" in repr(other)
    picture = base64.b64decode(one._repr_mimebundle_()[0]["image/png"])
    assert picture == NameTyper("virtanen").static_png() != other.static_png()
    assert NameTyper("").static_png()


# -- JavaScript ---------------------------------------------------------------------------------------------------


def test_the_browser_computes_what_python_computes(page):
    widgets = list(some_widgets())
    settings = ("name", "step", "temperature", "language")
    states = [({name: getattr(w, name) for name in settings} | {"_network": NETWORK},) for w in widgets]
    for widget, found in zip(widgets, call(page, "letter_network", "nameOf", *states), strict=True):
        assert found["letters"] == widget.letters
        np.testing.assert_allclose(found["beliefs"], widget.beliefs, rtol=1e-9, atol=1e-14)
        np.testing.assert_allclose(found["end"], widget.belief_at_end, rtol=1e-9, atol=1e-14)
        np.testing.assert_allclose(found["odds"], widget.odds, rtol=1e-9, atol=1e-14)


def test_letters_are_read_alike(page):
    texts = [*NAMES, "ŐŰǑ", "ﬁ", "e\u0301", "𝓐b", ". a", "ÅÄÖåäö", "ŠŽČ"]
    found = call(page, "letter_network", "lettersOf", *((text, ALPHABET) for text in texts))
    assert found == [letters_of(text) for text in texts]


def test_letters_are_drawn_with_their_odds(page):
    places = (np.arange(1000) + 0.5) / 1000
    odds = [0.1, 0.0, 0.6, 0.3]
    found = call(page, "letter_network", "drawn", *((odds, float(place)) for place in places))
    assert np.bincount(found, minlength=4).tolist() == [100, 0, 600, 300]


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("names.ipynb", ["from rnn_course.widgets import NameTyper\nn = NameTyper()\nn"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run("n.name = 'virtanen'; n.step = 8; n.temperature = 1; n.language = 'believed'")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: shown(view) == expected(NameTyper("virtanen")))
    with quiet(notebook):
        yield view


def shown(view):
    """The numbers of the table on the screen, a row for each language, and the letters of the bars."""
    rows = view.locator(".names-table tbody tr")
    table = rows.evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    return table, view.locator(".names-next").all_inner_texts()


def expected(typer):
    shares = np.vstack([typer.beliefs, typer.belief_at_end]).T
    table = [[str(int(100 * share + 0.5)) if share >= 0.005 else "" for share in row] for row in shares]
    order = np.argsort(-typer.odds, kind="stable")[:12]
    return table, ["end" if token == 0 else ALPHABET[token] for token in order]


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page shows what Python computes."""
    seen = {}

    def arrived():
        seen.update(lab.value("{s: getattr(n, s) for s in n.setting_names()}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    typer = NameTyper(**seen)
    assert shown(view) == expected(typer)
    return typer


def test_a_name_is_typed(notebook, view):
    view.get_by_role("textbox", name="Name").fill("")
    view.get_by_role("textbox", name="Name").press_sequentially("rossi")
    typer = settled(notebook, view, name="rossi", step=5)
    assert f"it is Italian: {round(100 * typer.belief_at_end.max())} %" in view.inner_text()


def test_unknown_letters_are_told(notebook, view):
    view.get_by_role("textbox", name="Name").fill("o'neill")
    settled(notebook, view, name="o'neill", step=6)
    assert "One sign is unknown" in view.inner_text()


def test_a_letter_is_pressed_by_mouse_and_keyboard(notebook, view):
    view.get_by_role("button", name="After virt", exact=True).click()
    settled(notebook, view, step=4)
    view.get_by_role("button", name="Before the first letter").press("Enter")
    settled(notebook, view, step=0)
    assert view.get_by_role("button", name="Before the first letter").get_attribute("aria-pressed") == "true"


def test_temperature_and_language(notebook, view):
    view.get_by_role("slider", name="Temperature").press("Home")
    settled(notebook, view, temperature=0.2)
    view.get_by_role("radio", name="Italian").check()
    settled(notebook, view, language="Italian")


def test_the_network_writes(notebook, view):
    view.get_by_role("button", name="Start anew").click()
    settled(notebook, view, name="", step=0)
    view.get_by_role("radio", name="Finnish").check()
    view.get_by_role("button", name="Finish the name").click()
    notebook.wait_until(lambda: "has ended the name" in view.inner_text())
    name = view.get_by_role("textbox", name="Name").input_value()
    assert name
    settled(notebook, view, name=name, step=len(name), language="Finnish")
    view.get_by_role("button", name="Before the first letter").click()
    view.get_by_role("button", name="Draw the next letter").click()
    notebook.wait_until(lambda: notebook.value("len(n.name)") <= 1)


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("n.name = 'dubois'; n.step = 2; n.temperature = 1.5; n.language = 'French'")
    notebook.wait_until(lambda: view.get_by_role("radio", name="French").is_checked())
    settled(notebook, view, name="dubois", step=2)
    assert view.get_by_role("textbox", name="Name").input_value() == "dubois"
