"""Progress carried from one machine to another and back: nothing lost, nothing counted twice."""

import json
import uuid

import pytest

from rnn_course.nearmiss import progress


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """`machine("laptop")` goes on as a new kernel on the machine of this name."""

    def go_to(name):
        monkeypatch.setenv("NEARMISS_PROGRESS_DIR", str(tmp_path / name))
        monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(tmp_path / name))
        monkeypatch.setattr(progress, "_memory", {})
        monkeypatch.setattr(progress, "_origin", uuid.uuid4().hex)

    return go_to


def tries():
    return {key: entry["tries"] for key, entry in progress.summary().items()}


def test_export_writes_a_new_file_only(tmp_path):
    progress.record("02.a", "right")
    path = progress.export(tmp_path / "mine.json")
    document = json.loads(path.read_text())
    assert document["version"] == 1 and document["exercises"]["02.a"]["solved"]
    with pytest.raises(FileExistsError, match="expected the name of a new file"):
        progress.export(path)


def test_both_directions_lose_nothing_and_count_nothing_twice(machine, tmp_path):
    machine("laptop")
    for outcome, mistake in (("named", "no-tanh"), ("differs", None), ("hint", None), ("right", None)):
        progress.record("02.a", outcome, mistake, hints=3 if outcome == "hint" else 0)
    laptop = progress.export(tmp_path / "laptop.json")
    machine("desktop")
    progress.record("02.a", "named", "no-tanh")
    progress.record("02.b", "seen")
    assert progress.take_in(laptop) == progress.take_in(laptop) == "Taken in: 1 exercises."
    assert tries() == {"02.a": 4, "02.b": 0}
    desktop = progress.export(tmp_path / "desktop.json")
    there = progress.summary()
    machine("laptop")
    progress.take_in(desktop)
    assert progress.summary() == there
    entry = there["02.a"]
    assert (entry["solved"], entry["hints"], entry["mistakes"]) == (True, 3, {"no-tanh": 2})
    assert (
        entry["first"]
        < entry["last"]
        == max(e["last"] for e in json.loads(desktop.read_text())["exercises"].values() if e["tries"])
    )


def test_both_machines_go_on_and_meet_again(machine, tmp_path):
    for i, name in enumerate(("a", "b", "a", "c", "b", "a")):
        machine(name)
        progress.record("02.x", "differs")
        for path in sorted(tmp_path.glob("*.json")):
            progress.take_in(path)
        progress.export(tmp_path / f"{i}.json")
    assert tries() == {"02.x": 6}


def test_after_a_reset_it_comes_back_whole(machine, tmp_path):
    machine("laptop")
    progress.record("02.a", "right")
    before, path = progress.summary(), progress.export(tmp_path / "mine.json")
    progress.reset()
    assert progress.summary() == {}
    progress.take_in(path)
    assert progress.summary() == before


def test_what_could_not_be_saved_is_exported(machine, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    machine("file/inside")
    assert progress.record("02.a", "right") == progress.CANNOT_SAVE
    path = progress.export(tmp_path / "mine.json")
    assert progress.take_in(path) == progress.CANNOT_SAVE
    machine("desktop")
    progress.take_in(path)
    assert progress.status("02.a") == "solved"


def test_an_export_of_the_form_without_an_origin(tmp_path):
    path = tmp_path / "old.json"
    path.write_text(
        '{"version": 1, "exercises": {"02.a": {"tries": 2, "solved": true, "seen": false, "note": 7}, "x": 1}}'
    )
    assert progress.take_in(path) == "Taken in: 1 exercises. Other parts of the file could not be read."
    assert tries() == {"02.a": 2} and progress.summary()["02.a"]["note"] == 7


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"version": 9, "exercises": {}}'])
def test_what_is_no_progress_is_refused_and_said(text, tmp_path):
    progress.record("02.a", "right")
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(
        ValueError, match="expected a progress file of this version or an older one, got .*bad.json"
    ):
        progress.take_in(tmp_path / "bad.json")
    assert tries() == {"02.a": 1}
