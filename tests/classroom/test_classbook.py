"""The classbook, from what learners export to the page: it counts right, and a bad file costs itself only."""

import csv
import json
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser

import pytest

from rnn_course.classroom.classbook import command, handed_in, page
from rnn_course.exercises import find
from rnn_course.nearmiss import progress
from rnn_course.nearmiss.progress_entries import History

ENTRY = {
    "tries": 3, "solved": False, "seen": False, "hints": 1, "mistakes": {"no-memory": 2}, "last_mistake": "no-memory",
    "first": "2026-11-02T09:00:00.000+00:00", "last": "2026-11-02T09:20:00.000+00:00",
}  # fmt: skip
SOLVED = {**ENTRY, "solved": True, "tries": 1, "hints": 0, "mistakes": {}, "last_mistake": ""}
ID = "02.one_step"


def write(folder, name, entries, origin=None):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(History(origin or name, entries).document())
    return path


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def rows(folder):
    with (folder / "classbook.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Checked(HTMLParser):
    """Collects what the tests look at; every tag must be closed in order."""

    EMPTY = {"meta", "rect", "circle", "br", "input"}

    def __init__(self, text):
        super().__init__()
        self.open, self.requests, self.unnamed = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.requests += [value for name, value in attributes if name in ("src", "href", "srcset", "action")]
        if tag == "svg" and not given.get("aria-label") and given.get("aria-hidden") != "true":
            self.unnamed.append(given)
        if tag == "script":
            self.requests.append(tag)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag


def test_from_a_real_check_to_the_page(inbox, tmp_path, monkeypatch):
    exercise = find(ID)
    key, mistake = next(iter(exercise.misconceptions.items()))
    for name, answers in {"ada": [mistake.wrong], "ben": [mistake.wrong, exercise.solution_source]}.items():
        monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(tmp_path / name))
        monkeypatch.setattr(progress, "_origin", name)
        for source in answers:
            space = {}
            exec(f"import numpy as np\n{source}", space)
            exercise.check(space[exercise.name])
        progress.export(inbox / f"{name}.json")
    table = command.make([inbox], tmp_path / "out", names=True)
    assert table.notes == []
    found = {row["learner"]: row for row in rows(tmp_path / "out")}
    assert found["ada"]["status"] == "tried" and found["ben"]["status"] == "solved"
    assert found["ben"]["tries"] == "2" and found["ada"]["mistakes"] == f"{key} ×1"
    text = (tmp_path / "out" / "classbook.html").read_text("utf-8")
    assert page.inline(mistake.says) in text.partition("Who may need a word")[0]
    assert "2 of the 2 who tried made this mistake; it still holds 1 of them up." in text


def test_what_holds_most_learners_up_stands_first(inbox, tmp_path):
    other = {**ENTRY, "mistakes": {"no-bias": 1}, "last_mistake": "no-bias"}
    for n in range(4):
        write(inbox, f"a{n}.json", {ID: ENTRY})
    write(inbox, "b.json", {ID: other})
    for n in range(3):
        write(inbox, f"c{n}.json", {ID: {**other, "solved": True}, "02.unroll": SOLVED})
    table = command.make([inbox], tmp_path)
    first, second = command.topics_of(table)
    assert first.counts.startswith("4 of the 8 who tried made this mistake; it still holds 4 of them up")
    assert second.counts.startswith("4 of the 8 who tried made this mistake; it still holds 1 of them up")


BAD = {
    "broken.json": (b"{", "no progress of this course"),
    "foreign.json": (b'{"a": [1, 2]}', "no progress of this course"),
    "list.json": (b"[]", "no progress of this course"),
    "picture.json": (bytes(range(256)), "no progress of this course"),
    "deep.json": (b"[" * 200_000, "no progress of this course"),
    "newer.json": (b'{"version": 2, "exercises": {}}', "a newer version of the course"),
    "empty.json": (b'{"exercises": {}}', "nothing has been tried"),
    "large.json": (b" " * (handed_in.LARGEST + 1), "far too large"),
    "other.json": (json.dumps({"exercises": {"<b>.x": ENTRY, "<b>.y": ENTRY}}).encode(), "2 exercises that this version"),
    "half.json": (json.dumps({"exercises": {ID: ENTRY, "02.unroll": 7}}).encode(), "as far as it can be read"),
}  # fmt: skip


def test_bad_files_cost_themselves_only(inbox, tmp_path):
    write(inbox, "good.json", {ID: SOLVED})
    for name, (data, _) in BAD.items():
        (inbox / name).write_bytes(data)
    (inbox / "folder.json").mkdir()
    table = command.make([inbox, inbox / "missing.json"], tmp_path, names=True)
    for name, (_, sentence) in BAD.items():
        told = [note for note in table.notes if sentence in note]
        assert told, name
        assert name == "other.json" or any(name.removesuffix(".json") in note for note in told)
    assert any("missing" in note and "cannot be read" in note for note in table.notes)
    assert {row["learner"] for row in rows(tmp_path)} == {"good", "half"}
    text = (tmp_path / "classbook.html").read_text("utf-8")
    assert "<b>" not in text and "&lt;b&gt;" in text


def test_copies_and_second_machines_count_once(inbox, tmp_path):
    write(inbox, "early.json", {ID: {**ENTRY, "tries": 1}}, origin="laptop")
    write(inbox, "late.json", {ID: ENTRY}, origin="laptop")
    desk = History("desk", {"02.unroll": ENTRY}, elsewhere={"laptop": {ID: ENTRY}})
    (inbox / "desk.json").write_bytes(desk.document())
    old = json.dumps({"exercises": {ID: SOLVED}})  # of a time when histories had no name
    for name in ("old.json", "copy-of-old.json"):
        (inbox / name).write_text(old)
    table = command.make([inbox], tmp_path, names=True)
    tries = {(row["learner"], row["exercise"]): row["tries"] for row in rows(tmp_path)}
    assert sorted(tries.values()) == ["1", "3", "3"] and len(table.learners) == 2
    assert sum("the same learner's progress" in note for note in table.notes) == 3


def test_two_machines_are_joined_by_a_third_file(inbox, tmp_path):
    write(inbox, "a.json", {ID: ENTRY}, origin="laptop")
    write(inbox, "b.json", {ID: ENTRY}, origin="desk")
    both = History("desk", {ID: ENTRY}, elsewhere={"laptop": {ID: ENTRY}})
    (inbox / "c.json").write_bytes(both.document())
    command.make([inbox], tmp_path, names=True)
    assert [(row["learner"], row["tries"]) for row in rows(tmp_path)] == [("a", "6")]


def test_names_stay_out_unless_asked_for(inbox, tmp_path):
    for folder in ("Ada Lovelace", "Ben Ali"):
        write(inbox, f"{folder}/progress.json", {ID: ENTRY}, origin=folder)
    command.make([inbox], tmp_path / "without")
    command.make([inbox], tmp_path / "with", names=True)
    plain, named = ((tmp_path / name / "classbook.html").read_text("utf-8") for name in ("without", "with"))
    assert "Ada" not in plain and "Learner 2" in plain
    assert "Ada Lovelace/progress" in named


def test_the_page_is_whole_quiet_and_says_its_pictures_in_words(inbox, tmp_path):
    for n in range(12):
        write(inbox, f"{n}.json", {ID: ENTRY, "02.unroll": {**SOLVED, "seen": True}, "02.recall": SOLVED})
    command.make([inbox], tmp_path)
    text = (tmp_path / "classbook.html").read_text("utf-8")
    checked = Checked(text)
    assert checked.open == [] and checked.requests == [] and checked.unnamed == []
    assert "$" not in text and not re.search(r"https?://|@import|@font-face", text)
    assert "0 solved, 0 read the solution, 12 tried and not solved, 0 not begun" in text
    assert text.count('<th scope="row">') == 12 + 3 and "prefers-color-scheme: dark" in text
    assert [row["learner"] for row in rows(tmp_path)][::3][-1] == "Learner 12"


@pytest.mark.parametrize("name", ["=1+1", "+a", "@x", "-2"])
def test_a_name_is_no_formula(inbox, tmp_path, name):
    write(inbox, f"{name}.json", {ID: ENTRY})
    command.make([inbox], tmp_path, names=True)
    assert rows(tmp_path)[0]["learner"] == f"'{name}"


def test_hostile_numbers_and_times_are_only_numbers(inbox, tmp_path):
    wild = {
        **ENTRY,
        "tries": 10**17,
        "first": "yesterday",
        "last": "<script>",
        "mistakes": {"<i>": 1},
        "last_mistake": "<i>",
    }
    write(inbox, "wild.json", {ID: wild})
    command.make([inbox], tmp_path)
    assert rows(tmp_path)[0]["minutes_first_to_last"] == ""
    assert "<script>" not in (text := (tmp_path / "classbook.html").read_text("utf-8")) and "<i>" not in text


def test_the_command(inbox, tmp_path):
    write(inbox, "ada.json", {ID: ENTRY})
    (inbox / "broken.json").write_text("{")

    def run(*arguments):
        command = [sys.executable, "-m", "rnn_course.classbook", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)

    done = run(inbox, "--to", "monday")
    assert done.returncode == 0 and "1 learner" in done.stdout and "broken" in done.stderr
    assert sorted(path.name for path in (tmp_path / "monday").iterdir()) == [
        "classbook.csv",
        "classbook.html",
    ]
    nothing = run(inbox / "broken.json", "--to", "tuesday")
    assert nothing.returncode == 1 and "nothing to show" in nothing.stderr
    assert not (tmp_path / "tuesday").exists()


def test_every_sentence_is_used_and_says_one_in_the_singular():
    folder = handed_in.Path(handed_in.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    names = tomllib.loads((folder / "sentences.toml").read_text("utf-8"))
    unused = [n for n in names if f'"{n.removesuffix("-one")}"' not in source.replace("'", '"')]
    assert unused == []
