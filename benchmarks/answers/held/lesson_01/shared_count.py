"""01.shared_count"""

# %% wrong: a minus for a plus
def shared_count(T, I, H):
    return H * I - H

# %% wrong: the bias has one number for each input feature
def shared_count(T, I, H):
    W = H * I
    b = I
    return W + b

# %% wrong: the bias is not counted
def shared_count(T, I, H):
    return H * I

# %% wrong: nothing is returned
def shared_count(T, I, H):
    count = H * I + H

# %% wrong: thinks that T must turn up somewhere and adds it
def shared_count(T, I, H):
    return H * I + H + T

# %% wrong: returns the two counts as a pair
def shared_count(T, I, H):
    return H * I, H

# %% wrong: len counts the rows only
def shared_count(T, I, H):
    W = np.zeros((H, I))
    b = np.zeros(H)
    return len(W) + len(b)

# %% wrong: an extra row and an extra column for the bias
def shared_count(T, I, H):
    return (H + 1) * (I + 1)

# %% wrong: two matrices and two biases, one for the weights and one for the gradient
def shared_count(T, I, H):
    params = H * I + H
    grads = H * I + H
    return params + grads

# %% wrong: the matrix is shared, but each position keeps a bias of its own
def shared_count(T, I, H):
    return H * I + T * H

# %% wrong: divides one shared matrix among the positions
def shared_count(T, I, H):
    return (H * I + H) // T

# %% wrong: thinks that all words are laid side by side as one long input
def shared_count(T, I, H):
    long_input = T * I
    return (long_input + 1) * H

# %% right: the count of separate matrices, divided by their number
def shared_count(T, I, H):
    separate = T * H * I + T * H
    return separate // T

# %% right: counts unit by unit
def shared_count(T, I, H):
    return sum(I + 1 for unit in range(H))

# %% right: the bias as one more column
def shared_count(T, I, H):
    return (I + 1) * H
