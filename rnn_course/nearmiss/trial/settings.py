"""Keep what belongs to the notebook as it was while learner code runs: random state, settings, attributes,
threads."""

import ctypes
import decimal
import gc
import locale
import os
import random
import signal
import sys
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from operator import is_

import numpy as np

LIBRARIES = {
    "builtins", "math", "os", "random", "signal", "sys", "time", "numpy", "numpy.linalg", "numpy.random",
    "torch", "torch.nn", "torch.nn.functional", "torch.nn.init", "torch.nn.utils", "torch.autograd",
    "torch.linalg", "torch.optim",
}  # fmt: skip
_kept = ContextVar("somebody further out looks after libraries and settings", default=False)
CLASSES_OF_NN = ("Module", "RNN", "RNNCell", "Linear", "Parameter", "Embedding")


def _settings():
    """Pairs (read, write) for each setting that learner code may change."""
    torch = sys.modules.get("torch")
    more = _of_torch(torch) if torch is not None else ()
    return [*_of_random(torch), *_of_each_run(), *_of_python(), *_of_numpy(), *more]


def _of_random(torch):
    """Where the random numbers stand: each run seeds them anew, so that after many runs is soon enough."""
    pairs = [(random.getstate, random.setstate), (np.random.get_state, np.random.set_state)]
    return pairs + ([(torch.get_rng_state, torch.set_rng_state)] if torch is not None else [])


def _of_each_run():
    """The settings that decide what the next run gives."""
    torch = sys.modules.get("torch")
    pairs = [(np.geterr, lambda old: np.seterr(**old))]
    if torch is not None:
        pairs += [
            (torch.get_default_dtype, torch.set_default_dtype),
            (torch.is_grad_enabled, torch.set_grad_enabled),
        ]
    return pairs


def _if_changed(read, write):
    """A pair that leaves alone what is as it was: to write it anew would cost time, or warn."""
    return read, lambda old: read() != old and write(old)


def _of_python():
    return [
        (sys.getrecursionlimit, sys.setrecursionlimit),
        (sys.getswitchinterval, sys.setswitchinterval),
        (lambda: decimal.getcontext().copy(), decimal.setcontext),
        (_folder, lambda old: old and os.chdir(old)),
        _if_changed(lambda: dict(os.environ), _set_environment),
        (gc.isenabled, lambda old: gc.enable() if old else gc.disable()),
        (gc.get_threshold, lambda old: gc.set_threshold(*old)),
        _if_changed(
            lambda: locale.setlocale(locale.LC_ALL), lambda old: locale.setlocale(locale.LC_ALL, old)
        ),
        (lambda: signal.getsignal(signal.SIGINT), _set_interrupt),
        (lambda: list(sys.path), lambda old: sys.path.__setitem__(slice(None), old)),
        (lambda: list(sys.meta_path), _set_finders),
        (lambda: dict(sys.modules), sys.modules.update),  # what was imported meanwhile stays
    ]


def _of_numpy():
    return [
        (np.geterrcall, np.seterrcall),
        (np.get_printoptions, lambda old: np.set_printoptions(**old)),
    ]


def _of_torch(torch):
    options = torch._tensor_str.PRINT_OPTS  # set_printoptions has no reader
    return [
        _if_changed(torch.get_default_device, torch.set_default_device),
        _if_changed(torch.get_num_threads, torch.set_num_threads),
        (torch.is_anomaly_enabled, torch.set_anomaly_enabled),
        (torch.get_float32_matmul_precision, torch.set_float32_matmul_precision),
        _if_changed(torch.get_deterministic_debug_mode, torch.set_deterministic_debug_mode),
        (lambda: dict(vars(options)), lambda old: vars(options).update(old)),
    ]


def _folder():
    try:
        return os.getcwd()
    except OSError:
        return None


def _set_interrupt(old):
    """What Ctrl-C does; only the main thread may say so, and so only there it can have changed."""
    if signal.getsignal(signal.SIGINT) is not old and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, old)


def _set_finders(old):
    """Those that find modules; one that an import has added stays."""
    sys.meta_path[:] = [*old, *(finder for finder in sys.meta_path if finder not in old)]


def _set_environment(old):
    os.environ.clear()
    os.environ.update(old)


@contextmanager
def kept_settings():
    """Restore every setting at the end, whatever happens in between; and what was replaced in a library.

    Yields a list that then holds the names of what was replaced.
    """
    inside = _kept.get()
    attributes, replaced = [] if inside else _attributes(), []
    saved = [(write, read()) for read, write in (_of_each_run() if inside else _settings())]
    threads = set(threading.enumerate())
    try:
        torch = sys.modules.get("torch")
        if torch is not None:
            torch.set_default_dtype(torch.float32)
            torch.set_grad_enabled(True)
        yield replaced
    finally:
        replaced += _put_back(attributes)
        for write, old in saved:
            write(old)
        _end_threads(threads)


def _holders():
    """Modules and classes in which learner code may replace something:
    of Python, numpy, torch and this package's course."""
    own = __name__.partition(".")[0]
    names = [name for name in sys.modules if name in LIBRARIES or name.partition(".")[0] == own]
    torch = sys.modules.get("torch")
    classes = [torch.Tensor, *(vars(torch.nn)[name] for name in CLASSES_OF_NN)] if torch is not None else []
    return [*(sys.modules[name] for name in names), *classes]


def _attributes():
    return [(holder, dict(vars(holder))) for holder in _holders()]


@contextmanager
def libraries_kept():
    """Look after libraries and settings once for many runs of an answer that has been seen to replace
    nothing.

    Each run of its own then keeps only what the next one hangs on.
    """
    with kept_settings():
        token = _kept.set(True)
        try:
            yield
        finally:
            _kept.reset(token)


def _put_back(attributes):
    """Set again what was replaced or deleted; a name that is new was perhaps imported, and stays. Gives the
    names."""
    found = []
    for holder, before in attributes:
        now = vars(holder)
        if (
            len(now) == len(before)
            and all(map(is_, now, before))
            and all(map(is_, now.values(), before.values()))
        ):
            continue  # the usual case, told in a moment
        replaced = [name for name, value in before.items() if now.get(name, attributes) is not value]
        for name in replaced:
            setattr(holder, name, before[name])
        added = now.keys() - before.keys() if isinstance(holder, type) else ()  # it may hide an inherited one
        for name in added:
            delattr(holder, name)
        found += [*replaced, *added]
    return found


def _end_threads(before):
    """Ask each thread that is new to end. One that waits in a single compiled call ends when that returns."""
    for thread in set(threading.enumerate()) - before:
        if thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
            )
