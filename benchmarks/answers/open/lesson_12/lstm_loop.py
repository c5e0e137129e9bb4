"""12.lstm_loop"""

# %% wrong: the order of the rows is mended, but the kept state is still h
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * h + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the state starts from zeros whatever is handed over
def lstm_loop(x, h, c, W_ih, W_hh, b):
    h = np.zeros_like(h)
    c = np.zeros_like(c)
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the list collects c, not h
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(c)
    return np.stack(states), h, c

# %% wrong: the output has the batch first
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1), h, c

# %% wrong: the candidate is added without its gate
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        f, o = (1 / (1 + np.exp(-a)) for a in (f, o))
        c = f * c + np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: an open forget gate forgets
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = (1 - f) * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the candidate g goes through the sigmoid too
def lstm_loop(x, h, c, W_ih, W_hh, b):
    sigmoid = lambda a: 1 / (1 + np.exp(-a))
    states = []
    for x_t in x:
        gates = sigmoid(x_t @ W_ih.T + h @ W_hh.T + b)
        i, f, g, o = np.split(gates, 4, axis=-1)
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: h is shown without the tanh
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * c
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the new h goes under another name, and every step reads the start
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        a = x_t @ W_ih.T + h @ W_hh.T + b
        i, f, g, o = np.split(a, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-v)) for v in (i, f, o))
        c = f * c + i * np.tanh(g)
        h_new = o * np.tanh(c)
        states.append(h_new)
    return np.stack(states), h_new, c

# %% wrong: the tanh of the candidate is missing
def lstm_loop(x, h, c, W_ih, W_hh, b):
    H = h.shape[1]
    out = np.zeros((len(x), *h.shape))
    for t, x_t in enumerate(x):
        a = x_t @ W_ih.T + h @ W_hh.T + b
        i = 1 / (1 + np.exp(-a[:, :H]))
        f = 1 / (1 + np.exp(-a[:, H : 2 * H]))
        g = a[:, 2 * H : 3 * H]
        o = 1 / (1 + np.exp(-a[:, 3 * H :]))
        c = f * c + i * g
        h = o * np.tanh(c)
        out[t] = h
    return out, h, c

# %% right: the input's part is computed for all steps at once
def lstm_loop(x, h, c, W_ih, W_hh, b):
    from_x = x @ W_ih.T + b  # (T, B, 4H)
    T, B, _ = from_x.shape
    H = h.shape[-1]
    states = np.empty((T, B, H), dtype=from_x.dtype)
    for t in range(T):
        i, f, g, o = (from_x[t] + h @ W_hh.T).reshape(B, 4, H).transpose(1, 0, 2)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        states[t] = h
    return states, h, c

# %% right: four matrices, cut before the loop
def lstm_loop(x, h, c, W_ih, W_hh, b):
    U, R, k = W_ih.reshape(4, -1, W_ih.shape[1]), W_hh.reshape(4, -1, W_hh.shape[1]), b.reshape(4, -1)
    states = []
    for x_t in x:
        raw = [x_t @ U[n].T + h @ R[n].T + k[n] for n in range(4)]
        i, f, o = [1 / (1 + np.exp(-raw[n])) for n in (0, 1, 3)]
        g = np.tanh(raw[2])
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% right: one product of joined arrays
def lstm_loop(x, h, c, W_ih, W_hh, b):
    W = np.concatenate([W_ih, W_hh], axis=1)
    states = []
    for x_t in x:
        a = np.concatenate([x_t, h], axis=1) @ W.T + b
        i, f, g, o = np.array_split(a, 4, axis=1)
        i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
        c = i * g + f * c
        h = np.tanh(c) * o
        states.append(h)
    return np.array(states), h, c
