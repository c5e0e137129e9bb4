"""Capture what learner code prints and warns, and keep it from waiting for a keyboard."""

import builtins
import io
import sys
import warnings
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout

PRINT_LIMIT = 20_000


class Tape(io.TextIOBase):
    """A text file that keeps the first PRINT_LIMIT characters and drops the rest."""

    def __init__(self):
        self.parts, self.length = [], 0

    def writable(self):
        return True

    def write(self, text):
        if self.length < PRINT_LIMIT:
            self.parts.append(text)
            self.length += len(text)
        return len(text)

    def text(self):
        return "".join(self.parts)[:PRINT_LIMIT]


def _no_input(*_args, **_kwargs):
    raise RuntimeError(
        "input() waits for a keyboard; a checked function gets everything through its arguments"
    )


def _no_debugger(*_args, **_kwargs):
    raise RuntimeError("breakpoint() waits for a keyboard; call your function yourself to debug it")


def _no_exit(*_args, **_kwargs):
    raise SystemExit


@contextmanager
def replaced(holder, name, value):
    """Set an attribute for a while, where there is one."""
    if not hasattr(holder, name):
        yield
        return
    old = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, old)


def _notebook_patches():
    """In IPython: `display()` inside the learner's function is not shown, and `exit()` does not end the
    kernel."""
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    if shell is None:
        return []
    from IPython.core.displaypub import CapturingDisplayPublisher

    publisher = CapturingDisplayPublisher()
    return [replaced(shell, "display_pub", publisher), replaced(shell, "ask_exit", _no_exit)]


@contextmanager
def quiet():
    """Capture what is printed and warned; yields (tape, list of warnings)."""
    tape = Tape()
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(tape))
        stack.enter_context(redirect_stderr(tape))
        heard = stack.enter_context(warnings.catch_warnings(record=True))
        warnings.simplefilter("always")
        stack.enter_context(replaced(builtins, "input", _no_input))
        stack.enter_context(replaced(sys, "breakpointhook", _no_debugger))
        for patch in _notebook_patches():
            stack.enter_context(patch)
        yield tape, heard
