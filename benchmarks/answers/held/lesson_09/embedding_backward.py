"""09.embedding_backward"""

# %% wrong: in the loop each look-up overwrites the row instead of adding to it
def embedding_backward(d_vectors, tokens, weight):
    T, B, I = d_vectors.shape
    d_weight = np.zeros_like(weight)
    for t in range(T):
        for b in range(B):
            d_weight[tokens[t, b]] = d_vectors[t, b]
    return d_weight

# %% wrong: the axes of the result are exchanged
def embedding_backward(d_vectors, tokens, weight):
    V, I = weight.shape
    one_hot = np.eye(V)[tokens.ravel()]  # (T B, V)
    return d_vectors.reshape(-1, I).T @ one_hot

# %% wrong: the sign of a descent step is already in the gradient
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros_like(weight)
    for v in range(weight.shape[0]):
        grad[v] -= d_vectors[tokens == v].sum(axis=0)
    return grad

# %% wrong: fancy indexing with += keeps only one of several look-ups of the same row
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros_like(weight)
    grad[tokens] += d_vectors
    return grad

# %% wrong: every row gets the sum of all vectors times its count
def embedding_backward(d_vectors, tokens, weight):
    counts = np.bincount(tokens.ravel(), minlength=weight.shape[0])
    total = d_vectors.sum(axis=(0, 1))
    return counts[:, None] * total[None, :]

# %% wrong: the one-hot matrix is not transposed and the shapes do not fit
def embedding_backward(d_vectors, tokens, weight):
    V, I = weight.shape
    H = np.eye(V)[tokens.ravel()]
    D = d_vectors.reshape(-1, I)
    return H @ D

# %% wrong: only the rows of the last step get a gradient
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros(weight.shape)
    last = tokens[-1]
    for b in range(tokens.shape[1]):
        grad[last[b]] += d_vectors[-1, b]
    return grad

# %% wrong: the gradient rows are looked up like a forward pass
def embedding_backward(d_vectors, tokens, weight):
    return weight[tokens] * d_vectors

# %% right: a triple loop over plain numbers
def embedding_backward(d_vectors, tokens, weight):
    T, B, I = d_vectors.shape
    out = np.zeros_like(weight)
    for b in range(B):
        for t in range(T):
            row = tokens[t, b]
            for i in range(I):
                out[row, i] = out[row, i] + d_vectors[t, b, i]
    return out

# %% right: one bincount for each feature
def embedding_backward(d_vectors, tokens, weight):
    V, I = weight.shape
    flat = tokens.ravel()
    columns = [np.bincount(flat, weights=d_vectors[..., i].ravel(), minlength=V) for i in range(I)]
    return np.stack(columns, axis=1)

# %% right: add.at with two-dimensional indices
def embedding_backward(d_vectors, tokens, weight):
    d_weight = 0 * weight
    np.add.at(d_weight, tokens, d_vectors)
    return d_weight
