"""When h may survive: the cuts against core, padding against torch, the JavaScript, every control in JupyterLab."""

import base64

import numpy as np
import pytest
import torch
from browser_lab import quiet
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from traitlets import TraitError

from rnn_course import core
from rnn_course.widgets import Streams
from widgets.javascript import call

SETTINGS = ["view", "B", "T", "order", "seed", "state", "token", "lengths", "batch", "pick"]
PICKS = ["out[-1]", "gather", "h_n"]
LENGTHS = [[5, 3, 6, 2], [7, 7, 7, 7], [1, 2, 1, 2], [7, 1, 4, 4], [1, 1, 1, 1]]


def some_widgets():
    """Every cut in both orders and with every start, each with its own selected character."""
    tokens = iter(range(10**6))
    for B in (1, 2, 3, 4):
        for T in range(3, 9):
            for order in ("contiguous", "shuffled"):
                for state in ("zero", "carry", "detach"):
                    token = next(tokens) * 5 % 37
                    yield Streams(B=B, T=T, order=order, state=state, token=token, seed=token)


# -- Python -------------------------------------------------------------------------------------------------------


def test_contiguous_pieces_are_those_of_core():
    for B in (1, 2, 3, 4):
        pieces = Streams(B=B, T=5).pieces
        expected = [inputs for inputs, _ in core.contiguous_streams(np.arange(38), T=5, B=B)]
        np.testing.assert_array_equal(pieces, expected)


def test_shuffled_pieces_are_the_same_rows_elsewhere():
    rows = lambda widget: [tuple(piece[:, b]) for piece in widget.pieces for b in range(widget.B)]  # noqa: E731
    contiguous = rows(Streams(B=3, T=4))
    shuffles = [rows(Streams(B=3, T=4, order="shuffled", seed=seed)) for seed in range(5)]
    for shuffled in shuffles:
        assert sorted(shuffled) == sorted(contiguous) and shuffled != contiguous
    assert len(set(map(tuple, shuffles))) == 5


@pytest.mark.parametrize("widget", list(some_widgets())[::3] + list(some_widgets())[1::7])
def test_what_h_holds_and_where_the_gradient_goes_agree_with_autograd(widget):
    """One number per character into a linear RNN: a character is in h where it changes it, or has a gradient."""
    if widget.place is None:
        assert not widget.remembered.size and not widget.learnt_from.size
        return
    last, _, row = widget.place
    torch.manual_seed(0)
    rnn = nn.RNN(1, 3, dtype=torch.float64)
    x = torch.linspace(0.1, 1, 38, dtype=torch.float64).requires_grad_()
    h = None
    for k, piece in enumerate(widget.pieces[: last + 1]):
        steps = x[torch.as_tensor(piece)][: widget.place[1] + 1 if k == last else None, :, None]
        h = {"zero": None, "carry": h, "detach": None if h is None else h.detach()}[widget.state]
        _, h = rnn(steps, h)
    (gradient,) = torch.autograd.grad(h[0, row].sum(), x)
    assert sorted(widget.learnt_from) == torch.nonzero(gradient).flatten().tolist()
    full = Streams(**{name: getattr(widget, name) for name in SETTINGS if name != "state"}, state="carry")
    kept = (
        widget.learnt_from if widget.state == "zero" else full.learnt_from
    )  # detaching leaves the value alone
    np.testing.assert_array_equal(widget.remembered, kept)
    assert widget.remembered[-1] == widget.token


def test_the_carried_graph_fails_where_the_widget_says_so():
    rnn, h = nn.RNN(1, 3), None
    widget = Streams(state="carry", token=0)
    for piece in widget.pieces:
        out, h = rnn(torch.as_tensor(piece, dtype=torch.float32)[:, :, None], h)
        widget.token = int(piece[0, 0])
        if widget.backward_works:
            out.sum().backward()
        else:
            with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
                out.sum().backward()
            break
    assert widget.place[0] == 1


def test_unrelated_characters_are_those_before_the_last_jump():
    assert not Streams(state="carry").unrelated.size
    widget = Streams(
        order="shuffled",
        state="detach",
        B=2,
        T=3,
        token=int(Streams(order="shuffled", B=2, T=3).pieces[2][1, 0]),
    )
    jumps = widget.remembered[:-2]  # two characters of this piece; all that was read before lies elsewhere
    assert widget.place == (2, 1, 0) and set(widget.unrelated) == set(jumps[: len(widget.unrelated)])
    assert len(widget.unrelated) in (3, 6)


@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
@pytest.mark.parametrize("batch", ["padded", "packed"])
@pytest.mark.parametrize("pick", PICKS)
def test_picked_states_are_those_of_torch(lengths, batch, pick):
    widget = Streams(view="padding", lengths=lengths, batch=batch, pick=pick)
    torch.manual_seed(1)
    rnn = nn.RNN(2, 3)
    padded = torch.zeros(max(lengths), 4, 2)
    for b, length in enumerate(lengths):
        padded[:length, b] = torch.randn(length, 2)
    plain, h_n = rnn(padded)
    sizes, out = torch.tensor(lengths), plain
    if batch == "packed":
        packed = pack_padded_sequence(padded, sizes, enforce_sorted=False)
        assert packed.batch_sizes.tolist() == widget.batch_sizes
        out, h_n = rnn(packed)
        out, _ = pad_packed_sequence(out)
    taken = {"out[-1]": out[-1], "gather": out[sizes - 1, torch.arange(4)], "h_n": h_n[-1]}[pick]
    for b, step in enumerate(widget.picked):
        expected = torch.zeros(3) if step is None else plain[step, b]
        torch.testing.assert_close(taken[b], expected)
    assert widget.picks_right == [
        step == length - 1 for step, length in zip(widget.picked, lengths, strict=True)
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"view": "pad"}, "view must be one of 'streams', 'padding', got 'pad'"),
        ({"B": 5}, "B must be a whole number from 1 to 4, got 5"),
        ({"T": 2}, "T must be a whole number from 3 to 8, got 2"),
        ({"order": "random"}, "order must be one of 'contiguous', 'shuffled', got 'random'"),
        ({"seed": -1}, "seed must be a whole number from 0 to 99, got -1"),
        ({"state": "keep"}, "state must be one of 'zero', 'carry', 'detach', got 'keep'"),
        ({"token": 37}, "token must be a whole number from 0 to 36, got 37"),
        ({"lengths": [1, 2, 3]}, r"lengths must be a list of 4 whole numbers from 1 to 7, got \[1, 2, 3\]"),
        (
            {"lengths": [1, 2, 3, 8]},
            r"lengths must be a list of 4 whole numbers from 1 to 7, got \[1, 2, 3, 8\]",
        ),
        ({"lengths": 4}, "lengths must be a list of whole numbers, got 4"),
        ({"batch": "pack"}, "batch must be one of 'padded', 'packed', got 'pack'"),
        ({"pick": "last"}, r"pick must be one of 'out\[-1\]', 'gather', 'h_n', got 'last'"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    widget = Streams()
    ((name, value),) = settings.items()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=message):
        Streams(**settings)


def test_sentence_and_picture_follow_the_settings():
    one, left_over, padding = Streams(), Streams(token=36), Streams(view="padding", pick="gather")
    assert "h holds 7 characters and the gradient reaches 3" in repr(one)
    assert "character 36 is left over" in repr(left_over) and "for 4 of 4 sentences" in repr(padding)
    pictures = [base64.b64decode(w._repr_mimebundle_()[0]["image/png"]) for w in (one, left_over, padding)]
    assert len(set(pictures)) == 3 and pictures[0] == Streams().static_png()


# -- JavaScript ---------------------------------------------------------------------------------------------------


def settings_of(widget):
    return {name: getattr(widget, name) for name in [*SETTINGS, "_text", "_sentences"]}


def test_javascript_knows_what_python_knows(page):
    widgets = list(some_widgets())
    found = call(page, "streams", "memoryOf", *[(settings_of(widget),) for widget in widgets])
    for widget, shown in zip(widgets, found, strict=True):
        assert [np.array(piece).T.tolist() for piece in shown["pieces"]] == [
            piece.tolist() for piece in widget.pieces
        ]
        assert shown["place"] == (list(widget.place) if widget.place else None)
        assert shown["remembered"] == widget.remembered.tolist()
        assert shown["learntFrom"] == widget.learnt_from.tolist()
        assert shown["unrelated"] == widget.unrelated.tolist()
        assert shown["backwardWorks"] == widget.backward_works


def test_javascript_picks_what_python_picks(page):
    widgets = [
        Streams(lengths=lengths, batch=batch, pick=pick)
        for lengths in LENGTHS
        for batch in ("padded", "packed")
        for pick in PICKS
    ]
    found = call(page, "streams", "pickedOf", *[(settings_of(widget),) for widget in widgets])
    assert found == [{"picked": widget.picked, "right": widget.picks_right} for widget in widgets]


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("streams.ipynb", ["from rnn_course.widgets import Streams\ns = Streams()\ns"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


RESET = "s.B, s.T, s.token, s.order, s.state, s.seed = 3, 4, 18, 'contiguous', 'detach', 0\ns.lengths = [5, 3, 6, 2]; s.batch = 'padded'; s.pick = 'out[-1]'\n"


@pytest.fixture
def view(notebook):
    """The view of streams, with all settings as at first; afterwards no error and no outside request."""
    notebook.run(RESET + "s.view = 'streams'")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(
        lambda: view.locator("svg.rnnc-picture").nth(1).is_visible() and said(view) == expected(Streams())
    )
    with quiet(notebook):
        yield view


@pytest.fixture
def padding(notebook):
    """The view of padding, with all settings as at first."""
    notebook.run(RESET + "s.view = 'padding'")
    view = notebook.page.locator(".rnnc")
    first = Streams(view="padding")
    notebook.wait_until(
        lambda: (
            view.locator("svg.rnnc-picture").nth(2).is_visible()
            and verdicts(view) == expected_verdicts(first)
        )
    )
    with quiet(notebook):
        yield view


def said(view):
    """What the picture's label says: the cut, what h holds and what the gradient reaches."""
    return view.locator("svg.rnnc-picture").nth(1).get_attribute("aria-label")


def expected(widget):
    listed = lambda tokens: ", ".join(map(str, tokens)) or "none"  # noqa: E731
    count = len(widget.pieces)
    where = "The selected character is in no piece"
    if widget.place:
        where = "The selected character is in piece {}, step {}, row {}".format(*widget.place)
    return (
        f"{count} {widget.order} {'piece' if count == 1 else 'pieces'} of T = {widget.T} steps and B = {widget.B} rows, "
        f"state {widget.state}. {where}. In the value of h: {listed(widget.remembered)}. "
        f"Reached by the gradient: {listed(widget.learnt_from)}."
    )


def verdicts(view):
    return view.locator(".streams-right, .streams-wrong").all_text_contents()


def expected_verdicts(widget):
    texts = []
    for step, last in zip(widget.picked, widget.last_real, strict=True):
        wrong = "✗ zeros" if step is None else f"✗ after {step - last} × padding"
        texts.append("✓ after the last word" if step == last else wrong)
    return texts


def settled(lab, page_view, **settings):
    """Wait until Python has these settings; check that the page shows what Python knows."""
    seen = {}

    def arrived():
        seen.update(lab.value("{n: getattr(s, n) for n in s.setting_names()}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    widget = Streams(**seen)
    if widget.view == "padding":
        assert verdicts(page_view) == expected_verdicts(widget)
    else:
        assert said(page_view) == expected(widget)
        letters = page_view.locator("svg.rnnc-picture").nth(1).locator(".streams-cell").count()
        assert letters == len(widget.pieces) * widget.T * widget.B
    return widget


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [
        ("B streams", "B", ["End"], 4),
        ("B streams", "B", ["Home"], 1),
        ("T steps in a piece", "T", ["ArrowRight"], 5),
        ("T steps in a piece", "T", ["Home"], 3),
        ("Character", "token", ["ArrowRight"], 19),
        ("Character", "token", ["End"], 36),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    before = said(view)
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **{setting: value})
    assert said(view) != before


def test_zero_carry_or_detach(notebook, view):
    view.get_by_role("radio", name="carry, detached").focus()
    notebook.page.keyboard.press("ArrowLeft")
    settled(notebook, view, state="carry")
    assert "backward() fails here" in view.inner_text() and "a second time" in view.inner_text()
    view.get_by_role("radio", name="zero").check()
    assert len(settled(notebook, view, state="zero").remembered) == 3
    assert "forgets at every cut" in view.inner_text() and "out, h = rnn(piece)" in view.inner_text()


def test_shuffled_pieces_and_another_shuffle(notebook, view):
    again = view.get_by_role("button", name="Shuffle again")
    assert again.is_disabled()
    view.get_by_role("radio", name="shuffled pieces").check()
    settled(notebook, view, order="shuffled", seed=0)
    picture = view.locator("svg.rnnc-picture").nth(1)
    before = picture.inner_html()
    again.press("Enter")
    settled(notebook, view, seed=1)
    assert picture.inner_html() != before
    view.get_by_role("radio", name="contiguous").check()
    settled(notebook, view, order="contiguous")


def test_press_or_drag_a_character(notebook, view):
    mouse = notebook.page.mouse
    box = view.locator("svg.rnnc-picture").first.bounding_box()
    mouse.click(box["x"] + 2.5 / 38 * box["width"], box["y"] + box["height"] * 0.7)
    settled(notebook, view, token=2)
    cells = view.locator("svg.rnnc-picture").nth(1).locator(".streams-cell")
    for index in (0, 7, 17, 35):
        box = cells.nth(index).bounding_box()
        mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        piece, row, step = np.unravel_index(index, (3, 3, 4))
        settled(notebook, view, token=int(Streams().pieces[piece][step, row]))
    first, last = cells.nth(4).bounding_box(), cells.nth(6).bounding_box()
    mouse.move(first["x"] + 5, first["y"] + 5)
    mouse.down()
    mouse.move(last["x"] + 5, last["y"] + 5, steps=4)
    mouse.up()
    settled(notebook, view, token=14)


def test_touch(notebook, view):
    box = view.locator("svg.rnnc-picture").nth(1).locator(".streams-cell").nth(13).bounding_box()
    devtools = notebook.context.new_cdp_session(notebook.page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(notebook, view, token=5)
    devtools.detach()


def test_a_character_that_is_left_over(notebook, view):
    view.get_by_role("slider", name="Character").press("End")
    settled(notebook, view, token=36)
    assert "No piece reads “o” (36)" in view.inner_text()


def test_the_other_view_by_keyboard_and_back(notebook, view):
    view.get_by_role("radio", name="one text as streams").focus()
    notebook.page.keyboard.press("ArrowRight")
    settled(notebook, view, view="padding")
    assert view.get_by_role("slider", name="Character").count() == 0
    notebook.page.keyboard.press("ArrowLeft")
    settled(notebook, view, view="streams")
    assert view.get_by_role("slider", name="length, b = 0").count() == 0


def test_lengths_by_keyboard(notebook, padding):
    lengths = [5, 3, 6, 2]
    for b, key, length in [(0, "Home", 1), (1, "End", 7), (2, "ArrowLeft", 5), (3, "ArrowRight", 3)]:
        padding.get_by_role("slider", name=f"length, b = {b}").press(key)
        lengths[b] = length
        settled(notebook, padding, lengths=lengths)
    assert settled(notebook, padding).picked == [6] * 4


def test_pad_or_pack_and_what_is_taken(notebook, padding):
    for batch in ("packed", "padded"):
        padding.get_by_role("radio", name=batch, exact=True).check()
        for name, pick in [("h_n[-1]", "h_n"), ("gather at length − 1", "gather"), ("out[-1]", "out[-1]")]:
            padding.get_by_role("radio", name=name, exact=True).check()
            settled(notebook, padding, batch=batch, pick=pick)
            code = padding.locator(".streams-lines").inner_text()
            assert ("pack_padded_sequence" in code) == (batch == "packed")
            assert ("lengths - 1" in code) == (pick == "gather")


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("s.B = 2; s.T = 6; s.token = 20; s.state = 'carry'; s.order = 'shuffled'; s.seed = 7")
    widget = Streams(B=2, T=6, token=20, state="carry", order="shuffled", seed=7)
    notebook.wait_until(lambda: said(view) == expected(widget))
    assert view.get_by_role("slider", name="B streams").input_value() == "2"
    assert view.get_by_role("radio", name="carry (h as it is)").is_checked()
    notebook.run("s.view = 'padding'; s.lengths = [2, 2, 7, 1]; s.pick = 'gather'")
    notebook.wait_until(lambda: verdicts(view) == ["✓ after the last word"] * 4)
    assert view.get_by_role("slider", name="length, b = 2").input_value() == "7"


def test_a_screen_reader_hears_the_last_state(notebook, view):
    view.get_by_role("slider", name="Character").press("ArrowRight")
    notebook.wait_until(
        lambda: "After “r” (19), h holds 8 characters" in view.locator(".rnnc-news").inner_text()
    )
