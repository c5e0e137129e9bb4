"""Lesson 7, the right place: a training step that clips where nothing can be clipped."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import edited

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


def _training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss.item()


def _draw(rng, T, B, I, H, max_norm, spread=5):
    rnn, readout = nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64)
    parameters = [*rnn.parameters(), *readout.parameters()]
    for parameter in parameters:
        parameter.grad = torch.randn_like(parameter)  # left over from an earlier step
    optimiser = torch.optim.SGD(parameters, lr=0.5)
    x, y = rng.normal(size=(T, B, I)), spread * rng.normal(size=(T, B, 1)) + 1.6 * spread
    return rnn, readout, optimiser, torch.from_numpy(x), torch.from_numpy(y), max_norm


SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6, "max_norm": 1.0},
    {"T": 4, "B": 5, "I": 3, "H": 2, "max_norm": 0.1},
    {"T": 9, "B": 2, "I": 8, "H": 5, "max_norm": 1e6},
    {"T": 7, "B": 3, "I": 4, "H": 6, "max_norm": 6.0},
    {"T": 5, "B": 2, "I": 3, "H": 4, "max_norm": 3.0, "spread": 0.02},
    {"T": 1, "B": 3, "I": 4, "H": 6, "max_norm": 2.0},
    {"T": 7, "B": 1, "I": 4, "H": 6, "max_norm": 0.5},
]


def _observe(result, args):
    rnn, readout = args[:2]
    named = {f"rnn.{name}": p for name, p in rnn.named_parameters()}
    named |= {f"readout.{name}": p for name, p in readout.named_parameters()}
    return {name: parameter.detach() for name, parameter in named.items()}


ZERO, BACKWARD, STEP = "    optimiser.zero_grad()\n", "    loss.backward()\n", "    optimiser.step()\n"
CLIP = "    nn.utils.clip_grad_norm_(parameters, max_norm)\n"
LOSS = "    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()\n"
BY_HAND = "    norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))\n"


def _wrong(*edits):
    return edited(_training_step, *edits)


training_step = FunctionExercise(
    id="07.training_step",
    title="Repair a training step",
    stub=STUB,
    solution=_training_step,
    why=(
        "`backward()` makes the gradients and `step()` uses them. Clipping changes gradients, so it acts only between "
        "the two."
    ),
    hints=[
        "Write beside each line what the gradients hold after it: old numbers, nothing, new numbers, clipped numbers.",
        "Which line makes the gradients of this step? Which line uses them? Clipping has to find them in between.",
        "Move the line with `clip_grad_norm_`; all other lines may stay in their order.",
    ],
    draw=_draw,
    sizes=SIZES,
    imports=NUMPY_AND_TORCH,
    may_change=True,
    observe=_observe,
    misconceptions=[
        Misconception(
            "without-effect",
            _wrong((CLIP, ""), (STEP, STEP + CLIP)),
            "The step was taken with gradients that are not clipped. Is a clipping line there? Does it come after `backward()`, which makes the gradients, and before "
            "`step()`, which uses them? And does it get the gradients of the parameters, and not the weights, or an iterator that is used up? No error tells you.",
        ),
        Misconception(
            "gradients-erased",
            _wrong((ZERO, ""), (CLIP, CLIP + ZERO)),
            "The weights have not moved. `zero_grad()` now empties the gradients after they were computed, or `step()` "
            "comes before `backward()`; either way the optimiser finds nothing to do.",
        ),
        Misconception(
            "old-gradients-added",
            _wrong((ZERO, "")),
            "`backward()` *adds* to what the gradients hold, and numbers from an earlier step are still there. Empty them "
            "before.",
        ),
        Misconception(
            "old-gradients-added-unclipped",
            _wrong((ZERO, ""), (CLIP, "")),
            "Two things: the gradients of an earlier step are still there and are added to the new ones, and nothing is "
            "clipped when the step is taken.",
        ),
        Misconception(
            "old-gradients-used",
            _wrong((ZERO, ""), (f"{BACKWARD}{CLIP}{STEP}", f"{CLIP}{STEP}{BACKWARD}")),
            "Your step uses the gradients that were left over from before: it stands in front of `backward()`. First the "
            "loss, then its gradients, then the step.",
        ),
        Misconception(
            "by-value",
            _wrong(("clip_grad_norm_", "clip_grad_value_")),
            "`clip_grad_value_` cuts every number for itself, which changes the direction of the step. The argument is "
            "called max_norm: the norm of all gradients together is to be limited.",
        ),
        Misconception(
            "each-parameter-for-itself",
            _wrong((CLIP, "    for p in parameters:\n        nn.utils.clip_grad_norm_([p], max_norm)\n")),
            "The place is right, but each parameter is clipped by its own norm. Then each has another factor, and all "
            "together may be longer than the limit. Hand over all parameters in one call.",
        ),
        Misconception(
            "modules-one-by-one",
            _wrong(
                (
                    CLIP,
                    "    nn.utils.clip_grad_norm_(rnn.parameters(), max_norm)\n"
                    "    nn.utils.clip_grad_norm_(readout.parameters(), max_norm)\n",
                )
            ),
            "The network and the readout are clipped separately, each with a norm of its own. The global norm counts the "
            "parameters of both.",
        ),
        Misconception(
            "rnn-only",
            _wrong((CLIP, CLIP.replace("parameters", "rnn.parameters()"))),
            "Only the gradients of `rnn` are clipped; those of the readout go through as they are. One norm over all "
            "parameters is meant.",
        ),
        Misconception(
            "readout-only",
            _wrong((CLIP, CLIP.replace("parameters", "readout.parameters()"))),
            "Only the gradients of the readout are clipped; those of `rnn`, which come through time, go through as they "
            "are.",
        ),
        Misconception(
            "largest-entry",
            _wrong((CLIP, CLIP.replace("max_norm)", 'max_norm, norm_type=float("inf"))'))),
            "With `norm_type=inf` the largest single number counts as the norm. The task means the length, which is the "
            "default.",
        ),
        Misconception(
            "sum-of-absolutes",
            _wrong((CLIP, CLIP.replace("max_norm)", "max_norm, norm_type=1)"))),
            "With `norm_type=1` the sum of all absolute values counts as the norm. The task means the length, which is "
            "the default.",
        ),
        Misconception(
            "always-scaled",
            _wrong((CLIP, f"{BY_HAND}    for p in parameters:\n        p.grad *= max_norm / norm\n")),
            "You scale every gradient to the length max_norm, small ones too, and these become larger. Clipping only "
            "shortens.",
        ),
        Misconception(
            "scaled-to-one",
            _wrong((CLIP, f"{BY_HAND}    for p in parameters:\n        p.grad /= norm\n")),
            "You scale every gradient to the length 1, whatever max_norm says, and small ones become larger.",
        ),
        Misconception(
            "loss-clipped",
            _wrong((CLIP, ""), (LOSS, LOSS + "    loss = loss.clamp(max=max_norm)\n")),
            "You limit the loss. Above the limit a clamped loss is constant, so its gradient is zero and nothing is "
            "learnt: it is the gradient whose length has to be limited.",
        ),
        Misconception(
            "loss-scaled",
            _wrong((CLIP, ""), (LOSS, LOSS + "    loss = loss * min(1, max_norm / loss.item())\n")),
            "You scale the loss down to the limit. The gradient gets shorter by the same factor, but the size of a loss "
            "does not tell the size of its gradient.",
        ),
        Misconception(
            "weights-clipped",
            _wrong(
                (CLIP, ""),
                (
                    STEP,
                    f"{STEP}    for p in parameters:\n        p.data.clamp_(-max_norm, max_norm)\n",
                ),
            ),
            "You limit the weights after the step. Clipping limits the step: the gradients, before they are used.",
        ),
        Misconception(
            "step-twice",
            _wrong((BACKWARD, BACKWARD + STEP)),
            "Two steps are taken, and the first one comes before clipping. One `step()`, after clipping, is enough.",
        ),
        Misconception(
            "steps-after-clipping-twice",
            _wrong((STEP, STEP + STEP)),
            "Two steps are taken with the same gradients. One `step()` is enough.",
        ),
        Misconception(
            "backward-twice",
            _wrong((STEP, BACKWARD + STEP)),
            "`backward()` is called two times, and the second call finds its records gone. One call, before clipping.",
            raises="RuntimeError.*second time",
        ),
        Misconception(
            "loss-comes-late",
            _wrong((LOSS, ""), (BACKWARD, BACKWARD + LOSS)),
            "`loss` is used before it has been computed. The order is: loss, its gradients, then what uses them.",
            raises="UnboundLocalError",
        ),
        Misconception(
            "limit-ignored",
            _wrong((CLIP, CLIP.replace("max_norm", "1.0"))),
            "The place is right, but the limit is always 1. Use the max_norm that the function is given.",
        ),
        Misconception(
            "recurrent-only",
            _wrong((CLIP, CLIP.replace("parameters", "[rnn.weight_hh_l0]"))),
            "Only the gradient of W_hh is clipped. It is where explosions come from, but the norm to be limited is that "
            "of all parameters together; else the direction changes.",
        ),
        Misconception(
            "weights-clipped-before",
            _wrong((CLIP, "    for p in parameters:\n        p.data.clamp_(-max_norm, max_norm)\n")),
            "The place is right, but you limit the weights there, not their gradients.",
        ),
        Misconception(
            "sum-for-mean",
            _wrong((LOSS, LOSS.replace(".mean()", ".sum()"))),
            "The clipping is right now, but the loss has become a sum where it was a mean. It is longer by the number of "
            "answers; leave it as it was.",
        ),
        Misconception(
            "module-handed-over",
            _wrong((CLIP, CLIP.replace("parameters", "rnn"))),
            "`clip_grad_norm_` wants parameters, not a module or an optimiser: it goes through what it is given, one "
            "tensor after the other.",
            raises="not iterable",
        ),
    ],
)
