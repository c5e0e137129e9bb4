"""01.apply_shared"""

# %% wrong: adds the bias to the inputs before the product, which raises
def apply_shared(x, W, b):
    shifted = x + b
    return shifted @ W.T

# %% wrong: the bias is added twice
def apply_shared(x, W, b):
    T, B, _ = x.shape
    y = np.zeros((T, B, W.shape[0])) + b
    for t in range(T):
        y[t] += x[t] @ W.T + b
    return y

# %% wrong: only the last word gets an answer
def apply_shared(x, W, b):
    return x[-1] @ W.T + b

# %% wrong: the bias is subtracted
def apply_shared(x, W, b):
    product = np.einsum("tbi,hi->tbh", x, W)
    return product - b

# %% wrong: multiplies entry by entry, which raises
def apply_shared(x, W, b):
    return x * W + b

# %% wrong: the matrix stands on the left, which raises
def apply_shared(x, W, b):
    return np.dot(W, x) + b

# %% wrong: reshapes the matrix where a transpose is needed
def apply_shared(x, W, b):
    H, I = W.shape
    W_t = W.reshape(I, H)
    return x @ W_t + b

# %% wrong: each answer is added to the one before, as if there were a state
def apply_shared(x, W, b):
    T, B, I = x.shape
    y = np.zeros((T, B, W.shape[0]))
    previous = 0
    for t in range(T):
        y[t] = x[t] @ W.T + b + previous
        previous = y[t]
    return y

# %% wrong: the axes of time and batch are exchanged in the result
def apply_shared(x, W, b):
    return np.einsum("tbi,hi->bth", x, W) + b

# %% wrong: the bias is left out
def apply_shared(x, W, b):
    return x @ W.T

# %% wrong: the result is made with I columns, which raises
def apply_shared(x, W, b):
    y = np.zeros_like(x)
    for t in range(len(x)):
        y[t] = x[t] @ W.T + b
    return y

# %% wrong: the first review's words are used for the whole batch
def apply_shared(x, W, b):
    T, B, I = x.shape
    y = np.empty((T, B, W.shape[0]))
    for t in range(T):
        for i in range(B):
            y[t, i] = W @ x[t, 0] + b
    return y

# %% right: the sum written with einsum
def apply_shared(x, W, b):
    return np.einsum("hi,tbi->tbh", W, x) + b

# %% right: a column of ones, so that the bias is part of the matrix
def apply_shared(x, W, b):
    ones = np.ones(x.shape[:2] + (1,))
    x1 = np.concatenate([x, ones], axis=2)
    W1 = np.concatenate([W, b[:, None]], axis=1)
    return x1 @ W1.T

# %% right: three loops and a dot product for each number
def apply_shared(x, W, b):
    T, B, _ = x.shape
    H = len(b)
    y = np.zeros((T, B, H))
    for t in range(T):
        for n in range(B):
            for k in range(H):
                y[t, n, k] = np.dot(W[k], x[t, n]) + b[k]
    return y
