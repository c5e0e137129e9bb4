"""02.stale_state"""

# %% wrong: h_0 is renewed, but the score reads a name that was never set, which raises
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h_0 = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: starts from zeros, and the state's bias stands outside the tanh
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    B = x.shape[1]
    h = np.zeros((B, len(b)))
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T) + b
    return h @ W_hy.T + b_y

# %% wrong: turns the scores into probabilities
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    y = np.exp(h @ W_hy.T + b_y)
    return y / y.sum(axis=1, keepdims=True)

# %% wrong: gives a score after every word
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    scores = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        scores.append(h @ W_hy.T + b_y)
    return np.stack(scores)

# %% wrong: the words are read backwards
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x[::-1]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the words are summed first and read in one step
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    all_words = x.sum(axis=0)
    h = np.tanh(all_words @ W_xh.T + h_0 @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the first word is skipped
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    state = h_0
    for t in range(1, x.shape[0]):
        state = np.tanh(x[t] @ W_xh.T + state @ W_hh.T + b)
    return state @ W_hy.T + b_y

# %% wrong: the state is set back to the start in every turn
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = h_0
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the last word is left out
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    T = len(x)
    h = h_0
    for t in range(T - 1):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% wrong: the return has slipped into the loop
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        return h @ W_hy.T + b_y

# %% wrong: the new state is never handed over to the next turn
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h_prev = h_0
    for x_t in x:
        h_new = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
    h_prev = h_new
    return h_prev @ W_hy.T + b_y

# %% wrong: starts from zeros and ignores h_0
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.zeros_like(h_0)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y

# %% right: scores every word and returns the last score
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    states = [h_0]
    for t in range(len(x)):
        states.append(np.tanh(x[t] @ W_xh.T + states[t] @ W_hh.T + b))
    scores = np.stack(states) @ W_hy.T + b_y
    return scores[-1]

# %% right: calls itself, with the last word outermost
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    def state_after(n):
        if n == 0:
            return h_0
        return np.tanh(x[n - 1] @ W_xh.T + state_after(n - 1) @ W_hh.T + b)
    return state_after(x.shape[0]) @ W_hy.T + b_y

# %% right: gives the name h_0 to each new state
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h_0 = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h_0 @ W_hy.T + b_y
