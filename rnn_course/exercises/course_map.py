"""A map of the course: lessons and their exercises, solved, seen or open."""

import html
import importlib
import pkgutil

import rnn_course.exercises as package
from rnn_course.exercises import progress
from rnn_course.exercises.display import inline
from rnn_course.exercises.exercise import Exercise

MARKS = {progress.SOLVED: "●", progress.SEEN: "◐", progress.OPEN: "○"}
COLOURS = {
    progress.SOLVED: "var(--jp-success-color1, #1b8a5a)",
    progress.SEEN: "var(--jp-warn-color1, #c77700)",
    progress.OPEN: "var(--jp-content-font-color2, #767676)",
}
CELL = "padding: 0.25em 0.8em; text-align: left; vertical-align: top; color: var(--jp-content-font-color1, inherit);"


def exercises_of(module):
    """The exercises of a lesson module, in the lesson's order."""
    found = getattr(module, "EXERCISES", None) or [
        v for v in vars(module).values() if isinstance(v, Exercise)
    ]
    return list(dict.fromkeys(found))


def lesson_modules():
    """All modules `lesson_NN` of this package, in order. Importing the later ones imports torch."""
    names = sorted(
        m.name
        for m in pkgutil.iter_modules(package.__path__)
        if m.name.startswith("lesson_") and m.name[7:].isdigit()
    )
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


class LessonMap:
    """Shown as a table in a notebook and as text elsewhere."""

    def __init__(self, rows):
        self.rows = rows  # (number, title, [(exercise title, status), …])

    def counts(self):
        """(exercises solved, exercises in all)."""
        marks = [status for _, _, items in self.rows for _, status in items]
        return marks.count(progress.SOLVED), len(marks)

    def _caption(self):
        solved, total = self.counts()
        legend = ", ".join(f"{mark} {status}" for status, mark in MARKS.items())
        return f"{solved} of {total} exercises solved ({legend})"

    def __repr__(self):
        width = max((len(title) for _, title, _ in self.rows), default=0)
        lines = [
            f"{number}  {title:<{width}}  {' '.join(MARKS[status] for _, status in items)}"
            for number, title, items in self.rows
        ]
        return "\n".join([*lines, self._caption()])

    def _repr_html_(self):
        rows = "".join(self._row(*row) for row in self.rows)
        head = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in ("Lesson", "", "Exercises"))
        return (
            f'<table class="rnn-course-map" style="border-collapse: collapse;"><thead><tr>{head}</tr></thead>'
            f'<tbody>{rows}</tbody><caption style="caption-side: bottom; {CELL}">{self._caption()}</caption></table>'
        )

    def _row(self, number, title, items):
        marks = "<br>".join(
            f'<span style="color: {COLOURS[status]}" role="img" aria-label="{status}">{MARKS[status]}</span> {inline(name)}'
            for name, status in items
        )
        return f'<tr><td style="{CELL}">{number}</td><td style="{CELL}">{html.escape(title)}</td><td style="{CELL}">{marks}</td></tr>'


def lesson_map(modules=None):
    """The map of all lessons with what this learner has solved, seen or left open."""
    entries = progress.summary()
    rows = []
    for module in lesson_modules() if modules is None else modules:
        number = module.__name__.rsplit("_", 1)[-1]
        numbered = enumerate(exercises_of(module), start=1)
        items = [
            (f"{number.lstrip('0') or 0}.{n} {e.title}", progress.status(e.id, entries)) for n, e in numbered
        ]
        title = (module.__doc__ or module.__name__).strip().splitlines()[0].rstrip(".")
        rows.append((number, title, items))
    return LessonMap(rows)
