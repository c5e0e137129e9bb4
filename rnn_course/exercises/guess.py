"""A guess that is written down before the answer is shown, and put beside it."""

import ast
import html
import re

import numpy as np


class Reveal:
    """A guess and the true value side by side; shown as one sentence, as text or HTML.

    ``matches`` is True or False, or None if there was no guess.
    """

    def __init__(self, guess, value):
        self.value = _plain(value)
        self.guess = None if guess is ... or guess is None else _plain(guess)
        self.matches = None if self.guess is None else _same(self.guess, self.value)

    def __repr__(self):
        if self.matches is None:
            return f"No guess yet. It is {_shown(self.value)}."
        if self.matches:
            return f"You guessed {_shown(self.guess)}, and so it is."
        return f"You guessed {_shown(self.guess)}. It is {_shown(self.value)}: what did you expect, and why?"

    def _repr_html_(self):
        mark = {None: "·", True: "✓", False: "≠"}[self.matches]
        return (
            f'<div style="padding:0.2em 0"><b aria-hidden="true">{mark}</b> {html.escape(repr(self))}</div>'
        )


def reveal(guess, value):
    """Show a committed guess beside the computed value: ``guess`` is ``...`` until the learner writes one.

    Numbers, texts and shapes are understood; a shape may be a tuple, a list or a torch.Size. A number with a fraction is
    right if it is off by one in a hundred at most.

    >>> reveal(..., 1120)
    No guess yet. It is 1120.
    >>> reveal([10, 3, 20], (10, 3, 20))
    You guessed (10, 3, 20), and so it is.
    >>> reveal("10, 3, 20", (10, 3, 20)), reveal(0.67, 2 / 3)
    (You guessed (10, 3, 20), and so it is., You guessed 0.67, and so it is.)
    >>> reveal("Yes", "no")
    You guessed yes. It is no: what did you expect, and why?
    """
    return Reveal(guess, value)


def _plain(value):
    """Python's own int, float, bool, str or tuple for whatever holds the same; "(2, 5)" is read as (2, 5)."""
    if isinstance(value, str):
        return _number_or_text(value.strip().lower())
    if isinstance(value, (tuple, list)):
        return tuple(_plain(item) for item in value)
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return value


def _number_or_text(text):
    if not re.search(r"\d", text) or not re.fullmatch(r"[\d\s.,()\[\]+-]+", text):
        return text
    try:
        return _plain(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return text


def _same(guess, value):
    if isinstance(guess, float) or isinstance(value, float):
        try:
            return bool(np.isclose(guess, value, rtol=1e-2, atol=1e-3))
        except (TypeError, ValueError):
            return False
    return type(guess) in (type(value), int, bool) and guess == value


def _shown(value):
    return f"{value:.4g}" if isinstance(value, float) else str(value)
