"""The loop over nn.RNNCell, line by line."""

import traitlets

from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.cell_loop_program import layers, names, program, trace
from rnn_course.widgets.settings import OneOf, WholeNumber, synced

MOST_STEPS, MOST_SAMPLES, MOST_INPUTS, MOST_UNITS = 12, 12, 200, 100


class CellLoop(CourseWidget):
    """A loop over ``nn.RNNCell``, one line at a time, with the shape of every tensor; for one cell or two.

    Settings, all of which can be given to ``CellLoop(…)``, set later, and read after playing:

    - ``T``, ``B``: 1 to 12 steps, 1 to 12 sentences.
    - ``I``, ``H``: 1 to 200 inputs, 1 to 100 units; with two cells these are the sizes of the first.
    - ``cells``: 1 or 2.
    - ``I2``, ``H2``: input size and hidden size of the second cell, 1 to 100. ``I2`` follows ``H`` as long as
      there is one cell, and if it is not given.
    - ``h_0``: the state that the loop starts from: "(B, H)", "(1, B, H)" or "None".
    - ``step``: how many lines have run. At first all is ready for the loop to begin.

    What follows from them: ``code``, ``last_step``, and for the present step ``line`` (the text of the line
    that ran last, or raised), ``t`` (number of the pass), ``shapes`` (name → shape of all that exists) and
    ``error`` (what PyTorch says, or None).

    >>> loop = CellLoop(T=10, B=3, I=100, H=20)
    >>> loop.step = loop.last_step
    >>> loop.line, loop.shapes["h"], loop.shapes["out"]
    ('out = torch.stack(out)', (3, 20), (10, 3, 20))
    >>> CellLoop(cells=2, H=30, I2=25, step=9).error
    'RuntimeError: input has inconsistent input_size: got 30 expected 25'
    """

    module_name = "cell_loop"
    invitation = (
        "Run this cell to step through the loop, change sizes and first state, and add a second cell."
    )

    T = synced(WholeNumber(10, 1, MOST_STEPS))
    B = synced(WholeNumber(3, 1, MOST_SAMPLES))
    I = synced(WholeNumber(100, 1, MOST_INPUTS))
    H = synced(WholeNumber(20, 1, MOST_UNITS))
    cells = synced(WholeNumber(1, 1, 2))
    I2 = synced(WholeNumber(20, 1, MOST_UNITS))
    H2 = synced(WholeNumber(10, 1, MOST_UNITS))
    h_0 = synced(OneOf("(B, H)", ("(B, H)", "(1, B, H)", "None")))
    step = synced(WholeNumber(4, 0, 6 + 4 * MOST_STEPS + 1))

    def __init__(self, **settings):
        if "H" in settings:
            settings.setdefault("I2", settings["H"])
        if settings.get("cells") == 2:
            settings.setdefault("step", 6)
        super().__init__(**settings)

    @property
    def picture_inches(self):
        """Width and height of the static picture."""
        return 6.4, (3.1 if self.cells == 1 else 3.9) + (0.3 if self.error else 0)

    @property
    def code(self):
        """The program, as text."""
        return "\n".join(program(self))

    @property
    def last_step(self):
        """The step after which nothing is left to run: the end, or a line that raises."""
        return len(trace(self)) - 1

    @property
    def line(self):
        """The text of the line that ran last, or raised; "" before the first one."""
        number, _, _, _ = trace(self)[self.step]
        return program(self)[number].strip() if number >= 0 else ""

    @property
    def t(self):
        """The number of the loop's pass, 1 to T; 0 before the loop."""
        return trace(self)[self.step][1]

    @property
    def shapes(self):
        """Name → shape of every tensor that exists now; ``out`` is a list of shapes until it is stacked."""
        return trace(self)[self.step][2]

    @property
    def error(self):
        """What PyTorch says if the present line raises, or None."""
        return trace(self)[self.step][3] or None

    @traitlets.validate("step")
    def _check_step(self, proposal):
        if proposal.value > self.last_step:
            expected = f"a whole number from 0 to {self.last_step} (lines that run)"
            raise traitlets.TraitError(f"step must be {expected}, got {proposal.value}")
        return proposal.value

    @traitlets.observe("H")
    def _follow_width(self, _):
        if self._complete and self.cells == 1:
            self.I2 = self.H

    @traitlets.observe("T", "B", "I", "H", "I2", "H2", "h_0")
    def _keep_step_within(self, _):
        if self._complete:
            self.step = min(self.step, self.last_step)

    @traitlets.observe("cells")
    def _start_again(self, _):
        if self._complete:
            self.step = 2 + 2 * self.cells

    def describe(self):
        widths = [self.I, self.H] if self.cells == 1 else [self.I, self.H, self.I2, self.H2]
        sizes = f"nn.RNNCell({widths[0]}, {widths[1]})"
        sizes += f" and nn.RNNCell({widths[2]}, {widths[3]})" if self.cells == 2 else ""
        where = f"`{self.line}` in pass {self.t} of {self.T}" if self.t else f"`{self.line}`"
        after = f"after {where}" if self.line else "before its first line"
        end = f" PyTorch says: {self.error}" if self.error else ""
        return f"Loop over {self.T} steps with {sizes}, {after}{':' + end if end else ''}."

    def draw(self, figure):
        from rnn_course.draw.program import program_and_tensors

        number, t, shapes, error = trace(self)[self.step]
        sized = zip(names(self), layers(self), strict=True)
        cells = [(*pair, inputs, hidden) for pair, (inputs, hidden) in sized]
        title = f"step {t} of {self.T}" if t else ""
        lines, sizes = program(self), (self.T, self.B, self.I)
        program_and_tensors(lines, number, cells, shapes, sizes, title, error, figure.add_subplot())
