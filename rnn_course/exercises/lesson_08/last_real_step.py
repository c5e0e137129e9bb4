"""The last real step."""

import torch

from rnn_course.nearmiss import NUMPY_AND_TORCH, function, with_gradients


@function(
    id="08.last_real_step",
    returns="last: B H",
    why=(
        "Two indices, paired: for sentence b the step lengths[b] − 1. A list of steps alone would fetch "
        "whole rows of the batch."
    ),
    hints=(
        "Sentence b ends at its own step. So a slice, which takes the same steps for all, cannot do it.",
        "In a loop: for sentence b, take `out[lengths[b] - 1, b]`. Collect these and stack them.",
        "Without a loop: index with two tensors of length B at once, the steps and `torch.arange(B)`.",
    ),
    sizes=[
        {"T": 7, "B": 3, "H": 5, "extra": 0},
        {"T": 6, "B": 4, "H": 2, "extra": 1},
        {"T": 5, "B": 5, "H": 3, "extra": 1},
        {"T": 9, "B": 2, "H": 4, "extra": 0},
        {"T": 8, "B": 6, "H": 4, "extra": 2},
        {"T": 1, "B": 3, "H": 4, "extra": 0},
        {"T": 6, "B": 1, "H": 4, "extra": 2},
    ],
    observe=with_gradients("last"),
    imports=NUMPY_AND_TORCH,
)
def last_real_step(out, lengths):
    return out[lengths - 1, torch.arange(len(lengths))]


@last_real_step.draw
def _(rng, T, B, H, extra):
    """States of B sentences padded to T steps; the longest has T − extra words."""
    longest = T - extra
    lengths = torch.from_numpy(rng.integers(1, longest + 1, size=B))
    lengths[int(rng.integers(B))] = longest
    if B > 1 and longest > 1:
        lengths[(int(lengths.argmax()) + 1) % B] = max(1, longest - 2)
    return torch.from_numpy(rng.normal(size=(T, B, H))).requires_grad_(), lengths


@last_real_step.right
def gathered(out, lengths):
    return out.gather(0, (lengths - 1).view(1, -1, 1).expand(1, -1, out.shape[2])).squeeze(0)


@last_real_step.right
def flat(out, lengths):
    return out.flatten(0, 1)[(lengths - 1) * out.shape[1] + torch.arange(out.shape[1])]


@last_real_step.right
def one_hot_over_time(out, lengths):
    one_hot = (torch.arange(out.shape[0])[:, None] == lengths - 1).to(out.dtype)
    return torch.einsum("tb,tbh->bh", one_hot, out)


@last_real_step.right
def from_the_diagonal(out, lengths):
    return out[lengths - 1].diagonal(dim1=0, dim2=1).T


@last_real_step.right
def sliced(out, lengths):
    return [out[: lengths[b], b][-1] for b in range(out.shape[1])]


@last_real_step.mistake
def mean_of_real(out, lengths):
    """You average over the real steps. A sound readout, and padding is left out; but the task asks for the
    last real step."""
    mask = (torch.arange(len(out))[:, None] < lengths).to(out.dtype)[:, :, None]
    return (out * mask).sum(dim=0) / lengths[:, None]


@last_real_step.mistake
def sum_of_real(out, lengths):
    """You add up all real steps. The mask of the last step is true at one step only: where t equals lengths −
    1."""
    mask = (torch.arange(len(out))[:, None] < lengths).to(out.dtype)[:, :, None]
    return (out * mask).sum(dim=0)


@last_real_step.mistake
def masked_last_row(out, lengths):
    """You set the padding to zero and then take the last row: zeros for every shorter sentence. Where is the
    last row that is not padding?"""
    mask = (torch.arange(len(out))[:, None] < lengths).to(out.dtype)[:, :, None]
    return (out * mask)[-1]


@last_real_step.mistake
def max_of_real(out, lengths):
    """You take the largest value over the real steps. The task asks for the last real step."""
    mask = (torch.arange(len(out))[:, None] < lengths)[:, :, None]
    return out.masked_fill(~mask, -1e9).max(dim=0).values


@last_real_step.mistake
def first_sentence(out, lengths):
    """The steps are right, but you read all of them from sentence 0. Each step belongs to a sentence of its
    own."""
    return torch.stack([out[length - 1, 0] for length in lengths])


@last_real_step.mistake
def sorted_by_length(out, lengths):
    """The states are right, but they stand in the order of the lengths, longest first. Row b of the answer
    belongs to sentence b: undo the sorting."""
    order = torch.argsort(lengths, descending=True)
    return out[lengths[order] - 1, order]


@last_real_step.mistake
def lengths_sorted(out, lengths):
    """You sort the lengths but not the sentences, so most sentences get the length of another one."""
    lengths = lengths.sort(descending=True).values
    return out[lengths - 1, torch.arange(len(lengths))]


@last_real_step.mistake
def flat_batch_first(out, lengths):
    """Your flat index is right for a batch-first tensor. Here the rows are step 0 of all sentences, then step
    1 of all sentences: step t of sentence b is row t · B + b."""
    return out.reshape(-1, out.shape[2])[torch.arange(len(lengths)) * len(out) + lengths - 1]


PAIR, ROWS = "lengths - 1, torch.arange(len(lengths))", "torch.arange(len(lengths))"
WHOLE, GATHERED = f"out[{PAIR}]", "out.gather(0, (lengths - 1)[None, :, None])"
last_real_step.slip(
    "last-row",
    "For each sentence you take the last row of the padded tensor. For a shorter sentence that is a state "
    "after padding (such states are not zero, so zeros do not show where it ends). `lengths` says which "
    "step is its last.",
    (WHOLE, "out[-1]"),
)
last_real_step.slip(
    "last-of-the-batch",
    "`out[:, -1]` is the last *sentence* here, at all its steps: the batch is the second axis. (With "
    "`batch_first=True` it would be the last padded step, which is no better.)",
    (WHOLE, "out[:, -1]"),
)
last_real_step.slip(
    "one-too-late",
    "An index points outside `out`. Steps are counted from 0: a sentence of 3 words ends at step 2. And the "
    "first axis of `out` is time, the second the batch: which of them does your index, or your loop, walk "
    "along?",
    ("lengths - 1", "lengths"),
    raises="out of (bounds|range)",
)
last_real_step.slip(
    "one-too-late-clamped",
    "You read step `lengths`, or the last row where there is none. Steps are counted from 0, so a sentence "
    "of 3 words ends at step 2.",
    ("lengths - 1", "lengths.clamp(max=len(out) - 1)"),
)
last_real_step.slip(
    "counted-from-the-end",
    "`-lengths` counts from the end of the padded tensor. The real words stand at its beginning.",
    ("lengths - 1", "-lengths"),
)
last_real_step.slip(
    "steps-only",
    "With one list of steps, indexing takes whole rows: for each of them *all* sentences, so (B, B, H) "
    "comes out. Say for each step which sentence it belongs to.",
    (PAIR, "lengths - 1"),
)
last_real_step.slip(
    "axes-swapped",
    "Your two indices have changed places: the first one counts steps here, because time comes first. This "
    "order belongs to a batch-first tensor.",
    (PAIR, f"{ROWS}, lengths - 1"),
    raises="index .* is out of bounds for dimension 1",
)
last_real_step.slip(
    "diagonal-of-swapped",
    "`out[:, lengths - 1]` picks sentences, not steps: the second axis is the batch.",
    (PAIR, ":, lengths - 1"),
)
last_real_step.slip(
    "longest-for-all",
    "You read the last step of the longest sentence, for all of them. The shorter ones are padding there.",
    (PAIR, "lengths.max() - 1"),
)
last_real_step.slip(
    "shortest-for-all",
    "You read all sentences at the end of the shortest one. The longer ones go on after that.",
    (PAIR, "lengths.min() - 1"),
)
last_real_step.slip(
    "first-length-for-all", "You use the length of sentence 0 for the whole batch.", (PAIR, "lengths[0] - 1")
)
last_real_step.slip(
    "max-over-time",
    "You take the largest value over all steps, padding too. The task asks for one step of each sentence.",
    (WHOLE, "out.max(dim=0).values"),
)
last_real_step.slip(
    "mean-over-time",
    "You average over all steps, padding too. The task asks for one step of each sentence.",
    (WHOLE, "out.mean(dim=0)"),
)
last_real_step.slip(
    "one-unit-kept",
    "`gather` takes as many units as your index has, and yours has one; and the first axis is still there. "
    "Expand the index to H units, and take the one row.",
    (WHOLE, GATHERED),
)
last_real_step.slip(
    "first-unit-gathered",
    "`gather` takes as many units as your index has, and yours has one. Expand the index to H units.",
    (WHOLE, f"{GATHERED}[0]"),
)
last_real_step.slip(
    "no-gradient",
    "No gradient can flow back into `out`: a `detach()`, `.data`, a step through numpy, or plain numbers "
    "taken out with `tolist()` or `item()`. Stay with tensors.",
    ("out[", "out.detach()["),
)
