"""See what the engine makes of an exercise: `python -m rnn_course.nearmiss 02.one_step [--watch]`.

Prints a table of its right answers and mistakes: by what each is named, in how long, and by what it would be
named without its entry (the audit). `[tool.nearmiss] find` in pyproject.toml says how an id becomes an
exercise: "package.module:function".
"""

import argparse
import importlib
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from rnn_course.nearmiss.testing import audit

EVERY = 0.5  # seconds between two looks at the files


def finder():
    """The function that gives the exercise of an id, as the pyproject.toml of the current folder names it."""
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["nearmiss"]
    module, _, name = settings["find"].partition(":")
    return getattr(importlib.import_module(module), name)


def show(exercise, write=print):
    """Print the audit of one exercise; True if all is as it should be."""
    rows = audit(exercise)
    wide = max(len(row.name) for row in rows)
    write(f"{exercise.id} – {exercise.title}: {len(rows)} answers")
    for row in rows:
        without = f"  without its entry: {row.without}" if row.without else ""
        write(
            f"{'✓' if row.good else '✗'} {row.kind:<8} {row.name:<{wide}} {row.seconds:5.2f} s  "
            f"{row.found}{without}"
        )
    write(
        f"named without their entry too: {sum(row.spare for row in rows)}; "
        "keep those whose own sentence says more"
    )
    return all(row.good for row in rows)


def _times(folder):
    return {path: path.stat().st_mtime_ns for path in Path(folder).rglob("*.py")}


def watch(command, folder):
    """Run a command now, and again whenever a file of the folder has changed, until Ctrl-C."""
    seen = None
    while True:
        now = _times(folder)
        if now != seen:
            seen = now
            subprocess.run(command)
        time.sleep(EVERY)


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="python -m rnn_course.nearmiss", description=str(__doc__).splitlines()[0]
    )
    parser.add_argument("id", help="of an exercise, such as 02.one_step")
    parser.add_argument("--watch", action="store_true", help="run again whenever a file has changed")
    options = parser.parse_args(arguments)
    if options.watch:
        return watch([sys.executable, "-m", "rnn_course.nearmiss", options.id], Path(__file__).parents[1])
    return 0 if show(finder()(options.id)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
