"""Lessons 1 and 2 need numpy only: what their cells import does not bring torch along."""

import ast
import subprocess
import sys

import pytest
import run_notebooks
from lessons import PATHS, code_cells

NUMPY_LESSONS = [path for path in PATHS if path.name.startswith(("01", "02"))]


@pytest.mark.parametrize("path", NUMPY_LESSONS, ids=[path.stem for path in NUMPY_LESSONS])
def test_torch_is_not_loaded(path):
    nodes = [
        node for cell in code_cells(run_notebooks.read(path)) for node in ast.walk(ast.parse(cell.source))
    ]
    imports = [ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    code = "\n".join([*imports, "import sys", "print('torch' in sys.modules)"])
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert len(imports) > 3 and done.stdout.strip() == "False"
