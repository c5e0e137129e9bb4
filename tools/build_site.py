"""Build the course's site from the notebooks and the package, offline.

python tools/build_site.py [FOLDER]      (default: site)
"""

import sys
import time
from pathlib import Path

from website.build import build
from website.course import NOTEBOOKS


def main(arguments):
    """Build, and say how many pages there are and how long it took."""
    folder = Path(arguments[0]) if arguments else NOTEBOOKS.parent / "site"
    start = time.perf_counter()
    addresses = build(folder.resolve())
    print(
        f"{len(addresses)} pages in {folder} after {time.perf_counter() - start:.0f} s; "
        "`make site-serve` shows them."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
