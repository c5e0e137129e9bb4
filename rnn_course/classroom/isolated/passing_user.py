"""A passing user: what it runs, and what it leaves on the disk, where no wall keeps the two in one place.

Root starts the code of one student under a number that nobody else has (`walls.USERS`),
so all of it can be found by it.
"""

import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
PLACES = ("/tmp", "/var/tmp", "/dev/shm")  # where every user may write


def processes_of(user):
    """The numbers of all processes of a user; [] for the user 0, who is not passing."""
    if not user:
        return []
    return [int(folder.name) for folder in PROC.glob("[0-9]*") if _owner(folder) == user]


def _owner(folder):
    """Whose process it is, as its status says.

    The folder itself belongs to root once a process has changed its user.
    """
    with suppress(OSError, ValueError, IndexError, StopIteration):
        lines = (folder / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Uid:")).split()[1])
    return None


def end(user, spared=()):
    """Kill all processes of a user but these; again until none is left, as they may multiply meanwhile."""
    for _ in range(100):
        found = set(processes_of(user)) - set(spared)
        if not found:
            return
        for pid in found:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def left_by(user):
    """The paths of what a user has made in PLACES, without what is in folders of its own."""
    found = []
    for place in filter(os.path.isdir, PLACES) if user else ():
        with suppress(OSError), os.scandir(place) as entries:
            found += [Path(entry) for entry in entries if _made_by(entry, user)]
    return found


def _made_by(entry, user):
    try:
        return entry.stat(follow_symlinks=False).st_uid == user
    except OSError:
        return False


def bytes_of(user):
    """How many bytes a user has written in PLACES."""
    return sum(map(_size, left_by(user)))


def _size(path):
    within = [Path(place) / name for place, _, names in os.walk(path) for name in names]
    total = 0
    for one in [path, *within]:
        with suppress(OSError):
            total += one.lstat().st_blocks * 512
    return total


def clean_up(user):
    """Remove what a user has left in PLACES; its processes must have ended."""
    for path in left_by(user):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
