"""Run the measurements and print their tables.

    python -m benchmarks [core] [gates] [characters] [drawing] [growth] [memory] [widgets] [site]

Without a name all are run, in a quarter of an hour.

One thread, CPU clock. The widgets and the site need Chromium; without it they are left out, and a line says
so.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy and torch are loaded

import importlib  # noqa: E402
import sys  # noqa: E402

NAMES = ("core", "gates", "characters", "drawing", "growth", "memory", "widgets", "site")


def main(names):
    """Run the named measurements in order; return 0, or 2 for a name that does not exist."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}. {__doc__}")
        return 2
    for name in names or NAMES:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
