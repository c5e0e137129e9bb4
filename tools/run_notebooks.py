"""Re-run notebooks and store their outputs in one normal form: a diff shows only what an author changed.

usage: run_notebooks.py [NOTEBOOK ...]      (default: all of notebooks/)

A notebook that fails is left as it was, and the cell that failed is named. Exit code 1 if any failed.
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
CELL_TIMEOUT = 120  # seconds
FOLDED = {"source_hidden": True}  # under "jupyter": a cell whose code JupyterLab folds
HIDDEN = {"outputs_hidden": True}
WAITING = {"collapsed": True, "jupyter": HIDDEN}  # a cell whose output it folds until the cell is run
TRY_FIRST = "try-first"  # the tag of a waiting cell for which no guess is asked, but a sketch or a prediction
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def lessons():
    """Paths of the lessons, in order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def side_trips():
    """Paths of the side trips, which no lesson needs."""
    return sorted(NOTEBOOKS.glob("further/*.ipynb"))


def all_notebooks():
    """Paths of the lessons, in order, and of the side trips."""
    return lessons() + side_trips()


def read(path):
    """Read a notebook as nbformat's version 4 objects."""
    return nbformat.read(path, as_version=4)


def execute(notebook, folder=NOTEBOOKS, more=()):
    """Run every cell in a new kernel that starts in ``folder``; return ``notebook`` with outputs, normalised.

    more: environment variables of the kernel besides those of this process.

    Raises CellExecutionError when a cell raises and is not tagged ``raises-exception``.
    """
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory() as progress:  # the author's own progress stays out of it
        client.execute(env={**os.environ, "RNN_COURSE_PROGRESS_DIR": progress, **dict(more)})
    return normalise(notebook)


def normalise(notebook):
    """Keep only what a reader sees: no widget state, no editor's metadata, one shape for streams.

    The notebook is changed in place.
    """
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": {"name": "python"}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(_kept(cell))
        if cell.cell_type == "code":
            cell.outputs = [_normal_output(output) for output in _joined_streams(cell.outputs)]
    return notebook


def waits(cell):
    """Whether a cell's output is stored folded, because it gives away what is asked just before."""
    return WAITING.items() <= cell.metadata.items()


def _kept(cell):
    """What stays of a cell's metadata: its tags, and what is folded."""
    kept = {"tags": cell.metadata.tags} if "tags" in cell.metadata else {}
    if waits(cell):
        return WAITING | kept
    return kept | ({"jupyter": FOLDED} if cell.metadata.get("jupyter") == FOLDED else {})


def text(notebook):
    """The exact text that is stored on disk for ``notebook``."""
    return nbformat.writes(notebook, version=4) + "\n"


def write(notebook, path):
    """Store ``notebook`` at ``path``."""
    path.write_text(text(notebook), encoding="utf-8", newline="\n")


def _joined_streams(outputs):
    """Pieces of the same stream become one: how many pieces arrive depends on the machine's speed."""
    joined = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].get("name") == output.name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _normal_output(output):
    if output.output_type == "stream":
        # A progress line that was overwritten with \r is stored as it was seen last.
        output.text = re.sub(r"[^\n]*\r(?!\n)", "", output.text)
    if "image/png" in output.get("data", {}):
        # A stored view would ask for a widget that no kernel holds any more; without it,
        # JupyterLab shows the picture.
        output.data.pop(WIDGET_VIEW, None)
    if "metadata" in output:
        output.metadata = nbformat.from_dict({k: v for k, v in output.metadata.items() if k == "image/png"})
    return output


def _where(error):
    """The failed cell, as nbclient quotes it, without the colours of the traceback."""
    return "\n".join(f"    {line}" for line in str(error).split("------------------")[1].strip().splitlines())


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all")
    failed = False
    for path in parser.parse_args(arguments).notebooks or all_notebooks():
        before = path.read_text(encoding="utf-8")
        try:
            after = text(execute(read(path)))
        except CellExecutionError as error:
            failed = True
            print(f"{path.name}: FAILED, left as it was. {error.ename}: {error.evalue}\n{_where(error)}")
            continue
        path.write_text(after, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'unchanged' if after == before else 'updated'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
