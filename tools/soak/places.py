"""What the settings need on this machine: generated locales, and a processor that has them."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from soak.settings import CPU, LETTERS, OWN, VALUES, draw, home_of, variables

INSIDE = Path(__file__).with_name("inside.py")
# What a process under the setting says of it; of the others it says the value itself, in its own spelling.
SAID = {"Prescott": "Katmai", "default": "DEFAULT", "AVX512_CORE": "avx512_core", OWN: "OFF"}


def make_locales(folder):
    """Generate the locales that are no part of every system.

    Returns those that could not be, each with the reason.
    """
    missing = {}
    for name in [name for name in LETTERS if name != "C.UTF-8"]:
        language, charset = name.split(".")
        if shutil.which("localedef") is None:
            missing[name] = "localedef is not installed"
            continue
        command = ["localedef", "-i", language, "-f", charset, str(folder / name)]
        done = subprocess.run(command, capture_output=True, text=True)
        if not (folder / name).exists():
            missing[name] = (done.stderr.strip() or "localedef failed").splitlines()[-1]
    return missing


def ask(setting, places, folder):
    """What a new process with numpy and torch says of its settings."""
    command = [sys.executable, str(INSIDE)]
    done = subprocess.run(command, env=variables(setting, places, folder), capture_output=True, cwd=folder)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def expected(setting, folder):
    """What a process under ``setting`` must say: name → what is in effect."""
    seeded = dict(os.environ, PYTHONHASHSEED=str(setting["hash seed"]))
    hashed = subprocess.run([sys.executable, "-c", "print(hash('soak'))"], env=seeded, capture_output=True)
    offset = datetime.fromtimestamp(0, ZoneInfo(setting["time zone"])).utcoffset()
    told = {name: str(SAID.get(setting[name], setting[name])).lower() for name in CPU}
    return told | {
        "threads": setting["threads"],
        "hash seed": int(hashed.stdout),
        "time zone": int(offset.total_seconds()),
        "locale": f"{setting['locale']}, {setting['locale'].partition('.')[2]}",
        "home": home_of(setting, folder).decode("latin-1"),
    }


def differences(wanted, said):
    """Sentences on what a process says otherwise than wanted; what it cannot tell is none."""
    return [
        f"{name}: wanted {wanted[name]!r}, the process says {value!r}"
        for name, value in said.items()
        if str(value).lower() != str(wanted[name]).lower()
    ]


def values_here(places, folder):
    """(VALUES without what this machine lacks, sentences on what was left out, rows on what is in effect)."""
    values = {name: list(options) for name, options in VALUES.items()}
    left_out = []
    for name, why in make_locales(places).items():
        values["locale"].remove(name)
        left_out.append(f"locale {name}: {why}")
    seen = []
    for place in range(max(len(VALUES[name]) for name in CPU)):
        setting = draw(0, 0) | {name: VALUES[name][place % len(VALUES[name])] for name in CPU}
        setting["locale"] = "C.UTF-8"
        said, wanted = ask(setting, places, folder), expected(setting, folder)
        for name in CPU:
            if said[name].lower() == wanted[name]:
                seen.append(f"{name} {setting[name]}: the process says {said[name]}")
            elif setting[name] in values[name]:
                values[name].remove(setting[name])
                left_out.append(f"{name} {setting[name]}: the process says {said[name]}")
    return {name: options or [OWN] for name, options in values.items()}, left_out, sorted(set(seen))
