"""Move the weights by hand."""

import numpy as np
import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function
from rnn_course.nearmiss.trial.values import Unreadable

NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
SHAPES_DO_NOT_FIT = (
    "You fill a parameter with a matrix of another shape. The program keeps each weight the way round in "
    "which it multiplies, with the input side first; PyTorch keeps one row for each hidden unit. Print the "
    "shape of the matrix beside the shape of the parameter that shall hold it."
)


def _answers(_result, args):
    """What the filled network answers on fixed inputs; the inputs depend on the sizes only."""
    rnn, I, H = args[0], *args[1].shape
    for name, shape in zip(NAMES, ((H, I), (H, H), (H,), (H,)), strict=True):
        if tuple(getattr(rnn, name).shape) != shape:
            raise Unreadable(f"{SHAPES_DO_NOT_FIT} (`{name}`)", "shapes-do-not-fit")
    kinds = {parameter.dtype for parameter in rnn.parameters()}
    if kinds != {torch.float64}:
        kinds = " and ".join(sorted(str(kind) for kind in kinds))
        raise Unreadable(
            f"The parameters of `rnn` were float64, as the inputs are that it reads; now they are {kinds}.",
            "other-dtypes",
        )
    if not all(parameter.requires_grad for parameter in rnn.parameters()):
        raise Unreadable(
            "The numbers may be right, but the parameters are frozen now (`requires_grad` is False), so "
            "nobody can train this network any more. `torch.no_grad()` allows a change without that.",
            "frozen",
        )
    generator = torch.Generator().manual_seed(4)
    x = torch.randn(5, 3, I, generator=generator).to(torch.float64)
    h_0 = torch.randn(1, 3, H, generator=generator).to(x.dtype)
    with torch.no_grad():
        return {"out": rnn(x, h_0)[0]}


@function(
    id="04.move_weights",
    stub="def move_weights(rnn, W_x, W_h, b):\n    ...  # fill the four parameters of rnn\n    return rnn\n",
    returns="out: T B H",
    why="Both matrices are turned, because PyTorch stores (H, I) and (H, H) with one row per hidden unit and "
    "uses them transposed. The two biases only act through their sum, so one takes b and the other takes "
    "zeros.",
    hints=(
        "Four parameters, three arrays. For each parameter, ask which array it needs, which way round, and "
        "what its partner does.",
        "Compare `x_t @ W_x` with `x_t @ weight_ih.T`: when are the two the same? The square matrix needs "
        "the same care, although its shape would not complain. And the two biases must sum to b.",
        "Inside `with torch.no_grad():` use `parameter.copy_(torch.tensor(array.T))` for both matrices. Let "
        "one bias be b and the other zero.",
    ),
    may_change=True,
    observe=_answers,
    imports=NUMPY_AND_TORCH,
)
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.zero_()
    return rnn


@move_weights.draw
def _(rng, B, I, H):
    rnn = nn.RNN(I, H, dtype=torch.float64)
    return rnn, rng.normal(size=(I, H)), rng.normal(size=(H, H)) / 2, rng.normal(size=H)


@move_weights.right
def by_state_dict(rnn, W_x, W_h, b):
    values = W_x.T.copy(), W_h.T.copy(), np.zeros(len(b)), b
    rnn.load_state_dict(dict(zip(rnn.state_dict(), map(torch.from_numpy, values), strict=True)))
    return rnn


@move_weights.right
def new_parameters_and_half_of_b_each(rnn, W_x, W_h, b):
    rnn.weight_ih_l0 = nn.Parameter(torch.tensor(np.transpose(W_x)))
    rnn.weight_hh_l0 = nn.Parameter(torch.tensor(np.transpose(W_h)))
    rnn.bias_ih_l0 = nn.Parameter(torch.tensor(b / 2))
    rnn.bias_hh_l0 = nn.Parameter(torch.tensor(b / 2))
    return rnn


@move_weights.right
def other_bias_kept(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0[:] = torch.tensor(W_x.T.tolist())
        rnn.weight_hh_l0[:] = torch.einsum("ij->ji", torch.tensor(W_h))
        rnn.bias_ih_l0.copy_(torch.tensor(b) - rnn.bias_hh_l0)
    return rnn


@move_weights.right
def through_numpy(rnn, W_x, W_h, b):
    for parameter, array in zip(rnn.parameters(), (W_x.T, W_h.T, b - 1, 0 * b + 1), strict=True):
        parameter.detach().numpy()[...] = array
    return rnn


@move_weights.mistake
def network_unchanged(rnn, W_x, W_h, b):
    """After your function, the four parameters of `rnn` still hold the numbers they had before. Either
    another network was filled, or a copy (`state_dict()` gives a dict that must be loaded back), or a name
    was given a new tensor. `w = …` after `w = rnn.weight_ih_l0` moves the name and leaves the parameter
    alone, and `rnn.weight_ih = …` makes a new attribute. Write into the four parameters that `rnn` owns."""
    state = rnn.state_dict()
    state["weight_ih_l0"], state["weight_hh_l0"] = torch.tensor(W_x.T), torch.tensor(W_h.T)
    state["bias_ih_l0"], state["bias_hh_l0"] = torch.tensor(b), torch.zeros(len(b))
    return rnn


@move_weights.mistake(raises=r"cannot assign")
def tensor_for_parameter(rnn, W_x, W_h, b):
    """PyTorch refuses to put a plain tensor in the place of a parameter, because the tensor would not be
    trained. Either write the numbers into the parameter that is there, or wrap the tensor in
    `nn.Parameter`."""
    rnn.weight_ih_l0 = torch.tensor(W_x.T)
    return rnn


@move_weights.mistake(raises=r"leaf Variable")
def written_while_watched(rnn, W_x, W_h, b):
    """Autograd watches every parameter and refuses changes made behind its back. Setting start values is not
    part of training: say so with `torch.no_grad()`."""
    rnn.weight_ih_l0[:] = torch.tensor(W_x.T)
    return rnn


@move_weights.mistake(raises=r"Missing key")
def parameter_missing(rnn, W_x, W_h, b):
    """`load_state_dict` wants all four parameters at once. The program has three arrays: which value makes
    the fourth parameter do nothing?"""
    values = torch.tensor(W_x.T), torch.tensor(W_h.T), torch.tensor(b)
    rnn.load_state_dict(dict(zip(["weight_ih_l0", "weight_hh_l0", "bias_ih_l0"], values, strict=True)))
    return rnn


B_IN, ZERO = "rnn.bias_ih_l0.copy_(torch.tensor(b))", "rnn.bias_hh_l0.zero_()"
B_TWICE = (ZERO, "rnn.bias_hh_l0.copy_(torch.tensor(b))")
slip = move_weights.slip
slip(
    "hidden-not-turned",
    "Your input weights are right, but the hidden weights still stand the other way round. The matrix is "
    "square, so no shape complains and the network computes something else. Which axis of `W_h` belongs to "
    "the old state, and which axis of `weight_hh_l0`?",
    ("W_h.T", "W_h"),
)
slip(
    "bias-twice",
    "You gave b to both biases. That looks symmetric, but nn.RNN adds the two, so b acts twice. What must "
    "their sum be?",
    B_TWICE,
)
slip(
    "hidden-not-turned-and-bias-twice",
    "Your input weights are right, and two faults are left. The hidden weights stand the other way round: "
    "square, so nothing complains. And b went to both biases, which nn.RNN adds.",
    ("W_h.T", "W_h"),
    B_TWICE,
)
slip(
    "bias-hh-left",
    "You filled three of the four parameters. `bias_hh_l0` still holds the random numbers of a new nn.RNN, "
    "and they are added as well. The program has one bias; what is left for the second one?",
    (ZERO, "pass"),
)
slip(
    "bias-ih-left",
    "Your two biases sum to b and the random numbers that `bias_ih_l0` had in a new nn.RNN: it was left as "
    "it was, or something was added to it. The program has one bias; what is left for the other one?",
    (B_IN, "pass"),
    B_TWICE,
)
slip(
    "biases-left",
    "The two matrices are right, but both biases still hold the random numbers of a new nn.RNN. Where does "
    "b act in the formula?",
    (B_IN, "pass"),
    (ZERO, "pass"),
)
slip(
    "biases-zero",
    "b acts nowhere: both biases are zero, or one takes away what the other adds. Only the sum of the two "
    "biases matters: what must it be?",
    (B_IN, "rnn.bias_ih_l0.zero_()"),
)
slip(
    "bias-forgotten",
    "The two matrices are right, and one bias is zero. The other one still holds the random numbers of a "
    "new nn.RNN: where does b act?",
    (B_IN, "pass"),
)
slip(
    "added",
    "You add the new numbers to the random ones that are there. The parameters must be replaced.",
    (".copy_(", ".add_("),
    (ZERO, "pass"),
)
slip(
    "reshaped",
    "The shape of the input weights is right and the numbers are in the wrong places: `reshape` and `view` "
    "keep the order of the numbers and only break the rows elsewhere. Rows that become columns need another "
    "operation.",
    ("W_x.T", "W_x.reshape(W_x.T.shape)"),
)
slip(
    "both-reshaped",
    "The input weights were reshaped, which keeps the order of the numbers and only breaks the rows "
    "elsewhere. The square matrix went in as it is: for it, no shape complains. Both need the same "
    "operation, one that turns rows into columns.",
    ("W_x.T", "W_x.reshape(W_x.T.shape)"),
    ("W_h.T", "W_h"),
)
slip(
    "shapes-do-not-fit",
    SHAPES_DO_NOT_FIT,
    ("W_x.T", "W_x"),
    ("W_h.T", "W_h"),
    raises=r"must match the size|size mismatch|broadcast|expected shape",
)
