"""A JupyterHub with its proxy for a trial.

It has a folder of its own and free ports, and is ended with all that it started.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PASSWORD = "a trial"
CONFIG = """
import os, sys
sys.path.insert(0, {here!r})
from limited_spawner import TrialSpawner
settings = {here!r} + "/jupyterhub_config.py"
exec(compile(open(settings).read(), settings, "exec"), {{"get_config": get_config, "__file__": settings}})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.JupyterHub.spawner_class = TrialSpawner
c.TrialSpawner.home_dir_template = "{folder}/home/{{username}}"
c.Spawner.mem_limit = "{memory}"
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.Spawner.environment["PYTHONPATH"] = {root!r}
c.Spawner.environment["GIT_CONFIG_GLOBAL"] = "{folder}/gitconfig"
"""
GIT = "[safe]\n\tdirectory = *\n[user]\n\tname = learner\n\temail = learner@example.org\n"


def proxy():
    """The program of the proxy, or "".

    It is the one that is named, else that of npm, else that of PyPI beside this Python.
    """
    name, beside = "configurable-http-proxy", Path(sys.executable).with_name("configurable-http-proxy")
    named = os.environ.get("CONFIGURABLE_HTTP_PROXY", name).split()[0]
    return shutil.which(named) or (str(beside) if beside.is_file() else "")


def missing():
    """What the trial lacks on this machine, as a sentence; "" if nothing."""
    if not Path("/proc/self/smaps_rollup").exists():
        return "the trial needs Linux"
    try:
        import jupyterhub  # noqa: F401
        import nbgitpuller  # noqa: F401
    except ImportError as error:
        return f'{error.name} is not installed: pip install -e ".[hub]"'
    if not shutil.which("git"):
        return "git is not installed"
    if not proxy():
        return "configurable-http-proxy is not installed: npm install -g configurable-http-proxy"
    return ""


def free_ports(count):
    """So many ports of this machine that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


class Hub:
    """A running hub, for `with`: `address` is where learners go, `folder` where their homes are."""

    def __init__(self, memory):
        self.memory = memory

    def __enter__(self):
        if missing():
            sys.exit(missing())
        self.folder = Path(tempfile.mkdtemp(prefix="rnn-course-hub-"))
        self.repository = self.folder / "rnn_course"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(self.repository)], check=True)
        subprocess.run(
            ["git", "-C", str(self.repository), "update-ref", "refs/heads/main", "HEAD"], check=True
        )
        (self.folder / "gitconfig").write_text(GIT)
        self._start()
        return self

    def _start(self):
        ports = free_ports(3)
        self.address = f"http://127.0.0.1:{ports[0]}"
        places = {"here": str(HERE), "folder": self.folder, "root": str(ROOT), "ports": ports}
        (self.folder / "config.py").write_text(CONFIG.format(**places, password=PASSWORD, memory=self.memory))
        command = [sys.executable, "-m", "jupyterhub", "-f", str(self.folder / "config.py")]
        environment = {"CONFIGURABLE_HTTP_PROXY": proxy(), **os.environ}
        options = {"cwd": self.folder, "start_new_session": True, "env": environment}
        with (self.folder / "hub.log").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **options)
        self._wait()

    def _wait(self, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/hub/health", timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        said = self.said()
        self.__exit__()
        raise RuntimeError(f"the hub did not answer within {seconds} s:\n{said}")

    def said(self):
        """The last lines of the hub's log."""
        return "\n".join((self.folder / "hub.log").read_text(errors="replace").splitlines()[-30:])

    def __exit__(self, *error):
        self.process.send_signal(signal.SIGTERM)  # the hub ends its servers and its proxy
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
