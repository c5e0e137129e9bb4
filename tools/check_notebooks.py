"""Check the form of some notebooks, without running them: outputs stored in one normal form, rhythm, links.

    python tools/check_notebooks.py notebooks/02_memory.ipynb ...

These are the rules in tests/notebooks; pre-commit calls this with the notebooks of a commit.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = [
    "tests/notebooks/test_hygiene.py",
    "tests/notebooks/test_links.py",
    "tests/notebooks/test_stored_outputs.py::test_stored_text_is_in_normal_form",
]


def main(paths):
    """Return 0 if every notebook named by its path keeps the rules."""
    chosen = " or ".join(["normal_form", *(Path(path).stem for path in paths)])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *RULES,
        "-k",
        chosen,
    ]
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
