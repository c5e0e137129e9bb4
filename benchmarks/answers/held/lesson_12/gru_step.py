"""12.gru_step"""

# %% wrong: the old state is added whole
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + h_prev

# %% wrong: an extra tanh is put over the new state
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    return np.tanh((1 - z) * n + z * h_prev)

# %% wrong: the candidate has no tanh
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    sigmoid = lambda a: 1 / (1 + np.exp(-a))
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = x_n + r * h_n
    return (1 - z) * n + z * h_prev

# %% wrong: the reset gate is not used
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + h_n)
    return (1 - z) * n + z * h_prev

# %% wrong: a matrix product where numbers are multiplied one by one
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r @ h_n)
    return (1 - z) @ n + z @ h_prev

# %% wrong: the reset gate acts on the state before the product
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    H = h_prev.shape[1]
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + (r * h_prev) @ W_hh[2 * H :].T + b_hh[2 * H :])
    return (1 - z) * n + z * h_prev

# %% wrong: the candidate comes back as the new state, the update gate is idle
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    h_new = n
    return h_new

# %% wrong: the two gates have changed their places
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    z = sigmoid(x_r + h_r)
    r = sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev

# %% wrong: the gates are squashed by tanh
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = np.tanh(x_r + h_r)
    z = np.tanh(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev

# %% wrong: the gates look only at the input, not at the state
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-x_r))
    z = 1 / (1 + np.exp(-x_z))
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev

# %% right: a loop over units with plain numbers
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    new = np.empty_like(h_prev)
    B, H = h_prev.shape
    for b in range(B):
        for j in range(H):
            r = 1 / (1 + np.exp(-x_r[b, j] - h_r[b, j]))
            z = 1 / (1 + np.exp(-x_z[b, j] - h_z[b, j]))
            n = np.tanh(x_n[b, j] + r * h_n[b, j])
            new[b, j] = (1 - z) * n + z * h_prev[b, j]
    return new

# %% right: the sigmoid is written with tanh
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    def sigmoid(a):
        return (1 + np.tanh(a / 2)) / 2

    r = sigmoid(x_r + h_r)
    z = sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev

# %% right: a step from the candidate towards the old state
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r, z = (1 / (1 + np.exp(-(a + c))) for a, c in [(x_r, h_r), (x_z, h_z)])
    n = np.tanh(x_n + r * h_n)
    return n + z * (h_prev - n)
