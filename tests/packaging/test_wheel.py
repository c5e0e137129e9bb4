"""A wheel holds everything that the package needs, scripts and styles of the widgets included."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"


def test_wheel_holds_every_file_of_the_package(tmp_path):
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text"):
        shutil.copy(ROOT / name, tmp_path)
    package = tmp_path / "rnn_course"
    shutil.copytree(ROOT / "rnn_course", package, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-c", BUILD, "dist"], cwd=tmp_path, check=True, capture_output=True)
    [wheel] = (tmp_path / "dist").iterdir()
    stored = set(zipfile.ZipFile(wheel).namelist())
    wanted = {file.relative_to(tmp_path).as_posix() for file in package.rglob("*") if file.is_file()}
    assert wanted <= stored
    assert {name.split("/")[0] for name in stored} == {"rnn_course", "rnn_course-0.1.0.dist-info"}
