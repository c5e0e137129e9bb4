"""Stop code that runs too long or takes too much memory, and leave the process as it was.

In the main thread a repeating timer signal raises inside the running code (also inside `time.sleep`). Where there is no
such timer (Windows, other threads) a watchdog thread does it. Code that swallows every exception
(`while True: try: … except: pass`) is stopped through a trace function that raises at a later and later instruction, until
one lies outside every `try`.
"""

import _thread
import ctypes
import gc
import random
import signal
import sys
import threading
import time
from contextlib import contextmanager

TICK = 0.02  # seconds between two attempts to stop
MEMORY = 1_500_000_000  # bytes that an answer may add


class Stopped(BaseException):
    """Raised inside learner code that takes too long ("time") or too much memory ("memory")."""

    def __init__(self, reason="time"):
        super().__init__(reason)
        self.reason = reason


def memory_used():
    """Bytes of memory this process holds, or 0 where the system does not say (only Linux does)."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096
    except (OSError, ValueError, IndexError):
        return 0


class _Stopper:
    """Decides at each tick whether to raise, and how."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds
        self.memory = memory_used() + MEMORY
        self.active = True
        self.attempts, self.raising = 0, False
        self.random = random.Random(0).random

    def reason(self):
        if not self.active:
            return None
        if time.monotonic() >= self.deadline:
            return "time"
        return "memory" if memory_used() > self.memory else None

    def on_signal(self, _number, frame):
        if self.raising or not self.active:
            return
        try:
            self.raising = True
            reason = self.reason()
            if reason is None or _in_a_callback(frame):
                return
            self.attempts += 1
            if self.attempts > 2:
                self._trace(frame, reason)
            raise Stopped(reason)
        finally:
            self.raising = False

    def _trace(self, frame, reason):
        """Raise once more, some instructions after the exception that comes now was swallowed; and so in each caller."""
        reach = (1, 4, 16)[self.attempts % 3]
        left = [0]

        def trace(inner, event, _arg):
            if inner.f_code.co_filename == __file__:
                return None
            inner.f_trace_opcodes = True
            left[0] -= event == "opcode"
            if left[0] <= 0 and self.active:
                raise Stopped(reason)
            return trace

        def arm(inner, event, _arg):
            if event == "return" and inner.f_code.co_filename != __file__ and self.active:
                left[0] = 1 + int(self.random() * reach)
                sys.settrace(trace)

        while frame is not None and frame.f_code is not call_within.__code__:
            frame.f_trace, frame.f_trace_opcodes = trace, True
            frame = frame.f_back
        left[0] = 1 + int(self.random() * reach)
        sys.setprofile(arm)
        sys.settrace(trace)


def _in_a_callback(frame):
    """Is the garbage collector calling somebody? An exception raised there is lost, and Python complains of it."""
    codes = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None and frame.f_code is not call_within.__code__:
        if frame.f_code in codes:
            return True
        frame = frame.f_back
    return False


def _use_timer(stopper):
    old = signal.signal(signal.SIGALRM, stopper.on_signal)
    old_timer = signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
    started = time.monotonic()

    def stop():
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old if old is not None else signal.SIG_DFL)
        if old_timer[0]:
            left = max(old_timer[0] - (time.monotonic() - started), 0.001)
            signal.setitimer(signal.ITIMER_REAL, left, old_timer[1])

    return stop


def _raise_in(thread_id):
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), ctypes.py_object(Stopped))


def _swallow_pending(thread_id):
    """No exception from another thread may wait for this one: raise one, here, where it is expected."""
    try:
        _raise_in(thread_id)
        for _ in range(1000):
            pass
    except Stopped:
        pass


def _use_watchdog(stopper):
    """Raise from another thread; in the main thread an interrupt also ends `time.sleep`."""
    thread_id = threading.get_ident()
    in_main = threading.current_thread() is threading.main_thread()
    old = signal.signal(signal.SIGINT, stopper.on_signal) if in_main else None
    done = threading.Event()

    def watch():
        while not done.wait(TICK):
            reason = stopper.reason()
            if reason and in_main:
                _thread.interrupt_main(signal.SIGINT)
            elif reason:
                _raise_in(thread_id)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()

    def stop():
        done.set()
        thread.join()
        if in_main:
            signal.signal(signal.SIGINT, old)
        else:
            _swallow_pending(thread_id)

    return stop


@contextmanager
def _memory_limit():
    """On Linux a single huge allocation raises MemoryError instead of filling the machine."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data_used() + MEMORY
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_used():
    with open("/proc/self/status") as file:
        sizes = dict(line.split(":", 1) for line in file)
    return int(sizes["VmData"].split()[0]) * 1024 + int(sizes["VmStk"].split()[0]) * 1024


def _isolated(function, args):
    """Call inside a generator, which has its own record of "the exception being handled": a stop may leave it untidy."""
    value = error = None
    try:
        value = function(*args)
    except StopIteration as caught:  # must not leave a generator
        error = caught
    yield value, error


def call_within(seconds, function, *args):
    """`function(*args)`, or Stopped when it takes longer than `seconds` or too much memory.

    A single call into compiled code that never returns to Python cannot be stopped (Ctrl-C could not either).
    """
    stopper = _Stopper(seconds)
    timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    tracer, profiler = sys.gettrace(), sys.getprofile()
    stop = (_use_timer if timer else _use_watchdog)(stopper)
    try:
        try:
            with _memory_limit():
                value, error = next(_isolated(function, args))
                if error is not None:
                    raise error
                return value
        finally:
            stopper.active = False
            stop()
    finally:
        stopper.active = False
        stop()
        if sys.gettrace() is not tracer:
            sys.settrace(tracer)
        if sys.getprofile() is not profiler:
            sys.setprofile(profiler)
