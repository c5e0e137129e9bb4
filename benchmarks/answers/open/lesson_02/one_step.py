"""02.one_step"""

# %% wrong: a sigmoid instead of tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    a = x_t @ W_xh.T + h_prev @ W_hh.T + b
    return 1 / (1 + np.exp(-a))

# %% wrong: the matrix for the memory is not transposed
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh + b)

# %% wrong: no return
def one_step(x_t, h_prev, W_xh, W_hh, b):
    h_t = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)

# %% wrong: the bracket closes too early, so the memory stays outside the tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + h_prev @ W_hh.T + b

# %% wrong: the two matrices are exchanged, which raises
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_hh.T + h_prev @ W_xh.T + b)

# %% wrong: returns the old state
def one_step(x_t, h_prev, W_xh, W_hh, b):
    h = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
    return h_prev

# %% wrong: both transposes are left out, which raises
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh + h_prev @ W_hh + b)

# %% wrong: the old state is also added on top
def one_step(x_t, h_prev, W_xh, W_hh, b):
    change = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
    return h_prev + change

# %% wrong: the bias is added after the tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T) + b

# %% wrong: a tanh round each part instead of round the sum
def one_step(x_t, h_prev, W_xh, W_hh, b):
    word = np.tanh(x_t @ W_xh.T)
    memory = np.tanh(h_prev @ W_hh.T)
    return word + memory + b

# %% wrong: the memory's matrix is not transposed, and the bias is forgotten
def one_step(x_t, h_prev, W_xh, W_hh, b):
    h_t = x_t.dot(W_xh.T)
    h_t = h_t + h_prev.dot(W_hh)
    return np.tanh(h_t)

# %% wrong: the bias comes in twice
def one_step(x_t, h_prev, W_xh, W_hh, b):
    i_part = x_t @ W_xh.T + b
    h_part = h_prev @ W_hh.T + b
    return np.tanh(i_part + h_part)

# %% right: reviews as columns, transposed back at the end
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, None]).T

# %% right: one product of joined arrays
def one_step(x_t, h_prev, W_xh, W_hh, b):
    joined = np.concatenate([h_prev, x_t], axis=1)
    W = np.concatenate([W_hh, W_xh], axis=1)
    return np.tanh(joined @ W.T + b)

# %% right: one review after the other
def one_step(x_t, h_prev, W_xh, W_hh, b):
    rows = []
    for xi, hi in zip(x_t, h_prev):
        rows.append(np.tanh(W_xh @ xi + W_hh @ hi + b))
    return np.stack(rows)
