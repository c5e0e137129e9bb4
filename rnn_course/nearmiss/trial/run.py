"""Run learner code once, and say what happened: a value, an error in the learner's own line, or a stop."""

import inspect
import linecache
import sysconfig
import tokenize
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rnn_course.nearmiss.card import shorten
from rnn_course.nearmiss.sentences import say, sentences
from rnn_course.nearmiss.trial.guard import Guard
from rnn_course.nearmiss.trial.quiet import quiet
from rnn_course.nearmiss.trial.settings import kept_settings
from rnn_course.nearmiss.trial.stops import Stopped

PACKAGE = str(Path(__file__).resolve().parents[2])
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
SECONDS = 5.0  # of computing, for each probe


@dataclass
class Run:
    """What one run of learner code gave."""

    value: object = None
    error: BaseException | None = None
    printed: str = ""
    warned: list = field(default_factory=list)
    replaced: list = field(default_factory=list)  # what it had replaced in a library
    missing: list = field(default_factory=list)  # limits that this system does not offer

    @property
    def stopped(self):
        """ "time", "waiting" or "memory" when the code had to be stopped, else ""."""
        return self.error.reason if isinstance(self.error, Stopped) else ""


class EngineFault(Exception):
    """The check itself has failed: nothing is known of the answer."""


def run(task, seconds=SECONDS, prepare=tuple):
    """Call `task(*prepare())` with a time limit, captured output and restored settings.

    Raises EngineFault when `prepare`, which is not the learner's, fails; what happens in `task` is in the
    outcome.
    """
    outcome, guard = Run(), Guard(seconds)
    with kept_settings() as outcome.replaced, quiet() as (tape, heard):
        args = _prepared(prepare)
        try:
            outcome.value = guard.call(task, *args)
        except BaseException as error:  # noqa: BLE001  learner code may raise anything, also SystemExit
            outcome.error = error
            _close_coroutines(error)
    outcome.missing = guard.missing
    outcome.printed = tape.text()
    outcome.warned = list(dict.fromkeys(_sentence(w.message) for w in heard))
    return outcome


def _close_coroutines(error):
    """Coroutines that nobody has awaited: Python would complain of them later, in another cell."""
    traceback = error.__traceback__
    while traceback is not None:
        for value in list(traceback.tb_frame.f_locals.values()):
            if type(value) is types.CoroutineType:  # asks an odd object nothing
                value.close()
        traceback = traceback.tb_next


def _prepared(prepare):
    try:
        return prepare()
    except Exception as error:
        raise EngineFault(f"the arguments of a probe cannot be made: {error_text(error)}") from error


def _sentence(error):
    """str(error), whatever its class does in __str__."""
    try:
        return shorten("\n".join(str(error).strip().splitlines()[:4]))
    except BaseException:  # noqa: BLE001  a class may do anything there, also quit
        return "(its message cannot be shown)"


def code_of(function) -> Any:
    """The code object behind a function, method, partial or callable object, or None."""
    function = inspect.unwrap(getattr(function, "func", function))
    function = getattr(function, "__func__", function)
    if not hasattr(function, "__code__"):
        kind = type(function)
        function = getattr(kind, "forward", None) or kind.__dict__.get("__call__")
    return getattr(function, "__code__", None)


def source_of(function):
    """The source of a function typed in a notebook or a file, or "" when it is not known."""
    code = code_of(function)
    if code is None:
        return ""
    linecache.checkcache(code.co_filename)
    try:  # inspect.getsource looks for the module first, among all that are loaded
        return "".join(inspect.getblock(linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]))
    except (IndexError, SyntaxError, tokenize.TokenError):
        return ""


def error_name(error):
    """The class name of an error."""
    return type(error).__name__


def error_text(error):
    """ "ValueError: …", short, without addresses."""
    text = _sentence(error)
    return f"{error_name(error)}: {text}" if text else error_name(error)


def _is_learners(filename, own_file):
    if filename == own_file:
        return True
    if filename.startswith(("<frozen", "<__array_function__")):
        return False
    return not filename.startswith((PACKAGE, *LIBRARIES))


def error_line(error, function):
    """(line number within its function, function name, text of the line), or None: the innermost line of
    learner code."""
    code = code_of(function)
    own_file = code.co_filename if code else ""
    found, traceback = None, error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        if traceback.tb_lineno and _is_learners(frame.f_code.co_filename, own_file):
            found = frame.f_code, traceback.tb_lineno
        traceback = traceback.tb_next
    if found is None:
        return None
    inner, line = found
    in_comprehension = inner.co_name.startswith("<") and code and inner.co_filename == own_file
    named = code if in_comprehension else inner
    return line - named.co_firstlineno + 1, named.co_name, linecache.getline(inner.co_filename, line).strip()


def explain_error(error, function, seconds=SECONDS):
    """(sentence, details) for an error or a stop in learner code."""
    kind = error.reason if isinstance(error, Stopped) else error_name(error)
    sentence = say("trial", "end", kind if kind in sentences("trial")["end"] else "other", seconds=seconds)
    place = error_line(error, function)
    details = [] if isinstance(error, Stopped) else [("code", error_text(error))]
    if place:
        number, name, text = place
        where = say("trial", "end", "line", number=number, name=name) + (":" if text else ".")
        details = [where, *([("code", shorten(text, 200))] if text else []), *details]
    return sentence, details


def printed_detail(printed):
    """What the learner's code printed, in short; [] if nothing."""
    text = printed.strip()
    if not text:
        return []
    lines = text.splitlines()
    more = "\n…" if len(lines) > 8 else ""
    return [say("trial", "end", "printed"), ("code", shorten("\n".join(lines[:8]), 600) + more)]
