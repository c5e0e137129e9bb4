"""Run all tests: the package and the tools, the examples in docstrings, and every notebook, cell by cell.

    python tools/run_tests.py [any option of pytest, given to all runs]

The exit code is 0 only if all pass; a run that collects no test has failed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NBVAL = "--nbval --nbval-current-env --nbval-cell-timeout 120 --nbval-sanitize-with tests/nbval_sanitize.cfg"
RUNS = {
    "package and tools": ["tests"],
    "docstring examples": ["--doctest-modules", "rnn_course"],
    "notebooks": [*NBVAL.split(), "notebooks"],
}


def clean_environment(progress):
    """The caller's variables, with the learner's own progress and drawing backend kept out."""
    environment = {**os.environ, "RNN_COURSE_PROGRESS_DIR": progress}
    environment.pop("MPLBACKEND", None)
    return environment


def run(arguments, extra):
    """Run pytest once in a process of its own; return its exit code."""
    with tempfile.TemporaryDirectory() as progress:
        command = [sys.executable, "-m", "pytest", *arguments, *extra]
        return subprocess.run(command, cwd=ROOT, env=clean_environment(progress)).returncode


def main(extra):
    """Do every run, always; return 0 if all passed and 1 otherwise."""
    codes = {}
    for name, arguments in RUNS.items():
        print(f"== {name}: pytest {' '.join(arguments)}", flush=True)
        codes[name] = run(arguments, extra)
    for name, code in codes.items():
        print(f"{name}: {'passed' if code == 0 else f'failed (pytest exit code {code})'}")
    return int(any(codes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
