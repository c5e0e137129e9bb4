"""Nothing leaves a learner's machine unless he exports it: neither Python nor the browser's side asks a network."""

import ast
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "rnn_course"
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "tornado", "urllib", "urllib3", "webbrowser", "websocket", "websockets", "xmlrpc",
}  # fmt: skip
BROWSER = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|import\s*\(|navigator\.connection"
)
REFUSES = """
import sys, tempfile, os
from pathlib import Path
folder = Path(tempfile.mkdtemp())
os.environ["RNN_COURSE_PROGRESS_DIR"] = str(folder / "progress")
def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.send", "urllib", "subprocess", "os.system")):
        raise SystemExit(f"asked for {event}: {arguments}")
sys.addaudithook(refuse)
from rnn_course.exercises import lesson_map, lesson_02 as ex
from rnn_course.nearmiss import progress
ex.recall.check("x")
ex.one_step.check(lambda *arguments: 0)
ex.one_step.hint(), ex.one_step.solution(), progress.export(folder / "mine.json"), progress.take_in(folder / "mine.json")
print(*sorted(path.name for path in folder.rglob("*") if path.is_file()))
"""


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_module_knows_a_network():
    found = [(path.name, name) for path in PACKAGE.rglob("*.py") for name in imported(path)]
    assert len(found) > 300
    harmless = "urllib.parse"  # takes addresses apart, and opens none
    assert [pair for pair in found if pair[1].split(".")[0] in NETWORK and pair[1] != harmless] == []


def test_no_instrument_asks_for_anything():
    modules = list(PACKAGE.rglob("*.js"))
    assert len(modules) > 8
    assert [path.name for path in modules if BROWSER.search(path.read_text("utf-8"))] == []


def test_a_check_an_export_and_the_way_back_open_no_connection():
    done = subprocess.run([sys.executable, "-c", REFUSES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "mine.json" in done.stdout and "progress.json" in done.stdout


def test_an_export_names_nobody_and_holds_no_code(tmp_path):
    from rnn_course.exercises import find
    from rnn_course.nearmiss import progress

    find("02.one_step").check(lambda my_secret_name: my_secret_name)
    text = progress.export(tmp_path / "mine.json").read_text("utf-8")
    assert "secret" not in text and str(Path.home()) not in text
