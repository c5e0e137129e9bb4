"""tools/bootstrap.py: installs once, again when something changed, and says in one sentence what is wrong."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from pip_install import NO_NETWORK, SetupError

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tools" / "bootstrap.py"
OLD_SYNTAX_LACKS = (
    ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.Starred, ast.AsyncFunctionDef, ast.Match,
    ast.YieldFrom, ast.MatMult,
)  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A folder with the two files that decide what is installed, and an environment that looks complete."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    python = Path(bootstrap.venv_python(str(tmp_path / ".venv")))
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = {}.{}.0\n".format(*sys.version_info[:2]))
    return tmp_path


def set_up(project, kind, install=None):
    """Run bootstrap.set_up in the folder; return the kinds that it installed."""
    installed = []
    bootstrap.set_up(
        kind, str(project), str(project / ".venv"), install or (lambda kind, *rest: installed.append(kind))
    )
    return installed


def test_second_run_installs_nothing(project):
    assert set_up(project, "lab") == ["lab"]
    assert set_up(project, "lab") == []


def test_test_tools_come_on_top_and_include_the_lab(project):
    assert set_up(project, "lab") == ["lab"]
    assert set_up(project, "test") == ["test"]
    assert set_up(project, "lab") == set_up(project, "test") == []


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed(project, name):
    set_up(project, "test")
    with open(project / name, "a") as file:
        file.write("# one more line\n")
    assert set_up(project, "test") == ["test"]
    assert set_up(project, "test") == []


def test_another_python_version_is_installed_afresh(project, monkeypatch):
    set_up(project, "lab")
    (project / ".venv" / "pyvenv.cfg").write_text("version = 3.10.1\n")
    made = []
    monkeypatch.setattr(bootstrap, "make_venv", made.append)
    assert set_up(project, "lab") == ["lab"]
    assert made == [str(project / ".venv")]


def test_a_moved_folder_is_installed_again(project, tmp_path_factory):
    set_up(project, "lab")
    moved = shutil.copytree(project, tmp_path_factory.mktemp("moved") / "project")
    assert set_up(moved, "lab") == ["lab"]


@pytest.mark.parametrize("error", [SetupError("no network"), KeyboardInterrupt()])
def test_a_partial_installation_is_not_taken_for_complete(project, error):
    set_up(project, "test")
    with open(project / "constraints.txt", "a") as file:
        file.write("# changed\n")

    def stops(*arguments):
        raise error

    with pytest.raises(type(error)):
        set_up(project, "lab", stops)
    assert not list((project / ".venv").glob("*.stamp"))
    assert set_up(project, "lab") == ["lab"]


def test_a_variable_names_another_folder_for_the_environment(tmp_path):
    code = "import sys; sys.path.insert(0, 'tools'); import bootstrap; print(bootstrap.VENV)"

    def chosen(**variables):
        environment = {**os.environ, "RNN_COURSE_VENV": "", **variables}
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True
        ).stdout.strip()

    assert chosen() == str(ROOT / ".venv")
    assert chosen(RNN_COURSE_VENV=str(tmp_path / "shared")) == str(tmp_path / "shared")
    assert chosen(RNN_COURSE_VENV="~/rnn", HOME=str(tmp_path)) == str(tmp_path / "rnn") or os.name == "nt"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_uses_the_environment_of_that_folder(tmp_path):
    command = ["make", "--dry-run", "lab", f"RNN_COURSE_VENV={tmp_path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{tmp_path}/bin/python tools/start_lab.py" in done.stdout


def test_an_environment_of_somebody_else_is_used_and_not_changed(project, monkeypatch):
    set_up(project, "lab")
    monkeypatch.setattr(bootstrap.os, "access", lambda path, mode: False)  # root may write everywhere
    assert set_up(project, "lab") == []
    with pytest.raises(SetupError, match="you may not write there.*RNN_COURSE_VENV="):
        set_up(project, "test")
    with pytest.raises(SetupError, match="is not installed in"):
        bootstrap.check_writable(str(project / "not" / "there"))


def test_main_prints_one_sentence(monkeypatch, capsys):
    def fails(kind):
        raise SetupError(NO_NETWORK)

    monkeypatch.setattr(bootstrap, "set_up", fails)
    assert bootstrap.main(["lab"]) == 1
    assert capsys.readouterr().err == NO_NETWORK + "\n"


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_missing_module_says_how_to_get_it(missing):
    with pytest.raises(SetupError, match=rf"has no module '{missing}'.*sudo apt install python3\.\d+-venv"):
        bootstrap.check_modules(lambda name: None if name == missing else "found")


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 1), (3, 15, 0)])
def test_unsuitable_python_is_told_in_one_sentence(version):
    pretend = f"import runpy, sys; sys.version_info = {version}; runpy.run_path(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", pretend, SCRIPT], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    needs, found = "rnn_course needs Python 3.11 to 3.14", "this is Python {}.{} (".format(*version)
    assert done.stderr.startswith(f"{needs}, but {found}")


def test_an_old_python_can_read_the_file():
    source = SCRIPT.read_text("ascii")
    nodes = list(ast.walk(ast.parse(source)))
    assert not [node.lineno for node in nodes if isinstance(node, OLD_SYNTAX_LACKS)]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert not [f.name for f in functions if f.returns or f.args.kwonlyargs or f.args.posonlyargs]
    assert not [argument.arg for f in functions for argument in f.args.args if argument.annotation]


def test_python_versions_are_the_same_everywhere():
    makefile = (ROOT / "Makefile").read_text()
    assert f"{bootstrap.OLDEST} <= sys.version_info[:2] <= {bootstrap.NEWEST}" in makefile
    project = (ROOT / "pyproject.toml").read_text()
    oldest, newest = bootstrap.OLDEST[1], bootstrap.NEWEST[1]
    assert f'requires-python = ">=3.{oldest},<3.{newest + 1}"' in project
    classifiers = [line for line in project.splitlines() if "Python :: 3." in line]
    assert len(classifiers) == newest - oldest + 1
    assert f"Python 3.{oldest} to 3.{newest}" in (ROOT / "README.md").read_text("utf-8")
