"""One JupyterLab and one Chromium for all tests of a process; without a browser they are skipped."""

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
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=MISSING))  # tests/conftest.py counts them


@pytest.fixture(scope="session")
def lab():
    """The shared Lab (see ``browser_lab``); where CI=true, a missing browser is a failure."""
    shared = open_lab()
    if shared is None:
        pytest.fail(MISSING, pytrace=False)
    yield shared
    close_lab()


@pytest.fixture(scope="session")
def page(lab):
    """An empty page in a window of its own, to run the widgets' JavaScript in."""
    window = lab.browser.new_context()
    page = window.new_page()
    lab.page.bring_to_front()
    yield page
    window.close()
