"""Two stacked cells in a loop whose lines can be moved, and a pulse that shows the delay."""

import numpy as np
import traitlets

from rnn_course.core import rnn_step
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import WholeNumber, WholeNumbers, synced, unexpected

MOST_STEPS = 8
LINES = ("h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "out.append(h2)")
# Both cells have one unit and no bias, so that silence stays exactly 0.
WEIGHTS = {"weight_ih": [[1.5]], "weight_hh": [[0.6]], "bias": [0.0]}


class PulseLoop(CourseWidget):
    """A loop over two cells; its three lines run in the order in which you put them,
    and a pulse shows what that does.

    The input is 0 at all steps but one, where it is 1. Both cells have one unit and the same fixed weights.

    Settings, all of which can be given to ``PulseLoop(…)``, set later, and read after playing:

    - ``order``: the three lines of the loop in the order in which they run, at first
      ``[1, 2, 3]``: cell1, cell2, append.
    - ``T``: the number of steps, 2 to 8.
    - ``pulse``: the step, 1 to T, at which the input is 1.

    What follows from them: ``code``, ``x``, ``h1``, ``h2`` and ``out`` (T,), each of the last three
    as it is after every pass; ``arrives``, the step at which ``out`` is no longer 0 (None: never),
    and ``delay`` in steps (or None).

    >>> loop = PulseLoop(T=6, pulse=2)
    >>> loop.arrives, loop.delay
    (2, 0)
    """

    module_name = "pulse_loop"
    picture_inches = (6.4, 3.0)
    invitation = "Run this cell to move a line of the loop, and watch when the pulse arrives."

    T = synced(WholeNumber(6, 2, MOST_STEPS))
    pulse = synced(WholeNumber(1, 1, MOST_STEPS))
    order = synced(WholeNumbers([1, 2, 3], 1, len(LINES), [len(LINES)]))
    _lines = synced(traitlets.List(list(LINES), read_only=True))
    _weights = synced(traitlets.Dict(WEIGHTS, read_only=True))

    @property
    def code(self):
        """The program, as text."""
        start = [
            f"x = torch.zeros({self.T}, 1, 1)",
            f"x[{self.pulse - 1}] = 1",
            "h1 = h2 = torch.zeros(1, 1)",
            "out = []",
        ]
        return "\n".join([*start, "for x_t in x:", *(f"    {LINES[line - 1]}" for line in self.order)])

    @property
    def x(self):
        """The input, 1 at the pulse and 0 elsewhere; shape (T,)."""
        return (np.arange(1, self.T + 1) == self.pulse).astype(float)

    @property
    def h1(self):
        """The state of cell1 after each pass; shape (T,)."""
        return self._run()[0]

    @property
    def h2(self):
        """The state of cell2 after each pass; shape (T,)."""
        return self._run()[1]

    @property
    def out(self):
        """What each pass has appended; shape (T,)."""
        return self._run()[2]

    @property
    def arrives(self):
        """The first step whose ``out`` is not 0, or None."""
        return next((t for t, value in enumerate(self.out, start=1) if value), None)

    @property
    def delay(self):
        """How many steps after the pulse ``out`` first tells of it, or None."""
        return None if self.arrives is None else self.arrives - self.pulse

    def _run(self):
        """Run the lines in their order for every x_t; shape (3, T)."""
        weights = [np.array(WEIGHTS[name]) for name in ("weight_ih", "weight_hh", "bias")]
        h1, h2, passes = np.zeros((1, 1)), np.zeros((1, 1)), []
        for x_t in self.x:
            for line in self.order:
                if line == 1:
                    h1 = rnn_step(np.full((1, 1), x_t), h1, *weights)
                elif line == 2:
                    h2 = rnn_step(h1, h2, *weights)
                else:
                    appended = h2
            passes.append([h1.item(), h2.item(), appended.item()])
        return np.array(passes).T

    @traitlets.validate("order")
    def _check_order(self, proposal):
        if sorted(proposal.value) != [1, 2, 3]:
            raise unexpected("order", "a list that holds each of 1 to 3 once", proposal.value)
        return proposal.value

    @traitlets.validate("pulse")
    def _check_pulse(self, proposal):
        if proposal.value > self.T:
            raise unexpected("pulse", f"a whole number from 1 to {self.T} (steps)", proposal.value)
        return proposal.value

    @traitlets.observe("T")
    def _keep_pulse_within(self, _):
        if self._complete:
            self.pulse = min(self.pulse, self.T)

    def describe(self):
        lines = "; ".join(LINES[line - 1] for line in self.order)
        late = "never arrives" if self.arrives is None else f"arrives in out at step {self.arrives}"
        return (
            f"A loop of {self.T} steps that runs {lines}. The pulse goes in at step {self.pulse} and {late}."
        )

    def draw(self, figure):
        from rnn_course.draw.pulse import pulse_rows

        rows = {"x": self.x, "h1": self.h1, "h2": self.h2, "out": self.out}
        pulse_rows(rows, self.code.split("\n"), figure.add_subplot())
