"""What each cell of a lesson is for, read from source and outputs, and kept in its metadata under "site".

Roles: "guess" and "reveal", "recall" (asked, checked, missed or again), "exercise",
"quiz", "map"; most cells have none.
"""

import ast
import re

import run_notebooks
from nbconvert.preprocessors import Preprocessor

from website.questions import is_waiting

GUESS = re.compile(r"guess = \.\.\.\s+# (your guess\b.*)")
CAPTION = re.compile(r"\*\*Figure (\d+\.\d+)\.\*\*")
EXERCISES = re.compile(r"from rnn_course\.exercises import lesson_(\d\d) as ex\b")
BESIDE_WIDTH, BESIDE_LINES = 46, 12  # characters and lines of an output that may stand beside its code


class Roles(Preprocessor):
    """Gives every code cell its role, and every figure its caption."""

    def preprocess(self, nb, resources):
        """Mark the cells; a caption's cell moves into the cell of its figure."""
        guess = None
        for cell in nb.cells:
            cell.metadata["site"] = {}
            if cell.cell_type == "code":
                guess = self._mark(cell, guess)
        nb.cells = list(_with_captions(nb.cells))
        return nb, resources

    def _mark(self, cell, guess):
        site = cell.metadata["site"]
        site.update(_role_of(cell))
        site["beside"] = _fits_beside(cell)
        site["waits"] = _waits_for(cell)
        if site.get("role") == "guess":
            return cell.id
        if site.get("role") == "reveal":
            site["guess"] = guess
        return guess


def _role_of(cell):
    """The role of a code cell and what belongs to it, as a dict; empty for most."""
    asked = GUESS.fullmatch(cell.source.strip())
    if asked:
        return {"role": "guess", "ask": asked[1][0].upper() + asked[1][1:]}
    if any(is_waiting(output) for output in cell.outputs):
        return {"role": "reveal"}
    owner, call = _last_call(cell.source)
    if owner.split(".")[-1] == "recall":
        return {"role": "recall", "part": call}
    if call == "lesson_map":
        return {"role": "map"}
    if owner and call == "ask":
        return {"role": "quiz", "exercise": owner.split(".")[-1]}
    if "exercise" in cell.metadata.get("tags", []):
        return {"role": "exercise", "exercise": owner.split(".")[-1]}
    return {}


def _last_call(source):
    """(whose, which) of the call in a cell's last line: ("ex.recall", "ask"); ("", "") if there is none.

    >>> _last_call("x = 1\\nex.one_step.check(x)"), _last_call("x = 1"), _last_call("lesson_map()")
    (('ex.one_step', 'check'), ('', ''), ('', 'lesson_map'))
    """
    last = ast.parse(source).body[-1:]
    call = last[0].value if last and isinstance(last[0], ast.Expr) else None
    if not isinstance(call, ast.Call):
        return "", ""
    if isinstance(call.func, ast.Attribute):
        return ast.unparse(call.func.value), call.func.attr
    return "", ast.unparse(call.func)


def _waits_for(cell):
    """What a reader gives before the output is shown: a "guess", an "own try", or "" for nothing."""
    if not run_notebooks.waits(cell):
        return ""
    return "own try" if run_notebooks.TRY_FIRST in cell.metadata.get("tags", []) else "guess"


def _fits_beside(cell):
    """Whether all that a cell prints is a few short lines of text."""
    texts = [output.get("text") or "" for output in cell.outputs if output.output_type == "stream"]
    if not texts or len(texts) < len(cell.outputs):
        return False
    lines = "".join(texts).splitlines()
    return len(lines) <= BESIDE_LINES and max(map(len, lines), default=0) <= BESIDE_WIDTH


def shows_picture(cell):
    """Whether the last thing that a cell shows is a picture."""
    return cell.cell_type == "code" and bool(cell.outputs) and "image/png" in cell.outputs[-1].get("data", {})


def _with_captions(cells):
    before = None
    for cell in cells:
        found = cell.cell_type == "markdown" and CAPTION.match(cell.source)
        if found and before is not None and shows_picture(before):
            caption, _, rest = cell.source.partition("\n\n")
            before.metadata["site"].update(figure=found[1], caption=caption)
            cell.source = rest
        before = cell
        if cell.source.strip():
            yield cell


def lesson_of(nb):
    """The number of the lesson whose exercises a notebook uses, or ""."""
    return next((m[1] for cell in nb.cells if (m := EXERCISES.search(cell.source))), "")


def places(nb):
    """The ids of the cells where the recall and the exercises stand: {"recall": …, "one_step": …}."""
    found = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            about = _role_of(cell)
            name = about.get("exercise") or (about.get("part") == "ask" and "recall")
            if name and about.get("role") != "quiz":
                found.setdefault(name, cell.id)
    return found
