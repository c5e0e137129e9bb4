"""Run learner code once, and say what happened: a value, an error in the learner's own line, or a stop."""

import inspect
import linecache
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

from rnn_course.exercises.display import shorten
from rnn_course.exercises.guard import Stopped, call_within
from rnn_course.exercises.state import kept_settings, quiet

PACKAGE = str(Path(__file__).resolve().parent.parent)
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
SECONDS = 5.0


@dataclass
class Run:
    """What one run of learner code gave."""

    value: object = None
    error: BaseException | None = None
    printed: str = ""
    warned: list = field(default_factory=list)

    @property
    def stopped(self):
        """ "time" or "memory" when the code had to be stopped, else ""."""
        return self.error.reason if isinstance(self.error, Stopped) else ""


def run(task, seconds=SECONDS):
    """Call `task()` with a time limit, captured output and restored settings. Never raises."""
    outcome = Run()
    with kept_settings(), quiet() as (tape, heard):
        try:
            outcome.value = call_within(seconds, task)
        except BaseException as error:  # noqa: BLE001  learner code may raise anything, also SystemExit
            outcome.error = error
    outcome.printed = tape.text()
    outcome.warned = list(dict.fromkeys(_sentence(w.message) for w in heard))
    return outcome


def _sentence(error):
    """str(error), whatever its class does in __str__."""
    try:
        return shorten("\n".join(str(error).strip().splitlines()[:4]))
    except Exception:  # noqa: BLE001
        return "(its message cannot be shown)"


def code_of(function):
    """The code object behind a function, method, partial or callable object, or None."""
    function = inspect.unwrap(getattr(function, "func", function))
    function = getattr(function, "__func__", function)
    if not hasattr(function, "__code__"):
        kind = type(function)
        function = getattr(kind, "forward", None) or kind.__dict__.get("__call__")
    return getattr(function, "__code__", None)


def source_of(function):
    """The source of a function typed in a notebook or a file, or "" when it is not known."""
    try:
        return inspect.getsource(code_of(function))
    except (OSError, TypeError, IndexError, SyntaxError):
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
    """(line number within its function, function name, text of the line), or None: the innermost line of learner code."""
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


SPECIAL = {
    "RecursionError": "Your function calls itself again and again without an end.",
    "MemoryError": "Your code asked for more memory than it may use here.",
    "SystemExit": "Your code asks Python to quit (`exit()` or `sys.exit()`); use `return` to leave a function.",
    "KeyboardInterrupt": "You interrupted the check.",
}


def explain_error(error, function, seconds=SECONDS):
    """(sentence, details) for an error or a stop in learner code."""
    if isinstance(error, Stopped):
        sentence = {
            "time": f"Your code was stopped after {seconds:g} seconds: it does not come to an end, or is far too slow. "
            "Look at each loop: what makes it stop?",
            "memory": "Your code was stopped: it takes more and more memory. Look for a list that grows without an end.",
        }[error.reason]
    else:
        sentence = SPECIAL.get(error_name(error), "Python could not finish your function.")
    place = error_line(error, function)
    details = [] if isinstance(error, Stopped) else [("code", error_text(error))]
    if place:
        number, name, text = place
        where = f"Line {number} of `{name}`" + (":" if text else ".")
        details = [where, *([("code", shorten(text, 200))] if text else []), *details]
    return sentence, details


def printed_detail(printed):
    """What the learner's code printed, in short; [] if nothing."""
    text = printed.strip()
    if not text:
        return []
    lines = text.splitlines()
    more = "\n…" if len(lines) > 8 else ""
    return ["Your code printed:", ("code", shorten("\n".join(lines[:8]), 600) + more)]
