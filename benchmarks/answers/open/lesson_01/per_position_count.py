"""01.per_position_count"""

# %% wrong: the letter O for the letter H, a name that does not exist, so it raises
def per_position_count(T, I, H):
    return T * (H * I + O)

# %% wrong: a slip in the second term, which uses I for H
def per_position_count(T, I, H):
    W = T * H * I
    b = T * I
    return W + b

# %% wrong: the return stands inside the loop
def per_position_count(T, I, H):
    n = 0
    for position in range(T):
        n += I * H
        n += H
        return n

# %% wrong: thinks that every position is joined to every other one
def per_position_count(T, I, H):
    inputs = T * I
    outputs = T * H
    return inputs * outputs + outputs

# %% wrong: the total is overwritten in each turn
def per_position_count(T, I, H):
    total = 0
    for t in range(T):
        total = H * I + H
    return total

# %% wrong: the loop leaves out one position
def per_position_count(T, I, H):
    total = 0
    for t in range(1, T):
        total += H * I + H
    return total

# %% wrong: returns two counts and not their sum
def per_position_count(T, I, H):
    return int(np.prod((T, H, I))), int(np.prod((T, H)))

# %% wrong: adds a number and a shape, which raises
def per_position_count(T, I, H):
    W = np.zeros((T, H, I))
    b = np.zeros((T, H))
    return W.size + b.shape

# %% wrong: the biases are not counted
def per_position_count(T, I, H):
    return T * H * I

# %% wrong: counts one position only
def per_position_count(T, I, H):
    weights = H * I
    biases = H
    return weights + biases

# %% wrong: the numbers of the example stand in the code
def per_position_count(T, I, H):
    return 5 * 10 * 100 + 5 * 10

# %% wrong: one position too many, for a start before the first word
def per_position_count(T, I, H):
    return (T + 1) * (H * I + H)

# %% right: a list of separate layers, summed up
def per_position_count(T, I, H):
    layers = [{"W": np.empty((H, I)), "b": np.empty(H)} for _ in range(T)]
    return sum(p.size for layer in layers for p in layer.values())

# %% right: counts by nested loops, one number at a time
def per_position_count(T, I, H):
    n = 0
    for t in range(T):
        for h in range(H):
            for i in range(I):
                n += 1
            n += 1  # the bias of this unit
    return n

# %% right: the bias as one more column of each matrix
def per_position_count(T, I, H):
    return T * H * (I + 1)
