"""Strict nbval of every notebook, lessons and side trips, in random order and under settings drawn by lot.

A run is one notebook under one setting: threads, hash seed, time zone, locale, home, and the code that
OpenBLAS, ATen, oneDNN and MKL choose for a processor. The kernel itself is asked whether the setting is in
effect; pictures are compared too. Run N of seed S is always the same, so that one that failed can be tried
again: --seed S --first N --runs 1.
"""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

import run_notebooks

from soak.notebook_run import Run, run
from soak.places import values_here
from soak.settings import chosen, draw


def table(runs):
    """The runs counted by each setting and by notebook, as lines of a Markdown table."""
    lines = ["| setting | values × runs | said by the kernel itself | failures |", "|-|-|-|-|"]
    for name in runs[0].setting if runs else ():
        said = sum(name in one.said for one in runs)
        lines.append(
            f"| {name} | {_counted(runs, name)} | in {said} of {len(runs)} | {_failed(runs, name)} |"
        )
    total = f"**{len(runs)} runs**" if runs else "no run"
    failures = sum(bool(one.failure) for one in runs)
    return [*lines, f"| notebook | {_counted(runs, 'notebook')}: {total} | | **{failures}** |"]


def _value(run, name):
    return run.notebook if name == "notebook" else run.setting[name]


def _counted(runs, name):
    """Each value that was met, and how often."""
    found = Counter(_value(one, name) for one in runs)
    return ", ".join(f"{value} × {found[value]}" for value in sorted(found, key=str))


def _failed(runs, name):
    """How often a run failed, by value."""
    failed = [one for one in runs if one.failure]
    return f"{len(failed)}: {_counted(failed, name)}" if failed else "0"


def read_log(path):
    """The runs that a log holds."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Run(**json.loads(line)) for line in lines]


def try_all(options, places, report=print):
    """Do the runs that ``options`` asks for, and report each; returns the runs."""
    values, left_out, seen = values_here(places, places)
    report("\n".join(["In effect here:", *seen, *(["Left out:", *left_out] if left_out else [])]))
    runs = []
    for number in range(options.first, options.first + options.runs):
        notebook = chosen(options.seed, number, options.notebooks)
        runs.append(run(number, notebook, draw(options.seed, number, values), places))
        report("\n".join(filter(None, [runs[-1].line(), runs[-1].failure])))
        if options.log:
            with options.log.open("a", encoding="utf-8") as log:
                log.write(runs[-1].as_json() + "\n")
    return runs


def main(arguments):
    """Return 0 if every run passed."""
    parser = argparse.ArgumentParser(prog="run_soak.py notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first run")
    parser.add_argument(
        "--log", type=Path, help="a file to which the runs are added, and whose runs are counted"
    )
    options = parser.parse_args(arguments)
    options.notebooks = [path.resolve() for path in options.notebooks] or run_notebooks.all_notebooks()
    with tempfile.TemporaryDirectory(prefix="soak-") as places:
        runs = try_all(options, Path(places), lambda text: print(text, flush=True))
    runs = read_log(options.log) if options.log else runs
    failures = sum(bool(one.failure) for one in runs)
    print("\n".join(["", *table(runs), "", f"{failures} failures in {len(runs)} runs (seed {options.seed})"]))
    return int(failures > 0)
