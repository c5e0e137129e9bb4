"""Submissions that mean harm, each with a harmless twin: the same place in the same function, the same kind of act.

A row: name, what the hostile code does first, what its twin does, and which outcomes it may have. Both compute the right answer
afterwards, unless they return before. {other} is another student's notebook on the instructor's disk.
"""

from typing import NamedTuple

TASK = """
import ctypes, itertools, json, os, re, resource, signal, socket, sys, threading, time
import numpy as np

def one_step(x_t, h_prev, W_xh, W_hh, b):
    right = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
{act}
    return right
"""


class Row(NamedTuple):
    """alone: it may tear down the room of its own student, so it gets one for itself."""

    name: str
    act: str
    twin: str
    outcomes: tuple
    alone: bool = False


STOPPED, WRONG, RIGHT = ("raised",), ("differs", "named", "raised"), ("right",)
ROWS = [
    Row("endless compiled call", 're.match(r"(a+)+$", "a" * 64 + "b")', 're.match(r"(a+)+$", "aaab")', STOPPED),
    Row("endless loop that swallows every stop", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "for _ in range(9):\n    try: pass\n    except BaseException: pass", STOPPED),
    Row("sleeps", "time.sleep(10**6)", "time.sleep(0.001)", STOPPED),
    Row("fork bomb", "while True: os.fork()", "pid = os.fork()\nif pid == 0: os._exit(0)\nos.waitpid(pid, 0)", STOPPED),
    Row("os._exit", "os._exit(0)", "os.getpid()", STOPPED),
    Row("sys.exit", "sys.exit()", "sys.getrefcount(b)", STOPPED),
    Row("patched numpy", "np.allclose = np.array_equal = np.all = lambda *a, **k: True\nnp.tanh = lambda x: x\nreturn b", "np.allclose(b, b)", WRONG),
    Row("patches how results are read", "import rnn_course.classroom.isolated.crossing as c, rnn_course.nearmiss.trial.compare as d\nd.same = d.close = lambda *a: True\nreturn right + 1", "import rnn_course.classroom.isolated.crossing", WRONG),
    Row("reads the solution", "from rnn_course.exercises import find\nreturn find('02.one_step')._solution(x_t, h_prev, W_xh, W_hh, b)", "import rnn_course.nearmiss", STOPPED),
    Row("uses the finished function of the course", "import rnn_course.core as core\nreturn core.rnn_step(x_t, h_prev, W_xh, W_hh, b)", "import rnn_course", STOPPED),
    Row("writes into another student's folder", "open({other!r}, 'w').write('0')", "open('/tmp/mine%d' % os.getuid(), 'w').write('0')", STOPPED),
    Row("reads another student's notebook", "open({other!r}).read()", "open(os.environ['PYTHONPATH'] + '/rnn_course/__init__.py').read()", STOPPED),
    Row("follows a link out of its folder", "os.symlink({other!r}, '/tmp/link%d' % time.time_ns())\nmax(map(open, ['/tmp/' + n for n in os.listdir('/tmp')]), key=id).read()", "os.symlink('/tmp', '/tmp/link%d' % time.time_ns())", STOPPED),
    Row("writes into the course behind the wall", "open(os.environ['PYTHONPATH'] + '/rnn_course/nearmiss/result.py', 'a').write('0')", "os.listdir(os.environ['PYTHONPATH'] + '/rnn_course')", STOPPED),
    Row("prints without an end", "while True: print('x' * 10**6)", "print('x')", STOPPED),
    Row("hands over gigabytes", "for fd in range(3, 30):\n    try:\n        while True: os.write(fd, b'x' * 10**6)\n    except OSError: pass", "os.write(1, b'x')", STOPPED),
    Row("gigabytes of memory", "bytearray(10**11)", "bytearray(10**5)", STOPPED),
    Row("memory piece by piece", "heap = []\nwhile True: heap.append(bytes(10**7))", "heap = [bytes(10**4)]", STOPPED),
    Row("memory in many processes", "for _ in range(20):\n    if os.fork() == 0:\n        heap = bytearray(os.urandom(1)) * 2 * 10**8\n        time.sleep(60)\nheap = bytearray(b'x') * 2 * 10**8\ntime.sleep(60)", "heap = bytearray(b'x') * 10**6", STOPPED, alone=True),
    Row("fills its folder", "for n in range(10**6): open(f'/tmp/{{n}}', 'wb').write(bytes(10**6))", "open('/tmp/small%d' % os.getuid(), 'wb').write(bytes(10))", STOPPED),
    Row("fills the memory for devices", "open('/dev/shm/x', 'wb').write(bytes(10**9))", "open('/dev/null', 'wb').write(bytes(10))", STOPPED),
    Row("network", "socket.create_connection(('1.1.1.1', 80), 5)", "socket.socketpair()", STOPPED),
    Row("forged result", "for fd in range(3, 30):\n    try: os.write(fd, json.dumps({{'id': '02.one_step', 'ended': '', 'text': json.dumps({{'calls': [{{'outputs': {{}}}}] * 99, 'outcome': 'right', 'points': 99}})}}).encode() + b'\\n')\n    except OSError: pass\nos._exit(0)", "json.dumps({{'outcome': 'right'}})", WRONG),
    Row("kills the process above it", "os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)", "os.kill(os.getppid(), 0)", STOPPED, alone=True),
    Row("kills whatever it can", "os.kill(-1, signal.SIGKILL)\ntime.sleep(60)", "os.kill(os.getpid(), 0)", STOPPED, alone=True),
    Row("kills the instructor's process", "os.kill({parent}, signal.SIGKILL)", "os.kill(os.getpid(), 0)", STOPPED),
    Row("threads left behind", "if threading.active_count() == 1: [threading.Thread(target=lambda: [time.sleep(0.01) for _ in itertools.count()]).start() for _ in range(5)]", "threading.Thread(target=int).start()", RIGHT),
    Row("a process left behind", "if not os.path.exists('/tmp/left%d' % os.getuid()):\n    open('/tmp/left%d' % os.getuid(), 'w').close()\n    if os.fork() == 0:\n        os.setsid()\n        while True: time.sleep(0.01)", "open('/tmp/left%d' % os.getuid(), 'w').close()", RIGHT),
    Row("deep recursion", "sys.setrecursionlimit(10**9)\ndef f(): return [f() for _ in '1']\nf()", "sys.setrecursionlimit(2000)", STOPPED),
    Row("a huge value", "return np.zeros((6000, 1000))", "np.zeros((60, 10))", WRONG),
    Row("values computed only when asked for", "class Lazy:\n    def __array__(self, *a, **k):\n        while True: pass\nreturn Lazy()", "class Lazy:\n    def __array__(self, *a, **k): return right\nreturn Lazy()", STOPPED),
    Row("equal to everything", "class Equal(np.ndarray):\n    def __eq__(self, other): return np.ones(self.shape, bool)\n    def __abs__(self): return 0 * self\nreturn (right + 1).view(Equal)", "class Same(np.ndarray): pass\nreturn right.view(Same)", WRONG),
    Row("code in place of a value", "class Evil:\n    def __reduce__(self): return os.system, ('touch /tmp/evil',)\n    def __repr__(self): os._exit(0)\nreturn Evil()", "class Good: pass\nGood()", WRONG),
    Row("dicts without a bottom", "d = {{}}\nd['d'] = d\nreturn d", "d = {{}}", WRONG),
    Row("takes higher limits", "resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))", "resource.getrlimit(resource.RLIMIT_NPROC)", STOPPED),
    Row("a namespace of its own", "assert ctypes.CDLL(None).unshare(0x10000000) == 0", "assert ctypes.CDLL(None).getpid() > 0", STOPPED),
    Row("reads the instructor's secrets", "os.environ['COURSE_SECRET']", "os.environ['HOME']", STOPPED),
]  # fmt: skip


def source(act, **fields):
    """The cell with this act in it."""
    lines = act.format(**fields).splitlines()
    return TASK.format(act="\n".join(f"    {line}" for line in lines))
