"""Words and numbers made from them: the same in Python and, in ``static/words.js``, in the browser.

A trained model learns a vector for each word. Here a word's letters decide its vector, so that any word a
learner types has one, at once and always the same. Every number is a whole number of 64ths from -1 to 1: sums
of products of such numbers are exact in float64, so adding them up in another order changes nothing at all.
"""

import re

import numpy as np

GAPS = re.compile("[ \t\n\r\u00a0\u3000]+")
MASK = 0xFFFFFFFF


def split_words(text):
    """The words of a text, split where there are blanks.

    >>> split_words(" I hate  this ")
    ['I', 'hate', 'this']
    """
    return [word for word in GAPS.split(text) if word]


def letters_hash(text):
    """A 32-bit number made from the letters of ``text``; A–Z count as a–z.

    Source: the FNV-1a hash of Fowler, Noll and Vo, over code points in place of bytes.
    """
    value = 0x811C9DC5
    for letter in text:
        code = ord(letter)
        code += 32 if 65 <= code <= 90 else 0
        value = ((value ^ code) * 0x01000193) & MASK
    return value


def numbers_from(seed, count):
    """``count`` numbers from -1 to 1, in steps of 1/64, decided by ``seed`` alone; shape (count,).

    Source: the final mixing step of MurmurHash3 (Appleby), applied to seed + 0x9E3779B9·(i + 1).
    """
    k = (np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B9)) & np.uint64(MASK)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        k = ((k ^ (k >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(MASK)
    k ^= k >> np.uint64(16)
    return ((k % np.uint64(129)).astype(np.float64) - 64) / 64


def word_vectors(words, I):
    """The vector of each word; shape (T, I).

    >>> word_vectors(["hate", "Hate"], 3).shape
    (2, 3)
    """
    return np.stack([numbers_from(letters_hash(word), I) for word in words])
