"""The memory of a small RNN, step by step."""

import numpy as np
import traitlets

from rnn_course.widgets.reader import Reader
from rnn_course.widgets.settings import OneOf, RealNumber, Text, WholeNumber, WholeNumbers, synced, unexpected
from rnn_course.widgets.words import split_words, word_vectors

MOST_WORDS, LONGEST = 12, 200
# Fixed weights, I = 4 and H = 6, drawn once at random: they are not trained. W_hh has spectral radius 0.95.
WEIGHTS = {
    "weight_ih": [
        [-0.03, -0.50, 0.44, 0.27],
        [0.87, -0.92, 0.67, -0.01],
        [-0.12, -0.03, -0.73, -0.85],
        [0.47, 0.34, -0.20, 0.05],
        [-0.21, -0.19, -0.56, 0.67],
        [0.04, 0.25, 0.27, -0.61],
    ],
    "weight_hh": [
        [-0.01, -0.38, -0.12, 0.35, 0.36, 0.12],
        [0.13, -0.07, 0.00, 0.21, -0.42, -0.12],
        [-0.10, 0.21, -0.29, 0.50, -0.20, 0.54],
        [-0.01, 0.03, 0.44, -0.47, 0.18, 0.46],
        [-0.25, 0.20, -0.16, 0.24, -0.09, 0.30],
        [-0.12, -0.13, -0.08, -0.26, 0.38, 0.18],
    ],
    "bias": [0.13, 0.19, -0.06, 0.03, -0.09, 0.11],
}
SQUASH = {"tanh": np.tanh, "linear": np.asarray}


class Memory(Reader):
    """h_t = tanh(W_xh x_t + W_hh h_{t-1} + b), one word after the other, for a sentence of your own.

    Settings, all of which can be given to ``Memory(…)``, set later, and read after playing:

    - ``sentence``: 1 to 12 words. A word's letters decide its vector x_t.
    - ``step``: the step t that is looked at, 0 (nothing read yet) to T. It starts at the last word.
    - ``removed``: the steps whose word is left out, such as ``[2]``; the state then stays what it was.
    - ``h_0``: the number, -1 to 1, that every unit of h_0 starts with.
    - ``w_hh_scale``: the factor, 0 to 2, on W_hh.
    - ``nonlinearity``: "tanh" or "linear" (nothing squashes the sum).

    What follows from them: ``words``, ``x`` (T, I), ``h`` (T, H), ``h_with_every_word`` (T, H) and
    ``remains`` (T,).

    >>> memory = Memory("I hate this boring movie", removed=[2])
    >>> memory.h.shape, float(memory.remains[0])
    ((5, 6), 0.0)
    """

    module_name = "memory"
    invitation = "Run this cell to type a sentence, step through it, remove a word, and change h₀ and W_hh."

    @property
    def picture_inches(self):
        """Width and height of the static picture; what remains of removed words has a panel of its own."""
        return 6.4, 4.4 if self.removed else 3.2

    sentence = synced(Text("I hate this boring movie", LONGEST, (1, MOST_WORDS)))
    step = synced(WholeNumber(5, 0, MOST_WORDS))
    removed = synced(WholeNumbers([], 1, MOST_WORDS, range(MOST_WORDS + 1)))
    h_0 = synced(RealNumber(0.0, -1, 1))
    w_hh_scale = synced(RealNumber(1.0, 0, 2))
    nonlinearity = synced(OneOf("tanh", SQUASH))
    _weights = synced(traitlets.Dict(WEIGHTS, read_only=True))

    def __init__(self, sentence=None, **settings):
        super().__init__(sentence, **settings)

    @property
    def words(self):
        """The words of the sentence, removed ones included."""
        return split_words(self.sentence)

    @property
    def x(self):
        """One vector for each word; shape (T, I)."""
        return word_vectors(self.words, len(WEIGHTS["weight_ih"][0]))

    @property
    def weight_ih(self):
        """W_xh, shape (H, I)."""
        return np.array(WEIGHTS["weight_ih"])

    @property
    def weight_hh(self):
        """W_hh times ``w_hh_scale``, shape (H, H)."""
        return self.w_hh_scale * np.array(WEIGHTS["weight_hh"])

    @property
    def bias(self):
        """b, shape (H,)."""
        return np.array(WEIGHTS["bias"])

    @property
    def h(self):
        """The state after each step, removed words left out; shape (T, H). ``h[t - 1]`` is h_t."""
        return self._states(self.x, self.removed)

    @property
    def h_with_every_word(self):
        """The state after each step when no word is removed; shape (T, H)."""
        return self._states(self.x, ())

    @property
    def remains(self):
        """How far the removed words still move each state: ‖h_t with them − h_t without them‖; shape (T,)."""
        x = self.x  # read once: what is typed meanwhile arrives in another thread
        return np.linalg.norm(self._states(x, ()) - self._states(x, self.removed), axis=1)

    def _states(self, x, removed):
        state, states = np.full(len(WEIGHTS["bias"]), self.h_0), []
        for t, x_t in enumerate(x, start=1):
            if t not in removed:
                total = self.weight_ih @ x_t + self.weight_hh @ state + self.bias
                state = SQUASH[self.nonlinearity](total)
            states.append(state)
        return np.stack(states)

    @traitlets.validate("removed")
    def _check_removed(self, proposal):
        count = len(self.words)
        if not all(1 <= t <= count for t in proposal.value):
            raise unexpected("removed", f"a list of steps from 1 to {count} (words)", proposal.value)
        return sorted(set(proposal.value))

    def _follow_text(self, change):
        with self.hold_sync():
            self.removed = []
            super()._follow_text(change)

    def describe(self):
        kind = "tanh" if self.nonlinearity == "tanh" else "no nonlinearity"
        left_out = [self.words[t - 1] for t in self.removed]
        without = f", without {', '.join(left_out)}" if left_out else ""
        return (
            f"Memory: 6 hidden units read “{' '.join(self.words)}”{without}, "
            f"with h_0 = {self.h_0:g}, W_hh × {self.w_hh_scale:g} and {kind}."
        )

    def draw(self, figure):
        from rnn_course.draw.page import shortened
        from rnn_course.draw.states import state_heatmap, what_remains

        words = [shortened(word, 520 / (len(self.words) + 1)) for word in self.words]
        h_0, squashed = np.full(len(WEIGHTS["bias"]), self.h_0), self.nonlinearity == "tanh"
        panels = figure.subplots(2, 1, height_ratios=[2.6, 1]) if self.removed else [figure.add_subplot()]
        state_heatmap(self.h, words, h_0, self.removed, squashed, panels[0])
        if self.removed:
            what_remains(self.remains, words, panels[1])
