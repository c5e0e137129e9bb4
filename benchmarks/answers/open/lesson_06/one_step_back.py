"""06.one_step_back"""

# %% wrong: the share of W_hh is made with the new state
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_t
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the step before also gets d_h itself added, as if there were a skip connection
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_h + d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: d_h instead of d_sum is handed back through W_hh, so the slope is missing there
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    slope = 1 - h_t**2
    d_sum = d_h * slope
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_h @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the weights get a mean over the batch, the bias a sum
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    batch_size = d_h.shape[0]
    d_sum = d_h * (1 - h_t**2)
    dW_xh = (d_sum.T @ x_t) / batch_size
    dW_hh = (d_sum.T @ h_prev) / batch_size
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the product with x_t lacks the transpose and raises
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum @ x_t
    dW_hh = d_sum @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the two weight gradients come back in the wrong order
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    da = d_h * (1 - h_t**2)
    g_hh = da.T @ h_prev
    g_xh = da.T @ x_t
    g_b = da.sum(axis=0)
    back = da @ W_hh
    return da, g_hh, g_xh, g_b, back

# %% wrong: the square stands outside the bracket
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t) ** 2
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the bias gets the mean over the batch
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.mean(axis=0)
    d_h_prev = d_sum @ W_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% wrong: the gradient of W_hh is handed to the step before instead of W_hh being used
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t**2)
    dW_xh = d_sum.T @ x_t
    dW_hh = d_sum.T @ h_prev
    db = d_sum.sum(axis=0)
    d_h_prev = d_sum @ dW_hh
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% right: all products written with einsum
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h * (1 - h_t) * (1 + h_t)
    dW_xh = np.einsum("bh,bi->hi", d_sum, x_t)
    dW_hh = np.einsum("bj,bk->jk", d_sum, h_prev)
    db = np.einsum("bh->h", d_sum)
    d_h_prev = np.einsum("bj,ji->bi", d_sum, W_hh)
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% right: weight shares by broadcasting and a sum over the batch axis
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    slope = 1 - np.square(h_t)
    d_sum = np.multiply(slope, d_h)
    dW_xh = (d_sum[:, :, None] * x_t[:, None, :]).sum(axis=0)
    dW_hh = (d_sum[:, :, None] * h_prev[:, None, :]).sum(axis=0)
    db = np.ones(len(d_sum), dtype=d_sum.dtype) @ d_sum
    d_h_prev = (d_sum[:, :, None] * W_hh[None]).sum(axis=1)
    return d_sum, dW_xh, dW_hh, db, d_h_prev

# %% right: the slope is multiplied out, the shares are transposed products
def one_step_back(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h - h_t * (h_t * d_h)
    dW_xh = (x_t.T @ d_sum).T
    dW_hh = (h_prev.T @ d_sum).T
    db = np.add.reduce(d_sum, axis=0)
    d_h_prev = np.dot(d_sum, W_hh)
    return d_sum, dW_xh, dW_hh, db, d_h_prev
