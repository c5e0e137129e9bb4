"""Write constraints.txt anew: the newest versions that the bounds of pyproject.toml allow today.

`make pins` runs it: it installs everything into a fresh environment (some minutes) and notes what pip chose.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import OLDEST, ROOT, SetupError, make_venv
from pip_install import install, venv_python

CONSTRAINTS = Path(ROOT, "constraints.txt")


def frozen_versions(venv):
    """One line `name==version` per package of the environment, without local labels such as +cpu."""
    command = [venv_python(venv), "-m", "pip", "freeze", "--all", "--exclude-editable", "--exclude", "pip"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.split("+")[0].lower() for line in lines if "==" in line]


def main():
    """Renew constraints.txt; what stood at its top stays."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("Pins are made with the oldest Python, {}.{}, so that they suit all.".format(*OLDEST))
    venv = str(Path(ROOT, "build", "pins"))
    shutil.rmtree(venv, ignore_errors=True)
    try:
        make_venv(venv)
        install("test", ROOT, venv, [])
    except SetupError as error:
        sys.exit(str(error))
    comment = [line for line in CONSTRAINTS.read_text("utf-8").splitlines() if line.startswith("#")]
    CONSTRAINTS.write_text("\n".join([*comment, *frozen_versions(venv)]) + "\n", "utf-8")
    shutil.rmtree(venv)


if __name__ == "__main__":
    main()
