"""A real JupyterLab in a real Chromium, for tests: open a notebook, run it, look at it, press its buttons.

Start it once for a whole set of tests with the fixture ``lab`` (in ``tests/widgets/conftest.py``), or with
``open_lab()``, which every caller shares. Chromium is searched where ``find_chromium`` says.
"""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MISSING = (
    "no Chromium found; install it (Debian: apt install chromium; elsewhere: playwright install chromium) "
    "or set CHROMIUM to its path"
)
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--overscroll-history-navigation=0",  # a finger that moves sideways does not go back a page
]
SIGNS = (
    "@jupyterlab/application-extension:faviconbusy",
    "@jupyterlab/apputils-extension:kernel-status",
    "@jupyterlab/console-extension:kernel-status",
    "@jupyterlab/notebook-extension:kernel-status",
    "@jupyterlab/apputils-extension:running-sessions-status",
    "@jupyterlab/notebook-extension:execution-indicator",
)
KERNEL_READY = """async () => {
    const app = window.jupyterapp;
    if (!app || !app.commands.hasCommand('notebook:run-all-cells')) return false;
    await app.restored;
    if (!app.shell.currentWidget || !app.shell.currentWidget.context) return false;
    const context = app.shell.currentWidget.context;
    await context.ready;
    await context.sessionContext.ready;
    const kernel = context.sessionContext.session && context.sessionContext.session.kernel;
    if (!kernel) return false;
    await kernel.info;
    return kernel.status === 'idle';
}"""


@cache
def find_chromium():
    """Path of a Chromium, or None: the variable CHROMIUM, then Playwright's own, then the usual names."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else shutil.which(named)
    return _playwrights_own() or next((path for name in NAMES if (path := shutil.which(name))), None)


def _playwrights_own():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


@cache
def the_playwright():
    """The Playwright of this process, started by the first call and stopped at its end: a second cannot start beside it."""
    from playwright.sync_api import sync_playwright

    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


class Lab:
    """One JupyterLab server and one browser. ``folder`` is where its notebooks lie.

    Notebooks are opened one after the other in the same tab; ``messages`` collects the console's errors and
    ``outside`` the requests that left for another host, both since the last ``open``.
    """

    def __init__(self, chromium, size=(1280, 1000)):
        self.home = Path(tempfile.mkdtemp(prefix="rnn-course-lab-"))
        self.folder = self.home / "notebooks"
        self.folder.mkdir()
        self.messages, self.outside = [], []
        self.chromium, self.size = chromium, size
        self._refuse_news()
        self._leave_out_signs()
        self._start_server()
        try:
            self._wait_for_server()
            self._start_browser()
        except BaseException:
            self.close()
            raise

    # -- life ----------------------------------------------------------------------------------------------

    def _start_server(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={self.port}"]
        command += ["--ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.password="]
        command += [f"--ServerApp.root_dir={self.folder}", "--LabApp.expose_app_in_browser=True"]
        command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
        command += ["--LabApp.extension_manager=readonly"]
        self.log = (self.home / "server.log").open("w", encoding="utf-8")
        self.server = subprocess.Popen(command, env=self._environment(), stdout=self.log, stderr=self.log)

    def _refuse_news(self):
        """Answer JupyterLab's first question (news from the internet?) before it is asked."""
        folder = self.home / "settings" / "@jupyterlab" / "apputils-extension"
        folder.mkdir(parents=True)
        answer = json.dumps({"fetchNews": "false", "checkForUpdates": False})
        (folder / "notification.jupyterlab-settings").write_text(answer, encoding="utf-8")

    def _leave_out_signs(self):
        """Without the signs of a busy kernel, which JupyterLab draws anew for each question that a test asks."""
        folder = self.home / "config" / "labconfig"
        folder.mkdir(parents=True)
        text = json.dumps({"disabledExtensions": dict.fromkeys(SIGNS, True)})
        (folder / "page_config.json").write_text(text, encoding="utf-8")

    def _environment(self):
        """Jupyter's files in a place of their own; ``rnn_course`` from this checkout."""
        places = {
            f"JUPYTER_{kind}_DIR": str(self.home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
        }
        places["JUPYTERLAB_SETTINGS_DIR"] = str(self.home / "settings")
        places["JUPYTERLAB_WORKSPACES_DIR"] = str(self.home / "workspaces")
        places["IPYTHONDIR"] = str(self.home / "ipython")
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return {**os.environ, **places, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}

    def _wait_for_server(self, seconds=180):  # on a busy machine
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.server.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.address}/api/status", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        text = (self.home / "server.log").read_text(encoding="utf-8")
        raise RuntimeError(f"JupyterLab did not start within {seconds} s:\n{text[-3000:]}")

    def _start_browser(self):
        self.browser = the_playwright().chromium.launch(
            executable_path=self.chromium, args=FLAGS, headless=True
        )
        self.context = self.browser.new_context(viewport={"width": self.size[0], "height": self.size[1]})
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.messages.append(f"page error: {error.stack}"))
        self.page.on("request", self._note_request)

    def close(self):
        """Stop the browser and the server, and remove their files. Safe to call twice."""
        for part in ("context", "browser"):
            if (thing := self.__dict__.pop(part, None)) is not None:
                thing.close()
        if self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _note_message(self, message):
        if message.type == "error":
            self.messages.append(f"{message.text} ({message.location.get('url', '')})")

    def _note_request(self, request):
        if request.url.startswith(("http", "ws")) and f"127.0.0.1:{self.port}" not in request.url:
            self.outside.append(request.url)

    # -- notebooks -----------------------------------------------------------------------------------------

    def write(self, name, cells):
        """Write a notebook of code cells (a list of source strings) and return its name."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        nbformat.write(notebook, self.folder / name)
        return name

    def open(self, path):
        """Open a notebook (a name in ``folder``, or any file) with a new kernel; returns the page."""
        path = Path(path)
        if path.is_absolute():
            shutil.copy(path, self.folder / path.name)
        if self.page.url.startswith(self.address):
            self.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        self.messages.clear()
        self.outside.clear()
        self.page.bring_to_front()  # a page in the background draws late
        self.page.goto(f"{self.address}/lab/tree/{path.name}?reset")
        self.wait_for_kernel()
        return self.page

    def trust(self, name):
        """Mark a notebook of ``folder`` as trusted, as one that was run on this machine is."""
        command = [sys.executable, "-m", "jupyter", "trust", str(self.folder / name)]
        subprocess.run(command, env=self._environment(), check=True, capture_output=True)

    def reload(self):
        """Load the page again, as a learner would; the kernel goes on, outputs come from the saved file."""
        self.page.reload()
        self.wait_for_kernel()

    def wait_for_kernel(self, seconds=60):
        """Wait until the kernel answers and is idle; waiting for the network or a cell is not enough."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(KERNEL_READY):
            if time.monotonic() > end:
                raise TimeoutError(f"the notebook's kernel was not idle after {seconds} s")
            time.sleep(0.05)

    def command(self, name, arguments=None):
        """Execute one of JupyterLab's commands and wait until it is done."""
        return self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments or {}],
        )

    def run_all(self):
        """Run all cells and wait until they are done."""
        self.command("notebook:run-all-cells")

    def run_cell(self, index):
        """Run the cell with this index (from 0) and wait until it is done."""
        self.page.evaluate(
            "i => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i; }", index
        )
        self.command("notebook:run-cell")

    def set_cell(self, index, source):
        """Replace the source of a cell in the open notebook."""
        self.page.evaluate(
            """([index, source]) => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.widgets[index].model.sharedModel.setSource(source);
        }""",
            [index, source],
        )

    def run(self, code):
        """Execute ``code`` in the kernel, outside the cells; return its text output, or raise RuntimeError.

        The value of the last expression is returned as the text that a cell would show.
        """
        reply = self.page.evaluate(RUN_CODE, code)
        if reply["error"]:
            raise RuntimeError(reply["error"])
        return reply["text"]

    def value(self, expression):
        """The value of a Python expression in the kernel, brought over as JSON; arrays become lists."""
        code = "import json as _json\nprint(_json.dumps(" + expression + ", default=lambda v: v.tolist()))"
        return json.loads(self.run(code))

    def wait_until(self, condition, seconds=10):
        """Wait until ``condition()`` is true: what one side sets reaches the other a moment later."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"still not true after {seconds} s"
            time.sleep(0.03)

    def set_theme(self, theme):
        """Switch to "dark" or "light" and wait until the page has it."""
        name = {"dark": "JupyterLab Dark", "light": "JupyterLab Light"}[theme]
        self.command("apputils:change-theme", {"theme": name})
        light = "true" if theme == "light" else "false"
        self.page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
        # JupyterLab covers the page meanwhile, and trips if the next switch comes before that ends.
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def screenshot(self, path, selector=None):
        """Save a picture of the page, or of the first element that ``selector`` finds."""
        target = self.page.locator(selector).first if selector else self.page
        target.screenshot(path=str(path))


RUN_CODE = """async code => {
    const kernel = window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
    const future = kernel.requestExecute({code, store_history: false, silent: false});
    let text = '', error = null;
    future.onIOPub = message => {
        const content = message.content;
        if (message.header.msg_type === 'stream' && content.name === 'stdout') text += content.text;
        if (message.header.msg_type === 'execute_result') text += content.data['text/plain'];
        if (message.header.msg_type === 'error') error = `${content.ename}: ${content.evalue}`;
    };
    await future.done;
    return {text, error};
}"""

_shared = []


def open_lab():
    """The Lab that all tests share; started by the first call. Returns None if there is no Chromium."""
    if not _shared:
        chromium = find_chromium()
        if chromium is None:
            return None
        _shared.append(Lab(chromium))
    return _shared[0]


def close_lab():
    """Stop the shared Lab if it runs."""
    while _shared:
        _shared.pop().close()


@contextmanager
def quiet(lab):
    """Check on leaving that the page since then logged no error and asked no other host for anything."""
    lab.messages.clear()
    lab.outside.clear()
    yield lab
    assert lab.messages == [], lab.messages
    assert lab.outside == [], lab.outside
