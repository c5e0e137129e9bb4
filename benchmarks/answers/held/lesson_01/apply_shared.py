"""01.apply_shared"""

# %% wrong: the flat rows are unfolded in the wrong order
def apply_shared(x, W, b):
    T, B, I = x.shape
    flat = x.reshape(T * B, I) @ W.T + b
    return flat.reshape(B, T, -1).transpose(1, 0, 2)

# %% wrong: the name of the answer is overwritten, so only the last word is returned T times
def apply_shared(x, W, b):
    for x_t in x:
        y = x_t @ W.T + b
    return np.stack([y] * len(x))

# %% wrong: turns all axes of x round with .T and leaves the answer so, and forgets the bias too
def apply_shared(x, W, b):
    y = np.tensordot(W, x.T, axes=1)
    return y

# %% wrong: the transpose is left out, which raises
def apply_shared(x, W, b):
    return x @ W + b

# %% wrong: divides by the number of words
def apply_shared(x, W, b):
    T = x.shape[0]
    return (x @ W.T + b) / T

# %% wrong: squashes the answer with a tanh that nobody asked for
def apply_shared(x, W, b):
    return np.tanh(x @ W.T + b)

# %% wrong: the index of the word stays 0 in the loop
def apply_shared(x, W, b):
    out = []
    for t in range(x.shape[0]):
        out.append(x[0] @ W.T + b)
    return np.array(out)

# %% wrong: the bias is made a column, which does not fit and raises
def apply_shared(x, W, b):
    return x @ W.T + b[:, np.newaxis]

# %% wrong: =+ for +=, so only the bias is left
def apply_shared(x, W, b):
    y = x @ W.T
    for t in range(len(y)):
        y[t] =+ b
    return y

# %% wrong: the answers of all words are added up
def apply_shared(x, W, b):
    T, B, I = x.shape
    y = np.zeros((B, len(b)))
    for t in range(T):
        y += x[t] @ W.T + b
    return y

# %% wrong: the loop stops one word early
def apply_shared(x, W, b):
    T, B, I = x.shape
    H = W.shape[0]
    y = np.zeros((T, B, H))
    for t in range(T - 1):
        y[t] = x[t] @ W.T + b
    return y

# %% wrong: the return stands inside the loop, so only the first word gets an answer
def apply_shared(x, W, b):
    ys = []
    for x_t in x:
        ys.append(x_t @ W.T + b)
        return np.stack(ys)

# %% right: tensordot over the last axis of both
def apply_shared(x, W, b):
    return np.tensordot(x, W, axes=([2], [1])) + b

# %% right: W from the left, with the last two axes of x exchanged
def apply_shared(x, W, b):
    y = W @ x.swapaxes(1, 2) + b[:, None]
    return y.swapaxes(1, 2)

# %% right: folds time and batch into one axis and unfolds them again
def apply_shared(x, W, b):
    T, B, I = x.shape
    flat = x.reshape(T * B, I)
    return (flat @ W.T + b).reshape(T, B, -1)
