"""Whatever a setting is given: it takes it, or says in one short sentence what it expected and what came."""

from decimal import Decimal
from fractions import Fraction

import pytest
import traitlets

import rnn_course.widgets as w


class Odd:
    """Raises on whatever is asked of it."""

    def _raise(self, *_):
        raise RuntimeError("odd")

    __eq__ = __len__ = __iter__ = __repr__ = __float__ = __hash__ = _raise


HUGE = 10**5000  # too long for Python to print
REFUSED = [
    (w.Memory, "h_0", value) for value in (float("nan"), float("inf"), 10**400, -HUGE, Fraction(HUGE), Decimal(1), Odd())
] + [
    (w.Memory, "sentence", "half a letter \ud800"),
    (w.Memory, "sentence", "a " * 10**6),
    (w.Memory, "step", HUGE),
    (w.Memory, "nonlinearity", Odd()),
    (w.Memory, "removed", [HUGE]),
    (w.Memory, "removed", [Odd()]),
    (w.StateGrid, "selected", [Odd()] * 3),
    (w.StateGrid, "selected", [HUGE] * 3),
    (w.Streams, "lengths", [1] * 1000),
    (w.RNNShapes, "guess_out", [HUGE] * 3),
    (w.RNNShapes, "guess_out", [7] * 1000),
    (w.WeightSharing, "order", list(range(1, 1000))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_value_that_does_not_fit_is_refused_in_one_short_sentence(kind, name, value):
    widget = kind()
    before = getattr(widget, name)
    with pytest.raises(traitlets.TraitError, match=f"^{name} must be .+, got ") as told:
        setattr(widget, name, value)
    assert len(str(told.value)) < 300 and getattr(widget, name) == before
