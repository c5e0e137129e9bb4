"""tools/start_lab.py: JupyterLab knows every option, opens the first lesson and asks no network."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import start_lab as start_lab_module
from jupyterlab import NeverCheckForUpdate
from jupyterlab.handlers.announcements import CheckForUpdateABC
from jupyterlab.labapp import LabApp

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ["--no-browser", "--ServerApp.port=0", "--IdentityProvider.token="]


def start_lab():
    """Start JupyterLab on a free port, without a browser; return the process and the address it prints."""
    command = [sys.executable, "tools/start_lab.py", *OPTIONS]
    lab = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    limit = threading.Timer(60, lab.kill)
    limit.start()
    found = (re.search(r"http://127\.0\.0\.1:\d+/lab\S*", line) for line in lab.stdout)
    address = next((match[0] for match in found if match), "JupyterLab printed no address")
    limit.cancel()
    return lab, address


def fetch(address, seconds=30):
    """The page at this address; JupyterLab prints the address a moment before it listens."""
    end, request = time.monotonic() + seconds, urllib.request.Request(address, headers={"Referer": address})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=seconds) as page:
                return page.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_every_option_is_one_that_jupyterlab_has():
    source = (ROOT / "tools" / "start_lab.py").read_text("utf-8")
    names = set(re.findall(r"--LabApp\.(\w+)=", source))
    assert {"default_url", "news_url", "check_for_updates_class", "extension_manager"} <= names
    assert names <= set(LabApp.class_trait_names(config=True))
    assert issubclass(NeverCheckForUpdate, CheckForUpdateABC)


def test_lab_opens_the_first_lesson_with_the_news_off_and_exports_alt_texts():
    lab, address = start_lab()
    try:
        assert address.endswith("/lab/tree/notebooks/00_start_here.ipynb")
        assert re.search(r'"news":\s*\{"disabled":\s*true\}', fetch(address))
        place = (
            address.split("/lab/tree/")[0] + "/lab/api/settings/@jupyterlab/apputils-extension:notification"
        )
        properties = json.loads(fetch(place))["schema"]["properties"]
        asked = {name: properties[name]["default"] for name in ("fetchNews", "checkForUpdates")}
        assert asked == {"fetchNews": "false", "checkForUpdates": False}, "JupyterLab would ask about news"
        page = fetch(address.replace("/lab/tree/", "/nbconvert/html/"))
        assert page.count("<img alt=") >= 3 and "No description has been provided" not in page
    finally:
        lab.terminate()
        lab.communicate(timeout=30)


def test_settings_of_ones_own_come_before_ours():
    assert start_lab_module.with_our_settings({"A": "b"}) == {
        "A": "b",
        "JUPYTER_CONFIG_PATH": str(start_lab_module.SETTINGS),
    }
    own = start_lab_module.with_our_settings({"JUPYTER_CONFIG_PATH": "mine"})["JUPYTER_CONFIG_PATH"]
    assert own.split(os.pathsep) == ["mine", str(start_lab_module.SETTINGS)]


def test_who_may_not_write_works_in_a_copy_that_is_never_written_over(tmp_path, monkeypatch, capsys):
    root, home = tmp_path / "course", tmp_path / "home"
    (root / "notebooks" / "further").mkdir(parents=True)
    for name in ("01.ipynb", ".made-with", "further/trip.ipynb"):
        (root / "notebooks" / name).write_text("theirs")
    assert start_lab_module.folder_to_work_in(root, home) == root
    monkeypatch.setattr(start_lab_module.os, "access", lambda path, mode: False)
    assert start_lab_module.folder_to_work_in(root, home) == home / "rnn_course"
    mine = home / "rnn_course" / "notebooks"
    assert sorted(p.name for p in mine.rglob("*") if p.is_file()) == [".made-with", "01.ipynb", "trip.ipynb"]
    (mine / "01.ipynb").write_text("mine")
    (root / "notebooks" / "02.ipynb").write_text("new")
    start_lab_module.folder_to_work_in(root, home)
    assert (mine / "01.ipynb").read_text() == "mine" and (mine / "02.ipynb").read_text() == "new"
    assert str(home) in capsys.readouterr().out
