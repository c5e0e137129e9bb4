"""Wrong answers written as small changes of the right one, so that each shows what is wrong in it."""

from rnn_course.exercises.exercise import named_source


def variants_of(solution, name):
    """A function ``variant(*changes)`` that gives the source of ``solution``, under ``name`` and changed.

    Each change is a pair (old text, new text). Raises ValueError when the old text does not occur.
    """
    right = named_source(solution, name)

    def variant(*changes):
        source = right
        for old, new in changes:
            if old not in source:
                raise ValueError(f"{name}: expected {old!r} in the solution, got\n{source}")
            source = source.replace(old, new)
        return source

    return variant
