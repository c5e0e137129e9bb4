"""Temperature, and the k best."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="10.next_probabilities",
    returns="odds: V",
    why="Divide the scores by the temperature, keep the k best, and let the softmax share out all of the "
    "probability among them.",
    hints=(
        "A high temperature makes the odds more equal. So does it bring the scores closer together or "
        "further apart?",
        "A token that is not among the k best must end with the probability 0, and the others must still "
        "add up to 1.",
        "Divide the logits by the temperature, set all but the k largest to −inf, and take the softmax "
        "(subtract the maximum first).",
    ),
    without=("zeros",),  # which of equal scores are the k best?
    sizes=[
        {"V": 9, "k": 4, "temperature": 0.5},
        {"V": 8, "k": 8, "temperature": 2.0},
        {"V": 5, "k": 1, "temperature": 1.7, "offset": 2000.0},
        {"V": 12, "k": 6, "temperature": 1.3},
        {"V": 7, "k": 3, "temperature": 0.05},
    ],
)
def next_probabilities(logits, temperature, k):
    scores = logits / temperature
    scores = np.where(scores >= np.sort(scores)[-k], scores, -np.inf)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


@next_probabilities.draw
def _(rng, V, k, temperature, offset=-2.0):
    """Scores in which two never are the same; once they are so large that their exponential has no finite
    value."""
    return rng.permutation(V) * 0.7 + offset + 0.3 * rng.random(V), temperature, k


@next_probabilities.right
def from_probabilities(logits, temperature, k):
    scores = (logits - logits.max()) / temperature
    odds = np.exp(scores)
    odds[np.argsort(logits)[: len(logits) - k]] = 0
    return odds / odds.sum()


@next_probabilities.right
def one_by_one(logits, temperature, k):
    best = sorted(range(len(logits)), key=lambda token: -logits[token])[:k]
    top = max(logits)
    weights = {token: np.exp((logits[token] - top) / temperature) for token in best}
    return np.array([weights.get(token, 0.0) / sum(weights.values()) for token in range(len(logits))])


@next_probabilities.mistake
def multiplied(logits, temperature, k):
    """You multiply by the temperature, so a high one makes the best token surer still. It is meant the other
    way round: heat mixes."""
    scores = logits * temperature
    scores = np.where(scores >= np.sort(scores)[-k], scores, -np.inf)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


@next_probabilities.mistake
def no_temperature(logits, temperature, k):
    """The temperature plays no part, or it divides probabilities, whose sum is then made 1 again: both leave
    the odds as they were. It has to act on the scores, before the exponential."""
    scores = np.where(logits >= np.sort(logits)[-k], logits, -np.inf)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


@next_probabilities.mistake
def all_tokens(logits, temperature, k):
    """All tokens keep some probability: k plays no part."""
    odds = np.exp((logits - logits.max()) / temperature)
    return odds / odds.sum()


@next_probabilities.mistake
def not_shared_out(logits, temperature, k):
    """The others are set to 0 after the softmax, so what is left no longer adds up to 1. Cut first, or divide
    by the sum once more."""
    odds = np.exp((logits - logits.max()) / temperature)
    odds = odds / odds.sum()
    return np.where(odds >= np.sort(odds)[-k], odds, 0)


@next_probabilities.mistake
def zeros_for_the_others(logits, temperature, k):
    """You set the scores of the others to 0. A score of 0 is no probability of 0: its exponential is 1, and
    it may even be the best. Which score has the exponential 0?"""
    scores = logits / temperature
    scores = np.where(scores >= np.sort(scores)[-k], scores, 0)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


@next_probabilities.mistake
def the_k_worst(logits, temperature, k):
    """You keep the k *smallest* scores: `argsort` and `sort` put the smallest first."""
    scores = logits / temperature
    scores = np.where(scores <= np.sort(scores)[k - 1], scores, -np.inf)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


@next_probabilities.mistake
def equal_shares(logits, temperature, k):
    """The k best all get the same probability. They should keep their odds among each other."""
    return (logits >= np.sort(logits)[-k]) / k


@next_probabilities.mistake
def exponential_of_large_scores(logits, temperature, k):
    """The exponential of a large score is too large for a number, and infinity divided by infinity is
    nothing. Subtract the largest score first: the odds stay the same."""
    with np.errstate(over="ignore", invalid="ignore"):
        scores = logits / temperature
        odds = np.exp(np.where(scores >= np.sort(scores)[-k], scores, -np.inf))
        return odds / odds.sum()


@next_probabilities.mistake
def sorted_odds(logits, temperature, k):
    """Your odds come back in the order of their size, so nobody knows to which token each belongs. Every
    token keeps its place."""
    scores = np.sort(logits / temperature)[::-1].copy()
    scores[k:] = -np.inf
    odds = np.exp(scores - scores[0])
    return odds / odds.sum()


@next_probabilities.mistake
def sorted_upwards(logits, temperature, k):
    """Your odds are sorted, the smallest first, so nobody knows to which token each belongs. Every token
    keeps its place."""
    scores = np.sort(logits / temperature)
    scores[: len(scores) - k] = -np.inf
    odds = np.exp(scores - scores[-1])
    return odds / odds.sum()


def _k_odds(function, calls):
    """Are there k odds, where more tokens were given?"""
    return all(np.shape(call.value) == (call.args[2],) for call in calls)


@next_probabilities.mistake(detect=_k_odds)
def k_odds_only(logits, temperature, k):
    """You return k odds, and nobody knows to which tokens they belong. The task asks for one number per
    token, in the order of the logits; the others get 0."""
    best = np.sort(logits)[::-1][:k] / temperature
    odds = np.exp(best - best[0])
    return odds / odds.sum()


@next_probabilities.mistake
def without_a_sum(logits, temperature, k):
    """These are the exponentials, and they do not add up to 1: the last step of the softmax is missing."""
    scores = logits / temperature
    scores = np.where(scores >= np.sort(scores)[-k], scores, -np.inf)
    return np.exp(scores - scores.max())


@next_probabilities.mistake
def one_too_few(logits, temperature, k):
    """The k-th best is lost: it is the border itself, and your comparison leaves the border out."""
    scores = logits / temperature
    scores = np.where(scores > np.sort(scores)[-k], scores, -np.inf)
    odds = np.exp(scores - np.sort(scores)[-1])
    return odds / odds.sum() if k > 1 else np.full(len(logits), np.nan)


@next_probabilities.mistake
def shares_of_the_scores(logits, temperature, k):
    """You share out the scores themselves. A score may be negative, and its size means nothing by itself: the
    softmax takes the exponential first."""
    scores = logits / temperature
    scores = np.where(scores >= np.sort(scores)[-k], scores, 0)
    return scores / scores.sum()
