"""repo2docker, which Binder runs, sees a conda build with our Python; no Docker engine is needed for that."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

# repo2docker 2026.4 imports its logger by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:pythonjsonlogger.jsonlogger has been:DeprecationWarning")

ROOT = Path(__file__).resolve().parents[2]
UPDATE = re.compile(r'env update .*--file "environment\.yml"')
OVERRULING = ["Dockerfile", "binder", ".binder", "postBuild", "start", "requirements.txt", "apt.txt"]


@pytest.fixture
def build_pack(monkeypatch):
    """The first of repo2docker's own build packs that recognises the repository."""
    from repo2docker.app import Repo2Docker

    monkeypatch.chdir(ROOT)
    application = Repo2Docker()
    for kind in application.buildpacks:
        pack = kind(application.base_image)
        pack.platform = "linux/amd64"
        if pack.detect():
            return pack


def test_is_a_conda_build_with_python_3_11(build_pack):
    assert type(build_pack).__name__ == "CondaBuildPack"
    assert build_pack.python_version == "3.11"


def test_dockerfile_copies_the_course_before_it_installs_it(build_pack):
    lines = build_pack.render({}).splitlines()
    copy = next(n for n, line in enumerate(lines) if re.match(r"COPY .*\bsrc/ \$\{REPO_DIR\}", line))
    update = next(n for n, line in enumerate(lines) if UPDATE.search(line))
    assert copy < update


def test_command_renders_the_same_without_docker():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Building conda environment for python=3.11" in done.stderr
    assert UPDATE.search(done.stdout)


@pytest.mark.parametrize("name", OVERRULING)
def test_nothing_else_overrules_the_environment(name):
    assert not (ROOT / name).exists()
