"""Shapes of nn.RNN: guess them, then see them."""

import traitlets

from rnn_course import core
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import Switch, WholeNumber, WholeNumbers, synced, unexpected

MOST_STEPS, MOST_SAMPLES, MOST_INPUTS, MOST_UNITS, MOST_LAYERS = 12, 12, 200, 100, 4
LARGEST_GUESS = 9999


class Shape(WholeNumbers):
    """Three sizes as a tuple; empty as long as there is no guess."""

    def __init__(self, **settings):
        super().__init__((), 1, LARGEST_GUESS, [0, 3], **settings)

    def validate(self, owner, value):
        sizes = tuple(super().validate(owner, value))
        if len(sizes) not in (0, 3) or not all(1 <= size <= LARGEST_GUESS for size in sizes):
            expected = f"three sizes from 1 to {LARGEST_GUESS}, or () for no guess"
            raise unexpected(self.name, expected, sizes)
        return sizes


class RNNShapes(CourseWidget):
    """Which number goes where in ``out, h_n = rnn(x)``: guess the two shapes, then let them be shown.

    Settings, all of which can be given to ``RNNShapes(…)``, set later, and read after playing:

    - ``T``, ``B``: 1 to 12 steps, 1 to 12 samples.
    - ``I``, ``H``, ``L``: 1 to 200 inputs, 1 to 100 units, 1 to 4 layers.
    - ``batch_first``, ``bidirectional``: True or False.
    - ``guess_out``, ``guess_h_n``: three sizes each, or () for no guess.
    - ``revealed``: whether the shapes are shown. A change of sizes after that forgets the guesses, which were
      about other sizes.

    What follows from them: ``code``, ``x_shape``, ``h_0_shape``, ``out_shape``, ``h_n_shape``,
    ``parameter_shapes``, ``parameter_count``; ``out_is_right`` and ``h_n_is_right``, None without a guess.

    >>> shapes = RNNShapes(T=10, B=3, I=100, H=20, L=4, guess_h_n=(1, 3, 20))
    >>> shapes.out_shape, shapes.h_n_shape, shapes.h_n_is_right
    ((10, 3, 20), (4, 3, 20), False)
    """

    module_name = "rnn_shapes"
    picture_inches = (6.8, 4.8)
    invitation = "Run this cell to guess the shapes of out and h_n, and to change the sizes."

    T = synced(WholeNumber(10, 1, MOST_STEPS))
    B = synced(WholeNumber(3, 1, MOST_SAMPLES))
    I = synced(WholeNumber(100, 1, MOST_INPUTS))
    H = synced(WholeNumber(20, 1, MOST_UNITS))
    L = synced(WholeNumber(1, 1, MOST_LAYERS))
    batch_first = synced(Switch(False))
    bidirectional = synced(Switch(False))
    guess_out = synced(Shape())
    guess_h_n = synced(Shape())
    revealed = synced(Switch(False))

    @property
    def D(self):
        """Number of directions, 1 or 2."""
        return 2 if self.bidirectional else 1

    @property
    def code(self):
        """The lines that make the tensors."""
        more = f", num_layers={self.L}" if self.L > 1 else ""
        more += ", batch_first=True" if self.batch_first else ""
        more += ", bidirectional=True" if self.bidirectional else ""
        lines = [
            f"rnn = nn.RNN({self.I}, {self.H}{more})",
            f"x = torch.randn{self.x_shape}",
            "out, h_n = rnn(x)",
        ]
        return "\n".join(lines)

    @property
    def _shapes(self):
        return core.rnn_shapes(self.T, self.B, self.I, self.H, self.L, self.D, self.batch_first)

    @property
    def x_shape(self):
        """(T, B, I), or (B, T, I) with batch_first."""
        return self._shapes["x"]

    @property
    def h_0_shape(self):
        """(L·D, B, H), batch_first or not."""
        return self._shapes["h_0"]

    @property
    def out_shape(self):
        """(T, B, D·H), or (B, T, D·H) with batch_first."""
        return self._shapes["out"]

    @property
    def h_n_shape(self):
        """(L·D, B, H), batch_first or not."""
        return self._shapes["h_n"]

    @property
    def parameter_shapes(self):
        """Name → shape of every parameter."""
        return core.rnn_parameter_shapes(self.I, self.H, self.L, self.D)

    @property
    def parameter_count(self):
        """How many numbers the module learns."""
        return core.rnn_parameter_count(self.I, self.H, self.L, self.D)

    @property
    def out_is_right(self):
        """Whether ``guess_out`` is the shape of ``out``; None without a guess."""
        return self.guess_out == self.out_shape if self.guess_out else None

    @property
    def h_n_is_right(self):
        """Whether ``guess_h_n`` is the shape of ``h_n``; None without a guess."""
        return self.guess_h_n == self.h_n_shape if self.guess_h_n else None

    @traitlets.observe("T", "B", "I", "H", "L", "batch_first", "bidirectional")
    def _forget_guesses(self, _):
        if self._complete and self.revealed:
            with self.hold_sync():
                self.guess_out = self.guess_h_n = ()

    def describe(self):
        first = self.code.split("\n")[0].removeprefix("rnn = ")
        if not self.revealed:
            return f"Shapes of {first} for x {self.x_shape}: which shapes do out and h_n have?"
        return (
            f"Shapes of {first} for x {self.x_shape}: out {self.out_shape}, h_n {self.h_n_shape}, "
            f"{self.parameter_count:,} numbers to learn."
        )

    def draw(self, figure):
        from rnn_course.draw.page import MONO
        from rnn_course.draw.tensors import draw_call

        hidden = () if self.revealed else ("h_0", "out", "h_n")
        ax = figure.add_subplot()
        draw_call(self._shapes, self.batch_first, self.bidirectional, hidden, ax)
        ax.set_title(self.code, family=MONO, fontsize=8.5, loc="left")
