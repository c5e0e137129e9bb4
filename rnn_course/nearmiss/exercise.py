"""What every exercise has: an id, hints, a solution, known misconceptions, and a check that raises nothing
but Ctrl-C."""

import os
from typing import Any

from rnn_course.nearmiss import progress
from rnn_course.nearmiss.card import Card, Cards
from rnn_course.nearmiss.result import DIFFERS, NAMED, NOT_ATTEMPTED, NOT_JUDGED, Result
from rnn_course.nearmiss.sentences import say, sentences
from rnn_course.nearmiss.trial.interrupts import Interrupted, interrupts_told
from rnn_course.nearmiss.trial.run import error_text

FAULT = (
    "Your answer could not be judged, and that is no fault of yours: {error}. Restart the kernel and try "
    "again; if it comes again, please tell the authors."
)
SAYS = sentences("questions")["exercise"]


class Exercise:
    """The base of all kinds; a kind adds `judge(answer) -> Result` and `solution_source`."""

    judge: Any
    solution_source: str
    _told: Result | None = None  # what the last check said; a notebook shows only the last line of its cell

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
        """Judge an answer. Returns a Result; never prints, and raises only KeyboardInterrupt, at Ctrl-C.

        With NEARMISS_DEBUG=1 in the environment, a fault of the engine itself is raised.
        """
        try:
            with interrupts_told():
                result = self.judge(answer)
        except Interrupted:
            raise KeyboardInterrupt from None
        except KeyboardInterrupt:  # nobody pressed Ctrl-C
            result = self.result(DIFFERS, say("trial", "kind", "interrupts"))
        except BaseException as fault:  # noqa: BLE001  an answer must not show our frames, whatever it is
            if os.environ.get("NEARMISS_DEBUG") == "1":
                raise
            result = self.result(NOT_JUDGED, FAULT.format(error=error_text(fault)))
        if result.outcome not in (NOT_ATTEMPTED, NOT_JUDGED):
            self._record(result.outcome, result.misconception, result)
        self._told = None if result.outcome == NOT_ATTEMPTED else result
        return result

    def _record(self, outcome, misconception, result):
        note = progress.record(self.id, outcome, misconception)
        if note:
            result.remarks.append(note)

    def hint(self):
        """One more hint at each call, below what the last check said; none after a right answer."""
        if self._told is not None and self._told.passed:
            return Cards(self._told, Card(SAYS["no_hint"], []))
        self._hints_shown = min(self._hints_shown + 1, len(self.hints))
        lines = [f"{i}. {text}" for i, text in enumerate(self.hints[: self._hints_shown], 1)]
        left = len(self.hints) - self._hints_shown
        place = {"number": self._hints_shown, "all": len(self.hints), "title": self.title}
        more = SAYS["more" if left else "last"].format(**place | {"number": self._hints_shown + 1})
        unsaved = progress.record(self.id, "hint", hints=self._hints_shown)
        return Cards(self._told, Card(SAYS["hint"].format(**place), [*lines, more, unsaved]))

    def solution(self):
        """The reference answer and why, below what the last check said; it counts as seen."""
        unsaved = progress.record(self.id, "seen")
        note = SAYS["compare" if self._is_solved() else "seen"]
        parts = [("code", self.solution_source), self.why, note, unsaved]
        return Cards(self._told, Card(SAYS["solution"].format(title=self.title), parts))

    def _is_solved(self):
        return progress.status(self.id) == progress.SOLVED

    def result(self, outcome, message, misconception=None, details=(), remarks=()):
        return Result(outcome, self.title, message, misconception, list(details), list(remarks))

    def not_attempted(self, message=SAYS["not_attempted"]):
        return self.result(NOT_ATTEMPTED, message)

    def named(self, key, sentence=None, details=(), remarks=()):
        sentence = sentence or self.misconceptions[key].says
        return self.result(NAMED, sentence, key, details, remarks)
