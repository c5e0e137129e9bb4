"""In the kernel, beside the instruments: sets values that fit or do not, and watches what arrives."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import traitlets

from soak.actions import TEXTS

refused = []  # what the browser sent and Python refused, as sentences
changes = {}  # id of a widget → how often one of its settings changed


class _Hostile:
    """Raises on whatever is asked of it."""

    def _raise(self, *_):
        raise RuntimeError("a hostile value")

    __eq__ = __len__ = __iter__ = __repr__ = __str__ = __float__ = __bool__ = __hash__ = _raise


class _Word(str):
    """A text of another type."""


WRONG = (
    *(
        float("nan"),
        float("inf"),
        -float("inf"),
        10**400,
        -(10**400),
        1e308,
        -1,
        0,
        1,
        2,
        1.5,
        -0.0,
        True,
        None,
    ),
    *(
        "",
        "two words",
        "x" * 100_000,
        "a " * 50_000,
        "\ud800 lone",
        "nul\0",
        10**5000,
        [10**5000],
        [10**5000] * 3,
        [_Word("a")],
        _Word("tanh"),
        b"bytes",
        3 + 4j,
    ),
    *([], [1], [0], [1] * 1000, [float("nan")], ["1"], [[1]], [10**400], (1, 2), {1}, {"a": 1}, range(3)),
    *(
        np.float64("nan"),
        np.int64(3),
        np.float32(0.5),
        np.array(2),
        np.array([1, 2]),
        np.bool_(True),
        np.str_("relu"),
    ),
    *(Fraction(1, 2), Decimal("NaN"), Decimal("0.5"), object, object(), len, _Hostile(), [_Hostile()]),
)
WRONG += TEXTS


def forget():
    """Begin anew."""
    refused.clear()
    changes.clear()


def watch(widget):
    """Note from now on each change of the widget, and each message of the browser that it refuses."""
    changes[id(widget)] = 0
    widget.observe(lambda change: _count(widget), widget.setting_names())
    arrive = widget.set_state

    def set_state(state):
        try:
            arrive(state)
        except Exception as error:
            refused.append(
                f"{type(error).__name__}: {error}; sent: { {k: state[k] for k in sorted(state)} }"[:600]
            )
            raise

    widget.set_state = set_state
    return widget


def _count(widget):
    changes[id(widget)] = changes.get(id(widget), 0) + 1


def settings(widget):
    """All settings, as JSON can hold them."""
    return {name: getattr(widget, name) for name in widget.setting_names()}


def fitting(trait, lot):
    """A value of the trait's kind that may fit: inside its limits, if it has some."""
    if hasattr(trait, "options"):
        return lot.choice(trait.options)
    if hasattr(trait, "low"):
        whole = isinstance(trait.default_value, int)
        return lot.randint(trait.low, trait.high) if whole else lot.uniform(trait.low, trait.high)
    if hasattr(trait, "longest"):
        return " ".join(lot.choice(TEXTS) for _ in range(lot.randint(1, 4)))
    if isinstance(trait.default_value, bool):
        return lot.random() < 0.5
    return [lot.randint(0, 9) for _ in range(lot.randint(0, 8))]


def disturb(widget, seed):
    """Set one to three settings at once to values drawn by ``seed``; return in a few words what came of it.

    Raises AssertionError where a refusal changes something or is no TraitError, or where what follows from
    the settings cannot be computed.
    """
    lot = random.Random(seed)
    names = lot.sample(widget.setting_names(), min(len(widget.setting_names()), lot.choice((1, 1, 1, 2, 3))))
    values = [_value(widget, name, lot) for name in names]
    if len(names) > 1 and lot.random() < 0.5:
        with widget.hold_sync():
            told = [_set(widget, name, value) for name, value in zip(names, values, strict=True)]
    else:
        told = [_set(widget, name, value) for name, value in zip(names, values, strict=True)]
    follow(widget)
    return "; ".join(told)


def _value(widget, name, lot):
    return fitting(widget.traits()[name], lot) if lot.random() < 0.5 else lot.choice(WRONG)


def _set(widget, name, value):
    before = settings(widget)
    try:
        shown = repr(value)[:40]
    except Exception:
        shown = "a value that cannot be shown"
    try:
        setattr(widget, name, value)
    except traitlets.TraitError as error:
        assert settings(widget) == before, f"{name} = {shown} was refused, and yet something changed"
        assert len(str(error)) < 400, f"{name} = {shown}: a sentence of {len(str(error))} characters"
        return f"{name} = {shown} refused"
    except BaseException as error:
        raise AssertionError(f"{name} = {shown} raised {type(error).__name__}: {error}") from error
    return f"{name} = {shown}"


def follow(widget):
    """Compute everything that follows from the settings, and the one sentence."""
    for kind in type(widget).__mro__:
        for name, value in vars(kind).items():
            if isinstance(value, property) and kind.__module__.startswith(("rnn_course", "soak")):
                try:
                    getattr(widget, name)
                except Exception as error:
                    raise AssertionError(
                        f"{name} raised {type(error).__name__}: {error}; {settings(widget)}"
                    ) from error
    try:
        assert repr(widget), "no sentence"
    except Exception as error:
        raise AssertionError(
            f"describe raised {type(error).__name__}: {error}; {settings(widget)}"
        ) from error
