"""docs/instructors.md names lessons, sittings, instruments, exercises and mistakes that are there."""

import re
from pathlib import Path

import pytest

from rnn_course import widgets
from rnn_course.exercises import about_lessons, find

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "instructors.md").read_text("utf-8")
PLANS = dict(re.findall(r"^### (\w+) weeks.*?\n(.*?)(?=^###? )", TEXT, re.MULTILINE | re.DOTALL))
UNWRITTEN = {"9", "10", "11"} - {number.lstrip("0") for number in about_lessons()}


def sittings():
    """All sittings as the plans write them: "0" for a lesson of one, "4·1" for the first of several."""
    for number, about in about_lessons().items():
        short = number.lstrip("0") or "0"
        yield from (f"{short}·{k}" for k in range(1, len(about.sittings) + 1)) if about.sittings else (short,)


def planned(plan):
    """The sittings in a plan's last two columns, and in its sentence on what is left out; whole lessons spelt out."""
    rows = [line.split("|")[-3:-1] for line in plan.splitlines() if re.match(r"\| \d", line)]
    text = ", ".join(cell for row in rows for cell in row)
    text += ", " + "".join(re.findall(r"Left out: (.*)\.", plan))
    for word in re.findall(r"\d+(?:·\d)?", text):
        whole = [one for one in sittings() if one == word or one.startswith(f"{word}·")]
        yield from whole or [word]


@pytest.mark.parametrize("weeks", ["Ten", "Six", "Four"])
def test_each_plan_has_every_sitting_once(weeks):
    found = [word for word in planned(PLANS[weeks]) if word not in UNWRITTEN]
    assert sorted(found) == sorted(sittings())


def test_demonstrations_show_every_instrument():
    shown = re.findall(r"`from rnn_course\.widgets import (\w+); (\w+)(\([^`]*\))`", TEXT)
    assert {name for name, _, _ in shown} == set(widgets.__all__)
    for name, used, arguments in shown:
        assert name == used
        eval(f"{name}{arguments}", vars(widgets)).close()


def test_expected_mistakes_are_those_of_the_exercises():
    named = re.findall(r"\(?`(\d\d\.\w+)`: ([\w, -]+?)\)", TEXT)
    assert len(named) >= 15
    for id, keys in named:
        assert set(keys.split(", ")) <= {*find(id).misconceptions, *getattr(find(id), "mistakes", ())}, id


def test_links_and_commands_lead_to_files():
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", TEXT) if not t.startswith("http")]
    assert not [t for t in targets if t and not (ROOT / "docs" / t).exists()]
    headings = {
        re.sub(r"[^\w -]", "", line.strip("# ").lower()).replace(" ", "-")
        for line in TEXT.splitlines()
        if line.startswith("#")
    }
    assert {t[1:] for t in re.findall(r"\]\((#[^)]+)\)", TEXT)} <= headings
    for module in re.findall(r"python -m (rnn_course\.\w+)", TEXT):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists()
    for tool in re.findall(r"python ((?:tools|deploy)/[\w/]+\.py)", TEXT):
        assert (ROOT / tool).exists()
