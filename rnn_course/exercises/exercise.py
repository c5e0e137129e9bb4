"""What every exercise has: an id, hints, a solution, known misconceptions, and a check that never raises."""

import inspect
import re
import textwrap
from dataclasses import dataclass
from typing import Any

from rnn_course.exercises import progress
from rnn_course.exercises.display import Card
from rnn_course.exercises.result import DIFFERS, NAMED, NOT_ATTEMPTED, Result

NUMPY = "import numpy as np"
NUMPY_AND_TORCH = "import numpy as np\nimport torch\nfrom torch import nn"


@dataclass
class Misconception:
    """One known wrong answer and the sentence that a learner who gave it should read.

    wrong: a function (or its source text) for a FunctionExercise; a letter or a value for the other kinds.
    detect: `detect(function, calls) -> bool`, for a mistake that leaves the values right.
    raises: a regular expression for "TypeError: message", for a mistake that stops with an error.
    """

    key: str
    wrong: Any
    says: str
    detect: Any = None
    raises: str = ""
    source: str = ""


def named_source(function, name):
    """The source of a function (or source text), with the function renamed to `name`."""
    text = function if isinstance(function, str) else inspect.getsource(function)
    text = textwrap.dedent(text).strip() + "\n"
    own_name = None if isinstance(function, str) else function.__name__
    return re.sub(rf"\b{re.escape(own_name)}\b", name, text) if own_name else text


class Exercise:
    """The base of all kinds; a kind adds `_judge(answer) -> Result`."""

    def __init__(self, *, id, title, why, hints, misconceptions):
        if len(hints) != 3:
            raise ValueError(f"exercise {id}: expected three hints, from vague to plain; got {len(hints)}")
        self.id, self.title, self.why, self.hints = id, title, why, tuple(hints)
        self.misconceptions = {m.key: m for m in misconceptions}
        if len(self.misconceptions) != len(misconceptions):
            raise ValueError(f"exercise {id}: two misconceptions have the same key")
        self._hints_shown = 0

    def __repr__(self):
        return f"Exercise {self.id} – {self.title}: use .check(answer), .hint() or .solution()"

    def check(self, answer=...):
        """Judge an answer. Returns a Result; never raises and never prints."""
        try:
            result = self._judge(answer)
        except Exception as error:  # noqa: BLE001  an answer must not show our frames, whatever it is
            message = (
                f"This answer could not be judged ({type(error).__name__}). Is it what the task asks for?"
            )
            result = self.result(DIFFERS, message)
        if result.outcome != NOT_ATTEMPTED:
            self._record(result.outcome, result.misconception, result)
        return result

    def _record(self, outcome, misconception=None, result=None):
        note = progress.record(self.id, outcome, misconception)
        if note and result is not None:
            result.remarks.append(note)

    def hint(self):
        """One more hint at each call, from vague to plain; earlier ones stay in view."""
        self._hints_shown = min(self._hints_shown + 1, len(self.hints))
        lines = [f"{i}. {text}" for i, text in enumerate(self.hints[: self._hints_shown], 1)]
        left = len(self.hints) - self._hints_shown
        more = (
            f"Call hint() again for hint {self._hints_shown + 1} of {len(self.hints)}."
            if left
            else "That was the last hint."
        )
        return Card(f"Hint {self._hints_shown} of {len(self.hints)}: {self.title}", [*lines, more])

    def solution(self):
        """The reference answer and why; it counts as seen."""
        self._record("seen")
        solved = progress.status(self.id) == progress.SOLVED
        note = (
            "You have solved it already; compare."
            if solved
            else (
                "Reading a solution is a fine way to learn. It counts as seen until an answer of your own passes: "
                "try to write it yourself tomorrow."
            )
        )
        return Card(f"Solution: {self.title}", [("code", self.solution_source), self.why, note])

    def result(self, outcome, message, misconception=None, details=(), remarks=()):
        return Result(outcome, self.title, message, misconception, list(details), list(remarks))

    def not_attempted(self, message="Replace `...` by your answer and run the cell again."):
        return self.result(NOT_ATTEMPTED, message)

    def named(self, key, sentence=None, details=(), remarks=()):
        sentence = sentence or self.misconceptions[key].says
        return self.result(NAMED, sentence, key, details, remarks)
