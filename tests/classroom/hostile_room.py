"""A room with tight limits for hostile submissions, and a right answer after each of them."""

from rnn_course.classroom.isolated.limits import MB, Limits
from rnn_course.classroom.isolated.sandbox import run_job
from rnn_course.classroom.isolated.tasks import Answer, plan
from rnn_course.classroom.isolated.verdict import judge
from rnn_course.exercises import find

LIMITS = Limits(cpu=1, wall=6, memory=900 * MB, total=900 * MB, processes=16, output=4 * MB, folder=8 * MB)
VICTIM = find("02.unroll")
VICTIM_OF_ANOTHER = find("02.one_step").solution_source


def outcomes(sources, victims=True, wall=None):
    """Run these cells one after the other in one room, a right answer to another exercise after each.

    [(outcome of the cell, outcome of the other), …]; without victims the second is None. wall: the best one here.
    """
    plans = []
    for number, text in enumerate(sources):
        plans.append(_plan("one_step", f"hostile {number}", text))
        plans += [_plan("unroll", f"victim {number}", VICTIM.solution_source)] if victims else []
    ran = run_job([p.task for p in plans], limits=LIMITS, wall=wall)
    found = [judge(p, ran[p.task["id"]]).outcome for p in plans]
    return list(zip(found[::2], found[1::2], strict=True)) if victims else [(one, None) for one in found]


def _plan(name, id, text):
    made = plan(find(f"02.{name}"), Answer(name, text))
    made.task.update(id=id, seconds=0.5)
    return made
