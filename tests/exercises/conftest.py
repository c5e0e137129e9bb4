"""Progress of test runs goes to a temporary folder, never to the author's own."""

import pytest


@pytest.fixture(autouse=True)
def progress_folder(tmp_path, monkeypatch):
    from rnn_course.exercises import progress

    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", str(tmp_path / "progress"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(progress, "_memory", {})
    monkeypatch.setattr(progress, "_told", [])
    return tmp_path / "progress"
