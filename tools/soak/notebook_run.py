"""One run: one notebook, checked by strict nbval and by its pictures, under one setting."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from soak.places import differences, expected
from soak.settings import variables

ROOT = Path(__file__).resolve().parents[2]
NBVAL = [
    "--nbval",
    "--nbval-current-env",
    "--nbval-cell-timeout",
    "600",
]  # two threads on a busy machine are slow
NBVAL += ["--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg")]
STARTUP = "__import__('soak.inside', fromlist=['watch']).watch()\n"  # leaves no name behind in the kernel


@dataclass
class Run:
    """What came of one run.

    ``said``: the settings of which the kernel itself said that they were in effect.
    """

    number: int
    notebook: str
    setting: dict
    seconds: float
    cells: int
    said: list
    failure: str

    def line(self):
        """The run in one line; in brackets what the kernel could not tell, as it never loaded the library."""
        shown = [
            f"{name} {value}" if name in self.said else f"({name} {value})"
            for name, value in self.setting.items()
        ]
        verdict = "FAILED" if self.failure else "passed"
        return f"{self.number:4d} {verdict} {self.seconds:5.0f} s  {self.notebook:<24} {' · '.join(shown)}"

    def as_json(self):
        """One line of the log."""
        return json.dumps(asdict(self), ensure_ascii=False)


def run(number, notebook, setting, places):
    """Run ``notebook`` (a path) under ``setting``; returns a ``Run``."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        start = time.monotonic()
        code, text = _pytest(notebook, setting, places, folder)
        seconds = time.monotonic() - start
        said = _said(folder)
        failures = differences(expected(setting, folder), said)
    if code:
        failures.append(text[-6000:])
    elif not said:
        failures.append("the kernel said nothing about its settings")
    return Run(
        number, notebook.stem, setting, round(seconds, 1), _passed(text), sorted(said), "\n".join(failures)
    )


def _pytest(notebook, setting, places, folder):
    """(exit code, output) of nbval on a notebook."""
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00_watch.py").write_text(STARTUP, encoding="utf-8")
    mine = {
        "SOAK_REPORT": str(folder / "said.json"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tools")]),
    }
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider"]
    command += "-p no:hypothesispytest -p no:faker".split()  # which take a second to start, for nothing here
    command += ["-p", "soak.pictures", *NBVAL, str(notebook)]
    environment = variables(setting, places, folder) | mine
    done = subprocess.run(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _said(folder):
    report = folder / "said.json"
    return json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}


def _passed(text):
    """How many cells passed, from the last line of pytest."""
    words = text.split()
    return int(words[words.index("passed") - 1]) if "passed" in words else 0
