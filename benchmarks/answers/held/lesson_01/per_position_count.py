"""01.per_position_count"""

# %% wrong: sums the sizes of the axes instead of multiplying them
def per_position_count(T, I, H):
    sizes = {"W": (T, H, I), "b": (T, H)}
    return sum(int(np.sum(size)) for size in sizes.values())

# %% wrong: adds the sides of the matrix instead of multiplying them
def per_position_count(T, I, H):
    return T * (H + I)

# %% wrong: the answer is printed and not returned
def per_position_count(T, I, H):
    count = T * (H * I + H)
    print(count)

# %% wrong: multiplies the weights by the biases
def per_position_count(T, I, H):
    n_weights = T * H * I
    n_biases = T * H
    return n_weights * n_biases

# %% wrong: adds a matrix from state to state that this model does not have
def per_position_count(T, I, H):
    W_xh = H * I
    W_hh = H * H
    b = H
    return T * (W_xh + W_hh + b)

# %% wrong: one single bias number for each position
def per_position_count(T, I, H):
    return T * (I * H + 1)

# %% wrong: the bias is counted once, not once for each position
def per_position_count(T, I, H):
    return T * H * I + H

# %% wrong: runs over the names in the dictionary, which raises
def per_position_count(T, I, H):
    sizes = {"W": (T, H, I), "b": (T, H)}
    return sum(int(np.prod(size)) for size in sizes)

# %% wrong: len gives the first side only, not the count of entries
def per_position_count(T, I, H):
    W = np.zeros((T, H, I))
    b = np.zeros((T, H))
    return len(W) + len(b)

# %% wrong: adds T where it should multiply
def per_position_count(T, I, H):
    return T + H * I + H

# %% wrong: an extra row and an extra column for the bias
def per_position_count(T, I, H):
    return T * (I + 1) * (H + 1)

# %% wrong: thinks that the bias has one number for each input feature
def per_position_count(T, I, H):
    return T * (H * I + I)

# %% right: builds the arrays and asks for their size
def per_position_count(T, I, H):
    W = np.zeros((T, H, I))
    b = np.zeros((T, H))
    return W.size + b.size

# %% right: a product of a list, turned into a whole number
def per_position_count(T, I, H):
    return int(np.prod([T, H, I + 1]))

# %% right: adds up position by position
def per_position_count(T, I, H):
    count = 0
    for _ in range(T):
        count += H * I
        count += H
    return count
