"""Traits that check what they are given, and say what they expected, by name and limits, then what came."""

import numbers
import reprlib

import traitlets

from rnn_course.widgets.words import split_words

# ``rule()`` of each says in plain data what it takes; ``static/address.js`` checks
# what an address gives by it.


class WholeNumber(traitlets.TraitType):
    """A whole number from ``low`` to ``high``, both included."""

    def __init__(self, default, low, high, **settings):
        self.low, self.high = low, high
        super().__init__(default, **settings)

    def validate(self, owner, value):
        whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
        if not whole or not self.low <= value <= self.high:
            raise unexpected(self.name, f"a whole number from {self.low} to {self.high}", value)
        return int(value)

    def rule(self):
        return {"kind": "whole", "limits": [self.low, self.high]}


class RealNumber(traitlets.TraitType):
    """A finite number from ``low`` to ``high``, both included."""

    def __init__(self, default, low, high, **settings):
        self.low, self.high = low, high
        super().__init__(default, **settings)

    def validate(self, owner, value):
        real = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not real or not self.low <= value <= self.high:
            raise unexpected(self.name, f"a finite number from {self.low:g} to {self.high:g}", value)
        return float(value)

    def rule(self):
        return {"kind": "real", "limits": [self.low, self.high]}


class OneOf(traitlets.TraitType):
    """One of a few words."""

    def __init__(self, default, options, **settings):
        self.options = tuple(options)
        super().__init__(default, **settings)

    def validate(self, owner, value):
        if not isinstance(value, str) or value not in self.options:
            raise unexpected(self.name, "one of " + ", ".join(map(repr, self.options)), value)
        return value

    def rule(self):
        return {"kind": "option", "options": list(self.options)}


class Switch(traitlets.TraitType):
    """True or False."""

    def validate(self, owner, value):
        if not isinstance(value, bool):
            raise unexpected(self.name, "True or False", value)
        return value

    def rule(self):
        return {"kind": "switch"}


class WholeNumbers(traitlets.TraitType):
    """A list of whole numbers; what they may be depends on other settings, so the widget checks that.

    Whatever these are, each number is from ``low`` to ``high``, and there are
    ``counts`` of them (a few, as a list).
    """

    def __init__(self, default, low, high, counts, **settings):
        self.low, self.high, self.counts = low, high, list(counts)
        super().__init__(default, **settings)

    def rule(self):
        return {"kind": "wholes", "limits": [self.low, self.high], "counts": self.counts}

    def validate(self, owner, value):
        listed = isinstance(value, list | tuple)
        if not listed or not all(isinstance(v, numbers.Integral) and not isinstance(v, bool) for v in value):
            raise unexpected(self.name, "a list of whole numbers", value)
        return [int(v) for v in value]


class Text(traitlets.TraitType):
    """Text of at most ``longest`` characters and, if ``words`` is (least, most), of so many words."""

    def __init__(self, default, longest, words=None, **settings):
        self.longest, self.words = longest, words
        super().__init__(default, **settings)

    def rule(self):
        return {"kind": "text", "longest": self.longest, "words": self.words}

    def validate(self, owner, value):
        if not isinstance(value, str):
            raise unexpected(self.name, "text", value)
        if len(value) > self.longest:
            raise unexpected(
                self.name, f"text of at most {self.longest} characters", f"{len(value)} characters"
            )
        if _alone(value):
            raise unexpected(self.name, "text without half letters (lone surrogates)", value)
        if self.words and not self.words[0] <= (count := len(split_words(value))) <= self.words[1]:
            least, most = self.words
            expected = f"a sentence of {least} to {most} words (words counted: {count})"
            raise unexpected(self.name, expected, value)
        return value


def synced(trait):
    """The same trait, kept equal in Python and in the browser."""
    return trait.tag(sync=True)


def unexpected(name, expected, value):
    """The error of a setting: what was expected, and what came, in short.

    Whatever came may refuse to be shown.
    """
    try:
        shown = reprlib.repr(value)
    except Exception:  # noqa: BLE001  an odd object, or a number of a thousand digits
        shown = f"a value of type {type(value).__name__} that cannot be shown"
    return traitlets.TraitError(f"{name} must be {expected}, got {shown}")


def _alone(text):
    """Does the text hold half a letter (a lone surrogate), which no message to the browser can carry?"""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
