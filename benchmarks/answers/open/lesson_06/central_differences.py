"""06.central_differences"""

# %% wrong: it divides by 2 and then multiplies by eps
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            up, down = w.copy(), w.copy()
            up[i, j] += eps
            down[i, j] -= eps
            gradient[i, j] = (f(up) - f(down)) / 2 * eps
    return gradient

# %% wrong: the result is an array of whole numbers, so the decimals are lost
def central_differences(f, w, eps):
    gradient = np.zeros(w.shape, dtype=int)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            d = np.zeros(w.shape)
            d[i, j] = eps
            gradient[i, j] = (f(w + d) - f(w - d)) / (2 * eps)
    return gradient

# %% wrong: the number is moved by a share of itself, and the difference is added instead of subtracted
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for i, j in np.ndindex(*w.shape):
        up, down = w.copy(), w.copy()
        up[i, j] *= 1 + eps
        down[i, j] *= 1 - eps
        gradient[i, j] = (f(up) + f(down)) / (2 * eps)
    return gradient

# %% wrong: the sign is turned round, down minus up
def central_differences(f, w, eps):
    out = []
    for r in range(len(w)):
        row = []
        for c in range(len(w[0])):
            hi = w.copy(); hi[r, c] = hi[r, c] + eps
            lo = w.copy(); lo[r, c] = lo[r, c] - eps
            row.append((f(lo) - f(hi)) / (2 * eps))
        out.append(row)
    return np.array(out)

# %% wrong: f is called on a flat copy of w
def central_differences(f, w, eps):
    flat = w.ravel()
    gradient = np.zeros(flat.size)
    for k in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[k] += eps
        down[k] -= eps
        gradient[k] = (f(up) - f(down)) / (2 * eps)
    return gradient.reshape(w.shape)

# %% wrong: =+ sets the number to eps instead of adding eps
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    H, I = w.shape
    for i in range(H):
        for j in range(I):
            up, down = w.copy(), w.copy()
            up[i, j] =+ eps
            down[i, j] =- eps
            gradient[i, j] = (f(up) - f(down)) / (2 * eps)
    return gradient

# %% wrong: a one-sided difference
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    base = f(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            moved = w.copy()
            moved[i, j] += eps
            gradient[i, j] = (f(moved) - base) / eps
    return gradient

# %% wrong: brackets are missing, only the second value is divided
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[index] = eps
        gradient[index] = f(w + step) - f(w - step) / (2 * eps)
    return gradient

# %% wrong: the result is a flat list of numbers, not a matrix
def central_differences(f, w, eps):
    values = []
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            plus, minus = w.copy(), w.copy()
            plus[i, j] += eps
            minus[i, j] -= eps
            values.append((f(plus) - f(minus)) / (2 * eps))
    return np.array(values)

# %% right: nditer walks over a working copy
def central_differences(f, w, eps):
    work = np.array(w, copy=True)
    gradient = np.zeros(w.shape)
    walker = np.nditer(w, flags=["multi_index"])
    for value in walker:
        k = walker.multi_index
        work[k] = value + eps
        gradient[k] = f(work)
        work[k] = value - eps
        gradient[k] -= f(work)
        work[k] = value
    return gradient / (2 * eps)

# %% right: a mask decides which number is moved, and divmod gives the place
def central_differences(f, w, eps):
    H, I = w.shape
    result = np.zeros((H, I))
    places = np.arange(H * I).reshape(H, I)
    for k in range(H * I):
        up = np.where(places == k, w + eps, w)
        down = np.where(places == k, w - eps, w)
        row, column = divmod(k, I)
        result[row][column] = (f(up) - f(down)) / eps / 2
    return result

# %% right: the mean of a forward and a backward difference
def central_differences(f, w, eps):
    middle = f(w)

    def one(i, j):
        e = np.zeros(w.shape)
        e[i, j] = eps
        forward = (f(w + e) - middle) / eps
        backward = (middle - f(w - e)) / eps
        return 0.5 * (forward + backward)

    return np.array([[one(i, j) for j in range(w.shape[1])] for i in range(w.shape[0])])
