"""Make an nbgrader assignment of a lesson, of chosen exercises, or of several lessons.

    python -m rnn_course.assignment 04 --to course/source/                     lesson 4, whole
    python -m rnn_course.assignment 04.proof 02.unroll --name week-3 --to …    these exercises
    python -m rnn_course.assignment mid-term 02 03 04 --to …                   all exercises of three lessons

Points: --points 04.proof=3 --points 06.backward=dW_xh:2,dW_hh:2,db:1,d_x:1,d_h_0:1 (one for each part).
Hidden inputs, which students never see: --hidden-seed 8272 --hidden-sizes T=40,B=2. docs/grading.md tells the
rest.
"""

import argparse
import re
import sys
from pathlib import Path

import nbformat

from rnn_course.classroom.notebook import Lessons, Wishes, chosen, whole_lesson
from rnn_course.exercises import about_lessons

LESSON, EXERCISE = re.compile(r"\d\d"), re.compile(r"\d\d\.\w+")
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CONFIG = Path(__file__).with_name("nbgrader_config.txt")


def read_points(texts):
    """{id: a number, or {part: a number}} from what --points was given; ValueError when it cannot be read.

    >>> read_points(["04.proof=3", "02.readouts=last:2,mean:1,max:1"])
    {'04.proof': 3, '02.readouts': {'last': 2, 'mean': 1, 'max': 1}}
    """
    return dict(map(_points, texts))


def _points(text):
    id, _, values = text.partition("=")
    if not EXERCISE.fullmatch(id) or not values:
        raise ValueError(f"expected points such as 04.proof=3 or 02.readouts=last:2,mean:1,max:1, got {text}")
    if ":" not in values:
        return id, _number(values)
    return id, {part: _number(value) for part, _, value in (one.partition(":") for one in values.split(","))}


def _number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def read_sizes(texts):
    """[{"T": 40, "B": 2}] from ["T=40,B=2"].

    >>> read_sizes(["T=40,B=2"])
    ({'T': 40, 'B': 2},)
    """
    return tuple(
        {key: int(value) for key, value in (one.split("=") for one in text.split(","))} for text in texts
    )


def read_what(words, name):
    """(name of the assignment, lessons, ids of exercises) from the words of the command.

    >>> read_what(["04"], None), read_what(["mid-term", "02", "03"], None), read_what(["04.proof"], "week-3")
    (('04', ['04'], []), ('mid-term', ['02', '03'], []), ('week-3', [], ['04.proof']))
    """
    lessons = [word for word in words if LESSON.fullmatch(word)]
    ids = [word for word in words if EXERCISE.fullmatch(word)]
    names = [word for word in words if word not in (*lessons, *ids)]
    unknown = [number for number in (*lessons, *(id[:2] for id in ids)) if number not in about_lessons()]
    if unknown or len(names) > 1 or not (lessons or ids):
        raise ValueError(
            f"expected lessons ({', '.join(about_lessons())}), "
            f"exercises such as 04.proof, and at most one name; got {' '.join(words)}"
        )
    return name or (names or ["-".join(lessons or ids)])[0], lessons, ids


def make(words, wishes, *, name=None, notebooks=NOTEBOOKS, only_exercises=False):
    """(name of the assignment, name of its file, notebook)."""
    name, numbers, ids = read_what(words, name)
    lessons = Lessons(notebooks)
    if len(numbers) == 1 and not ids and not only_exercises:
        return (
            name,
            Path(about_lessons()[numbers[0]].notebook).name,
            whole_lesson(lessons, numbers[0], wishes),
        )
    every = [exercise.id for number in numbers for _, exercise in lessons.exercises(number)]
    return name, f"{name}.ipynb", chosen(lessons, name, list(dict.fromkeys([*every, *ids])), wishes)


def write(folder, name, file, notebook, replace=False):
    """Write the notebook to `folder/name/file`, and beside `folder` nbgrader's settings where there are none.

    Returns the paths written. Raises FileExistsError for an assignment that is there, unless it is to be
    replaced.
    """
    path, config = Path(folder) / name / file, Path(folder).resolve().parent / "nbgrader_config.py"
    if path.exists() and not replace:
        raise FileExistsError(
            f"expected a new assignment, got one that exists: {path} (--replace writes it anew)"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    if config.exists():
        return [path]
    config.write_text(CONFIG.read_text(encoding="utf-8"), encoding="utf-8")
    return [path, config]


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m rnn_course.assignment",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("what", nargs="+", help="a lesson (04), exercises (04.proof), or a name and several of them")
    add("--to", required=True, help="nbgrader's source folder, such as course/source")
    add("--name", help="of the assignment")
    add("--points", action="append", default=[], metavar="ID=POINTS")
    add("--no-hints", action="store_true")
    add("--no-solutions", action="store_true")
    add("--hidden-seed", type=int, metavar="NUMBER")
    add("--hidden-sizes", action="append", default=[], metavar="T=40,B=2")
    add("--only-exercises", action="store_true", help="of one lesson: its exercises without the rest")
    add("--notebooks", default=NOTEBOOKS, help="the folder with the lessons' notebooks")
    add("--replace", action="store_true", help="write over an assignment that exists")
    return parser


def main(arguments=None):
    """Run the command; 0 when the assignment was written, 1 with a sentence when not."""
    options = _parser().parse_args(arguments)
    try:
        shown = {"hints": not options.no_hints, "solutions": not options.no_solutions}
        hidden = {"seed": options.hidden_seed, "sizes": read_sizes(options.hidden_sizes)}
        made = make(
            options.what, Wishes(read_points(options.points), **shown, **hidden),
            name=options.name, notebooks=options.notebooks, only_exercises=options.only_exercises,
        )  # fmt: skip
        print("Written:", *write(options.to, *made, options.replace), sep="\n  ")
    except (ValueError, OSError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
