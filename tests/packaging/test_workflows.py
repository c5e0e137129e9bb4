"""What GitHub and pre-commit are told: the same checks as `make test` and `make lint`, and valid forms."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import run_tests
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in ROOT.glob(".github/workflows/*.yml")
}
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def commands(workflow, job):
    return [step["run"] for step in WORKFLOWS[workflow]["jobs"][job]["steps"] if "run" in step]


def test_kinds_of_tests_are_jobs_side_by_side():
    assert {"push", "pull_request", "schedule"} <= set(
        WORKFLOWS["tests"][True]
    )  # YAML reads the key "on" as true
    assert WORKFLOWS["tests"]["jobs"]["linux"]["strategy"]["matrix"]["kind"] == list(run_tests.KINDS)
    assert commands("tests", "linux")[-1].endswith("tools/run_tests.py ${{ matrix.kind }}")


def test_the_one_command_and_the_lint_run_too():
    assert commands("tests", "one-command") == [".ci/run"]
    assert commands("tests", "lint")[-1] == "make lint"


def test_other_systems_run_set_up_classroom_and_lessons():
    job = WORKFLOWS["tests"]["jobs"]["macos-and-windows"]
    assert job["strategy"]["matrix"]["os"] == ["macos-latest", "windows-latest"]
    said = "\n".join(commands("tests", "macos-and-windows"))
    for part in ("bootstrap.py lab", "-m rnn_course.room", "--nbval-lax"):
        assert part in said
    assert not [path for path in re.findall(r"tests/[\w/.]+", said) if not (ROOT / path).exists()]


def test_every_tool_that_a_workflow_calls_exists():
    called = [word for name in WORKFLOWS for job in WORKFLOWS[name]["jobs"] for line in commands(name, job)
              for word in re.findall(r"tools/\w+\.py", line)]  # fmt: skip
    assert {"tools/run_tests.py", "tools/release_notes.py"} <= set(called)
    assert not [word for word in called if not (ROOT / word).exists()]


def test_a_release_is_made_for_a_tag_from_the_changelog():
    assert WORKFLOWS["release"][True] == {"push": {"tags": ["v*"]}}
    steps = "\n".join(commands("release", "release"))
    assert 'release_notes.py "$GITHUB_REF_NAME" > notes.md' in steps and "--notes-file notes.md" in steps
    assert steps.index("rnn_course-${GITHUB_REF_NAME#v}") < steps.index("gh release create")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_issue_forms_have_what_github_asks_for(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(form)
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids))
    assert {field["type"] for field in form["body"]} <= {"input", "textarea"}
    assert all(field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_there_are_two_issue_forms():
    names = [yaml.safe_load(path.read_text("utf-8"))["name"] for path in FORMS]
    assert sorted(names) == ["I stumbled here", "My wrong answer was not recognised"]


def test_dependabot_leaves_alone_what_shapes_the_outputs():
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["github-actions", "pip"]
    allowed = {rule["dependency-name"] for rule in updates[1]["allow"]}
    assert not allowed & {"*", "torch", "numpy", "matplotlib", "jupyterlab", "ipykernel"}


def test_hooks_are_those_of_make_lint_and_need_no_network():
    assert [repo["repo"] for repo in HOOKS] == ["local"]
    hooks = {hook["id"]: hook for hook in HOOKS[0]["hooks"]}
    assert list(hooks) == ["ruff", "ruff-format", "pyright", "notebooks"]
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    for command in ("ruff check", "ruff format --check", "basedpyright"):
        assert f"$(VENV_PY) -m {command}" in MAKEFILE
        assert any(f".venv/bin/python -m {command}" in hook["entry"] for hook in hooks.values())


def test_pre_commit_accepts_its_file():
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
