"""12.lstm_loop"""

# %% wrong: h is computed from the old c
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        h = o * np.tanh(c)
        c = f * c + i * np.tanh(g)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: c is kept, but the rows are still in the other library's order
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, o, g = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the split cuts the batch instead of the units
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=0)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the new rows are read with f and g exchanged
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, g, f, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the matrices are multiplied without a transpose, which raises
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for t in range(len(x)):
        i, f, g, o = np.split(x[t] @ W_ih + h @ W_hh + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the gates are unpacked from the generator in another order than they go in
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, o, f = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the last pair comes back with c before h
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), c, h

# %% wrong: input gate and forget gate have changed places
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        f, i, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% wrong: the old c is squashed before it is kept
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * np.tanh(c) + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c

# %% right: slices, and a sigmoid made of tanh
def lstm_loop(x, h, c, W_ih, W_hh, b):
    def sigmoid(a):
        return 0.5 * (np.tanh(0.5 * a) + 1)

    H = h.shape[1]
    states = []
    for x_t in x:
        a = x_t @ W_ih.T + h @ W_hh.T + b
        keep = sigmoid(a[:, H : 2 * H]) * c
        write = sigmoid(a[:, :H]) * np.tanh(a[:, 2 * H : 3 * H])
        c = keep + write
        h = sigmoid(a[:, 3 * H :]) * np.tanh(c)
        states.append(h)
    return np.stack(states), states[-1], c

# %% right: the pairs are kept in a list and picked apart at the end
def lstm_loop(x, h, c, W_ih, W_hh, b):
    def step(x_t, pair):
        h, c = pair
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        return o * np.tanh(c), c

    pairs = [(h, c)]
    for x_t in x:
        pairs.append(step(x_t, pairs[-1]))
    return np.stack([pair[0] for pair in pairs[1:]]), *pairs[-1]

# %% right: the rows are put into the other library's order first
def lstm_loop(x, h, c, W_ih, W_hh, b):
    H = h.shape[-1]
    order = np.r_[0 : 2 * H, 3 * H : 4 * H, 2 * H : 3 * H]
    W_ih, W_hh, b = W_ih[order], W_hh[order], b[order]
    states = []
    for x_t in x:
        i, f, o, g = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c
