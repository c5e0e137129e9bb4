"""02.unroll"""

# %% wrong: one array is written over again and again, so all entries of the list are the last state
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0.copy()
    states = []
    for x_t in x:
        h[:] = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the tanh is forgotten
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = x_t @ W_xh.T + h @ W_hh.T + b
        states.append(h)
    return np.array(states)

# %% wrong: the start is among the states
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = [h_0]
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the first step reads states[-1], which is still zero, and h_0 is never used
def unroll(x, h_0, W_xh, W_hh, b):
    T, B, I = x.shape
    H = W_hh.shape[0]
    states = np.zeros((T, B, H))
    for t in range(T):
        states[t] = np.tanh(x[t] @ W_xh.T + states[t - 1] @ W_hh.T + b)
    return states

# %% wrong: the matrix for the memory is not transposed
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh + b)
        states.append(h)
    return np.stack(states)

# %% wrong: keeps the state before the update, so h_0 is in and h_T is missing
def unroll(x, h_0, W_xh, W_hh, b):
    states = []
    h = h_0
    for x_t in x:
        states.append(h)
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return np.stack(states)

# %% wrong: only the last state
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h

# %% wrong: stacked along the second axis, which gives (B, T, H)
def unroll(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states, axis=1)

# %% wrong: the new state is added to the old one
def unroll(x, h_0, W_xh, W_hh, b):
    h = h_0
    states = []
    for x_t in x:
        h = h + np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% wrong: the first word is read in every turn
def unroll(x, h_0, W_xh, W_hh, b):
    T = x.shape[0]
    B, H = h_0.shape
    states = np.zeros((T, B, H))
    h = h_0
    for t in range(T):
        h = np.tanh(x[0] @ W_xh.T + h @ W_hh.T + b)
        states[t] = h
    return states

# %% wrong: T + 1 slots, and the last one is cut off instead of the first
def unroll(x, h_0, W_xh, W_hh, b):
    T = len(x)
    hs = np.zeros((T + 1,) + h_0.shape)
    hs[0] = h_0
    for t in range(T):
        hs[t + 1] = np.tanh(x[t] @ W_xh.T + hs[t] @ W_hh.T + b)
    return hs[:-1]

# %% wrong: the state is set back to the start in each turn
def unroll(x, h_0, W_xh, W_hh, b):
    states = []
    for x_t in x:
        h = h_0
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.array(states)

# %% wrong: every step reads the start and not the last state
def unroll(x, h_0, W_xh, W_hh, b):
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
        states.append(h)
    return np.stack(states)

# %% right: one review after the other, joined along the batch
def unroll(x, h_0, W_xh, W_hh, b):
    T, B, _ = x.shape
    result = np.empty((T, B, len(b)))
    for n in range(B):
        memory = h_0[n]
        for t in range(T):
            memory = np.tanh(W_xh @ x[t, n] + W_hh @ memory + b)
            result[t, n] = memory
    return result

# %% right: the words' part for all steps at once, before the loop
def unroll(x, h_0, W_xh, W_hh, b):
    states = x @ W_xh.T + b
    h = h_0
    for t in range(len(states)):
        states[t] = h = np.tanh(states[t] + h @ W_hh.T)
    return states

# %% right: itertools.accumulate with a start
def unroll(x, h_0, W_xh, W_hh, b):
    from itertools import accumulate
    step = lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return np.stack(list(accumulate(x, step, initial=h_0))[1:])
