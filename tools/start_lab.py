"""Open JupyterLab on the first lesson, without asking the network for anything.

python tools/start_lab.py [any option of `jupyter lab`]
"""

import os
import sys
from pathlib import Path

from jupyterlab.labapp import main

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb",
    "--LabApp.news_url=None",  # no announcements
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",  # no list of extensions from PyPI
]

if __name__ == "__main__":
    os.chdir(ROOT)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; Jupyter refuses otherwise
        OPTIONS.append("--allow-root")
    sys.exit(main([*OPTIONS, *sys.argv[1:]]))
