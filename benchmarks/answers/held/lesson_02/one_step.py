"""02.one_step"""

# %% wrong: the joined weights are in another order than the joined inputs
def one_step(x_t, h_prev, W_xh, W_hh, b):
    joined = np.hstack([x_t, h_prev])
    W = np.hstack([W_hh, W_xh])
    return np.tanh(joined @ W.T + b)

# %% wrong: the memory is not used at all
def one_step(x_t, h_prev, W_xh, W_hh, b):
    total = x_t @ W_xh.T + b
    return np.tanh(total)

# %% wrong: the tangent instead of the hyperbolic one
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tan(x_t @ W_xh.T + h_prev @ W_hh.T + b)

# %% wrong: the matrices stand on the left of a batch of rows, which raises
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t + W_hh @ h_prev + b)

# %% wrong: no bias
def one_step(x_t, h_prev, W_xh, W_hh, b):
    from_word = x_t @ W_xh.T
    from_memory = h_prev @ W_hh.T
    return np.tanh(from_word + from_memory)

# %% wrong: a ReLU instead of tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    z = b + h_prev @ W_hh.T + x_t @ W_xh.T
    return np.maximum(z, 0)

# %% wrong: no tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    h_t = x_t @ W_xh.T + h_prev @ W_hh.T + b
    return h_t

# %% wrong: the memory is added without its matrix
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev + b)

# %% wrong: the memory's part is subtracted
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T - h_prev @ W_hh.T + b)

# %% wrong: word and memory are multiplied by each other
def one_step(x_t, h_prev, W_xh, W_hh, b):
    u = x_t @ W_xh.T
    v = h_prev @ W_hh.T
    return np.tanh(u * v + b)

# %% wrong: only the first review's memory is used, for the whole batch
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev[0] @ W_hh.T + b)

# %% wrong: math.tanh takes no arrays and raises
def one_step(x_t, h_prev, W_xh, W_hh, b):
    import math
    s = x_t @ W_xh.T + h_prev @ W_hh.T + b
    return math.tanh(s)

# %% right: each number by itself, with math.tanh
def one_step(x_t, h_prev, W_xh, W_hh, b):
    import math
    B, I = x_t.shape
    H = len(b)
    out = np.zeros((B, H))
    for n in range(B):
        for k in range(H):
            s = float(b[k])
            for i in range(I):
                s += x_t[n, i] * W_xh[k, i]
            for j in range(H):
                s += h_prev[n, j] * W_hh[k, j]
            out[n, k] = math.tanh(s)
    return out

# %% right: the tanh written out with exponentials
def one_step(x_t, h_prev, W_xh, W_hh, b):
    a = x_t @ W_xh.T + h_prev @ W_hh.T + b
    return 2 / (1 + np.exp(-2 * a)) - 1

# %% right: both products with einsum
def one_step(x_t, h_prev, W_xh, W_hh, b):
    word = np.einsum("bi,hi->bh", x_t, W_xh)
    memory = np.einsum("bj,hj->bh", h_prev, W_hh)
    return np.tanh(word + memory + b)
