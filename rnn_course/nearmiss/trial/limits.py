"""The limits of time and memory that this system offers; each is a function of a Stopper and gives its end.

In the main thread a repeating timer signal raises inside the running code (also inside `time.sleep`). Where
there is no such timer (Windows, other threads) a watchdog thread does it. Where the code has switched the
timer off, a watchdog arms it again.
"""

import _thread
import ctypes
import signal
import sys
import threading
import time

from rnn_course.nearmiss.trial.stops import MEMORY, Stopped, resource

TICK = 0.05  # seconds between two attempts to stop


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


def time_limit(stopper):
    """Let the stopper look at the running code every `TICK`; gives the end of that."""
    timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    return (_use_timer if timer else _use_watchdog)(stopper)


def memory_limit(_stopper):
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
    """Bytes that count for RLIMIT_DATA: the sixth number of statm, data and stack in pages."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[5]) * resource.getpagesize()
