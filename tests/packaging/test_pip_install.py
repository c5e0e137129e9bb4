"""tools/pip_install.py: where PyTorch comes from, how long that choice may take, what a failure says."""

import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pip_install
import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENT = ["torch>=2.13,<2.14"]


class Pip:
    """Stands for pip: notes its arguments and gives back the exit codes that it was made with."""

    def __init__(self, *codes, says=""):
        self.codes, self.says, self.calls = list(codes), says, []

    def __call__(self, arguments, *_):
        self.calls.append(arguments)
        return self.codes.pop(0), self.says


class Handler(BaseHTTPRequestHandler):
    """Lists torch, as a package index does; paths under /slow/ take long, others do not exist."""

    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        if self.path.startswith("/slow/"):
            time.sleep(1.5)
        self.send_response(200 if self.path in ("/cpu/torch/", "/slow/torch/") else 404)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(monkeypatch):
    """The address of a package index on this machine."""
    for name in ("http_proxy", "HTTP_PROXY", "PIP_CERT"):
        monkeypatch.delenv(name, raising=False)
    Handler.asked = []
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def needs_cpu_build(system="Linux", gpu=False):
    return pip_install.has_no_use_for_cuda(lambda: system, lambda: gpu)


def cpu_torch(pip, answers=True, **machine):
    return pip_install.install_cpu_torch(
        REQUIREMENT, pip, needed=lambda: needs_cpu_build(**machine), answers=lambda url: answers
    )


def test_linux_without_a_card_takes_the_cpu_index():
    pip = Pip(0)
    assert cpu_torch(pip)
    [arguments] = pip.calls
    assert arguments[arguments.index("--index-url") + 1] == "https://download.pytorch.org/whl/cpu"
    assert arguments[arguments.index("--retries") + 1] == "0"
    assert "--no-deps" in arguments and arguments[-1:] == REQUIREMENT


@pytest.mark.parametrize("machine", [{"gpu": True}, {"system": "Darwin"}, {"system": "Windows"}])
def test_other_machines_take_the_usual_index(machine):
    pip = Pip()
    assert not cpu_torch(pip, **machine)
    assert pip.calls == []


def test_an_index_that_does_not_answer_is_left_alone(capsys):
    pip = Pip()
    assert not cpu_torch(pip, answers=False)
    assert pip.calls == []
    assert "taking PyTorch from the usual index" in capsys.readouterr().out


def test_a_failing_cpu_index_is_tried_once():
    pip = Pip(1)
    assert not cpu_torch(pip)
    assert len(pip.calls) == 1


def test_an_index_on_this_machine_is_asked_once(server):
    assert pip_install.index_answers(f"{server}/cpu")
    assert Handler.asked == ["/cpu/torch/"]


def test_an_index_without_torch_does_not_count(server):
    assert not pip_install.index_answers(f"{server}/empty")


@pytest.mark.parametrize(
    "url",
    [
        "https://no-such-host.invalid/whl/cpu",  # the name is not known
        "http://127.0.0.1:9/whl/cpu",  # nobody listens
        "http://192.0.2.1/whl/cpu",  # an address that nobody has: no answer, or no way there
    ],
)
def test_an_unreachable_index_costs_seconds(url):
    start = time.monotonic()
    assert not pip_install.index_answers(url, seconds=1)
    assert time.monotonic() - start < 3


def test_a_slow_index_costs_the_time_limit(server):
    start = time.monotonic()
    assert not pip_install.index_answers(f"{server}/slow", seconds=0.5)
    assert time.monotonic() - start < 2


def test_a_name_look_up_that_hangs_costs_the_time_limit(monkeypatch):
    released = threading.Event()
    monkeypatch.setattr(pip_install.urllib.request, "urlopen", lambda *a, **k: released.wait(30))
    start = time.monotonic()
    assert not pip_install.index_answers("https://hangs.invalid", seconds=0.2)
    assert time.monotonic() - start < 2
    released.set()


def install(monkeypatch, pip, has_torch):
    monkeypatch.setattr(pip_install.shutil, "which", lambda name: None)
    monkeypatch.setattr(pip_install, "run_pip", pip)
    monkeypatch.setattr(pip_install, "has_torch", lambda venv: has_torch)
    monkeypatch.setattr(pip_install, "has_no_network", lambda pip: False)
    monkeypatch.setattr(
        pip_install, "install_cpu_torch", lambda requirement, pip: pip(["from the cpu index", *requirement])
    )
    pip_install.install("test", str(ROOT), "/nowhere", ["--constraint", "constraints.txt"])


def test_the_pin_holds_for_both_indexes(monkeypatch):
    pip = Pip(0, 0)
    install(monkeypatch, pip, has_torch=False)
    constraint = ["--constraint", "constraints.txt"]
    assert pip.calls == [
        ["from the cpu index", *constraint, *REQUIREMENT],
        [*constraint, "--editable", ".[test]"],
    ]


def test_an_installed_torch_asks_no_index(monkeypatch):
    pip = Pip(0)
    install(monkeypatch, pip, has_torch=True)
    assert len(pip.calls) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(…)'\n"
            "ERROR: Could not find a version that satisfies the requirement hatchling",
            pip_install.NO_NETWORK,
        ),
        ("Collecting x\nERROR: No space left on device\nmore", "(ERROR: No space left on device)"),
        ("ERROR: Could not …\nERROR: No matching distribution\n", "(ERROR: No matching distribution)"),
        ("  OSError: no README.md\n\nhint: See above for details.", "(OSError: no README.md)"),
        ("/x/python: No module named pip\n", "(/x/python: No module named pip)"),
        ("", "(no message)"),
    ],
)
def test_a_failure_is_told_in_one_sentence(monkeypatch, said, expected):
    with pytest.raises(pip_install.SetupError) as error:
        install(monkeypatch, Pip(1, says=said), has_torch=True)
    assert expected in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (1, "WARNING: Retrying (Retry(total=0)) after connection broken by 'NameResolutionError'", True),
        (1, "ERROR: No matching distribution found for hatchling", False),  # a folder of wheels, say
        (0, "Would install hatchling-1.33.0", False),
    ],
)
def test_one_try_tells_whether_there_is_a_network(code, said, expected):
    pip = Pip(code, says=said)
    assert pip_install.has_no_network(pip) is expected
    [arguments] = pip.calls
    assert arguments[arguments.index("--retries") + 1] == "1" and "--dry-run" in arguments


def test_without_a_network_the_real_pip_says_so_in_seconds(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # nobody listens
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pip_install, "venv_python", lambda venv: sys.executable)
    monkeypatch.setattr(pip_install, "install_with_uv", lambda *arguments: False)
    start = time.monotonic()
    with pytest.raises(pip_install.SetupError, match="cannot be reached"):
        pip_install.install("lab", str(tmp_path), str(tmp_path), [])
    assert time.monotonic() - start < 20


def test_a_graphics_card_is_what_the_driver_lists(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not pip_install.has_nvidia_gpu()
    tool = tmp_path / "nvidia-smi"
    for says, code, expected in [
        ("GPU 0: Some card", 0, True),
        ("No devices were found", 0, False),
        ("NVIDIA-SMI has failed", 9, False),
    ]:
        tool.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
        tool.chmod(0o755)
        assert pip_install.has_nvidia_gpu() is expected
