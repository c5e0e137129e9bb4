"""Progress: kept, recovered, shared by two notebooks, and never in the way."""

import json
import os
import subprocess
import sys
import types

import pytest
from engine_sample import _step, one_step, unroll
from filelock import FileLock

from rnn_course.exercises import course_map, progress
from rnn_course.exercises.course_map import lesson_map


def test_a_check_is_recorded_and_read_again():
    one_step.check(lambda *a: a[0])
    one_step.check(_step)
    assert progress.summary() == {"02.one_step": {"solved": True, "seen": False, "tries": 2}}
    assert progress.status("02.one_step") == "solved" and progress.status("02.unroll") == "open"


def test_the_last_mistake_is_kept():
    one_step.check(lambda x, h, W, U, b: x @ W.T + h @ U.T + b)
    assert progress.summary()["02.one_step"]["last_mistake"] == "no-tanh"


def test_a_solution_read_counts_as_seen_until_an_answer_passes():
    assert "counts as seen" in str(one_step.solution())
    assert progress.status("02.one_step") == "seen"
    one_step.check(_step)
    assert progress.status("02.one_step") == "solved"
    assert progress.summary()["02.one_step"] == {"solved": True, "seen": True, "tries": 1}


def test_solving_first_and_reading_then_stays_solved():
    one_step.check(_step)
    one_step.solution()
    assert progress.status("02.one_step") == "solved"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"version": 1}',
        "[]",
        "null",
        '{"exercises": {"a": 3}}',
        "\0" * 50,
        '{"exercises": {"a": {"tries": "x"}}}',
    ],
)
def test_a_damaged_file_is_set_aside_and_the_last_good_copy_used(text, progress_folder):
    progress.record("02.a", "right")
    progress.record("02.b", "differs")
    (progress_folder / "progress.json").write_text(text)
    assert set(progress.summary()) == {"02.a", "02.b"}
    assert progress.record("02.c", "right") == ""
    assert set(progress.summary()) == {"02.a", "02.b", "02.c"}
    assert (progress_folder / "progress.damaged-1.json").read_text() == text


def test_bytes_that_are_no_text_are_set_aside(progress_folder):
    progress.record("02.a", "right")
    (progress_folder / "progress.json").write_bytes(b"\xff\xfe\x00{")
    progress.record("02.b", "right")
    assert set(progress.summary()) == {"02.a", "02.b"}


def test_both_files_damaged_start_afresh(progress_folder):
    progress.record("02.a", "right")
    for name in ("progress.json", "progress.backup.json"):
        (progress_folder / name).write_text("{")
    assert progress.record("02.b", "right") == "" and set(progress.summary()) == {"02.b"}


def test_no_part_files_stay_behind(progress_folder):
    progress.record("02.a", "right")
    names = {path.name for path in progress_folder.iterdir()}
    assert names <= {"progress.json", "progress.backup.json", "progress.lock"}


def test_two_processes_lose_nothing(progress_folder):
    code = "import sys; from rnn_course.exercises import progress\nfor i in range(40): progress.record(f'{sys.argv[1]}.{i % 8}', 'differs')"
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b", "c")]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    entries = progress.summary()
    assert len(entries) == 24 and sum(entry["tries"] for entry in entries.values()) == 120


def blocked(monkeypatch, tmp_path):
    """A folder that cannot be made: its parent is a file (works for root, too)."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(tmp_path / "file" / "inside"))


def test_a_disk_that_cannot_be_written_is_told_once(monkeypatch, tmp_path):
    blocked(monkeypatch, tmp_path)
    first, second = one_step.check(_step), one_step.check(_step)
    assert first.passed and second.passed
    assert progress.CANNOT_SAVE in str(first) and progress.CANNOT_SAVE not in str(second)
    assert progress.summary()["02.one_step"]["tries"] == 2 and progress.status("02.one_step") == "solved"
    assert "cannot be reset" in progress.reset()


def test_what_was_kept_in_memory_is_written_later(monkeypatch, tmp_path, progress_folder):
    blocked(monkeypatch, tmp_path)
    progress.record("02.a", "right")
    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(progress_folder))
    progress.record("02.b", "right")
    assert set(json.loads((progress_folder / "progress.json").read_text())["exercises"]) == {"02.a", "02.b"}


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere; Windows has other rights"
)
def test_a_read_only_folder(progress_folder):
    progress_folder.mkdir(parents=True)
    progress_folder.chmod(0o500)
    assert progress.record("02.a", "right") == progress.CANNOT_SAVE


def test_a_lock_that_is_never_released_does_not_hang(monkeypatch, progress_folder):
    monkeypatch.setattr(progress, "LOCK_SECONDS", 0.2)
    progress_folder.mkdir(parents=True)
    with FileLock(progress_folder / "progress.lock", is_singleton=False):
        assert progress.record("02.a", "right") == progress.CANNOT_SAVE
    assert progress.record("02.b", "right") == "" and set(progress.summary()) == {"02.a", "02.b"}


def test_reset_forgets_everything(progress_folder):
    progress.record("02.a", "right")
    assert "reset" in progress.reset() and progress.summary() == {}
    assert not list(progress_folder.glob("*.json"))


def test_export_writes_a_new_file_only(tmp_path):
    progress.record("02.a", "right")
    path = progress.export(tmp_path / "mine.json")
    assert json.loads(path.read_text())["exercises"]["02.a"]["solved"]
    with pytest.raises(FileExistsError, match="expected the name of a new file"):
        progress.export(path)


def test_grading_leaves_no_trace(monkeypatch, progress_folder):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    one_step.check(_step)
    assert not progress_folder.exists()


def test_the_map_shows_solved_seen_and_open():
    module = types.ModuleType("lesson_02", "Memory <b>.\n\nMore.")
    module.one_step, module.unroll, module.again = one_step, unroll, one_step
    assert (
        str(lesson_map([module])) == "02  Memory <b>  ○ ○\n0 of 2 exercises solved (● solved, ◐ seen, ○ open)"
    )
    one_step.check(_step)
    unroll.solution()
    drawn = lesson_map([module])
    assert str(drawn).startswith("02  Memory <b>  ● ◐\n1 of 2") and drawn.counts() == (1, 2)
    page = drawn._repr_html_()
    assert "Memory &lt;b&gt;" in page and 'aria-label="seen"' in page


def test_the_whole_course_has_a_map():
    drawn = lesson_map()
    assert drawn.counts()[0] == 0 and drawn.counts()[1] >= 15
    assert [row[0] for row in drawn.rows] == sorted(row[0] for row in drawn.rows)
    assert course_map.lesson_modules() and drawn._repr_html_()
