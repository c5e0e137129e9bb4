"""02.stale_state"""

# %% wrong: h is given the start, but the loop still reads h_0
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the score goes through a tanh too
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    y = h @ W_hy.T + b_y
    return np.tanh(y)

# %% wrong: the state that is handed on is one step too old
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h_old, h = h_0, h_0
    for x_t in x:
        h_new = np.tanh(x_t @ W_xh.T + h_old @ W_hh.T + b)
        h_old = h
        h = h_new
    return h @ W_hy.T + b_y

# %% wrong: h is read before it has a value, which raises
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the matrix for the memory has lost its transpose
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh + b)
    return h @ W_hy.T + b_y

# %% wrong: adds each new state on top of the old one
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = h + np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: runs over the reviews instead of over the words, which raises when the batch has another size
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for n in range(x.shape[1]):
        h = np.tanh(x[:, n] @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: scores of forgetful steps are added up, so that every word has a say but no order
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    score = 0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
        score = score + h @ W_hy.T + b_y
    return score

# %% wrong: the state is replaced by the sum of all states so far
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    memory = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + memory @ W_hh.T + b)
        memory = memory + h
    return h @ W_hy.T + b_y

# %% wrong: scores the mean of all states, not the last one
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.mean(states, axis=0) @ W_hy.T + b_y

# %% wrong: the bias of the score is lost
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for t in range(len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T

# %% wrong: the matrix of the score is not transposed, which raises
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy + b_y

# %% right: reviews as columns, with a while loop
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0.T
    t = 0
    while t < len(x):
        h = np.tanh(W_xh @ x[t].T + W_hh @ h + b[:, None])
        t += 1
    return (W_hy @ h + b_y[:, None]).T

# %% right: keeps the stub's line, and hands the state over after it
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
        h_0 = h
    return h @ W_hy.T + b_y

# %% right: functools.reduce instead of a loop
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    from functools import reduce
    last = reduce(lambda h, w: np.tanh(w @ W_xh.T + h @ W_hh.T + b), x, h_0)
    return last @ W_hy.T + b_y
