"""The one training loop of the course, with a progress line that says how far it is and how well it does."""

import math

import torch

BAR_WIDTH = 30  # characters


def train(loss_function, parameters, steps, learning_rate=0.01, max_norm=None, show=True, one_cycle=False):
    """Take ``steps`` steps of Adam down the gradient, and return the loss before each step, a list of floats.

    ``loss_function()`` runs the forward pass and returns one number, a torch scalar; ``parameters`` are the
    tensors to change, or modules that hold them. With ``max_norm`` the gradients are clipped to that global
    norm. ``show`` prints one line that overwrites itself. With ``one_cycle`` the learning rate rises from a
    25th of ``learning_rate`` up to it in the first 30 % of the steps, and falls to almost 0 in the others.

    Raises ValueError if there is nothing to train, or as soon as the loss is not finite: the message
    says at which step. Source of the update rule: Kingma and Ba (2015), "Adam: A Method for
    Stochastic Optimization", algorithm 1.
    """
    tensors = list(_tensors(parameters))
    if not tensors:
        raise ValueError("parameters: expected tensors or modules to train, got none")
    optimiser, change_rate = _adam(tensors, learning_rate, steps if one_cycle else None)
    losses = []
    for step in range(steps):
        optimiser.zero_grad()
        loss = loss_function()
        losses.append(_finite(loss.item(), step))
        loss.backward()
        if max_norm is not None:
            torch.nn.utils.clip_grad_norm_(tensors, max_norm)
        optimiser.step()
        change_rate()
        if show:
            _show(step + 1, steps, losses[-1])
    return losses


def _adam(tensors, learning_rate, cycle_steps=None):
    """Adam, and what to call after each of its steps: it moves the learning rate on, if there is a cycle."""
    optimiser = torch.optim.Adam(tensors, learning_rate)
    if cycle_steps is None:
        return optimiser, lambda: None
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, learning_rate, total_steps=cycle_steps)
    return optimiser, cycle.step


def _show(step, steps, loss):
    print(progress_line(step, steps, loss), end="\r" if step < steps else "\n", flush=True)


def stream_losses(rnn, head, pieces):
    """Read a stream piece after piece, and yield the mean squared error of each.

    This is truncated backpropagation through time. ``pieces`` are pairs x (T, B, I) and y (T, B, O) in
    reading order; ``head`` makes (T, B, O) of the states (T, B, H). The state starts from zeros and is
    carried from piece to piece without its past: ``backward`` stops at the piece's start.
    """
    h = None
    for x, y in pieces:
        out, h = rnn(x, h)
        h = h.detach()
        yield ((head(out) - y) ** 2).mean()


def progress_line(step, steps, loss):
    """One line of text: a bar, the step, and the loss.

    >>> progress_line(50, 100, 0.5)
    '[███████████████···············] step  50/100  loss 0.5000'
    """
    full = round(BAR_WIDTH * step / steps)
    bar = "█" * full + "·" * (BAR_WIDTH - full)
    return f"[{bar}] step {step:>{len(str(steps))}}/{steps}  loss {loss:.4f}"


def _tensors(parameters):
    for item in [parameters] if isinstance(parameters, (torch.Tensor, torch.nn.Module)) else parameters:
        if isinstance(item, torch.nn.Module):
            yield from item.parameters()
        else:
            yield item


def _finite(loss, step):
    if not math.isfinite(loss):
        raise ValueError(
            f"the loss is {loss} at step {step}: try a smaller learning rate, or clip the gradients"
        )
    return loss
