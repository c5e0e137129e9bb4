"""What an answer in an assignment is worth, and how a graded cell shows it:
as points, as a card, and as data."""

import os
from dataclasses import dataclass, field

from rnn_course.classroom.sentences import say
from rnn_course.nearmiss.result import NOT_ATTEMPTED, Result

MIME = "application/vnd.rnn-course.marks+json"
IN_KERNEL = "kernel"


@dataclass
class Marks:
    """The points of one answer, from 0 to `most`, with the Result that says why.

    right: the parts with right values; graded_in: IN_KERNEL, or the kind of the wall behind which the code
    ran.
    """

    id: str
    result: Result
    points: float
    most: float
    right: list = field(default_factory=list)
    graded_in: str = IN_KERNEL

    @property
    def passed(self):
        """True when the answer is right."""
        return self.result.passed

    def data(self):
        """What the export reads: plain values."""
        return {
            "id": self.id, "outcome": self.result.outcome, "mistake": self.result.misconception,
            "points": self.points, "most": self.most, "right": list(self.right), "graded_in": self.graded_in,
        }  # fmt: skip

    def _shown(self):
        more = []
        if self.right and not self.passed:
            more.append(say("parts", parts=", ".join(f"`{part}`" for part in self.right)))
        if self.result.misconception:
            more.append(say("mistake", mistake=self.result.misconception))
        if self.points or self.result.outcome != NOT_ATTEMPTED:
            more.append(say("points", points=self.points, most=self.most))
        r = self.result
        return Result(r.outcome, r.title, r.message, r.misconception, [*r.details, *more], r.remarks)

    def __str__(self):
        return str(self._shown())

    def __repr__(self):
        # nbgrader reads the text of the last expression of a graded cell as its points.
        return str(float(self.points)) if os.environ.get("NBGRADER_EXECUTION") else str(self)

    def bundle(self, text):
        """The output of a graded cell, by kind of data."""
        return {"text/plain": text, "text/html": self._shown()._repr_html_(), MIME: self.data()}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.bundle(repr(self))
