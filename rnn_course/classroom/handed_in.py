"""What was handed in must be files of its own.

A link to another student's notebook, or to the solutions, is refused. nbgrader calls `refuse_links` before it
opens or copies anything of a submission. It must not even look: a link may lead to a file without an end.
What is no file or folder is taken out of the submission. In the place of its notebook comes the released one,
untouched, with a sentence that says why.
"""

import os
import stat
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from rnn_course.classroom.sentences import say

STEP = "submitted"  # nbgrader's folder: submitted/STUDENT/ASSIGNMENT/…


def refuse_links(notebooks, **_):
    """Take out of a submission what is no file of its own.

    A hook of nbgrader, which hands over the paths of its notebooks. Ends nbgrader (SystemExit) when that is
    not possible: nothing may be graded then.
    """
    notebooks = [Path(path) for path in notebooks]
    for folder in dict.fromkeys(path.parent for path in notebooks):
        try:
            _refuse(folder, [path for path in notebooks if path.parent == folder])
        except OSError as error:
            raise SystemExit(say("stuck", folder=folder, why=error)) from error


def _refuse(folder, notebooks):
    found = _strange(folder)
    if not found:
        return
    sentence = "\n\n".join(say("refused", name=name, what=_what(path)) for name, path in found)
    for _, path in found:
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for path in notebooks:
        path.unlink(missing_ok=True)
        nbformat.write(_untouched(path, sentence), path)


def _untouched(path, sentence):
    """The notebook as it was released with the sentence on top; the sentence alone where it is not found."""
    released = path.parents[3] / "release" / path.parent.name / path.name
    notebook = nbformat.read(released, as_version=4) if released.is_file() else new_notebook()
    notebook.cells.insert(0, new_markdown_cell(sentence))
    return notebook


def _strange(folder):
    """[(name, path)] of what is neither file nor folder.

    It looks at the student's folder, the assignment's, and what is in it.
    """
    above = [folder.parent] if folder.parent.parent.name == STEP else []
    for path in [*above, folder]:
        if path.is_symlink():
            return [(path.name, path)]
    inside = [Path(place) / name for place, folders, files in os.walk(folder) for name in [*folders, *files]]
    return [(path.relative_to(folder).as_posix(), path) for path in sorted(inside) if not _is_own(path)]


def _is_own(path):
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _what(path):
    return say("link", target=os.readlink(path)) if path.is_symlink() else say("device")
