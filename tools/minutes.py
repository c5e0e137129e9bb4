"""How long a lesson takes, by one formula, counted from its notebook.

    words of prose / 130 + 0.6 · code cells + 1 · guess cells + 6 · function exercises + 2 · other exercises
    + 3 · instruments + 2 · recall

in minutes, rounded to 5. Words are those of all Markdown cells. Every code cell counts as one; a guess
cell (`guess = ...`), an exercise or an instrument that is shown counts on top of that. A lesson in several
sittings takes what its sittings take together: what stands before the first heading
`## Sitting 1 of n · Name (… minutes)` belongs to sitting 1.

usage: minutes.py [NOTEBOOK ...]      (default: all of notebooks/) prints what each states and what it takes
"""

import re
import sys
from pathlib import Path

import run_notebooks

GUESS = re.compile(r"^\w*guess\w* = \.\.\.", re.MULTILINE)
FUNCTION = re.compile(r"^(?:def|class) ", re.MULTILINE)
SITTING = re.compile(r"^## Sitting (\d+) of (\d+) · (.+) \((\d+) minutes\)$", re.MULTILINE)
STATED = re.compile(r"\b[Aa]bout (\d+) minutes")


def exact(cells):
    """The minutes of these cells, before they are rounded."""
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    return words / 130 + sum(_of_code(cell) for cell in cells if cell.cell_type == "code")


def _of_code(cell):
    source = cell.source
    minutes = 0.6 + bool(GUESS.search(source)) + 3 * _shows_instrument(cell)
    if "exercise" in cell.metadata.get("tags", []):
        minutes += 6 if FUNCTION.search(source) else 2
    return minutes + 2 * (".recall.check(" in source)


def _shows_instrument(cell):
    """Whether an instrument is to be played with here; one that only computes takes no time."""
    return any(
        "instrument" in out.get("metadata", {}).get("image/png", {}) for out in cell.get("outputs", [])
    )


def rounded(cells):
    """The minutes of these cells as a lesson states them: a multiple of 5."""
    return max(5, 5 * round(exact(cells) / 5))


def sittings(cells):
    """[(name, stated minutes, cells)] of a lesson that falls into several; else an empty list."""
    heads = [SITTING.search(cell.source) if cell.cell_type == "markdown" else None for cell in cells]
    starts = [at for at, head in enumerate(heads) if head]
    borders = [0, *starts[1:], len(cells)]
    return [
        (heads[start][3], int(heads[start][4]), cells[borders[k] : borders[k + 1]])
        for k, start in enumerate(starts)
    ]


def stated(cells):
    """The minutes that the opening of a lesson states."""
    return int(STATED.search(cells[1].source)[1])


def of_lesson(cells):
    """The minutes of a whole lesson: of its sittings together, where it has several."""
    parts = sittings(cells)
    return sum(rounded(part) for _, _, part in parts) if parts else rounded(cells)


def main(paths):
    for path in map(Path, paths) if paths else run_notebooks.lessons():
        cells = run_notebooks.read(path).cells
        print(f"{path.name}: states {stated(cells)}, takes {of_lesson(cells)} ({exact(cells):.0f})")
        for name, said, part in sittings(cells):
            print(f"    {name}: states {said}, takes {rounded(part)} ({exact(part):.0f})")


if __name__ == "__main__":
    main(sys.argv[1:])
