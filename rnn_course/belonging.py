"""Do the lessons in this folder and the installed course belong together?

Told where a lesson first imports the course. Beside the notebooks stands a file `.made-with` that names the
version of the course they were made with. It travels with them, through git, nbgitpuller or a copied folder.
Where it is not there, nothing is said.
"""

import re
import sys
from pathlib import Path

from rnn_course import __version__

FILE = ".made-with"
NEWER = (
    "These lessons were made with version {lessons} of the course, and the older version {installed} is "
    "installed: some names may be missing. Update the course (`git pull`, then `make lab` again; with pip: "
    "`pip install --upgrade` from where you have it). On a hub, tell your instructor: the hub's image or "
    "environment needs version {lessons}."
)
OLDER = (
    "These lessons were made with version {lessons} of the course, and the newer version {installed} is "
    "installed: some exercises may have changed. Fetch the lessons again (`git pull`, or your instructor's "
    "link once more). What you wrote stays: your own copy of a changed notebook is kept."
)


def made_with(folder=None):
    """The version that the notebooks of a folder (default: this one) were made with; "" if it is not told."""
    try:
        text = Path(folder or ".", FILE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
    return text if re.fullmatch(r"[0-9][\w.+!-]{0,40}", text) else ""


def apart(folder=None, installed=__version__):
    """What to do where lessons and course are of different versions; "" where they belong together.

    >>> apart("no such folder")
    ''
    """
    lessons = made_with(folder)
    if lessons in ("", installed):
        return ""
    sentence = NEWER if _parts(lessons) > _parts(installed) else OLDER
    return sentence.format(lessons=lessons, installed=installed)


def _parts(version):
    """A version as something to compare: numbers as numbers, also those after a plus.

    >>> _parts("0.10.0") > _parts("0.9.2"), _parts("0.1.0+myclass.2") > _parts("0.1.0")
    (True, True)
    """
    return [int(number) for number in re.findall(r"\d+", version)]


def tell():
    """Show what `apart` says as a card in the notebook that runs here; without a notebook nothing is said."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    sentence = shell and hasattr(shell, "kernel") and apart()
    if sentence:
        from IPython.display import display

        from rnn_course.nearmiss.card import Card

        display(Card("Lessons and course do not belong together.", [sentence], "warn"))
