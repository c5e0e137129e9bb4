"""What has become of the parameters of an LSTM: it is drawn with the memory of its birth, and each question
compares it with that."""

import torch
from torch import nn


def with_birth(lstm):
    """The module, with a note of its parameters and of the numbers in them."""
    lstm.born = {name: (p, p.detach().clone()) for name, p in lstm.named_parameters()}
    return lstm


def detector(question):
    """A `detect` that lets the answer change new modules and asks about each. An error is told by itself."""

    def detect(function, calls):
        return any([question(_after(function, *call.args), call.args[1]) for call in calls])

    return detect


def _after(function, like, value):
    lstm = with_birth(nn.LSTM(like.input_size, like.hidden_size, like.num_layers, dtype=torch.float64))
    function(lstm, value)
    return lstm


def replaced(lstm, value):
    """Is a parameter no longer the object it was, or no longer registered?"""
    now = dict(lstm.named_parameters())
    return any(now.get(name) is not parameter for name, (parameter, _) in lstm.born.items())


def frozen(lstm, value):
    """Has a parameter stopped to learn?"""
    return any(not parameter.requires_grad for parameter in lstm.parameters())


def nothing_changed(lstm, value):
    """Do all parameters hold what they were born with?"""
    return not replaced(lstm, value) and not any(_changed(lstm, name) for name in lstm.born)


def weights_changed(lstm, value):
    """Has a matrix changed?"""
    return any(_changed(lstm, name) for name in lstm.born if name.startswith("weight"))


def other_gates_changed(lstm, value):
    """Is the forget gate right in every layer, and the sum of the biases another one in other rows?"""
    sums = [_sum_of_biases(lstm, layer) for layer in range(lstm.num_layers)]
    right = all(torch.allclose(now[1], torch.full_like(now[1], value)) for now, _ in sums)
    return right and any(not torch.allclose(now[[0, 2, 3]], old[[0, 2, 3]]) for now, old in sums)


def _changed(lstm, name):
    return not torch.equal(lstm.get_parameter(name), lstm.born[name][1])


def _sum_of_biases(lstm, layer):
    """Of one layer, in four blocks of rows: the sum now, and at birth."""
    names = [f"bias_{kind}_l{layer}" for kind in ("ih", "hh")]
    now, born = sum(lstm.get_parameter(n) for n in names), sum(lstm.born[n][1] for n in names)
    return now.detach().view(4, -1), born.view(4, -1)
