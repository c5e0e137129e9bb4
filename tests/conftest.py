"""For all tests: progress goes to a temporary folder; the longest files come first; skipped browser tests are counted."""

import pytest
from browser_lab import MISSING

# Processes take the files in this order, so that none is left alone with a long one at the end.
LONGEST_FIRST = (
    "notebooks",
    "tests/notebooks",
    "tests/classroom",
    "tests/exercises",
    "tests/widgets",
    "tests/pages",
    "tests/nearmiss",
)


@pytest.fixture(autouse=True)
def progress_folder(tmp_path, monkeypatch):
    from rnn_course.nearmiss import progress

    for variable in ("NEARMISS_PROGRESS_DIR", "RNN_COURSE_PROGRESS_DIR"):  # the engine alone, and the course
        monkeypatch.setenv(variable, str(tmp_path / "progress"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("NEARMISS_DEBUG", "1")
    monkeypatch.setattr(progress, "_memory", {})
    monkeypatch.setattr(progress, "_told", [])
    return tmp_path / "progress"


def _place(item):
    """Where the item's folder stands in LONGEST_FIRST; after all of them if it does not."""
    folder = item.nodeid.split("::")[0].rpartition("/")[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(items):
    """Sort by folder; inside a folder the order stays."""
    items.sort(key=_place)


def pytest_terminal_summary(terminalreporter):
    """Say in the last lines that browser tests were left out, in whichever process that was."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", ()) if MISSING in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests not run: {MISSING}", yellow=True)
