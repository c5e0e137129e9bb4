"""02.unroll"""

# %% wrong: h is used before it has a value, which raises
def unroll(x, h_0, W_xh, W_hh, b):
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the result has no axis for the batch, which raises
def unroll(x, h_0, W_xh, W_hh, b):
    T, B, I = x.shape
    H = len(b)
    states = np.zeros((T, H))
    h = h_0
    for t in range(T):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        states[t] = h
    return states

# %% wrong: no bias, and the start is kept among the states
def unroll(x, h_0, W_xh, W_hh, b):
    hist = [h_0]
    for word in x:
        hist.append(np.tanh(word @ W_xh.T + hist[-1] @ W_hh.T))
    return np.array(hist)

# %% wrong: the return stands inside the loop
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
        return np.stack(states)

# %% wrong: starts from zeros whatever start is given
def unroll(x, h_0, W_xh, W_hh, b):
    h = np.zeros_like(h_0)
    out = []
    for t in range(len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        out.append(h)
    return np.array(out)

# %% wrong: runs over the reviews instead of over the words, which raises when the batch has another size
def unroll(x, h_0, W_xh, W_hh, b):
    T, B, I = x.shape
    h = h_0
    states = []
    for t in range(B):
        h = np.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the loop multiplies the whole x in each turn, which gives an array with four axes
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = np.tanh(x @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: joined along the batch, which gives two axes only
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    all_h = []
    for t in range(len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        all_h.append(h)
    return np.concatenate(all_h)

# %% wrong: the loop ends one word early, the last state stays zero
def unroll(x, h_0, W_xh, W_hh, b):
    states = np.zeros((x.shape[0], *h_0.shape))
    prev = h_0
    for t in range(x.shape[0] - 1):
        states[t] = np.tanh(x[t] @ W_xh.T + prev @ W_hh.T + b)
        prev = states[t]
    return states

# %% wrong: the words are read from the end to the beginning
def unroll(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in reversed(x):
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the tanh is put on the stored states only, the state handed on is without it
def unroll(x, h_0, W_xh, W_hh, b):
    a = h_0
    states = []
    for x_t in x:
        a = x_t @ W_xh.T + a @ W_hh.T + b
        states.append(np.tanh(a))
    return np.stack(states)

# %% wrong: the append stands after the loop, so only the last state is kept
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    states.append(h)
    return np.stack(states)

# %% wrong: thinks that nothing has to wait, so each word's neighbour stands in for the state
def unroll(x, h_0, W_xh, W_hh, b):
    first = np.tanh(x @ W_xh.T + b)
    before = np.concatenate([h_0[None], first[:-1]])
    return np.tanh(x @ W_xh.T + before @ W_hh.T + b)

# %% right: calls itself for the rest of the words
def unroll(x, h_0, W_xh, W_hh, b):
    def rest(words, h):
        if len(words) == 0:
            return []
        new = np.tanh(words[0] @ W_xh.T + h @ W_hh.T + b)
        return [new] + rest(words[1:], new)
    return np.array(rest(x, h_0))

# %% right: T + 1 slots with the start in the first, which is cut off at the end
def unroll(x, h_0, W_xh, W_hh, b):
    hs = np.zeros((len(x) + 1,) + h_0.shape)
    hs[0] = h_0
    for t in range(1, len(x) + 1):
        hs[t] = np.tanh(x[t - 1] @ W_xh.T + hs[t - 1] @ W_hh.T + b)
    return hs[1:]

# %% right: joined input and state, joined weights, the list's last entry as state
def unroll(x, h_0, W_xh, W_hh, b):
    W = np.hstack([W_xh, W_hh])
    hs = [h_0]
    for x_t in x:
        hs.append(np.tanh(np.hstack([x_t, hs[-1]]) @ W.T + b))
    hs.pop(0)
    return np.stack(hs)
