"""A verdict to trust: where a guard cannot start, where a check is sabotaged, and answers that only look right."""

import builtins
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from engine_sample import _loop, _step, one_step, unroll

from rnn_course.nearmiss import FunctionExercise, Misconception
from rnn_course.nearmiss.trial import limits
from rnn_course.nearmiss.trial.run import run

HINTS = ["a", "b", "c"]


def _no_bias(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T)


def _no_stack_line():
    raise KeyError("VmStk")


def _no_timer(*_):
    raise OSError("no timers here")


def _no_threads(_thread):
    raise RuntimeError("can't start new thread")


@pytest.fixture(params=["memory", "timer", "thread"])
def broken_guard(request, monkeypatch):
    """A system that lacks one of the guard's parts; gives the word that the remark must have."""
    if request.param == "memory":
        monkeypatch.setattr(limits, "_data_used", _no_stack_line)
        return "memory"
    if request.param == "thread":
        monkeypatch.delattr(limits.signal, "setitimer")
        monkeypatch.setattr(threading.Thread, "start", _no_threads)
    else:
        monkeypatch.setattr(limits.signal, "setitimer", _no_timer)
    return "time"


def test_a_wrong_answer_is_wrong_where_the_guard_cannot_start(broken_guard):
    result = one_step.check(_no_bias)
    assert result.outcome == "named" and result.misconception
    assert any(broken_guard in remark for remark in result.remarks)


def test_a_right_answer_is_right_where_the_guard_cannot_start(broken_guard):
    result = one_step.check(_step)
    assert result.passed and len(result.remarks) == 1 and broken_guard in result.remarks[0]


def test_a_failing_draw_is_never_compared_with_anything(monkeypatch):
    def draw(rng, B, I, H):  # noqa: E741
        raise RuntimeError("no arguments")

    monkeypatch.delenv("NEARMISS_DEBUG", raising=False)
    exercise = FunctionExercise(id="x", title="x", stub="def f(x):\n    return ...\n", solution="def f(x):\n    return x\n",
                                why="w", hints=HINTS, draw=draw)  # fmt: skip
    result = exercise.check(lambda x: x)
    assert result.outcome == "not_judged" and result.points == 0 and "no fault of yours" in result.message
    monkeypatch.setenv("NEARMISS_DEBUG", "1")
    with pytest.raises(Exception, match="no arguments"):
        exercise.check(lambda x: x)


def test_a_reference_that_fails_is_never_agreed_with(monkeypatch):
    monkeypatch.delenv("NEARMISS_DEBUG", raising=False)
    exercise = FunctionExercise(id="y", title="y", stub="def f(x):\n    return ...\n", solution="def f(x):\n    return x / nothing\n",
                                why="w", hints=HINTS, draw=lambda rng, T: rng.normal(size=T))  # fmt: skip
    assert exercise.check(lambda x: x / nothing).outcome == "not_judged"  # noqa: F821


def test_before_a_right_the_engine_sees_a_known_wrong_answer_rejected(monkeypatch):
    monkeypatch.delenv("NEARMISS_DEBUG", raising=False)
    monkeypatch.setattr(sys.modules["rnn_course.nearmiss.judging"], "same", lambda *_: True)
    assert one_step.check(_step).outcome == "not_judged"


def test_a_comparison_that_finds_all_equal_calls_nothing_right(monkeypatch):
    monkeypatch.delenv("NEARMISS_DEBUG", raising=False)
    from rnn_course.nearmiss.trial import compare

    monkeypatch.setattr(compare, "close", lambda got, want, tolerance=0: np.ones(np.shape(want), bool))
    assert not one_step.check(_no_bias).passed


def _stops_after_nine(x, h_0, W_xh, W_hh, b):
    states, h = np.zeros((len(x), *h_0.shape)), h_0
    for t in range(min(len(x), 9)):
        h = states[t] = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
    return states, h


def _zeros_from_twelve(x, h_0, W_xh, W_hh, b):
    states, last = _loop(x, h_0, W_xh, W_hh, b)
    states[11:] = 0
    return states, last


def _no_bias_when_long(x, h_0, W_xh, W_hh, b):
    return _loop(x, h_0, W_xh, W_hh, b if len(x) < 15 else 0 * b)


def _no_bias_from_24(x, h_0, W_xh, W_hh, b):
    return _loop(x, h_0, W_xh, W_hh, b if len(x) < 24 else 0 * b)


def _zeros_from_40(x, h_0, W_xh, W_hh, b):
    states, last = _loop(x, h_0, W_xh, W_hh, b)
    states[39:] = 0
    return states, last


def _swapped_when_equal(x, h_0, W_xh, W_hh, b):
    states, last = _loop(x, h_0, W_xh, W_hh, b)
    return (states.swapaxes(0, 1) if x.shape[0] == x.shape[1] else states), last


def _taken_back_when_zero(x, h_0, W_xh, W_hh, b):
    return _loop(x, h_0 if h_0.any() else np.ones_like(h_0), W_xh, W_hh, b)


def _not_turned_when_square(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ (W_xh if W_xh.shape[0] == W_xh.shape[1] else W_xh.T) + h_prev @ W_hh.T + b)


def _wrong_for_one_unit(x_t, h_prev, W_xh, W_hh, b):
    return np.zeros_like(h_prev) if len(b) == 1 else _step(x_t, h_prev, W_xh, W_hh, b)


def _clipped(x_t, h_prev, W_xh, W_hh, b):
    return _step(np.maximum(x_t, -50), h_prev, 0.01 * W_xh * 100, W_hh, b)


def _only_one_piece(x_t, h_prev, W_xh, W_hh, b):
    return _step(x_t, h_prev, np.frombuffer(W_xh.data if W_xh.flags.c_contiguous else W_xh.base.data).reshape(-1)[: W_xh.size].reshape(W_xh.shape), W_hh, b)  # fmt: skip


ONLY_LOOKS_RIGHT = [
    (unroll, _stops_after_nine, "long"), (unroll, _zeros_from_twelve, "long"), (unroll, _no_bias_when_long, "long"),
    (unroll, _no_bias_from_24, "long"), (unroll, _zeros_from_40, "long"),
    (unroll, _swapped_when_equal, "equal"), (unroll, _taken_back_when_zero, "zeros"),
    (one_step, _not_turned_when_square, "equal"), (one_step, _wrong_for_one_unit, "one-unit"),
    (one_step, _only_one_piece, "strided"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("exercise", "answer", "kind"), ONLY_LOOKS_RIGHT, ids=lambda v: getattr(v, "__name__", None)
)
def test_an_answer_that_only_looks_right_is_named(exercise, answer, kind):
    result = exercise.check(answer)
    assert result.misconception == f"general:only-{kind}", result


def test_values_clipped_far_out_are_found():
    exercise = FunctionExercise(id="z", title="z", stub="def f(x, W):\n    return ...\n", solution="def f(x, W):\n    return x @ W.T\n",
                                why="w", hints=HINTS, returns={"y": "B H"},
                                draw=lambda rng, B, I, H: (rng.normal(size=(B, I)), rng.normal(size=(H, I))))  # fmt: skip
    result = exercise.check(lambda x, W: np.maximum(x @ W.T, -50))
    assert result.misconception == "general:only-large" and "`x`" in result.message


def test_values_clipped_far_out_are_found_in_tensors_too():
    torch = pytest.importorskip("torch")
    exercise = FunctionExercise(id="zt", title="zt", stub="def f(x, W):\n    return ...\n", solution="def f(x, W):\n    return x @ W.T\n",
                                why="w", hints=HINTS, returns={"y": "B H"},
                                draw=lambda rng, B, I, H: (torch.randn(B, I), torch.randn(H, I)))  # fmt: skip
    assert exercise.check(lambda x, W: torch.clamp(x @ W.T, -50)).misconception == "general:only-large"
    assert exercise.check(lambda x, W: torch.einsum("bi,hi->bh", x, W)).passed


def test_the_probes_of_a_check_cannot_be_learnt():
    """An answer that knows all fixed probes by heart, and computes nothing, fails on the one drawn anew."""
    known = {}
    one_step.check(lambda *args: known.setdefault(args[0].tobytes(), _step(*args)))
    before = one_step.check(_step)
    heart = dict(known)

    def by_heart(*args):
        return heart[args[0].tobytes()] if args[0].tobytes() in heart else 0 * args[1]

    assert before.passed and "wrong on new ones" in one_step.check(by_heart).message


def test_a_stop_does_not_come_while_the_limits_are_set_up(monkeypatch):
    """Where the start of a thread takes longer than the limit: the stop left the check, and its timer went on."""
    start = threading.Thread.start

    def slowly(thread):
        start(thread)
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass

    monkeypatch.setattr(threading.Thread, "start", slowly)
    outcome = run(lambda: 7, seconds=0.1)
    assert outcome.value == 7 or outcome.stopped == "time"
    assert limits.signal.getitimer(limits.signal.ITIMER_REAL) == (0, 0)


def test_sleeping_is_stopped_and_computing_on_a_busy_machine_is_not(monkeypatch):
    monkeypatch.setattr(one_step, "seconds", 0.4)
    assert "sleeps, or waits" in one_step.check(lambda *args: time.sleep(100)).message
    code = "while True: pass"
    busy = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    try:

        def slow(*args):  # 0.2 s of computing, much longer on the clock
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
            return _step(*args)

        started = time.monotonic()
        args = one_step.arguments()
        seen = one_step.see(slow, 0)
        assert seen.error is None and seen.outputs is not None and args
        assert time.monotonic() - started > 0.2
    finally:
        for process in busy:
            process.kill()
            process.wait()


def test_the_memory_limit_is_as_before_after_any_stop(monkeypatch):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(one_step, "seconds", 0.4)
    before = resource.getrlimit(resource.RLIMIT_DATA)

    def deep(*args):
        sys.setrecursionlimit(10**6)

        def down(n):
            try:
                return down(n + 1)
            except Exception:
                return down(n + 1)

        return down(0)

    one_step.check(deep)
    one_step.check(lambda *args: [0] * 10**10)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert builtins.print is print


def test_misconceptions_may_not_be_right():
    """The sentinel needs a known mistake that is one: an author who lists a right answer as wrong hears of it."""
    mistakes = [Misconception("none", "def f(x):\n    return x + 0\n", "Nothing is wrong here.")]
    exercise = FunctionExercise(id="v", title="v", stub="def f(x):\n    return ...\n", solution="def f(x):\n    return x\n",
                                why="w", hints=HINTS, draw=lambda rng, T: rng.normal(size=T), misconceptions=mistakes)  # fmt: skip
    with pytest.raises(Exception, match="known mistake none of v looks right"):
        exercise.check(lambda x: x)
