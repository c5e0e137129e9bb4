"""Stop code that runs too long or takes too much memory, and leave the process as it was.

In the main thread a repeating timer signal raises inside the running code (also inside `time.sleep`). Where
there is no such timer (Windows, other threads) a watchdog thread does it. Code that swallows every exception
(`while True: try: … except: pass`) is stopped through a trace function that raises at a later and later
instruction, until one lies outside every `try`. Where the code has switched the timer off, a watchdog arms it
again.

Time is the CPU time of the process, so a busy machine stops no right answer; code that waits has a limit of
its own. A limit that this system does not offer is left out, and `Guard.missing` names it.
"""

import _thread
import ctypes
import random
import signal
import sys
import threading
import time
from typing import Any

try:
    import resource  # not on Windows
except ImportError:
    resource: Any = None

TICK = 0.05  # seconds between two attempts to stop
MEMORY = 1_500_000_000  # bytes that an answer may add
WAITING = 0.03  # code that uses less than this share of one processor waits for something
LONGEST = 40  # times the limit in CPU time: then the clock on the wall stops it, whatever it does


class Stopped(BaseException):
    """Raised inside learner code that computes too long ("time", or "timer" if it has also switched off the
    timer), waits ("waiting") or takes too much memory ("memory")."""

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


def _clocks():
    """Seconds on the wall and of computing; how often this thread gave the processor away, and how often it
    was taken."""
    if not hasattr(resource, "RUSAGE_THREAD"):
        return time.monotonic(), time.process_time(), 0, 0
    usage = resource.getrusage(resource.RUSAGE_THREAD)
    return time.monotonic(), time.process_time(), usage.ru_nvcsw, usage.ru_nivcsw


class _Stopper:
    """Decides at each tick whether to raise, and how."""

    def __init__(self, seconds):
        self.window = max(1.0, 2 * seconds)
        self.cpu_end, self.wall_end = time.process_time() + seconds, time.monotonic() + LONGEST * seconds
        self.mark = _clocks()
        self.memory = memory_used() + MEMORY
        self.active, self.timer_off = False, False
        self.attempts, self.raising = 0, False
        self.random = random.Random(0).random

    def reason(self):
        if not self.active:
            return None
        if time.process_time() >= self.cpu_end or time.monotonic() >= self.wall_end:
            return "timer" if self.timer_off else "time"
        if memory_used() > self.memory:
            return "memory"
        return "waiting" if self._waits() else None

    def _waits(self):
        """Little computed in the last window, and not because others had the processor: it gave it away
        itself."""
        wall, cpu, given, taken = (now - then for now, then in zip(_clocks(), self.mark, strict=True))
        if wall < self.window:
            return False
        if cpu <= WAITING * wall and given >= taken:
            return True
        self.mark = _clocks()
        return False

    def on_signal(self, _number, frame):
        if self.raising or not self.active:
            return
        try:
            self.raising = True
            reason = self.reason()
            if reason is None:
                return
            self.attempts += 1
            if self.attempts > 2:
                self._trace(frame, reason)
            raise Stopped(reason)
        finally:
            self.raising = False

    def _trace(self, frame, reason):
        """Raise once more, some instructions after the exception that comes now was swallowed; and so in each
        caller."""
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

        while frame is not None and frame.f_code is not Guard.call.__code__:
            frame.f_trace, frame.f_trace_opcodes = trace, True
            frame = frame.f_back
        left[0] = 1 + int(self.random() * reach)
        sys.setprofile(arm)
        sys.settrace(trace)


def _heard(hook):
    """The hook for exceptions that Python cannot pass on, without our own: the next tick tries again.

    Raised in `__del__`, in a weak reference's callback or in one of the garbage collector's, a stop is lost.
    """
    return lambda lost: None if lost.exc_type is Stopped else hook(lost)


def _use_timer(stopper):
    old = signal.signal(signal.SIGALRM, stopper.on_signal)
    old_timer = signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
    started, end_watch = time.monotonic(), _watch_timer(stopper)

    def stop():
        end_watch()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old if old is not None else signal.SIG_DFL)
        if old_timer[0]:
            left = max(old_timer[0] - (time.monotonic() - started), 0.001)
            signal.setitimer(signal.ITIMER_REAL, left, old_timer[1])

    return stop


def _watch_timer(stopper):
    """Arm the timer again when the code has switched it off, or slowed it down; gives the end of the
    watch."""
    arm, ended = signal.setitimer, threading.Event()

    def watch():
        while not ended.wait(10 * TICK):
            if not 0 < signal.getitimer(signal.ITIMER_REAL)[1] <= 2 * TICK:
                stopper.timer_off = True
                arm(signal.ITIMER_REAL, TICK, TICK)

    thread = threading.Thread(target=watch, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no threads here: the timer alone must do
        return _nothing

    def end():
        ended.set()
        thread.join()

    return end


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
    old = signal.signal(signal.SIGINT, stopper.on_signal) if in_main else None

    def stop():
        done.set()
        thread.join()
        if in_main:
            signal.signal(signal.SIGINT, old)
        else:
            _swallow_pending(thread_id)

    return stop


def _time_limit(stopper):
    timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    return (_use_timer if timer else _use_watchdog)(stopper)


def _memory_limit(_stopper):
    """On Linux a single huge allocation raises MemoryError instead of filling the machine."""
    if not sys.platform.startswith("linux"):
        return _nothing
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data_used() + MEMORY
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        return _nothing
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _nothing():
    """The end of a limit that was not needed."""


def _data_used():
    with open("/proc/self/status") as file:
        sizes = dict(line.split(":", 1) for line in file)
    return int(sizes["VmData"].split()[0]) * 1024 + int(sizes["VmStk"].split()[0]) * 1024


def _isolated(function, args):
    """Call inside a generator, which has its own record of "the exception being handled": a stop may leave it
    untidy."""
    value = error = None
    try:
        value = function(*args)
    except StopIteration as caught:  # must not leave a generator
        error = caught
    yield value, error


class Guard:
    """Calls learner code under limits of time and memory.

    missing: the limits that this system does not offer, "time" or "memory", known after `call`.
    A single call into compiled code that never returns to Python cannot be stopped (Ctrl-C could not either).
    """

    def __init__(self, seconds):
        self.seconds, self.missing, self._ends = seconds, [], []

    def call(self, function, *args):
        """`function(*args)`, or Stopped when it computes for more than `seconds`, waits, or takes too much
        memory."""
        stopper = _Stopper(self.seconds)
        tracer, profiler, hook = sys.gettrace(), sys.getprofile(), sys.unraisablehook
        sys.unraisablehook = _heard(hook)
        try:
            try:
                self._start(stopper)
                stopper.active = True  # not before: a stop must not come while the limits are set up
                value, error = next(_isolated(function, args))
                if error is not None:
                    raise error
                return value
            finally:
                stopper.active = False
                self._end()
        finally:
            stopper.active = False
            self._end()
            sys.unraisablehook = hook
            if sys.gettrace() is not tracer:
                sys.settrace(tracer)
            if sys.getprofile() is not profiler:
                sys.setprofile(profiler)

    def _start(self, stopper):
        """Set up each limit; what a system lacks may show itself as any kind of error."""
        for name, start in (("memory", _memory_limit), ("time", _time_limit)):
            try:
                self._ends.append(start(stopper))
            except Exception:  # noqa: BLE001
                self.missing.append(name)

    def _end(self):
        while self._ends:
            self._ends[-1]()
            self._ends.pop()
