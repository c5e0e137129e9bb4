"""Three readouts."""

import numpy as np

from rnn_course.nearmiss import function


def taken_apart(result, _args):
    """Three arrays stacked into one, (3, B, H), are the three readouts too: they can be taken apart."""
    return tuple(result) if getattr(result, "ndim", 0) == 3 and len(result) == 3 else result


@function(
    id="02.readouts",
    stub="def readouts(states):\n    return ..., ..., ...  # last, mean, max: each of shape (B, H)\n",
    returns="last: B H; mean: B H; max: B H",
    why=(
        "All three make one state out of T: they remove the time axis, axis 0, and leave the batch and the "
        "units alone."
    ),
    hints=(
        "states has shape (T, B, H), each answer (B, H). Which axis disappears?",
        "The last state is an index on that axis. For mean and max, numpy's methods take an argument `axis`.",
        "`states[-1]` is the last one. `states.mean(axis=…)` and `states.max(axis=…)` need the number of "
        "the time axis.",
    ),
    observe=taken_apart,
)
def readouts(states):
    last = states[-1]
    mean = states.mean(axis=0)
    largest = states.max(axis=0)
    return last, mean, largest


@readouts.draw
def _(rng, T, B, H):
    return np.tanh(rng.normal(size=(T, B, H)) + 0.2)


@readouts.right
def stacked(states):
    return np.stack([states[len(states) - 1], np.sum(states, 0) / len(states), np.max(states, 0)])


@readouts.right
def loop(states):
    total, largest = 0 * states[0], states[0].copy()
    for h in states:
        total = total + h
        largest = np.where(h > largest, h, largest)
    return h, total / len(states), largest


@readouts.right
def by_torch(states):
    import torch

    states = torch.as_tensor(states)
    return states[-1], states.mean(0), states.max(0).values


@readouts.right
def sorted_(states):
    return states[-1, :, :], np.einsum("tbh->bh", states) / states.shape[0], np.sort(states, axis=0)[-1]


@readouts.mistake
def one_step_chosen(states):
    """Your maximum is one whole state, the one with the largest sum. The maximum is taken for each unit
    alone, so its numbers may come from different steps."""
    place = states.sum(axis=-1).argmax(axis=0)
    return states[-1], states.mean(axis=0), states[place, np.arange(states.shape[1])]


@readouts.mistake
def longest_state_chosen(states):
    """Your maximum is one whole state, the longest one. The maximum is taken for each unit alone, so its
    numbers may come from different steps."""
    place = np.linalg.norm(states, axis=-1).argmax(axis=0)
    return states[-1], states.mean(axis=0), states[place, np.arange(states.shape[1])]


@readouts.mistake
def max_starts_at_zero(states):
    """Your maximum starts from zero, so a unit that was negative at every step gets 0. Start from the first
    state."""
    return states[-1], states.mean(axis=0), np.maximum(states.max(axis=0), 0)


@readouts.mistake
def halved_again_and_again(states):
    """Your mean takes the mean of two at every step, so early words are halved again and again and the last
    one counts half. A mean gives every step the same weight."""
    average = states[0]
    for h in states[1:]:
        average = (average + h) / 2
    return states[-1], average, states.max(axis=0)


LAST, MEAN, MAX = "states[-1]", "states.mean(axis=0)", "states.max(axis=0)"
slip = readouts.slip
slip(
    "over-batch",
    "Over the batch, different reviews are mixed into one. `axis=1` is the batch; each review must keep its "
    "own memory. Which axis is time?",
    ("axis=0", "axis=1"),
)
slip(
    "over-units",
    "Over the units of one state all its numbers become one. Each unit keeps its own number; it is the "
    "steps that are brought together.",
    ("axis=0", "axis=-1"),
)
slip(
    "over-everything",
    "Over all axes at once you get one number. Without `axis=…` numpy takes the whole array.",
    ("axis=0", ""),
)
slip(
    "last-of-batch",
    "Your last state is the last review of the batch at every step, `states[:, -1]`. The last state of "
    "every review was asked for: which axis is time?",
    (LAST, "states[:, -1]"),
)
slip(
    "everything-over-batch",
    "You treat axis 1 as time everywhere. It is the batch here: in the course, time comes first, (T, B, H).",
    (LAST, "states[:, -1]"),
    ("axis=0", "axis=1"),
)
slip(
    "everything-over-units",
    "All three of your readouts work on the last axis, the units. It is the steps that are brought "
    "together: which axis is time?",
    (LAST, "states[..., -1]"),
    ("axis=0", "axis=-1"),
)
slip(
    "first-for-last",
    "Your last state is the state after the first word. It has read one word only; the task asks for the "
    "one that has read them all.",
    (LAST, "states[0]"),
)
slip(
    "sum-for-mean",
    "Your mean is the sum over the steps. A mean divides by their number, so that long and short reviews "
    "can be compared.",
    (MEAN, "states.sum(axis=0)"),
)
slip(
    "divided-by-five",
    "Your mean divides by 5, whatever the length. Our review has five words, but the function is tried with "
    "other lengths too.",
    (MEAN, "states.sum(axis=0) / 5"),
)
slip(
    "divided-by-one-less",
    "Your mean divides by T - 1. How many states were added?",
    (MEAN, "states.sum(axis=0) / max(len(states) - 1, 1)"),
)
slip(
    "mean-with-start",
    "Your mean divides by T + 1, as if h_0 were counted. `states` begins with h_1: T states were added.",
    (MEAN, "states.sum(axis=0) / (len(states) + 1)"),
)
slip(
    "mean-without-last",
    "Your mean leaves out the last state. `states[:-1]` stops before it, and it is the one that has read "
    "everything.",
    (MEAN, "states[:-1].sum(axis=0) / max(len(states) - 1, 1)"),
)
slip(
    "largest-with-its-index",
    "Your maximum is a pair, values and positions, as from PyTorch's `max(dim=0)`. The values alone were "
    "asked for.",
    (MAX, "np.stack([states.max(axis=0), states.argmax(axis=0)])"),
)
slip(
    "two-states-compared",
    "Your maximum compares two states only, such as the first with the last. The maximum runs over all T "
    "steps.",
    (MAX, "np.maximum(states[0], states[-1])"),
)
slip(
    "step-of-the-max",
    "Your maximum says at which step each unit was largest (`argmax`). The task asks for the largest value "
    "itself.",
    (MAX, "states.argmax(axis=0)"),
)
