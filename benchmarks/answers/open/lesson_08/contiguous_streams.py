"""08.contiguous_streams"""

# %% wrong: the pieces overlap, the start moves by one step instead of T
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    X = tokens[: B * length].reshape(B, length).T
    Y = tokens[1 : B * length + 1].reshape(B, length).T
    pieces = []
    for start in range(length - T + 1):
        pieces.append((X[start : start + T], Y[start : start + T]))
    return pieces

# %% wrong: the targets are rolled within each stream, the last one is the first token of the same stream
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    n_pieces = length // T
    streams = tokens[: B * length].reshape(B, length)[:, : n_pieces * T]
    shifted = np.roll(streams, -1, axis=1)
    out = []
    for k in range(n_pieces):
        sl = slice(k * T, (k + 1) * T)
        out.append((streams[:, sl].T, shifted[:, sl].T))
    return out

# %% wrong: the last full piece is missing when the stream can be cut without a rest
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    pieces, start = [], 0
    while start + T < length:
        pieces.append((inputs[start : start + T], targets[start : start + T]))
        start += T
    return pieces

# %% wrong: the short rest at the end of the streams is kept as a piece
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    return [(inputs[t : t + T], targets[t : t + T]) for t in range(0, length, T)]

# %% wrong: the windows of one piece follow each other in the text
def contiguous_streams(tokens, T, B):
    K = (len(tokens) - 1) // (T * B)
    pieces = []
    for k in range(K):
        start = k * T * B
        x = tokens[start : start + T * B].reshape(B, T).T
        y = tokens[start + 1 : start + T * B + 1].reshape(B, T).T
        pieces.append((x, y))
    return pieces

# %% wrong: the reshape puts following tokens next to each other instead of below each other
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: length * B].reshape(length, B)
    targets = tokens[1 : length * B + 1].reshape(length, B)
    pieces = []
    for start in range(0, length // T * T, T):
        pieces.append((inputs[start : start + T], targets[start : start + T]))
    return pieces

# %% wrong: the pieces keep the batch in front, shape (B, T)
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    x = tokens[: B * length].reshape(B, length)
    y = tokens[1 : B * length + 1].reshape(B, length)
    return [(x[:, k * T : (k + 1) * T], y[:, k * T : (k + 1) * T]) for k in range(length // T)]

# %% wrong: the tokens are not cut to a whole number of streams before the reshape, and targets lack the shift
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens.reshape(B, length).T
    targets = tokens.reshape(B, length).T
    return [(inputs[k * T : (k + 1) * T], targets[k * T : (k + 1) * T]) for k in range(length // T)]

# %% wrong: targets and inputs are swapped
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    pieces = []
    for k in range(length // T):
        a = np.zeros((T, B), dtype=tokens.dtype)
        b = np.zeros((T, B), dtype=tokens.dtype)
        for t in range(T):
            for s in range(B):
                a[t, s] = tokens[s * length + k * T + t]
                b[t, s] = tokens[s * length + k * T + t + 1]
        pieces.append((b, a))
    return pieces

# %% wrong: the targets are two tokens ahead
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    tokens_in = tokens[:-1]
    tokens_out = tokens[1:]
    pieces = []
    for k in range(length // T):
        index = np.arange(k * T, (k + 1) * T)[:, None] + np.arange(B) * length
        pieces.append((tokens_in[index], tokens_out[np.minimum(index + 1, len(tokens_out) - 1)]))
    return pieces

# %% right: index arrays by broadcasting
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    first = np.arange(T)[:, np.newaxis] + length * np.arange(B)
    return [(tokens[first + k * T], tokens[first + k * T + 1]) for k in range(length // T)]

# %% right: one reshape to four axes for all pieces, and zip
def contiguous_streams(tokens, T, B):
    N = tokens.shape[0]
    length = (N - 1) // B
    K = length // T

    def cut(sequence):
        streams = sequence[: B * length].reshape(B, length)[:, : K * T]
        return streams.reshape(B, K, T).transpose(1, 2, 0)

    return list(zip(cut(tokens[:-1]), cut(tokens[1:])))
