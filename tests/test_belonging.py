"""Lessons of another version than the course say so, once, where they first import it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import rnn_course
from rnn_course import belonging
from rnn_course.environment import check_environment

ROOT = Path(__file__).resolve().parents[1]
IMPORTS = "import warnings\nfrom rnn_course.exercises import lesson_02 as ex\nfrom rnn_course.exercises import lesson_00"


@pytest.mark.parametrize(
    "version, says",
    [
        ("0.2.0", "the older version 0.1.0 is installed"),
        ("0.10.0", "the older version 0.1.0 is installed"),
        ("0.1.0+class.3", "the older version 0.1.0 is installed"),
        ("0.0.9", "the newer version 0.1.0 is installed"),
        ("0.1.0", ""),
        ("", ""),
        ("<script>", ""),
        ("0" * 100, ""),
    ],
)
def test_what_is_said_of_a_version(tmp_path, version, says):
    (tmp_path / belonging.FILE).write_text(version + "\n")
    told = belonging.apart(tmp_path, installed="0.1.0")
    assert says in told if says else told == ""


def test_what_cannot_be_read_says_nothing(tmp_path):
    (tmp_path / belonging.FILE).write_bytes(b"\xff\xfe0.2")
    assert belonging.apart(tmp_path) == ""
    assert belonging.apart(tmp_path / "missing") == ""


def test_the_lessons_of_this_checkout_belong_to_it():
    assert belonging.made_with(ROOT / "notebooks") == rnn_course.__version__


def test_a_notebook_of_another_version_says_so_once(tmp_path):
    (tmp_path / belonging.FILE).write_text("99.0.0\n")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)])
    client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=os.environ | {"PYTHONPATH": str(ROOT)})
    [output] = notebook.cells[0].outputs
    assert "made with version 99.0.0" in output["data"]["text/plain"]
    assert "rnn-course-card" in output["data"]["text/html"]


def test_a_program_hears_nothing(tmp_path):
    (tmp_path / belonging.FILE).write_text("99.0.0\n")
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_environment_check_tells_of_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not any("belong" in sentence for _, sentence in check_environment())
    (tmp_path / belonging.FILE).write_text("99.0.0\n")
    assert not check_environment().good
    shutil.copy(ROOT / "notebooks" / belonging.FILE, tmp_path)
    assert (True, "The lessons here and the installed course belong together") in check_environment()
