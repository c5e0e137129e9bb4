"""The progress file on the disk: read as far as it can be read, replaced as a whole under a lock, a copy
beside it.

A file that is damaged is set aside before it is replaced; one of a newer version, or one that cannot be
opened, is never replaced.
"""

import os
from contextlib import contextmanager, suppress

from filelock import FileLock

from rnn_course.nearmiss.progress_entries import History, history_of

LOCK_SECONDS = 3
MAIN, BACKUP = "progress.json", "progress.backup.json"
UNREADABLE = "Your progress file cannot be opened, so it is left as it is, and what you do now is not saved."


@contextmanager
def lock(folder):
    """Hold the folder for one change; raises filelock.Timeout when somebody else holds it too long."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "progress.lock", timeout=LOCK_SECONDS, poll_interval=0.005):
        yield


def _read(path):
    try:
        return history_of(path.read_bytes())
    except FileNotFoundError:
        return History(damaged=True)
    except OSError:
        return History(damaged=True, keep=UNREADABLE)


def read(folder):
    """(the History in this folder, the damaged files that it replaces). What the file lost comes from its
    copy. Never raises."""
    main, backup = _read(folder / MAIN), _read(folder / BACKUP)
    damaged = []
    if main.damaged:
        damaged = [folder / name for name, part in ((MAIN, main), (BACKUP, backup)) if part.damaged]
        main.origin = main.origin or backup.origin
        main.absorb(backup)
    main.keep = main.keep or backup.keep
    return main, damaged


def _set_aside(path):
    """Keep the bytes of a damaged file under another name; once is enough."""
    number, data = 1, path.read_bytes()
    while (target := path.with_name(f"progress.damaged-{number}.json")).exists():
        if target.read_bytes() == data:
            return
        number += 1
    replace(target, data)


def replace(path, data):
    """Write a file that is there as a whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write(folder, history, damaged):
    """Save a history; raises OSError when it is not saved. A copy that cannot be written is no loss."""
    for path in damaged:
        if path.exists():
            _set_aside(path)
    document = history.document()
    replace(folder / MAIN, document)
    with suppress(OSError):
        replace(folder / BACKUP, document)


def delete(folder):
    """Delete the file, its copies and what a stopped write has left; the file itself goes last."""
    paths = [*folder.glob("progress*.json"), *folder.glob("progress*.part")]
    for path in sorted(paths, key=lambda path: path.name == MAIN):
        path.unlink()
