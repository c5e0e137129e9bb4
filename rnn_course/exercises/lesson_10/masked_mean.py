"""The mean over real letters."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="10.masked_mean",
    returns="mean: B H",
    why="Padding leaves both the sum and the count. Then a name reads the same, whichever batch it stands "
    "in.",
    hints=(
        "Which steps of name b are padding? Two places must not know of them: the sum, and the number that "
        "you divide by.",
        "`np.arange(T)[:, np.newaxis] < lengths` has shape (T, B) and is true at real letters.",
        "Set the padding to 0, add over time, and divide by `lengths[:, np.newaxis]`.",
    ),
    sizes=[
        {"T": 7, "B": 3, "H": 5},
        {"T": 6, "B": 4, "H": 2},
        {"T": 5, "B": 5, "H": 3},
        {"T": 9, "B": 2, "H": 4},
        {"T": 6, "B": 1, "H": 4},
    ],
)
def masked_mean(states, lengths):
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return np.where(real[..., np.newaxis], states, 0).sum(axis=0) / lengths[:, np.newaxis]


@masked_mean.draw
def _(rng, T, B, H):
    """States of B names, T steps with the padding; the states at padding are not zero."""
    lengths = rng.integers(1, max(T - 1, 2), size=B)
    return rng.normal(size=(T, B, H)) + 0.5, lengths


@masked_mean.right
def name_by_name(states, lengths):
    return np.stack([states[:length, b].mean(axis=0) for b, length in enumerate(lengths)])


@masked_mean.right
def step_by_step(states, lengths):
    total = np.zeros(states.shape[1:])
    for t in range(len(states)):
        total += states[t] * (t < lengths)[:, None]
    return total / lengths[:, None]


@masked_mean.right
def weights_in_one_product(states, lengths):
    weights = (np.arange(states.shape[0])[:, None] < lengths) / lengths
    return np.einsum("tb,tbh->bh", weights, states)


@masked_mean.mistake
def plain_mean(states, lengths):
    """Padding is averaged in, so a short name in a batch with a long one is mostly padding. (The states there
    are not zero, and looking for zeros does not find them.) `lengths` says which steps are real."""
    return states.mean(axis=0)


@masked_mean.mistake
def divided_by_all_steps(states, lengths):
    """The sum leaves the padding out, but you divide by all T steps, as `mean` does: a short name gets a
    small mean. Divide by the number of its letters."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return (states * real[..., np.newaxis]).mean(axis=0)


@masked_mean.mistake
def sum_with_padding(states, lengths):
    """You divide by the right number, but the sum still holds the padding: the states there are not zero,
    since the network goes on stepping."""
    return states.sum(axis=0) / lengths[:, np.newaxis]


@masked_mean.mistake
def one_step_too_many(states, lengths):
    """One step of padding comes in: a name of 5 letters has the steps 0 to 4."""
    real = np.arange(len(states))[:, np.newaxis] <= lengths
    return np.where(real[..., np.newaxis], states, 0).sum(axis=0) / lengths[:, np.newaxis]


@masked_mean.mistake
def last_real(states, lengths):
    """That is the state after the last letter, a sound readout of its own. The task asks for the mean over
    all real letters."""
    return states[lengths - 1, np.arange(states.shape[1])]


@masked_mean.mistake
def one_mean_for_all(states, lengths):
    """You average over all names as well. Each name needs a mean of its own, of shape (H,), so (B, H) in
    all."""
    real = (np.arange(len(states))[:, np.newaxis] < lengths)[..., np.newaxis]
    return np.where(real, states, 0).sum(axis=(0, 1)) / lengths.sum()


@masked_mean.mistake
def the_same_row_for_all(states, lengths):
    """All your rows are the same: one mean over the letters of all names. Each name has letters of its own,
    and a mean of its own."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return np.tile(states[real].mean(axis=0), (len(lengths), 1))


@masked_mean.mistake
def cut_to_the_shortest(states, lengths):
    """You cut all names to the length of the shortest. No padding is left, but letters of the longer names
    are lost. Each name ends where it ends."""
    return states[: lengths.min()].mean(axis=0)


@masked_mean.mistake
def cut_to_the_longest(states, lengths):
    """You cut all names to the length of the longest. Then only that one is free of padding; each name ends
    where it ends."""
    return states[: lengths.max()].mean(axis=0)


@masked_mean.mistake
def mean_of_the_padding(states, lengths):
    """Your mask is turned round: it is true at the padding, and false at the letters."""
    padding = np.arange(len(states))[:, np.newaxis] >= lengths
    return (states * padding[..., np.newaxis]).sum(axis=0) / padding.sum(axis=0)[:, np.newaxis]


@masked_mean.mistake
def divided_by_all_letters(states, lengths):
    """Each sum holds the letters of one name, and you divide it by the number of letters of all names
    together. Every name has a divisor of its own."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return (states * real[..., np.newaxis]).sum(axis=0) / lengths.sum()


@masked_mean.mistake
def divided_by_the_longest(states, lengths):
    """The sum leaves the padding out, but you divide by the length of the longest name: a short name gets a
    small mean. Divide by the number of its own letters."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return (states * real[..., np.newaxis]).sum(axis=0) / lengths.max()


@masked_mean.mistake
def a_letter_too_few(states, lengths):
    """The last letter of every name is missing from the sum: `<` leaves out the number it is compared
    with."""
    real = np.arange(len(states))[:, np.newaxis] < lengths - 1
    return (states * real[..., np.newaxis]).sum(axis=0) / lengths[:, np.newaxis]


@masked_mean.mistake
def mask_reshaped(states, lengths):
    """Your mask has the axes (B, T), and `reshape` does not turn them: it cuts the same numbers into rows of
    another length. `.T` turns, or compare in the order (T, B) from the start."""
    T, B, _ = states.shape
    real = (np.arange(T) < lengths[:, None]).reshape(T, B)
    return (states * real[..., None]).sum(axis=0) / np.maximum(real.sum(axis=0), 1)[:, None]


@masked_mean.mistake
def largest(states, lengths):
    """That is the largest value of each unit over the real letters, another way to pool. The task asks for
    the mean."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return np.where(real[..., np.newaxis], states, -np.inf).max(axis=0)


@masked_mean.mistake
def sum_only(states, lengths):
    """That is the sum over the real letters. For a mean it has to be divided by their number, which is
    another one for each name."""
    real = np.arange(len(states))[:, np.newaxis] < lengths
    return (states * real[..., np.newaxis]).sum(axis=0)
