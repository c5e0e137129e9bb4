"""The full-text index of the built pages, by Pagefind. Nothing of it is loaded before somebody searches."""

import subprocess
import sys


def index(folder):
    """Write the index into folder/pagefind. Raises CalledProcessError with Pagefind's words when it fails."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    subprocess.run(command, check=True, capture_output=True, text=True)
