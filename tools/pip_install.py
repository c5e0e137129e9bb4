"""Install the course with pip: one short line per package, one sentence when it fails, no CUDA by accident.

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


def run_pip(arguments, root, venv):
    """Run `pip install` with these arguments; return its exit code and everything it said."""
    command = [venv_python(venv), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments]
    merged = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    said = []
    with open(os.path.join(venv, "install.log"), "a", errors="replace") as log:
        with subprocess.Popen(command, cwd=root, **merged) as pip:
            for line in pip.stdout:
                log.write(line)
                said.append(line)
                if line.lstrip().startswith(("Downloading", "Using cached", "Installing collected")):
                    print("  " + line.strip()[:76], flush=True)
    return pip.returncode, "".join(said)


def explain(said):
    """The one sentence for what pip said when it failed."""
    if any(sign in said for sign in NETWORK_SIGNS):
        return NO_NETWORK
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no message"]
    errors = [line for line in lines if re.match(r"(ERROR|\w+Error): .", line)]
    reason = (errors or lines)[-1]
    return f"pip could not install the packages ({reason}); the whole story is in .venv/install.log."


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


def install_cpu_torch(
    requirement, pip, index=CPU_INDEX, system=platform.system, gpu=has_nvidia_gpu, answers=index_answers
):
    """On Linux without an NVIDIA card, take PyTorch from its CPU-only index; return True if that worked.

    The usual index would bring several gigabytes of CUDA. Nothing is tried twice: where the CPU-only index
    does not answer within seconds, or fails later, the usual index is left to do it.
    """
    if system() != "Linux" or gpu():
        return False
    if answers(index):
        once = ["--retries", "0", "--timeout", "15", "--no-deps", "--index-url", index]
        if pip([*once, *requirement])[0] == 0:
            return True
    print("PyTorch's CPU-only index does not answer; taking PyTorch from the usual index.", flush=True)
    return False


# --- the course ----------------------------------------------------------------------------------------


def install(kind, root, venv, constraints):
    """Install the course from its folder, editable, so that an edited file counts at once.

    kind "test" adds the test tools. Raises SetupError with one sentence if pip fails.
    """

    def pip(arguments):
        return run_pip(arguments, root, venv)

    if not has_torch(venv):
        install_cpu_torch([*constraints, torch_requirement(root)], pip)
    code, said = pip([*constraints, "--editable", ".[test]" if kind == "test" else "."])
    if code:
        raise SetupError(explain(said))
