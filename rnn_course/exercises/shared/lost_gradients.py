"""Three mistakes that leave the values right and lose the gradients, for exercises with `nn.RNNCell`."""

import torch
from torch import nn

CUT = (
    "The gradients are not right: somewhere a state is taken out of the computation (`detach()`, `.data`, "
    "`torch.tensor(h)` or a step through numpy). Backward stops at that place, and what the weights did "
    "before it is never learnt. Pass each state on as the cell returned it."
)
NONE = (
    "No gradient can flow back to the cell's weights, so the cell could never learn. Usual causes: "
    "`torch.no_grad()`, `.detach()` or `.data` on each state, or results copied into numpy or into plain "
    "numbers. Stay with the tensors that the cell returns."
)
OVERWRITTEN = (
    "Backward raises an error: a tensor that the cell has read as its state is written into afterwards "
    "(`h.copy_(…)`, or a buffer that is both read and filled). Backward needs the numbers that were read. "
    "Let the name `h` point to the new tensor that the cell returns."
)


def lost_gradients(exercise, *, cut, none, overwritten):
    """Add a gradient cut short, no gradient and a failing backward; each is given by the changes that make it
    of the solution."""
    cases = {
        "gradient-cut": (CUT, cut),
        "no-gradient": (NONE, none),
        "overwritten-in-place": (OVERWRITTEN, overwritten),
    }
    reference = exercise.function_from(exercise.solution_source)
    for key, (says, changes) in cases.items():
        exercise.slip(key, says, *changes, detect=_detector(reference, key))


def _detector(reference, key):
    def detect(_function, calls):
        found = [_lost(reference, call) for call in calls]
        return "wrong-values" not in found and next((f for f in found if f), None) == key

    return detect


def _lost(reference, call):
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
