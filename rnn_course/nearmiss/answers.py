"""Read an answer typed as a number, a shape or a letter: `(10, 3, 20)`, lists, "10, 3, 20", "1,120" …"""

import re

import numpy as np

from rnn_course.nearmiss.sentences import sentences
from rnn_course.nearmiss.trial.values import Unreadable, to_array

NUMBER_WORDS = {
    word: number for number, word in enumerate(sentences("questions")["numbers"]["words"].split())
}


def read_shape(answer):
    """A tuple of whole numbers, or None when the answer is no shape.

    >>> read_shape("10, 3 and 20"), read_shape("torch.Size([10, 3, 20])"), read_shape([10, 3])
    ((10, 3, 20), (10, 3, 20), (10, 3))
    >>> read_shape(7), read_shape("()")
    ((7,), ())
    """
    if isinstance(answer, str):
        text = re.sub(r"torch\.Size|shape|tuple|and|=", " ", answer)
        if not re.fullmatch(r"[\s\d,;()\[\]{}x×*.-]*", text) or re.search(r"\.\d*[1-9]", text):
            return None
        if "-" in text or not (re.search(r"\d", text) or "()" in text):
            return None
        numbers = re.findall(r"\d+", re.sub(r"\.0*(?!\d)", "", text))
        return tuple(map(int, numbers)) if all(len(number) < 15 for number in numbers) else None
    try:
        numbers = np.atleast_1d(to_array(answer))
    except (Unreadable, ValueError, TypeError):
        return None
    if numbers.ndim != 1 or numbers.dtype.kind not in "iuf" or not np.all(np.isfinite(numbers)):
        return None
    if np.any(numbers != np.round(numbers)) or np.any(numbers < 0):
        return None
    return tuple(int(number) for number in numbers)


def read_number(answer):
    """A float (or int when whole), or None. Text may use thousands separators, or be a word up to twelve.

    >>> read_number("1,120"), read_number(" 3.5 "), read_number([7]), read_number("Seven")
    (1120, 3.5, 7, 7)
    """
    if isinstance(answer, str):
        if answer.strip().lower() in NUMBER_WORDS:
            return NUMBER_WORDS[answer.strip().lower()]
        text = re.sub(r"(?<=\d)[,_' ](?=\d{3}\b)", "", answer.strip())
        try:
            value = float(text)
        except ValueError:
            return None
    else:
        try:
            array = to_array(answer)
        except (Unreadable, ValueError, TypeError):
            return None
        if array.size != 1 or array.dtype.kind not in "biuf":
            return None
        value = float(array.reshape(()))
    return int(value) if np.isfinite(value) and value == int(value) else value


def read_letter(answer, letters):
    """The letter of a choice, or None: "b", "B", " b) ", "(b)", "b." all mean "b"."""
    if not isinstance(answer, str):
        return None
    text = re.sub(r"[\s().:\]\[]", "", answer).lower()
    known = {letter.lower(): letter for letter in letters}
    return known.get(text)
