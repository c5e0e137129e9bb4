"""tools/pip_install.py with uv: which PyTorch it takes, and when pip does the work after all."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pip_install
import pytest

WANTED = ["--constraint", "constraints.txt", "--editable", "."]


def with_uv(monkeypatch, code=0, has_torch=False, needed=True, answers=True, uv="/bin/uv"):
    """Call install_with_uv on a pretended machine; return (what it returned, the commands it ran)."""
    commands = []
    monkeypatch.setattr(pip_install.shutil, "which", lambda name: uv if name == "uv" else None)
    monkeypatch.setattr(pip_install, "has_torch", lambda venv: has_torch)

    def run(command, root, venv):
        commands.append(command)
        return code, "what uv said"

    done = pip_install.install_with_uv(WANTED, "root", "venv", lambda: needed, lambda url: answers, run)
    return done, commands


def test_linux_without_a_card_gets_the_cpu_build(monkeypatch):
    done, [command] = with_uv(monkeypatch)
    assert done
    assert command[:3] == ["/bin/uv", "pip", "install"] and command[-4:] == WANTED
    assert command[command.index("--python") + 1] == pip_install.venv_python("venv")
    assert command[command.index("--torch-backend") + 1] == "cpu"


@pytest.mark.parametrize("machine", [{"needed": False}, {"has_torch": True, "answers": False}])
def test_no_choice_of_pytorch_where_none_is_needed(monkeypatch, machine):
    done, [command] = with_uv(monkeypatch, **machine)
    assert done and "--torch-backend" not in command


@pytest.mark.parametrize("machine", [{"uv": None}, {"answers": False}])
def test_pip_is_left_to_it(monkeypatch, machine):
    assert with_uv(monkeypatch, **machine) == (False, [])


def test_a_failure_of_uv_is_no_failure_of_the_set_up(monkeypatch, capsys):
    done, commands = with_uv(monkeypatch, code=2)
    assert not done and len(commands) == 1
    assert capsys.readouterr().out == "uv could not install the packages; taking pip.\n"


@pytest.mark.parametrize(("uv_works", "pip_calls"), [(True, 0), (False, 1)])
def test_pip_is_called_where_uv_has_not_done_it(monkeypatch, uv_works, pip_calls):
    calls = []
    monkeypatch.setattr(pip_install, "install_with_uv", lambda wanted, root, venv: uv_works)
    monkeypatch.setattr(pip_install, "has_torch", lambda venv: True)
    monkeypatch.setattr(pip_install, "has_no_network", lambda pip: False)
    monkeypatch.setattr(pip_install, "run_pip", lambda arguments, *rest: (calls.append(arguments) or 0, ""))
    pip_install.install("lab", "root", "venv", WANTED[:2])
    assert calls == [WANTED] * pip_calls


def wheel(folder, name):
    """An empty wheel, made by hand; return its path."""
    info = f"{name}-1.0.dist-info"
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.mark.skipif(pip_install.shutil.which("uv") is None, reason="uv is not installed")
def test_the_real_uv_installs_into_the_environment(tmp_path):
    venv = str(tmp_path / "venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    wanted = ["--offline", str(wheel(tmp_path, "from_a_wheel"))]
    assert pip_install.install_with_uv(wanted, str(tmp_path), venv, needed=lambda: False)
    code = "import importlib.metadata as m; assert m.version('from_a_wheel') == '1.0'"
    subprocess.run([pip_install.venv_python(venv), "-c", code], check=True)
    assert "from-a-wheel" in Path(venv, "install.log").read_text().replace("_", "-")
