"""What this course teaches the exercise engine:
T B I H L V, tanh's twins, and what PyTorch says of recurrent layers."""

import tomllib
from pathlib import Path

import numpy as np

from rnn_course.nearmiss.explain.mutants import Mutant, of_all
from rnn_course.nearmiss.vocabulary import Letter, Vocabulary

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def _undo_relu(got, want):
    return np.where((got == 0) & (want <= 0), want, np.tanh(got))


def _undo_sigmoid(got, _want):
    inside = got.size and 0 < got.min() and got.max() < 1
    return np.tanh(np.log(got) - np.log1p(-got)) if inside else np.full(got.shape, np.nan)


def _of_a_tanh(undo):
    """A mistake that is undone, for numbers that a tanh may have given."""

    def undone(got, want):
        tanh = want.size and np.abs(want).max() <= 1 and np.any(want % 1)
        return undo(got, want) if tanh else np.full(got.shape, np.nan)

    return undone


TWINS = (
    Mutant("no-tanh", undo=_of_a_tanh(lambda got, _want: np.tanh(got))),
    Mutant("relu", undo=_of_a_tanh(_undo_relu)),
    Mutant("sigmoid", undo=_of_a_tanh(_undo_sigmoid)),
    Mutant("tanh-twice", of_all(np.tanh)),
)

VOCABULARY = Vocabulary(
    letters={
        "T": Letter((7, 4, 9, 1, 7), (3, 14), "step", "steps"),
        "B": Letter((3, 5, 2, 3, 1), (2, 7), "sequence", "sequences"),
        "I": Letter((4, 3, 8, 4, 4), (2, 9)),
        "H": Letter((6, 2, 5, 6, 6), (2, 9)),
        "L": Letter((2, 3, 4, 2, 2), names=False),
        "V": Letter((9, 8, 3, 9, 9), (5, 12)),
    },
    order="T",
    each="B",
    unit="H",
    long=23,
    products=("D*H", "B*H", "T*B", "T*H", "T*I", "B*I", "I*H", "I+H", "L*H", "T*B*H", "T-1", "T+1"),
    assumed={"D": 1},
    twins=TWINS,
    general=SENTENCES["general"],
    errors=tuple(SENTENCES["error"]),
)
