"""Sentences in data files, and those of the classroom, which stand in `sentences.toml`."""

import tomllib
from pathlib import Path


def sayer(file):
    """The function `say` for the sentences of a TOML file, whose names in {braces} it fills in.

    >>> say("points", points=2.0, most=3)
    'Points: 2 of 3.'
    """
    table = tomllib.loads(Path(file).read_text(encoding="utf-8"))

    def say(name, group=None, /, **fields):
        """One sentence; raises KeyError for a name that is not there, or a field that is not given.

        `group`: the table of the file that it stands in. With `count`, the sentence `name-one` is taken for
        1, where there is one.
        """
        sentences = table[group] if group else table
        if fields.get("count") == 1 and f"{name}-one" in sentences:
            name = f"{name}-one"
        return sentences[name].format(**fields)

    return say


say = sayer(Path(__file__).with_name("sentences.toml"))


def ended(how):
    """Why the code of a student came to an end, for how an Ended says it."""
    try:
        return say(how, "ended")
    except KeyError:
        return say("other", "ended", how=how)
