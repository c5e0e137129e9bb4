"""tools/check_lesson.py and tools/check_notebooks.py: they choose one lesson's tests, and all kinds of them."""

import subprocess
import sys

import check_lesson
import check_notebooks
import pytest

ROOT = check_notebooks.ROOT
LESSON = "02_memory"


def collected(arguments):
    """The ids of the tests that pytest would run."""
    options = [
        "--collect-only",
        "-q",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_a_lesson_has_its_cells_exercises_rhythm_and_links():
    notebook = check_lesson.lesson("2", ROOT)
    assert notebook.stem == LESSON
    chosen = collected(check_lesson.arguments(notebook, ROOT)[:-1])
    assert all(LESSON in name or "lesson_02" in name for name in chosen)
    for part in (
        f"notebooks/{LESSON}.ipynb::Cell 0",
        "tests/exercises/",
        f"test_hygiene.py::test_rhythm[{LESSON}]",
        f"test_links.py::test_internal_links_resolve[{LESSON}.ipynb]",
        "test_answers.py::",
    ):
        assert [name for name in chosen if part in name], part
    assert not [name for name in chosen if "test_stored_outputs" in name]


@pytest.mark.parametrize("words", [[], ["2x"], ["*"], ["99"]])
def test_an_unknown_lesson_is_told_in_one_sentence(words, capsys):
    assert check_lesson.main(words) == 2
    said = capsys.readouterr().err
    assert (
        said.count("\n") == 1
        and said.startswith("expected the number of a lesson")
        and f"{LESSON}.ipynb" in said
    )


def test_notebooks_are_checked_without_being_run(monkeypatch):
    called = []

    class Done:
        returncode = 3

    def run(command, **options):
        called.append(command)
        return Done

    with monkeypatch.context() as pretended:
        pretended.setattr(check_notebooks.subprocess, "run", run)
        assert check_notebooks.main([f"notebooks/{LESSON}.ipynb"]) == 3
    chosen = collected(called[0][called[0].index("no:cacheprovider") + 1 :])
    names = {name.split("::")[1] for name in chosen}
    assert f"test_rhythm[{LESSON}]" in names and "test_stored_text_is_in_normal_form" in names
    assert not [name for name in chosen if ".ipynb::" in name or "running_again" in name]
