"""The site, built once for all processes of a run, a server for it, and a browser; without a browser its tests are skipped."""

import functools
import http.server
import json
import os
import threading
from pathlib import Path

import pytest
from browser_lab import FLAGS, MISSING, find_chromium, the_playwright
from filelock import FileLock

BROWSER_FIXTURES = {"visit"}
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def pytest_collection_modifyitems(items):
    """Mark the tests that need a browser; skip them if there is none, unless CI=true."""
    needing = [item for item in items if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ()))]
    for item in needing:
        item.add_marker("browser")
    if needing and os.environ.get("CI", "").lower() != "true" and find_chromium() is None:
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site; one that is built already can be named by the variable RNN_COURSE_SITE."""
    from website.build import build

    if built := os.environ.get("RNN_COURSE_SITE"):
        return Path(built).resolve()
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder, done = shared / "site", shared / "site.json"
    with FileLock(shared / "site.lock"):
        if not done.exists():
            done.write_text(json.dumps(build(folder)), "utf-8")
    return folder


@pytest.fixture(scope="session")
def address(site):
    """Where a server of this process shows the site, with a / at its end."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    """A Chromium."""
    chromium = find_chromium()  # before the_playwright: it starts one of its own, and stops it
    browser = the_playwright().chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


class Visit:
    """A reader's window. `messages`: what the console said and what failed; `outside`: requests to another host."""

    def __init__(self, browser, address, **settings):
        self.context, self.address = browser.new_context(**settings), address
        self.page, self.messages, self.outside = self.context.new_page(), [], []
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("response", lambda r: r.status >= 400 and self.messages.append(f"{r.status} {r.url}"))
        self.page.on("request", lambda r: self._is_outside(r.url) and self.outside.append(r.url))

    def _is_outside(self, url):
        return not url.startswith((self.address, "data:", "blob:"))

    def open(self, place):
        """Open a page of the site, and wait until its scripts have run. Returns Playwright's page."""
        self.page.goto(self.address + place)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def open_whole(self, place):
        """The same, with all parts of the page laid out, as for a reader who has been everywhere."""
        page = self.open(place)
        page.add_style_tag(content=".lesson > * { content-visibility: visible !important; }")
        page.evaluate(FRAMES)
        return page

    def is_quiet(self):
        """Nothing was said in the console, nothing failed, and nothing was asked of another host."""
        return self.messages == [] and self.outside == []


@pytest.fixture
def visit(browser, address):
    """visit(width=390, …) opens a new window with nothing kept; all of them are closed after the test."""
    opened = []

    def new(width=1280, height=900, **settings):
        opened.append(Visit(browser, address, viewport={"width": width, "height": height}, **settings))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()
