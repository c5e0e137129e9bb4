"""How much memory a process and all that it has started hold, as Linux tells it."""

from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def descendants(root):
    """The numbers of all processes that this one has started, and they in turn;
    [] where /proc does not tell."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid in parents if pid != root and _descends(pid, root, parents)]


def _descends(pid, root, parents):
    seen = set()
    while pid not in seen and pid != root and pid in parents:
        seen.add(pid)
        pid = parents[pid]
    return pid == root


def memory_of(root, more=()):
    """Bytes that a process, its descendants and `more` processes hold; what several share counts once.

    >>> import os
    >>> memory_of(os.getpid()) > 1_000_000 or not PROC.is_dir()
    True
    """
    return sum(map(_share, {root, *descendants(root), *more}))


def _share(pid):
    """The memory of one process, of shared pages its share only; all of them where only the whole is told."""
    for name, word in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with suppress(OSError, ValueError, IndexError, StopIteration):
            lines = (PROC / str(pid) / name).read_text().splitlines()
            return int(next(line for line in lines if line.startswith(word)).split()[1]) * 1024
    return 0
