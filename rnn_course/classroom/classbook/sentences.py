"""What the classbook says: the sentences of `sentences.toml`, with their named fields."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _all():
    return tomllib.loads(files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))


def say(name, /, **fields):
    """One sentence; raises KeyError for an unknown one, or a field that it names and does not get.

    With `count`, the sentence `name-one` is taken for 1, where there is one.

    >>> say("learner", number=3), say("learners", count=1), say("learners", count=2)
    ('Learner 3', '1 learner', '2 learners')
    """
    if fields.get("count") == 1 and f"{name}-one" in _all():
        name = f"{name}-one"
    return _all()[name].format(**fields)
