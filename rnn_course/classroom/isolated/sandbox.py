"""Run a job behind a wall, and take what comes out of it:
texts of limited length, of which nothing is believed."""

import json
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

import cloudpickle

from rnn_course.classroom.isolated.limits import USUAL
from rnn_course.classroom.isolated.memory import descendants, memory_of
from rnn_course.classroom.isolated.passing_user import bytes_of, clean_up, end, processes_of
from rnn_course.classroom.isolated.walls import STRONG, WEAK, best

PROGRAM = [sys.executable, "-m", "rnn_course.classroom.isolated.inside"]
START = 60.0  # seconds for Python and torch to start, on a busy machine
LOOK = 0.1  # seconds between two looks at the memory
SELDOM = 5  # each so many looks also at what a passing user has written, and runs elsewhere


@dataclass(frozen=True)
class Ended:
    """How a task ended: how is "" when it handed over a value, else the limit or signal;
    value: what came out."""

    how: str
    value: dict


def run_job(tasks, *, whole=False, limits=USUAL, wall=None):
    """{id: Ended} of each task, run one after the other in one room.

    tasks: dicts for `inside.serve`; whole: may they see the course's exercises? wall: other than the best one
    here. A task that does not come back, because its room was torn down, has ended in "lost".
    """
    wall = wall or best()
    user = wall.user
    names = {"tasks": tasks, "limits": asdict(limits), "alone": wall.kind != WEAK, "user": user}
    job = cloudpickle.dumps(names | {"torch": any("import torch" in task["imports"] for task in tasks)})
    process = wall.start(PROGRAM, whole=whole, folder=limits.folder)
    watch = Watch(process, limits, START + len(tasks) * limits.wall, user)
    try:
        lines = _talk(process, job, limits.output * (len(tasks) + 1))
    finally:
        watch.end()
        if wall.kind != STRONG:
            shutil.rmtree(process.folder, ignore_errors=True)
    found = dict(filter(None, map(_read, lines)))
    return {task["id"]: found.get(task["id"], Ended(watch.broke or "lost", {})) for task in tasks}


def _talk(process, job, most):
    """Hand over the job and read at most so many bytes; the lines that are whole."""
    feeding = threading.Thread(target=_feed, args=(process, job), daemon=True)
    feeding.start()
    data = process.stdout.read(most)
    return data.split(b"\n")[:-1]


def _feed(process, job):
    with suppress(OSError):
        process.stdin.write(job)
        process.stdin.close()


def _read(line):
    """(id, Ended) of one line, or None when it is no line of ours."""
    try:
        line = json.loads(line)
        id, how, text = str(line["id"]), str(line["ended"]), line["text"] or "null"
        value = {} if how else _value(text)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return id, Ended(how or ("" if value else "nothing"), value)


def _value(text):
    """The dict that a task handed over; {} for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


class Watch:
    """Ends a room that takes too much memory, or too long; `broke` says which.

    user: the passing user that its processes belong to, or 0. Of what fills such a
    user's disk only the task is ended.
    """

    def __init__(self, process, limits, seconds, user=0):
        self.process, self.limits, self.deadline = process, limits, time.monotonic() + seconds
        self.user = user
        self.broke, self._done = "", threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _keep_within_folder(self):
        """End the task of a passing user who writes too much, and remove it; returns the user's processes."""
        if bytes_of(self.user) > self.limits.folder:
            end(self.user, spared=[self.process.pid])
            clean_up(self.user)
        return processes_of(self.user)

    def _look(self):
        looks = 0
        while not self._done.wait(LOOK) and self.process.poll() is None:
            looks += 1
            more = self._keep_within_folder() if self.user and looks % SELDOM == 0 else ()
            if memory_of(self.process.pid, more) > self.limits.total:
                self.broke = "memory"
            elif time.monotonic() > self.deadline:
                self.broke = "wall"
            if self.broke:
                return self._kill()

    def _kill(self):
        for pid in [*descendants(self.process.pid), self.process.pid]:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        end(self.user)

    def end(self):
        """Nothing of the room is left afterwards."""
        self._done.set()
        self._kill()
        self.process.stdout.close()
        self.process.wait()
        self._thread.join()
        clean_up(self.user)
