"""A learner of the trial: logs in, fetches the lessons by nbgitpuller, runs cells in a kernel.

It does so as a browser does.
"""

import json
import time
import uuid
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import requests
import websocket
from link import link
from trial_hub import PASSWORD

SPAWN_SECONDS, CELL_SECONDS = 180, 180


class Learner:
    """One learner of a hub; every request goes through the proxy, with his own cookies."""

    def __init__(self, hub, name):
        self.hub, self.name, self.session = hub, name, requests.Session()
        self.session.trust_env = False  # no proxy of this machine between us and the hub
        self.user = f"{hub.address}/user/{name}"
        self.home = hub.folder / "home" / name
        self.channel = None

    def _cross_site(self, path):
        cookies = [c.value for c in self.session.cookies if c.name == "_xsrf" and path.startswith(c.path)]
        return {"X-XSRFToken": cookies[-1]} if cookies else {}

    def _ask(self, method, address, **more):
        headers = self._cross_site(urlsplit(address).path)
        answer = self.session.request(method, address, headers=headers, timeout=120, **more)
        answer.raise_for_status()
        return answer

    def log_in(self):
        """Log in and wait for the server of one's own; returns the seconds it took."""
        began = time.monotonic()
        page = f"{self.hub.address}/hub/login"
        self._ask("GET", page)
        form = {
            "username": self.name,
            "password": PASSWORD,
            "_xsrf": self.session.cookies.get("_xsrf", path="/hub/"),
        }
        self._ask("POST", page, data=form)
        while not self.answers():
            if time.monotonic() - began > SPAWN_SECONDS:
                raise RuntimeError(f"{self.name}: no server after {SPAWN_SECONDS} s")
            time.sleep(0.3)
        return time.monotonic() - began

    def answers(self):
        """Does the learner's own server answer him?"""
        try:
            self.session.get(f"{self.user}/lab", timeout=60)
            return self.session.get(f"{self.user}/api/status", timeout=60).status_code == 200
        except requests.RequestException:
            return False

    def server_process(self):
        """The process id of the learner's server."""
        for stat in Path("/proc").glob("[0-9]*/environ"):
            try:
                given = stat.read_bytes().split(b"\0")
                command = (stat.parent / "cmdline").read_bytes()
            except OSError:
                continue
            if b"jupyterhub-singleuser" in command and f"JUPYTERHUB_USER={self.name}".encode() in given:
                return int(stat.parent.name)
        raise RuntimeError(f"{self.name}: no server process")

    def fetch(self):
        """Follow the instructor's link; returns the seconds until the lessons are there."""
        began = time.monotonic()
        asked = parse_qs(urlsplit(link(self.hub.address, self.hub.repository.as_uri())).query)
        asked = {name: values[0] for name, values in asked.items()} | {"targetpath": "rnn_course"}
        with self._ask("GET", f"{self.user}/git-pull/api", params=asked, stream=True) as answer:
            events = [json.loads(line[6:]) for line in answer.iter_lines() if line.startswith(b"data: ")]
        if not events or events[-1].get("phase") != "finished":
            raise RuntimeError(f"{self.name}: the lessons were not fetched: {events[-1:]}")
        return time.monotonic() - began

    def open(self, path):
        """Start a kernel for a notebook of one's copy, and connect to it."""
        place = f"rnn_course/{path}"
        asked = {"path": place, "name": place, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = self._ask("POST", f"{self.user}/api/sessions", json=asked).json()["kernel"]["id"]
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.session.cookies if self._is_mine(c))
        address = self.user.replace("http", "ws", 1) + f"/api/kernels/{kernel}/channels"
        if self.channel:
            self.channel.close(timeout=1)
        self.channel = websocket.create_connection(address, cookie=cookies, timeout=CELL_SECONDS)

    def close(self):
        """End all connections; the hub ends the server."""
        if self.channel:
            self.channel.close(timeout=1)
        self.session.close()

    def _is_mine(self, cookie):
        return f"/user/{self.name}/".startswith(cookie.path)

    def execute(self, source, wait=True):
        """Run a cell in the open kernel; returns (seconds, the error's last line or "")."""
        began = time.monotonic()
        number = self._send(source)
        error = self._wait_for(number) if wait else ""
        return time.monotonic() - began, error

    def _send(self, source):
        """Ask the kernel to run a cell; returns the number of the request."""
        number = uuid.uuid4().hex
        names = {"session": self.name, "username": self.name}
        header = {"msg_id": number, "msg_type": "execute_request", "version": "5.3", "date": "", **names}
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        content |= {"stop_on_error": False, "user_expressions": {}}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.channel.send(json.dumps({**message, "channel": "shell", "buffers": []}))
        return number

    def _wait_for(self, number):
        """Wait until the kernel has done with a request; returns the error's last line or ""."""
        error = ""
        while True:
            said = json.loads(self.channel.recv())
            content, mine = said["content"], said["parent_header"].get("msg_id") == number
            state = content["execution_state"] if said["msg_type"] == "status" else ""
            if not mine and state in ("restarting", "dead"):
                return "the kernel was ended"
            if mine and said["msg_type"] == "error":
                error = f"{content['ename']}: {content['evalue']}"
            if mine and state == "idle":
                return error

    def run(self, path):
        """Run every cell of a lesson; returns (seconds, failures)."""
        began = time.monotonic()
        notebook = nbformat.read(self.home / "rnn_course" / path, as_version=4)
        self.open(path)
        failures = []
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            error = self.execute(cell.source)[1]
            if error and "raises-exception" not in cell.metadata.get("tags", []):
                failures.append(f"{path}, cell {number}: {error}")
        return time.monotonic() - began, failures
