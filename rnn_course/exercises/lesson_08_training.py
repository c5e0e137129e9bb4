"""Lesson 8, truncated backpropagation through time: carry the value of the state, cut its past."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise
from rnn_course.exercises.gradient_slips import stream_slips
from rnn_course.exercises.lesson_08_training_mistakes import MISTAKES
from rnn_course.exercises.lesson_08_training_mistakes import train_on_stream as solution
from rnn_course.exercises.plain_values import Unreadable
from rnn_course.exercises.slips import without


def _draw(rng, K, T, B, I, H):
    """K pieces (x, y) of one stream. The learning rate is large, so that a wrong gradient shows at once."""
    model = nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64)
    parameters = [parameter for module in model for parameter in module.parameters()]
    x, y = torch.randn(K, T, B, I, dtype=torch.float64), 2 * torch.randn(K, T, B, 1, dtype=torch.float64)
    return *model, torch.optim.SGD(parameters, lr=0.3), list(zip(x, y, strict=True))


def _observe(result, args):
    """The losses, and what training has made of the weights."""
    if result is None:
        raise Unreadable(
            "Your function returns nothing (`None`). It should return the list of losses.",
            "general:no-return",
        )
    weights = {}
    for module, name in zip(args[:2], ("rnn", "head"), strict=True):
        weights[f"weights of {name}"] = torch.cat([p.detach().flatten() for p in module.parameters()])
    return {"losses": result, **weights}


train_on_stream = FunctionExercise(
    id="08.train_on_stream",
    title="Train on one long stream",
    stub="def train_on_stream(rnn, head, optimiser, pieces):\n    return ...  # the loss of each piece, a list\n",
    solution=solution,
    why=(
        "The value of h goes on to the next piece, its past does not. So backward walks over one piece only, "
        "and never meets weights that have been changed since."
    ),
    hints=[
        "Write the loop as if every piece stood alone. Then ask what the next piece needs from this one.",
        "The next piece needs the numbers in h, and nothing of how they were computed.",
        (
            "In each round: `out, h = rnn(x, h)`, the loss, `zero_grad`, `backward`, `step`, and then let the name "
            "h stand for `h.detach()`."
        ),
    ],
    draw=_draw,
    sizes=[
        {"K": 4, "T": 5, "B": 3, "I": 2, "H": 6},
        {"K": 3, "T": 7, "B": 2, "I": 4, "H": 5},
        {"K": 5, "T": 2, "B": 4, "I": 3, "H": 7},
        {"K": 3, "T": 1, "B": 2, "I": 3, "H": 4},
        {"K": 3, "T": 4, "B": 1, "I": 2, "H": 5},
        {"K": 1, "T": 4, "B": 2, "I": 3, "H": 5},
    ],
    returns={"losses": "K"},
    may_change=True,
    observe=_observe,
    imports=NUMPY_AND_TORCH,
    misconceptions=[*MISTAKES, *without(stream_slips(solution))],
)
