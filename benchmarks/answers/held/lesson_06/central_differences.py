"""06.central_differences"""

# %% wrong: the moved array is no copy, so w is changed and never put back
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            w_plus = w
            w_plus[i, j] += eps
            upper = f(w_plus)
            w_minus = w
            w_minus[i, j] -= eps
            lower = f(w_minus)
            gradient[i, j] = (upper - lower) / (2 * eps)
    return gradient

# %% wrong: up and down are the same array, so the difference is zero
def central_differences(f, w, eps):
    g = np.empty(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            up = down = w.copy()
            up[i, j] += eps
            down[i, j] -= eps
            g[i, j] = (f(up) - f(down)) / (2 * eps)
    return g

# %% wrong: f is called with single numbers instead of the whole array
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            gradient[i, j] = (f(w[i, j] + eps) - f(w[i, j] - eps)) / (2 * eps)
    return gradient

# %% wrong: all numbers are moved at once, every entry gets the same value
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            gradient[i, j] = (f(w + eps) - f(w - eps)) / (2 * eps)
    return gradient

# %% wrong: the return stands in the outer loop, so only the first row is filled
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            up = w.copy()
            down = w.copy()
            up[i, j] += eps
            down[i, j] -= eps
            gradient[i, j] = (f(up) - f(down)) / (2 * eps)
        return gradient

# %% wrong: the copy is made once and the moves of earlier numbers stay in it
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    plus = w.copy()
    minus = w.copy()
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            plus[i, j] += eps
            minus[i, j] -= eps
            gradient[i, j] = (f(plus) - f(minus)) / (2 * eps)
    return gradient

# %% wrong: both loops run over the number of rows
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    n = len(w)
    for i in range(n):
        for j in range(n):
            e = np.zeros_like(w)
            e[i, j] = eps
            gradient[i, j] = (f(w + e) - f(w - e)) / (2 * eps)
    return gradient

# %% wrong: the difference is divided by eps only
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[index] = eps
        gradient[index] = (f(w + step) - f(w - step)) / eps
    return gradient

# %% wrong: whole rows are moved instead of single numbers
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(len(w)):
        up = w.copy()
        down = w.copy()
        up[i] += eps
        down[i] -= eps
        gradient[i] = (f(up) - f(down)) / (2 * eps)
    return gradient

# %% right: rows of an identity matrix as moves, in one comprehension
def central_differences(f, w, eps):
    moves = eps * np.eye(w.size).reshape(w.size, *w.shape)
    return np.array([(f(w + m) - f(w - m)) / (2 * eps) for m in moves]).reshape(w.shape)

# %% right: the number is moved in w itself and put back from a saved value
def central_differences(f, w, eps):
    gradient = np.empty(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            old = w[i, j]
            w[i, j] = old + eps
            upper = f(w)
            w[i, j] = old - eps
            lower = f(w)
            w[i, j] = old
            gradient[i, j] = (upper - lower) / (2 * eps)
    return gradient
