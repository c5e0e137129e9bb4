"""Tell Ctrl-C from code that raises KeyboardInterrupt by itself."""

import signal
import threading
from contextlib import contextmanager


class Interrupted(KeyboardInterrupt):
    """Somebody has pressed Ctrl-C, or the notebook's button *Interrupt*."""


@contextmanager
def interrupts_told():
    """As long as this lasts, Ctrl-C raises `Interrupted` where it raised KeyboardInterrupt."""
    old = signal.getsignal(signal.SIGINT)
    if not callable(old) or threading.current_thread() is not threading.main_thread():
        yield
        return

    def handler(number, frame):
        try:
            old(number, frame)
        except KeyboardInterrupt:
            raise Interrupted from None

    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)
