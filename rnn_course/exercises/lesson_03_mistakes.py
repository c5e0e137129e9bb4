"""Tools for the mistakes of lesson 3: wrong solutions made by editing the right one, and lost gradients."""

import torch
from torch import nn

from rnn_course.exercises import Misconception
from rnn_course.exercises.exercise import named_source

# T = B lets a loop over the batch run; I = H lets swapped arguments run: there the values tell what was done.
SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6},
    {"T": 4, "B": 5, "I": 3, "H": 2},
    {"T": 9, "B": 2, "I": 8, "H": 5},
    {"T": 5, "B": 5, "I": 4, "H": 6},
    {"T": 6, "B": 4, "I": 5, "H": 5},
    {"T": 1, "B": 3, "I": 4, "H": 6},
    {"T": 7, "B": 1, "I": 4, "H": 6},
]


def edited(solution, *edits):
    """The source of ``solution`` with each (old, new) text replaced.

    The leading underscore of the function's name is dropped, as in the stub. An old text that is not there
    raises ValueError.
    """
    source = named_source(solution, solution.__name__.lstrip("_"))
    for old, new in edits:
        if old not in source:
            raise ValueError(f"{solution.__name__}: expected {old!r} in its source")
        source = source.replace(old, new)
    return source


def gradient_mistakes(reference, cut, none, overwritten):
    """Three misconceptions with right values: a gradient cut short, no gradient, and a failing backward.

    ``reference`` is the right solution; the others are the three wrong sources.
    """
    cases = {
        "gradient-cut": (cut, CUT),
        "no-gradient": (none, NONE),
        "overwritten-in-place": (overwritten, OVERWRITTEN),
    }
    return [
        Misconception(key, wrong, says, detect=_detector(reference, key))
        for key, (wrong, says) in cases.items()
    ]


CUT = (
    "The values are right, but the gradients are not: somewhere a state is taken out of the computation "
    "(`detach()`, `.data`, `torch.tensor(h)` or a step through numpy). Backward stops at that place, and "
    "what the weights did before it is never learnt. Pass each state on as the cell returned it."
)
NONE = (
    "The values are right, but no gradient can flow back to the cell's weights, so the cell could never "
    "learn. Usual causes: `torch.no_grad()`, `.detach()` or `.data` on each state, or results copied into numpy or "
    "into plain numbers. Stay with the tensors that the cell returns."
)
OVERWRITTEN = (
    "The values are right, but backward raises an error: a tensor that the cell has read as its state is "
    "written into afterwards (`h.copy_(…)`, or a buffer that is both read and filled). Backward needs the "
    "numbers that were read. Let the name `h` point to the new tensor that the cell returns."
)


def _detector(reference, key):
    def detect(_function, calls):
        found = [_gradient_mistake(reference, call) for call in calls]
        return "wrong-values" not in found and next((f for f in found if f), None) == key

    return detect


def _gradient_mistake(reference, call):
    """None, "wrong-values", or the key of what is wrong with the gradients of one call."""
    got, want = _tensors(call.value), _tensors(reference(*call.args))
    if not _same_values(got, want):
        return "wrong-values"
    if not all(tensor.requires_grad for tensor in got):
        return "no-gradient"
    try:
        return None if _same_gradients(got, want, call.args) else "gradient-cut"
    except RuntimeError:
        return "overwritten-in-place"


def _tensors(value):
    """The tensors of an answer; a list of states of one shape counts as one stacked tensor."""
    if not isinstance(value, (list, tuple)):
        return [torch.as_tensor(value)]
    flat = [tensor for item in value for tensor in _tensors(item)]
    return [torch.stack(flat)] if len({tensor.shape for tensor in flat}) == 1 else flat


def _same_values(got, want):
    if [tensor.shape for tensor in got] != [tensor.shape for tensor in want]:
        return False
    return all(torch.allclose(a.double(), b.double(), atol=1e-5) for a, b in zip(got, want, strict=True))


def _same_gradients(got, want, args):
    weights = [weight for arg in args if isinstance(arg, nn.Module) for weight in arg.parameters()]
    pairs = zip(_gradients(got, weights), _gradients(want, weights), strict=True)
    return all(torch.allclose(a, b, rtol=1e-3, atol=1e-4) for a, b in pairs)


def _gradients(outputs, weights):
    """Gradients of the sum of squares; zeros for a weight that nothing flows back to."""
    loss = sum((output.double() ** 2).sum() for output in outputs)
    flows = torch.autograd.grad(loss, weights, retain_graph=True, allow_unused=True)
    return [torch.zeros_like(w) if flow is None else flow for flow, w in zip(flows, weights, strict=True)]
