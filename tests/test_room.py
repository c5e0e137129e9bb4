"""`python -m rnn_course.room`: the day before, in one command."""

import subprocess
import sys

import pytest

from rnn_course import room


def test_this_machine_is_ready_for_one(tmp_path):
    command = [sys.executable, "-m", "rnn_course.room"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "A kernel starts and imports a lesson" in done.stdout and "✗" not in done.stdout


@pytest.mark.parametrize(
    "learners, available, good", [(1, 700, True), (1, 500, False), (40, 32_000, True), (40, 8_000, False)]
)
def test_memory_is_counted_for_all(learners, available, good):
    found, sentence = room.memory(learners, available)
    assert found is good and str(available) in sentence


def test_a_progress_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(tmp_path / "file"))
    good, sentence = room.progress_file()
    assert not good and "RNN_COURSE_PROGRESS_DIR" in sentence


def test_a_kernel_that_does_not_start_is_told(monkeypatch):
    def fails(**options):
        raise RuntimeError("no kernel here")

    monkeypatch.setattr("jupyter_client.manager.start_new_kernel", fails)
    assert room.kernel() == (
        False,
        room._line(False, "kernel", error="RuntimeError: no kernel here")[1],
    )


def test_memory_is_read_where_the_system_tells():
    available = room.available_memory()
    assert available is None or available > 100
    assert room.memory(1, available=0) is not None
