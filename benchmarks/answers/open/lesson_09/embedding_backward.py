"""09.embedding_backward"""

# %% wrong: all is divided by the number of looked-up places
def embedding_backward(d_vectors, tokens, weight):
    T, B = tokens.shape
    g = np.zeros_like(weight)
    np.add.at(g, tokens.flatten(), d_vectors.reshape(T * B, -1))
    return g / (T * B)

# %% wrong: the gradient is multiplied by the row of the table
def embedding_backward(d_vectors, tokens, weight):
    result = np.zeros_like(weight)
    for t, row in enumerate(tokens):
        for b, token in enumerate(row):
            result[token] += d_vectors[t, b] * weight[token]
    return result

# %% wrong: the sum runs over the features as well, all entries of a row are equal
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros_like(weight)
    for t in range(tokens.shape[0]):
        for b in range(tokens.shape[1]):
            grad[tokens[t, b]] += d_vectors[t, b].sum()
    return grad

# %% wrong: the one-hot product is not summed over the steps
def embedding_backward(d_vectors, tokens, weight):
    one_hot = np.eye(weight.shape[0])[tokens]  # (T, B, V)
    return np.einsum("tbv,tbi->tvi", one_hot, d_vectors)

# %% wrong: steps and batch are swapped in the tokens while the vectors keep their order
def embedding_backward(d_vectors, tokens, weight):
    V, I = weight.shape
    flat_tokens = tokens.T.reshape(-1)
    flat_vectors = d_vectors.reshape(-1, I)
    one_hot = np.eye(V)[flat_tokens]
    return one_hot.T @ flat_vectors

# %% wrong: the sum for a row is divided by how often the row was looked up
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros_like(weight)
    for v in range(len(weight)):
        hits = tokens == v
        if hits.any():
            grad[v] = d_vectors[hits].mean(axis=0)
    return grad

# %% wrong: the first step is left out of the loop
def embedding_backward(d_vectors, tokens, weight):
    grad = np.zeros_like(weight)
    for t in range(1, len(tokens)):
        np.add.at(grad, tokens[t], d_vectors[t])
    return grad

# %% wrong: the gradient is added onto the table and the table comes back
def embedding_backward(d_vectors, tokens, weight):
    grad = weight.copy()
    np.add.at(grad, tokens, d_vectors)
    return grad

# %% right: a boolean mask for every row of the table
def embedding_backward(d_vectors, tokens, weight):
    return np.array([d_vectors[tokens == v].sum(axis=0) for v in range(weight.shape[0])])

# %% right: sorted tokens and reduceat
def embedding_backward(d_vectors, tokens, weight):
    flat = tokens.reshape(-1)
    order = np.argsort(flat, kind="stable")
    rows, first = np.unique(flat[order], return_index=True)
    grad = np.zeros_like(weight)
    grad[rows] = np.add.reduceat(d_vectors.reshape(-1, weight.shape[1])[order], first, axis=0)
    return grad

# %% right: a one-hot product with einsum
def embedding_backward(d_vectors, tokens, weight):
    one_hot = (tokens[..., None] == np.arange(len(weight))).astype(d_vectors.dtype)
    return np.einsum("tbv,tbi->vi", one_hot, d_vectors)
