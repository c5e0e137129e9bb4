"""Every language counts the same."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="10.macro_recall",
    returns="recall:",
    why="First a share for each language, of its own names, and then the mean of these shares. So a small "
    "language weighs as much as a large one.",
    hints=(
        "The recall of one language: of the names that **are** of it, which share was recognised?",
        "For language k look only at the places where `truth == k`.",
        "`np.mean([np.mean(said[truth == k] == k) for k in range(K)])`",
    ),
    sizes=[{"names": 60, "K": 3}, {"names": 90, "K": 5}, {"names": 40, "K": 2}, {"names": 80, "K": 7}],
)
def macro_recall(truth, said, K):
    return np.mean([np.mean(said[truth == k] == k) for k in range(K)])


@macro_recall.draw
def _(rng, names, K):
    """Every language occurs at least once in ``truth``, the first one most often; about half of the answers
    are right, but of the first or the last language none is."""
    truth = np.concatenate(
        [
            np.arange(K),
            np.minimum(rng.integers(0, 2 * K, size=names - K) // 2, rng.integers(0, K, size=names - K)),
        ]
    )
    said = np.where(rng.random(names) < 0.55, truth, rng.integers(0, K, size=names))
    said[:K] = np.arange(K)  # each language is said at least once, so that precision exists
    missed = rng.choice([0, K - 1])
    other = (missed + 1) % K
    said[truth == missed], said[other] = other, missed
    order = rng.permutation(names)
    return truth[order], said[order], K


@macro_recall.right
def from_the_table(truth, said, K):
    table = np.zeros((K, K))
    np.add.at(table, (truth, said), 1)
    return (table.diagonal() / table.sum(axis=1)).mean()


@macro_recall.right
def with_counts(truth, said, K):
    hits = np.bincount(truth[truth == said], minlength=K)
    return float((hits / np.bincount(truth, minlength=K)).sum() / K)


@macro_recall.mistake
def plain_accuracy(truth, said, K):
    """That is the accuracy, or a mean weighed by the sizes, which is the same: a language with many names
    counts for more. First a share for each language, then their plain mean."""
    return np.mean(truth == said)


@macro_recall.mistake
def precision(truth, said, K):
    """You divide by how often a language was *said*: that is precision, how far one can trust the answer.
    Recall asks of the names that really are of this language."""
    return np.mean([np.mean(truth[said == k] == k) for k in range(K)])


@macro_recall.mistake
def share_of_all_names(truth, said, K):
    """You divide each language's hits by the number of *all* names. Then a small language can never come near
    1: divide by the names of that language."""
    return np.mean([np.mean((truth == k) & (said == k)) for k in range(K)])


@macro_recall.mistake
def each_against_the_rest(truth, said, K):
    """You count a name of another language as right when it was not called k. So nearly everything is right
    for a rare language. Recall looks at the names of language k only."""
    return np.mean([np.mean((truth == k) == (said == k)) for k in range(K)])


@macro_recall.mistake
def one_for_each(truth, said, K):
    """These are the recalls of all languages, which is the right first half. The task asks for their mean,
    one number."""
    return np.array([np.mean(said[truth == k] == k) for k in range(K)])


@macro_recall.mistake
def f1(truth, said, K):
    """That is the mean of the F1 scores, which also punish a language for being said too often. Recall looks
    only at the names that really are of the language."""
    pairs = [(truth == k, said == k) for k in range(K)]
    return np.mean([2 * np.sum(a & b) / (a.sum() + b.sum()) for a, b in pairs])


@macro_recall.mistake
def said_over_true(truth, said, K):
    """You divide how often each language is said by how often it is true, and a name that was taken for it by
    mistake counts as well. Count only the names that are of the language and are said to be."""
    return np.mean([np.sum(said == k) / np.sum(truth == k) for k in range(K)])


@macro_recall.mistake
def halved_each_time(truth, said, K):
    """The mean of the old mean and a new value weighs the last language by a half and the first ones by next
    to nothing. Add up all recalls, and divide once at the end."""
    mean = np.mean(said[truth == 0] == 0)
    for k in range(1, K):
        mean = (mean + np.mean(said[truth == k] == k)) / 2
    return mean


macro_recall.slip(
    "last-language-left-out",
    "The last language is never looked at. They are numbered from 0 to K − 1, and `range(n)` stops before n.",
    ("range(K)", "range(K - 1)"),
)
macro_recall.slip(
    "first-language-left-out",
    "The first language is never looked at: the numbers of the languages begin at 0.",
    ("range(K)", "range(1, K)"),
)


@macro_recall.mistake
def numbers_compared(truth, said, K):
    """You compare how often each language occurs and how often it is said. That can agree without a single
    name being right: what counts is a name where both say the same."""
    there, told = np.bincount(truth, minlength=K), np.bincount(said, minlength=K)
    return (np.minimum(there, told) / there).mean()
