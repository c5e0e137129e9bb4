"""Perplexity of a whole text."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="09.perplexity",
    returns="perplexity:",
    why="First one mean for all words, then one exponential. A mean of exponentials is always larger, and a "
    "short piece must not weigh as much as a long one.",
    hints=(
        "A loss is a mean over the words of its piece. What is the loss of all words together?",
        "A piece of 100 words counts ten times as much as one of 10.",
        "Weigh each loss with its number of words, divide by the number of all words, and take the "
        "exponential last.",
    ),
    without=("large",),  # exp of it is not finite
)
def perplexity(losses, counts):
    return np.exp((losses * counts).sum() / counts.sum())


@perplexity.draw
def _(rng, T):
    """T pieces of different lengths; the last one is much shorter."""
    counts = rng.integers(40, 90, size=T)
    counts[-1] = 5
    return rng.uniform(0.5, 3.5, size=T), counts


@perplexity.right
def averaged(losses, counts):
    return float(np.exp(np.average(losses, weights=counts)))


@perplexity.right
def as_a_product(losses, counts):
    return np.prod(np.exp(losses) ** (counts / counts.sum()))


@perplexity.mistake
def mean_of_pieces(losses, counts):
    """Every piece weighs the same, however many words it has. A short one at the end then counts as much as a
    long one."""
    return np.exp(losses.mean())


@perplexity.mistake
def all_pieces_as_long_as_the_longest(losses, counts):
    """You divide as if each piece had as many words as the longest. The words that a short piece does not
    have then count as if they had been said without a doubt."""
    return np.exp((losses * counts).sum() / (len(losses) * counts.max()))


@perplexity.mistake
def divided_by_the_pieces(losses, counts):
    """The sum is that of all words, and you divide it by the number of pieces. A mean over words is divided
    by the number of words."""
    with np.errstate(over="ignore"):
        return np.exp((losses * counts).sum() / len(losses))


@perplexity.mistake
def mean_of_exponentials(losses, counts):
    """You take the exponential of every piece and then the mean. One piece with a large loss then outweighs
    many good ones: the mean comes first, and the exponential last."""
    return (np.exp(losses) * counts).sum() / counts.sum()


@perplexity.mistake
def plain_mean_of_exponentials(losses, counts):
    """You take the mean of the pieces' perplexities, each with the same weight. First comes one mean of the
    losses, weighed by the numbers of words, and the exponential last."""
    return np.exp(losses).mean()


@perplexity.mistake
def loss_itself(losses, counts):
    """That is the loss, in nats per word. The perplexity is its exponential."""
    return (losses * counts).sum() / counts.sum()


@perplexity.mistake
def power_of_two(losses, counts):
    """You take a power of 2, which fits losses in bits. These are in nats, so the base is e."""
    return 2 ** ((losses * counts).sum() / counts.sum())


@perplexity.mistake
def sum_of_all(losses, counts):
    """You take the exponential of the sum over all words, a number beyond all bounds. Divide by the number of
    words first."""
    return np.exp((losses * counts).sum())


@perplexity.mistake
def losses_taken_for_sums(losses, counts):
    """You add the losses as they are and divide by the number of all words. But each loss is a mean over its
    piece already. What was the loss of all words of one piece together?"""
    return np.exp(losses.sum() / counts.sum())


@perplexity.mistake
def divided_by_the_counts(losses, counts):
    """You divide each loss by the number of its words, as if it were a sum. It is a mean already, and a piece
    with more words has to weigh more, not less."""
    return np.exp((losses / counts).sum())


@perplexity.mistake
def mean_of_what_was_divided(losses, counts):
    """You divide each loss by the number of its words and take the mean. The losses are means already, and a
    piece with more words has to weigh more, not less."""
    return np.exp((losses / counts).mean())


@perplexity.mistake
def sum_of_the_means(losses, counts):
    """You take the exponential of the sum of all losses, so a text of more pieces looks worse. The pieces
    share one mean, and each weighs as much as it has words."""
    return np.exp(losses.sum())


@perplexity.mistake
def one_for_each_piece(losses, counts):
    """That is the perplexity of each piece. The whole text has one number: its words have one mean loss
    together."""
    return np.exp(losses)


@perplexity.mistake
def logarithm(losses, counts):
    """You take a logarithm of the mean. The losses are logarithms already, of probabilities; the way from
    them back to a number of equally likely words is the other way round."""
    return np.log((losses * counts).sum() / counts.sum())


@perplexity.mistake
def bits_to_the_base_e(losses, counts):
    """You turn the nats into bits and then take a power of e. Base and unit belong together: 2 for bits, e
    for nats."""
    return np.exp((losses * counts).sum() / counts.sum() / np.log(2))


@perplexity.mistake
def the_short_piece_left_out(losses, counts):
    """You leave out the last piece. It is short, so it weighs little; but its words belong to the text."""
    return np.exp((losses[:-1] * counts[:-1]).sum() / counts[:-1].sum())
