"""Every state of a stacked RNN in a grid, and which of them ``nn.RNN`` hands out."""

import numbers

import numpy as np
import traitlets

from rnn_course import core
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.grid_numbers import H, inputs_of, parameters_of, sum_of
from rnn_course.widgets.settings import OneOf, Switch, WholeNumber, synced, unexpected

MOST_STEPS, MOST_LAYERS = 10, 4
SHOWN = ("nothing", "out", "h_n", "both")


class Place(traitlets.TraitType):
    """Layer, direction and position of a state, three whole numbers; the grid checks that they lie in it."""

    def validate(self, owner, value):
        listed = isinstance(value, list | tuple) and len(value) == 3
        if not listed or not all(isinstance(v, numbers.Integral) and not isinstance(v, bool) for v in value):
            expected = "(layer, direction, position), three whole numbers"
            raise unexpected(self.name, expected, value)
        return tuple(int(v) for v in value)

    def rule(self):
        return {"kind": "wholes", "limits": [0, MOST_STEPS - 1], "counts": [3]}


class StateGrid(CourseWidget):
    """The T×L grid: positions to the right, layers upwards. Press a state to see where you can read it.

    Settings, all of which can be given to ``StateGrid(…)``, set later, and read after playing:

    - ``T``, ``L``: 1 to 10 positions, 1 to 4 layers.
    - ``bidirectional``: True or False.
    - ``selected``: the state that is looked at, as (layer, direction, position), each counted from 0.
      Direction 1 is backward. At first it is the top right corner.
    - ``show``: which states are coloured: "nothing", "out", "h_n" or "both".
    - ``zoom``: True shows the sum that makes one number of the selected state, and
      ``unit`` (0 to 2) says which number.

    What follows from them: ``in_out`` and ``in_h_n`` (L, D, T), True where a state can be read there; for the
    selected state ``out_slice`` and ``h_n_slice`` (None if it is not there), and what it reads: ``below`` and
    ``before``. In numbers: ``parameters`` (PyTorch's name → array; I = 2, H = 3), ``x``
    (T, 1, I), all ``states`` (L, D, T, 1, H) from a first state of zeros, and ``terms``, the
    sum of the selected state's unit.

    >>> grid = StateGrid(T=5, L=3)
    >>> grid.selected, grid.out_slice, grid.h_n_slice
    ((2, 0, 4), 'out[4]', 'h_n[2]')
    """

    module_name = "state_grid"
    invitation = "Run this cell to press a state: it says where you can read it, and what it reads."

    T = synced(WholeNumber(5, 1, MOST_STEPS))
    L = synced(WholeNumber(3, 1, MOST_LAYERS))
    bidirectional = synced(Switch(False))
    selected = synced(Place())
    show = synced(OneOf("both", SHOWN))
    zoom = synced(Switch(False))
    unit = synced(WholeNumber(0, 0, H - 1))

    @property
    def picture_inches(self):
        """Width and height of the static picture; it grows with the layers."""
        return 6.4, 1.5 + self.L * (1.05 if self.bidirectional else 0.52)

    @property
    def D(self):
        """Number of directions, 1 or 2."""
        return 2 if self.bidirectional else 1

    @property
    def in_out(self):
        """Which states stand in ``out``: the top layer at every position; shape (L, D, T)."""
        top = np.zeros((self.L, self.D, self.T), dtype=bool)
        top[-1] = True
        return top

    @property
    def in_h_n(self):
        """Which states stand in ``h_n``: the last of each layer and direction; shape (L, D, T)."""
        last = np.zeros((self.L, self.D, self.T), dtype=bool)
        last[:, 0, -1] = True
        last[:, 1:, 0] = True  # the backward reader ends at position 0
        return last

    @property
    def out_slice(self):
        """Python code that takes the selected state out of ``out``, shape (B, H); None if it is not there."""
        layer, direction, t = self.selected
        if layer < self.L - 1:
            return None
        return f"out[{t}{('', ', :, :H', ', :, H:')[direction + self.D - 1]}]"

    @property
    def h_n_slice(self):
        """Python code that takes the selected state out of ``h_n``, shape (B, H); None if it is not there."""
        layer, direction, t = self.selected
        last = 0 if direction else self.T - 1
        return f"h_n[{layer * self.D + direction}]" if t == last else None

    @property
    def below(self):
        """What the selected state reads at its own position: "x[t]", or the states of the layer below."""
        layer, _, t = self.selected
        return f"x[{t}]" if layer == 0 else [(layer - 1, direction, t) for direction in range(self.D)]

    @property
    def before(self):
        """The memory that the selected state reads: the state its reader made just before, or "h_0[…]"."""
        layer, direction, t = self.selected
        t = t + 1 if direction else t - 1
        return (layer, direction, t) if 0 <= t < self.T else f"h_0[{layer * self.D + direction}]"

    @property
    def parameters(self):
        """The weights of the network whose states these are: PyTorch's name → array."""
        return parameters_of(self.L, self.D)

    @property
    def x(self):
        """What the network reads; shape (T, B, I) = (T, 1, 2)."""
        return inputs_of(self.T)

    @property
    def states(self):
        """Every state, from a first state of zeros; shape (L, D, T, 1, 3)."""
        return core.stacked_states(self.x, self.parameters)

    @property
    def terms(self):
        """The sum of ``unit`` of the selected state.

        "below", "before" and "biases" are arrays, "sum" and "h" numbers.
        """
        return sum_of(self.states, self.parameters, self.x, self.selected, self.unit)

    @property
    def _equation(self):
        below, before, biases, total, h = self.terms.values()
        terms = " + ".join(f"{part.sum():.3f}" for part in (below, before, biases))
        return f"unit {self.unit}: tanh({terms}) = tanh({total:.3f}) = {h:.3f}"

    @traitlets.default("selected")
    def _corner(self):
        return (self.L - 1, 0, self.T - 1)

    @traitlets.validate("selected")
    def _check_selected(self, proposal):
        sizes = (self.L, self.D, self.T)
        if not all(0 <= value < size for value, size in zip(proposal.value, sizes, strict=True)):
            expected = f"(layer, direction, position), each below its size in (L, D, T) = {sizes}"
            raise unexpected("selected", expected, proposal.value)
        return proposal.value

    @traitlets.observe("T", "L", "bidirectional")
    def _keep_selected_within(self, _):
        sizes = (self.L, self.D, self.T)
        self.selected = tuple(min(value, size - 1) for value, size in zip(self.selected, sizes, strict=True))

    def describe(self):
        readers = ", both directions" if self.bidirectional else ""
        layer, direction, t = self.selected
        reader = (" forward", " backward")[direction] if self.bidirectional else ""
        found = [place for place in (self.out_slice, self.h_n_slice) if place]
        sentence = (
            f"State grid of {self.L} {'layer' if self.L == 1 else 'layers'} and {self.T} "
            f"{'position' if self.T == 1 else 'positions'}{readers}: the{reader} state of layer {layer} at "
            f"position {t} is {' and '.join(found) if found else 'neither in out nor in h_n'}."
        )
        return (
            f"{sentence} From below, from before and the bias, {self._equation}." if self.zoom else sentence
        )

    def draw(self, figure):
        from rnn_course.draw.grid import state_grid

        in_out = self.in_out & (self.show in ("out", "both"))
        in_h_n = self.in_h_n & (self.show in ("h_n", "both"))
        title = "Every state: positions to the right, layers upwards"
        if self.zoom:
            title = f"From below, from before, bias: {self._equation}"
        state_grid(in_out, in_h_n, title, self.selected, ax=figure.add_subplot())
