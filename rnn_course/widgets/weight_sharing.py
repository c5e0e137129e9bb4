"""One weight matrix for each position of a sentence, or one for all."""

import traitlets

from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, Switch, Text, WholeNumber, WholeNumbers, synced, unexpected
from rnn_course.widgets.words import letters_hash, numbers_from, split_words, word_vectors

SENTENCE = "I hate this boring movie because its plot is so very long"
MOST_WORDS, MOST_INPUTS, MOST_UNITS = 12, 100, 20


class WeightSharing(CourseWidget):
    """Two models that read a sentence of T words: one with a matrix for each position, one with one matrix.

    Both compute x_t Wᵀ + b at every position, take the mean over the positions, and read one number off it.
    The weights are drawn once and not trained: only the counts, and whether an answer changes, mean anything.

    Settings, all of which can be given to ``WeightSharing(…)``, set later, and read after playing:

    - ``sentence``: 1 to 12 words, of which the first T are read. A word's letters decide its vector.
    - ``T``: the number of words, 1 to 12; all words of a sentence that is given.
    - ``I``: the input features of a word, 1 to 100.
    - ``H``: the units, 1 to 20.
    - ``order``: the words' numbers as they are read, such as ``[2, 1, 3, 4, 5]``; a new T resets it.
    - ``guess``: "same" or "changes", the learner's guess about the shared model; "" for none.
    - ``ask_first``: whether the browser asks for a guess before it shuffles.
    - ``with_order``: whether it shows the part about the order of the words, which can be dragged, at all.
    - ``with_counts``: whether it shows the part about the counts; without it both
      answers get a scale of their own.

    What follows from them: ``words``, ``x`` (T, I), ``per_position_count``, ``shared_count``,
    ``per_position_answer`` and ``shared_answer``.

    >>> sharing = WeightSharing(T=5, I=100, H=10)
    >>> sharing.per_position_count, sharing.shared_count
    (5050, 1010)
    """

    module_name = "weight_sharing"

    sentence = synced(Text(SENTENCE, 200, (1, MOST_WORDS)))
    T = synced(WholeNumber(5, 1, MOST_WORDS))
    I = synced(WholeNumber(100, 1, MOST_INPUTS))
    H = synced(WholeNumber(10, 1, MOST_UNITS))
    order = synced(WholeNumbers([1, 2, 3, 4, 5], 1, MOST_WORDS, range(1, MOST_WORDS + 1)))
    guess = synced(OneOf("", ("", "same", "changes")))
    ask_first = synced(Switch(True))
    with_order = synced(Switch(True))
    with_counts = synced(Switch(True))

    def __init__(self, **settings):
        if isinstance(settings.get("sentence"), str):
            settings.setdefault("T", max(1, min(len(split_words(settings["sentence"])), MOST_WORDS)))
        if isinstance(settings.get("T"), int):
            settings.setdefault("order", list(range(1, settings["T"] + 1)))
        super().__init__(**settings)

    @property
    def picture_inches(self):
        """Width and height of the static picture."""
        return (6.4, 3.4) if self.with_counts else (6.4, 2.0)

    @property
    def invitation(self):
        """What to do to make the picture move."""
        if not self.with_counts:
            return "Run this cell to drag the words, and watch both scores."
        order = ", then guess what shuffled words do" if self.with_order else ""
        return f"Run this cell to play: move T, I and H{order}."

    @property
    def words(self):
        """The words in the order in which they are read."""
        written = split_words(self.sentence)
        return [written[number - 1] for number in self.order]

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

    @traitlets.validate("T")
    def _check_length(self, proposal):
        count = len(split_words(self.sentence))
        if proposal.value > count:
            raise unexpected("T", f"a whole number from 1 to {count} (words of the sentence)", proposal.value)
        return proposal.value

    @traitlets.validate("order")
    def _check_order(self, proposal):
        if sorted(proposal.value) != list(range(1, self.T + 1)):
            raise unexpected("order", f"a list that holds each of 1 to {self.T} once", proposal.value)
        return proposal.value

    @traitlets.observe("T")
    def _follow_length(self, change):
        if self._complete and len(self.order) != self.T:
            self.order = list(range(1, self.T + 1))

    @traitlets.observe("sentence")
    def _follow_sentence(self, _):
        if self._complete:
            with self.hold_sync():
                self.T = len(split_words(self.sentence))
                self.order = list(range(1, self.T + 1))

    def describe(self):
        if not self.with_counts:
            return (
                f"Two models read “{' '.join(self.words)}”: with a matrix for each position the score is "
                f"{self.per_position_answer:.2f}, with one shared matrix {self.shared_answer:.2f}."
            )
        return (
            f"Weight sharing with I = {self.I} and H = {self.H}: a matrix for each of T = {self.T} positions "
            f"needs T·(I·H + H) = {self.per_position_count:,} numbers, "
            f"one shared matrix I·H + H = {self.shared_count:,}."
        )

    def draw(self, figure):
        from rnn_course.draw.weight_blocks import weight_blocks
        from rnn_course.draw.word_order import two_scores

        if self.with_counts:
            weight_blocks(self.words, self.I, self.H, figure.add_subplot())
            return
        scores = {"one W for each position": self.per_position_answer, "one W for all": self.shared_answer}
        two_scores(self.words, scores, figure.add_subplot())
