"""The ids and points that instructors may have in their grade books, by the release they first came in.

    python tools/exercise_ids.py            what has changed since the file was written, for CHANGELOG.md
    python tools/exercise_ids.py --write    add what is new to it (at a release)

The file is docs/exercise-ids.txt. An id that is gone, or is worth other points, stays in it: grade books
have it. CHANGELOG.md must name it.
"""

import sys
from pathlib import Path

from rnn_course import __version__
from rnn_course.classroom.parts import spread
from rnn_course.exercises import lesson_modules
from rnn_course.nearmiss import exercises_of

LIST = Path(__file__).resolve().parents[1] / "docs" / "exercise-ids.txt"


def now():
    """{id: points} of all exercises of the course as it stands."""
    found = [exercise for module in lesson_modules() for exercise in exercises_of(module)]
    return {exercise.id: f"{sum(spread(exercise).values()):g}" for exercise in found}


def listed(text=None):
    """{id: points} of the file."""
    lines = (LIST.read_text("utf-8") if text is None else text).splitlines()
    return {line.split()[0]: line.split()[1] for line in lines if line and not line.startswith("#")}


def changed(old, new):
    """(gone, other points, added): lists of ids.

    >>> changed({"02.a": "1", "02.b": "2"}, {"02.b": "3", "02.c": "1"})
    (['02.a'], ['02.b'], ['02.c'])
    """
    gone = sorted(set(old) - set(new))
    other = sorted(id for id in set(old) & set(new) if old[id] != new[id])
    return gone, other, sorted(set(new) - set(old))


def main(arguments):
    """Print what has changed; with --write add what is new to the list. Returns 0."""
    new = now()
    gone, other, added = changed(listed(), new)
    for text, ids in (("gone", gone), ("worth other points", other), ("new", added)):
        print(f"{text}: {', '.join(f'`{id}`' for id in ids) or 'none'}")
    if arguments == ["--write"] and added:
        with LIST.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{id} {new[id]} {__version__}\n" for id in added)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
