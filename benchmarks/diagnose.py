"""What the engine makes of answers that it was not made for: `make diagnose`.

    python -m benchmarks.diagnose [open] [held]

Prints, for each lesson and in all: wrong answers accepted, right ones refused, wrong ones *named*, *rightly
named* (as judged by a reader, see answers/README.md), those still to judge, and the CPU time of a check
(median, 95th percentile, largest).
"""

import argparse
import hashlib
import importlib
import json
import os
import re
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
JUDGED = ANSWERS / "judged.json"
HEADS = (
    "lesson",
    "answers",
    "accepted",
    "refused",
    "named",
    "rightly",
    "to judge",
    "median",
    "95 %",
    "largest",
)


@dataclass(frozen=True)
class Answer:
    """One block of a file: kind is "wrong" or "right"; says is what the writer said of it."""

    half: str
    lesson: str
    exercise: str
    kind: str
    says: str
    source: str

    @property
    def key(self):
        return hashlib.sha256(f"{self.lesson}.{self.exercise}{self.source}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Diagnosis:
    """What a check said of an answer, and how many CPU seconds it took."""

    answer: Answer
    passed: bool
    name: str
    message: str
    seconds: float

    @property
    def print(self):
        return hashlib.sha256(self.message.encode()).hexdigest()[:16]


def read(half):
    """All answers of one half, in order."""
    for path in sorted((ANSWERS / half).glob("lesson_*/*.py")):
        for block in re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, source = block.partition("\n")
            kind, _, says = head.partition(":")
            yield Answer(half, path.parent.name, path.stem, kind, says.strip(), source.strip() + "\n")


def diagnose(answer):
    """Hand the answer in, as a notebook would."""
    module = importlib.import_module(f"rnn_course.exercises.{answer.lesson}")
    exercise = getattr(module, answer.exercise)
    started = time.process_time()
    result = exercise.check(exercise.function_from(answer.source))
    seconds = time.process_time() - started
    if result.outcome in ("not_judged", "not_attempted"):
        raise RuntimeError(f"{answer.exercise}, {answer.says}: {result}")
    return Diagnosis(answer, result.passed, result.misconception or "", str(result), seconds)


def _as_in_a_lesson():
    """PyTorch loads its compiler with the first optimiser, 1.5 CPU seconds;
    a lesson has done that before its exercises."""
    import torch

    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)


def _share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "–"


def row(name, found, judged):
    """One line of the table."""
    wrong = [d for d in found if d.answer.kind == "wrong"]
    named = [d for d in wrong if d.name and not d.passed]
    known = [d for d in wrong if judged.get(d.answer.key, {}).get("print") == d.print]
    rightly = sum(judged[d.answer.key]["rightly"] for d in known)
    times = sorted(d.seconds for d in found)
    at = [times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 1)]
    refused = sum(not d.passed for d in found if d.answer.kind == "right")
    return (name, len(found), sum(d.passed for d in wrong), refused, _share(len(named), len(wrong)),
            _share(rightly, len(known)), len(wrong) - len(known), *(f"{t:.2f} s" for t in at))  # fmt: skip


def table(found, judged):
    """The rows for each lesson, and the one for all."""
    lessons = sorted({d.answer.lesson for d in found})
    rows = [row(name[-2:], [d for d in found if d.answer.lesson == name], judged) for name in lessons]
    return [HEADS, *rows, row("all", found, judged)]


def _print(rows):
    for cells in rows:
        print("  ".join(f"{cell!s:>8}" for cell in cells))


def _to_judge(found, judged):
    """What a reader must see of each wrong answer whose message nobody has judged."""
    new = [
        d for d in found if d.answer.kind == "wrong" and judged.get(d.answer.key, {}).get("print") != d.print
    ]
    return [
        {
            "key": d.answer.key,
            "print": d.print,
            "exercise": f"{d.answer.lesson}.{d.answer.exercise}",
            "wrong": d.answer.says,
            "code": d.answer.source,
            "message": d.message,
            "rightly": None,
        }
        for d in new
    ]


def take(path, judged):
    """Add the verdicts of a file that `--judge` wrote and a reader filled in."""
    for one in json.loads(Path(path).read_text(encoding="utf-8")):
        if not isinstance(one["rightly"], bool):
            raise ValueError(f"{one['exercise']}: expected true or false for rightly, got {one['rightly']!r}")
        judged[one["key"]] = {"print": one["print"], "rightly": one["rightly"]}
    JUDGED.write_text(json.dumps(judged, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.diagnose", description=__doc__.splitlines()[0]
    )
    parser.add_argument("half", nargs="*", default=["open", "held"])
    parser.add_argument("--judge", metavar="FILE", help="write down what a reader has still to judge")
    parser.add_argument("--take", metavar="FILE", help="read the verdicts")
    options = parser.parse_args(arguments)
    judged = json.loads(JUDGED.read_text(encoding="utf-8")) if JUDGED.exists() else {}
    if options.take:
        return take(options.take, judged)
    waiting, failed = [], 0
    _as_in_a_lesson()
    for half in options.half:
        found = [diagnose(answer) for answer in read(half)]
        print(f"\n{half}: {len(found)} answers")
        rows = table(found, judged)
        _print(rows)
        failed += rows[-1][2] + rows[-1][3]
        waiting += _to_judge(found, judged)
    if options.judge:
        Path(options.judge).write_text(json.dumps(waiting, indent=1, ensure_ascii=False), encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as progress:
        os.environ["RNN_COURSE_PROGRESS_DIR"] = progress
        sys.exit(main(sys.argv[1:]))
