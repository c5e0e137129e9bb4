"""A map of the course: lessons with their sittings, exercises and recall, solved, seen or open."""

import html
from dataclasses import dataclass, field

from rnn_course.nearmiss import progress
from rnn_course.nearmiss.card import inline
from rnn_course.nearmiss.exercise import Exercise

MARKS = {progress.SOLVED: "●", progress.SEEN: "◐", progress.OPEN: "○"}
COLOURS = {
    progress.SOLVED: "var(--jp-success-color1, #1b8a5a)",
    progress.SEEN: "var(--jp-warn-color1, #c77700)",
    progress.OPEN: "var(--jp-content-font-color2, #767676)",
}
CELL = (
    "padding: 0.25em 0.8em; text-align: left; vertical-align: top; "
    "color: var(--jp-content-font-color1, inherit);"
)
HEADINGS = ("No.", "Lesson", "Minutes", "Exercises")


@dataclass(frozen=True)
class About:
    """What a course tells of a lesson: its question, its notebook's address, its minutes and its sittings.

    `sittings`: (name, minutes) of each, where there are several.
    """

    question: str = ""
    notebook: str = ""
    minutes: int | None = None
    sittings: list = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One lesson in the map; `items`: (title, status) of its recall, if it has one, and of each exercise."""

    number: str
    title: str
    items: list
    about: About = About()


def exercises_of(module):
    """The exercises of a lesson module, in the lesson's order."""
    found = getattr(module, "EXERCISES", None) or [
        v for v in vars(module).values() if isinstance(v, Exercise)
    ]
    return list(dict.fromkeys(found))


class LessonMap:
    """Shown as a table in a notebook and as text elsewhere."""

    def __init__(self, rows):
        self.rows = rows

    def counts(self):
        """(solved, in all), of exercises and recalls together."""
        marks = [status for row in self.rows for _, status in row.items]
        return marks.count(progress.SOLVED), len(marks)

    def _caption(self):
        solved, total = self.counts()
        legend = ", ".join(f"{mark} {status}" for status, mark in MARKS.items())
        return f"{solved} of {total} solved ({legend})"

    def __repr__(self):
        names = [
            name for row in self.rows for name in (row.title, *(f"    {n}" for n, _ in row.about.sittings))
        ]
        width = max(map(len, names), default=0)
        lines = [line for row in self.rows for line in _text(row, width)]
        return "\n".join([*lines, self._caption()])

    def _repr_html_(self):
        rows = "".join(_table_row(row) for row in self.rows)
        head = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in HEADINGS)
        return (
            f'<table class="rnn-course-map" style="border-collapse: collapse;"><thead><tr>{head}</tr></thead>'
            f'<tbody>{rows}</tbody><caption style="caption-side: bottom; {CELL}">{self._caption()}</caption>'
            "</table>"
        )


def _text(row, width):
    """The lines of one lesson as text: the lesson, then its sittings."""
    minutes = "" if row.about.minutes is None else f"{row.about.minutes:>3}  "
    yield f"{row.number}  {row.title:<{width}}  {minutes}{' '.join(MARKS[status] for _, status in row.items)}"
    for name, length in row.about.sittings:
        yield f"{' ' * 8}{name:<{width - 4}}  {length:>3}"


def _table_row(row):
    title = html.escape(row.title)
    if row.about.notebook:
        title = f'<a href="{html.escape(row.about.notebook)}">{title}</a>'
    sittings = [
        (f"{k}. {html.escape(name)}", length) for k, (name, length) in enumerate(row.about.sittings, 1)
    ]
    first, *others = [(title, "" if row.about.minutes is None else row.about.minutes), *sittings]
    tall = f'rowspan="{len(others) + 1}" style="{CELL}"'  # a title may wrap: its minutes stand in its own row
    marks = "<br>".join(map(_mark, row.items))
    lines = [
        f"<td {tall}>{row.number}</td>{_line(*first)}<td {tall}>{marks}</td>",
        *(_line(*one) for one in others),
    ]
    return "".join(f"<tr>{line}</tr>" for line in lines)


def _line(name, minutes):
    return "".join(f'<td style="{CELL}">{text}</td>' for text in (name, minutes))


def _mark(item):
    name, status = item
    mark = f'<span style="color: {COLOURS[status]}" role="img" aria-label="{status}">{MARKS[status]}</span>'
    return f"{mark} {inline(name)}"


def _items(module, number, entries):
    recall = getattr(module, "recall", None)
    first = [] if recall is None else [("Recall", progress.status(recall.id, entries))]
    numbered = enumerate(exercises_of(module), start=1)
    short = number.lstrip("0") or 0
    return first + [(f"{short}.{n} {e.title}", progress.status(e.id, entries)) for n, e in numbered]


def map_of(modules, about=None):
    """The map of these lessons (modules named `lesson_NN`) with what this learner has solved,
    seen or left open.

    `about`: an `About` for each number ("02"), where the course tells more than the module's title.
    """
    entries, rows = progress.summary(), []
    for module in modules:
        number = module.__name__.rsplit("_", 1)[-1]
        told = (about or {}).get(number, About())
        title = (module.__doc__ or module.__name__).strip().splitlines()[0].rstrip(".")
        rows.append(Row(number, told.question or title, _items(module, number, entries), told))
    return LessonMap(rows)
