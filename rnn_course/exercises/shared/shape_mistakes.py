"""Wrong answers to shape questions about `nn.RNN`, each with the mistake that leads to it:
`shape_mistakes.toml`."""

import tomllib
from functools import cache
from math import prod
from pathlib import Path


@cache
def _table():
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def mistakes_for(kind, settings, truth):
    """[(key, wrong answer, sentence)] that differ from the truth; the first to give an answer keeps it."""
    found = {}
    for entry in _table()[kind]:
        if not _fits(entry.get("when", {}), settings):
            continue
        wrong = _shape(entry["shape"], settings) if "shape" in entry else count(settings, **entry["count"])
        if wrong != truth and wrong not in found and (not isinstance(wrong, tuple) or prod(wrong) > 0):
            found[wrong] = (entry["key"], wrong, entry["says"])
    return list(found.values())


def _fits(when, s):
    here = {"batched": s.batched, "batch_first": s.batch_first, "lowest": s.layer == 0}
    return all(here[name] == value for name, value in when.items())


def _shape(text, s):
    """The sizes of `"layout, D*H"`, as a tuple."""
    layout = ("B", "T") if s.batch_first else ("T", "B")
    groups = {"layout": layout, "swapped": layout[::-1]}
    words = [word for axis in text.split(", ") for word in groups.get(axis, (axis,))]
    return tuple(_size(word, s) for word in words)


def _size(text, s):
    """A sum of products of letters and numbers, such as `"I+H"` or `"2*H"`, as a number."""
    sizes = {
        "T": s.T,
        "B": s.B,
        "I": s.I,
        "H": s.H,
        "L": s.L,
        "D": s.D,
        "reads": s.D * s.H if s.layer else s.I,
    }
    return sum(prod(sizes[f] if f in sizes else int(f) for f in term.split("*")) for term in text.split("+"))


def count(s, biases=2, memories=1, reads="D*H", layers="L", directions="D", times="1"):
    """The number of parameters as someone would count it: that many biases and memory weights in each layer
    and direction, layers above the first that read so many numbers, and all of it so many times.

    >>> from rnn_course.exercises.shared.shape_quiz import Settings
    >>> count(Settings(T=5, B=7, I=9, H=11)), count(Settings(T=5, B=7, I=9, H=11), biases=0, times="T")
    (242, 1100)
    """
    H, above = s.H, _size(layers, s) - 1
    widths = [s.I] + [_size(reads, s)] * above
    of_one = [H * width + memories * H * H + biases * H for width in widths]
    return _size(times, s) * _size(directions, s) * sum(of_one)
