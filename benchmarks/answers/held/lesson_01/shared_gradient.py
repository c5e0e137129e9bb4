"""01.shared_gradient"""

# %% wrong: the shares are stacked and not added
def shared_gradient(x, dy):
    shares = [g.T @ x_t for g, x_t in zip(dy, x)]
    return np.array(shares)

# %% wrong: the result is transposed
def shared_gradient(x, dy):
    return sum(x_t.T @ g_t for x_t, g_t in zip(x, dy))

# %% wrong: gives the gradient of the bias
def shared_gradient(x, dy):
    return dy.sum(axis=(0, 1))

# %% wrong: sums over time before the product
def shared_gradient(x, dy):
    x_sum = x.sum(axis=0)
    dy_sum = dy.sum(axis=0)
    return dy_sum.T @ x_sum

# %% wrong: the return stands inside the loop, so only the first step counts
def shared_gradient(x, dy):
    dW = np.zeros((dy.shape[2], x.shape[2]))
    for x_t, g_t in zip(x, dy):
        dW += g_t.T @ x_t
        return dW

# %% wrong: the factor of a tanh, which this layer does not have, and a mean instead of a sum
def shared_gradient(x, dy):
    g = dy * (1 - np.tanh(dy) ** 2)
    T = len(x)
    return np.einsum("tbh,tbi->hi", g, x) / T

# %% wrong: only the first example of the batch
def shared_gradient(x, dy):
    dW = 0
    for t in range(x.shape[0]):
        dW = dW + np.outer(dy[t, 0], x[t, 0])
    return dW

# %% wrong: the zeros have the shape (I, H), which raises
def shared_gradient(x, dy):
    I, H = x.shape[2], dy.shape[2]
    dW = np.zeros((I, H))
    for t in range(x.shape[0]):
        dW += dy[t].T @ x[t]
    return dW

# %% wrong: two different letters for time in einsum, so that every gradient meets every word
def shared_gradient(x, dy):
    return np.einsum("tbh,sbi->hi", dy, x)

# %% wrong: = for +=, so each share overwrites the one before
def shared_gradient(x, dy):
    H, I = dy.shape[2], x.shape[2]
    dW = np.zeros((H, I))
    for t in range(len(dy)):
        dW = dy[t].T @ x[t]
    return dW

# %% wrong: the transpose is on the wrong factor, which raises
def shared_gradient(x, dy):
    total = 0
    for g_t, x_t in zip(dy, x):
        total += g_t @ x_t.T
    return total

# %% wrong: .T turns all three axes, and the product raises
def shared_gradient(x, dy):
    return (dy.T @ x).sum(axis=0)

# %% right: one einsum
def shared_gradient(x, dy):
    return np.einsum("tbi,tbh->hi", x, dy)

# %% right: time and batch folded into one axis, then one product
def shared_gradient(x, dy):
    G = dy.reshape(-1, dy.shape[-1])
    X = x.reshape(-1, x.shape[-1])
    return G.T @ X

# %% right: backwards through time, the other way round, transposed at the end
def shared_gradient(x, dy):
    acc = 0
    for t in range(len(x) - 1, -1, -1):
        acc = acc + x[t].T @ dy[t]
    return acc.T
