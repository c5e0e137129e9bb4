"""07.jacobian"""

# %% wrong: h_t as a column is multiplied as a matrix product and raises
def jacobian(h_t, W_hh):
    slope = (1 - h_t**2)[:, np.newaxis]
    return slope @ W_hh

# %% wrong: the row index is used for both, only the diagonal of W_hh is read
def jacobian(h_t, W_hh):
    H = h_t.shape[0]
    J = np.empty((H, H))
    for i in range(H):
        for j in range(H):
            J[i, j] = (1 - h_t[i] ** 2) * W_hh[i, i]
    return J

# %% wrong: the slopes scale the columns instead of the rows
def jacobian(h_t, W_hh):
    return (1 - h_t**2) * W_hh

# %% wrong: the diagonal matrix stands on the wrong side
def jacobian(h_t, W_hh):
    D = np.diag(1 - h_t**2)
    return W_hh @ D

# %% wrong: the axis is added in front, and the derivative is the one of the logistic function
def jacobian(h_t, W_hh):
    slope = h_t * (1 - h_t)
    return slope[np.newaxis, :] * W_hh

# %% wrong: W_hh is transposed before the rows are scaled
def jacobian(h_t, W_hh):
    return np.diag(1 - h_t**2) @ W_hh.T

# %% wrong: the loop takes the slope of the old unit j instead of the new unit i
def jacobian(h_t, W_hh):
    J = np.empty_like(W_hh)
    for i in range(len(h_t)):
        for j in range(len(h_t)):
            J[i, j] = (1 - h_t[j] ** 2) * W_hh[i, j]
    return J

# %% wrong: the root of the slope is taken
def jacobian(h_t, W_hh):
    slope = np.sqrt(1 - h_t**2)
    return slope[:, None] * W_hh

# %% wrong: the slope of tanh is forgotten
def jacobian(h_t, W_hh):
    H = len(h_t)
    J = np.zeros((H, H))
    for i in range(H):
        for j in range(H):
            J[i, j] = W_hh[i, j]
    return J

# %% right: W_hh is turned, scaled along its last axis and turned back
def jacobian(h_t, W_hh):
    return (W_hh.T * (1 - h_t**2)).T

# %% right: column by column, the step is applied to unit directions
def jacobian(h_t, W_hh):
    def forward_mode(direction):
        return (1 - h_t**2) * (W_hh @ direction)

    basis = np.eye(len(h_t), dtype=W_hh.dtype)
    return np.column_stack([forward_mode(e) for e in basis])

# %% right: a product with a diagonal matrix
def jacobian(h_t, W_hh):
    return np.diag(1 - h_t**2) @ W_hh
