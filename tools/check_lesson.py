"""Check one lesson in some seconds: its exercises, its cells, its rhythm and its links.

    python tools/check_lesson.py 02

The tests are those of `make test`, chosen by the lesson's number. The pictures are compared only there.
"""

import sys
from pathlib import Path

import run_tests

# nbval runs the cells and compares what they print; this file would run them once more.
LEFT_OUT = ["--ignore=tests/notebooks/test_stored_outputs.py"]


def lesson(number, root):
    """The notebook of the lesson with this number ("2" or "02"). Raises ValueError if there is not one."""
    found = sorted(Path(root, "notebooks").glob(f"{number.zfill(2)}_*.ipynb")) if number.isdigit() else []
    if len(found) != 1:
        names = ", ".join(path.name for path in sorted(Path(root, "notebooks").glob("*.ipynb")))
        raise ValueError(f"expected the number of a lesson, as in N=02 (there are {names}); got {number!r}")
    return found[0]


def arguments(notebook, root):
    """What pytest is to run for a notebook."""
    number = notebook.stem[:2]
    exercises = sorted(Path(root, "tests", "exercises").glob(f"*lesson_{number}*"))
    paths = ["tests/notebooks", notebook, *exercises]
    chosen = ["-k", f"{notebook.stem} or lesson_{number}"]
    return [*(str(Path(root, path).relative_to(root)) for path in paths), *chosen, *LEFT_OUT, "-q"]


def main(words):
    """Return pytest's exit code, or 2 after one sentence where the lesson is not known."""
    try:
        notebook = lesson(words[0] if words else "", run_tests.ROOT)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return run_tests.main(arguments(notebook, run_tests.ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
