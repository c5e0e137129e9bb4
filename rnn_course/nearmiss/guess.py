"""A guess that is written down before the answer is shown, and put beside it."""

import ast
import html
import re

import numpy as np

from rnn_course.nearmiss.card import PRE
from rnn_course.nearmiss.sentences import sentences

SAYS = sentences("questions")["guess"]
NO_GUESS, WITHOUT = SAYS["none"], SAYS["without"]
LINE = '<div style="padding:0.2em 0"><b aria-hidden="true">{mark}</b> {sentence}</div>'


class Reveal:
    """A guess and the true value side by side; shown as one sentence, as text or HTML.

    ``matches`` is True or False, or None if there was no guess. ``way``: lines that lead to the answer.
    """

    def __init__(self, guess, value, way=()):
        self.value = plain(value)
        self.guess = None if guess is ... or guess is None else plain(guess)
        self.matches = None if self.guess is None else same(self.guess, self.value)
        self.way = [str(line) for line in way]

    def __repr__(self):
        return NO_GUESS if self.matches is None else "\n".join([*self.way, self._sentence()])

    def _sentence(self):
        kind = {None: "is", True: "match", False: "differs"}[self.matches]
        return SAYS[kind].format(guess=shown(self.guess), value=shown(self.value))

    def _repr_html_(self):
        mark = {None: "·", True: "✓", False: "≠"}[self.matches]
        way = html.escape("\n".join(self.way))
        lines = f'<pre style="{PRE}">{way}</pre>' if way else ""
        sentence = html.escape(self._sentence())
        if self.matches is not None:
            return lines + LINE.format(mark=mark, sentence=sentence)
        fold = f"<details><summary>{WITHOUT}</summary><div>{sentence}</div>{lines}</details>"
        return LINE.format(mark=mark, sentence=NO_GUESS) + fold


def reveal(guess, value, *way):
    """Show a committed guess beside the computed value: ``guess`` is ``...`` until the learner writes one.

    Without a guess the text does not hold the answer; the HTML holds it in a fold that is closed. ``way``:
    what the cell would otherwise print on the way to the answer, one text a line; it stays in the fold until
    there is a guess. Numbers, texts and shapes are understood; a shape may be a tuple, a list or a
    torch.Size. A number with a fraction is right if it is off by one in a hundred at most.

    >>> reveal(..., 1120, "1000 + 120")
    No guess yet: write one in place of the three dots, then run both cells again.
    >>> reveal(1120, 1120, "1000 + 120")
    1000 + 120
    You guessed 1120, and so it is.
    >>> reveal([10, 3, 20], (10, 3, 20))
    You guessed (10, 3, 20), and so it is.
    >>> reveal("10, 3, 20", (10, 3, 20)), reveal(0.67, 2 / 3)
    (You guessed (10, 3, 20), and so it is., You guessed 0.67, and so it is.)
    >>> reveal("Yes", "no")
    You guessed yes. It is no: what did you expect, and why?
    """
    return Reveal(guess, value, way)


def plain(value):
    """Python's own int, float, bool, str or tuple for whatever holds the same; "(2, 5)" is read as (2, 5)."""
    if isinstance(value, str):
        return _number_or_text(value.strip().lower())
    if isinstance(value, (tuple, list)):
        return tuple(plain(item) for item in value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return value


def _number_or_text(text):
    if not re.search(r"\d", text) or not re.fullmatch(r"[\d\s.,()\[\]+-]+", text):
        return text
    try:
        return plain(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return text


def same(guess, value):
    """Whether two values made by `plain` count as equal."""
    if isinstance(guess, float) or isinstance(value, float):
        try:
            return bool(np.isclose(guess, value, rtol=1e-2, atol=1e-3))
        except (TypeError, ValueError):
            return False
    return type(guess) in (type(value), int, bool) and guess == value


def shown(value):
    """A value of `plain` as a reader sees it."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
