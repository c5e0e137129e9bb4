"""Every instrument in JupyterLab in Chromium, under actions drawn by lot.

They are mouse, keys, text, touch, and values set from Python. First the nets are tried: an instrument without
a fault must pass, and one with each fault must be caught. The actions follow from the seed alone, so that a
sequence that failed can be tried again: --only Memory --seed S --actions N.
"""

import argparse
import json
import sys
from dataclasses import astuple
from pathlib import Path

import rnn_course.widgets
from soak import life
from soak.counts import Counts
from soak.trial import Found, Trial

TOOLS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOOLS.parent / "tests"))

from browser_lab import MISSING, Lab, find_chromium  # noqa: E402 – the tests' JupyterLab

FAULTS = {"Trusting": "markup", "Calling": "outside", "Complaining": "console", "Pushing": "apart"}


def leave_out_toolbar(lab):
    """Without the toolbar of the active cell, which comes and goes over what an instrument shows."""
    folder = lab.home / "settings" / "@jupyterlab" / "cell-toolbar-extension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plugin.jupyterlab-settings").write_text('{"showToolbar": false}', encoding="utf-8")


# What lies around an instrument: a click that reaches it, as the page moves, adds a
# cell or folds an output away.
AROUND = ".jp-Notebook-footer { display: none; } .jp-Collapser { pointer-events: none; }"


def leave_out_what_is_around(lab):
    """Without *Click to add a cell* below the notebook and the bars beside cells, in every page to come."""
    lab.context.add_init_script(
        f"const rules = new CSSStyleSheet(); rules.replaceSync('{AROUND}');"
        "document.adoptedStyleSheets.push(rules);"
    )


def new_trial(lab, name, module="rnn_course.widgets"):
    """A trial of one instrument, with its own session of Chromium's measurements."""
    cdp = lab.context.new_cdp_session(lab.page)
    cdp.send("Performance.enable")
    return Trial(lab, cdp, module, name, TOOLS)


def caught(lab, name, seed, actions):
    """The kind of fault that the trial finds in a control, or "" if it finds none."""
    trial = new_trial(lab, name, "soak.controls")
    try:
        trial.open()
        trial.act(seed, actions)
    except Found as found:
        return found.kind
    return ""


def try_nets(lab, options):
    """Print what the nets catch; return (rows of the instrument without a fault, faults not caught)."""
    plain, short, leaking = (
        life.rows(new_trial(lab, name, "soak.controls"), options.seed, actions, options.again)
        for name, actions in (("Plain", options.actions), ("Plain", options.warm), ("Leaking", options.warm))
    )
    tell("no fault", plain, [])
    told = life.left_behind(leaking, short)
    tell("control: Leaking", leaking, told)
    missed = 0 if told else 1
    for name, kind in FAULTS.items():
        found = caught(lab, name, options.seed, options.actions)
        missed += found != kind
        print(
            f"control: {name} is {'caught' if found == kind else f'NOT CAUGHT ({found})'}: {kind}", flush=True
        )
    return plain, missed


def reference(lab, options):
    """(rows of the instrument without a fault, controls missed): read from a file if one is given, or tried.

    JupyterLab keeps something at each action, so the rows of another number of actions are of no use.
    """
    path = options.reference
    rows = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else []
    if f"{options.actions:,} actions" in [what for what, _ in rows]:
        return [(what, Counts(*numbers)) for what, numbers in rows], 0
    plain, missed = try_nets(lab, options)
    if path:
        path.write_text(json.dumps([(what, astuple(now)) for what, now in plain]), encoding="utf-8")
    return plain, missed


def tell(name, found, faults):
    """Print the rows of one life."""
    first = found[0][1]
    print(f"{name}: {first} at first")
    for what, after in found[1:]:
        print(f"    {what:28} {after - first}")
    print("\n".join(f"  LEFT BEHIND {fault}" for fault in faults), end="\n" if faults else "", flush=True)


def try_one(lab, name, options, plain):
    """One instrument; returns 1 if something was found, and prints it."""
    trial = new_trial(lab, name)
    try:
        found = life.rows(trial, options.seed, options.actions, options.again)
    except Found as fault:
        print(f"{name}: FOUND {fault}", flush=True)
        return 1
    faults = life.left_behind(found, plain)
    tell(name, found, faults)
    changed = lab.value("sum(kernel_side.changes.values())")
    print(f"    settings changed {changed} times since the last start of the kernel")
    return int(bool(faults))


def read_options(arguments):
    """What the command line says: which instruments, which seed, how many actions and repetitions."""
    parser = argparse.ArgumentParser(prog="run_soak.py instruments", description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*", default=rnn_course.widgets.__all__, help="default: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=1000)
    parser.add_argument("--again", type=int, default=20, help="how often the cells are run again")
    parser.add_argument(
        "--reference", type=Path, help="a file that keeps what the nets gave, for further calls"
    )
    options = parser.parse_args(arguments)
    options.warm = min(life.WARM, options.actions)
    return options


def try_all(lab, options):
    """(number of instruments in which something was found, number of controls missed), each printed."""
    leave_out_toolbar(lab)
    leave_out_what_is_around(lab)
    plain, missed = reference(lab, options)
    return sum(try_one(lab, name, options, plain) for name in options.only), missed


def main(arguments):
    """Return 0 if nothing was found, and every net caught its control."""
    options = read_options(arguments)
    if find_chromium() is None:
        print(MISSING)
        return 2
    lab = Lab(find_chromium())
    try:
        failures, missed = try_all(lab, options)
    finally:
        lab.close()
    print(
        f"{failures} of {len(options.only)} instruments failed, "
        f"{missed} controls not caught (seed {options.seed})"
    )
    return int(failures + missed > 0)
