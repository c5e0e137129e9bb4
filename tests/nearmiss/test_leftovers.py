"""What a check leaves behind: nothing. And what it never does: raise."""

import decimal
import gc
import locale
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from engine_sample import _step, one_step

from rnn_course import core

torch = pytest.importorskip("torch")


def _now():
    """Every setting that a check must leave as it was."""
    return {
        "default device": torch.get_default_device(),
        "anomaly mode": torch.is_anomaly_enabled(),
        "deterministic algorithms": torch.get_deterministic_debug_mode(),
        "print options of torch": dict(vars(torch._tensor_str.PRINT_OPTS)),
        "print options of numpy": np.get_printoptions(),
        "np.seterrcall": np.geterrcall(),
        "os.environ": dict(os.environ),
        "gc": (gc.isenabled(), gc.get_threshold()),
        "switch interval": sys.getswitchinterval(),
        "decimal precision": decimal.getcontext().prec,
        "Ctrl-C": signal.getsignal(signal.SIGINT),
        "locale": locale.setlocale(locale.LC_ALL),
        "where modules are found": list(sys.path),
        "what finds them": list(sys.meta_path),
        "a module": sys.modules.get("numpy"),
        "hooks": (sys.excepthook, sys.displayhook),
        "clock": time.monotonic,
        "precision of products": torch.get_float32_matmul_precision(),
    }


def _change_all():
    torch.set_default_device("meta")
    torch.autograd.set_detect_anomaly(True)
    torch.use_deterministic_algorithms(True)
    torch.set_printoptions(precision=1, sci_mode=True)
    np.set_printoptions(precision=1)
    np.seterrcall(lambda *_: None)
    os.environ["LEFT_BEHIND"] = "yes"
    os.environ.pop("PATH")
    gc.disable()
    gc.set_threshold(7)
    sys.setswitchinterval(0.5)
    decimal.getcontext().prec = 3
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    locale.setlocale(locale.LC_ALL, "C")
    sys.path.clear()
    sys.meta_path.clear()
    del sys.modules["numpy"]
    sys.excepthook = sys.displayhook = None
    time.monotonic = lambda: 0.0
    torch.set_float32_matmul_precision("medium")


@pytest.mark.parametrize("right", [True, False])
def test_every_setting_is_as_before(right):
    def answer(*args):
        state = _step(*args) if right else None
        _change_all()
        return state

    before = _now()
    assert one_step.check(answer).passed == right
    assert _now() == before


def _patched(holder, name, value):
    def answer(*args):
        setattr(holder, name, value)
        return _step(*args)

    return answer


PATCHES = {
    "numpy": (np, "abs", lambda a: 0 * a), "linalg": (np.linalg, "norm", lambda a: 0.0), "torch": (torch, "tanh", lambda a: a),
    "tensor": (torch.Tensor, "sum", lambda a: a), "cell": (torch.nn.RNN, "forward", lambda *a: None), "len": (__builtins__ if not isinstance(__builtins__, dict) else sys.modules["builtins"], "len", lambda a: 3),
    "core": (core, "rnn_step", lambda *a: 0),
}  # fmt: skip


@pytest.mark.parametrize(("holder", "name", "value"), PATCHES.values(), ids=PATCHES)
def test_what_an_answer_has_replaced_is_put_back(holder, name, value):
    before = getattr(holder, name)
    one_step.check(_patched(holder, name, value))
    assert getattr(holder, name) is before


def test_an_answer_that_patches_the_comparison_is_judged_by_the_real_one():
    def answer(*args):
        np.abs = lambda a: 0 * np.asarray(a)
        return _step(*args) + 1

    assert not one_step.check(answer).passed
    assert one_step.check(_step).passed


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)  # how pytest sees a SystemExit there
def test_a_thread_that_an_answer_started_is_ended():
    def answer(*args):
        threading.Thread(
            target=lambda: [time.sleep(0.01) for _ in range(10_000)], daemon=True, name="left"
        ).start()
        return _step(*args)

    one_step.check(answer)
    end = time.monotonic() + 5
    while any(thread.name == "left" for thread in threading.enumerate()) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(thread.name == "left" for thread in threading.enumerate())


class _QuitsInText(Exception):
    def __str__(self):
        raise SystemExit


class _Odd:
    """An object that raises whatever is asked of it."""

    def __eq__(self, other):
        raise SystemExit

    __hash__ = None
    __repr__ = __len__ = __iter__ = lambda self: (_ for _ in ()).throw(RuntimeError("no"))

    def __array__(self, *_args, **_kwargs):
        raise SystemExit


class _OddList(list):
    __len__ = __iter__ = lambda self: (_ for _ in ()).throw(RuntimeError("no"))


class _Lazy:
    """Numbers that are only computed when they are read."""

    def __init__(self, state):
        self.state = state

    def __array__(self, *_args, **_kwargs):
        return self.state


def _contains_itself(*_args):
    answer = []
    answer.append(answer)
    return answer


def _raises(*_args):
    raise _QuitsInText


def _own_loop(x_t, h_prev, W_xh, W_hh, b):
    import asyncio

    async def state():
        return _step(x_t, h_prev, W_xh, W_hh, b)

    return asyncio.run(state())


ODD = {
    "raises": (_raises, "cannot be shown"), "object": (lambda *_: _Odd(), "cannot be read"), "list": (lambda *_: _OddList([1]), "cannot be read"),
    "itself": (_contains_itself, "contains itself"), "in a dict": (lambda *_: {"h": _Odd()}, "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "text"), ODD.values(), ids=ODD)
def test_an_odd_answer_gets_its_own_sentence(answer, text):
    result = one_step.check(answer)
    assert not result.passed and text in " ".join(str(result).split())


class _QuitsWhenCalledUpon:
    """An answer that quits as soon as somebody asks for its signature."""

    @property
    def __signature__(self):
        raise SystemExit

    def __call__(self, *args):
        return _step(*args)


class _QuitsWhenLookedAt(_QuitsWhenCalledUpon):
    def __getattr__(self, name):
        raise SystemExit


@pytest.mark.parametrize("kind", [_QuitsWhenCalledUpon, _QuitsWhenLookedAt])
def test_an_answer_that_quits_when_it_is_looked_at_is_told_so_and_not_that_the_check_failed(kind):
    result = one_step.check(kind())
    assert result.outcome == "differs" and "cannot be looked at: SystemExit" in result.message


def _deep(*_args):
    answer = [1.0]
    for _ in range(100_000):
        answer = [answer]
    return answer


def test_a_very_deep_list_is_not_said_to_contain_itself_only():
    assert "nested too deep" in one_step.check(_deep).message


def test_a_lazy_right_answer_is_right():
    assert one_step.check(lambda *args: _Lazy(_step(*args))).passed


def test_an_own_event_loop_is_no_trouble():
    """In a process of its own: a browser test beside this one may keep a loop running."""
    code = "import sys; sys.path.insert(0, 'tests/nearmiss'); import test_leftovers as t; print(t.one_step.check(t._own_loop).outcome)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "right\n"


def test_inside_a_running_event_loop_nothing_odd_is_printed():
    """As in a notebook's kernel: `asyncio.run` is refused there, and its coroutine must not complain later."""
    code = (
        "import asyncio, gc, sys; sys.path.insert(0, 'tests/nearmiss'); import test_leftovers as t\n"
        "async def main(): print(t.one_step.check(t._own_loop).outcome); gc.collect()\n"
        "asyncio.run(main())"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "raised\n" and "never awaited" not in done.stderr
