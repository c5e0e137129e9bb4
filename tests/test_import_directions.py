"""Who may import whom: the arrows between the rooms of the package, read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "rnn_course"
SCIENCE = {"numpy"}
ALLOWED = {
    "core": SCIENCE,
    "data": SCIENCE | {"statsmodels", "faker"},
    "torch_bridge": SCIENCE | {"core", "torch"},
    "belonging": {"nearmiss", "IPython", "__version__"},
    "environment": {"packaging", "nearmiss", "belonging"},
    "training": SCIENCE | {"core", "torch", "torch_bridge"},
    "draw": SCIENCE
    | {"core", "matplotlib"},  # IPython is used where a notebook has loaded it, never imported
    "nearmiss": SCIENCE | {"platformdirs", "filelock", "IPython"},
    "exercises": SCIENCE | {"nearmiss", "core", "torch", "belonging"},
    "classroom": SCIENCE
    | {"nearmiss", "exercises", "cloudpickle", "nbformat", "nbgrader", "torch", "traitlets"},
    "assignment": {"classroom"},
    "classbook": {"classroom"},
    "room": {"environment", "exercises", "classroom", "jupyter_client"},
    "widgets": SCIENCE | {"core", "data", "draw", "anywidget", "traitlets", "matplotlib"},
}


def room_of(path):
    """The room of a source file: "core", "draw", …"""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """Top-level names that a file imports; for our own package, the room."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {
                f"{node.module}.{alias.name}" if node.module == "rnn_course" else node.module
                for alias in node.names
            }
    tops = {name.split(".")[1] if name.startswith("rnn_course.") else name.split(".")[0] for name in names}
    return tops - set(sys.stdlib_module_names)


FILES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or path.name != "__init__.py"
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_keep_the_plan(path):
    room = room_of(path)
    assert room in ALLOWED, f"{path.name}: a new room needs a line here"
    assert imported(path) - ALLOWED[room] - {room} == set()


def modules_after(statement):
    """Names of the modules that a new Python holds after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout.split()
    )


def test_of_data_the_instruments_read_stored_runs_only():
    """Why they may: docs/decisions/widgets.md."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES if room_of(path) == "widgets"]
    taken = [n.module for t in trees for n in ast.walk(t) if isinstance(n, ast.ImportFrom)]
    assert {name for name in taken if "data" in name.split(".")} == {"rnn_course.data.stored_runs"}


@pytest.mark.parametrize("lesson", ["01", "02"])
def test_numpy_lessons_do_not_load_torch(lesson):
    statement = (
        f"import rnn_course.core, rnn_course.data, rnn_course.draw, rnn_course.exercises.lesson_{lesson}"
    )
    assert "torch" not in modules_after(statement)


def test_the_package_itself_loads_nothing_heavy():
    assert not {"torch", "numpy", "matplotlib"} & modules_after("import rnn_course")
