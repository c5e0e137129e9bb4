"""One JupyterLab and one Chromium for all tests of this folder; without a browser they are skipped."""

import os

import pytest
from browser_lab import MISSING, close_lab, find_chromium, open_lab

BROWSER_FIXTURES = {"lab", "page"}


def in_ci():
    return os.environ.get("CI", "").lower() == "true"


def pytest_collection_modifyitems(config, items):
    """Mark the tests that need a browser; skip them if there is none, unless CI=true."""
    needing = [item for item in items if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ()))]
    for item in needing:
        item.add_marker("browser")
    if needing and not in_ci() and find_chromium() is None:
        config.stash[NOT_RUN] = len(needing)
        for item in needing:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


NOT_RUN = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter, config):
    if NOT_RUN in config.stash:
        terminalreporter.write_line(f"{config.stash[NOT_RUN]} browser tests not run: {MISSING}", yellow=True)


@pytest.fixture(scope="package")
def lab():
    """The shared Lab (see ``browser_lab``); where CI=true, a missing browser is a failure."""
    shared = open_lab()
    if shared is None:
        pytest.fail(MISSING, pytrace=False)
    yield shared
    close_lab()


@pytest.fixture(scope="package")
def page(lab):
    """An empty page in a window of its own, to run the widgets' JavaScript in."""
    window = lab.browser.new_context()
    page = window.new_page()
    lab.page.bring_to_front()
    yield page
    window.close()
