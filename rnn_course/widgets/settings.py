"""Traits that check what they are given, and say what they expected, by name and limits, then what came."""

import math
import numbers
import reprlib

import traitlets


class WholeNumber(traitlets.TraitType):
    """A whole number from ``low`` to ``high``, both included."""

    def __init__(self, default, low, high, **settings):
        self.low, self.high = low, high
        super().__init__(default, **settings)

    def validate(self, owner, value):
        whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
        if not whole or not self.low <= value <= self.high:
            raise _unexpected(self.name, f"a whole number from {self.low} to {self.high}", value)
        return int(value)


class RealNumber(traitlets.TraitType):
    """A finite number from ``low`` to ``high``, both included."""

    def __init__(self, default, low, high, **settings):
        self.low, self.high = low, high
        super().__init__(default, **settings)

    def validate(self, owner, value):
        real = isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)
        if not real or not self.low <= value <= self.high:
            raise _unexpected(self.name, f"a finite number from {self.low:g} to {self.high:g}", value)
        return float(value)


class OneOf(traitlets.TraitType):
    """One of a few words."""

    def __init__(self, default, options, **settings):
        self.options = tuple(options)
        super().__init__(default, **settings)

    def validate(self, owner, value):
        if not isinstance(value, str) or value not in self.options:
            raise _unexpected(self.name, "one of " + ", ".join(map(repr, self.options)), value)
        return value


class Switch(traitlets.TraitType):
    """True or False."""

    def validate(self, owner, value):
        if not isinstance(value, bool):
            raise _unexpected(self.name, "True or False", value)
        return value


class WholeNumbers(traitlets.TraitType):
    """A list of whole numbers; what they may be depends on other settings, so the widget checks that."""

    def validate(self, owner, value):
        listed = isinstance(value, list | tuple)
        if not listed or not all(isinstance(v, numbers.Integral) and not isinstance(v, bool) for v in value):
            raise _unexpected(self.name, "a list of whole numbers", value)
        return [int(v) for v in value]


class Text(traitlets.TraitType):
    """Text of at most ``longest`` characters; ``check(text)`` may return what else is expected, or None."""

    def __init__(self, default, longest, check=None, **settings):
        self.longest, self.check = longest, check
        super().__init__(default, **settings)

    def validate(self, owner, value):
        if not isinstance(value, str):
            raise _unexpected(self.name, "text", value)
        if len(value) > self.longest:
            raise _unexpected(
                self.name, f"text of at most {self.longest} characters", f"{len(value)} characters"
            )
        expected = self.check(value) if self.check else None
        if expected:
            raise _unexpected(self.name, expected, value)
        return value


def synced(trait):
    """The same trait, kept equal in Python and in the browser."""
    return trait.tag(sync=True)


def _unexpected(name, expected, value):
    return traitlets.TraitError(f"{name} must be {expected}, got {reprlib.repr(value)}")
