"""Ways to shut a process in: bubblewrap where it works, else another user, else limits alone.

Each wall turns a command into one that runs behind it. `best` tries them in this order and takes the first
that works here.
"""

import functools
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
INSIDE = "/course"  # where the package stands behind the wall
SHARED = ("__init__.py", "nearmiss", "classroom")  # of the package: what knows no solution
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
USERS = (61184, 65519)  # numbers that systemd keeps for passing users
STRONG, USER, WEAK = "bubblewrap", "another user", "limits only"
MANY = 200 * 2**20

# Options of bwrap: what is kept apart, which devices there are, and how the room ends.
APART = "--unshare-net --unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try".split()
DEVICES = "--proc /proc --dev /dev --size 1048576 --tmpfs /dev/shm --remount-ro /dev".split()
END = "--remount-ro / --chdir /tmp --new-session --die-with-parent --hostname grading".split()
# And those of the second room, in which root has become somebody else.
SECOND = "--unshare-pid --dev-bind / / --chdir /tmp --die-with-parent --".split()


@dataclass(frozen=True)
class Wall:
    """kind: STRONG, USER or WEAK; why: what kept the stronger ones away, one line each."""

    kind: str
    why: tuple = ()

    @property
    def user(self):
        """The number of a passing user to become, or 0: this process has no right to."""
        return random.randint(*USERS) if self.kind == USER else 0

    def start(self, command, *, whole=False, folder=MANY):
        """A process behind the wall, with pipes. whole: with the course's exercises in reach; folder: bytes
        it may write."""
        if self.kind == STRONG:
            return _popen([*_bubblewrap(whole, folder), *command], "/")
        folder = _own_folder(whole)
        process = _popen([*(_without_network() if self.kind == USER else ()), *command], folder)
        process.folder = folder  # whoever waits for the process removes it
        return process


def _is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _popen(command, folder):
    course, home = (INSIDE, "/tmp") if folder == "/" else (str(Path(folder) / "course"), str(folder))
    environment = {
        "PYTHONPATH": course, "HOME": home, "USER": "student", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "RNN_COURSE_PROGRESS_DIR": "/tmp/progress",
    }  # fmt: skip
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True, **pipes)


def python_folders():
    """The folders that this Python needs: itself, its environment, and where its packages are."""
    packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    found = [Path(path).resolve() for path in (sys.base_prefix, sys.prefix, *packages)]
    seen = [Path(path) for path in SYSTEM if Path(path).is_dir()]
    return [
        p
        for p in dict.fromkeys([*found, Path(sys.prefix)])
        if p.is_dir() and not any(p.is_relative_to(s) for s in seen)
    ]


def _bubblewrap(whole, folder):
    """The command that shuts in what follows it:
    no network, no other process, nothing of this machine but Python.

    Root first builds the room and then becomes somebody else in it; only then are no new user namespaces
    allowed, because limits on processes and on files in memory would not hold in one.
    """
    program = shutil.which("bwrap") or "bwrap"
    closed = ["--unshare-user", "--disable-userns"]
    if not _is_root():
        return [program, *closed, *_room(whole, folder), "--"]
    keep = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    user = str(random.randint(*USERS))
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return [program, *keep, *_room(whole, folder), "--", *become, program, *closed, *SECOND]


def _room(whole, folder):
    """The options that say what there is behind the wall, with `folder` bytes to write."""
    # Its own /tmp comes first, because the environment itself may lie in this machine's /tmp.
    own = ["--perms", "1777", "--size", str(folder), "--tmpfs", "/tmp"]
    return [*APART, *own, *_readable(whole), *DEVICES, *END]


def _readable(whole):
    """The options that show the system, this Python and the package, and nothing else of the disk."""
    shown = [*SYSTEM, *map(str, python_folders())]
    pairs = [*zip(shown, shown, strict=True), *_package(whole)]
    binds = [*_folders_above(pairs), *(part for pair in pairs for part in ("--ro-bind-try", *pair))]
    if any(PACKAGE.is_relative_to(path) for path in shown):  # installed among the packages: cover it
        binds += ["--size", "4096", "--tmpfs", str(PACKAGE), "--remount-ro", str(PACKAGE)]
    return binds


def _package(whole):
    """(path here, path behind the wall) of the package, or of those of its parts that know no solution."""
    parts = [PACKAGE] if whole else [PACKAGE / name for name in SHARED]
    return [(str(part), f"{INSIDE}/{part.relative_to(PACKAGE.parent)}") for part in parts]


def _folders_above(pairs):
    """Make the folders on the way to what is shown readable for every user;
    bwrap would keep them for its own."""
    above = {str(folder) for _, target in pairs for folder in Path(target).parents} - {"/"}
    return [part for folder in sorted(above) for part in ("--perms", "0755", "--dir", folder)]


@functools.cache
def _without_network():
    """What root puts before a command to keep it from the network; nothing where that is not allowed."""
    command = ["unshare", "--net", "--ipc", "--"]
    try:
        done = subprocess.run([*command, "true"], capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(command) if done.returncode == 0 else ()


def _own_folder(whole):
    """A new folder with a copy of the package in it,
    for a process that no wall keeps from the rest of the disk."""
    folder = Path(tempfile.mkdtemp(prefix="grading-"))
    (folder / "course").mkdir()
    ignore = shutil.ignore_patterns("__pycache__", "static")
    for name in [None] if whole else SHARED:
        source = PACKAGE / name if name else PACKAGE
        target = folder / "course" / source.relative_to(PACKAGE.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target, ignore=ignore) if source.is_dir() else shutil.copy(source, target)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@functools.cache
def best(*allowed):
    """The strongest Wall that works on this machine,
    of the kinds allowed (all of them when none is named)."""
    why = []
    for kind in allowed or (STRONG, USER, WEAK):
        problem = "" if kind == WEAK else _tried(Wall(kind))
        if not problem:
            return Wall(kind, tuple(why))
        why.append(f"{kind}: {problem}")
    raise OSError(f"expected a way to shut a process in, got none: {'; '.join(why)}")


def _tried(wall):
    """Why this wall does not work here, or ""."""
    if wall.kind == STRONG and not shutil.which("bwrap"):
        return "the program bwrap is not installed"
    if wall.kind == USER and not _is_root():
        return "only root may start processes of another user"
    try:
        process = wall.start(
            [sys.executable, "-c", f"{BECOME}\nimport numpy, rnn_course.nearmiss", str(wall.user)]
        )
        process.communicate(b"", timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        return f"it cannot be started ({error})"
    if process.returncode == 0:
        return ""
    readable = f"; may every user read {sys.base_prefix} and {sys.prefix}?" if wall.kind == USER else ""
    return f"a first try ended with {process.returncode}{readable}"


BECOME = """
import os, sys
user = int(sys.argv[1])
if user: os.setgroups([]); os.setresgid(user, user, user); os.setresuid(user, user, user)
"""
