"""A guess that is written down before the answer is shown, and put beside it."""

import ast
import html
import re

import numpy as np

from rnn_course.nearmiss.answers import read_number, read_shape
from rnn_course.nearmiss.card import PRE, shorten
from rnn_course.nearmiss.sentences import sentences

SAYS = sentences("questions")["guess"]
NO_GUESS, WITHOUT = SAYS["none"], SAYS["without"]
NUMBERS = (bool, int, float)
LINE = '<div style="padding:0.2em 0"><b aria-hidden="true">{mark}</b> {sentence}</div>'


class Reveal:
    """A guess and the true value side by side; shown as one sentence, as text or HTML.

    ``matches`` is True or False, or None if there was no guess, or one of another kind than the question asks
    for: ``wanted`` then says what was expected. ``way``: lines that lead to the answer.
    """

    def __init__(self, guess, value, way=()):
        self.value, self.way = plain(value), [str(line) for line in way]
        missing = guess is ... or guess is None
        self.guess = None if missing else read_as(guess, self.value)
        self.wanted = NO_GUESS if missing else unfit(self.guess, self.value)
        self.matches = None if self.wanted else same(self.guess, self.value)

    def __repr__(self):
        return self.wanted or "\n".join([*self.way, self._sentence()])

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
        return LINE.format(mark=mark, sentence=html.escape(self.wanted)) + fold


def reveal(guess, value, *way):
    """Show a committed guess beside the computed value: ``guess`` is ``...`` until the learner writes one.

    Without a guess the text does not hold the answer; the HTML holds it in a fold that is closed. ``way``:
    what the cell would otherwise print on the way to the answer, one text a line; it stays in the fold until
    there is a guess. Numbers, texts and shapes are understood; a shape may be a tuple, a list or a
    torch.Size. A number with a fraction is right if it is off by one in a hundred at most, or if it rounds to
    the value as that was rounded. What is no number where a number is asked for, or no word where a word is,
    counts as no guess yet.

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
    >>> reveal("a lot", 5050)
    The question asks for a number, in figures, and a lot is none. Write one, then run both cells again.
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


def read_as(guess, value):
    """The guess as `plain` reads it, or as a number or a shape if the value is one: "1,120", "10 x 3" …"""
    other = None
    if isinstance(guess, str) and isinstance(value, NUMBERS):
        other = read_number(guess)
    if isinstance(value, tuple) and isinstance(plain(guess), str):
        other = read_shape(guess)
    return plain(guess) if other is None else other


def unfit(guess, value):
    """What to say of a guess that cannot answer, as a word where a number is asked for; "" if it can.

    A word may stand for a shape and a shape for a word, because some questions ask for "a shape, or error".
    """
    word = isinstance(value, str)
    kinds = (str, tuple) if word else (str, tuple, *NUMBERS) if isinstance(value, tuple) else NUMBERS
    if type(guess) in kinds:
        return ""
    return f"{SAYS['no_word' if word else 'no_number'].format(guess=shown(guess))} {SAYS['again']}"


def _number_or_text(text):
    if not re.search(r"\d", text) or not re.fullmatch(r"[\d\s.,()\[\]e+-]+", text):
        return text
    try:
        return plain(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return text


def same(guess, value):
    """Whether two values made by `plain` count as equal."""
    if isinstance(guess, float) or isinstance(value, float):
        try:
            near = bool(np.isclose(guess, value, rtol=1e-2, atol=1e-3))
            return near or round(guess, _decimals(value)) == value
        except (TypeError, ValueError, OverflowError):
            return False
    return type(guess) in (type(value), int, bool) and guess == value


def _decimals(value):
    """How many decimals a value was rounded to, 1 for 0.6; a more exact guess is rounded in the same way."""
    return len(str(value).partition(".")[2]) if isinstance(value, float) else 9


def shown(value):
    """A value of `plain` as a reader sees it."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return value.__name__ if callable(value) and hasattr(value, "__name__") else shorten(value, 60)
