"""The only program of ours behind the wall: it runs the tasks of one student, each in a process of its own.

Reads a job (a pickle from outside, which is trusted here) from standard input, and writes one line of JSON
for each task to standard output: how its process ended, and the text that it handed over. Nothing here knows
a right answer.
"""

import json
import os
import pickle
import select
import signal
import sys
import time

try:
    import resource
except ImportError:  # Windows, where `serve` is not used
    resource = None

PIECE = 65536
TICK = 0.02  # seconds
PATIENCE = 500  # ticks


def give_up_root(user):
    """Become a user without rights, where this process is root."""
    if user and os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def set_limits(limits):
    """The limits of every process from here on; they can only be lowered."""
    pairs = {
        "NPROC": limits["processes"],
        "FSIZE": limits["folder"],
        "CORE": 0,
        "NOFILE": 256,
        "DATA": limits["memory"],
    }
    for name, value in pairs.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        try:
            hard = resource.getrlimit(kind)[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (least, least))
        except (TypeError, ValueError, OSError):  # a system without this limit
            continue


def offer_to_be_killed():
    """When memory runs out, the kernel shall take this process before any other."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def serve(job, out):
    """Run each task of a job in its own process and write a line for each to `out`, a file descriptor."""
    for task in job["tasks"]:
        ended, text = supervise(task, job["limits"], job["alone"], out)
        line = json.dumps({"id": task["id"], "ended": ended, "text": text}) + "\n"
        _write(out, line.encode())


def _write(out, data):
    while data:
        data = data[os.write(out, data) :]


def supervise(task, limits, alone, out):
    """(how it ended, what it handed over) of one task.
    `alone`: nobody else's processes can be seen from here."""
    reader, writer = os.pipe()
    child = _fork()
    if child == 0:
        os.close(reader)
        os.close(out)
        _child(task, limits, writer)
    os.close(writer)
    data, ended, gone = _listen(reader, child, limits)
    os.close(reader)
    if not gone:
        _kill(child)
        os.waitpid(child, 0)
    if alone:
        _kill_all()
    return ended, data.decode("utf-8", "replace")


def _fork():
    """A new process, as soon as those that the last task has left are gone."""
    for _ in range(PATIENCE):
        try:
            return os.fork()
        except BlockingIOError:
            time.sleep(TICK)
    return os.fork()


def _kill(child):
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except OSError:
            pass


def _kill_all():
    """What a task has left behind; inside its own namespace that is all it can be."""
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError:
        pass


def _child(task, limits, writer):
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.close(nothing)
        from rnn_course.classroom.isolated import student

        _write(writer, json.dumps(student.KINDS[task["kind"]](task)).encode())
    except MemoryError:
        os._exit(98)
    except BaseException as error:  # noqa: BLE001  whatever it was, this process ends here
        _write(writer, json.dumps({"error": type(error).__name__}).encode())
    finally:
        os._exit(0)


def _listen(reader, child, limits):
    """(what the child writes, how it ended, is it gone?):
    ended is "" when by itself, else the limit that it broke."""
    data, deadline = bytearray(), time.monotonic() + limits["wall"]
    while time.monotonic() < deadline:
        gone, status = os.waitpid(child, os.WNOHANG)  # first this: what is read afterwards is then all of it
        data += _ready(reader, limits["output"] + 1 - len(data))
        if len(data) > limits["output"]:
            return b"", "output", gone
        if gone:
            return bytes(data), _ending(status), gone
    return b"", "wall", 0


def _ready(reader, most):
    """What can be read now, waiting for a moment where there is nothing."""
    data = bytearray()
    while len(data) < most and select.select([reader], [], [], 0 if data else TICK)[0]:
        piece = os.read(reader, PIECE)
        if not piece:
            time.sleep(TICK)
            break
        data += piece
    return data


def _ending(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return {signal.SIGXCPU: "cpu", signal.SIGKILL: "killed"}.get(number, f"signal {number}")
    code = os.WEXITSTATUS(status)
    return {0: "", 98: "memory"}.get(code, f"exit {code}")


def main():
    """Take the job, give up every right, and serve."""
    job = pickle.loads(sys.stdin.buffer.read())
    out = os.dup(1)
    give_up_root(job["user"])
    offer_to_be_killed()
    if job["torch"]:
        import torch

        torch.set_num_threads(1)
    # Once, before the first fork; numpy's own two would otherwise be read anew in each task that needs them.
    import numpy.ma
    import numpy.random  # noqa: F401

    import rnn_course.classroom.isolated.student  # noqa: F401

    set_limits(job["limits"])
    serve(job, out)


if __name__ == "__main__":
    main()
