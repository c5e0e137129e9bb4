"""What a mistake's key says in words, where only the key is left:
in a progress file, in a table of grades."""

import re

from rnn_course.nearmiss.explain.error_sentences import known_errors
from rnn_course.nearmiss.sentences import sentences

FIELD = re.compile(r"\{[^}]*\}")


def sentence_of(key, exercise=None):
    """The sentence that belongs to a mistake's key, without what it quotes from the learner's code;
    "" if none.

    exercise: the Exercise that it was made in; without it only the engine's own mistakes are known.

    >>> sentence_of("slip:direction")
    'The loop goes through the steps in the wrong direction.'
    >>> sentence_of("general:axis-missing"), sentence_of("slip:of-tomorrow")
    ('The axis … is missing: it was summed away, averaged or indexed.', '')
    """
    listed = getattr(exercise, "misconceptions", {}).get(key)
    if listed is not None:
        return listed.says
    kind, _, name = key.partition(":")
    return _without_quotes(_stored(kind, name))


def _stored(kind, name):
    """The sentence as the data files have it, with its named fields."""
    if kind == "error":
        return next((error.says for error in known_errors() if error.key == name), "")
    files = {"slip": "slips", "general": "general"}
    return sentences(files[kind]).get(name, {}).get("says", "") if kind in files else ""


def _without_quotes(text):
    """Fields become an ellipsis; a sentence built around a field goes, where another one is left.

    >>> _without_quotes("you {what}. Which of the two is meant?"), _without_quotes("`{op}` is one too many.")
    ('Which of the two is meant?', '`…` is one too many.')
    """
    parts = re.split(r"(?<=[.?!]) ", text)
    kept = [part for part in parts if "{what}" not in part]
    text = FIELD.sub("…", " ".join(kept or parts))
    return text[:1].upper() + text[1:] if re.search(r"\w", text) else ""
