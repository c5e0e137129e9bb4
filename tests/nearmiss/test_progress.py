"""Progress: kept, recovered, shared by two notebooks, and never in the way."""

import json
import os
import re
import subprocess
import sys
import time
import types
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from engine_sample import _step, one_step, unroll
from filelock import FileLock

from rnn_course.exercises import lesson_map, lesson_modules
from rnn_course.nearmiss import About, Question, Recall, map_of, progress, progress_file


def test_a_check_is_recorded_and_read_again():
    one_step.check(lambda *a: a[0])
    one_step.check(_step)
    (entry,) = progress.summary().values()
    assert (entry["solved"], entry["seen"], entry["tries"]) == (True, False, 2)
    assert progress.status("02.one_step") == "solved" and progress.status("02.unroll") == "open"


def test_mistakes_are_counted_by_their_keys_and_the_last_one_is_kept():
    for answer in (
        lambda x, h, W, U, b: x @ W.T + h @ U.T + b,
        _step,
        lambda x, h, W, U, b: x @ W.T + h @ U.T + b,
    ):
        one_step.check(answer)
    entry = progress.summary()["02.one_step"]
    assert entry["mistakes"] == {"no-tanh": 2} and entry["last_mistake"] == "no-tanh" and entry["tries"] == 3


def test_hints_are_counted_as_far_as_they_were_shown(monkeypatch):
    monkeypatch.setattr(one_step, "_hints_shown", 0)
    monkeypatch.setattr(one_step, "_told", None)
    assert one_step.hint() and one_step.hint()
    monkeypatch.setattr(one_step, "_hints_shown", 0)  # a new kernel shows the first one again
    one_step.hint()
    entry = progress.summary()["02.one_step"]
    assert (entry["hints"], entry["tries"]) == (2, 0) and progress.status("02.one_step") == progress.OPEN


def test_first_and_last_time():
    before = datetime.now(UTC)
    progress.record("02.a", "differs")
    time.sleep(0.01)
    progress.record("02.a", "right")
    entry = progress.summary()["02.a"]
    first, last = (datetime.fromisoformat(entry[name]) for name in ("first", "last"))
    assert before - timedelta(seconds=1) < first < last <= datetime.now(UTC)


def test_hint_and_solution_say_what_is_not_saved(monkeypatch, tmp_path):
    blocked(monkeypatch, tmp_path)
    monkeypatch.setattr(one_step, "_told", None)
    assert progress.CANNOT_SAVE in str(one_step.hint())
    assert progress.CANNOT_SAVE not in str(one_step.solution())  # once is enough
    monkeypatch.setattr(progress, "_told", [])
    assert progress.CANNOT_SAVE in str(one_step.solution())


def test_the_engine_has_a_folder_of_its_own_until_a_course_names_one(tmp_path):
    code = "from rnn_course.nearmiss import progress; print(progress.folder())\nimport rnn_course.exercises; print(progress.folder())"
    names = ("NEARMISS_PROGRESS_DIR", "RNN_COURSE_PROGRESS_DIR", "XDG_DATA_HOME")
    bare = {k: v for k, v in os.environ.items() if k not in names}

    def folders(**more):
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=bare | more, text=True, stdout=-1, check=True).stdout.split("\n")[
            :2
        ]

    assert [Path(path).name for path in folders()] == ["nearmiss", "rnn_course"]
    both = {
        "NEARMISS_PROGRESS_DIR": str(tmp_path / "own"),
        "RNN_COURSE_PROGRESS_DIR": str(tmp_path / "course"),
    }
    assert folders(**both) == list(both.values())


def test_the_engine_does_not_know_the_course():
    sources = Path(progress.__file__).parent.glob("progress*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert "rnn_course" not in code.replace("from rnn_course.nearmiss", "") and "RNN_COURSE" not in code


def test_a_solution_read_counts_as_seen_until_an_answer_passes():
    assert "counts as seen" in str(one_step.solution())
    assert progress.status("02.one_step") == "seen"
    one_step.check(_step)
    assert progress.status("02.one_step") == "solved"
    entry = progress.summary()["02.one_step"]
    assert (entry["solved"], entry["seen"], entry["tries"]) == (True, True, 1)


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


def test_a_lock_that_is_never_released_does_not_hang(monkeypatch, progress_folder):
    monkeypatch.setattr(progress_file, "LOCK_SECONDS", 0.2)
    progress_folder.mkdir(parents=True)
    with FileLock(progress_folder / "progress.lock", is_singleton=False):
        assert progress.record("02.a", "right") == progress.BUSY
    assert progress.record("02.b", "right") == "" and set(progress.summary()) == {"02.a", "02.b"}


def test_reset_forgets_everything(progress_folder):
    progress.record("02.a", "right")
    assert "reset" in progress.reset() and progress.summary() == {}
    assert not list(progress_folder.glob("*.json"))


def test_grading_leaves_no_trace(monkeypatch, progress_folder):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    one_step.check(_step)
    assert not progress_folder.exists()


def test_the_map_shows_solved_seen_and_open():
    module = types.ModuleType("lesson_02", "Memory <b>.\n\nMore.")
    module.one_step, module.unroll, module.again = one_step, unroll, one_step
    assert str(map_of([module])) == "02  Memory <b>  ○ ○\n0 of 2 solved (● solved, ◐ seen, ○ open)"
    one_step.check(_step)
    unroll.solution()
    drawn = map_of([module])
    assert str(drawn).startswith("02  Memory <b>  ● ◐\n1 of 2") and drawn.counts() == (1, 2)
    page = drawn._repr_html_()
    assert "Memory &lt;b&gt;" in page and 'aria-label="seen"' in page


def test_the_map_shows_what_the_course_tells_and_the_recall():
    module = types.ModuleType("lesson_02", "Memory.")
    module.one_step = one_step
    module.recall = Recall(id="02.recall", questions=[Question("How many?", 3, "So.")])
    about = {"02": About("What <stays>?", "02_memory.ipynb", 70, [("One state", 40), ("Long", 30)])}
    assert str(map_of([module], about)).splitlines()[:3] == [
        "02  What <stays>?   70  ○ ○",
        "        One state   40",
        "        Long        30",
    ]
    module.recall.check(3)
    drawn = map_of([module], about)
    assert drawn.counts() == (1, 2) and drawn.rows[0].items[0] == ("Recall", "solved")
    page = drawn._repr_html_()
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in page.split("</tr>")[1:4]]
    assert [row[-2:] if len(row) == 2 else row[1:3] for row in rows] == [
        ['<a href="02_memory.ipynb">What &lt;stays&gt;?</a>', "70"],
        ["1. One state", "40"],
        ["2. Long", "30"],
    ]
    assert "2.1 One step" in page and page.count('rowspan="3"') == 2


def test_the_whole_course_has_a_map():
    drawn = lesson_map()
    assert drawn.counts()[0] == 0 and drawn.counts()[1] >= 15
    assert [row.number for row in drawn.rows] == sorted(row.number for row in drawn.rows)
    assert lesson_modules() and drawn._repr_html_()
