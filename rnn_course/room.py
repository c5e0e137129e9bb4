"""Is this room ready for tomorrow?

Run it the day before, as a learner would log in, on the machine that learners use.

    python -m rnn_course.room                                     one learner on this machine
    python -m rnn_course.room --learners 40                       all of them on this machine, as on a hub

It starts one kernel, writes and removes one file, and changes nothing else. Exit
code 1 if something is missing.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from rnn_course.classroom.sentences import sayer
from rnn_course.environment import Report, check_environment
from rnn_course.exercises import progress

say = sayer(Path(__file__).with_name("room.toml"))
# MB; measured by deploy/hub/trial.py (PSS of a server and two kernels) and
# benchmarks/memory.py (RSS of one kernel).
HUB_LEARNER, ONE_LEARNER, BASE = 490, 640, 1000
HOME_MB = 200  # of free disk in the home folder: the lessons with their outputs, and room to work
SLOW = 60  # seconds for a kernel and the first import of a lesson


def _line(good, name, **fields):
    return good, say(f"{name}-{'good' if good else 'bad'}", **fields)


def kernel():
    """A kernel starts and imports a lesson with its exercises, and how long that took."""
    from jupyter_client.manager import start_new_kernel

    began = time.monotonic()
    try:
        manager, client = start_new_kernel(startup_timeout=SLOW)
    except Exception as error:  # noqa: BLE001  whatever keeps a kernel from starting here
        return _line(False, "kernel", error=f"{type(error).__name__}: {error}")
    try:
        answer = client.execute_interactive(
            "from rnn_course.exercises import lesson_04",
            timeout=2 * SLOW,
            store_history=False,
            output_hook=lambda message: None,
        )
        error = answer["content"].get("evalue", "")
    except TimeoutError as timeout:
        error = str(timeout)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    seconds = round(time.monotonic() - began)
    return _line(False, "kernel", error=error) if error else _line(seconds < SLOW, "seconds", seconds=seconds)


def progress_file():
    """The folder for progress can be written."""
    try:
        folder = progress.folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return _line(True, "progress")
    except (OSError, RuntimeError) as error:
        return _line(False, "progress", error=error)


def disk(home=None):
    """There is room in the home folder."""
    free = shutil.disk_usage(home or Path.home()).free // 1_000_000
    return _line(free >= HOME_MB, "disk", free=free, needed=HOME_MB)


def memory(learners, available=None):
    """There is memory for so many learners at once; None where the system does not tell."""
    if available is None:
        available = available_memory()
    if available is None:
        return None
    needed = ONE_LEARNER if learners == 1 else BASE + learners * HUB_LEARNER
    return _line(available >= needed, "memory", available=available, needed=needed, learners=learners)


def available_memory():
    """MB that new programs may take on this machine; None where it cannot be told."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    except (AttributeError, OSError, ValueError):
        return None


def main(arguments):
    """Print one line for each thing; return 0 if all are well, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m rnn_course.room",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--learners", type=int, default=1, help="how many work on this machine at once")
    options = parser.parse_args(arguments)
    looked = [kernel(), progress_file(), disk(), memory(options.learners)]
    report = Report([*check_environment(), *filter(None, looked)])
    print(report)
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
