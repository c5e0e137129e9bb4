"""Compare gradients as well as values: a detached loop returns the right values and learns nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from rnn_course.nearmiss.trial.values import Unreadable, is_torch

LOOSE = 10  # times the tolerance of values: a gradient is a long sum


def _tensors(value: Any) -> list[Any]:
    """All tensors in a returned value (a tensor, or a list, tuple or dict of these), in order."""
    if is_torch(value):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [tensor for item in value for tensor in _tensors(item)]
    return []


def leaves(args: tuple) -> dict[str, Any]:
    """{"argument 1": tensor, …}: tensors and module parameters in the arguments that require a gradient."""
    found = {}
    for number, value in enumerate(args, 1):
        if hasattr(value, "named_parameters"):
            parameters = value.named_parameters()
            found |= {f"{name} of argument {number}": p for name, p in parameters if p.requires_grad}
        else:
            found |= {f"argument {number}": tensor for tensor in _tensors(value) if tensor.requires_grad}
    return found


def _flows(result: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    """Gradients of a fixed weighted sum of `result` with respect to `inputs`; None where none flows."""
    torch: Any = sys.modules["torch"]
    loss: Any = 0
    for tensor in _tensors(result):
        weights = torch.linspace(-1, 1, max(tensor.numel(), 1), dtype=torch.float64).cos() * 3 - 1.7
        if tensor.is_floating_point():
            loss = loss + (tensor.double() * weights[: tensor.numel()].reshape(tensor.shape)).sum()
    if not is_torch(loss) or not loss.requires_grad:
        return dict.fromkeys(inputs)
    flows = torch.autograd.grad(loss, list(inputs.values()), retain_graph=True, allow_unused=True)
    return dict(zip(inputs, flows, strict=True))


def gradients(result: Any, inputs: dict[str, Any]) -> dict[str, np.ndarray]:
    """Gradients of a fixed weighted sum of `result` with respect to `inputs` (dict); zeros where none
    flows."""
    flows = _flows(result, inputs)
    return {name: _plain(flows[name], p) for name, p in inputs.items()}


def _plain(flow: Any, parameter: Any) -> np.ndarray:
    return np.zeros(tuple(parameter.shape)) if flow is None else flow.numpy()


def reached(value: Any, names: list[str], args: tuple) -> dict[str, np.ndarray]:
    """The gradients of what the outputs depend on, by the names of the inputs; {} without torch or a graph.

    A single number is a measurement (a loss, a largest difference), and may be handed back as plain Python's.
    """
    try:
        outputs = _stacked_outputs(value, names) if "torch" in sys.modules else []
        inputs = leaves(args) if any(o is not None and o.requires_grad and o.ndim for o in outputs) else {}
        flows = _flows(outputs, inputs) if inputs else {}
    except RuntimeError:
        return {}  # its graph is used up: the task itself goes backward
    return {name: flow.numpy() for name, flow in flows.items() if flow is not None}


def only(flow: dict[str, np.ndarray], wanted: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The gradients of the inputs that the reference reaches; zeros where an answer's outputs do not depend
    on them."""
    return {name: flow.get(name, np.zeros_like(right)) for name, right in wanted.items()}


def flow_alike(got: dict[str, np.ndarray], want: dict[str, np.ndarray], tolerance: float) -> bool:
    """Are the gradients the same, within what rounding does to long sums?"""
    if got.keys() != want.keys():
        return False
    near = (
        np.abs(got[name] - want[name]) <= LOOSE * tolerance * (1 + np.abs(want[name]).max()) for name in want
    )
    return all(bool(np.all(one)) for one in near)


def _stacked_outputs(value: Any, names: list[str]) -> list[Any]:
    """Each output as one tensor, or None where it is none."""
    if len(names) == 1:
        return [_one_tensor(value)]
    values = [value[name] for name in names if name in value] if isinstance(value, dict) else list(value)
    return [_one_tensor(one) for one in values]


def _one_tensor(value: Any) -> Any:
    """A tensor, or a nested list of tensors of one shape put together; None for anything else."""
    if is_torch(value):
        return value
    if not isinstance(value, (list, tuple)) or not value:
        return None
    parts = [_one_tensor(item) for item in value]
    alike = all(part is not None and part.shape == parts[0].shape for part in parts if parts[0] is not None)
    return sys.modules["torch"].stack(parts) if alike and parts[0] is not None else None


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute in one thread: for the small tensors of a probe, several cost more than they save."""
    torch = sys.modules.get("torch")
    threads = torch.get_num_threads() if torch else 1
    if torch is None or threads == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def with_gradients(*names: str) -> Callable[[Any, tuple], dict[str, Any]]:
    """An `observe` for FunctionExercise: the named outputs and the gradient of each input that requires one.

    names: the names of the outputs, e.g. with_gradients("out", "h_n").
    """

    def observe(result: Any, args: tuple) -> dict[str, Any]:
        values = [result] if len(names) == 1 else list(result)
        if len(values) != len(names):
            raise Unreadable(
                f"The task asks for {len(names)} outputs ({', '.join(names)}); got {len(values)}.",
                "general:number-of-outputs",
            )
        seen = {name: _stacked(value) for name, value in zip(names, values, strict=True)}
        found = gradients(list(seen.values()), leaves(args))
        return seen | {f"gradient of {name}": g for name, g in found.items()}

    return observe


def _stacked(value: Any) -> Any:
    """A list of tensors of one shape as one tensor."""
    one = _one_tensor(value)
    return value if one is None else one
