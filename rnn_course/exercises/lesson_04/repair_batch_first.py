"""Repair the silent swap."""

import torch
from torch import nn, randn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

BROKEN = """\
def last_states(rnn, reviews):  # rnn: default layout; reviews: (B, T, I)
    out, h_n = rnn(reviews)
    return out[:, -1]  # shape (B, H)
"""


@function(
    id="04.repair_batch_first",
    stub=BROKEN,
    returns="last: B H",
    why=(
        "The layer walks along axis 0, so time must stand there; after that the last step is out[-1], with "
        "one row per review."
    ),
    hints=(
        "Along which axis does this layer walk, and what lies along that axis of `reviews`?",
        "Put time where the layer looks for it. Then ask again where the last step of `out` is.",
        "`reviews.transpose(0, 1)` has shape (T, B, I). Its `out` has time first, so the index of the last "
        "step changes as well.",
    ),
    imports=NUMPY_AND_TORCH,
    without=("gradients",),  # a copy of rnn answers as well
)
def repair_batch_first(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[-1]


@repair_batch_first.draw
def _(rng, T, B, I, H):
    return nn.RNN(I, H), randn(B, T, I)


@repair_batch_first.right
def by_the_switch(rnn, reviews):
    rnn.batch_first = True
    out, _ = rnn(reviews)
    return out[:, -1, :]


@repair_batch_first.right
def by_a_copy(rnn, reviews):
    twin = nn.RNN(rnn.input_size, rnn.hidden_size, batch_first=True)
    twin.load_state_dict(rnn.state_dict())
    return twin(reviews)[1][-1]


@repair_batch_first.right
def one_by_one(rnn, reviews):
    return torch.stack([rnn(review)[0][-1] for review in reviews])


@repair_batch_first.right
def lists_without_gradient(rnn, reviews):
    with torch.no_grad():
        return rnn(reviews.permute(1, 0, 2).contiguous())[0][-1].tolist()


@repair_batch_first.right
def turned_back(rnn, reviews):
    out, _ = rnn(torch.stack(list(reviews), dim=1))
    return out.transpose(0, 1)[:, -1]


@repair_batch_first.mistake
def same_mistake(rnn, reviews):
    """Your function still computes what the broken one does. The shape (B, H) is the one asked for, and that
    is what hides the mistake: the layer walks from review to review. What happens to x before the call? (A
    line `x.transpose(0, 1)` alone changes nothing: it gives a new tensor.)"""
    out, _ = rnn(reviews)
    return out[:, -1, :]


@repair_batch_first.mistake
def still_swapped(rnn, reviews):
    """The layer still walks along axis 0, and there lie the reviews, not the words. What goes into the call
    must change, before you choose from what comes out. (A line `x.transpose(0, 1)` alone changes nothing: it
    gives a new tensor, which needs a name.)"""
    out, h_n = rnn(reviews)
    return out[-1]


@repair_batch_first.mistake
def still_swapped_state(rnn, reviews):
    """Only what comes out was changed, from `out` to `h_n`. The layer still walks along axis 0, and there lie
    the reviews, not the words. Repair what goes into the call."""
    out, h_n = rnn(reviews)
    return h_n


@repair_batch_first.mistake
def still_swapped_first(rnn, reviews):
    """The layer still walks from review to review, and you take what it said beside each review's first word.
    Repair what goes into the call."""
    out, h_n = rnn(reviews)
    return out[:, 0]


@repair_batch_first.mistake
def still_swapped_mean(rnn, reviews):
    """The layer still walks from review to review; an average over the words comes too late to undo that.
    Repair what goes into the call."""
    out, h_n = rnn(reviews)
    return out.mean(dim=1)


@repair_batch_first.mistake
def new_network(rnn, reviews):
    """You built a second nn.RNN. The layout is right, but its weights are new random numbers: nothing that
    `rnn` has learnt is in it. Keep `rnn`, or give the new one its weights."""
    rnn = nn.RNN(rnn.input_size, rnn.hidden_size, batch_first=True)
    out, h_n = rnn(reviews)
    return out[:, -1]


@repair_batch_first.mistake(raises=r"unbatched 2-D input")
def one_step_without_its_axis(rnn, reviews):
    """You walk along the words yourself, which can work. But `reviews[:, t]` has two axes, and nn.RNN reads
    two axes as one sequence without a batch. Name the missing axis of time, or let the layer do the
    walking."""
    h = reviews.new_zeros(1, reviews.shape[0], rnn.hidden_size)
    for t in range(reviews.shape[1]):
        out, h = rnn(reviews[:, t], h)
    return h[0]


TURNED, LAST = "reviews.transpose(0, 1)", "out[-1]"
slip = repair_batch_first.slip
slip(
    "reshaped",
    "`reshape` and `view` give the shape (T, B, I), but they keep the order of the numbers and only cut "
    "them elsewhere: words of different reviews end up in one. Two axes that change places need another "
    "operation.",
    (TURNED, "reviews.reshape(reviews.shape[1], reviews.shape[0], -1)"),
)
slip(
    "one-review",
    "The layer now walks along time, which was the harder half. But your index takes all steps of the last "
    "review: in the `out` you have now, which axis counts the steps?",
    (LAST, "out[:, -1]"),
)
slip(
    "reshaped-afterwards",
    "The layer now walks along time. Then `reshape` cuts its result into rows elsewhere, and the states of "
    "different reviews are mixed again. The last step can be taken from `out` as it is.",
    (LAST, "out.reshape(reviews.shape[0], reviews.shape[1], -1)[:, -1]"),
)
slip(
    "state-batch-first",
    "The layer now walks along time. But `h_n` keeps its layers on the first axis, also with "
    "`batch_first=True`: `h_n[:, -1]` is one review only.",
    (LAST, "h_n[:, -1]"),
)
slip(
    "pair",
    "The layer now walks along time. You return the last state twice, once from `out` and once from `h_n`; "
    "with one layer they are the same. One of them is enough.",
    (LAST, "out[-1], h_n[-1]"),
)
slip(
    "pair-not-taken-apart",
    "A call to nn.RNN gives two results, `out` and `h_n`. You index the pair as if it were one tensor.",
    ("out, h_n =", "out ="),
    (LAST, "out[:, -1]"),
    raises="tuple indices|'tuple'",
)
slip(
    "average",
    "The layer now walks along time, but you average over all words. The task asks for the last state.",
    (LAST, "out.mean(dim=0)"),
)
slip(
    "largest",
    "The layer now walks along time, but you take each unit's largest value over all words. The task asks "
    "for the last state.",
    (LAST, "out.max(dim=0).values"),
)
slip(
    "all-axes-turned",
    "The features have moved as well: the layer does not find `input_size` numbers along the last axis. "
    "`.T` and `permute` may move all three axes; only two of them should change places.",
    ("transpose(0, 1)", "permute(2, 1, 0)"),
    raises=r"input\.size\(-1\) must be equal",
)
slip(
    "guard-complains",
    "Your h_0 has the right shape, and PyTorch's complaint is the proof that the layer reads the batch size "
    "from axis 1. Do not bend h_0 until it fits: which axis of `reviews` stands in the wrong place?",
    (TURNED, "reviews, reviews.new_zeros(1, reviews.shape[0], rnn.hidden_size)"),
    raises=r"Expected hidden size \(1, (?!1,)",
)
slip(
    "last-word-only",
    "The last word is read from a fresh start, so the state holds nothing of the words before. Either they "
    "were cut off before the call, or each word went in as a sample of its own (`unsqueeze(0)` makes a "
    "batch of T). Let the layer read the whole review, (T, 1, I).",
    ("reviews.transpose", "reviews[:, -1:].transpose"),
)
slip(
    "everything-squeezed",
    "Right for most reviews. But `squeeze()` removes every axis of length 1, and with a batch of one review "
    "that is the batch as well. Say which axis you mean.",
    (LAST, "h_n.squeeze()"),
)
