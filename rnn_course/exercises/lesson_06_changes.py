"""Lesson 6: wrong solutions that differ from the right one in a line or two."""

from rnn_course.exercises.exercise import named_source


def changed(function, name, *changes):
    """The source of ``function``, renamed to ``name``, with each (old, new) pair of texts exchanged.

    Raises ValueError if an old text does not stand in the source, so that no wrong solution is right by accident.
    """
    source = named_source(function, name)
    for old, new in changes:
        if old not in source:
            raise ValueError(f"{name}: expected {old!r} in the solution")
        source = source.replace(old, new)
    return source
