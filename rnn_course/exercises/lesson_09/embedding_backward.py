"""The gradient of a look-up."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="09.embedding_backward",
    returns="d_weight: V I",
    why="A row that was looked up three times acts on the loss in three places, so its gradient is a sum of "
    "three. Weights that are shared collect.",
    hints=(
        "Which rows of the table act on the loss? And through how many places does a word act that stands "
        "in the text twice?",
        "Start from zeros of the table's shape. Each place in the text adds its gradient to one row.",
        "For every place (t, b): add `d_vectors[t, b]` to row `tokens[t, b]`. Without a loop, `np.add.at` "
        "does it.",
    ),
)
def embedding_backward(d_vectors, tokens, weight):
    d_weight = np.zeros(weight.shape)
    np.add.at(d_weight, tokens, d_vectors)
    return d_weight


@embedding_backward.draw
def _(rng, T, B, I, V):
    """T·B places; the token V − 1 never occurs, and one token occurs at least twice where there are two
    places."""
    tokens = rng.integers(0, V - 1, size=(T, B))
    tokens.flat[-1] = tokens.flat[0]
    return rng.normal(size=(T, B, I)), tokens, rng.normal(size=(V, I))


@embedding_backward.right
def place_by_place(d_vectors, tokens, weight):
    d_weight = np.zeros_like(weight)
    for t in range(tokens.shape[0]):
        for b in range(tokens.shape[1]):
            d_weight[tokens[t, b]] += d_vectors[t, b]
    return d_weight


@embedding_backward.right
def transposed_one_hot(d_vectors, tokens, weight):
    one_hot = np.eye(len(weight))[tokens.ravel()]
    return one_hot.T @ d_vectors.reshape(-1, d_vectors.shape[-1])


@embedding_backward.right
def word_by_word(d_vectors, tokens, weight):
    return np.stack([d_vectors[tokens == token].sum(axis=0) for token in range(len(weight))])


@embedding_backward.mistake
def repeats_lost(d_vectors, tokens, weight):
    """A word that occurs several times keeps the gradient of one place only. `=` overwrites what was there;
    and `+=` with an array of indices only looks as if it added, because numpy reads all rows first and writes
    them back afterwards. Each place acts on the loss: look for a way that adds one after the other."""
    d_weight = np.zeros_like(weight)
    d_weight[tokens] += d_vectors
    return d_weight


@embedding_backward.mistake
def mean_over_places(d_vectors, tokens, weight):
    """You take the mean over the places of a word. The loss depends on the row through each of these places,
    and the chain rule adds."""
    d_weight = np.zeros_like(weight)
    np.add.at(d_weight, tokens, d_vectors)
    return d_weight / np.maximum(np.bincount(tokens.ravel(), minlength=len(weight)), 1)[:, np.newaxis]


@embedding_backward.mistake
def gradient_looked_up(d_vectors, tokens, weight):
    """You look up rows of the table: that is the way forward. On the way back the gradients of all places are
    collected in a table of the shape of `weight`."""
    return weight[tokens] * d_vectors


@embedding_backward.mistake
def starts_from_the_weights(d_vectors, tokens, weight):
    """Your sum starts from the weights themselves. A gradient starts from zeros; the weights are changed
    later, by the optimiser."""
    d_weight = weight.copy()
    np.add.at(d_weight, tokens, d_vectors)
    return d_weight


def _more_axes(function, calls):
    """Is it the table, with an axis of the text still in front?"""
    shapes = [(call.value.shape, call.args[2].shape) for call in calls]
    return all(len(got) > len(table) and got[-2:] == table for got, table in shapes)


@embedding_backward.mistake(detect=_more_axes)
def one_table_for_each_step(d_vectors, tokens, weight):
    """You return several tables, one for each step, sentence or place. There is only one table, and every
    place acts on the loss through it: what they say is added up."""
    one_hot = np.eye(len(weight))[tokens]
    return np.einsum("tbv,tbi->tvi", one_hot, d_vectors)


@embedding_backward.mistake
def only_the_rows_met(d_vectors, tokens, weight):
    """You return rows only for the tokens that occur. The gradient has the shape of the table: a row that
    nobody looked up has its place too, and a gradient of 0."""
    return np.stack([d_vectors[tokens == token].sum(axis=0) for token in np.unique(tokens)])


@embedding_backward.mistake
def counts_only(d_vectors, tokens, weight):
    """You count how often each row was looked up. A place adds its gradient to the row, and that is not 1."""
    return np.tile(np.bincount(tokens.ravel(), minlength=len(weight))[:, np.newaxis], weight.shape[1])


@embedding_backward.mistake
def updated_weights(d_vectors, tokens, weight):
    """You return weights that have made a step downhill. The task asks for the gradient; the step is the
    optimiser's work."""
    d_weight = np.zeros_like(weight)
    np.add.at(d_weight, tokens, d_vectors)
    return weight - d_weight


@embedding_backward.mistake
def repeats_lost_in_a_step(d_vectors, tokens, weight):
    """Step by step, and in each step all sentences at once: a word that two sentences have at the same step
    keeps the gradient of one only. `+=` with an array of indices reads all rows first and writes them back
    afterwards."""
    d_weight = np.zeros_like(weight)
    for t in range(len(tokens)):
        d_weight[tokens[t]] += d_vectors[t]
    return d_weight


@embedding_backward.mistake
def repeats_lost_in_a_sentence(d_vectors, tokens, weight):
    """Sentence by sentence, and in each all steps at once: a word that stands twice in a sentence keeps the
    gradient of one place only. `+=` with an array of indices reads all rows first and writes them back
    afterwards."""
    d_weight = np.zeros_like(weight)
    for b in range(tokens.shape[1]):
        d_weight[tokens[:, b]] += d_vectors[:, b]
    return d_weight
