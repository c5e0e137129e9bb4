"""07.jacobian"""

# %% wrong: the Jacobian is transposed
def jacobian(h_t, W_hh):
    slope = 1 - h_t**2
    J = slope[:, np.newaxis] * W_hh
    return J.T

# %% wrong: the slopes are multiplied into W_hh as a vector, one number for each unit comes out
def jacobian(h_t, W_hh):
    return (1 - h_t**2) @ W_hh

# %% wrong: the derivative of the state with respect to itself is added
def jacobian(h_t, W_hh):
    H = len(h_t)
    return np.eye(H) + np.diag(1 - h_t**2) @ W_hh

# %% wrong: tanh is applied once more to the state
def jacobian(h_t, W_hh):
    slope = 1 - np.tanh(h_t) ** 2
    return slope[:, None] * W_hh

# %% wrong: a wrong sign in the slope
def jacobian(h_t, W_hh):
    slope = 1 + h_t**2
    return slope[:, np.newaxis] * W_hh

# %% wrong: the square stands outside the bracket
def jacobian(h_t, W_hh):
    return ((1 - h_t) ** 2)[:, None] * W_hh

# %% wrong: the state itself instead of the slope scales the rows
def jacobian(h_t, W_hh):
    return h_t.reshape(-1, 1) * W_hh

# %% wrong: the diagonal matrix is multiplied number by number
def jacobian(h_t, W_hh):
    return np.diag(1 - h_t**2) * W_hh

# %% wrong: the squared lengths of the state are summed to one number for all rows
def jacobian(h_t, W_hh):
    slope = 1 - h_t @ h_t
    return slope * W_hh

# %% right: the rows are stacked one by one from a zip
def jacobian(h_t, W_hh):
    rows = []
    for unit, weights in zip(h_t, W_hh):
        rows.append(weights - unit**2 * weights)
    return np.stack(rows)

# %% right: the slopes are repeated to a full matrix with outer
def jacobian(h_t, W_hh):
    return np.outer(1 - h_t**2, np.ones_like(h_t)) * W_hh

# %% right: einsum with a repeated index
def jacobian(h_t, W_hh):
    return np.einsum("i,ij->ij", (1 - h_t) * (1 + h_t), W_hh)
