"""tools/run_tests.py: both runs, always; no test at all is a failure."""

import os

import pytest
import run_tests


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one passing test for each of two runs."""
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "RUNS", {"first": ["one"], "second": ["two"]})
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"test_{name}.py").write_text("def test_passes():\n    pass\n")
    return tmp_path


def test_both_pass(folder, capfd):
    assert run_tests.main([]) == 0
    said = capfd.readouterr().out
    assert said.count("1 passed") == 2
    assert said.endswith("first: passed\nsecond: passed\n")


@pytest.mark.parametrize("broken", ["one", "two"])
def test_one_failure_fails_but_both_run(folder, capfd, broken):
    (folder / broken / f"test_{broken}.py").write_text("def test_fails():\n    assert False\n")
    assert run_tests.main(["-q"]) == 1
    said = capfd.readouterr().out
    assert "1 passed" in said and "1 failed" in said and "failed (pytest exit code 1)" in said


def test_no_test_is_a_failure(folder, capfd):
    (folder / "two" / "test_two.py").unlink()
    assert run_tests.main([]) == 1
    assert "second: failed (pytest exit code 5)" in capfd.readouterr().out


def test_learners_progress_and_backend_are_kept_out(folder, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", "/home/learner")
    monkeypatch.setenv("MPLBACKEND", "nonsense")
    (folder / "one" / "test_one.py").write_text(
        "import os\n\ndef test_environment():\n"
        "    assert os.listdir(os.environ['RNN_COURSE_PROGRESS_DIR']) == []\n"
        "    assert 'MPLBACKEND' not in os.environ\n"
    )
    assert run_tests.main([]) == 0
    assert os.environ["MPLBACKEND"] == "nonsense"


def test_notebooks_are_compared_strictly():
    notebooks = run_tests.RUNS["notebooks"]
    assert "--nbval" in notebooks and "--nbval-current-env" in notebooks
    assert notebooks[notebooks.index("--nbval-cell-timeout") + 1] == "120"
    assert notebooks[-1] == "notebooks"
