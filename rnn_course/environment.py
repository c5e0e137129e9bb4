"""Is everything here that the course needs? An answer in plain words."""

import re
import sys
from importlib import metadata

from rnn_course import belonging

OLDEST_PYTHON = (3, 11)


class Report(list):
    """Findings, one (good, sentence) each; shown one per line."""

    @property
    def good(self):
        """True if nothing is missing."""
        return all(good for good, _ in self)

    def __repr__(self):
        lines = [f"{'✓' if good else '✗'} {sentence}" for good, sentence in self]
        last = (
            "Everything is ready."
            if self.good
            else "Something is missing: the lines marked ✗ say what to do."
        )
        return "\n".join([*lines, last])


def check_environment():
    """Check Python and every package that the course names; return a ``Report``.

    Nothing is changed or downloaded.
    """
    troubles = {requirement: _trouble(requirement) for requirement in _requirements()}
    good = [re.match(r"[\w-]+", requirement)[0] for requirement, trouble in troubles.items() if not trouble]
    found = (
        [(True, f"Packages that are installed, in a version the course is made for: {', '.join(good)}")]
        if good
        else []
    )
    missing = [(False, trouble) for trouble in troubles.values() if trouble]
    return Report([_python(), *found, *_lessons(), *(missing or [_checks()])])


def _lessons():
    """Are the lessons in this folder of the installed version? Nothing where there are none."""
    apart = belonging.apart()
    if apart:
        return [(False, apart)]
    return (
        [(True, "The lessons here and the installed course belong together")] if belonging.made_with() else []
    )


def _checks():
    """Do the exercises tell a wrong answer from a right one here? Tried, not assumed."""
    from rnn_course.nearmiss.testing import wrong_is_told_from_right  # needs numpy

    try:
        good = wrong_is_told_from_right()
    except Exception:  # noqa: BLE001  whatever is wrong with this system
        good = False
    if good:
        return True, "The exercises tell a wrong answer from a right one (tried with one of each)"
    return False, "The exercises cannot tell right from wrong on this system: please tell the authors"


def _python():
    wanted = ".".join(map(str, OLDEST_PYTHON))
    if sys.version_info >= OLDEST_PYTHON:
        return True, f"Python is new enough (the course needs {wanted} or newer)"
    found = ".".join(map(str, sys.version_info[:2]))
    return (
        False,
        f"Python is too old: the course needs {wanted} or newer, this is {found}. Install a newer Python.",
    )


def _requirements():
    """What the installed course requires, such as "numpy<3,>=2.2"; the tools for tests are left out."""
    try:
        return sorted(line for line in metadata.requires("rnn_course") or [] if "extra ==" not in line)
    except metadata.PackageNotFoundError:
        return []


def _trouble(requirement):
    """What is wrong with one required package, as a sentence; "" if nothing."""
    from packaging.requirements import Requirement  # JupyterLab brings it along

    wanted = Requirement(requirement)
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return f'{wanted.name} is not installed: run `make lab` again, or `pip install "{requirement}"`'
    if wanted.specifier.contains(version, prereleases=True):
        return ""
    bounds = ", ".join(sorted(str(wanted.specifier).split(","), reverse=True))
    return f"{wanted.name} {version} is installed, but the course needs {bounds}: run `make lab` again"
