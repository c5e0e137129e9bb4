"""Decide when code that runs too long, waits, or takes too much memory is stopped, and raise inside it.

Time is the CPU time of the process, so a busy machine stops no right answer; code that waits has a limit of
its own. Code that swallows every exception (`while True: try: … except: pass`) is stopped through a trace
function that raises at a later and later instruction, until one lies outside every `try`.
"""

import random
import sys
import time
from pathlib import Path
from typing import Any

try:
    import resource  # not on Windows
except ImportError:
    resource: Any = None

MEMORY = 1_500_000_000  # bytes that an answer may add
WAITING = 0.03  # code that uses less than this share of one processor waits for something
LONGEST = 40  # times the limit in CPU time: then the clock on the wall stops it, whatever it does
# Where no stop may be raised: the code that stops, and that which is to go on then.
OWN = tuple(str(Path(__file__).with_name(name)) for name in ("guard.py", "limits.py", "stops.py"))


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


class Stopper:
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
            if inner.f_code.co_filename in OWN:
                return None
            inner.f_trace_opcodes = True
            left[0] -= event == "opcode"
            if left[0] <= 0 and self.active:
                raise Stopped(reason)
            return trace

        def arm(inner, event, _arg):
            if event == "return" and inner.f_code.co_filename not in OWN and self.active:
                left[0] = 1 + int(self.random() * reach)
                sys.settrace(trace)

        while frame is not None and frame.f_code.co_filename not in OWN:
            frame.f_trace, frame.f_trace_opcodes = trace, True
            frame = frame.f_back
        left[0] = 1 + int(self.random() * reach)
        sys.setprofile(arm)
        sys.settrace(trace)
