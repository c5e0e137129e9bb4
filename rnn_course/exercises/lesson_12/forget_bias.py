"""Open the forget gate."""

import torch
from torch import nn

from rnn_course.exercises.lesson_12.born import (
    detector,
    frozen,
    nothing_changed,
    other_gates_changed,
    replaced,
    weights_changed,
    with_birth,
)
from rnn_course.nearmiss import NUMPY_AND_TORCH, function


def _observe(result, args):
    """Every number of the module after the call, layer by layer."""
    return {name: value.detach() for name, value in _sums(args[0]).items()}


def _sums(lstm):
    """Weights as they are; of two biases their sum, because only it acts."""
    seen = {}
    for name, value in lstm.named_parameters():
        if name.startswith("weight"):
            seen[name] = value
        elif name.startswith("bias_ih"):
            seen[name.replace("_ih", "")] = value + getattr(lstm, name.replace("_ih", "_hh"))
    return seen


@function(
    id="12.set_forget_bias",
    title="Open the forget gate",
    returns="",
    stub="def set_forget_bias(lstm, value):\n    ...  # change the biases of lstm in place, in every layer\n",
    why="The forget gate's rows are the second block of H. There are two biases and only their sum acts, so "
    "one gets the value and the other zero. Without `torch.no_grad()` PyTorch refuses to change a "
    "parameter in place.",
    hints=(
        "Which rows belong to f? And how many biases does each layer have?",
        "The rows are H to 2H. The gate adds `bias_ih` and `bias_hh`: what must stand in the two so that "
        "they make `value` together? Names of deeper layers end in `_l1`, `_l2`, …",
        "Inside `with torch.no_grad():`, go over `lstm.named_parameters()`; where the name starts with "
        "`bias_ih`, fill `[H : 2 * H]` with the value, and where it starts with `bias_hh`, with 0.",
    ),
    sizes=[
        {"I": 3, "H": 4, "L": 1, "value": 1.0},
        {"I": 4, "H": 3, "L": 2, "value": 2.0},
        {"I": 2, "H": 5, "L": 1, "value": -1.0},
        {"I": 3, "H": 1, "L": 3, "value": 0.5},
    ],
    may_change=True,
    observe=_observe,
    imports=NUMPY_AND_TORCH,
)
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for name, parameter in lstm.named_parameters():
            if name.startswith("bias"):
                parameter[H : 2 * H] = value if name.startswith("bias_ih") else 0


@set_forget_bias.draw
def _(rng, I, H, L, value):
    """An LSTM that remembers, for `born.py`, which parameters it was born with and what they held."""
    return with_birth(nn.LSTM(I, H, num_layers=L, dtype=torch.float64)), value


@set_forget_bias.right
def half_and_half(lstm, value):
    H = lstm.hidden_size
    for layer in range(lstm.num_layers):
        for kind in ("ih", "hh"):
            getattr(lstm, f"bias_{kind}_l{layer}").data[H : 2 * H].fill_(value / 2)


@set_forget_bias.right
def by_the_list_of_weights(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for _, _, b_ih, b_hh in lstm.all_weights:
            b_hh.view(4, H)[1] = value - b_ih.view(4, H)[1]


@set_forget_bias.right
def by_the_state_dict(lstm, value):
    H, numbers = lstm.hidden_size, lstm.state_dict()
    for name in numbers:
        if name.startswith("bias"):
            numbers[name] = numbers[name].clone()
            numbers[name][H : 2 * H] = value / 2
    lstm.load_state_dict(numbers)


@set_forget_bias.right
def closed_and_opened_again(lstm, value):
    H = lstm.hidden_size
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias"):
            parameter.requires_grad_(False)
            parameter[H : 2 * H] = value if name.startswith("bias_ih") else 0
            parameter.requires_grad_(True)


@set_forget_bias.right
def new_numbers_in_the_old_parameters(lstm, value):
    H = lstm.hidden_size
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias"):
            numbers = parameter.detach().clone()
            numbers[H : 2 * H] = value if name.startswith("bias_ih") else 0
            parameter.data = numbers


@set_forget_bias.mistake(detect=detector(replaced))
def new_parameters(lstm, value):
    """The module's parameters are no longer the ones it had: you put something new in their place. An
    optimiser that was built before still holds the old ones and would move them in vain. *In place* means
    that the parameter stays, and only the numbers inside it change."""
    H = lstm.hidden_size
    for name, parameter in list(lstm.named_parameters()):
        if name.startswith("bias"):
            numbers = parameter.detach().clone()
            numbers[H : 2 * H] = value if name.startswith("bias_ih") else 0
            setattr(lstm, name, nn.Parameter(numbers))


@set_forget_bias.mistake(detect=detector(frozen))
def no_longer_learns(lstm, value):
    """The numbers may be right, but at least one parameter has `requires_grad` off when your function is
    done: it gets no gradient any more and stays as it is for the whole training. The value is a start, from
    which the gate still has to learn."""
    H = lstm.hidden_size
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias"):
            parameter.requires_grad = False
            parameter[H : 2 * H] = value if name.startswith("bias_ih") else 0


@set_forget_bias.mistake(detect=detector(nothing_changed))
def a_copy(lstm, value):
    """After the call the module holds the same numbers as before it: your code changed a copy, or only let a
    name point to something new. Where do your numbers go, and does the module see them?"""
    H = lstm.hidden_size
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias"):
            numbers = parameter.detach().clone()
            numbers[H : 2 * H] = value if name.startswith("bias_ih") else 0


@set_forget_bias.mistake(detect=detector(weights_changed))
def weights_too(lstm, value):
    """Weights were changed as well. `named_parameters()` gives the matrices and the biases of every layer;
    only the biases were asked for, and their names tell them apart."""
    H = lstm.hidden_size
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter[H : 2 * H] = value / 2


LINE = 'parameter[H : 2 * H] = value if name.startswith("bias_ih") else 0'
set_forget_bias.slip(
    "both-biases",
    "You gave the value to both biases. The gate adds them, so it starts at twice the value: a bias of 1 "
    "was asked for, and 2 acts. It is the most common slip with this trick.",
    (LINE, "parameter[H : 2 * H] = value"),
)
set_forget_bias.slip(
    "other-bias-left",
    "One bias has the value, and the other kept the random numbers it was born with. The gate adds the two, "
    "so its start is near the value and not at it.",
    ('name.startswith("bias"):', 'name.startswith("bias_ih"):'),
)
set_forget_bias.slip(
    "input-gate",
    "You changed the first block of rows, which is the input gate. The order is i, f, g, o.",
    (LINE, LINE.replace("H : 2 * H", ": H")),
)
set_forget_bias.slip(
    "candidate",
    "You changed the third block of rows, which is the candidate g. The order is i, f, g, o.",
    (LINE, LINE.replace("H : 2 * H", "2 * H : 3 * H")),
)
set_forget_bias.slip(
    "all-gates",
    "You changed the whole bias, so all four blocks start at the value. Only the forget gate was asked for.",
    (LINE, LINE.replace("[H : 2 * H]", "[:]")),
)
set_forget_bias.slip(
    "first-layer-only",
    "The first layer has its value; the layers above it were left as they were. Each layer has a forget "
    "gate of its own.",
    ('name.startswith("bias"):', 'name.startswith("bias") and name.endswith("_l0"):'),
)
set_forget_bias.slip(
    "output-gate",
    "You changed the last block of rows, which is the output gate. The order is i, f, g, o.",
    (LINE, LINE.replace("H : 2 * H", "3 * H :")),
)
set_forget_bias.slip(
    "other-gates-too",
    "The forget gate has its value, but other rows of the biases are not what they were: the other gates "
    "lost the numbers that they were born with. Leave the blocks of i, g and o alone.",
    (LINE, "parameter.zero_()\n                " + LINE),
    detect=detector(other_gates_changed),
)
set_forget_bias.slip(
    "added",
    "You add the value to the random numbers that stand there, so the gate starts near it and not at it. "
    "*Start with the bias `value`* means that it replaces what was there.",
    (LINE, 'parameter[H : 2 * H] += value if name.startswith("bias_ih") else 0'),
)
set_forget_bias.slip(
    "added-to-both",
    "You add the value to both biases. It should replace what stands there; and since the gate adds the two "
    "biases, it now acts twice.",
    (LINE, "parameter[H : 2 * H] += value"),
)
set_forget_bias.slip(
    "input-size",
    "You cut the blocks with the size of the input. Every gate has one row for each unit of the state, "
    "however many features come in.",
    ("lstm.hidden_size", "lstm.input_size"),
)
set_forget_bias.slip(
    "first-unit-only",
    "You changed one number of the block, that of its first unit. The forget gate has as many as the state "
    "has units, and each unit forgets by its own.",
    (LINE, LINE.replace("[H : 2 * H]", "[H]")),
)
