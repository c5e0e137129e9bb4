"""Repair a loop that remembers too much."""

import numpy as np
import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

STUB = """\
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors  # one number for each batch
"""


@function(
    id="08.batch_errors",
    returns="errors: K",
    stub=STUB,
    why="The reviews of one batch have nothing to do with those of the batch before. A state that is left "
    "out starts from zeros, and always in the right size.",
    hints=(
        "What does the first review of the second batch know before it has read its first word?",
        "Which batch does the second argument of `rnn` come from? And would it fit a smaller batch?",
        "No state should travel from batch to batch. What does `nn.RNN` do when the state is left out?",
    ),
    sizes=[
        {"K": 4, "T": 5, "B": 3, "last": 3, "I": 4, "H": 6},
        {"K": 3, "T": 6, "B": 4, "last": 4, "I": 2, "H": 5},
        {"K": 3, "T": 5, "B": 4, "last": 2, "I": 3, "H": 6},
        {"K": 4, "T": 7, "B": 3, "last": 1, "I": 2, "H": 5},
        {"K": 3, "T": 1, "B": 3, "last": 2, "I": 4, "H": 5},
        {"K": 1, "T": 4, "B": 3, "last": 3, "I": 2, "H": 6},
    ],
    imports=NUMPY_AND_TORCH,
)
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, h = rnn(x)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors  # one number for each batch


@batch_errors.draw
def _(rng, K, T, B, last, I, H):
    """K batches of B reviews; the last batch has ``last`` reviews, and where these are fewer, each batch has
    a step more than the one before."""
    batches = []
    for k, size in enumerate([B] * (K - 1) + [last]):
        steps = T + k if last < B else T
        x, y = torch.randn(steps, size, I, dtype=torch.float64), torch.randn(size, 1, dtype=torch.float64)
        batches.append((x, y))
    return nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64), batches


@batch_errors.right
def zeros_and_steps(rnn, head, batches):
    errors = []
    for x, y in batches:
        h = torch.zeros(1, x.shape[1], rnn.hidden_size, dtype=x.dtype)
        for t in range(len(x)):
            _, h = rnn(x[t : t + 1], h)
        errors.append(torch.nn.functional.mse_loss(head(h[0]), y))
    return torch.stack(errors)


@batch_errors.right
def forgotten_after_each(rnn, head, batches):
    h, errors = None, []
    with torch.no_grad():
        for x, y in batches:
            out, h = rnn(x, h)
            errors.append(((head(out[-1]) - y) ** 2).mean().item())
            h = None
    return np.array(errors)


@batch_errors.right
def one_line(rnn, head, batches):
    return [((head(rnn(x)[0][-1]) - y) ** 2).mean() for x, y in batches]


@batch_errors.mistake
def still_carried(rnn, head, batches):
    """Each batch still starts with the memory of the batch before. `detach()`, `clone()` or `no_grad` do not
    help: they keep the numbers, and the numbers are the fault. And in a smaller last batch they do not even
    fit."""
    h, errors = None, []
    for x, y in batches:
        h = None if h is None else h.detach()
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def sliced_to_fit(rnn, head, batches):
    """You cut the state to the size of the batch. The error is gone, and the fault is still there: review b
    starts with the memory of another review. Silence is not a repair."""
    h, errors = None, []
    for x, y in batches:
        if h is not None:
            h = h[:, : x.shape[1]]
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def reset_when_it_does_not_fit(rnn, head, batches):
    """You start from zeros only where the sizes force you to. The other batches still begin with the memory
    of other reviews."""
    h, errors = None, []
    for x, y in batches:
        if h is not None and h.shape[1] != x.shape[1]:
            h = None
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def averaged_state(rnn, head, batches):
    """You average the old memories so that they fit any batch. They are still memories of other reviews."""
    h, errors = None, []
    for x, y in batches:
        if h is not None:
            h = h.mean(dim=1, keepdim=True).expand(-1, x.shape[1], -1).contiguous()
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def smaller_batch_skipped(rnn, head, batches):
    """The smaller batch is left out, so its reviews are never judged; and the other batches still begin with
    the memory of other reviews."""
    h, errors = None, []
    for x, y in batches:
        if h is not None and h.shape[1] != x.shape[1]:
            continue
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def smaller_batch_left_out(rnn, head, batches):
    """Each batch starts fresh, which is right. But the smaller last batch is left out, and its reviews are
    never judged. Zeros of the right size would fit it."""
    errors = []
    for x, y in batches:
        if x.shape[1] == batches[0][0].shape[1]:
            out, h = rnn(x)
            errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def same_start_for_all(rnn, head, batches):
    """Each batch starts with the memory of the first batch. A new review should start with an empty one."""
    errors = []
    _, first = rnn(batches[0][0])
    for x, y in batches:
        out, h = rnn(x, first[:, : x.shape[1]])
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors


def _starts_at_random(function, calls):
    """Do two runs on the same batches differ?"""
    args = calls[0].args
    return function(*args) != function(*args)


READ, OWN, FIRST = "rnn(x)", "1, x.shape[1], rnn.hidden_size", "1, batches[0][0].shape[1], rnn.hidden_size"
ZEROS, WIDE = "rnn(x, torch.zeros({}))", ", dtype=torch.float64"
batch_errors.slip(
    "zeros-of-one-size",
    "Your zeros have the size of the first batch, so they do not fit a smaller last batch. Make them for "
    "each batch, or leave the state out.",
    (READ, ZEROS.format(FIRST + WIDE)),
)
batch_errors.slip(
    "random-start",
    "Each batch starts from random numbers. Nothing of an old review is left, but the start is noise that "
    "the network was not trained with: start from zeros.",
    (READ, f"rnn(x, torch.randn({OWN}{WIDE}))"),
    detect=_starts_at_random,
)
batch_errors.slip(
    "one-row",
    "Your zeros have the batch size 1, and `nn.RNN` does not stretch a state over the batch. Each review "
    "needs its own row: the second size is that of the batch at hand.",
    (READ, ZEROS.format("1, 1, rnn.hidden_size" + WIDE)),
    raises=r"Expected hidden size \(1, 3, 6\), got \[1, 1, 6\]",
)
batch_errors.slip(
    "two-axes",
    "Your state has the shape (B, H), which is right for an `nn.RNNCell`. `nn.RNN` wants an axis for layers "
    "in front.",
    (READ, ZEROS.format("x.shape[1], rnn.hidden_size" + WIDE)),
    raises="should also be 3-D",
)
batch_errors.slip(
    "other-precision",
    "Your zeros have another precision than the data (float32 against float64). A state that is left out "
    "gets the right one by itself.",
    (READ, ZEROS.format(OWN)),
    raises="dtype|Double|Float",
)
batch_errors.slip(
    "mean-over-time",
    "The score is read from the mean over all steps. It was right to read it after the last word.",
    ("out[-1]", "out.mean(dim=0)"),
)
batch_errors.slip(
    "every-step",
    "The score is read after every word and compared with the one target of the review. It was right to "
    "read it after the last word.",
    ("out[-1]", "out"),
)


@batch_errors.mistake
def as_if_batch_first(rnn, head, batches):
    """You swap steps and batch before the layer reads. This one was made without `batch_first`: its first
    axis is time, and x has the steps first already."""
    errors = []
    for x, y in batches:
        out, h = rnn(x.transpose(0, 1))
        errors.append(((head(out[:, -1]) - y) ** 2).mean().item())
    return errors


@batch_errors.mistake
def one_for_each_review(rnn, head, batches):
    """You give the error of each review. The task asks for one number for each batch: the mean over its
    reviews."""
    errors = []
    for x, y in batches:
        out, h = rnn(x)
        errors.extend(((head(out[-1]) - y) ** 2).flatten().tolist())
    return errors


@batch_errors.mistake
def absolute(rnn, head, batches):
    """You measure by how much each prediction is off, without squaring. The code that you were given has the
    mean *squared* error; keep what is no fault."""
    return [(head(rnn(x)[0][-1]) - y).abs().mean().item() for x, y in batches]
