"""01.shared_count"""

# %% wrong: np.prod takes the second number for an axis and raises
def shared_count(T, I, H):
    return np.prod(H, I) + H

# %% wrong: adds a number and a shape, which raises
def shared_count(T, I, H):
    W, b = np.zeros((H, I)), np.zeros(H)
    return W.size + b.shape

# %% wrong: counts the same matrix again in every turn of a loop
def shared_count(T, I, H):
    total = 0
    for t in range(T):
        total += H * I
    return total + H

# %% wrong: the bias is shared and the matrix is not
def shared_count(T, I, H):
    n_weights = T * H * I
    n_bias = H
    return n_weights + n_bias

# %% wrong: the numbers of the example stand in the code
def shared_count(T, I, H):
    return 10 * 100 + 10

# %% wrong: a power where a product is meant
def shared_count(T, I, H):
    return H ** 2 * I + H

# %% wrong: adds a matrix from state to state that this layer does not have
def shared_count(T, I, H):
    return H * I + H * H + H

# %% wrong: multiplies the weights by the biases
def shared_count(T, I, H):
    weights, biases = H * I, H
    return weights * biases

# %% wrong: T stands where I belongs
def shared_count(T, I, H):
    return H * T + H

# %% wrong: a single bias number for the whole layer
def shared_count(T, I, H):
    return I * H + 1

# %% wrong: still multiplies by the number of positions
def shared_count(T, I, H):
    return T * (H * I + H)

# %% wrong: adds the two sides of the matrix
def shared_count(T, I, H):
    return H + I + H

# %% right: joins real arrays and asks for the size
def shared_count(T, I, H):
    W, b = np.zeros((H, I)), np.zeros(H)
    return np.hstack([W, b[:, None]]).size

# %% right: a loop over the positions that sets the count again and never adds
def shared_count(T, I, H):
    for t in range(T):
        count = H * I + H
    return count

# %% right: a dictionary of shapes, as in the lesson
def shared_count(T, I, H):
    sizes = {"W": (H, I), "b": (H,)}
    return sum(int(np.prod(s)) for s in sizes.values())
