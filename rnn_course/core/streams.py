"""One long sequence, cut so that memory may survive from piece to piece."""

from rnn_course.core.arguments import as_whole_numbers
from rnn_course.core.settings import check_count


def contiguous_streams(tokens, T, B):
    """Cut one long sequence into B parallel streams, and these into pieces of T steps, in reading order.

    ``tokens`` (N,) whole numbers. Returns a list of (inputs, targets), each (T, B): targets are the tokens
    that follow. Column b of a piece goes on exactly where column b of the piece before has stopped; that is
    what allows a state to be carried over. What is left at the end of a stream, fewer than T steps, is not
    used.

    Raises ValueError if there are not enough tokens for one piece, TypeError if they are no whole numbers.

    >>> pieces = contiguous_streams(range(13), T=3, B=2)
    >>> pieces[0][0].T.tolist(), pieces[1][0].T.tolist()
    ([[0, 1, 2], [6, 7, 8]], [[3, 4, 5], [9, 10, 11]])
    """
    T, B = check_count("T", T), check_count("B", B)
    tokens = as_whole_numbers("tokens", tokens)
    if tokens.ndim != 1:
        raise ValueError(f"tokens: expected one sequence, shape (N,), got {tokens.shape}")
    length = (len(tokens) - 1) // B  # steps in each stream; every input needs a token after it
    if length < T:
        raise ValueError(
            f"tokens: expected at least B * T + 1 = {B * T + 1} for one piece, got {len(tokens)}"
        )
    inputs = tokens[: B * length].reshape(B, length).T  # (length, B): column b is stream b
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]
