"""07.jacobian_norms"""

# %% wrong: the smallest stretch is taken
def jacobian_norms(states, W_hh):
    P = np.eye(W_hh.shape[0])
    out = []
    for h in states[::-1]:
        P = P @ np.diag(1 - h**2) @ W_hh
        out.append(np.linalg.svd(P, compute_uv=False)[-1])
    return np.array(out)

# %% wrong: new factors are put on the left, so the order of the product is turned round
def jacobian_norms(states, W_hh):
    product = np.eye(W_hh.shape[0])
    norms = []
    for h in states[::-1]:
        J = (1 - h**2)[:, np.newaxis] * W_hh
        product = J @ product
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)

# %% wrong: the loop stops before the first state, so the last entry stays zero
def jacobian_norms(states, W_hh):
    T = len(states)
    norms = np.zeros(T)
    P = np.eye(W_hh.shape[0])
    for k, t in enumerate(range(T - 1, 0, -1)):
        P = P @ ((1 - states[t] ** 2)[:, np.newaxis] * W_hh)
        norms[k] = np.linalg.norm(P, 2)
    return norms

# %% wrong: every matrix in the product uses the state before the step, one index too early
def jacobian_norms(states, W_hh):
    T, H = states.shape
    P = np.eye(H)
    norms = []
    for k in range(T):
        J = (1 - states[T - k - 2] ** 2)[:, None] * W_hh
        P = P @ J
        norms.append(np.linalg.norm(P, 2))
    return np.array(norms)

# %% wrong: only the single steps are measured, nothing is multiplied
def jacobian_norms(states, W_hh):
    norms = []
    for t in range(len(states) - 1, -1, -1):
        J = (1 - states[t] ** 2)[:, None] * W_hh
        norms.append(np.linalg.norm(J, 2))
    return np.array(norms)

# %% wrong: the list begins with the identity, the derivative of the last state by itself
def jacobian_norms(states, W_hh):
    P = np.eye(W_hh.shape[0])
    norms = []
    for h in states[::-1]:
        norms.append(np.linalg.norm(P, 2))
        P = P @ ((1 - h**2)[:, None] * W_hh)
    return np.array(norms)

# %% wrong: the matrices are multiplied number by number
def jacobian_norms(states, W_hh):
    H = W_hh.shape[0]
    product = np.ones((H, H))
    norms = []
    for h in states[::-1]:
        product = product * ((1 - h**2)[:, None] * W_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)

# %% wrong: the slopes are left out and only powers of W_hh are measured
def jacobian_norms(states, W_hh):
    T = states.shape[0]
    return np.array([np.linalg.norm(np.linalg.matrix_power(W_hh, k + 1), 2) for k in range(T)])

# %% wrong: the norm is taken along the rows and forwards in time
def jacobian_norms(states, W_hh):
    P = np.eye(W_hh.shape[0])
    norms = []
    for h in states:
        P = P @ ((1 - h**2)[:, None] * W_hh)
        norms.append(np.linalg.norm(P, axis=1).max())
    return np.array(norms)

# %% right: rows of gradients for all units are handed back, and the square root of the largest eigenvalue of G G^T is taken
def jacobian_norms(states, W_hh):
    T, H = states.shape
    G = np.eye(H)
    norms = np.zeros(T)
    for k, t in enumerate(reversed(range(T))):
        G = (G * (1 - states[t] ** 2)) @ W_hh
        norms[k] = np.sqrt(np.linalg.eigvalsh(np.asarray(G @ G.T, dtype=np.float64))[-1])
    return norms

# %% right: the whole product is built anew for each distance, from its oldest step upwards
def jacobian_norms(states, W_hh):
    T = len(states)
    norms = []
    for start in range(T - 1, -1, -1):
        P = np.eye(W_hh.shape[0], dtype=W_hh.dtype)
        for t in range(start, T):
            P = ((1 - states[t] ** 2)[:, None] * W_hh) @ P
        norms.append(np.linalg.norm(P, 2))
    return np.array(norms)
