"""Run code that may not come to an end, and leave the process as it was."""

import sys

from rnn_course.nearmiss.trial.limits import memory_limit, time_limit
from rnn_course.nearmiss.trial.stops import Stopped, Stopper


def _heard(hook):
    """The hook for exceptions that Python cannot pass on, without our own: the next tick tries again.

    Raised in `__del__`, in a weak reference's callback or in one of the garbage collector's, a stop is lost.
    """
    return lambda lost: None if lost.exc_type is Stopped else hook(lost)


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
        stopper = Stopper(self.seconds)
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
        for name, start in (("memory", memory_limit), ("time", time_limit)):
            try:
                self._ends.append(start(stopper))
            except Exception:  # noqa: BLE001
                self.missing.append(name)

    def _end(self):
        while self._ends:
            self._ends[-1]()
            self._ends.pop()
