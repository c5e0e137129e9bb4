"""A short recall at the start of a lesson, on earlier ones; what was missed comes again at its end."""

import re
import tomllib
from dataclasses import dataclass

from rnn_course.nearmiss import progress
from rnn_course.nearmiss.answers import read_number, read_shape
from rnn_course.nearmiss.card import Card, shorten
from rnn_course.nearmiss.guess import plain, same, shown
from rnn_course.nearmiss.sentences import sentences

RIGHT, MISSED, OPEN, UNREAD = "right", "missed", "open", "unread"
SAYS, WANTED = sentences("questions")["recall"], sentences("questions")["value"]
NONE_LEFT, ASK_FIRST, ASK_AGAIN = SAYS["none_left"], SAYS["ask_first"], SAYS["ask_again"]


@dataclass(frozen=True)
class Question:
    """One line to ask; `answer`: a word, a number, a shape (a list of numbers), or texts that all count.

    Of several texts the first is shown as the answer. `why`: one sentence that is told with it.

    >>> Question("Which axis is first?", ["time", "T"], "").fits(" Time. ")
    True
    >>> Question("How many?", 1010, "").fits("1,010")
    True
    """

    ask: str
    answer: object
    why: str

    @property
    def accepted(self):
        """Every spelling that counts, the one to show first."""
        several = isinstance(self.answer, list) and all(isinstance(a, str) for a in self.answer)
        return list(self.answer) if isinstance(self.answer, list) and several else [self.answer]

    @property
    def shown(self):
        """The answer as a reader sees it."""
        first = self.accepted[0]
        return first if isinstance(first, str) else shown(plain(first))

    @property
    def wanted(self):
        """What to write, in words, for a number or a shape; "" for a word, which may be anything."""
        first = self.accepted[0]
        return "" if isinstance(first, str) else WANTED["a_shape" if isinstance(first, list) else "a_number"]

    def read(self, given):
        """The answer as a word, a number or a shape, whichever is asked for; None if it is none."""
        first = self.accepted[0]
        if isinstance(first, str):
            return plain(given)
        return read_shape(given) if isinstance(first, list) else read_number(given)

    def fits(self, given):
        """Whether an answer counts as right; case, spaces, quotes and a full stop do not matter."""
        read = self.read(given)
        return read is not None and any(self._equals(given, read, right) for right in self.accepted)

    def _equals(self, given, read, right):
        if isinstance(given, str) and isinstance(right, str) and _bare(given) == _bare(right):
            return True
        return read == right if isinstance(right, int) else same(read, plain(right))


def _said(question, given):
    if question.read(given) is None:
        return UNREAD
    return RIGHT if question.fits(given) else MISSED


def _bare(text):
    return re.sub(r"[\s\"'`_.!-]", "", text).lower()


class Recall:
    """The questions of one lesson: `ask`, `check`, `missed` and `again`;
    kept in the progress file under `id`."""

    def __init__(self, *, id, questions):
        self.id, self.questions = id, list(questions)
        self._state = {number: OPEN for number in range(1, len(self.questions) + 1)}

    def __repr__(self):
        return f"Recall {self.id}: use .ask(), .check(*answers), .missed() and .again(*answers)"

    def ask(self):
        """All questions, numbered, without their answers."""
        return self._asked(list(self._state), "Recall", ASK_FIRST)

    def check(self, *answers):
        """Judge one answer for each question; `...` leaves a question open, and its answer untold."""
        return self._judged(list(self._state), answers)

    def missed(self):
        """The questions that are still missed or open."""
        left = self._left()
        return (
            self._asked(left, "Recall, once more", ASK_AGAIN) if left else Card("Recall", [NONE_LEFT], "good")
        )

    def again(self, *answers):
        """Judge one answer for each question that `missed` shows."""
        left = self._left()
        return self._judged(left, answers) if left else Card("Recall", [NONE_LEFT], "good")

    def _left(self):
        return [number for number, state in self._state.items() if state != RIGHT]

    def _asked(self, numbers, heading, request):
        return Card(heading, [*(f"{n}. {self.questions[n - 1].ask}" for n in numbers), request])

    def _judged(self, numbers, answers):
        if all(answer is ... for answer in answers):
            return Card(SAYS["no_answer"], [ASK_FIRST])
        if len(answers) != len(numbers):
            asked = ", ".join(map(str, numbers))
            told = f"Expected {len(numbers)} answers, for the questions {asked}; got {len(answers)}."
            return Card("Recall", [told], "warn")
        lines = [self._line(number, given) for number, given in zip(numbers, answers, strict=True)]
        return self._result(lines, numbers)

    def _line(self, number, given):
        question = self.questions[number - 1]
        said = OPEN if given is ... else _said(question, given)
        self._state[number] = OPEN if said == UNREAD else said
        told = {"given": shorten(given, 60).strip(" ."), "wanted": question.wanted}
        return SAYS[said].format(number=number, answer=question.shown, why=question.why, **told)

    def _result(self, lines, numbers):
        left = self._left()
        note = progress.record(self.id, "differs" if left else "right")
        right = sum(self._state[number] == RIGHT for number in numbers)
        heading = SAYS["heading"].format(right=right, all=len(numbers))
        return Card(heading, [*lines, note], "warn" if left else "good")


def read_recall(path, id):
    """The recall in a TOML file: a table `[[questions]]` with `ask`, `answer` and `why` for each question."""
    questions = tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
    return Recall(id=id, questions=[Question(**question) for question in questions])
