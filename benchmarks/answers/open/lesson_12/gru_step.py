"""12.gru_step"""

# %% wrong: the reset gate multiplies the input's part of the candidate instead of the state's
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1.0 / (1.0 + np.exp(-(x_r + h_r)))
    z = 1.0 / (1.0 + np.exp(-(x_z + h_z)))
    candidate = np.tanh(r * x_n + h_n)
    return (1.0 - z) * candidate + z * h_prev

# %% wrong: the candidate is squashed like a gate
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r, z = [1 / (1 + np.exp(-(a + c))) for a, c in ((x_r, h_r), (x_z, h_z))]
    n = 1 / (1 + np.exp(-(x_n + r * h_n)))
    return (1 - z) * n + z * h_prev

# %% wrong: the biases of the state are added a second time
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    H = h_prev.shape[-1]
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * (h_n + b_hh[-H:]))
    return (1 - z) * n + z * h_prev

# %% wrong: not the old state is kept but its product with the weights
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_n

# %% wrong: z weights the candidate instead of the old state
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    return z * n + (1 - z) * h_prev

# %% wrong: the reset gate acts on the input too
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-x_r - h_r))
    z = 1 / (1 + np.exp(-x_z - h_z))
    n = np.tanh(r * (x_n + h_n))
    return (1 - z) * n + z * h_prev

# %% wrong: brackets are missing in the sigmoid, the state's part counts with the wrong sign
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-x_r + h_r))
    z = 1 / (1 + np.exp(-x_z + h_z))
    n = np.tanh(x_n + r * h_n)
    return n - z * n + z * h_prev

# %% wrong: the minus in the sigmoid is missing
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(x_r + h_r))
    z = 1 / (1 + np.exp(x_z + h_z))
    n = np.tanh(x_n + r * h_n)
    h = (1 - z) * n + z * h_prev
    return h

# %% wrong: numpy has no sigmoid
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = np.sigmoid(x_r + h_r)
    z = np.sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev

# %% right: each name of the batch on its own, with six cut matrices
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    W_ir, W_iz, W_in = np.split(W_ih, 3)
    W_hr, W_hz, W_hn = np.split(W_hh, 3)
    b_ir, b_iz, b_in = np.split(b_ih, 3)
    b_hr, b_hz, b_hn = np.split(b_hh, 3)
    rows = []
    for x, h in zip(x_t, h_prev):
        r = 1 / (1 + np.exp(-(W_ir @ x + b_ir + W_hr @ h + b_hr)))
        z = 1 / (1 + np.exp(-(W_iz @ x + b_iz + W_hz @ h + b_hz)))
        n = np.tanh(W_in @ x + b_in + r * (W_hn @ h + b_hn))
        rows.append((1 - z) * n + z * h)
    return np.array(rows)

# %% right: the other gate, one minus z, is computed directly
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    new = 1 / (1 + np.exp(x_z + h_z))
    n = np.tanh(x_n + h_n / (1 + np.exp(-(x_r + h_r))))
    return new * n + (1 - new) * h_prev

# %% right: both gates at once, cut afterwards
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    H = h_prev.shape[-1]
    from_x, from_h = x_t @ W_ih.T + b_ih, h_prev @ W_hh.T + b_hh
    gates = 1 / (1 + np.exp(-(from_x + from_h)[:, : 2 * H]))
    n = np.tanh(from_x[:, 2 * H :] + gates[:, :H] * from_h[:, 2 * H :])
    z = gates[:, H:]
    return z * h_prev + (1 - z) * n
