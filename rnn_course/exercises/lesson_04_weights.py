"""Lesson 4, exercise: the weights of a numpy program, moved into nn.RNN by hand."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_04_more_slips import more_weight_slips
from rnn_course.exercises.lesson_04_slips import weight_slips
from rnn_course.exercises.lesson_04_variants import variants_of
from rnn_course.exercises.plain_values import Unreadable
from rnn_course.exercises.slips import without

NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
SHAPES_DO_NOT_FIT = (
    "You fill a parameter with a matrix of another shape. The program keeps each weight the way round in "
    "which it multiplies, with the input side first; PyTorch keeps one row for each hidden unit. Print the "
    "shape of the matrix beside the shape of the parameter that shall hold it."
)


def _draw(rng, B, I, H):
    rnn = nn.RNN(I, H, dtype=torch.float64)
    return rnn, rng.normal(size=(I, H)), rng.normal(size=(H, H)) / 2, rng.normal(size=H)


def _observe(_result, args):
    """What the filled network answers on fixed inputs; the inputs depend on the sizes only."""
    rnn, I, H = args[0], *args[1].shape
    for name, shape in zip(NAMES, ((H, I), (H, H), (H,), (H,)), strict=True):
        if tuple(getattr(rnn, name).shape) != shape:
            raise Unreadable(f"{SHAPES_DO_NOT_FIT} (`{name}`)", "shapes-do-not-fit")
    kinds = {parameter.dtype for parameter in rnn.parameters()}
    if len(kinds) > 1:
        kinds = " and ".join(sorted(str(kind) for kind in kinds))
        raise Unreadable(f"The parameters of `rnn` are now of different dtypes, {kinds}.", "mixed-dtypes")
    generator = torch.Generator().manual_seed(4)
    x = torch.randn(5, 3, I, generator=generator).to(kinds.pop())
    h_0 = torch.randn(1, 3, H, generator=generator).to(x.dtype)
    with torch.no_grad():
        return {"out": rnn(x, h_0)[0]}


def _solution(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.zero_()
    return rnn


def _new_network(rnn, W_x, W_h, b):
    new = nn.RNN(*W_x.shape, dtype=torch.float64)
    with torch.no_grad():
        new.weight_ih_l0.copy_(torch.tensor(W_x.T))
        new.weight_hh_l0.copy_(torch.tensor(W_h.T))
        new.bias_ih_l0.copy_(torch.tensor(b))
        new.bias_hh_l0.zero_()
    return new


def _plain_tensors(rnn, W_x, W_h, b):
    rnn.weight_ih_l0 = torch.tensor(W_x.T)
    rnn.weight_hh_l0 = torch.tensor(W_h.T)
    rnn.bias_ih_l0 = torch.tensor(b)
    rnn.bias_hh_l0 = torch.zeros(len(b))
    return rnn


def _watched(rnn, W_x, W_h, b):
    rnn.weight_ih_l0[:] = torch.tensor(W_x.T)
    rnn.weight_hh_l0[:] = torch.tensor(W_h.T)
    rnn.bias_ih_l0[:] = torch.tensor(b)
    rnn.bias_hh_l0[:] = 0
    return rnn


def _incomplete_state(rnn, W_x, W_h, b):
    rnn.load_state_dict(
        {
            "weight_ih_l0": torch.tensor(W_x.T),
            "weight_hh_l0": torch.tensor(W_h.T),
            "bias_ih_l0": torch.tensor(b),
        }
    )
    return rnn


BIAS_IH, BIAS_HH = "        rnn.bias_ih_l0.copy_(torch.tensor(b))\n", "        rnn.bias_hh_l0.zero_()\n"
variant = variants_of(_solution, "move_weights")

move_weights = FunctionExercise(
    id="04.move_weights",
    title="Move the weights by hand",
    stub="def move_weights(rnn, W_x, W_h, b):\n    ...  # fill the four parameters of rnn\n    return rnn\n",
    solution=_solution,
    why=(
        "Both matrices are turned, because PyTorch stores (H, I) and (H, H) with one row per hidden unit "
        "and uses them transposed. The two biases only act through their sum, so one takes b and the other "
        "takes zeros."
    ),
    hints=[
        "Four parameters, three arrays. For each parameter, ask which array it needs, which way round, and "
        "what its partner does.",
        "Compare `x_t @ W_x` with `x_t @ weight_ih.T`: when are the two the same? The square matrix needs "
        "the same care, although its shape would not complain. And the two biases must sum to b.",
        "Inside `with torch.no_grad():` use `parameter.copy_(torch.tensor(array.T))` for both matrices. Let "
        "one bias be b and the other zero.",
    ],
    draw=_draw,
    may_change=True,
    observe=_observe,
    returns={"out": "T B H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "hidden-not-turned",
            variant(("(W_h.T)", "(W_h)")),
            "Your input weights are right, but the hidden weights still stand the other way round. The "
            "matrix is square, so no shape complains and the network computes something else. Which axis of "
            "`W_h` belongs to the old state, and which axis of `weight_hh_l0`?",
        ),
        Misconception(
            "hidden-not-turned-and-bias-twice",
            variant(("(W_h.T)", "(W_h)"), ("bias_hh_l0.zero_()", "bias_hh_l0.copy_(torch.tensor(b))")),
            "There are two mistakes here. The square matrix for the state still stands the other way round, "
            "which no shape can tell. And b acts two times: what does nn.RNN do with its two biases?",
        ),
        Misconception(
            "hidden-not-turned-and-bias-left",
            variant(("(W_h.T)", "(W_h)"), (BIAS_HH, "")),
            "There are two mistakes here. The square matrix for the state still stands the other way round, "
            "which no shape can tell. And one of the two biases keeps the random numbers it was born with.",
        ),
        Misconception(
            "bias-twice",
            variant(("bias_hh_l0.zero_()", "bias_hh_l0.copy_(torch.tensor(b))")),
            "You gave b to both biases. That looks symmetric, but nn.RNN adds the two, so b acts twice. "
            "What must their sum be?",
        ),
        Misconception(
            "bias-hh-left",
            variant((BIAS_HH, "")),
            "You filled three of the four parameters. `bias_hh_l0` still holds the random numbers of a new "
            "nn.RNN, and they are added as well. The program has one bias; what is left for the second one?",
        ),
        Misconception(
            "bias-ih-left",
            variant((BIAS_IH, ""), ("bias_hh_l0.zero_()", "bias_hh_l0.copy_(torch.tensor(b))")),
            "Your two biases sum to b and the random numbers that `bias_ih_l0` had in a new nn.RNN: it was left "
            "as it was, or something was added to it. The program has one bias; what is left for the other one?",
        ),
        Misconception(
            "biases-left",
            variant((BIAS_IH, ""), (BIAS_HH, "")),
            "The two matrices are right, but both biases still hold the random numbers of a new nn.RNN. "
            "Where does b act in the formula?",
        ),
        Misconception(
            "biases-zero",
            variant(("bias_ih_l0.copy_(torch.tensor(b))", "bias_ih_l0.zero_()")),
            "Both biases are zero, so b acts nowhere. Only the sum of the two biases matters: what must it "
            "be?",
        ),
        Misconception(
            "bias-forgotten",
            variant((BIAS_IH, "")),
            "The two matrices are right, and one bias is zero. The other one still holds the random numbers "
            "of a new nn.RNN: where does b act?",
        ),
        Misconception(
            "added",
            variant((".copy_(", ".add_("), (BIAS_HH, "")),
            "You add the new numbers to the random ones that are there. The parameters must be replaced.",
        ),
        Misconception(
            "added-and-one-bias-zero",
            variant((".copy_(", ".add_(")),
            "You add the new numbers to the random ones that are there; only the bias that you set to zero "
            "is clean. The other parameters must be replaced as well.",
        ),
        Misconception(
            "input-left",
            variant(("rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))", "pass")),
            "`weight_ih_l0` still holds the random numbers of a new nn.RNN; the rest is right. Which array "
            "reads x_t?",
        ),
        Misconception(
            "hidden-left",
            variant(("rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))", "pass")),
            "`weight_hh_l0` still holds the random numbers of a new nn.RNN; the rest is right. Which array "
            "reads the old state?",
        ),
        Misconception(
            "reshaped",
            variant(("W_x.T", "W_x.reshape(W_x.T.shape)")),
            "The shape of the input weights is right and the numbers are in the wrong places: `reshape` and "
            "`view` keep the order of the numbers and only break the rows elsewhere. Rows that become "
            "columns need another operation.",
        ),
        Misconception(
            "both-reshaped",
            variant(("W_x.T", "W_x.reshape(W_x.T.shape)"), ("W_h.T", "W_h")),
            "The input weights were reshaped, which keeps the order of the numbers and only breaks the rows "
            "elsewhere. The square matrix went in as it is: for it, no shape complains. Both need the same "
            "operation, one that turns rows into columns.",
        ),
        Misconception(
            "shapes-do-not-fit",
            variant(("W_x.T", "W_x"), ("W_h.T", "W_h")),
            SHAPES_DO_NOT_FIT,
            raises=r"must match the size|size mismatch|broadcast|expected shape",
        ),
        Misconception(
            "network-unchanged",
            _new_network,
            "After your function, the four parameters of `rnn` still hold the numbers they had before. "
            "Either another network was filled, or a copy (`state_dict()` gives a dict that must be loaded back), or a name was given a new tensor. `w = …` after `w = "
            "rnn.weight_ih_l0` moves the name and leaves the parameter alone, and `rnn.weight_ih = …` makes "
            "a new attribute. Write into the four parameters that `rnn` owns.",
        ),
        Misconception(
            "tensor-for-parameter",
            _plain_tensors,
            "PyTorch refuses to put a plain tensor in the place of a parameter, because the tensor would "
            "not be trained. Either write the numbers into the parameter that is there, or wrap the tensor "
            "in `nn.Parameter`.",
            raises=r"cannot assign",
        ),
        Misconception(
            "written-while-watched",
            _watched,
            "Autograd watches every parameter and refuses changes made behind its back. Setting start "
            "values is not part of training: say so with `torch.no_grad()`.",
            raises=r"leaf Variable",
        ),
        Misconception(
            "numpy-for-tensor",
            variant(("torch.tensor(W_x.T)", "W_x.T")),
            "A parameter takes its numbers from a torch tensor; you handed it a numpy array. Convert the "
            "array first.",
            raises=r"must be Tensor, not|has to be a tensor, but got|but got numpy|not numpy\.ndarray",
        ),
        Misconception(
            "names-of-the-cell",
            variant(("_l0", "")),
            "nn.RNN has no parameter of that name: `weight_ih` belongs to nn.RNNCell. nn.RNN may have "
            "several layers, so its names end with the number of the layer. Look at `named_parameters()`.",
            raises=r"object has no attribute '(weight|bias)_|Unexpected key",
        ),
        Misconception(
            "parameter-missing",
            _incomplete_state,
            "`load_state_dict` wants all four parameters at once. The program has three arrays: which value "
            "makes the fourth parameter do nothing?",
            raises=r"Missing key",
        ),
        *weight_slips(),
        *without(
            more_weight_slips(_solution),
            "hidden-not-turned",
            "biases-cancel",
            "ones-beside-b",
            "half-of-b",
            "biases-cancel-and-ones-beside-b",
        ),
    ],
)
