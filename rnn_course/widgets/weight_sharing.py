"""One weight matrix for each position of a sentence, or one for all."""

import traitlets

from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, Switch, WholeNumber, WholeNumbers, synced
from rnn_course.widgets.weight_sharing_picture import draw_weight_sharing
from rnn_course.widgets.words import letters_hash, numbers_from, word_vectors

SENTENCE = ("I", "hate", "this", "boring", "movie", "because", "its", "plot", "is", "so", "very", "long")
MOST_INPUTS, MOST_UNITS = 100, 20


class WeightSharing(CourseWidget):
    """Two models that read a sentence of T words: one with a matrix for each position, one with one matrix.

    Both compute x_t Wᵀ + b at every position, take the mean over the positions, and read one number off it.
    The weights are drawn once and not trained: only the counts, and whether an answer changes, mean anything.

    Settings, all of which can be given to ``WeightSharing(…)``, set later, and read after playing:

    - ``T``: the number of words, 1 to 12.
    - ``I``: the input features of a word, 1 to 100.
    - ``H``: the units, 1 to 20.
    - ``order``: the words' numbers as they are read, such as ``[2, 1, 3, 4, 5]``; a new T resets it.
    - ``guess``: "same" or "changes", the learner's guess about the shared model; "" for none.
    - ``ask_first``: whether the browser asks for a guess before it shuffles.
    - ``with_order``: whether it shows the part about the order of the words at all.

    What follows from them: ``words``, ``x`` (T, I), ``per_position_count``, ``shared_count``,
    ``per_position_answer`` and ``shared_answer``.

    >>> sharing = WeightSharing(T=5, I=100, H=10)
    >>> sharing.per_position_count, sharing.shared_count
    (5050, 1010)
    """

    module_name = "weight_sharing"
    picture_inches = (6.4, 3.4)

    T = synced(WholeNumber(5, 1, len(SENTENCE)))
    I = synced(WholeNumber(100, 1, MOST_INPUTS))
    H = synced(WholeNumber(10, 1, MOST_UNITS))
    order = synced(WholeNumbers([1, 2, 3, 4, 5]))
    guess = synced(OneOf("", ("", "same", "changes")))
    ask_first = synced(Switch(True))
    with_order = synced(Switch(True))
    _sentence = synced(traitlets.List(list(SENTENCE), read_only=True))
    _complete = False  # while False, the settings of the constructor are still coming in

    def __init__(self, **settings):
        if isinstance(settings.get("T"), int):
            settings.setdefault("order", list(range(1, settings["T"] + 1)))
        super().__init__(**settings)
        self._complete = True

    @property
    def words(self):
        """The words in the order in which they are read."""
        return [SENTENCE[number - 1] for number in self.order]

    @property
    def x(self):
        """One vector for each word, in the order in which they are read; shape (T, I)."""
        return word_vectors(self.words, self.I)

    @property
    def per_position_count(self):
        """T·(I·H + H) numbers to learn."""
        return self.T * self.shared_count

    @property
    def shared_count(self):
        """I·H + H numbers to learn."""
        return self.I * self.H + self.H

    @property
    def per_position_answer(self):
        """What the model with a matrix for each position answers to the words in this order."""
        return self._answer([f"position {t}" for t in range(1, self.T + 1)])

    @property
    def shared_answer(self):
        """What the model with one matrix answers to the words in this order."""
        return self._answer(["shared"] * self.T)

    def _answer(self, names):
        """The readout of the mean over t of x_t W_tᵀ + b_t, the weights of position t being called names[t].

        All numbers are 64ths, so the sum is exact and the order of its terms cannot show up as rounding.
        """
        total = sum(
            self._weight(name) @ x_t + self._bias(name) for name, x_t in zip(names, self.x, strict=True)
        )
        return float(numbers_from(letters_hash("readout"), self.H) @ total) / self.T

    def _weight(self, name):
        return numbers_from(letters_hash(f"{name} W"), self.H * self.I).reshape(self.H, self.I)

    def _bias(self, name):
        return numbers_from(letters_hash(f"{name} b"), self.H)

    @traitlets.validate("order")
    def _check_order(self, proposal):
        if sorted(proposal.value) != list(range(1, self.T + 1)):
            raise traitlets.TraitError(f"order must hold each of 1 to {self.T} once, got {proposal.value}")
        return proposal.value

    @traitlets.observe("T")
    def _follow_length(self, change):
        if self._complete and len(self.order) != self.T:
            self.order = list(range(1, self.T + 1))

    def describe(self):
        return (
            f"Weight sharing with I = {self.I} and H = {self.H}: a matrix for each of T = {self.T} positions "
            f"needs T·(I·H + H) = {self.per_position_count:,} numbers, "
            f"one shared matrix I·H + H = {self.shared_count:,}."
        )

    def draw(self, figure):
        draw_weight_sharing(figure, self)
