"""The classbook as one HTML page: no script, no request, readable in both themes and by a screen reader."""

import json
import re
from datetime import date
from html import escape
from importlib.resources import files
from string import Template

from rnn_course.classroom.classbook import pictures
from rnn_course.classroom.classbook.sentences import say
from rnn_course.classroom.classbook.table import SEEN, SOLVED, TRIED, minutes_of
from rnn_course.classroom.classbook.topics import topics_of, words_with

HEADINGS = ("Exercise", "Class", "Solved", "Solution read", "Tried, open", "Tries", "Hints", "Minutes")


def page(table, names):
    """The whole page as text; names: whether learners are called by name."""
    parts = {
        "title": say("title"),
        "style": style(),
        "patterns": pictures.PATTERNS,
        "made": escape(_made_from(table)),
        "topics": _topics(table),
        "words": _words(table),
        "exercises": _exercises(table),
        "mistakes": _mistakes(table),
        "grid": pictures.grid(table),
        "notes": _notes(table.notes),
        "privacy": f"{say('privacy')} {say('named-page' if names else 'nameless-page')}",
    }
    return Template(_file("page.html")).substitute(parts)


def _file(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def style():
    """The style sheet, after the course's colours for the light and for the dark theme."""
    palette = json.loads(files("rnn_course.draw").joinpath("palette.json").read_text(encoding="utf-8"))
    light, dark = (" ".join(f"--{k}: {v};" for k, v in palette[theme].items()) for theme in ("light", "dark"))
    themes = f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    return themes + _file("page.css")


def inline(text):
    """Text for HTML; what stands between backticks becomes code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _made_from(table):
    read = sum(len(learner.files) for learner in table.learners)
    learners = say("learners", count=len(table.learners))
    return say("made-from", learners=learners, exercises=len(table.columns), files=read, day=date.today())


def _topics(table):
    items = "".join(map(_topic, topics_of(table)))
    return f"<ol>{items}</ol>" if items else f"<p>{say('no-topics')}</p>"


def _topic(topic):
    told = f" <q>{inline(topic.sentence)}</q>" if topic.sentence else ""
    return f"<li><strong>{inline(topic.heading)}</strong>: {inline(topic.counts)}{told}</li>"


def _words(table):
    items = [f"<li><strong>{escape(name)}</strong>: {inline(text)}</li>" for name, text in words_with(table)]
    return f"<ul>{''.join(items)}</ul>" if items else f"<p>{say('no-words')}</p>"


def _notes(notes):
    if not notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<section aria-labelledby="files"><h2 id="files">Files to look at</h2><ul>{items}</ul></section>'


def _table(headings, rows, name):
    """rows: lists of HTML cells, the first of which is the row's heading."""
    head = "".join(f'<th scope="col">{text}</th>' for text in headings)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{c}</td>" for c in rest)}</tr>'
        for first, *rest in rows
    )
    return f'<table class="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _exercises(table):
    return _table(HEADINGS, [_exercise_row(c, len(table.learners)) for c in table.columns], "exercises")


def _exercise_row(column, learners):
    counts = [str(len(column.having(status))) for status in (SOLVED, SEEN, TRIED)]
    tries = column.middle(lambda entry: entry["tries"] or None)
    hints = sum(entry.get("hints", 0) > 0 for entry in column.entries.values())
    middle = ["–" if n is None else f"{n:g}" for n in (tries, column.middle(minutes_of))]
    bar = pictures.status_bar(column, learners)
    return [inline(column.item.label), bar, *counts, middle[0], str(hints), middle[1]]


def _mistakes(table):
    """For each exercise a fold with its mistakes, most frequent first."""
    made = [len(column.made(key)) for column in table.columns for key in column.mistakes]
    folds = [_fold(column, max(made)) for column in table.columns if column.mistakes]
    return "".join(folds) or f"<p>{say('no-mistakes')}</p>"


def _fold(column, most):
    items = "".join(_mistake(column, key, most) for key in column.mistakes)
    summary = f"{inline(column.item.label)} <span>{say('kinds', count=len(column.mistakes))}</span>"
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"


def _mistake(column, key, most):
    counts = say("made-times", count=len(column.made(key)), times=column.times(key), key=key)
    sentence = inline(column.item.sentence(key))
    bar = pictures.mistake_bar(column, key, most)
    return f"<li>{bar}<span class='counts'>{escape(counts)}</span> <q>{sentence}</q></li>"
