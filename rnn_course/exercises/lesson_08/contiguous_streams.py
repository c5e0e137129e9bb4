"""Cut a sequence into streams."""

import numpy as np

from rnn_course.exercises.lesson_08.positions import (
    detector,
    jumps_between_pieces,
    not_sorted,
    runs_when_sorted,
    scattered_inputs,
    wrong_targets,
)
from rnn_course.nearmiss import function
from rnn_course.nearmiss.trial.values import Unreadable, to_array

UNLIKE = (
    "The pieces are not all of the same shape: a shorter one stands at the end. What is left of a stream, "
    "fewer than T steps, is not used."
)
UNEQUAL = (
    "In some pair the targets are not as long as the inputs. The target of the last input of a piece stands "
    "in the next piece, and for the very last one behind all inputs: take the targets from the sequence, "
    "before you cut it."
)
NO_PAIRS = (
    "Your answer is not a list of pairs. The task asks for one pair (inputs, targets) for each piece: "
    "`[(inputs, targets), (inputs, targets), …]`."
)


def _observe(result, _args):
    pairs = list(result) if isinstance(result, (list, tuple)) else None
    if pairs is None or any(not isinstance(pair, (list, tuple)) or len(pair) != 2 for pair in pairs):
        raise Unreadable(NO_PAIRS, "general:no-pairs")
    arrays = [[to_array(item) for item in pair] for pair in pairs]
    if any(a.shape != b.shape for a, b in arrays):
        raise Unreadable(UNEQUAL, "general:ragged")
    if len({item.shape for pair in arrays for item in pair}) > 1:
        raise Unreadable(UNLIKE, "general:ragged")
    inputs, targets = ([pair[i] for pair in arrays] for i in (0, 1))
    return {"number of pieces": len(pairs), "inputs": np.array(inputs), "targets": np.array(targets)}


@function(
    id="08.contiguous_streams",
    returns="inputs: K T B; targets: K T B",
    stub=(
        "def contiguous_streams(tokens, T, B):\n    return ...  # a list of (inputs, targets), each of "
        "shape (T, B)\n"
    ),
    why=(
        "First B long streams, then the cuts: so row t, column b of the next piece is exactly T tokens "
        "further in the same stream."
    ),
    hints=(
        "There are two cuts: the sequence into B streams, and the streams into pieces. Which one comes "
        "first?",
        "Lay the streams beside each other as columns of one array, (length, B). A piece is T rows of it.",
        "`tokens[: B * length].reshape(B, length)` has a stream in each row; turn it. The targets are the "
        "same, one token later. Then slice rows k to k + T for k = 0, T, 2T, …",
    ),
    sizes=[
        {"K": 3, "T": 4, "B": 2, "rest": 1, "extra": 1},
        {"K": 2, "T": 3, "B": 5, "rest": 0, "extra": 4},
        {"K": 4, "T": 5, "B": 3, "rest": 2, "extra": 0},
        {"K": 3, "T": 4, "B": 4, "rest": 0, "extra": 0},
        {"K": 5, "T": 1, "B": 3, "rest": 0, "extra": 2},
        {"K": 3, "T": 4, "B": 1, "rest": 3, "extra": 0},
        {"K": 1, "T": 6, "B": 3, "rest": 2, "extra": 1},
    ],
    observe=_observe,
)
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]


@contiguous_streams.draw
def _(rng, K, T, B, rest, extra):
    """N = B·(K·T + rest) + 1 + extra tokens, all different, so that each tells its position."""
    return rng.permutation(B * (K * T + rest) + 1 + extra), T, B


@contiguous_streams.right
def token_by_token(tokens, T, B):
    length = (len(tokens) - 1) // B
    pieces = []
    for k in range(length // T):
        inputs, targets = np.empty((T, B), int), np.empty((T, B), int)
        for t in range(T):
            for b in range(B):
                inputs[t, b] = tokens[b * length + k * T + t]
                targets[t, b] = tokens[b * length + k * T + t + 1]
        pieces.append((inputs, targets))
    return pieces


@contiguous_streams.right
def one_longer(tokens, T, B):
    length = (len(tokens) - 1) // B
    streams = np.stack([tokens[b * length : (b + 1) * length + 1] for b in range(B)], axis=1)
    return [[streams[k : k + T], streams[k + 1 : k + T + 1]] for k in range(0, length // T * T, T)]


@contiguous_streams.right
def split_in_torch(tokens, T, B):
    import torch

    tokens = torch.as_tensor(tokens)
    length = (len(tokens) - 1) // B
    inputs = tokens[:-1][: B * length].view(B, length).t()
    targets = tokens[1:][: B * length].view(B, length).t()
    pairs = zip(inputs.split(T), targets.split(T), strict=True)
    return [(a, b) for a, b in pairs if len(a) == T]


@contiguous_streams.mistake
def row_by_row(tokens, T, B):
    """You cut the sequence into windows of T and fill one piece after the other. Within a piece all is well,
    but column b of the next piece does not go on where it has stopped: it is B windows further. Cut into B
    long streams first."""
    K = (len(tokens) - 1) // (T * B)
    inputs = tokens[: K * T * B].reshape(K, B, T)
    targets = tokens[1 : K * T * B + 1].reshape(K, B, T)
    return [(x.T, y.T) for x, y in zip(inputs, targets, strict=True)]


@contiguous_streams.mistake
def targets_within_the_stream(tokens, T, B):
    """You cut N // B tokens for each stream and take the targets from the same stream, so the last token of a
    stream is a target only. A sound way too, and a common one; but here a stream has (N − 1) // B steps, and
    its last target may be the first token of the next stream."""
    data = tokens[: len(tokens) // B * B].reshape(B, -1).T
    return [(data[k : k + T], data[k + 1 : k + T + 1]) for k in range(0, len(data) - T, T)]


@contiguous_streams.mistake(detect=detector(runs_when_sorted, not_sorted))
def pieces_in_another_order(tokens, T, B):
    """Each piece is right, but they stand in another order. A state that is carried along would arrive at a
    place that it does not fit. Keep the reading order."""
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    starts = list(range(0, length - T + 1, T))
    starts = starts[1:] + starts[:1]
    return [(inputs[k : k + T], targets[k : k + T]) for k in starts]


@contiguous_streams.mistake(detect=detector(jumps_between_pieces))
def jumps(tokens, T, B):
    """Each window holds tokens that follow each other, but a column does not go on where it has stopped: from
    piece to piece it jumps, or reads tokens again. A carried state would bring the memory of another
    place."""
    rng = np.random.default_rng(0)
    pieces = []
    for _ in range((len(tokens) - 1) // B // T):
        starts = rng.integers(0, len(tokens) - T, size=B)
        inputs = np.stack([tokens[s : s + T] for s in starts], axis=1)
        targets = np.stack([tokens[s + 1 : s + T + 1] for s in starts], axis=1)
        pieces.append((inputs, targets))
    return pieces


@contiguous_streams.mistake(detect=detector(scattered_inputs))
def scattered(tokens, T, B):
    """Within a column, a token is not followed by its neighbour in the sequence. Look at one column from top
    to bottom: it should read like the text."""
    length = (len(tokens) - 1) // B
    order = np.random.default_rng(0).permutation(B * length)
    inputs, targets = tokens[order].reshape(length, B), tokens[order + 1].reshape(length, B)
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]


IN, OUT = "tokens[: B * length].reshape(B, length).T", "tokens[1 : B * length + 1].reshape(B, length).T"
PIECE, STARTS, LENGTH = "targets[k : k + T]", "range(0, length - T + 1, T)", "(len(tokens) - 1) // B"
PAIR, DEALT = f"(inputs[k : k + T], {PIECE})", "reshape(length, B)"
contiguous_streams.slip(
    "other-targets",
    "The targets are not the tokens that follow the inputs. Compare the first column of inputs and targets: "
    "the targets should be the same tokens, moved up by one.",
    (OUT, "tokens[::-1][: B * length].reshape(B, length).T"),
    detect=detector(wrong_targets),
)
contiguous_streams.slip(
    "interleaved",
    "`reshape(length, B)` deals the tokens out like cards: the neighbour of a token stands in the next "
    "column, and each column holds every B-th token. A column should hold tokens that follow each other.",
    ("reshape(B, length).T", DEALT),
)
contiguous_streams.slip(
    "targets-are-inputs",
    "The targets are the inputs themselves. The model could copy what it reads. The target of a token is "
    "the token that follows.",
    (OUT, IN),
)
contiguous_streams.slip(
    "targets-before",
    "The targets are the tokens *before* the inputs. A model should predict what comes next: `np.roll` with "
    "1 moves to the right.",
    (OUT, f"np.roll(tokens, 1){IN[6:]}"),
)
contiguous_streams.slip(
    "rolled-within-the-piece",
    "You roll each piece, so its last target is its own first token. The token that follows stands in the "
    "next piece; take the targets from the sequence, before you cut it.",
    (PIECE, "np.roll(inputs[k : k + T], -1, axis=0)"),
)
contiguous_streams.slip(
    "rolled-within-the-stream",
    "You roll each stream, so the last target of a stream is that stream's first token. It should be the "
    "token that follows in the whole sequence.",
    (OUT, "np.roll(inputs, -1, axis=0)"),
)
contiguous_streams.slip(
    "targets-of-the-next-piece",
    "The targets of a piece are the inputs of the next piece. They should be the same tokens moved on by "
    "one.",
    (PIECE, "targets[k + T - 1 : k + 2 * T - 1]"),
    (STARTS, "range(0, length - 2 * T + 1, T)"),
)
contiguous_streams.slip(
    "windows-overlap",
    "Your pieces overlap: each starts one token after the one before, so the state would read T − 1 tokens "
    "again. A piece starts where the last one has stopped.",
    (STARTS, "range(length - T + 1)"),
)
contiguous_streams.slip(
    "overlap-by-one",
    "Each piece starts with the last token of the piece before. The state has read that token already.",
    (STARTS, "range(0, length - T + 1, max(T - 1, 1))"),
)
contiguous_streams.slip(
    "gap-of-one",
    "One token is skipped between two pieces. The next piece starts right after the last input, at the "
    "token that was the last target.",
    (STARTS, "range(0, length - T + 1, T + 1)"),
)
contiguous_streams.slip("partial-piece", UNLIKE, (STARTS, "range(0, length, T)"))
contiguous_streams.slip(
    "last-piece-lost",
    "The last piece is missing when the streams divide evenly. `range` stops before its end, so the end "
    "must be one more than the last start.",
    (STARTS, "range(0, length - T, T)"),
)
contiguous_streams.slip(
    "nothing-after-the-last-token",
    "You share out all N tokens, but every input needs a token after it, its target; the last token has "
    "none. So how many tokens can be inputs, and how long is a stream then?",
    (LENGTH, "len(tokens) // B"),
    (OUT, f"np.roll(tokens, -1){IN[6:]}"),
)
contiguous_streams.slip(
    "no-token-left",
    "When the sequence divides evenly, there is no token left to be the target of the last one. Every input "
    "needs a token after it, so one token fewer can be shared out.",
    (LENGTH, "len(tokens) // B"),
)
contiguous_streams.slip("targets-cut-from-the-inputs", UNEQUAL, (PIECE, "inputs[k + 1 : k + T + 1]"))
contiguous_streams.slip(
    "trimmed-first",
    "Each stream is shortened to a multiple of T before the streams are laid out, so stream b starts "
    "earlier than the task says. Such streams are contiguous too; but here stream b starts at token b · "
    "length, with length = (N − 1) // B.",
    (LENGTH, "(len(tokens) - 1) // (B * T) * T"),
)
contiguous_streams.slip(
    "stream-missing",
    "Your pieces have one column. The batch has B streams, one in each column.",
    ("length).T", "length).T[:, :1]"),
)
contiguous_streams.slip(
    "swapped", "Inputs and targets have changed places in each pair.", (PAIR, f"({PIECE}, inputs[k : k + T])")
)
contiguous_streams.slip("no-pairs", NO_PAIRS, ("return [", "return inputs, targets, ["))
contiguous_streams.slip(
    "streams-beside-each-other",
    "Your stream b begins at token b, so all streams read the same text, each one token later than the last. "
    "Together they should read the whole sequence: where does the second one begin?",
    (IN, "np.stack([tokens[b : b + length] for b in range(B)], axis=1)"),
    (OUT, "np.stack([tokens[b + 1 : b + 1 + length] for b in range(B)], axis=1)"),
)


@contiguous_streams.mistake
def rest_filled_up(tokens, T, B):
    """You fill the last piece up with zeros. The network would read tokens that are in no text, and be judged
    by them: a rest that makes no whole piece is left out."""
    length = (len(tokens) - 1) // B
    count = -(-length // T)
    padded = [
        np.pad(part[: B * length].reshape(B, length).T, ((0, count * T - length), (0, 0)))
        for part in (tokens, tokens[1:])
    ]
    return [tuple(part[k * T : (k + 1) * T] for part in padded) for k in range(count)]
