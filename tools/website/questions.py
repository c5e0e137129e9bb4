"""Guesses, recall and exercises as data: what a page needs to check answers.

It is taken from the exercises themselves.
"""

import html
import importlib
import re
from functools import cache

import numpy as np

from rnn_course.exercises.shared import shape_quiz
from rnn_course.exercises.shared.shape_quiz import ShapeQuiz
from rnn_course.nearmiss import ChoiceExercise, ValueExercise, exercises_of
from rnn_course.nearmiss import guess as guesses
from rnn_course.nearmiss.result import HEADINGS
from rnn_course.nearmiss.sentences import sentences as engines_sentences

QUIZ_SEED, QUESTIONS = 4, 12  # of each level

WAITING = re.compile(
    rf"<summary>{re.escape(html.escape(guesses.WITHOUT))}</summary><div>(.*?)</div>"
    r"(?:<pre[^>]*>(.*?)</pre>)?",
    re.DOTALL,
)


def is_waiting(output):
    """Whether an output is an answer that waits for a guess."""
    return output.get("data", {}).get("text/plain") == guesses.NO_GUESS


def revealed(output):
    """The answer that waits in a stored output: {"value": as it is shown, "way": lines}."""
    sentence, way = WAITING.search(output["data"]["text/html"]).groups()
    before, after = html.escape(guesses.SAYS["is"]).split("{value}")
    value = sentence.removeprefix(before).removesuffix(after)
    return {"value": html.unescape(value), "way": html.unescape(way or "")}


def kind_of(exercise):
    """ "choice", "value" or "quiz", which a page can check, or "function" for what needs the notebook."""
    kinds = {ChoiceExercise: "choice", ValueExercise: "value", ShapeQuiz: "quiz"}
    return next((kind for base, kind in kinds.items() if isinstance(exercise, base)), "function")


def exercises_in(lesson):
    """The exercises of a lesson by their names in its module, such as "one_step".

    They come in its order; for the lesson "" there are none.
    """
    if not lesson:
        return {}
    module = importlib.import_module(f"rnn_course.exercises.lesson_{lesson}")
    names = {id(value): name for name, value in vars(module).items()}
    return {names[id(exercise)]: exercise for exercise in exercises_of(module)}


def told(exercise):
    """What a page shows of an exercise: id, kind, title, hints, why, the solution ("" for a quiz)."""
    kind = kind_of(exercise)
    base = {"id": exercise.id, "kind": kind, "title": exercise.title, "hints": list(exercise.hints)}
    if kind == "quiz":
        return base | {"first": _first_question()}
    return base | {
        "solution": exercise.solution_source,
        "why": exercise.why,
        "options": getattr(exercise, "options", {}),
    }


def checked(exercise):
    """What a page needs to check an answer to an exercise, as plain data; an empty dict for a function."""
    base = {"id": exercise.id, "kind": kind_of(exercise), "title": exercise.title}
    if base["kind"] == "function":
        return {}
    if base["kind"] == "quiz":
        return base | {"levels": quiz_levels(), "hints": list(exercise.hints)}
    wrong = [{"key": key, "answer": m.wrong, "says": m.says} for key, m in exercise.misconceptions.items()]
    more = (
        {"options": list(exercise.options)} if base["kind"] == "choice" else {"tolerance": exercise.tolerance}
    )
    return base | {"right": exercise.right, "why": exercise.why, "wrong": wrong} | more


@cache
def quiz_levels():
    """For each level of the shape quiz some questions as data; PyTorch answers them now, the page later."""
    rng = np.random.default_rng(QUIZ_SEED)
    levels = range(len(shape_quiz.LEVELS))
    return [
        [_asked(question) for question in shape_quiz.questions(rng, level, QUESTIONS)] for level in levels
    ]


def _first_question():
    levels = quiz_levels()
    ask = shape_quiz.ASK["count" if levels[0][0]["kind"] == "count" else "shape"]
    heading = shape_quiz.HEADING.format(ask=ask, level=1, levels=len(levels), solved=0)
    return {"heading": heading, "text": levels[0][0]["text"]}


def _asked(question):
    wrong = [{"key": key, "answer": answer, "says": says} for key, answer, says in question.mistakes]
    return {
        "text": question.text,
        "kind": question.kind,
        "right": question.truth,
        "why": question.why,
        "wrong": wrong,
    }


def recall_in(lesson):
    """The recall of a lesson as plain data, or None."""
    if not lesson:
        return None
    recall = getattr(importlib.import_module(f"rnn_course.exercises.lesson_{lesson}"), "recall", None)
    if recall is None:
        return None
    asked = [{"ask": q.ask, "accepted": q.accepted, "shown": q.shown, "why": q.why} for q in recall.questions]
    return {"id": recall.id, "questions": asked}


def page_data(article):
    """All that the scripts of a page need: guesses by their cells, recall, and exercises by their ids."""
    guesses_of, guess = {}, None
    for cell in article.notebook.cells:
        waiting = next((output for output in cell.get("outputs", []) if is_waiting(output)), None)
        guess = cell.id if cell.source.startswith("guess = ...") else guess
        if waiting:
            guesses_of[guess] = revealed(waiting)
    data = {e.id: d for e in exercises_in(article.lesson).values() if (d := checked(e))}
    return {
        "lesson": article.lesson,
        "guesses": guesses_of,
        "recall": recall_in(article.lesson),
        "exercises": data,
    }


def sentences():
    """Every sentence that the notebook's checks and the page's say alike."""
    headings = {kind: {"text": text, "mood": mood} for kind, (text, mood) in HEADINGS.items()}
    return engines_sentences("questions") | {
        "headings": headings,
        "quiz": {**shape_quiz.ASK, "heading": shape_quiz.HEADING},
    }
