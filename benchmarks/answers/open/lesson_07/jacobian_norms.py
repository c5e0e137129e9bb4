"""07.jacobian_norms"""

# %% wrong: norm is called with square brackets, which raises
def jacobian_norms(states, W_hh):
    P = np.eye(W_hh.shape[0])
    norms = np.zeros(len(states))
    for i in range(len(states)):
        J = (1 - states[-i - 1] ** 2)[:, None] * W_hh
        P = P @ J
        norms[i] = np.linalg.norm[P, 2]
    return norms

# %% wrong: it starts at the first step and walks forwards, so the derivatives end at other states than the last
def jacobian_norms(states, W_hh):
    T, H = states.shape
    norms = np.zeros(T)
    P = np.eye(H)
    for t in range(T):
        P = np.diag(1 - states[t] ** 2) @ W_hh @ P
        norms[t] = np.linalg.norm(P, ord=2)
    return norms

# %% wrong: the index minus i begins with the first state at i = 0
def jacobian_norms(states, W_hh):
    P = np.eye(W_hh.shape[0])
    norms = np.zeros(len(states))
    for i in range(len(states)):
        J = (1 - states[-i] ** 2)[:, None] * W_hh
        P = P @ J
        norms[i] = np.linalg.norm(P, 2)
    return norms

# %% wrong: the norms come out from the furthest to the nearest
def jacobian_norms(states, W_hh):
    T, H = states.shape
    norms = np.zeros(T)
    P = np.eye(H)
    for t in range(T - 1, -1, -1):
        P = P @ (np.diag(1 - states[t] ** 2) @ W_hh)
        norms[t] = np.linalg.norm(P, 2)
    return norms

# %% wrong: powers of the last Jacobian are taken instead of a new one for each step
def jacobian_norms(states, W_hh):
    J = (1 - states[-1] ** 2)[:, np.newaxis] * W_hh
    norms = [np.linalg.norm(np.linalg.matrix_power(J, n), 2) for n in range(1, len(states) + 1)]
    return np.array(norms)

# %% wrong: the norms of the single steps are multiplied
def jacobian_norms(states, W_hh):
    single = [np.linalg.norm((1 - h**2)[:, None] * W_hh, 2) for h in states[::-1]]
    return np.cumprod(single)

# %% wrong: the product begins with zeros and stays zero
def jacobian_norms(states, W_hh):
    T, H = states.shape
    P = np.zeros((H, H))
    norms = []
    for t in range(T)[::-1]:
        P = P @ ((1 - states[t] ** 2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(P, 2))
    return np.array(norms)

# %% wrong: the Frobenius norm is taken
def jacobian_norms(states, W_hh):
    product = np.eye(W_hh.shape[0])
    norms = []
    for h in states[::-1]:
        product = product @ ((1 - h**2)[:, np.newaxis] * W_hh)
        norms.append(np.linalg.norm(product))
    return np.array(norms)

# %% wrong: the slopes scale the columns
def jacobian_norms(states, W_hh):
    T, H = states.shape
    J_total = np.eye(H)
    result = np.empty(T)
    for k in range(T):
        h = states[T - 1 - k]
        J_total = J_total @ (W_hh * (1 - h**2))
        result[k] = np.linalg.norm(J_total, 2)
    return result

# %% wrong: the spectral radius stands in for the norm
def jacobian_norms(states, W_hh):
    product = np.eye(len(W_hh))
    sizes = []
    for h in reversed(states):
        product = product @ ((1 - h**2)[:, None] * W_hh)
        sizes.append(np.abs(np.linalg.eigvals(product)).max())
    return np.array(sizes)

# %% right: the transposed product is walked, as a backward pass does it
def jacobian_norms(states, W_hh):
    back = np.eye(W_hh.shape[0])
    norms = []
    for h in states[::-1]:
        back = W_hh.T @ ((1 - h**2)[:, None] * back)
        norms.append(np.linalg.norm(back, 2))
    return np.array(norms)

# %% right: all Jacobians at once and accumulate over the reversed list
def jacobian_norms(states, W_hh):
    from itertools import accumulate

    J = (1 - states**2)[:, :, np.newaxis] * W_hh
    products = list(accumulate(J[::-1], np.matmul))
    return np.linalg.norm(np.stack(products), ord=2, axis=(1, 2))

# %% right: the largest singular value, from svd
def jacobian_norms(states, W_hh):
    T, H = states.shape
    P = np.eye(H)
    norms = np.empty(T)
    for k in range(T):
        P = P @ np.diag(1 - states[-1 - k] ** 2) @ W_hh
        norms[k] = np.linalg.svd(P, compute_uv=False)[0]
    return norms
