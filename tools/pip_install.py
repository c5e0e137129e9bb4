"""Install the course with uv or pip: one line per package, one sentence when it fails, no CUDA by accident.

Standard library only; `bootstrap.py` calls it.
"""

import os
import platform
import re
import shutil
import ssl
import subprocess
import threading
import tomllib
import urllib.request
from pathlib import Path

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PROBE_SECONDS = 5
# What pip is asked before anything else: a small package, nothing is installed. With
# one retry it says why it fails.
PROBE = "--dry-run --ignore-installed --no-deps --retries 1 --timeout 5 hatchling".split()
SHOWN = ("Downloading", "Using cached", "Installing collected", "Downloaded", "Prepared", "Installed")
NETWORK_SIGNS = ("connection broken by", "Max retries exceeded", "Read timed out")
NO_NETWORK = (
    "The package index cannot be reached, so the installation is not complete: check the network connection "
    "(or pip's proxy settings) and run the same command again."
)


class SetupError(Exception):
    """Something the reader can mend; the message is one sentence."""


def venv_python(venv):
    """The path of an environment's Python."""
    return os.path.join(venv, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


# --- pip -----------------------------------------------------------------------------------------------


def run_logged(command, root, venv):
    """Run an installer; return its exit code and all it said.

    The install.log in the environment keeps that too.
    """
    merged = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    said = []
    with open(os.path.join(venv, "install.log"), "a", errors="replace") as log:
        with subprocess.Popen(command, cwd=root, **merged) as installer:
            for line in installer.stdout:
                log.write(line)
                said.append(line)
                if line.lstrip().startswith(SHOWN):
                    print("  " + line.strip()[:76], flush=True)
    return installer.returncode, "".join(said)


def run_pip(arguments, root, venv):
    """Run `pip install` with these arguments; return its exit code and everything it said."""
    pip = [venv_python(venv), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    return run_logged([*pip, *arguments], root, venv)


def has_no_network(pip):
    """True if pip, with this machine's own settings, cannot reach its index.

    Two tries, where it would make six each.
    """
    code, said = pip(PROBE)
    return bool(code) and any(sign in said for sign in NETWORK_SIGNS)


def explain(said, venv=".venv"):
    """The one sentence for what pip said when it failed."""
    if any(sign in said for sign in NETWORK_SIGNS):
        return NO_NETWORK
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no message"]
    errors = [line for line in lines if re.match(r"(ERROR|\w+Error): .", line)]
    reason = (errors or lines)[-1]
    return (
        f"pip could not install the packages ({reason}); "
        f"the whole story is in {os.path.join(venv, 'install.log')}."
    )


# --- PyTorch without CUDA ------------------------------------------------------------------------------


def has_nvidia_gpu():
    """True if the driver's own tool lists a graphics card."""
    if shutil.which("nvidia-smi") is None:
        return False
    try:
        done = subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "GPU 0" in done.stdout


def index_answers(url, seconds=PROBE_SECONDS):
    """True if the package index lists torch within so many seconds; one try, looking up its name included."""
    answers = []

    def ask():
        try:
            context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
            with urllib.request.urlopen(f"{url}/torch/", timeout=seconds, context=context) as page:
                answers.append(page.status == 200)
        except Exception:  # whatever it is, the index cannot be used
            pass

    thread = threading.Thread(target=ask, daemon=True)  # looking up a name has no time limit of its own
    thread.start()
    thread.join(seconds)
    return answers == [True]


def torch_requirement(root):
    """What pyproject.toml asks for, for example "torch>=2.13,<2.14"."""
    wanted = tomllib.loads(Path(root, "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return next(line for line in wanted if line.startswith("torch"))


def has_torch(venv):
    """True if the environment holds PyTorch already, of whatever version."""
    command = [venv_python(venv), "-c", "import importlib.metadata as m; m.version('torch')"]
    return subprocess.run(command, capture_output=True).returncode == 0


def has_no_use_for_cuda(system=platform.system, gpu=has_nvidia_gpu):
    """True on Linux without an NVIDIA card, where the usual index would bring several gigabytes of CUDA."""
    return system() == "Linux" and not gpu()


def install_cpu_torch(requirement, pip, index=CPU_INDEX, needed=has_no_use_for_cuda, answers=index_answers):
    """On Linux without an NVIDIA card, take PyTorch from its CPU-only index; return True if that worked.

    Nothing is tried twice: where the CPU-only index does not answer within seconds, or fails later, the usual
    index is left to do it.
    """
    if not needed():
        return False
    if answers(index):
        once = ["--retries", "0", "--timeout", "15", "--no-deps", "--index-url", index]
        if pip([*once, *requirement])[0] == 0:
            return True
    print("PyTorch's CPU-only index does not answer; taking PyTorch from the usual index.", flush=True)
    return False


# --- uv ------------------------------------------------------------------------------------------------


def install_with_uv(wanted, root, venv, needed=has_no_use_for_cuda, answers=index_answers, run=run_logged):
    """Let uv install what is ``wanted``, where uv is there; return True if that worked. pip does the rest.

    Where PyTorch is still to come and its CPU-only index does not answer, pip is left to it: pip knows where
    this machine has its packages, and uv would take CUDA.
    """
    uv, torch = shutil.which("uv"), []
    if uv is None:
        return False
    if needed() and not has_torch(venv):
        if not answers(CPU_INDEX):
            return False
        torch = ["--torch-backend", "cpu"]
    command = [uv, "pip", "install", "--python", venv_python(venv), "--no-progress", *torch, *wanted]
    if run(command, root, venv)[0] == 0:
        return True
    print("uv could not install the packages; taking pip.", flush=True)
    return False


# --- the course ----------------------------------------------------------------------------------------


def install(kind, root, venv, constraints):
    """Install the course from its folder, editable, so that an edited file counts at once.

    kind "test" adds the test tools. uv does it where it is there, and pip otherwise. Raises SetupError
    with one sentence if pip fails.
    """
    wanted = [*constraints, "--editable", ".[test]" if kind == "test" else "."]
    if install_with_uv(wanted, root, venv):
        return

    def pip(arguments):
        return run_pip(arguments, root, venv)

    if has_no_network(pip):
        raise SetupError(NO_NETWORK)
    if not has_torch(venv):
        install_cpu_torch([*constraints, torch_requirement(root)], pip)
    code, said = pip(wanted)
    if code:
        raise SetupError(explain(said, venv))
