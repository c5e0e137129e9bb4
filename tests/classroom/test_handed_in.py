"""A submission that is not its student's own files is refused in a sentence; what its links lead to is neither read nor changed."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from rnn_course.classroom.handed_in import refuse_links

SECRET = "the work of another student"
SOLUTIONS = Path(__file__).resolve().parents[2] / "rnn_course" / "exercises" / "lesson_02"


@pytest.fixture
def hand_in(tmp_path):
    """hand_in(student): the path of a notebook with a secret, handed in by this student."""

    def new(student):
        path = tmp_path / "submitted" / student / "04" / "04.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(new_notebook(cells=[new_code_cell(f"x = {SECRET!r}")]), path)
        return path

    return new


def link(target):
    """Make a place a link to the target, in place of what is there."""

    def make(place):
        place.unlink(missing_ok=True)
        place.symlink_to(target)

    return make


def pipe(place):
    place.unlink(missing_ok=True)
    os.mkfifo(place)


NOTEBOOK, BESIDE = "04.ipynb", "data.txt"
WAYS = {
    "another student's notebook": (NOTEBOOK, link("../../ada/04/04.ipynb"), "a link to `../../ada/04/04.ipynb`"),
    "the solutions": (BESIDE, link(SOLUTIONS), f"a link to `{SOLUTIONS}`"),
    "a folder of the solutions, further in": ("more/data", link(SOLUTIONS.parent), "a link to"),
    "nothing": (NOTEBOOK, link("gone.ipynb"), "a link to `gone.ipynb`"),
    "itself": (NOTEBOOK, link(NOTEBOOK), "a link to `04.ipynb`"),
    "a file without an end": (NOTEBOOK, link("/dev/zero"), "a link to `/dev/zero`"),
    "a file without an end, beside it": (BESIDE, link("/dev/zero"), "a link to `/dev/zero`"),
    "a pipe that nobody fills": (NOTEBOOK, pipe, "a pipe or a device"),
}  # fmt: skip


def sentence_in(path):
    """The only cell of a notebook that was put in the place of a refused one."""
    assert path.is_file() and not path.is_symlink()
    (cell,) = nbformat.read(path, as_version=4).cells
    return cell.source


@pytest.mark.parametrize("way", WAYS)
def test_a_link_is_refused_and_what_it_leads_to_stays(hand_in, way):
    other, mine = hand_in("ada"), hand_in("eve")
    name, make, told = WAYS[way]
    place = mine.with_name(name) if "/" not in name else mine.parent / name
    place.parent.mkdir(exist_ok=True)
    make(place)
    before = other.read_bytes()
    refuse_links([str(mine)], assignment="04", student="*")
    sentence = sentence_in(mine)
    assert sentence.startswith(f"Not graded: `{name}`") and told in sentence and SECRET not in sentence
    assert not os.path.lexists(place) or place == mine
    assert other.read_bytes() == before and SOLUTIONS.exists()


@pytest.mark.parametrize("place", ["submitted/eve", "submitted/eve/04"])
def test_a_folder_that_is_another_student_s_is_refused(hand_in, tmp_path, place):
    other, place = hand_in("ada"), tmp_path / place
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(other.parents[len(place.relative_to(tmp_path).parts) == 2], target_is_directory=True)
    mine = tmp_path / "submitted" / "eve" / "04" / "04.ipynb"
    assert SECRET in mine.read_text()
    refuse_links([str(mine)])
    assert "a link to" in sentence_in(mine) and SECRET in other.read_text()


def test_own_files_and_folders_stay_and_so_does_an_instructor_s_link(hand_in, tmp_path):
    mine = hand_in("ada")
    (mine.parent / "pictures").mkdir()
    (mine.parent / "pictures" / "one.txt").write_text("x")
    (tmp_path / "submitted").rename(tmp_path / "disk")
    (tmp_path / "submitted").symlink_to(tmp_path / "disk")
    refuse_links([str(mine)])
    assert SECRET in mine.read_text() and (mine.parent / "pictures" / "one.txt").read_text() == "x"
    assert (tmp_path / "submitted").is_symlink()


def test_where_a_link_cannot_be_taken_out_nothing_is_graded(hand_in, monkeypatch):
    mine = hand_in("eve")
    link("/dev/zero")(mine)

    def refused(*_, **__):
        raise PermissionError("read only")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(SystemExit, match="expected to take links out of .*04 before grading, got: read only"):
        refuse_links([str(mine)])
