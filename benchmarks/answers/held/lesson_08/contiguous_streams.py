"""08.contiguous_streams"""

# %% wrong: the length is (N - 1) // T, with T and B mixed up
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // T
    inputs = tokens[: B * length]
    pieces = []
    for k in range(length // B):
        x = [[tokens[t * length + k * B + b] for b in range(B)] for t in range(T)]
        y = [[tokens[t * length + k * B + b + 1] for b in range(B)] for t in range(T)]
        pieces.append((np.array(x), np.array(y)))
    return pieces

# %% wrong: stream b starts at b times T
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    pieces = []
    for k in range(length // T):
        starts = [b * T + k * T for b in range(B)]
        x = np.stack([tokens[s : s + T] for s in starts], axis=1)
        y = np.stack([tokens[s + 1 : s + T + 1] for s in starts], axis=1)
        pieces.append((x, y))
    return pieces

# %% wrong: the last full piece is left out
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    pieces = []
    for k in range(length // T - 1):
        pieces.append((inputs[k * T : k * T + T], targets[k * T : k * T + T]))
    return pieces

# %% wrong: the length of a stream is N // B
def contiguous_streams(tokens, T, B):
    N = len(tokens)
    length = N // B
    pieces = []
    for k in range(length // T):
        x = np.stack([tokens[b * length + k * T : b * length + k * T + T] for b in range(B)], axis=1)
        y = np.stack([np.take(tokens, range(b * length + k * T + 1, b * length + k * T + T + 1), mode="clip") for b in range(B)], axis=1)
        pieces.append((x, y))
    return pieces

# %% wrong: the return stands inside the loop and only the first piece comes back
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    pieces = []
    for k in range(length // T):
        pieces.append((inputs[k * T : (k + 1) * T], targets[k * T : (k + 1) * T]))
        return pieces
    return pieces

# %% wrong: reshape to (T, B) is used where a transpose is needed
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    x = tokens[: B * length].reshape(B, length)
    y = tokens[1 : B * length + 1].reshape(B, length)
    pieces = []
    for k in range(length // T):
        x_k = x[:, k * T : (k + 1) * T].reshape(T, B)
        y_k = y[:, k * T : (k + 1) * T].reshape(T, B)
        pieces.append((x_k, y_k))
    return pieces

# %% wrong: the targets are the same tokens as the inputs
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    streams = tokens[: B * length].reshape(B, length).T
    pieces = []
    for k in range(length // T):
        piece = streams[k * T : (k + 1) * T]
        pieces.append((piece, piece))
    return pieces

# %% wrong: the targets are a whole piece ahead
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    streams = np.stack([tokens[b * length : (b + 1) * length] for b in range(B)], axis=1)
    cut = [streams[s : s + T] for s in range(0, length - T + 1, T)]
    return [(cut[k], cut[k + 1]) for k in range(len(cut) - 1)]

# %% wrong: a plain division gives a float and slicing with it raises
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) / B
    inputs = tokens[: B * length].reshape(B, length).T
    targets = tokens[1 : B * length + 1].reshape(B, length).T
    return [(inputs[k : k + T], targets[k : k + T]) for k in range(0, length - T + 1, T)]

# %% right: four loops over single tokens
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    pieces = []
    start = 0
    while start + T <= length:
        inputs = np.empty((T, B), dtype=tokens.dtype)
        targets = np.empty((T, B), dtype=tokens.dtype)
        for b in range(B):
            for t in range(T):
                inputs[t, b] = tokens[b * length + start + t]
                targets[t, b] = tokens[b * length + start + t + 1]
        pieces.append((inputs, targets))
        start += T
    return pieces

# %% right: streams of length + 1 tokens that overlap by one
def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    streams = [tokens[b * length : (b + 1) * length + 1] for b in range(B)]
    table = np.column_stack(streams)
    pieces = []
    for s in range(0, length - T + 1, T):
        window = table[s : s + T + 1]
        pieces.append((window[:-1], window[1:]))
    return pieces

# %% right: np.split of the stacked streams, after the rest is taken off
def contiguous_streams(tokens, T, B):
    length = (tokens.size - 1) // B
    used = length - length % T
    if used == 0:
        return []
    x = np.stack([tokens[b * length :][:used] for b in range(B)], axis=-1)
    y = np.stack([tokens[b * length + 1 :][:used] for b in range(B)], axis=-1)
    return [(i, t) for i, t in zip(np.split(x, used // T), np.split(y, used // T))]
