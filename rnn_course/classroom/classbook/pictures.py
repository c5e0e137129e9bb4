"""The pictures of the page: bars in SVG and the grid of learners, each with its numbers as text beside it.

Nothing is told by colour alone: a bar's parts differ in pattern, a cell of the grid has a sign, and the
numbers stand in the same row for everybody, a screen reader included.
"""

from html import escape

from rnn_course.classroom.classbook.sentences import say
from rnn_course.classroom.classbook.table import NOT_BEGUN, SEEN, SOLVED, TRIED, status_of

WIDTH, HEIGHT = 180, 14
SIGNS = {SOLVED: "●", SEEN: "◐", TRIED: "▲", NOT_BEGUN: "·"}
CLASSES = {SOLVED: "solved", SEEN: "seen", TRIED: "tried", NOT_BEGUN: "none"}
PATTERNS = (
    '<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>'
    '<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="tried-back"/><rect width="3" height="6" '
    'class="tried-front"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="seen-back"/><circle cx="3" cy="3" r="1.5" '
    'class="seen-front"/></pattern>'
    "</defs></svg>"
)


def status_bar(column, learners):
    """How the class stands with one exercise, as one bar over all learners."""
    counts = {status: len(column.having(status)) for status in (SOLVED, SEEN, TRIED)}
    counts[NOT_BEGUN] = learners - sum(counts.values())
    names = dict(zip(("solved", "seen", "tried", "none"), counts.values(), strict=True))
    return _bar(
        [(CLASSES[status], n / learners) for status, n in counts.items()],
        say("exercises-alt", label=column.item.label, **names),
    )


def mistake_bar(column, key, most):
    """How many made one mistake, beside the most frequent one of the page."""
    made = len(column.made(key))
    return _bar([("mistake", made / most)], say("mistakes-alt", label=column.item.label, key=key, count=made))


def _bar(parts, alt):
    """Rectangles side by side; parts: (class, share of the width)."""
    rects, x = [], 0.0
    for name, share in parts:
        if share > 0:
            rects.append(
                f'<rect class="{name}" x="{x:.1f}" y="0" width="{WIDTH * share:.1f}" height="{HEIGHT}"/>'
            )
        x += WIDTH * share
    label = escape(alt, quote=True)
    return (
        f'<svg class="bar" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}">{"".join(rects)}</svg>'
    )


def grid(table):
    """Learners down, exercises across; a sign for how each stands, and the number of tries."""
    heads = "".join(
        '<th scope="col"><abbr '
        f'title="{escape(c.item.title, quote=True)}">{escape(_short(c.item))}</abbr></th>'
        for c in table.columns
    )
    rows = "".join(_grid_row(learner, table.columns) for learner in table.learners)
    return (
        '<table class="grid"><thead><tr><th scope="col">Learner</th><th '
        f'scope="col">Solved</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _short(item):
    """ "2.3", and "2 R" for a recall."""
    return item.number if item.exercise is not None else f"{item.number} R"


def _grid_row(learner, columns):
    entries = [column.entries.get(learner.name) for column in columns]
    solved = sum(status_of(entry) == SOLVED for entry in entries)
    cells = "".join(map(_grid_cell, entries))
    return f'<tr><th scope="row">{escape(learner.name)}</th><td class="number">{solved}</td>{cells}</tr>'


def _grid_cell(entry):
    status = status_of(entry)
    tries = entry["tries"] if entry else 0
    told = f"{status}, {tries} tries" if tries else status
    shown = f"{SIGNS[status]} {tries}" if tries else SIGNS[status]
    return (
        f'<td class="{CLASSES[status]}" title="{told}"><span aria-hidden="true">{shown}</span>'
        f'<span class="spoken">{told}</span></td>'
    )
