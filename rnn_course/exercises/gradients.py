"""Compare gradients as well as values: a detached loop returns the right values and learns nothing."""

import sys

import numpy as np

from rnn_course.exercises.plain_values import Unreadable, is_torch


def _tensors(value):
    """All tensors in a returned value (a tensor, or a list, tuple or dict of these), in order."""
    if is_torch(value):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [tensor for item in value for tensor in _tensors(item)]
    return []


def leaves(args):
    """{"argument 1": tensor, …}: tensors and module parameters in the arguments that require a gradient."""
    found = {}
    for number, value in enumerate(args, 1):
        if hasattr(value, "named_parameters"):
            found |= {
                f"{name} of argument {number}": p for name, p in value.named_parameters() if p.requires_grad
            }
        else:
            for tensor in _tensors(value):
                if tensor.requires_grad:
                    found[f"argument {number}"] = tensor
    return found


def gradients(result, inputs):
    """Gradients of a fixed weighted sum of `result` with respect to `inputs` (dict); zeros where none flows."""
    torch = sys.modules["torch"]
    loss = 0
    for tensor in _tensors(result):
        weights = torch.linspace(-1, 1, max(tensor.numel(), 1), dtype=torch.float64).cos() * 3 - 1.7
        if tensor.is_floating_point():
            loss = loss + (tensor.double() * weights[: tensor.numel()].reshape(tensor.shape)).sum()
    if not is_torch(loss) or not loss.requires_grad:
        return {name: np.zeros(tuple(p.shape)) for name, p in inputs.items()}
    flows = torch.autograd.grad(loss, list(inputs.values()), allow_unused=True)
    pairs = zip(inputs.items(), flows, strict=True)
    return {name: np.zeros(tuple(p.shape)) if g is None else g.numpy() for (name, p), g in pairs}


def _stacked(value):
    """A list of tensors of one shape as one tensor."""
    if isinstance(value, (list, tuple)) and value and all(is_torch(item) for item in value):
        if len({item.shape for item in value}) == 1:
            return sys.modules["torch"].stack(list(value))
    return value


def with_gradients(*names):
    """An `observe` for FunctionExercise: the named outputs and the gradient of each input that requires one.

    names: the names of the outputs, e.g. with_gradients("out", "h_n").
    """

    def observe(result, args):
        values = [result] if len(names) == 1 else list(result)
        if len(values) != len(names):
            raise Unreadable(
                f"The task asks for {len(names)} outputs ({', '.join(names)}); got {len(values)}.",
                "general:number-of-outputs",
            )
        seen = dict(zip(names, map(_stacked, values), strict=True))
        result = list(seen.values())
        inputs = leaves(args)
        return seen | {f"gradient of {name}": g for name, g in gradients(result, inputs).items()}

    return observe
