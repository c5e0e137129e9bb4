"""Code that means harm costs its own points, and nobody else's."""

import os
import subprocess
import sys

import pytest
from hostile import ROWS, source
from hostile_room import VICTIM_OF_ANOTHER, outcomes

from rnn_course.classroom.isolated import walls

BEST = walls.best()
pytestmark = pytest.mark.skipif(BEST.kind != walls.STRONG, reason=f"no wall here: {'; '.join(BEST.why)}")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    path = tmp_path_factory.mktemp("submitted") / "ada.ipynb"
    path.write_text("the work of another student")
    return path


@pytest.fixture(scope="module")
def together(other):
    """{name: (outcome, outcome of the right answer after it)} of all rows that leave their room standing, in one room."""
    os.environ["COURSE_SECRET"] = "secret"
    rows = [row for row in ROWS if not row.alone]
    found = outcomes([source(row.act, other=str(other), parent=os.getpid()) for row in rows])
    del os.environ["COURSE_SECRET"]
    return dict(zip([row.name for row in rows], found, strict=True))


@pytest.fixture(scope="module")
def twins():
    found = outcomes([source(row.twin) for row in ROWS], victims=False)
    return dict(zip([row.name for row in ROWS], found, strict=True))


@pytest.mark.parametrize("row", [row for row in ROWS if not row.alone], ids=lambda row: row.name)
def test_it_costs_its_own_points_and_not_those_of_the_next(row, together, other):
    own, next_one = together[row.name]
    assert own in row.outcomes
    assert next_one == "right"
    assert other.read_text() == "the work of another student"


@pytest.mark.parametrize("row", [row for row in ROWS if row.alone], ids=lambda row: row.name)
def test_it_costs_the_points_of_its_own_student_at_most(row, other):
    own, _ = outcomes([source(row.act, other=str(other))])[0]
    assert own in row.outcomes
    assert outcomes([VICTIM_OF_ANOTHER])[0] == ("right", "right")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_its_harmless_twin_is_right(row, twins):
    assert twins[row.name] == ("right", None)


def test_nothing_of_it_runs_on(together, twins):
    rooms = [pid for pid in os.listdir("/proc") if pid.isdigit() and _is_a_room(pid)]
    assert [pid for pid in rooms if not _of_a_neighbour(pid)] == []


def _is_a_room(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return "rnn_course.classroom.isolated.inside" in file.read()
    except OSError:
        return False


def _of_a_neighbour(pid):
    """Was it started by other tests that run beside these? What runs on has lost its parent, or is ours."""
    above = list(_ancestors(pid))
    return os.getppid() in above and os.getpid() not in above


def _ancestors(pid):
    while int(pid) > 1:
        try:
            with open(f"/proc/{pid}/stat") as file:
                pid = int(file.read().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            return
        yield pid


def test_what_runs_on_is_told_from_a_neighbours_room():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as mine:
        assert next(_ancestors(mine.pid)) == os.getpid() and not _of_a_neighbour(mine.pid)
        mine.communicate(b"\n")
    assert not _of_a_neighbour(1)  # an orphan's parent
    assert os.getppid() in list(_ancestors(os.getpid()))
