"""Remember on this machine, and only here, which exercises were tried, solved and seen.

One JSON file in the user's data folder, with a copy beside it. What cannot be saved stays in memory until the
kernel ends and is written with the next thing that can; that it could not be saved is said once.
"""

import errno
import os
import uuid
from pathlib import Path

import platformdirs
from filelock import Timeout

from rnn_course.nearmiss import progress_file
from rnn_course.nearmiss.progress_entries import NEWER, History, history_of, updated

SOLVED, SEEN, OPEN = "solved", "seen", "open"
CANNOT_SAVE = "Your progress cannot be saved on this disk; everything else works."
DISK_FULL = "Your progress cannot be saved, because the disk is full; everything else works."
BUSY = "Your progress is not saved yet, because another program holds its file; the next check tries again."

_settings = {"application": "nearmiss", "variable": "NEARMISS_PROGRESS_DIR"}
_memory = {}  # entries of what could not be written
_origin = uuid.uuid4().hex  # the name of a history that has none yet
_told = []  # what we have said since the last time it could


def configure(*, application, variable):
    """Say whose progress this is: the name of its folder, and the environment variable that names another
    folder."""
    _settings.update(application=application, variable=variable)


def folder():
    """The folder of the progress file; raises OSError or RuntimeError when this user has none (no HOME)."""
    chosen = os.environ.get(_settings["variable"])
    path = Path(chosen or platformdirs.user_data_dir(_settings["application"], appauthor=False))
    if not chosen and not path.is_absolute():  # older versions of platformdirs return "~/…" then
        raise OSError(f"expected a home folder for the progress file, got none: {path}")
    return path


def _history():
    """What is saved, and what is in memory."""
    history, _ = progress_file.read(folder())
    history.origin = history.origin or _origin
    history.add(_memory)
    return history


def _save(taken_in=None):
    """Write what is in memory, and a History that was taken in. Returns a sentence when it could not be
    saved, else ""."""
    try:
        with progress_file.lock(folder()):
            history, damaged = progress_file.read(folder())
            if history.keep:
                return history.keep
            history.origin = history.origin or _origin
            history.add(_memory)
            if taken_in:
                history.absorb(taken_in)
            progress_file.write(folder(), history, damaged)
    except Timeout:
        return BUSY
    except (OSError, RuntimeError, ValueError) as error:
        return DISK_FULL if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else CANNOT_SAVE
    _memory.clear()
    _told.clear()
    return ""


def record(exercise_id, outcome, misconception=None, hints=0):
    """Note one outcome ("right", "named", "differs", "raised", "seen", or "hint" with the number of hints
    shown).

    Returns a sentence for the learner when it could not be saved (once), else "". Never raises.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return ""
    _memory[exercise_id] = updated(_memory.get(exercise_id), outcome, misconception, hints)
    sentence = _save()
    if sentence in _told:
        return ""
    _told.extend([sentence] if sentence else [])
    return sentence


def summary():
    """Entries by exercise id: {"02.one_step": {"solved": True, "seen": False, "tries": 3, …}, …}. Never
    raises."""
    try:
        return _history().total()
    except (OSError, RuntimeError, ValueError):
        return dict(sorted(_memory.items()))


def status(exercise_id, entries=None):
    """ "solved", "seen" (its solution was read, and no answer of the learner's own has passed yet) or
    "open"."""
    entry = (summary() if entries is None else entries).get(exercise_id)
    if entry is None:
        return OPEN
    return SOLVED if entry["solved"] else SEEN if entry["seen"] else OPEN


def reset():
    """Forget everything: deletes the progress file and its copies, also damaged ones."""
    _memory.clear()
    try:
        with progress_file.lock(folder()):
            progress_file.delete(folder())
        return "Your progress is reset."
    except (OSError, RuntimeError, ValueError):
        return "Your progress cannot be reset: its folder cannot be written."


def export(path):
    """Write your progress as one JSON document to `path` (a new file), to keep it or take it to another
    machine.

    Returns the path. It holds all entries, also the counts of your mistakes. Raises FileExistsError for a
    file that exists, and ValueError when the progress file is of a newer version.
    """
    path = Path(path)
    if path.exists():
        raise FileExistsError(f"expected the name of a new file, got one that exists: {path.name}")
    try:
        history = _history()
    except (OSError, RuntimeError):
        history = History(_origin, dict(_memory))
    if history.keep == NEWER:
        raise ValueError(
            f"expected a progress file of this version or an older one, got a newer one: {path.name}"
        )
    progress_file.replace(path, history.document())
    return path


def take_in(path):
    """Add the progress that `export` wrote, here or on another machine; the same file twice counts once.

    Returns a sentence that says what was taken in, or why it could not be saved. Raises OSError when `path`
    cannot be read, and ValueError when it holds no progress, or that of a newer version.
    """
    found = history_of(Path(path).read_bytes())
    entries = found.total()
    if found.keep or (found.damaged and not entries):
        got = "a newer one" if found.keep else "something else"
        raise ValueError(
            f"expected a progress file of this version or an older one, got {got}: {Path(path).name}"
        )
    rest = " Other parts of the file could not be read." if found.damaged else ""
    return _save(found) or f"Taken in: {len(entries)} exercises.{rest}"
