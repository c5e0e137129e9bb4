"""Repair a training step."""

import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

STUB = """\
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    optimiser.step()
    return loss.item()
"""


def _observe(result, args):
    """What the step has made of the weights."""
    rnn, readout = args[:2]
    named = {f"rnn.{name}": p for name, p in rnn.named_parameters()}
    named |= {f"readout.{name}": p for name, p in readout.named_parameters()}
    return {name: parameter.detach() for name, parameter in named.items()}


@function(
    id="07.training_step",
    stub=STUB,
    why=(
        "`backward()` makes the gradients and `step()` uses them. Clipping changes gradients, so it acts "
        "only between the two."
    ),
    hints=(
        "Write beside each line what the gradients hold after it: old numbers, nothing, new numbers, "
        "clipped numbers.",
        "Which line makes the gradients of this step? Which line uses them? Clipping has to find them in "
        "between.",
        "Move the line with `clip_grad_norm_`; all other lines may stay in their order.",
    ),
    sizes=[
        {"T": 7, "B": 3, "I": 4, "H": 6, "max_norm": 1.0},
        {"T": 4, "B": 5, "I": 3, "H": 2, "max_norm": 0.1},
        {"T": 9, "B": 2, "I": 8, "H": 5, "max_norm": 1e6},
        {"T": 7, "B": 3, "I": 4, "H": 6, "max_norm": 6.0},
        {"T": 5, "B": 2, "I": 3, "H": 4, "max_norm": 3.0, "spread": 0.02},
        {"T": 1, "B": 3, "I": 4, "H": 6, "max_norm": 2.0},
        {"T": 7, "B": 1, "I": 4, "H": 6, "max_norm": 0.5},
    ],
    imports=NUMPY_AND_TORCH,
    may_change=True,
    observe=_observe,
)
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss.item()


@training_step.draw
def _(rng, T, B, I, H, max_norm, spread=5):
    rnn, readout = nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64)
    parameters = [*rnn.parameters(), *readout.parameters()]
    for parameter in parameters:
        parameter.grad = torch.randn_like(parameter)  # left over from an earlier step
    optimiser = torch.optim.SGD(parameters, lr=0.5)
    x, y = rng.normal(size=(T, B, I)), spread * rng.normal(size=(T, B, 1)) + 1.6 * spread
    return rnn, readout, optimiser, torch.from_numpy(x), torch.from_numpy(y), max_norm


@training_step.right
def module_by_module(rnn, readout, optimiser, x, y, max_norm):
    out, h_n = rnn(x)
    loss = nn.functional.mse_loss(readout(out), y)
    for module in (rnn, readout):
        module.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_((p for m in (rnn, readout) for p in m.parameters()), max_norm)
    optimiser.step()
    return loss.item()


@training_step.right
def clipped_by_hand(rnn, readout, optimiser, x, y, max_norm):
    parameters = list(rnn.parameters()) + list(readout.parameters())
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    norm = torch.sqrt(sum(p.grad.pow(2).sum() for p in parameters))
    if norm > max_norm:
        for p in parameters:
            p.grad.mul_(max_norm / norm)
    optimiser.step()
    optimiser.zero_grad()
    return loss


@training_step.right
def gradients_put_in(rnn, readout, optimiser, x, y, max_norm):
    parameters = [p for group in optimiser.param_groups for p in group["params"]]
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    for p, flow in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.grad = flow
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss


ZERO, BACKWARD, STEP = "    optimiser.zero_grad()\n", "    loss.backward()\n", "    optimiser.step()\n"
CLIP, GIVEN = "    nn.utils.clip_grad_norm_(parameters, max_norm)\n", "clip_grad_norm_(parameters"
LOSS = "    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()\n"
BY_HAND = "    norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))\n    for p in parameters:\n"
LIMITED = "    for p in parameters:\n        p.data.clamp_(-max_norm, max_norm)\n"
ONE_BY_ONE = "    for p in parameters:\n        nn.utils.clip_grad_norm_([p], max_norm)\n"
MODULES = CLIP.replace("parameters", "rnn.parameters()") + CLIP.replace("parameters", "readout.parameters()")
training_step.slip(
    "without-effect",
    "The step was taken with gradients that are not clipped. Is a clipping line there? Does it come after "
    "`backward()`, which makes the gradients, and before `step()`, which uses them? And does it get the "
    "gradients of the parameters, and not the weights, or an iterator that is used up? No error tells you.",
    (CLIP, ""),
    (STEP, STEP + CLIP),
)
training_step.slip(
    "gradients-erased",
    "The weights have not moved. `zero_grad()` now empties the gradients after they were computed, or "
    "`step()` comes before `backward()`; either way the optimiser finds nothing to do.",
    (ZERO, ""),
    (CLIP, CLIP + ZERO),
)
training_step.slip(
    "old-gradients-added",
    "`backward()` *adds* to what the gradients hold, and numbers from an earlier step are still there. "
    "Empty them before.",
    (ZERO, ""),
)
training_step.slip(
    "old-gradients-used",
    "Your step uses the gradients that were left over from before: it stands in front of `backward()`. "
    "First the loss, then its gradients, then the step.",
    (ZERO, ""),
    (f"{BACKWARD}{CLIP}{STEP}", f"{CLIP}{STEP}{BACKWARD}"),
)
training_step.slip(
    "by-value",
    "`clip_grad_value_` cuts every number for itself, which changes the direction of the step. The argument "
    "is called max_norm: the norm of all gradients together is to be limited.",
    ("clip_grad_norm_", "clip_grad_value_"),
)
training_step.slip(
    "each-parameter-for-itself",
    "The place is right, but each parameter is clipped by its own norm. Then each has another factor, and "
    "all together may be longer than the limit. Hand over all parameters in one call.",
    (CLIP, ONE_BY_ONE),
)
training_step.slip(
    "modules-one-by-one",
    "The network and the readout are clipped separately, each with a norm of its own. The global norm "
    "counts the parameters of both.",
    (CLIP, MODULES),
)
training_step.slip(
    "rnn-only",
    "Only the gradients of `rnn` are clipped; those of the readout go through as they are. One norm over "
    "all parameters is meant.",
    (GIVEN, "clip_grad_norm_(rnn.parameters()"),
)
training_step.slip(
    "readout-only",
    "Only the gradients of the readout are clipped; those of `rnn`, which come through time, go through as "
    "they are.",
    (GIVEN, "clip_grad_norm_(readout.parameters()"),
)
training_step.slip(
    "recurrent-only",
    "Only the gradient of W_hh is clipped. It is where explosions come from, but the norm to be limited is "
    "that of all parameters together; else the direction changes.",
    (GIVEN, "clip_grad_norm_([rnn.weight_hh_l0]"),
)
training_step.slip(
    "always-scaled",
    "You scale every gradient to the length max_norm, small ones too, and these become larger. Clipping "
    "only shortens.",
    (CLIP, BY_HAND + "        p.grad *= max_norm / norm\n"),
)
training_step.slip(
    "scaled-to-one",
    "You scale every gradient to the length 1, whatever max_norm says, and small ones become larger.",
    (CLIP, BY_HAND + "        p.grad /= norm\n"),
)
training_step.slip(
    "loss-clipped",
    "You limit the loss. Above the limit a clamped loss is constant, so its gradient is zero and nothing is "
    "learnt: it is the gradient whose length has to be limited.",
    (CLIP, ""),
    (LOSS, LOSS + "    loss = loss.clamp(max=max_norm)\n"),
)
training_step.slip(
    "loss-scaled",
    "You scale the loss down to the limit. The gradient gets shorter by the same factor, but the size of a "
    "loss does not tell the size of its gradient.",
    (CLIP, ""),
    (LOSS, LOSS + "    loss = loss * min(1, max_norm / loss.item())\n"),
)
training_step.slip(
    "weights-clipped",
    "You limit the weights after the step. Clipping limits the step: the gradients, before they are used.",
    (CLIP, ""),
    (STEP, STEP + LIMITED),
)
training_step.slip(
    "weights-clipped-before",
    "The place is right, but you limit the weights there, not their gradients.",
    (CLIP, LIMITED),
)
training_step.slip(
    "step-twice",
    "Two steps are taken, and the first one comes before clipping. One `step()`, after clipping, is enough.",
    (BACKWARD, BACKWARD + STEP),
)
training_step.slip(
    "module-handed-over",
    "`clip_grad_norm_` wants parameters, not a module or an optimiser: it goes through what it is given, "
    "one tensor after the other.",
    (GIVEN, "clip_grad_norm_(rnn"),
    raises="not iterable",
)
