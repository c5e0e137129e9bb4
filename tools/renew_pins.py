"""Write constraints.txt anew: the newest versions that pyproject.toml allows today, for every system.

    python tools/renew_pins.py           all versions as new as possible        (make pins)
    python tools/renew_pins.py --keep    only what is missing or out of bounds

uv finds the versions without installing anything. A package has one version for all systems and all Pythons
where there is one, so that outputs and pictures come out the same everywhere; a package that only some
systems need is named all the same.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap import OLDEST, ROOT

CONSTRAINTS = Path(ROOT, "constraints.txt")
COMPILE = [
    "pip",
    "compile",
    "--universal",
    "--fork-strategy",
    "fewest",
    "--extra",
    "test",
    "--extra",
    "hub",
    "--extra",
    "classroom",
    "--quiet",
]
PLAIN = ["--no-annotate", "--no-header"]
NO_UV = (
    "The versions are found by uv, which is not there: "
    "install it (pip install uv) and run the same command again."
)


def compiled(uv, pins, keep):
    """What `uv pip compile` writes, from the text ``pins``; with ``keep`` it changes only what it must."""
    python = ["--python-version", "{}.{}".format(*OLDEST)]
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "constraints.txt")
        output.write_text(pins, "utf-8")
        command = [
            uv,
            *COMPILE,
            *PLAIN,
            *python,
            *([] if keep else ["--upgrade"]),
            "--output-file",
            str(output),
        ]
        subprocess.run([*command, "pyproject.toml"], cwd=ROOT, check=True)
        return output.read_text("utf-8")


def pins_of(text):
    """One line `name==version` per package. Raises ValueError where a line is no exact version.

    The marker behind `;` (for which systems) is left out, except where no one version suits all Pythons.
    """
    lines = [re.fullmatch(r"([\w.-]+)==[\w.]+( ; .+)?", line) for line in text.splitlines()]
    if not all(lines):
        raise ValueError(f"expected lines like name==1.2.3, for all systems; got\n{text}")
    names = [line[1] for line in lines]
    return [line[0] if names.count(line[1]) > 1 else line[0].split(" ;")[0] for line in lines]


def main(arguments):
    """Renew constraints.txt; what stood at its top stays."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit(NO_UV)
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    comment = [line for line in lines if line.startswith("#")]
    pins = [line for line in lines if not line.startswith("#")]
    found = pins_of(compiled(uv, "\n".join(pins) + "\n", keep="--keep" in arguments))
    CONSTRAINTS.write_text("\n".join([*comment, *found]) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
