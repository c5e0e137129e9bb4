"""Run all tests at once: package and tools, the examples in docstrings, the notebooks, and the browser.

    python tools/run_tests.py [unit | browser | notebooks] [any option or path of pytest]

One pytest does it all, so that every core is busy to the end: as many processes as there are cores, the
tests of one file, or the cells of one notebook, in one of them. It prints the ten slowest tests, and how
much of `rnn_course/core` and `rnn_course/nearmiss` was run. The exit code is 0 only if all pass; a run that
selects no test at all has failed.

Paths replace the whole: `tests/core`, or `notebooks/02_memory.ipynb`, whose cells nbval then runs. The whole
leaves nbval out, because tests/notebooks compares the same cells, and more strictly (pictures too); the kind
"notebooks" has both. Without the processes, for a debugger: `-n 0`.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "unit": ["tests", "rnn_course", "--ignore=tests/notebooks", "-m", "not browser"],
    "browser": ["tests/widgets", "tests/pages", "-m", "browser"],
    "notebooks": ["tests/notebooks", "notebooks"],
}
WHOLE = ["tests", "rnn_course"]
NBVAL = "--nbval --nbval-current-env --nbval-cell-timeout 120 --nbval-sanitize-with tests/nbval_sanitize.cfg"
# In the order in which they are collected: the longest files first (see tests/conftest.py).
SIDE_BY_SIDE = ["-n", "logical", "--maxprocesses", "8", "--dist", "loadfile", "--no-loadscope-reorder"]
# What each process would load for a second or more, and no test uses.
LEFT_OUT = ROOT / "tools" / "left_out"
MEASURED = ["rnn_course/core", "rnn_course/nearmiss"]


def coverage_options(what, given):
    """Measure how much of the maths and of the engine is run.

    It is measured where pytest-cov is installed and nothing is left out.
    """
    selected = {"-k", "-m"} & set(given)
    if sys.version_info < (3, 12):
        # There coverage traces with a lock, and a stop of the exercises' guard inside it would hang the run.
        return []
    if what not in (WHOLE, KINDS["unit"]) or selected or importlib.util.find_spec("pytest_cov") is None:
        return []
    return [*(f"--cov={folder}" for folder in MEASURED), "--cov-report=term:skip-covered"]


def environment(progress):
    """The caller's variables, with the learner's own progress and drawing backend kept out.

    Each process computes with one thread: there are as many processes as cores. Where Python can count lines
    without a trace function, coverage leaves that to the guard of the exercises.
    """
    path = os.pathsep.join(filter(None, [str(LEFT_OUT), os.environ.get("PYTHONPATH")]))
    mine = {"RNN_COURSE_PROGRESS_DIR": progress, "OMP_NUM_THREADS": "1", "PYTHONPATH": path}
    if sys.version_info >= (3, 12):
        mine["COVERAGE_CORE"] = "sysmon"
    return {name: value for name, value in os.environ.items() if name != "MPLBACKEND"} | mine


def is_path(word, before):
    """True for a file, a folder or one test of them; the word after -k or -m is none."""
    return not word.startswith("-") and before not in ("-k", "-m") and (ROOT / word.split("::")[0]).exists()


def arguments(given):
    """All arguments of pytest; ``given`` are the caller's, which come last and therefore win.

    One word of KINDS first in ``given`` chooses that kind of tests, and any
    path takes the place of the whole.
    """
    what = WHOLE
    if given and given[0] in KINDS:
        what, given = KINDS[given[0]], given[1:]
    elif any(is_path(word, before) for before, word in zip(["", *given], given, strict=False)):
        what = []
    fixed = [
        "--doctest-modules",
        *NBVAL.split(),
        *SIDE_BY_SIDE,
        "--durations=10",
        *coverage_options(what, given),
    ]
    return [*fixed, *what, *given]


def main(given):
    """Run pytest once, in a process of its own; return its exit code: 5 where no test is selected."""
    with tempfile.TemporaryDirectory() as progress:
        command = [sys.executable, "-m", "pytest", *arguments(given)]
        code = subprocess.run(command, cwd=ROOT, env=environment(progress)).returncode
    if code == 5:
        print("No test was selected: a run without a test counts as failed.")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
