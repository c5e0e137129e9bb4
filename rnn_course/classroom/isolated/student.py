"""Run a student's cells and hand over what they compute, as plain values.
Runs inside, beside the student's code.

Of each task it knows what the student may know as well: the stub, the arguments of each call, and how a
result is read. What comes out is judged outside, so code that replaces these functions can only change its
own values.
"""

import linecache
import pickle
import signal

from rnn_course.classroom.isolated.crossing import pack
from rnn_course.nearmiss.trial import oddities
from rnn_course.nearmiss.trial.gradients import reached
from rnn_course.nearmiss.trial.probes import changed_names, name_outputs, seed_everything, with_names
from rnn_course.nearmiss.trial.run import error_text, run
from rnn_course.nearmiss.trial.values import Unreadable, to_plain

OTHER_CELLS = 5  # seconds for each cell that only stands beside the answer


class TooSlow(BaseException):
    """A cell that only stands beside the answer takes too long."""


def _stop(_signal, _frame):
    raise TooSlow


def namespace_of(task):
    """What the notebook's names stand for after the student's cells;
    an error in one of them does not stop the others."""
    names = {"__name__": "exercise"}
    exec(task["imports"], names)
    signal.signal(signal.SIGALRM, _stop)
    for number, cell in enumerate(task["cells"]):
        signal.alarm(OTHER_CELLS)
        try:
            _run_cell(cell, f"<cell {number} {task['id']}>", names)
        except BaseException:  # noqa: BLE001  it is not this cell that is graded
            continue
        finally:
            signal.alarm(0)
    names.pop(task["name"], None)  # several exercises call their answer `answer`
    try:
        _run_cell(task["own"], f"<answer {task['id']}>", names)
    except BaseException as error:  # noqa: BLE001
        names["the error of the cell"] = error
    return names


def _answer(task):
    """(the answer, None), or (..., why there is none): {"untouched": True} or {"error": …}."""
    names = namespace_of(task)
    if names.get(task["name"], ...) is not ...:
        return names[task["name"]], None
    error = names.get("the error of the cell")
    return ..., {"untouched": True} if error is None else {"error": error_text(error)}


def _run_cell(source, filename, names):
    linecache.cache[filename] = len(source), None, source.splitlines(True), filename
    exec(compile(source, filename, "exec"), names)


def value_of(task):
    """A task answered by a letter, a number or a shape: {"value": …}."""
    answer, missing = _answer(task)
    if missing:
        return missing
    try:
        return {"value": pack(to_plain(answer))}
    except Unreadable as problem:
        return {"problem": [problem.key, str(problem)]}


def calls_of(task):
    """A task answered by a function: {"calls": [what each call gave, …]}."""
    function, missing = _answer(task)
    if missing:
        return missing
    problem = oddities.wrong_kind(function, task["name"])
    if problem:
        return {"problem": list(problem)}
    if oddities.same_code(function, task["stub"], task["name"], task["imports"]) or oddities.does_nothing(
        function
    ):
        return {"untouched": True}
    seen = []
    for call in task["calls"]:
        seen.append(_call(task, function, call))
        if seen[-1].get("stopped") or seen[-1].get("unfilled") and not seen[-1]["parts"]:
            break
    return {"calls": seen}


def _call(task, function, call):
    """What one call gave: its outputs, or why there are none."""
    seen, args = {}, pickle.loads(call["args"])

    def work():
        seed_everything(call["seed"])
        value = function(*args)
        if not task["may_change"]:
            seen["changed"] = changed_names(args, pickle.loads(call["args"]), task["arguments"])
        _read(task, seen, value, args, function)
        if call["flow"] and "outputs" in seen:
            seen["flow"] = {
                with_names(k, task["arguments"]): pack(g) for k, g in _flow(task, value, args).items()
            }

    outcome = run(work, task["seconds"])
    if outcome.error is not None:
        seen |= {"error": error_text(outcome.error), "stopped": outcome.stopped}
        seen.pop("outputs", None)
    return seen


def _flow(task, value, args):
    return {f"gradient of {name}": flow for name, flow in reached(value, task["outputs"], args).items()}


def _read(task, seen, value, args, function):
    if oddities.is_placeholder(value):
        seen |= {"unfilled": True, "parts": _parts(value, task["outputs"])}
        return
    nothing = value is None and task["may_change"] and task["observe"]
    problem = None if nothing else oddities.wrong_value(value, function)
    if problem:
        seen["problem"] = list(problem)
        return
    try:
        found = name_outputs(value, args, task["outputs"], task["observe"], task["arguments"])
        seen["outputs"] = {name: pack(item) for name, item in found.items()}
    except Unreadable as unread:
        seen |= {"problem": [unread.key, str(unread)], "parts": _parts(value, task["outputs"])}


def _parts(value, names):
    """Those of several outputs that can be read by themselves, packed."""
    from rnn_course.classroom.parts import items_of

    return {name: pack(item) for name, item in items_of(value, names).items()}


def with_gradient(rebuild, args, gradient):
    """A tensor with the gradient that it had outside."""
    tensor = rebuild(*args)
    tensor.grad = gradient
    return tensor


def told(task):
    """What the exercise's own check says of the answer:
    words only, for the student. Its points count nothing."""
    from rnn_course.exercises import find

    answer, missing = _answer(task)
    if missing and "error" in missing:
        return {"outcome": "raised", "message": missing["error"], "name": None, "details": []}
    result = find(task["id"]).check(answer)
    details = [list(part) if isinstance(part, tuple) else ["text", part] for part in result.details]
    return {
        "outcome": result.outcome,
        "name": result.misconception,
        "message": str(result.message),
        "details": details,
    }


KINDS = {"value": value_of, "calls": calls_of, "told": told}
