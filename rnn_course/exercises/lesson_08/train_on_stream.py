"""Train on one long stream."""

import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function, source_of
from rnn_course.nearmiss.trial.values import Unreadable


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


@function(
    id="08.train_on_stream",
    returns="losses: K",
    stub="def train_on_stream(rnn, head, optimiser, pieces):\n    return ...  # the loss of each piece, a "
    "list\n",
    why="The value of h goes on to the next piece, its past does not. So backward walks over one piece "
    "only, and never meets weights that have been changed since.",
    hints=(
        "Write the loop as if every piece stood alone. Then ask what the next piece needs from this one.",
        "The next piece needs the numbers in h, and nothing of how they were computed.",
        "In each round: `out, h = rnn(x, h)`, the loss, `zero_grad`, `backward`, `step`, and then let the "
        "name h stand for `h.detach()`.",
    ),
    sizes=[
        {"K": 4, "T": 5, "B": 3, "I": 2, "H": 6},
        {"K": 3, "T": 7, "B": 2, "I": 4, "H": 5},
        {"K": 5, "T": 2, "B": 4, "I": 3, "H": 7},
        {"K": 3, "T": 1, "B": 2, "I": 3, "H": 4},
        {"K": 3, "T": 4, "B": 1, "I": 2, "H": 5},
        {"K": 1, "T": 4, "B": 2, "I": 3, "H": 5},
    ],
    may_change=True,
    observe=_observe,
    imports=NUMPY_AND_TORCH,
)
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        h = h.detach()
        losses.append(loss.item())
    return losses


@train_on_stream.draw
def _(rng, K, T, B, I, H):
    """K pieces (x, y) of one stream. The learning rate is large, so that a wrong gradient shows at once."""
    model = nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64)
    parameters = [parameter for module in model for parameter in module.parameters()]
    x, y = torch.randn(K, T, B, I, dtype=torch.float64), 2 * torch.randn(K, T, B, 1, dtype=torch.float64)
    return *model, torch.optim.SGD(parameters, lr=0.3), list(zip(x, y, strict=True))


@train_on_stream.right
def cut_before_the_read(rnn, head, optimiser, pieces):
    losses = []
    h = torch.zeros(1, pieces[0][0].shape[1], rnn.hidden_size, dtype=torch.float64)
    for x, y in pieces:
        optimiser.zero_grad()
        out, h = rnn(x, h.detach())
        loss = nn.functional.mse_loss(head(out), y)
        loss.backward()
        optimiser.step()
        losses.append(float(loss))
    return losses


@train_on_stream.right
def step_by_step(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        states = []
        for t in range(len(x)):
            out, h = rnn(x[t : t + 1], h)
            states.append(out)
        loss = ((head(torch.cat(states)) - y) ** 2).mean()
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        with torch.no_grad():
            h = h.clone()
        losses.append(loss)
    return losses


@train_on_stream.right
def last_row_of_out(rnn, head, optimiser, pieces):
    h, losses = None, torch.empty(len(pieces))
    for k, (x, y) in enumerate(pieces):
        out, _ = rnn(x, h)
        h = out[-1:].data
        loss = nn.MSELoss()(head(out), y)
        rnn.zero_grad()
        head.zero_grad()
        loss.backward()
        optimiser.step()
        losses[k] = loss.item()
    return losses.numpy()


@train_on_stream.mistake
def one_backward(rnn, head, optimiser, pieces):
    """You read the whole stream and learn once, at the end. That is full backpropagation through time: the
    way back is as long as the stream, and there is one step of the optimiser where the task asks for one in
    each piece."""
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        losses.append(((head(out) - y) ** 2).mean())
    optimiser.zero_grad()
    sum(losses).backward()
    optimiser.step()
    return [loss.item() for loss in losses]


@train_on_stream.mistake
def one_backward_of_the_mean(rnn, head, optimiser, pieces):
    """You average all losses and learn once, at the end. The way back is as long as the stream. The task asks
    for one step of the optimiser in each piece."""
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        losses.append(((head(out) - y) ** 2).mean())
    optimiser.zero_grad()
    torch.stack(losses).mean().backward()
    optimiser.step()
    return [loss.item() for loss in losses]


@train_on_stream.mistake
def cut_at_every_step(rnn, head, optimiser, pieces):
    """You cut the path after every step, so no gradient flows from step to step even within a piece. Cut
    once, where a piece ends."""
    h, losses = None, []
    for x, y in pieces:
        states = []
        for x_t in x:
            out, h = rnn(x_t[None], h)
            h = h.detach()
            states.append(out)
        loss = ((head(torch.cat(states)) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


@train_on_stream.mistake
def steps_as_pieces(rnn, head, optimiser, pieces):
    """You learn after every single step, as if each step were a piece. The loss of a piece is the mean over
    all its steps, and the optimiser steps once for it."""
    h, losses = None, []
    for x, y in pieces:
        for x_t, y_t in zip(x, y, strict=True):
            out, h = rnn(x_t[None], h)
            loss = ((head(out) - y_t) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            h = h.detach()
            losses.append(loss.item())
    return losses


READ, CUT, BACK = "out, h = rnn(x, h)", "        h = h.detach()\n", "loss.backward()"
LOSS, ZERO, STEP = (
    "((head(out) - y) ** 2).mean()",
    "        optimiser.zero_grad()\n",
    "        optimiser.step()\n",
)
NOISE = f"h = torch.randn(1, x.shape[1], rnn.hidden_size, dtype=x.dtype)\n        {READ}"
train_on_stream.slip(
    "not-detached",
    "The state still holds its past when the next piece begins, and backward has thrown that past away "
    "already. PyTorch proposes `retain_graph=True`; do not follow it. Which part of h does the next piece "
    "need? (`clone()` keeps the past too, and `h.detach()` on a line of its own changes nothing.)",
    (CUT, ""),
)
train_on_stream.slip(
    "retain-graph",
    "`retain_graph=True` keeps the old graphs, so backward walks on into earlier pieces. There it needs the "
    "weights as they were, but the optimiser has changed them in place. Do not keep the past; cut it.",
    (CUT, ""),
    (BACK, "loss.backward(retain_graph=True)"),
)
train_on_stream.slip(
    "zeros-for-each-piece",
    "Every piece starts from zeros, so nothing is remembered from one piece to the next. To cut the "
    "gradient does not mean to erase the memory: the numbers in h may stay.",
    (READ, "out, h = rnn(x)"),
)
train_on_stream.slip(
    "never-learns",
    "The weights are the same after training as before. Is there an `optimiser.step()`, does it come after "
    "`backward()`, and are the gradients still there at that moment?",
    (STEP, ""),
)
train_on_stream.slip(
    "gradients-added-up",
    "The gradients of all pieces so far are added up, because PyTorch adds each new gradient to the old "
    "one. Erase them once in each piece.",
    (ZERO, ""),
)
train_on_stream.slip(
    "zeros-and-gradients-added-up",
    "Two faults: every piece starts from zeros, so nothing is remembered from one piece to the next; and the "
    "gradients of all pieces are added up, because nobody erases them.",
    (READ, "out, h = rnn(x)"),
    (ZERO, ""),
)
train_on_stream.slip(
    "one-piece-late",
    "The optimiser steps before backward, so each piece is learnt from one piece too late, and the last one "
    "never.",
    (STEP, ""),
    (ZERO, STEP + ZERO),
)
train_on_stream.slip(
    "one-step-at-the-end",
    "The state is passed on as it should be, but the optimiser steps once, after all pieces. The task asks "
    "for a step in each piece.",
    (ZERO, ""),
    (STEP, ""),
    ("    return", "    optimiser.step()\n    return"),
)
train_on_stream.slip(
    "only-the-head-learns",
    "The weights of `rnn` have not changed: only `head` has learnt. You cut `out`, or read the piece under "
    "`torch.no_grad()`. The cut belongs between two pieces, not between the network and its loss.",
    ("head(out)", "head(out.detach())"),
)
train_on_stream.slip(
    "loss-of-the-last-step",
    "Your loss looks at the last step of each piece only. There is a target for every step.",
    ("head(out) - y", "head(out[-1]) - y[-1]"),
)
train_on_stream.slip(
    "head-reads-h",
    "`head` reads h, the state after the last step, and its one answer is compared with the targets of all "
    "steps: the shapes (1, B, 1) and (T, B, 1) are stretched without a word. Read every state.",
    ("head(out)", "head(h)"),
)
train_on_stream.slip(
    "head-left-out",
    "Your loss compares the states themselves with the targets; H numbers and one number are stretched to "
    "fit. `head` makes the prediction.",
    ("head(out)", "out"),
)
train_on_stream.slip(
    "random-start",
    "Each piece starts from random numbers. It should start from what the piece before has left in h.",
    (READ, NOISE),
    detect=lambda function, calls: "randn" in source_of(function),
)
train_on_stream.slip(
    "out-as-state",
    "You hand `out` to the next piece. It holds the states of all T steps; the next piece needs the last "
    "state, with shape (1, B, H), and that is what `rnn` returns as its second value.",
    (CUT, "        h = out.detach()\n"),
    raises="Expected hidden size",
)
train_on_stream.slip(
    "state-without-layer-axis",
    "The state you hand in has the shape (B, H), but `nn.RNN` wants an axis for layers in front. The second "
    "value that `rnn` returns has it; and the first piece can do without a state.",
    (CUT, "        h = out[-1].detach()\n"),
    raises="should also be 3-D",
)
train_on_stream.slip(
    "nothing-to-detach",
    "Before the first piece h is None, and None cannot be detached. Cut the path after a piece was read, or "
    "start from zeros of shape (1, B, H).",
    (READ, "out, h = rnn(x, h.detach())"),
    (CUT, ""),
    raises="'NoneType' object has no attribute",
)
train_on_stream.slip(
    "loss-cut-off",
    "The loss itself is cut off from the weights, so backward has nothing to walk over. Only h is to be "
    "cut, after the step.",
    (LOSS, f"{LOSS}.detach()"),
    raises="does not require grad",
)
