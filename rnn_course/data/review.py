"""The running example of lessons 1 to 5: a film review of five words, and a vector for each word."""

import numpy as np

REVIEW = ("I", "hate", "this", "boring", "movie")
REVIEW_LABEL = "negative"


def word_vectors(words, I, rng):
    """Draw one vector of I standard normal numbers per distinct word; a repeated word gets the same vector.

    Returns shape (T, I) for T words. ``rng`` is a numpy Generator. Raises ValueError if there are no words,
    TypeError if ``words`` is one string instead of a sequence of words.

    >>> word_vectors(["so", "so", "good"], I=4, rng=np.random.default_rng(0)).shape
    (3, 4)
    """
    if isinstance(words, str):
        raise TypeError(
            f"words: expected a list of words, got the string {words!r}; did you mean {words.split()!r}?"
        )
    if not words:
        raise ValueError("words: expected at least one word, got none")
    vectors = {}
    for word in words:
        if word not in vectors:
            vectors[word] = rng.standard_normal(I)
    return np.stack([vectors[word] for word in words])
