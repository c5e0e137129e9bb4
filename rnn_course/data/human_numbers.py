"""The numbers from one to nine thousand nine hundred ninety nine,
written in English words, in their order."""

import functools

import numpy as np

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES = ("", *ONES.split(), "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
END = "."  # the word between two numbers
LEFT_OUT = 8000  # the set that made this task known lacks it


def in_words(number):
    """The words of a whole number from 1 to 9999, as a list.

    >>> in_words(4015)
    ['four', 'thousand', 'fifteen']

    Raises ValueError for any other number.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"number: expected a whole number from 1 to 9999, got {number}")
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = [ONES[thousands], "thousand"] if thousands else []
    words += [ONES[hundreds], "hundred"] if hundreds else []
    small = [ONES[rest]] if rest < 20 else [TENS[rest // 10], ONES[rest % 10]]
    return words + [word for word in small if word]


def number_of(words):
    """The number that these words name, or None if they name none from 1 to 9999.

    >>> number_of(["four", "thousand", "fifteen"]), number_of(["fifteen", "thousand"])
    (4015, None)
    """
    return _numbers().get(tuple(words))


@functools.cache
def _numbers():
    return {tuple(in_words(number)): number for number in range(1, 10_000)}


def human_numbers():
    """Return (words, tokens): the 30 distinct words in the order of their first use,
    and the text as numbers (63095,).

    The text is 9,998 numbers, 1 to 9999 without 8000, with a full stop between them. It has the content of
    the data set *Human Numbers* of Howard and Gugger (2020), and is written anew here.

    >>> words, tokens = human_numbers()
    >>> " ".join(words[token] for token in tokens[:8]), tokens.shape
    ('one . two . three . four .', (63095,))
    """
    numbers = [number for number in range(1, 10_000) if number != LEFT_OUT]
    text = [word for number in numbers for word in [*in_words(number), END]][:-1]
    words = tuple(dict.fromkeys(text))
    place = {word: token for token, word in enumerate(words)}
    return words, np.array([place[word] for word in text])
