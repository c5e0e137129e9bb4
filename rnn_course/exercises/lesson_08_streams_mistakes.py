"""Lesson 8, streams: the reference, and what learners write instead."""

import numpy as np

from rnn_course.exercises import Misconception
from rnn_course.exercises.lesson_03_mistakes import edited


def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]


UNLIKE = (
    "The pieces are not all of the same shape: a shorter one stands at the end. What is left of a stream, fewer "
    "than T steps, is not used."
)
UNEQUAL = (
    "In some pair the targets are not as long as the inputs. The target of the last input of a piece stands in the next "
    "piece, and for the very last one behind all inputs: take the targets from the sequence, before you cut it."
)
NO_PAIRS = (
    "Your answer is not a list of pairs. The task asks for one pair (inputs, targets) for each piece: "
    "`[(inputs, targets), (inputs, targets), …]`."
)


def _positions(call):
    """Where each input and each target of an answer stands in the sequence: two arrays (K, T, B), or None."""
    tokens, T, B = call.args
    where = np.argsort(tokens)
    pairs = np.array([[np.asarray(item) for item in pair] for pair in call.value])
    if pairs.ndim != 4 or pairs.shape[2:] != (T, B):
        return None
    return where[pairs[:, 0]], where[pairs[:, 1]]


def _inputs_run(inputs):
    """Does each column go on by one within a piece, and from piece to piece?"""
    within = np.all(np.diff(inputs, axis=1) == 1)
    return within, np.all(inputs[1:, 0] == inputs[:-1, -1] + 1)


def _always(inputs, targets):
    return True


def _detector(each, some=_always):
    """A detect function for probes with several pieces of several steps.

    ``each(inputs, targets)`` must hold for all of them, and ``some(inputs, targets)`` for at least one.
    """

    def detect(_function, calls):
        calls = [call for call in calls if len(call.value) > 1 and call.args[1] > 1]
        positions = [_positions(call) for call in calls]
        if not positions or any(p is None for p in positions):
            return False
        return all(each(*p) for p in positions) and any(some(*p) for p in positions)

    return detect


def _jumps(inputs, targets):
    return _inputs_run(inputs) == (True, False) and np.all(targets == inputs + 1)


def _runs_when_sorted(inputs, targets):
    return _inputs_run(inputs[np.argsort(inputs[:, 0, 0])]) == (True, True) and np.all(targets == inputs + 1)


def _not_sorted(inputs, _targets):
    return np.any(np.diff(inputs[:, 0, 0]) < 0)


def _wrong_targets(inputs, targets):
    return _inputs_run(inputs) == (True, True) and not np.all(targets == inputs + 1)


def _scattered(inputs, _targets):
    return not _inputs_run(inputs)[0]


def _wrong(*edits):
    return edited(contiguous_streams, *edits)


IN, OUT = "tokens[: B * length].reshape(B, length).T", "tokens[1 : B * length + 1].reshape(B, length).T"
PIECE, STARTS, LENGTH = "targets[k : k + T]", "range(0, length - T + 1, T)", "(len(tokens) - 1) // B"
RANDOM_STARTS = """\
def contiguous_streams(tokens, T, B):
    rng = np.random.default_rng(0)
    pieces = []
    for _ in range((len(tokens) - 1) // B // T):
        starts = rng.integers(0, len(tokens) - T, size=B)
        inputs = np.stack([tokens[s : s + T] for s in starts], axis=1)
        targets = np.stack([tokens[s + 1 : s + T + 1] for s in starts], axis=1)
        pieces.append((inputs, targets))
    return pieces
"""
ROW_BY_ROW = """\
def contiguous_streams(tokens, T, B):
    K = (len(tokens) - 1) // (T * B)
    inputs = tokens[: K * T * B].reshape(K, B, T)
    targets = tokens[1 : K * T * B + 1].reshape(K, B, T)
    return [(x.T, y.T) for x, y in zip(inputs, targets)]
"""
SHUFFLED_PIECES = """\
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    starts = list(range(0, length - T + 1, T))
    starts = starts[1:] + starts[:1]
    return [(inputs[k : k + T], targets[k : k + T]) for k in starts]
"""
SCATTERED = """\
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    order = np.random.default_rng(0).permutation(B * length)
    inputs, targets = tokens[order].reshape(length, B), tokens[order + 1].reshape(length, B)
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]
"""
WITHIN = """\
def contiguous_streams(tokens, T, B):
    data = tokens[: len(tokens) // B * B].reshape(B, -1).T
    return [(data[k : k + T], data[k + 1 : k + T + 1]) for k in range(0, len(data) - T, T)]
"""

MISTAKES = [
    Misconception(
        "interleaved",
        _wrong(
            (IN, "tokens[: B * length].reshape(length, B)"),
            (OUT, "tokens[1 : B * length + 1].reshape(length, B)"),
        ),
        "`reshape(length, B)` deals the tokens out like cards: the neighbour of a token stands in the next "
        "column, and each column holds every B-th token. A column should hold tokens that follow each other.",
    ),
    Misconception(
        "row-by-row",
        ROW_BY_ROW,
        "You cut the sequence into windows of T and fill one piece after the other. Within a piece all is "
        "well, but column b of the next piece does not go on where it has stopped: it is B windows further. "
        "Cut into B long streams first.",
    ),
    Misconception(
        "batch-first",
        _wrong(("inputs[k : k + T]", "inputs[k : k + T].T"), (PIECE, "targets[k : k + T].T")),
        "Your pieces have the shape (B, T): the streams are rows. The task asks for time first, (T, B), with "
        "the streams as columns.",
    ),
    Misconception(
        "targets-are-inputs",
        _wrong((OUT, IN)),
        "The targets are the inputs themselves. The model could copy what it reads. The target of a token is "
        "the token that follows.",
    ),
    Misconception(
        "targets-two-later",
        _wrong((OUT, "tokens[np.arange(2, B * length + 2) % len(tokens)].reshape(B, length).T")),
        "The targets are two tokens later. The target of a token is the very next one.",
    ),
    Misconception(
        "targets-before",
        _wrong((OUT, "np.roll(tokens, 1)[: B * length].reshape(B, length).T")),
        "The targets are the tokens *before* the inputs. A model should predict what comes next: "
        "`np.roll` with 1 moves to the right.",
    ),
    Misconception(
        "rolled-within-the-piece",
        _wrong((PIECE, "np.roll(inputs[k : k + T], -1, axis=0)")),
        "You roll each piece, so its last target is its own first token. The token that follows stands in "
        "the next piece; take the targets from the sequence, before you cut it.",
    ),
    Misconception(
        "rolled-within-the-stream",
        _wrong((OUT, "np.roll(inputs, -1, axis=0)")),
        "You roll each stream, so the last target of a stream is that stream's first token. It should be the "
        "token that follows in the whole sequence.",
    ),
    Misconception(
        "rolled-into-the-next-stream",
        _wrong((OUT, "np.roll(inputs, -1, axis=1)")),
        "You roll along the wrong axis: the targets of column b are the tokens of column b + 1. The target "
        "is the next token of the same stream.",
    ),
    Misconception(
        "targets-of-the-next-piece",
        _wrong((PIECE, "targets[k + T - 1 : k + 2 * T - 1]"), (STARTS, "range(0, length - 2 * T + 1, T)")),
        "The targets of a piece are the inputs of the next piece. They should be the same tokens moved on "
        "by one.",
    ),
    Misconception(
        "windows-overlap",
        _wrong((STARTS, "range(length - T + 1)")),
        "Your pieces overlap: each starts one token after the one before, so the state would read T − 1 "
        "tokens again. A piece starts where the last one has stopped.",
    ),
    Misconception(
        "overlap-by-one",
        _wrong((STARTS, "range(0, length - T + 1, max(T - 1, 1))")),
        "Each piece starts with the last token of the piece before. The state has read that token already.",
    ),
    Misconception(
        "gap-of-one",
        _wrong((STARTS, "range(0, length - T + 1, T + 1)")),
        "One token is skipped between two pieces. The next piece starts right after the last input, at the "
        "token that was the last target.",
    ),
    Misconception(
        "partial-piece",
        _wrong((STARTS, "range(0, length, T)")),
        UNLIKE,
    ),
    Misconception(
        "last-piece-lost",
        _wrong((STARTS, "range(0, length - T, T)")),
        "The last piece is missing when the streams divide evenly. `range` stops before its end, so the end "
        "must be one more than the last start.",
    ),
    Misconception(
        "nothing-after-the-last-token",
        _wrong((LENGTH, "len(tokens) // B"), (OUT, "np.roll(tokens, -1)[: B * length].reshape(B, length).T")),
        "You share out all N tokens, but every input needs a token after it, its target; the last token has none. "
        "So how many tokens can be inputs, and how long is a stream then?",
    ),
    Misconception(
        "no-token-left",
        _wrong((LENGTH, "len(tokens) // B")),
        "When the sequence divides evenly, there is no token left to be the target of the last one. Every input "
        "needs a token after it, so one token fewer can be shared out.",
    ),
    Misconception(
        "targets-cut-from-the-inputs",
        _wrong((PIECE, "inputs[k + 1 : k + T + 1]")),
        UNEQUAL,
    ),
    Misconception(
        "trimmed-first",
        _wrong((LENGTH, "(len(tokens) - 1) // (B * T) * T")),
        "Each stream is shortened to a multiple of T before the streams are laid out, so stream b starts "
        "earlier than the task says. Such streams are contiguous too; but here stream b starts at token "
        "b · length, with length = (N − 1) // B.",
    ),
    Misconception(
        "stream-missing",
        _wrong(
            (IN, "tokens[: B * length].reshape(B, length).T[:, :1]"),
            (OUT, "tokens[1 : B * length + 1].reshape(B, length).T[:, :1]"),
        ),
        "Your pieces have one column. The batch has B streams, one in each column.",
    ),
    Misconception(
        "swapped",
        _wrong(("(inputs[k : k + T], targets[k : k + T])", "(targets[k : k + T], inputs[k : k + T])")),
        "Inputs and targets have changed places in each pair.",
    ),
    Misconception("no-pairs", _wrong(("return [", "return inputs, targets, [")), NO_PAIRS),
    Misconception(
        "pieces-in-another-order",
        SHUFFLED_PIECES,
        "Each piece is right, but they stand in another order. A state that is carried along would arrive at "
        "a place that it does not fit. Keep the reading order.",
        detect=_detector(_runs_when_sorted, _not_sorted),
    ),
    Misconception(
        "jumps",
        RANDOM_STARTS,
        "Each window holds tokens that follow each other, but a column does not go on where it has stopped: from "
        "piece to piece it jumps, or reads tokens again. A carried state would bring the memory of another place.",
        detect=_detector(_jumps),
    ),
    Misconception(
        "scattered",
        SCATTERED,
        "Within a column, a token is not followed by its neighbour in the sequence. Look at one column from "
        "top to bottom: it should read like the text.",
        detect=_detector(_scattered),
    ),
    Misconception(
        "other-targets",
        _wrong((OUT, "tokens[::-1][: B * length].reshape(B, length).T")),
        "The targets are not the tokens that follow the inputs. Compare the first column "
        "of inputs and targets: the targets should be the same tokens, moved up by one.",
        detect=_detector(_wrong_targets),
    ),
    Misconception(
        "targets-within-the-stream",
        WITHIN,
        "You cut N // B tokens for each stream and take the targets from the same stream, so the last token of a stream "
        "is a target only. A sound way too, and a common one; but here a stream has (N − 1) // B steps, and its last "
        "target may be the first token of the next stream.",
    ),
]
