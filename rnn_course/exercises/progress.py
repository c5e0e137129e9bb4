"""Remember on this machine, and only here, which exercises were solved.

One JSON file in the user's data folder (or in RNN_COURSE_PROGRESS_DIR). Written by replacing the whole file, under a lock,
with the last good copy beside it; a damaged file is set aside. When the disk cannot be written, progress lives in memory
until the kernel ends, and that is said once.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

FOLDER_VARIABLE = "RNN_COURSE_PROGRESS_DIR"
LOCK_SECONDS = 3
SOLVED, SEEN, OPEN = "solved", "seen", "open"
CANNOT_SAVE = "Your progress cannot be saved on this disk; everything else works."

_memory = {}  # what could not be written
_told = []  # not empty once we have said so


def folder():
    """The folder of the progress file."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("rnn_course", appauthor=False))


def _file():
    return folder() / "progress.json"


def _backup():
    return folder() / "progress.backup.json"


@contextmanager
def _lock():
    folder().mkdir(parents=True, exist_ok=True)
    with FileLock(folder() / "progress.lock", timeout=LOCK_SECONDS):
        yield


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _parse(text):
    """The entries in a progress file; raises ValueError when it is damaged."""
    entries = json.loads(text)["exercises"]
    for entry in entries.values():
        if not (
            _is_count(entry["tries"])
            and isinstance(entry["solved"], bool)
            and isinstance(entry["seen"], bool)
        ):
            raise ValueError("a damaged entry")
    return entries


def _load(path):
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read():
    """The saved entries; falls back to the last good copy when the file is damaged."""
    entries = _load(_file())
    return entries if entries is not None else (_load(_backup()) or {})


def _set_aside():
    number = 1
    while (target := folder() / f"progress.damaged-{number}.json").exists():
        number += 1
    os.replace(_file(), target)


def _replace(path, text):
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(part, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _write(entries):
    text = json.dumps({"version": 1, "exercises": entries}, indent=1, sort_keys=True, ensure_ascii=False)
    _replace(_file(), text + "\n")
    shutil.copyfile(_file(), folder() / f"progress.{os.getpid()}.part")
    os.replace(folder() / f"progress.{os.getpid()}.part", _backup())


def _update(entry, outcome, misconception):
    entry = entry or {"solved": False, "seen": False, "tries": 0}
    if outcome == "seen":
        return {**entry, "seen": True}
    new = {**entry, "tries": entry["tries"] + 1, "solved": entry["solved"] or outcome == "right"}
    if misconception:
        new["last_mistake"] = misconception
    return new


def _merged(saved):
    """Saved entries together with those that could not be written."""
    merged = dict(saved)
    for key, entry in _memory.items():
        old = merged.get(key, {"solved": False, "seen": False, "tries": 0})
        merged[key] = {
            **old,
            **entry,
            "tries": old["tries"] + entry["tries"],
            "solved": old["solved"] or entry["solved"],
            "seen": old["seen"] or entry["seen"],
        }
    return merged


def record(exercise_id, outcome, misconception=None):
    """Note one outcome ("right", "named", "differs", "raised" or "seen").

    Returns a sentence for the learner when it could not be saved (once in a session), else "". Never raises.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return ""
    try:
        with _lock():
            entries = _load(_file())
            if entries is None:
                entries = _load(_backup()) or {}
                _set_aside()
            entries = _merged(entries)
            entries[exercise_id] = _update(entries.get(exercise_id), outcome, misconception)
            _write(entries)
        _memory.clear()
        return ""
    except (OSError, Timeout, RuntimeError, NotImplementedError):
        _memory[exercise_id] = _update(_memory.get(exercise_id), outcome, misconception)
        return _tell_once()


def _tell_once():
    if _told:
        return ""
    _told.append(True)
    return CANNOT_SAVE


def summary():
    """Entries by exercise id: {"02.one_step": {"solved": True, "seen": False, "tries": 3}, …}."""
    try:
        saved = _read()
    except OSError:
        saved = {}
    return dict(sorted(_merged(saved).items()))


def status(exercise_id, entries=None):
    """ "solved", "seen" (its solution was read, and no answer of the learner's own has passed yet) or "open"."""
    entry = (summary() if entries is None else entries).get(exercise_id)
    if entry is None:
        return OPEN
    return SOLVED if entry["solved"] else SEEN if entry["seen"] else OPEN


def reset():
    """Forget everything: deletes the progress file and its copies, also damaged ones."""
    _memory.clear()
    try:
        with _lock():
            for path in folder().glob("progress*.json"):
                path.unlink()
        return "Your progress is reset."
    except (OSError, Timeout, RuntimeError, NotImplementedError):
        return "Your progress cannot be reset: its folder cannot be written."


def export(path):
    """Write your progress as JSON to `path` (a new file), to keep it or hand it in; returns the path."""
    path = Path(path)
    if path.exists():
        raise FileExistsError(f"expected the name of a new file, got one that exists: {path.name}")
    path.write_text(
        json.dumps({"version": 1, "exercises": summary()}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return path
