"""What longer training runs have left behind:
made by `make runs`, stored in ``runs/``, and read by the lessons."""

import json
from pathlib import Path

FOLDER = Path(__file__).with_name("runs")


def stored_run(name):
    """Return what ``tools/runs/<name>.py`` has written to ``runs/<name>.json``, as dicts and lists.

    Raises ValueError for a name that has no file.

    >>> sorted(stored_run("sunspots"))
    ['GRU', 'RNN', 'numbers', 'years']
    """
    file = FOLDER / f"{name}.json"
    if not file.exists():
        known = ", ".join(sorted(path.stem for path in FOLDER.glob("*.json")))
        raise ValueError(f"name: expected one of {known}; got {name!r}")
    return json.loads(file.read_text(encoding="utf-8"))
