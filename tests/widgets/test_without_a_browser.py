"""Without Chromium the browser tests are skipped, and one line says what to do; where CI=true, they fail."""

import os
import subprocess
import sys

import pytest
from browser_lab import MISSING, ROOT


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_a_missing_browser_does(ci, code):
    environment = {**os.environ, "CHROMIUM": "/no/such/chromium", "CI": ci}
    options = ["-p", "no:cacheprovider", "tests/widgets/test_cell_javascript.py"]
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stdout
    assert MISSING in done.stdout
    told = f"4 browser tests not run: {MISSING}"
    assert done.stdout.splitlines().count(told) == (1 if code == 0 else 0)
