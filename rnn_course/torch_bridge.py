"""The same weights in numpy and in PyTorch: the one place that converts.

``core`` uses PyTorch's layout, so nothing is transposed here. ``nn.RNN`` names its parameters per layer
(``weight_ih_l0``); ``nn.RNNCell`` has one layer only and leaves the ending out (``weight_ih``).
"""

import numpy as np
import torch
from torch import nn

KINDS = {1: nn.RNN, 3: nn.GRU, 4: nn.LSTM}  # how many blocks of H rows every array has


def parameters_to_numpy(module):
    """Copy the parameters of an ``nn.RNN``, ``nn.GRU``, ``nn.LSTM`` or one of their cells into a dict.

    Names are PyTorch's; a cell's get the ending ``_l0``, so that the dict fits ``core.stacked_forward``.
    Raises TypeError for any other module.

    >>> sorted(parameters_to_numpy(nn.RNNCell(3, 2, bias=False)))
    ['weight_hh_l0', 'weight_ih_l0']
    """
    ending = _ending(module)
    return {name + ending: value.detach().cpu().numpy().copy() for name, value in module.named_parameters()}


def load_parameters(module, parameters):
    """Copy a dict from ``core`` into a module of the same kinds, in place, and return the module.

    Each array must have the shape of the parameter it replaces; values are converted to the module's dtype.
    Raises ValueError if names or shapes do not match, TypeError for any other module.
    """
    ending = _ending(module)
    targets = {name + ending: value for name, value in module.named_parameters()}
    if set(targets) != set(parameters):
        raise ValueError(f"parameters: expected the names {sorted(targets)}, got {sorted(parameters)}")
    for name, target in targets.items():
        if np.shape(parameters[name]) != tuple(target.shape):
            raise ValueError(
                f"{name}: expected shape {tuple(target.shape)} as in the module, "
                f"got {np.shape(parameters[name])}"
            )
    with torch.no_grad():
        for name, target in targets.items():
            target.copy_(torch.as_tensor(np.asarray(parameters[name]), dtype=target.dtype))
    return module


def to_torch_rnn(parameters, nonlinearity="tanh", batch_first=False):
    """Build the ``nn.RNN`` that computes what ``core.stacked_forward`` computes with the same ``parameters``.

    With three blocks of H rows in every array it is an ``nn.GRU``, with four an ``nn.LSTM``; ``nonlinearity``
    then has nothing to say. The module's dtype is that of the arrays.
    """
    layers = sum(name.startswith("weight_hh_l") and not name.endswith("_reverse") for name in parameters)
    rows, H = np.shape(parameters["weight_hh_l0"])
    kind = KINDS[rows // H]
    rnn = kind(
        np.shape(parameters["weight_ih_l0"])[1],
        H,
        num_layers=layers,
        **({"nonlinearity": nonlinearity} if kind is nn.RNN else {}),
        bias="bias_ih_l0" in parameters,
        batch_first=batch_first,
        bidirectional="weight_hh_l0_reverse" in parameters,
        dtype=torch.from_numpy(np.empty(0, np.asarray(parameters["weight_ih_l0"]).dtype)).dtype,
    )
    return load_parameters(rnn, parameters)


def _ending(module):
    if isinstance(module, (nn.RNNCell, nn.GRUCell, nn.LSTMCell)):
        return "_l0"
    if isinstance(module, (nn.RNN, nn.GRU, nn.LSTM)):
        return ""
    raise TypeError(
        f"module: expected an nn.RNN, nn.GRU, nn.LSTM, or one of their cells, got {type(module).__name__}"
    )
