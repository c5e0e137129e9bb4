"""What a check answers: one of six outcomes, in words, with points a grader can read."""

import os
from dataclasses import dataclass, field

from rnn_course.nearmiss.card import Card

RIGHT = "right"
NAMED = "named"
DIFFERS = "differs"
RAISED = "raised"
NOT_ATTEMPTED = "not_attempted"
NOT_JUDGED = "not_judged"

HEADINGS = {
    RIGHT: ("Right.", "good"),
    NAMED: ("Not yet: this is a known mistake.", "warn"),
    DIFFERS: ("Not yet.", "warn"),
    RAISED: ("Your code stopped with an error.", "bad"),
    NOT_ATTEMPTED: ("Not attempted yet.", "info"),
    NOT_JUDGED: ("The check itself has failed.", "bad"),
    "slip": ("Not yet: look at one line.", "warn"),
    "error": ("Your code stopped with an error.", "bad"),
}


@dataclass(repr=False, eq=False)
class Result:
    """The outcome of one check.

    outcome: "right", "named" (wrong, and we know the mistake), "differs" (wrong, with the first place where
    it differs), "raised", "not_attempted" or "not_judged" (the engine failed, and says nothing of the
    answer). `misconception` is the key of the mistake, when it is known. `points` lie between 0 and 1; so
    does `float(result)`.

    >>> result = Result("right", "One step", "The values agree.")
    >>> result.passed, float(result)
    (True, 1.0)
    >>> result
    Right. One step
      The values agree.
    """

    outcome: str
    title: str = ""
    message: str = ""
    misconception: str | None = None
    details: list = field(default_factory=list)  # paragraphs, or ("code", text)
    remarks: list = field(default_factory=list)

    @property
    def passed(self):
        """True when the answer is right."""
        return self.outcome == RIGHT

    @property
    def points(self):
        """1.0 for a right answer, 0.0 for any other."""
        return 1.0 if self.passed else 0.0

    def __float__(self):
        return self.points

    def _card(self):
        kind = (self.misconception or "").split(":")[0]
        heading, mood = HEADINGS.get(kind) or HEADINGS[self.outcome]
        remarks = [f"Note: {remark}" for remark in self.remarks]
        return Card(f"{heading} {self.title}".strip(), [self.message, *self.details, *remarks], mood)

    def __str__(self):
        return repr(self._card())

    def __repr__(self):
        # nbgrader reads the text of the last expression of a graded cell as a number of points.
        return str(self.points) if os.environ.get("NBGRADER_EXECUTION") else str(self)

    def _repr_html_(self):
        return self._card()._repr_html_()
