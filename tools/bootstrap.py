"""Make the course's own virtual environment in .venv, once.

    python3 tools/bootstrap.py lab      what a learner needs
    python3 tools/bootstrap.py test     the same, plus the test tools

`make lab` and `make test` call it each time. It installs only when pyproject.toml, constraints.txt, the
Python version or the folder has changed since the last complete installation. RNN_COURSE_VENV names
another folder for the environment: a disk with more room, or one place that all users of a machine
share and only one may change.

Standard library only. The syntax is that of old Pythons on purpose: a Python that is too old must still
be able to read this file and say so.
"""

from __future__ import print_function

import os
import sys

OLDEST, NEWEST = (3, 11), (3, 14)

if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(
        "rnn_course needs Python %d.%d to %d.%d, but this is Python %d.%d (%s): install one of those "
        "and name it, as in 'make lab PYTHON=python3.13'."
        % (OLDEST + NEWEST + tuple(sys.version_info[:2]) + (sys.executable,))
    )

import hashlib  # noqa: E402
import importlib.util  # noqa: E402
import subprocess  # noqa: E402

from pip_install import SetupError, install, venv_python  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.abspath(os.path.expanduser(os.environ.get("RNN_COURSE_VENV") or os.path.join(ROOT, ".venv")))


def check_modules(find_spec=importlib.util.find_spec):
    """Raise SetupError where Python came without venv or ensurepip (Debian and Ubuntu split them off)."""
    missing = [name for name in ("venv", "ensurepip") if find_spec(name) is None]
    if missing:
        version = "%d.%d" % sys.version_info[:2]
        raise SetupError(
            "This Python %s has no module '%s', which makes virtual environments: install it "
            "(Debian and Ubuntu: sudo apt install python%s-venv) and run the same command again."
            % (version, missing[0], version)
        )


def fits_this_python(venv=VENV):
    """True if the environment exists and was made by the same Python version as this one."""
    try:
        with open(os.path.join(venv, "pyvenv.cfg")) as file:
            settings = dict(line.strip().split(" = ", 1) for line in file if " = " in line)
    except OSError:
        return False
    made_by = settings.get("version", "").split(".")[:2]
    return os.path.exists(venv_python(venv)) and made_by == [str(n) for n in sys.version_info[:2]]


def check_writable(venv=VENV):
    """Raise SetupError where this user may not change the environment, or make it."""
    place = venv
    while not os.path.exists(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    if not os.access(place, os.W_OK):
        raise SetupError(
            "The course is not installed in %s, or not in this version, and you may not write there: "
            "ask whoever looks after this machine, or install it in a folder of your own, as in "
            "'RNN_COURSE_VENV=~/rnn_course_venv make lab'." % venv
        )


def make_venv(venv=VENV):
    """Make the environment, unless there is one for this Python version."""
    if fits_this_python(venv):
        return
    check_modules()
    print("Making a virtual environment in " + os.path.relpath(venv), flush=True)
    command = [sys.executable, "-m", "venv", "--clear", venv]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode:
        last = (done.stdout.strip() or "no message").splitlines()[-1]
        raise SetupError("Python could not make a virtual environment in %s: %s" % (venv, last))


def fingerprint(root=ROOT):
    """A hash of everything that decides what is installed, and where."""
    digest = hashlib.sha256(("%s %d.%d" % ((root,) + tuple(sys.version_info[:2]))).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(root, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def stamp_path(kind, venv=VENV):
    """The file that says: this kind of installation, "lab" or "test", was completed."""
    return os.path.join(venv, "complete-%s.stamp" % kind)


def is_complete(kind, root=ROOT, venv=VENV):
    """True if the last installation of this kind was completed and nothing has changed since."""
    try:
        with open(stamp_path(kind, venv)) as file:
            return file.read() == fingerprint(root) and fits_this_python(venv)
    except OSError:
        return False


def set_up(kind, root=ROOT, venv=VENV, install=install):
    """Bring the environment up to date for "lab" or "test"; do nothing if it is."""
    if is_complete(kind, root, venv):
        return
    check_writable(venv)
    make_venv(venv)
    for stamp in (stamp_path("lab", venv), stamp_path("test", venv)):
        if os.path.exists(stamp):
            os.remove(stamp)  # an installation that stops half-way leaves none
    print(
        "Installing the course in %s (the first time takes some minutes and about 1.6 GB)" % venv, flush=True
    )
    install(kind, root, venv, ["--constraint", "constraints.txt"])
    for name in ("lab", "test") if kind == "test" else ("lab",):  # the tests need all that the lab needs
        with open(stamp_path(name, venv), "w") as file:
            file.write(fingerprint(root))


def main(arguments):
    """Return 0, or 1 after one sentence that says what is wrong."""
    if arguments not in (["lab"], ["test"]):
        print(__doc__)
        return 2
    try:
        set_up(arguments[0])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before the end; run the same command again to go on.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
