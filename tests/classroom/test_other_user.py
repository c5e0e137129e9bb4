"""Where there is no bubblewrap, root grades each student as a passing user of its own: the same submissions do no more harm."""

import os
import shutil

import pytest
from hostile import ROWS, source
from hostile_room import VICTIM_OF_ANOTHER, outcomes

from rnn_course.classroom.isolated import passing_user, walls

WHY = walls._tried(walls.Wall(walls.USER))
pytestmark = pytest.mark.skipif(bool(WHY), reason=f"no passing users here: {WHY}")
# What a user may do on this machine, and what harms nobody: a namespace of its own has its limits too.
ALLOWED = {"a namespace of its own": ("right", "raised")}
USERS = []  # the numbers that were taken


class Noted(walls.Wall):
    """A wall that notes the passing users that it made."""

    @property
    def user(self):
        USERS.append(super().user)
        return USERS[-1]


@pytest.fixture(scope="module")
def wall():
    """The wall that is taken where bwrap is not installed."""
    which = shutil.which
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda name, *more: None if name == "bwrap" else which(name, *more))
        walls.best.cache_clear()
        found = walls.best()
    walls.best.cache_clear()
    return Noted(found.kind, found.why)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    path = tmp_path_factory.mktemp("submitted") / "ada.ipynb"
    path.write_text("the work of another student")
    return path


@pytest.fixture(scope="module")
def together(other, wall):
    """{name: (outcome, outcome of the right answer after it)} of all rows that leave their room standing, in one room."""
    os.environ["COURSE_SECRET"] = "secret"
    rows = [row for row in ROWS if not row.alone]
    found = outcomes([source(row.act, other=str(other), parent=os.getpid()) for row in rows], wall=wall)
    del os.environ["COURSE_SECRET"]
    return dict(zip([row.name for row in rows], found, strict=True))


@pytest.fixture(scope="module")
def twins(wall):
    found = outcomes([source(row.twin) for row in ROWS], victims=False, wall=wall)
    return dict(zip([row.name for row in ROWS], found, strict=True))


def test_it_is_taken_where_bubblewrap_is_missing(wall):
    assert wall.kind == walls.USER and wall.why == ("bubblewrap: the program bwrap is not installed",)


@pytest.mark.parametrize("row", [row for row in ROWS if not row.alone], ids=lambda row: row.name)
def test_it_costs_its_own_points_and_not_those_of_the_next(row, together, other):
    own, next_one = together[row.name]
    unstopped = row.name == "network" and not walls._without_network()
    assert own in ALLOWED.get(row.name, row.outcomes) or unstopped
    assert next_one == "right"
    assert other.read_text() == "the work of another student"


@pytest.mark.parametrize("row", [row for row in ROWS if row.alone], ids=lambda row: row.name)
def test_it_costs_the_points_of_its_own_student_at_most(row, other, wall):
    own, _ = outcomes([source(row.act, other=str(other))], wall=wall)[0]
    assert own in row.outcomes
    assert outcomes([VICTIM_OF_ANOTHER], wall=wall)[0] == ("right", "right")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_its_harmless_twin_is_right(row, twins):
    assert twins[row.name] == ("right", None)


def test_nothing_of_it_runs_on_or_stays(together, twins):
    assert len(USERS) >= 2
    assert [pid for user in USERS for pid in passing_user.processes_of(user)] == []
    assert [path for user in USERS for path in passing_user.left_by(user)] == []
