"""When may h survive? One long text cut into streams and pieces, and batches that end at different steps."""

import numpy as np
import traitlets

from rnn_course.core import contiguous_streams
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, WholeNumber, WholeNumbers, synced, unexpected
from rnn_course.widgets.words import letters_hash, numbers_from

TEXT = "memory lives on where the text goes on"
SENTENCES = [
    "I hate this boring movie so much".split(),
    "what a great film to see again".split(),
    "not good at all for me sorry".split(),
    "fine but too long by an hour".split(),
]
LONGEST = 7


class Streams(CourseWidget):
    """A long text is cut into B streams, these into pieces of T steps; an RNN
    reads one piece after the other.

    Press a character: the picture shows which characters are in the value of h there, and which of them the
    gradient of a loss there reaches. In the other view, four sentences of different lengths share one batch.

    Settings, all of which can be given to ``Streams(…)``, set later, and read after playing:

    - ``view``: "streams" or "padding".
    - ``B``: the number of streams, 1 to 4. ``T``: the steps in a piece, 3 to 8.
    - ``order``: "contiguous" (each row goes on where it stopped) or "shuffled" (pieces in random places).
    - ``seed``: 0 to 99, which shuffle.
    - ``state``: what a piece starts with: "zero", "carry" (h as it is, with its
      graph) or "detach" (its value only).
    - ``token``: the position in the text of the character that is looked at, 0 to 36.
    - ``lengths``: four lengths, each 1 to 7. ``batch``: "padded" or "packed".
    - ``pick``: "out[-1]", "gather" or "h_n", how a state is taken for each sentence.

    What follows from them: ``text``; ``pieces``, a list of arrays (T, B) of positions in the text; ``place``,
    the (piece, step, row) that reads ``token``, or None; ``remembered`` and ``learnt_from``, the positions in
    the value of h and those that the gradient reaches; ``unrelated``, remembered positions that are not the
    text just before; ``backward_works``. For the other view: ``last_real``, the last real step of each
    sentence; ``picked``, the step whose state is taken (None: zeros); ``picks_right`` and ``batch_sizes``.

    >>> streams = Streams(B=2, T=4, token=6)
    >>> streams.remembered.tolist(), streams.learnt_from.tolist()
    ([0, 1, 2, 3, 4, 5, 6], [4, 5, 6])
    """

    module_name = "streams"

    @property
    def picture_inches(self):
        """Width and height of the static picture; it grows with the rows."""
        return 7.2, 1.1 + 0.36 * (len(SENTENCES) if self.view == "padding" else self.B)

    @property
    def invitation(self):
        """What to do to make the picture move."""
        if self.view == "padding":
            return "Run this cell to change the lengths, pad or pack, and see which state is taken."
        return "Run this cell to select a character, and choose zero, carry or detach."

    view = synced(OneOf("streams", ("streams", "padding")))
    B = synced(WholeNumber(3, 1, 4))
    T = synced(WholeNumber(4, 3, 8))
    order = synced(OneOf("contiguous", ("contiguous", "shuffled")))
    seed = synced(WholeNumber(0, 0, 99))
    state = synced(OneOf("detach", ("zero", "carry", "detach")))
    token = synced(WholeNumber(18, 0, len(TEXT) - 2))
    lengths = synced(WholeNumbers([5, 3, 6, 2], 1, LONGEST, [len(SENTENCES)]))
    batch = synced(OneOf("padded", ("padded", "packed")))
    pick = synced(OneOf("out[-1]", ("out[-1]", "gather", "h_n")))
    _text = synced(traitlets.Unicode(TEXT, read_only=True))
    _sentences = synced(traitlets.List(SENTENCES, read_only=True))

    @property
    def text(self):
        """The text that is cut up."""
        return TEXT

    @property
    def pieces(self):
        """What is read, piece after piece: a list of arrays (T, B) of positions in the text."""
        pieces = np.stack([inputs for inputs, _ in contiguous_streams(np.arange(len(TEXT)), self.T, self.B)])
        if self.order == "shuffled":
            rows = pieces.transpose(0, 2, 1).reshape(-1, self.T)  # (K·B, T): every row of every piece
            drawn = numbers_from(letters_hash(f"shuffle {self.seed}"), len(rows))
            rows = rows[np.argsort(drawn, kind="stable")]
            pieces = rows.reshape(-1, self.B, self.T).transpose(0, 2, 1)
        return list(pieces)

    @property
    def place(self):
        """(piece, step, row) where the selected character is read; None if it is left over."""
        found = np.argwhere(np.stack(self.pieces) == self.token)
        return tuple(int(index) for index in found[0]) if len(found) else None

    @property
    def remembered(self):
        """Positions of the characters in the value of h after the selected one, in the order of reading."""
        if self.place is None:
            return np.array([], dtype=int)
        piece, step, row = self.place
        first = piece if self.state == "zero" else 0
        read = np.concatenate([inputs[:, row] for inputs in self.pieces[first : piece + 1]])
        return read[: (piece - first) * self.T + step + 1]

    @property
    def learnt_from(self):
        """Positions that the gradient of a loss at the selected character reaches, in reading order."""
        if self.place is None or self.state == "carry":
            return self.remembered
        return self.remembered[-(self.place[1] + 1) :]

    @property
    def unrelated(self):
        """Positions in ``remembered`` that do not lead without a gap to the selected character."""
        read = self.remembered
        jumps = np.flatnonzero(np.diff(read) != 1)
        return read[: jumps[-1] + 1] if len(jumps) else read[:0]

    @property
    def backward_works(self):
        """Whether ``backward()`` in this piece finds its graph.

        False where the carried h leads into a freed one.
        """
        return not (self.state == "carry" and self.place is not None and self.place[0] > 0)

    @property
    def last_real(self):
        """The last real step of each sentence, length − 1."""
        return [length - 1 for length in self.lengths]

    @property
    def picked(self):
        """The step whose state ``pick`` takes for each sentence; None where it takes zeros."""
        end = max(self.last_real)
        if self.pick == "gather" or (self.pick == "h_n" and self.batch == "packed"):
            return self.last_real
        zeros = self.batch == "packed"  # pad_packed_sequence fills what was not computed with zeros
        return [None if zeros and last < end else end for last in self.last_real]

    @property
    def picks_right(self):
        """Whether each sentence gets the state after its own last word."""
        return [step == last for step, last in zip(self.picked, self.last_real, strict=True)]

    @property
    def batch_sizes(self):
        """How many sentences still have a word at each step, as in a ``PackedSequence``."""
        return [sum(length > t for length in self.lengths) for t in range(max(self.lengths))]

    @traitlets.validate("lengths")
    def _check_lengths(self, proposal):
        value = proposal.value
        if len(value) != len(SENTENCES) or not all(1 <= length <= LONGEST for length in value):
            expected = f"a list of {len(SENTENCES)} whole numbers from 1 to {LONGEST}"
            raise unexpected("lengths", expected, value)
        return value

    def describe(self):
        if self.view == "padding":
            right = sum(self.picks_right)
            return (
                f"Padding: in a {self.batch} batch of lengths {', '.join(map(str, self.lengths))}, "
                f"{self.pick} takes the state after the last real step for {right} of {len(self.lengths)} "
                "sentences."
            )
        cut = f"Streams: B = {self.B}, T = {self.T}, {self.order}, state {self.state}"
        if self.place is None:
            return f"{cut}; character {self.token} is left over, no piece reads it."
        return (
            f"{cut}; at character {self.token}, h holds {len(self.remembered)} characters "
            f"and the gradient reaches {len(self.learnt_from)}."
        )

    def draw(self, figure):
        from rnn_course.draw.streams import padded_batch, streams_over_batches

        ax = figure.add_subplot()
        if self.view == "padding":
            sentences = [words[:length] for words, length in zip(SENTENCES, self.lengths, strict=True)]
            padded_batch(sentences, self.batch == "packed", self.picked, ax)
            return
        title = (
            f"In the value of h: {len(self.remembered)} characters; "
            f"bars: the gradient reaches {len(self.learnt_from)}"
        )
        marks = {"held": self.remembered, "reached": self.learnt_from, "chosen": self.token}
        streams_over_batches({title: self.pieces}, len(TEXT), TEXT, **marks, axes=ax)
