"""Repair a loss over a sequence."""

import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function, with_gradients

STUB = """\
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.reshape(B, V, T), targets.T)
"""


@function(
    id="09.sequence_loss",
    stub=STUB,
    returns="loss:",
    why="`reshape` keeps the order of the numbers in memory and only counts them off anew; to move an axis "
    "takes `permute`. Or flatten the two axes that stand side by side already.",
    hints=(
        "Take T = 2, B = 1, V = 3 and write down which of the six scores ends at which place after the "
        "`reshape`.",
        "`reshape` never moves a number. Which operation moves an axis?",
        "Either `permute` the axes to (B, V, T), or flatten T and B of both and keep the classes as the "
        "second axis.",
    ),
    observe=with_gradients("loss"),
    imports=NUMPY_AND_TORCH,
)
def sequence_loss(logits, targets):
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


@sequence_loss.draw
def _(rng, T, B, V):
    logits = torch.from_numpy(3 * rng.normal(size=(T, B, V))).requires_grad_()
    return logits, torch.from_numpy(rng.integers(0, V, size=(T, B)))


@sequence_loss.right
def permuted(logits, targets):
    return nn.functional.cross_entropy(logits.permute(1, 2, 0), targets.T)


@sequence_loss.right
def time_as_batch(logits, targets):
    return nn.functional.cross_entropy(logits.transpose(1, 2), targets)


@sequence_loss.right
def by_hand(logits, targets):
    rows = torch.log_softmax(logits, dim=2)
    return -rows.gather(2, targets[..., None]).mean()


@sequence_loss.right
def step_by_step(logits, targets):
    steps = [nn.functional.cross_entropy(z, y) for z, y in zip(logits, targets, strict=True)]
    return torch.stack(steps).mean()


@sequence_loss.mistake
def targets_of_others(logits, targets):
    """Both are flattened now, but in a different order: the logits step by step, the targets sentence by
    sentence. Each score is compared with the target of another place."""
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.T.flatten())


@sequence_loss.mistake
def still_reshaped(logits, targets):
    """`reshape` (and `view`) only counts the numbers off anew, in the order in which they lie in memory. So
    the scores of one word are spread over several places, and no error tells you. An axis is moved by
    `permute` or `transpose`."""
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.reshape(T, V, B), targets)


@sequence_loss.mistake
def softmax_before(logits, targets):
    """The axes are right, but a softmax stands in front of the loss. `cross_entropy` takes raw scores and
    does the softmax itself; after two of them even a sure answer looks unsure."""
    return nn.functional.cross_entropy(logits.softmax(dim=2).flatten(0, 1), targets.flatten())


@sequence_loss.mistake
def last_step_only(logits, targets):
    """You judge the last step only. A language model predicts the next word at every step, and each of them
    counts."""
    return nn.functional.cross_entropy(logits[-1], targets[-1])


@sequence_loss.mistake
def summed_over_time(logits, targets):
    """The losses of the steps are added up, so a longer piece has a larger loss. The stub's loss is a mean
    over all places."""
    return sum(nn.functional.cross_entropy(z, y) for z, y in zip(logits, targets, strict=True))


@sequence_loss.mistake
def probabilities(logits, targets):
    """`nll_loss` expects logarithms of probabilities; it gets raw scores here, and takes their negative as
    the loss."""
    return nn.functional.nll_loss(logits.flatten(0, 1), targets.flatten())


@sequence_loss.mistake
def no_gradient(logits, targets):
    """The value is right, but no gradient flows back to the logits: `detach()`, `item()` or numpy stand in
    between. A loss that is only a number teaches nothing."""
    return nn.functional.cross_entropy(logits.detach().flatten(0, 1), targets.flatten())


FLAT = "logits.flatten(0, 1), targets.flatten()"
sequence_loss.slip(
    "targets-reshaped",
    "The scores are in order now, sentence by sentence, and the targets still lie step by step: a `reshape` "
    "of the targets moves none of them. So each score is compared with the target of another place. Both "
    "have to be turned in the same way, or neither.",
    (FLAT, "logits.permute(1, 2, 0), targets.reshape(targets.T.shape)"),
)
sequence_loss.slip(
    "both-reshaped",
    "You count off both anew with `reshape`. The targets then stand in one order and the scores in another, "
    "and the scores of one word are spread over several places. An axis is moved by `permute` or "
    "`transpose`.",
    (FLAT, "logits.reshape(targets.shape[1], -1, len(targets)), targets.reshape(targets.T.shape)"),
)
sequence_loss.slip(
    "turned-then-reshaped",
    "The batch comes first now, but the last two axes, steps and classes, are still exchanged by `reshape`, "
    "which moves nothing: the scores of one word are spread over several steps.",
    (FLAT, "logits.transpose(0, 1).reshape(targets.shape[1], -1, len(targets)), targets.T"),
)
sequence_loss.slip(
    "moved-then-flattened",
    "You move the classes away from the end and then write rows of V numbers: these rows hold scores of "
    "several places. Flatten while the classes still stand last.",
    (FLAT, "logits.permute(1, 2, 0).reshape(-1, logits.shape[2]), targets.T.flatten()"),
)
sequence_loss.slip(
    "shifted-again",
    "You move the targets by one step against the logits. `targets` are the next words already: what stands "
    "at step t is what the scores of step t should say.",
    (FLAT, "logits[:-1].flatten(0, 1), targets[1:].flatten()"),
)
sequence_loss.slip(
    "logarithm-forgotten",
    "`nll_loss` expects logarithms of probabilities; it gets the probabilities themselves, so a sure answer "
    "is worth hardly more than an unsure one.",
    (f"cross_entropy({FLAT})", "nll_loss(logits.softmax(dim=2).flatten(0, 1), targets.flatten())"),
)
sequence_loss.slip(
    "softmax-over-others",
    "A softmax stands in front of the loss, and over another axis than the classes. `cross_entropy` takes "
    "raw scores and does the softmax itself.",
    (FLAT, "logits.softmax(dim=0).flatten(0, 1), targets.flatten()"),
)
sequence_loss.slip(
    "one-token-left-out",
    "You leave out all places whose target is the token 0. That would be right if 0 stood for padding; this "
    "text has none, and 0 is a word like the others.",
    (FLAT, f"{FLAT}, ignore_index=0"),
)
sequence_loss.slip(
    "one-for-each-place",
    "These are the losses of all places, which is the right first half. The task asks for their mean, one "
    "number.",
    (f"cross_entropy({FLAT})", 'cross_entropy(logits.transpose(1, 2), targets, reduction="none")'),
)


@sequence_loss.mistake
def mean_before_the_logarithm(logits, targets):
    """You take the mean of the probabilities and its logarithm afterwards. Each word has a loss of its own:
    the logarithm comes first, and the mean last."""
    right = logits.softmax(dim=2).gather(2, targets[..., None])
    return -right.mean().log()


@sequence_loss.mistake
def each_class_by_itself(logits, targets):
    """You ask of each class by itself whether it is the one: a sigmoid for each. Here exactly one class is
    right, and the classes share out one probability: that is a softmax."""
    wanted = nn.functional.one_hot(targets, logits.shape[2]).to(logits.dtype)
    return nn.functional.binary_cross_entropy_with_logits(logits, wanted)


@sequence_loss.mistake
def shares_of_the_batch(logits, targets):
    """Your targets have the shape of the scores, one number for each class. `cross_entropy` takes them for
    shares then, and the *second* axis for the classes, which is the batch here. Whole numbers need no
    one-hot."""
    wanted = nn.functional.one_hot(targets, logits.shape[2]).to(logits.dtype)
    return nn.functional.cross_entropy(logits, wanted)
