"""Try a hub before a class does: learners log in at once, fetch the lessons, run two; then two go wild.

    python deploy/hub/trial.py [--learners 10] [--lessons 02 06]

It starts a JupyterHub with its proxy on this machine, in a folder of its own, gives each learner a server,
fetches the lessons by nbgitpuller from this checkout (as committed), and runs every cell of the lessons by
the kernels' own channels, as JupyterLab does. It prints seconds, memory and failures, and ends all that it
started. The exit code is 1 if a cell failed or the wild kernels hurt another learner.

It needs the extra `hub` (pip install -e ".[hub]") and configurable-http-proxy
(npm install -g configurable-http-proxy).
"""

import argparse
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from trial_hub import ROOT, Hub  # noqa: E402
from trial_learner import Learner  # noqa: E402
from trial_memory import held, tree  # noqa: E402

MEMORY = "2G"
SPIN = "while True: pass"
EAT = "kept = []\nwhile True: kept.append(bytearray(100_000_000))"
PING = "import numpy as np; float(np.tanh(np.ones((200, 200)) @ np.ones((200, 200))).sum())"


def notebooks(numbers):
    """Paths in the repository of the lessons with these numbers."""
    return [next((ROOT / "notebooks").glob(f"{number}_*.ipynb")).relative_to(ROOT) for number in numbers]


def at_once(learners, work):
    """Do `work(learner)` for all of them at the same time; returns the results in their order."""
    with ThreadPoolExecutor(len(learners)) as pool:
        return list(pool.map(work, learners))


def measured(learners):
    """Median and largest (RSS, PSS) in MB over the learners: each learner's server and kernels together."""
    sums = [held(tree(learner.server_process())) for learner in learners]
    return [(statistics.median(column), max(column)) for column in zip(*sums, strict=True)]


def report(name, seconds, learners):
    """One line of the table: the step, its seconds, RSS and PSS."""
    (rss, most_rss), (pss, most_pss) = measured(learners)
    line = f"{name:<28} {statistics.median(seconds):6.1f} {max(seconds):6.1f}   {rss:5.0f} {most_rss:5.0f}"
    print(f"{line}   {pss:5.0f} {most_pss:5.0f}", flush=True)


def run_lessons(learners, paths):
    """Every learner logs in and runs each lesson; returns the failures."""
    print(f"{'':<28} {'seconds':>13}   {'RSS, MB':>11}   {'PSS, MB':>11}")
    print(
        f"{len(learners)} learners at once{'':<10} {'median  most':>13}   {'median  most':>11}   "
        f"{'median  most':>11}"
    )
    report("log in, own server", at_once(learners, Learner.log_in), learners)
    report("fetch the lessons", at_once(learners, Learner.fetch), learners)
    failures = []
    for path in paths:
        done = at_once(learners, lambda learner, path=path: learner.run(path))
        failures += [
            f"{learner.name}: {text}"
            for learner, (_, found) in zip(learners, done, strict=True)
            for text in found
        ]
        report(f"all cells of lesson {path.name[:2]}", [seconds for seconds, _ in done], learners)
    return failures


def go_wild(learners):
    """One kernel spins, one eats memory; returns what that did to another learner, as sentences."""
    spinner, eater, other = learners[0], learners[-1], learners[len(learners) // 2]
    before = other.execute(PING)[0]
    spinner.execute(SPIN, wait=False)
    began = time.monotonic()
    eaten = eater.execute(EAT)[1]
    seconds = time.monotonic() - began
    during = max(other.execute(PING)[0] for _ in range(5))
    print(f"a kernel that eats memory ended after {seconds:.1f} s: {eaten or 'no error'}")
    print(
        f"a cell of another learner: {before * 1000:.0f} ms before, at most {during * 1000:.0f} ms meanwhile"
    )
    troubles = [] if eaten else ["memory was eaten without an end"]
    troubles += [f"{learner.name} has no server any more" for learner in learners if not learner.answers()]
    return troubles + ([f"another learner waited {during:.1f} s"] if during > 5 else [])


def main(arguments):
    """Return 0 if every cell ran and nobody was hurt, else 1."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, default=10)
    parser.add_argument("--lessons", nargs="+", default=["02", "06"])
    options = parser.parse_args(arguments)
    with Hub(memory=MEMORY) as hub:
        learners = [Learner(hub, f"learner{n:02}") for n in range(options.learners)]
        try:
            failures = run_lessons(learners, notebooks(options.lessons)) + go_wild(learners)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            failures = [f"{error}\n{hub.said()}"]
        finally:
            for learner in learners:
                learner.close()
    print(*[f"FAILED {failure}" for failure in failures] or ["no failures"], sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
