"""Long trials, which no single test can be: `make soak`.

python tools/run_soak.py [--seed 1]                                  both kinds, about an hour
python tools/run_soak.py notebooks [--runs 100] [--seed 1] [NOTEBOOK ...]
python tools/run_soak.py instruments [--actions 1000] [--seed 1] [--only Memory ...]
"""

import sys

from soak import instruments, notebooks

KINDS = {"notebooks": notebooks.main, "instruments": instruments.main}


def main(words):
    """Run the kind of trial that comes first in ``words``, or both kinds; return 0 if nothing failed."""
    if words and words[0] in KINDS:
        return KINDS[words[0]](words[1:])
    return max([kind(words) for kind in KINDS.values()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
