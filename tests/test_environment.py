"""The check of lesson 0 says in plain words what is missing, and what to do."""

import subprocess
import sys
from importlib import metadata

import pytest

from rnn_course import environment


def test_this_environment_is_ready():
    report = environment.check_environment()
    assert report.good
    assert "torch" in repr(report) and repr(report).endswith("Everything is ready.")


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("not-there>=1", "not-there is not installed: run `make lab` again"),
        ("numpy>=99,<100", "but the course needs >=99, <100: run `make lab` again"),
    ],
)
def test_a_missing_or_old_package_is_named(monkeypatch, requirement, expected):
    monkeypatch.setattr(metadata, "requires", lambda name: [requirement, "pytest>=8; extra == 'test'"])
    report = environment.check_environment()
    assert not report.good
    assert expected in repr(report) and "✗" in repr(report) and "pytest" not in repr(report)


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 1))
    assert "needs 3.11 or newer, this is 3.9" in repr(environment.check_environment())


def test_a_new_kernel_that_has_loaded_nothing_else_is_ready():
    code = "from rnn_course import environment; assert environment.check_environment().good"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_it_tries_whether_the_exercises_tell_wrong_from_right(monkeypatch):
    assert "tell a wrong answer from a right one" in repr(environment.check_environment())
    from rnn_course.nearmiss.trial import probes

    monkeypatch.delenv("NEARMISS_DEBUG", raising=False)
    monkeypatch.setattr(probes, "same", lambda *_: True)
    report = environment.check_environment()
    assert not report.good and "cannot tell right from wrong" in repr(report)
