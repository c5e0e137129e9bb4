"""How much memory a learner's kernel holds after each lesson, and what single imports cost.

RSS counts shared pages in full, PSS shares them among the processes that use them; both from Linux, in MB.
Elsewhere nothing is measured, and a line says so.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

IMPORTS = (
    "pass", "import numpy", "import ipykernel.kernelapp", "import matplotlib.pyplot", "import pandas",
    "from statsmodels.datasets import co2; co2.load_pandas()", "from rnn_course.data import co2; co2()",
    "import rnn_course.nearmiss", "import rnn_course.widgets", "import torch", "import torch, torch._dynamo",
)  # fmt: skip
ROLLUP = "/proc/{pid}/smaps_rollup"


def held(pid="self"):
    """(RSS, PSS) of a process in MB."""
    text = Path(ROLLUP.format(pid=pid)).read_text()
    return tuple(
        int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)[1]) / 1024 for name in ("Rss", "Pss")
    )


def after(statement):
    """(RSS, PSS) of a new Python after a statement."""
    code = f"{statement}\nfrom benchmarks.memory import held\nprint(*held())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return tuple(map(float, done.stdout.split()[-2:]))


def after_lesson(path):
    """(RSS, PSS) of a kernel that ran all cells of a notebook."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    with tempfile.TemporaryDirectory() as progress:
        with client.setup_kernel(env=os.environ | {"RNN_COURSE_PROGRESS_DIR": progress}):
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
            return held(client.km.provisioner.process.pid)


def main():
    """Print both tables."""
    if not Path(ROLLUP.format(pid="self")).exists():
        print("not measured: this system does not tell how much memory processes share")
        return
    print(f"{'RSS':>6} {'PSS':>6}  MB, of a Python or a kernel after")
    for statement in IMPORTS:
        print("{:6.0f} {:6.0f}  {}".format(*after(statement), statement), flush=True)
    for path in sorted(Path("notebooks").glob("[0-9][0-9]_*.ipynb")):
        print("{:6.0f} {:6.0f}  {}".format(*after_lesson(path), path.stem), flush=True)
