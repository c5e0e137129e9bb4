"""Open JupyterLab on the first lesson, without asking the network for anything.

python tools/start_lab.py [any option of `jupyter lab`]

Where the course's folder may not be written (one installation for many users), each user works in a
copy of the lessons in his home folder, `rnn_course`. It is made at the first start; later starts add
what is new and change nothing there.
"""

import os
import shutil
import sys
from pathlib import Path

from jupyterlab.labapp import main

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "tools" / "jupyter"
OPTIONS = [
    "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb",
    "--LabApp.news_url=None",  # no announcements
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",  # no list of extensions from PyPI
    # File › Save and Export as HTML: the page keeps the alt texts of the pictures.
    f"--HTMLExporter.extra_template_basedirs={ROOT / 'tools' / 'nbconvert'}",
    "--HTMLExporter.template_name=lesson",
]

COPY = "You may not write in {root}, so your own copy of the lessons is in {home}."


def folder_to_work_in(root=ROOT, home=None):
    """The folder that JupyterLab opens: the course's own, or a copy of its lessons where it is read-only."""
    if os.access(root / "notebooks", os.W_OK):
        return root
    copy = (home or Path.home()) / "rnn_course"
    for path in sorted((root / "notebooks").rglob("*")):
        target = copy / path.relative_to(root)
        if path.is_file() and not target.exists() and ".ipynb_checkpoints" not in path.parts:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)  # without its mode: a copy that may be written
    print(COPY.format(root=root, home=copy), flush=True)
    return copy


def with_our_settings(variables):
    """The environment's variables with the folder of our settings: nobody is asked about news at a start."""
    own = variables.get("JUPYTER_CONFIG_PATH", "")
    return {**variables, "JUPYTER_CONFIG_PATH": os.pathsep.join([*filter(None, [own]), str(SETTINGS)])}


if __name__ == "__main__":
    os.chdir(folder_to_work_in())
    os.environ.update(with_our_settings(dict(os.environ)))
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; Jupyter refuses otherwise
        OPTIONS.append("--allow-root")
    sys.exit(main([*OPTIONS, *sys.argv[1:]]))
