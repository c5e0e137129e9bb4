"""What processes hold, from Linux.

RSS counts shared pages in full, PSS shares them among those that use them.
"""

import re
from pathlib import Path


def tree(pid):
    """A process and all that it started, as process ids."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def held(pids):
    """(RSS, PSS) of these processes together, in MB."""
    sums = [0.0, 0.0]
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        for place, name in enumerate(("Rss", "Pss")):
            sums[place] += int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)[1]) / 1024
    return tuple(sums)
