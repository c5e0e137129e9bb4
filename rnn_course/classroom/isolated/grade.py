"""Grade a submission: the answers run behind the wall, points and verdict are made out here."""

import functools
import json
import re

from rnn_course.classroom.draws import for_student, with_hidden
from rnn_course.classroom.handout import Graded, names_of
from rnn_course.classroom.isolated.limits import USUAL
from rnn_course.classroom.isolated.sandbox import run_job
from rnn_course.classroom.isolated.tasks import plan
from rnn_course.classroom.isolated.verdict import judge
from rnn_course.classroom.isolated.walls import STRONG, best
from rnn_course.classroom.sentences import ended, say
from rnn_course.nearmiss.result import DIFFERS, NAMED, NOT_ATTEMPTED, RAISED, RIGHT, Result
from rnn_course.nearmiss.trial.gradients import one_thread

NAME = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,60}")
LONGEST = 1500  # characters of a message, lines of one detail
ANSWERS = "Your function agrees with the reference on {} different inputs."


def grade(submission, student="", *, limits=USUAL, wall=None):
    """[(Asked, Marks), …] of a Submission. student:
    whose it is, for questions drawn from a name that was not typed."""
    wall = wall or best()
    with one_thread():
        plans = _plans(submission, submission.student or student)
        ran = run_job([p.task for _, _, p in plans], limits=limits, wall=wall)
        verdicts = [judge(p, ran[p.task["id"]]) for _, _, p in plans]
    words = _words(plans, verdicts, limits, wall)
    return [
        (asked, _marks(graded, p, verdict, words.get(p.task["id"], {}), wall))
        for (asked, graded, p), verdict in zip(plans, verdicts, strict=True)
    ]


def _plans(submission, student):
    """(Asked, Graded, Plan) of every answer."""
    ids = {name: id for id, name in names_of(submission.points).items()}
    found = []
    for asked in submission.asked:
        graded = Graded(ids[asked.name], submission.points[ids[asked.name]])
        exercise = for_student(graded.known, student)
        if asked.seed is not None:
            exercise = _hidden(exercise, asked.seed, json.dumps(asked.sizes))
        found.append((asked, graded, plan(exercise, asked.answer)))
    return found


@functools.cache
def _hidden(exercise, seed, sizes):
    """The exercise with hidden draws; one copy for all students, so that the reference runs once."""
    return with_hidden(exercise, seed, json.loads(sizes))


def _words(plans, verdicts, limits, wall):
    """{id: what the exercise's own check says} of those that need words:
    wrong, or right with a way that may be wrong."""
    tasks = [
        {
            **{k: p.task[k] for k in ("id", "name", "own", "cells")},
            "kind": "told",
            "imports": p.exercise.imports,
        }
        for (_, _, p), verdict in zip(plans, verdicts, strict=True)
        if verdict.result is None and _needs_words(p, verdict)
    ]
    told = run_job(tasks, whole=True, limits=limits, wall=wall) if tasks else {}
    return {id: one.value for id, one in told.items() if not one.how}


def _needs_words(plan, verdict):
    if verdict.outcome == RIGHT:
        return any(m.detect for m in plan.exercise.misconceptions.values())
    return verdict.outcome != NOT_ATTEMPTED and not verdict.ended and hasattr(plan.exercise, "imports")


def _marks(graded, plan, verdict, words, wall):
    exercise = plan.exercise
    result = verdict.result or _result(exercise, verdict, words)
    if wall.kind != STRONG:
        result.remarks.append(say("weak", why="; ".join(wall.why)))
    return graded.marks(result, verdict.parts, wall.kind)


def _result(exercise, verdict, words):
    """The Result in words; of what came from behind the wall only a name
    and a text of limited length are taken."""
    name = words.get("name")
    name = name if isinstance(name, str) and NAME.fullmatch(name) else None
    if verdict.outcome == RIGHT:
        wrong_way = name in exercise.misconceptions and exercise.misconceptions[name].detect
        return (
            exercise.named(name) if wrong_way else exercise.result(RIGHT, ANSWERS.format(len(exercise.sizes)))
        )
    if verdict.outcome == NOT_ATTEMPTED:
        return exercise.not_attempted(say("unfinished" if verdict.parts else "untouched"))
    if verdict.ended:
        return exercise.result(RAISED, ended(verdict.ended), f"stopped:{verdict.ended.split()[0]}")
    if words.get("outcome") not in (NAMED, DIFFERS, RAISED):
        right = words.get("outcome") == RIGHT
        return exercise.result(
            DIFFERS, say("other_draws" if right else "not_read"), "other-inputs" if right else None
        )
    message = (
        exercise.misconceptions[name].says
        if name in exercise.misconceptions
        else str(words.get("message"))[:LONGEST]
    )
    return Result(words["outcome"], exercise.title, message, name, _details(words.get("details")))


def _details(details):
    """Paragraphs and code for a card, as texts of limited length."""
    found = []
    for part in details[:6] if isinstance(details, list) else []:
        if isinstance(part, list) and len(part) == 2:
            text = str(part[1])[:LONGEST]
            found.append(("code", text) if part[0] == "code" else text)
    return found
