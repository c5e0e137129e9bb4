"""Every instrument under a few actions drawn by lot; `make soak-instruments` does a thousand with each, and much more."""

import json
from argparse import Namespace

import pytest
from soak import instruments
from soak.actions import KINDS, drawn
from soak.counts import Counts, views
from soak.instruments import FAULTS, new_trial
from soak.life import left_behind
from soak.trial import Found

import rnn_course.widgets

ACTIONS, SEED = 60, 11
MOST_VIEWS = (
    6  # more than before: three, and three which JupyterLab has not let go yet (it keeps some after Escape)
)


@pytest.fixture(scope="module")
def notebook(lab):
    """A notebook of one empty cell, without what lies around an instrument."""
    lab.open(lab.write("soak.ipynb", [""]))
    lab.page.add_style_tag(content=instruments.AROUND)
    return lab


@pytest.fixture
def clean(notebook):
    """The notebook, with no message of an earlier test."""
    notebook.messages.clear()
    notebook.outside.clear()
    notebook.page.evaluate("() => { delete window.ranMarkup; }")
    yield notebook
    notebook.page.set_viewport_size({"width": notebook.size[0], "height": notebook.size[1]})


def test_a_seed_always_gives_the_same_actions_of_every_kind():
    assert drawn(3, 20) == drawn(3, 50)[:20] != drawn(4, 20)
    assert {action.kind for action in drawn(SEED, ACTIONS)} == set(KINDS)


@pytest.mark.parametrize("name", rnn_course.widgets.__all__)
def test_nothing_goes_wrong_whatever_is_done_to_it(clean, name):
    trial = new_trial(clean, name)
    before = views(trial.cdp)
    trial.move_in()
    trial.act(SEED, ACTIONS)
    assert clean.value("min(kernel_side.changes.values())") > 0  # the actions did something to both copies
    assert views(trial.cdp) - before <= MOST_VIEWS


def test_a_view_that_stays_in_memory_is_counted(clean):
    trial = new_trial(clean, "Leaking", "soak.controls")
    before = views(trial.cdp)
    for _ in range(4):
        trial.move_in()
    assert views(trial.cdp) - before > MOST_VIEWS


# The last control, Pushing, and the one without a fault are tried by `make soak-instruments` only.
@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, kind in FAULTS.items() if name != "Pushing"]
)
def test_the_nets_catch_an_instrument_with_a_fault(clean, name, kind):
    trial = new_trial(clean, name, "soak.controls")
    found = ""
    try:
        trial.move_in()
        trial.act(SEED, ACTIONS)
    except Found as fault:
        found = fault.kind
    assert found == kind


def test_what_stays_is_told_and_what_jupyterlab_itself_keeps_is_not():
    first, plain = (
        ("at first", Counts(100, 1000, 10_000_000, 3)),
        ("20 runs", Counts(400, 1800, 15_000_000, 3)),
    )
    assert left_behind([first, plain], [first, plain]) == []
    worse = ("20 runs", Counts(460, 1800, 15_000_000, 10))
    assert left_behind([first, worse], [first, plain]) == [
        "20 runs: 7 more views than at first (without a fault: 0)",
        "20 runs: 360 more listeners than at first (without a fault: 300)",
    ]


def test_a_reference_of_another_number_of_actions_is_tried_anew(tmp_path, monkeypatch):
    """JupyterLab keeps some hundred listeners at each action: a thousand cannot be held against a hundred."""
    tried = []
    rows = [("at first", Counts(1, 1, 1, 1)), ("1,000 actions", Counts(5, 5, 5, 5))]
    monkeypatch.setattr(
        instruments, "try_nets", lambda lab, options: tried.append(options.actions) or (rows, 0)
    )
    options = Namespace(actions=1000, reference=tmp_path / "reference.json")
    options.reference.write_text(json.dumps([["at first", [1, 1, 1, 1]], ["100 actions", [2, 2, 2, 2]]]))
    assert instruments.reference(None, options) == instruments.reference(None, options) == (rows, 0)
    assert tried == [1000]
