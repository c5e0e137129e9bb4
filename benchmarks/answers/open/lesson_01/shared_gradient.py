"""01.shared_gradient"""

# %% wrong: the mean over the steps, not the sum
def shared_gradient(x, dy):
    T = len(x)
    shares = np.stack([dy[t].T @ x[t] for t in range(T)])
    return shares.mean(axis=0)

# %% wrong: the sign is turned, as if this were already the step of descent
def shared_gradient(x, dy):
    dW = 0
    for t in range(x.shape[0]):
        dW = dW - dy[t].T @ x[t]
    return dW

# %% wrong: divides by the size of the batch
def shared_gradient(x, dy):
    B = x.shape[1]
    return np.einsum("tbh,tbi->hi", dy, x) / B

# %% wrong: the sum starts from ones
def shared_gradient(x, dy):
    dW = np.ones((dy.shape[2], x.shape[2]))
    for t in range(len(x)):
        dW += dy[t].T @ x[t]
    return dW

# %% wrong: reshapes to (H, T*B) where a transpose is needed
def shared_gradient(x, dy):
    T, B, I = x.shape
    H = dy.shape[2]
    return dy.reshape(H, T * B) @ x.reshape(T * B, I)

# %% wrong: multiplies the shares instead of adding them
def shared_gradient(x, dy):
    dW = dy[0].T @ x[0]
    for t in range(1, len(x)):
        dW = dW * (dy[t].T @ x[t])
    return dW

# %% wrong: sums over the batch before the product
def shared_gradient(x, dy):
    dW = np.zeros((dy.shape[2], x.shape[2]))
    for t in range(len(x)):
        dW += np.outer(dy[t].sum(axis=0), x[t].sum(axis=0))
    return dW

# %% wrong: only the share of the last step
def shared_gradient(x, dy):
    return dy[-1].T @ x[-1]

# %% wrong: the gradients are read backwards and the words forwards
def shared_gradient(x, dy):
    return sum(g.T @ x_t for g, x_t in zip(dy[::-1], x))

# %% wrong: pairs each gradient with the word before
def shared_gradient(x, dy):
    dW = np.zeros((dy.shape[2], x.shape[2]))
    for t in range(len(x)):
        dW += dy[t].T @ x[t - 1]
    return dW

# %% wrong: the gradient of all later steps is added in, as if there were a state
def shared_gradient(x, dy):
    T = len(x)
    g = np.zeros_like(dy[0])
    dW = np.zeros((dy.shape[2], x.shape[2]))
    for t in reversed(range(T)):
        g = g + dy[t]
        dW += g.T @ x[t]
    return dW

# %% wrong: the loop leaves out the last step
def shared_gradient(x, dy):
    T, B, I = x.shape
    dW = np.zeros((dy.shape[-1], I))
    for t in range(T - 1):
        dW += dy[t].T @ x[t]
    return dW

# %% right: tensordot over time and batch at once
def shared_gradient(x, dy):
    return np.tensordot(dy, x, axes=((0, 1), (0, 1)))

# %% right: a batched product of all steps, summed afterwards
def shared_gradient(x, dy):
    shares = np.matmul(dy.transpose(0, 2, 1), x)
    return shares.sum(axis=0)

# %% right: outer products, one for each word of each review
def shared_gradient(x, dy):
    T, B, I = x.shape
    dW = np.zeros((dy.shape[2], I))
    for n in range(B):
        for t in range(T):
            dW += np.outer(dy[t, n], x[t, n])
    return dW
