"""Code that is hostile by accident: each gets a sentence; none passes, and none harms what comes after."""

import gc
import linecache
import math
import os
import random
import signal
import sys
import threading
import time
import warnings
import zlib
from functools import partial

import numpy as np
import pytest
from engine_sample import _loop, _step, one_step, unroll

from rnn_course.nearmiss import FunctionExercise, Misconception

HINTS = ["a", "b", "c"]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(one_step, "seconds", 0.4)
    monkeypatch.setattr(unroll, "seconds", 0.4)
    yield
    good = one_step.check(_step)
    assert good.passed and not good.remarks, f"a later check is broken:\n{good}"


def body(lines, name="one_step", signature="x_t, h_prev, W_xh, W_hh, b"):
    """A function with this body, as a notebook cell would define it."""
    text = f"def {name}({signature}):\n" + "".join(f"    {line}\n" for line in lines.splitlines())
    namespace = {"np": np, "time": time, "sys": sys, "os": os, "random": random, "math": math}
    filename = f"<cell {zlib.crc32(text.encode())}>"
    linecache.cache[filename] = len(text), None, text.splitlines(True), filename
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


def words(result):
    """The text of a result without its line breaks."""
    return " ".join(str(result).split())


RIGHT = "return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)"

FOREVER = {
    "pass": "while True: pass",
    "bare-except": "while True:\n    try: pass\n    except: pass",
    "work-bare-except": "while True:\n    try: np.tanh(x_t)\n    except: pass",
    "sleep": "time.sleep(1e6)",
    "sleep-bare-except": "while True:\n    try: time.sleep(1e6)\n    except: pass",
    "finally-continue": "while True:\n    try: pass\n    finally: continue",
    "all-at-once": "while True:\n    try: x_t @ W_xh.T\n    except BaseException as e: continue\n    finally: continue",
    "nested": "def f():\n    while True:\n        try: math.sin(1)\n        except: pass\nwhile True:\n    try: f()\n    except: pass",
    "generator": "def g():\n    while True: yield 1\nfor _ in g(): pass",
    "prints": "while True: print('x' * 100)",
    "condition": "t = 0\nwhile t < len(x_t): h = np.tanh(x_t)",
    "comprehension": "return [0 for _ in iter(int, 1)]",
}


CALLED_BACK = {
    "weak-reference": "import weakref\nclass A: pass\nwhile True:\n    a = A()\n    r = weakref.ref(a, lambda _: sum(range(200_000)))\n    del a",
    "destructor": "class A:\n    def __del__(self): sum(range(200_000))\nwhile True: A()",
    "collector": "import gc\nwhile True:\n    gc.collect(0)",
}


@pytest.mark.parametrize("code", CALLED_BACK.values(), ids=CALLED_BACK)
def test_a_stop_that_is_lost_in_a_callback_is_not_told_aloud(code, monkeypatch):
    """Python cannot pass on what is raised there, and tells of it: the next stop must do, without a word."""
    told = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    slow_callback = lambda *_: time.sleep(0.004)  # noqa: E731
    gc.callbacks.append(slow_callback)
    try:
        result = one_step.check(body(code))
    finally:
        gc.callbacks.remove(slow_callback)
    assert result.outcome == "raised" and "stopped" in result.message
    assert not told and sys.unraisablehook == told.append


def test_what_else_is_lost_in_a_callback_is_told_as_ever(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    one_step.check(body("class A:\n    def __del__(self): raise KeyError('lost')\nA()\n" + RIGHT))
    assert told and all(lost.exc_type is KeyError for lost in told)


@pytest.mark.parametrize("code", FOREVER.values(), ids=FOREVER)
def test_endless_code_is_stopped(code):
    started = time.monotonic()
    result = one_step.check(body(code))
    assert result.outcome == "raised"
    assert "stopped" in result.message
    assert time.monotonic() - started < 8
    assert sys.gettrace() is None or "coverage" in sys.modules


def test_the_message_names_the_time_limit():
    assert "after 0.4 seconds" in one_step.check(body("while True: pass")).message


def test_the_callers_timer_and_handler_survive():
    seen = []
    old = signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.8)
    try:
        assert one_step.check(body("while True: pass")).outcome == "raised"
        time.sleep(1)
        assert seen == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


@pytest.mark.parametrize("name", ["pass", "bare-except", "work-bare-except", "prints"])
def test_a_check_in_another_thread_is_stopped_too(name):
    found = []
    thread = threading.Thread(target=lambda: found.append(one_step.check(body(FOREVER[name]))), daemon=True)
    thread.start()
    thread.join(10)
    assert found and found[0].outcome == "raised"


@pytest.mark.parametrize("name", ["pass", "bare-except", "all-at-once", "nested", "condition"])
def test_without_a_timer_the_watchdog_stops_it(name, monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    before = signal.getsignal(signal.SIGINT)  # a shell's background jobs ignore it
    assert one_step.check(body(FOREVER[name])).outcome == "raised"
    assert signal.getsignal(signal.SIGINT) is before


TIMER_OFF = {
    "setitimer": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
    "alarm": "import signal\nsignal.alarm(0)\nwhile True:\n    try: pass\n    except: pass",
    "slow": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 1e6, 1e6)\nwhile True: pass",
    "sleeps": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\ntime.sleep(1e6)",
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer to switch off")
@pytest.mark.parametrize("name", TIMER_OFF)
def test_code_that_switches_off_the_timer_is_stopped(name):
    started, before = time.monotonic(), threading.active_count()
    result = one_step.check(body(TIMER_OFF[name]))
    assert result.outcome == "raised" and time.monotonic() - started < 8
    assert ("waits" if name == "sleeps" else "switched off the timer") in result.message
    assert threading.active_count() == before and signal.getitimer(signal.ITIMER_REAL) == (0, 0)


INTERRUPTING_CLASSES = """
class Meta(type):
    def __getattribute__(cls, name): raise KeyboardInterrupt
    def __instancecheck__(cls, other): raise KeyboardInterrupt
    __eq__, __hash__ = __instancecheck__, None
class Hidden(metaclass=Meta): pass
class Classless:
    @property
    def __class__(self): raise KeyboardInterrupt
    def __call__(self, *args): return right(*args)
class ClasslessArray(np.ndarray):
    @property
    def __class__(self): raise KeyboardInterrupt
"""
INTERRUPTING = {
    "answer-class": "Hidden",
    "answer-of-no-class": "Classless()",
    "value-of-no-class": "lambda *args: Classless()",
    "array-of-no-class": "lambda *args: right(*args).view(ClasslessArray)",
    "inside-a-list": "lambda *args: [Classless()]",
    "class-in-the-notebook": "lambda *args: Hidden()",
}


@pytest.mark.parametrize("name", INTERRUPTING)
def test_code_that_raises_as_ctrl_c_does_gets_a_sentence(name):
    notebook = {"np": np, "right": _step}
    exec(INTERRUPTING_CLASSES, notebook)
    result = one_step.check(eval(INTERRUPTING[name], notebook))
    assert not result.passed and "nobody has interrupted the check" in words(result)


def test_ctrl_c_during_the_learners_code_is_told():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = one_step.check(body("import signal\nsignal.raise_signal(signal.SIGINT)"))
        assert "You interrupted the check." in result.message
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_during_the_check_itself_ends_it(monkeypatch):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt) as caught:
            patch.setattr(one_step, "judge", lambda answer: signal.raise_signal(signal.SIGINT))
            one_step.check(_step)
        assert caught.type is KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, before)


RAISES = {
    "value": ("raise ValueError('no <b>such</b> thing')", "ValueError: no <b>such</b> thing"),
    "shapes": ("h = x_t + b\nreturn h", "ValueError"),
    "exit": ("exit()", "quit"),
    "sys-exit": ("sys.exit(3)", "quit"),
    "keyboard": ("raise KeyboardInterrupt", "interrupted"),
    "recursion": ("def f(n): return f(n + 1)\nreturn f(0)", "calls itself"),
    "memory": ("return np.ones((10**6, 10**6))", "memory"),
    "memory-list": ("return [0] * 10**13", "memory"),
    "memory-growth": ("big = []\nwhile True: big.append(np.ones(10**6))", "memory"),
    "input": ("return input('x?')", "keyboard"),
    "breakpoint": ("breakpoint()", "keyboard"),
    "name": ("return torhc.tanh(x_t)", "NameError"),
    "assert": ("assert False", "AssertionError"),
    "stop-iteration": ("return next(iter([]))", "StopIteration"),
    "base": ("class Odd(BaseException):\n    def __str__(self): raise ValueError\nraise Odd", "Odd"),
    "generator-exit": ("raise GeneratorExit", "GeneratorExit"),
    "group": ("raise ExceptionGroup('several', [ValueError(1)])", "several"),
}


@pytest.mark.parametrize("code, text", RAISES.values(), ids=RAISES)
def test_an_error_is_shown_as_the_learners_own(code, text):
    result = one_step.check(body(code))
    assert result.outcome == "raised" and not result.passed
    assert text in str(result)
    assert "exercises" not in str(result) and "Traceback" not in str(result)
    assert "<b>such" not in result._repr_html_()


def test_the_line_is_the_learners(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(
        "import numpy as np\n\ndef one_step(x_t, h_prev, W_xh, W_hh, b):\n    h = np.tanh(x_t)\n    return h.reshape(7, -1)\n"
    )
    namespace = {}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    text = str(one_step.check(namespace["one_step"]))
    assert "Line 3 of `one_step`" in text and "return h.reshape(7, -1)" in text and str(tmp_path) not in text


def test_an_error_inside_a_library_is_shown_at_the_learners_line():
    text = str(one_step.check(body("a = 1\nreturn np.linalg.inv(np.ones((2, 3)))")))
    assert "Line 3 of `one_step`" in text and "LinAlgError" in text


def test_what_was_printed_is_shown_in_short():
    result = one_step.check(body("print('shape', x_t.shape)\nprint('y\\n' * 50)\nreturn x_t * 0 + 17"))
    assert result.outcome != "right" and "shape (3, 4)" in str(result) and "…" in str(result)
    assert len(str(result)) < 900


def test_printing_is_not_shown_elsewhere(capfd):
    assert one_step.check(body("print('loud')\nsys.stderr.write('louder')\n" + RIGHT)).passed
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "code", ["x_t += 1\n" + RIGHT.replace("x_t", "(x_t - 1)"), "h_prev[0] = 0\n" + RIGHT]
)
def test_changed_inputs_are_told(code):
    result = one_step.check(body(code))
    assert "changes its input" in str(result)
    assert result.passed == ("(x_t - 1)" in code)


GLOBAL = {
    "list": (
        "seen = []\ndef one_step(x_t, h_prev, W_xh, W_hh, b):\n    seen.append(1)\n"
        "    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b) * len(seen)\n"
    ),
    "first-time-only": (
        "n = 0\ndef one_step(x_t, h_prev, W_xh, W_hh, b):\n    global n\n    n += 1\n"
        "    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b) * (n < 6)\n"
    ),
    "default": (
        "def one_step(x_t, h_prev, W_xh, W_hh, b, seen=[]):\n    seen.append(1)\n"
        "    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b) + (len(seen) > 1)\n"
    ),
    "random": (
        "def one_step(x_t, h_prev, W_xh, W_hh, b):\n"
        "    return np.tanh(x_t @ W_xh.T + np.random.randn(*h_prev.shape) @ W_hh.T + b)\n"
    ),
}


@pytest.mark.parametrize("source", GLOBAL.values(), ids=GLOBAL)
def test_state_between_calls_is_told(source):
    namespace = {"np": np}
    exec(source, namespace)
    result = one_step.check(namespace["one_step"])
    assert (result.outcome, result.misconception) == ("named", "general:keeps-state")


VALUES = {
    "nan": ("return np.full(h_prev.shape, np.nan)", "NaN"),
    "some-nan": ("h = _(x_t, h_prev, W_xh, W_hh, b)\nh[-1] = np.nan\nreturn h", "NaN"),
    "inf": ("return np.full(h_prev.shape, np.inf)", "inf"),
    "complex": ("return _(x_t, h_prev, W_xh, W_hh, b) + 0j", "complex"),
    "ragged": ("return [[1, 2], [3]]", "ragged"),
    "text": ("return 'tanh(x W + h W)'", "text"),
    "texts": ("return ['a', 'b']", "text"),
    "none": ("_(x_t, h_prev, W_xh, W_hh, b)", "return"),
    "printed": ("print(_(x_t, h_prev, W_xh, W_hh, b))", "return"),
    "generator": ("yield _(x_t, h_prev, W_xh, W_hh, b)", "yield"),
    "function": ("return np.tanh", "function"),
    "lambda": ("return lambda: 1", "function"),
    "huge": ("return np.broadcast_to(0.0, (10**5, 10**5))", "numbers"),
    "object": ("return object()", "not a number"),
    "set": ("return {1, 2}", "not a number"),
    "dict": ("return {'h': x_t}", "wrong kind"),
    "self-containing": ("a = []\na.append(a)\nreturn a", ""),
    "deep": ("a = []\nfor _i in range(100000): a = [a]\nreturn a", ""),
    "empty": ("return []", "shape"),
    "scalar": ("return 3", "shape"),
    "nones": ("return [None, None]", "None"),
    "true": ("return True", ""),
    "bad-array": ("class A:\n    def __array__(self, *a, **k): raise RuntimeError('boo')\nreturn A()", "boo"),
    "bad-all": ("class A:\n    def __getattribute__(self, n): raise RuntimeError('boo')\nreturn A()", ""),
    "trailing-comma": ("return _(x_t, h_prev, W_xh, W_hh, b),", "comma"),
    "loop-value": (
        "class A:\n    def __array__(self, *a, **k):\n        while True: pass\nreturn A()",
        "stopped",
    ),
    "loop-length": (
        "class A(list):\n    def __iter__(self):\n        while True: yield 1\nreturn A([1])",
        "stopped",
    ),
}


@pytest.mark.parametrize("code, text", VALUES.values(), ids=VALUES)
def test_odd_values_get_a_sentence(code, text):
    function = body(code)
    function.__globals__["_"] = _step
    result = one_step.check(function)
    assert not result.passed and result.outcome in ("named", "differs", "raised")
    assert text in str(result), str(result)
    assert "could not be judged" not in str(result), str(result)
    assert "0x" not in str(result)


class AClass:
    def __init__(self, *args):
        pass


async def a_coroutine(x_t, h_prev, W_xh, W_hh, b):
    return 1


class Sly:
    """Everything about it raises."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __call__(self, *args):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    __hash__ = None


KINDS = {
    "class": (AClass, "class"),
    "called": (np.ones((3, 6)), "array of shape (3, 6)"),
    "module": (np, "module"),
    "text": ("one_step", "text"),
    "number": (3, "number"),
    "coroutine": (a_coroutine, "async"),
    "few-arguments": (lambda x_t, h_prev: x_t, "called with 5 arguments"),
    "many-arguments": (lambda a, b, c, d, e, f: a, "called with 5 arguments"),
    "keyword-only": (lambda *, x_t, h_prev, W_xh, W_hh, b: x_t, "called with 5 arguments"),
    "no-arguments": (lambda: 1, "one_step(x_t, h_prev, W_xh, W_hh, b)"),
    "builtin": (print, ""),
    "ufunc": (np.add, ""),
    "sly": (Sly(), ""),
    "other-order": (lambda h_prev, x_t, W_xh, W_hh, b: x_t, "another order"),
}


@pytest.mark.parametrize("answer, text", KINDS.values(), ids=KINDS)
def test_answers_of_the_wrong_kind(answer, text):
    result = one_step.check(answer)
    assert not result.passed and result.outcome in ("named", "differs", "raised")
    assert text in words(result)
    assert result._repr_html_()


NOT_ATTEMPTED = {
    "stub": "return ...  # shape (B, H)",
    "pass": "pass",
    "dots": "...",
    "docstring": "'''Returns h_t.'''",
    "tuple": "return ..., ...",
    "variable": "h = ...\nreturn h",
    "half": "h = ... @ W_xh.T\nreturn h",
    "comment": "# h_t\nreturn ...",
    "none": "return None",
}


@pytest.mark.parametrize("code", NOT_ATTEMPTED.values(), ids=NOT_ATTEMPTED)
def test_a_stub_is_not_attempted(code, progress_folder):
    assert one_step.check(body(code)).outcome == "not_attempted"
    assert not progress_folder.exists()


@pytest.mark.parametrize("answer", [..., None])
def test_nothing_is_not_attempted(answer):
    assert one_step.check(answer).outcome == "not_attempted"
    assert one_step.check().outcome == "not_attempted"


def test_a_repair_exercise_handed_in_unchanged_is_not_attempted():
    broken = "def total(x):\n    s = 0\n    for row in x.T:\n        s += row[0]\n    return s\n"

    def mended(x):
        return x[:, 0].sum()

    exercise = FunctionExercise(
        id="t.repair",
        title="t",
        stub=broken,
        solution=mended,
        why="w",
        hints=HINTS,
        draw=lambda rng, T, B: rng.normal(size=(T, B)),
    )
    assert exercise.check(exercise.function_from(broken)).outcome == "not_attempted"
    assert "repair" in str(exercise.check(exercise.function_from(broken)))
    assert (
        exercise.check(
            exercise.function_from("\n# my comment\n" + broken.replace("s = 0", "s = 0  # zero"))
        ).outcome
        == "not_attempted"
    )
    assert (
        exercise.check(exercise.function_from(broken.replace("row[0]", "row[-1]"))).outcome != "not_attempted"
    )
    assert exercise.check(exercise.function_from(broken.replace(".T", ""))).passed


def test_settings_are_restored(tmp_path):
    torch = pytest.importorskip("torch")
    code = (
        "import torch, warnings\nnp.random.seed(0); random.seed(0); torch.manual_seed(0)\nnp.seterr(all='raise')\n"
        "torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False); torch.set_num_threads(3)\n"
        "warnings.simplefilter('ignore'); sys.setrecursionlimit(5000); os.chdir('/'); np.set_printoptions(precision=1)\n"
        + RIGHT
    )

    def now():
        return (
            np.random.get_state()[1].tolist(), random.getstate(), torch.get_rng_state().tolist(), np.geterr(),
            torch.get_default_dtype(), torch.is_grad_enabled(), torch.get_num_threads(), list(warnings.filters),
            sys.getrecursionlimit(), os.getcwd(), np.get_printoptions(), sys.stdout, sys.stderr,
        )  # fmt: skip

    before = now()
    assert one_step.check(body(code)).passed
    assert now() == before


def test_warnings_are_a_remark_of_a_wrong_answer_only(recwarn):
    assert any("overflow" in r for r in one_step.check(body("return np.exp(h_prev * 1e6)")).remarks)
    assert one_step.check(body("np.exp(1e6)\n" + RIGHT)).remarks == []
    assert not recwarn.list


@pytest.mark.parametrize(
    "answer", [partial(_step), lambda *a: _step(*a), lambda x, h, u, w, b=0: _step(x, h, u, w, b)]
)
def test_unusual_callables_are_accepted(answer):
    assert one_step.check(answer).passed


def test_a_method_and_a_callable_object_are_accepted():
    class Cell:
        def step(self, *args):
            return _step(*args)

        __call__ = step

    assert one_step.check(Cell().step).passed and one_step.check(Cell()).passed


def test_learner_text_never_becomes_markup():
    result = one_step.check(body("raise ValueError('<script>alert(1)</script> `<img src=x>`')"))
    page = result._repr_html_()
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_results_are_the_same_each_time():
    for code in (
        "return x_t",
        "raise ValueError(object())",
        "return [object()]",
        "return h_prev + np.random.rand()",
    ):
        assert str(one_step.check(body(code))) == str(one_step.check(body(code)))


def test_a_wrong_second_output_is_found():
    def swapped(*args):
        out, h = _loop(*args)
        return h, out

    assert unroll.check(swapped).misconception == "general:outputs-swapped"
    assert "one value" in str(unroll.check(lambda *a: _loop(*a)[0]))
    assert "3 values" in str(unroll.check(lambda *a: (*_loop(*a), 1)))
    result = unroll.check(lambda *a: (_loop(*a)[0], _loop(*a)[0][0]))
    assert result.misconception == "general:weight" and "`h_n` stays as it is" in str(result)


def test_a_detector_sees_mistakes_with_right_values():
    def loops_not(function, calls):
        assert calls[0].sizes["B"] == 3 and len(calls[0].args) == 5 and calls[0].value.shape == (3, 6)
        return function.__name__ == "sneaky"

    exercise = FunctionExercise(
        id="t.detect",
        title="t",
        stub="def f(x_t, h_prev, W_xh, W_hh, b):\n    return ...\n",
        solution=_step,
        why="w",
        hints=HINTS,
        draw=one_step._draw,
        misconceptions=[Misconception("sneaky", "def f(*a): return 1", "Sneaky.", detect=loops_not)],
    )

    def sneaky(*args):
        return _step(*args)

    assert exercise.check(sneaky).misconception == "sneaky"
    assert exercise.check(_step).passed


def test_a_failing_detector_harms_nothing():
    def bad(function, calls):
        raise RuntimeError

    exercise = FunctionExercise(
        id="t.bad",
        title="t",
        stub="def f(x_t, h_prev, W_xh, W_hh, b):\n    return ...\n",
        solution=_step,
        why="w",
        hints=HINTS,
        draw=one_step._draw,
        misconceptions=[Misconception("x", "def f(*a): return 1", "X.", detect=bad)],
    )
    assert exercise.check(_step).passed
