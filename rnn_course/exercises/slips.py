"""Wrong answers written as slips: small changes of the right text, alone or two at once."""

from itertools import combinations

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_04_variants import variants_of


def slips(solution, name, **named):
    """Misconceptions for single slips: each keyword is a key (with _ for -), each value ``(says, *changes)``.

    A change is a pair (old text, new text). Raises ValueError when an old text is not in the solution.
    """
    variant = variants_of(solution, name)
    return [_mistake(key, variant(*changes), says) for key, (says, *changes) in named.items()]


def two_slips(solution, name, skip=(), **named):
    """Misconceptions for each pair of slips; pairs ``(key, key)`` in ``skip``, or that touch the same text, are left out."""
    variant = variants_of(solution, name)
    found = []
    for (one, (says, *changes)), (other, (more, *further)) in combinations(named.items(), 2):
        if (one, other) in skip or not _both_fit(variant, changes, further):
            continue
        says = f"Two things differ from the task. {says} And {_inside_a_sentence(more)}"
        found.append(_mistake(f"{one}-and-{other}", variant(*changes, *further), says))
    return found


def _inside_a_sentence(text):
    """The text with a small first letter, unless it begins with a name."""
    return text if text.startswith("ReLU") else text[0].lower() + text[1:]


def _mistake(key, source, says):
    return Misconception(key.replace("_", "-"), source, says)


def _both_fit(variant, changes, further):
    try:
        return variant(*changes, *further) == variant(*further, *changes)
    except ValueError:
        return False


def without(found, *keys):
    """The misconceptions of ``found`` except those with these keys (a learner meets them under another name already)."""
    unknown = set(keys) - {mistake.key for mistake in found}
    if unknown:
        raise ValueError(f"expected keys of the slips, got {sorted(unknown)}")
    return [mistake for mistake in found if mistake.key not in keys]
