"""06.one_step_back"""

# %% wrong: the slope applies tanh once more to a state that already went through tanh
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - np.tanh(h_t) ** 2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the bias is summed over the units, so it has one number for each review
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = np.sum(d_sum, axis=1)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the derivative of the logistic function is used for tanh
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * h_t * (1 - h_t)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the share of W_hh is transposed
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    delta = d_h * (1.0 - h_t * h_t)
    grad_Wx = np.dot(delta.T, x_t)
    grad_Wh = np.dot(h_prev.T, delta)
    grad_b = np.sum(delta, axis=0)
    grad_h = np.dot(delta, W_hh)
    return delta, grad_Wx, grad_Wh, grad_b, grad_h

# %% wrong: the slope of tanh is taken at the old state instead of the new one
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_prev**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: W_hh is turned on the way back
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    return d_sum, d_sum.T @ x_t, d_sum.T @ h_prev, d_sum.sum(0), d_sum @ W_hh.T

# %% wrong: a wrong sign in the slope, and the bias keeps its batch axis
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 + h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the loop over the batch overwrites the shares of the weights
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    B, H = d_h.shape
    d_sum = d_h * (1 - h_t**2)
    dW_xh = np.zeros((H, x_t.shape[1]))
    dW_hh = np.zeros((H, H))
    db = np.zeros(H)
    for b in range(B):
        dW_xh = np.outer(d_sum[b], x_t[b])
        dW_hh = np.outer(d_sum[b], h_prev[b])
        db += d_sum[b]
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% right: one product of joined arrays, with a column of ones for the bias
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    I, H = x_t.shape[1], h_t.shape[1]
    d_sum = d_h * (1 - h_t**2)
    joined = np.concatenate([x_t, h_prev, np.ones((len(x_t), 1), dtype=x_t.dtype)], axis=1)
    shares = d_sum.T @ joined
    return d_sum, shares[:, :I], shares[:, I : I + H], shares[:, -1], (W_hh.T @ d_sum.T).T

# %% right: tensordot over the batch axis, in-place work on a copy of d_h
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h.copy()
    d_sum -= d_h * h_t**2
    dW_xh = np.tensordot(d_sum, x_t, axes=(0, 0))
    dW_hh = np.tensordot(d_sum, h_prev, axes=(0, 0))
    db = sum(row for row in d_sum)
    return d_sum, dW_xh, dW_hh, db, np.tensordot(d_sum, W_hh, axes=1)

# %% right: loops over the reviews with outer products
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    B, H = d_h.shape
    d_sum = np.empty_like(d_h)
    d_h_prev = np.empty_like(d_h)
    dW_xh = np.zeros((H, x_t.shape[1]), dtype=d_h.dtype)
    dW_hh = np.zeros((H, H), dtype=d_h.dtype)
    db = np.zeros(H, dtype=d_h.dtype)
    for b in range(B):
        d_sum[b] = d_h[b] - d_h[b] * h_t[b] ** 2
        dW_xh += np.outer(d_sum[b], x_t[b])
        dW_hh += np.outer(d_sum[b], h_prev[b])
        db += d_sum[b]
        d_h_prev[b] = W_hh.T @ d_sum[b]
    return d_sum, dW_xh, dW_hh, db, d_h_prev
