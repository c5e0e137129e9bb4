"""Lesson 8, truncated backpropagation through time: the reference, and what learners write instead."""

from rnn_course.exercises import Misconception, source_of
from rnn_course.exercises.lesson_03_mistakes import edited


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


def _wrong(*edits):
    return edited(train_on_stream, *edits)


READ, CUT, BACK = "out, h = rnn(x, h)", "        h = h.detach()\n", "loss.backward()"
LOSS, ZERO, STEP = "((head(out) - y) ** 2).mean()", "optimiser.zero_grad()", "optimiser.step()"
ONCE = """\
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        losses.append(((head(out) - y) ** 2).mean())
    optimiser.zero_grad()
    {total}.backward()
    optimiser.step()
    return [loss.item() for loss in losses]
"""
EVERY_STEP_CUT = """\
def train_on_stream(rnn, head, optimiser, pieces):
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
"""
STEPS_AS_PIECES = """\
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        for x_t, y_t in zip(x, y):
            out, h = rnn(x_t[None], h)
            loss = ((head(out) - y_t) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            h = h.detach()
            losses.append(loss.item())
    return losses
"""
TWICE = """\
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for _ in range(2):
        for x, y in pieces:
            out, h = rnn(x, h)
            loss = ((head(out) - y) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            h = h.detach()
            losses.append(loss.item())
    return losses
"""

MISTAKES = [
    Misconception(
        "not-detached",
        _wrong((CUT, "")),
        "The state still holds its past when the next piece begins, and backward has thrown that past "
        "away already. PyTorch proposes `retain_graph=True`; do not follow it. Which part of h does the next "
        "piece need? (`clone()` keeps the past too, and `h.detach()` on a line of its own changes nothing.)",
    ),
    Misconception(
        "retain-graph",
        _wrong((CUT, ""), (BACK, "loss.backward(retain_graph=True)")),
        "`retain_graph=True` keeps the old graphs, so backward walks on into earlier pieces. There it needs "
        "the weights as they were, but the optimiser has changed them in place. And without the optimiser "
        "the way back would grow with each piece. Do not keep the past; cut it.",
    ),
    Misconception(
        "zeros-for-each-piece",
        _wrong((READ, "out, h = rnn(x)")),
        "Every piece starts from zeros, so nothing is remembered from one piece to the next. To cut the "
        "gradient does not mean to erase the memory: the numbers in h may stay.",
    ),
    Misconception(
        "one-backward",
        ONCE.format(total="sum(losses)"),
        "You read the whole stream and learn once, at the end. That is full backpropagation through time: "
        "the way back is as long as the stream, and there is one step of the optimiser where the task asks "
        "for one in each piece.",
    ),
    Misconception(
        "one-backward-of-the-mean",
        ONCE.format(total="torch.stack(losses).mean()"),
        "You average all losses and learn once, at the end. The way back is as long as the stream. The task "
        "asks for one step of the optimiser in each piece.",
    ),
    Misconception(
        "never-learns",
        _wrong((f"        {STEP}\n", "")),
        "The weights are the same after training as before. Is there an `optimiser.step()`, does it come after `backward()`, and are the gradients "
        "still there at that moment?",
    ),
    Misconception(
        "gradients-added-up",
        _wrong((f"        {ZERO}\n", "")),
        "The gradients of all pieces so far are added up, because PyTorch adds each new gradient to the old "
        "one. Erase them once in each piece.",
    ),
    Misconception(
        "one-piece-late",
        _wrong(
            (f"        {ZERO}\n", ""), (f"{BACK}\n        {STEP}", f"{STEP}\n        {ZERO}\n        {BACK}")
        ),
        "The optimiser steps before backward, so each piece is learnt from one piece too late, and the last "
        "one never.",
    ),
    Misconception(
        "only-the-head-learns",
        _wrong((LOSS, "((head(out.detach()) - y) ** 2).mean()")),
        "The weights of `rnn` have not changed: only `head` has learnt. You cut `out`, or read the piece under "
        "`torch.no_grad()`. The cut belongs between two pieces, not between the network and its loss.",
    ),
    Misconception(
        "cut-at-every-step",
        EVERY_STEP_CUT,
        "You cut the path after every step, so no gradient flows from step to step even within a piece. Cut "
        "once, where a piece ends.",
    ),
    Misconception(
        "steps-as-pieces",
        STEPS_AS_PIECES,
        "You learn after every single step, as if each step were a piece. The loss of a piece is the mean "
        "over all its steps, and the optimiser steps once for it.",
    ),
    Misconception(
        "loss-of-the-last-step",
        _wrong((LOSS, "((head(out[-1]) - y[-1]) ** 2).mean()")),
        "Your loss looks at the last step of each piece only. There is a target for every step.",
    ),
    Misconception(
        "head-reads-h",
        _wrong((LOSS, "((head(h) - y) ** 2).mean()")),
        "`head` reads h, the state after the last step, and its one answer is compared with the targets of "
        "all steps: the shapes (1, B, 1) and (T, B, 1) are stretched without a word. Read every state.",
    ),
    Misconception(
        "sum-for-mean",
        _wrong((".mean()", ".sum()")),
        "Your loss is a sum over all steps and sequences. The task asks for the mean.",
    ),
    Misconception(
        "clipped",
        _wrong(
            (
                STEP,
                "nn.utils.clip_grad_norm_([*rnn.parameters(), *head.parameters()], 1.0)\n        optimiser.step()",
            )
        ),
        "You clip the gradients. That is often wise, but this task does not ask for it, and the weights "
        "come out different.",
    ),
    Misconception(
        "last-loss-only",
        _wrong(("return losses", "return losses[-1]")),
        "You return the loss of the last piece. The task asks for a list with the loss of each piece.",
    ),
    Misconception(
        "mean-of-the-losses",
        _wrong(("return losses", "return sum(losses) / len(losses)")),
        "You return the mean of the losses. The task asks for a list with the loss of each piece.",
    ),
    Misconception(
        "returns-the-state-too",
        _wrong(("return losses", "return losses, h")),
        "You return the state as well. The task asks for the list of losses alone.",
    ),
    Misconception(
        "out-as-state",
        _wrong((CUT, "        h = out.detach()\n")),
        "You hand `out` to the next piece. It holds the states of all T steps; the next piece needs the last "
        "state, with shape (1, B, H), and that is what `rnn` returns as its second value.",
        raises="Expected hidden size",
    ),
    Misconception(
        "state-without-layer-axis",
        _wrong((CUT, "        h = out[-1].detach()\n")),
        "The state you hand in has the shape (B, H), but `nn.RNN` wants an axis for layers in front. The second value that `rnn` returns has it; "
        "and the first piece can do without a state.",
        raises="should also be 3-D",
    ),
    Misconception(
        "nothing-to-detach",
        _wrong((READ, "out, h = rnn(x, h.detach())"), (CUT, "")),
        "Before the first piece h is None, and None cannot be detached. Cut the path after a piece was read, "
        "or start from zeros of shape (1, B, H).",
        raises="'NoneType' object has no attribute",
    ),
    Misconception(
        "loss-cut-off",
        _wrong((LOSS, f"{LOSS}.detach()")),
        "The loss itself is cut off from the weights, so backward has nothing to walk over. Only h is to "
        "be cut, after the step.",
        raises="does not require grad",
    ),
    Misconception(
        "one-step-at-the-end",
        _wrong(
            (f"        {ZERO}\n", ""), (f"        {STEP}\n", ""), ("    return", f"    {STEP}\n    return")
        ),
        "The state is passed on as it should be, but the optimiser steps once, after all pieces. The task asks for a "
        "step in each piece.",
    ),
    Misconception(
        "list-made-anew",
        _wrong(("h, losses = None, []", "h = None"), (READ, f"losses = []\n        {READ}")),
        "Your list holds one loss: it is made anew in each round. Make it once, before the loop.",
    ),
    Misconception(
        "returns-too-early",
        _wrong(("    return losses", "        return losses")),
        "`return` stands inside the loop, so your function ends after the first piece.",
    ),
    Misconception(
        "twice-through",
        TWICE,
        "You go through the pieces more than once. The task asks for one pass, and one loss for each piece.",
    ),
    Misconception(
        "backwards",
        _wrong(("in pieces:", "in pieces[::-1]:")),
        "You read the pieces from the last to the first. The state would arrive at a place that it does not fit.",
    ),
    Misconception(
        "absolute-error",
        _wrong((LOSS, "(head(out) - y).abs().mean()")),
        "Your loss is the mean absolute error. The task asks for the mean squared error.",
    ),
    Misconception(
        "head-left-out",
        _wrong(("head(out)", "out")),
        "Your loss compares the states themselves with the targets; H numbers and one number are stretched to fit. "
        "`head` makes the prediction.",
    ),
    Misconception(
        "random-start",
        _wrong(
            (
                READ,
                "h = torch.randn(1, x.shape[1], rnn.hidden_size, dtype=x.dtype)\n        out, h = rnn(x, h)",
            )
        ),
        "Each piece starts from random numbers. It should start from what the piece before has left in h.",
        detect=lambda function, calls: "randn" in source_of(function),
    ),
    Misconception(
        "sum-of-the-losses",
        _wrong(("return losses", "return sum(losses)")),
        "You return the sum of the losses. The task asks for a list with the loss of each piece.",
    ),
]
