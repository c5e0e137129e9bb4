"""The full-text index of the built pages, by Pagefind. Nothing of it is loaded before somebody searches."""

import subprocess
import sys

# A formula stands twice in a page, once for screen readers; long ones and lists of what
# comes are no sentences to find.
LEFT_OUT = ".katex-mathml, .katex-display, .about-page"


def index(folder):
    """Write the index into folder/pagefind. Raises CalledProcessError with Pagefind's words when it fails."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    command += ["--exclude-selectors", LEFT_OUT]
    subprocess.run(command, check=True, capture_output=True, text=True)
