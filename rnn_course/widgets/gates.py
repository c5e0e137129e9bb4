"""The instrument of lesson 12: an LSTM's gates, word by word."""

import numpy as np
import traitlets

from rnn_course.core import lstm_forward
from rnn_course.widgets.reader import Reader
from rnn_course.widgets.settings import RealNumber, Text, WholeNumber, synced
from rnn_course.widgets.words import split_words, word_vectors

MOST_WORDS, LONGEST, H = 12, 200, 4
# Fixed weights, I = 4 and H = 4, drawn once at random: they are not trained. The forget gate's bias is 0.
# fmt: off
WEIGHTS = {
    "weight_ih": [
        [2.25, -2.81, 0.46, -0.62],
        [-0.50, -0.24, -2.22, -0.26],
        [-0.95, 3.66, 0.25, -0.39],
        [-0.31, -0.73, -1.16, -0.43],
        [0.53, -0.26, 1.05, -0.22],
        [0.03, 1.70, 0.60, -0.56],
        [-0.20, 0.59, 2.13, -0.30],
        [-0.27, 1.10, -0.98, -0.32],
        [0.97, 0.64, 0.10, 0.74],
        [-3.11, 1.12, -1.06, -1.84],
        [0.30, 0.77, -0.49, -1.18],
        [0.03, -0.06, 1.55, 0.82],
        [0.21, 1.22, -0.23, -1.02],
        [0.64, 0.64, -0.24, -0.86],
        [0.25, -2.74, 0.76, 0.54],
        [-1.80, 0.07, -1.06, 0.83],
    ],
    "weight_hh": [
        [-1.22, -0.55, 0.43, 0.69],
        [-1.29, -0.30, 0.20, -0.37],
        [0.95, -0.71, 0.21, -0.63],
        [0.84, -0.01, -0.22, -1.03],
        [1.01, 0.45, 0.45, 0.68],
        [0.21, -0.38, -0.48, -0.48],
        [0.82, -0.88, -0.36, -0.19],
        [0.13, 0.35, -0.75, -1.04],
        [0.00, 0.73, 0.45, 0.13],
        [-0.19, 0.18, -0.15, 0.49],
        [-0.48, 0.08, -0.07, 0.33],
        [0.13, 1.53, 0.90, 0.90],
        [-1.22, -0.20, -0.37, 0.32],
        [-1.37, 0.70, 0.64, -0.78],
        [-0.59, -0.48, 0.03, 0.38],
        [1.23, -0.12, 0.46, 0.09],
    ],
    "bias": [0.35, 0.15, 0.27, -0.22, 0.00, 0.00, 0.00, 0.00,
             -0.06, -0.09, 0.10, -0.14, -0.19, 0.10, 0.49, -0.05],
}
# fmt: on


class Gates(Reader):
    """The gates of an LSTM unit at every word of a sentence, with the forget gate's bias under your hand.

    Settings, all of which can be given to ``Gates(…)``, set later, and read after playing:

    - ``sentence``: 1 to 12 words. A word's letters decide its vector x_t.
    - ``step``: the word that is looked at, from 1 to T. It starts at the last word.
    - ``unit``: the unit that is shown, from 1 to 4.
    - ``forget_bias``: the number, -2 to 6, that is the bias of every unit's forget gate.

    What follows from them: ``words``, ``gates`` (T, 4) with the columns i, f, g, o of the unit, ``c`` and
    ``h`` (T,), and ``left`` (T,): of what the unit wrote at each word, the share that is left at the end.

    >>> Gates("so good").gates.shape, float(Gates("so good").left[-1])
    ((2, 4), 1.0)
    """

    module_name = "gates"
    picture_inches = (6.4, 4.0)
    invitation = "Run this cell to type a sentence, step through it, and open or close the forget gate."

    sentence = synced(Text("I hate this boring movie", LONGEST, words=(1, MOST_WORDS)))
    step = synced(WholeNumber(5, 1, MOST_WORDS))
    unit = synced(WholeNumber(1, 1, H))
    forget_bias = synced(RealNumber(0.0, -2, 6))
    _weights = synced(traitlets.Dict(WEIGHTS, read_only=True))

    def __init__(self, sentence=None, **settings):
        super().__init__(sentence, **settings)

    @property
    def words(self):
        """The words of the sentence."""
        return split_words(self.sentence)

    @property
    def gates(self):
        """i, f, g and o of the unit at every word; shape (T, 4)."""
        return self._run[2].reshape(-1, 4, H)[:, :, self.unit - 1]

    @property
    def c(self):
        """What the unit keeps after every word; shape (T,)."""
        return self._run[1][:, 0, self.unit - 1]

    @property
    def h(self):
        """What the unit shows after every word; shape (T,)."""
        return self._run[0][:, 0, self.unit - 1]

    @property
    def left(self):
        """The product of the forget gates of all later words, for each word; shape (T,). The last is 1."""
        later = np.append(self.gates[1:, 1], 1.0)
        return np.cumprod(later[::-1])[::-1]

    @property
    def _run(self):
        bias = np.array(WEIGHTS["bias"])
        bias[H : 2 * H] = self.forget_bias
        x = word_vectors(self.words, len(WEIGHTS["weight_ih"][0]))[:, np.newaxis]  # (T, 1, I)
        return lstm_forward(x, None, np.array(WEIGHTS["weight_ih"]), np.array(WEIGHTS["weight_hh"]), bias)

    def describe(self):
        return (
            f"Gates: unit {self.unit} of an LSTM reads “{' '.join(self.words)}” with a forget bias of "
            f"{self.forget_bias:g}; {self.left[0]:.2f} of what it wrote at the first word is left at the end."
        )

    def draw(self, figure):
        from rnn_course.draw.gates import gate_values
        from rnn_course.draw.page import shortened

        words = [shortened(word, 520 / (len(self.words) + 1)) for word in self.words]
        rows = dict(zip("ifgo", self.gates.T, strict=True)) | {"c": self.c, "h": self.h}
        gate_values(rows, words, self.left, figure.subplots(2, 1, height_ratios=[2.6, 1]))
