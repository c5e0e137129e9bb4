"""The sentences of the classroom, read from `sentences.toml`."""

import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def say(name, group=None, /, **fields):
    """One sentence with its fields filled in; KeyError for a name that is not there.

    >>> say("points", points=2.0, most=3)
    'Points: 2 of 3.'
    """
    table = _TABLE[group] if group else _TABLE
    return table[name].format(**fields)


def ended(how):
    """Why the code of a student came to an end, for how an Ended says it."""
    return say(how, "ended") if how in _TABLE["ended"] else say("other", "ended", how=how)
