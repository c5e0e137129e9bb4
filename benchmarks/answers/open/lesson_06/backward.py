"""06.backward"""

# %% wrong: the gradient of h_0 is the sum of step 1, not yet taken through W_hh
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    d_h_0 = d_sum
    return dW_xh, dW_hh, db, d_x, d_h_0

# %% wrong: the loop stops before it reaches the first step
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, 0, -1):
        h_prev = states[t - 1]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: step 1 is given zeros instead of h_0
def backward(d_states, x, states, h_0, W_xh, W_hh):
    previous = np.concatenate([np.zeros_like(h_0)[None], states[:-1]])
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ previous[t]
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: W_hh is turned when the gradient is handed back
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T, B, H = states.shape
    dW_xh, dW_hh, db = np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros(H)
    d_x, d_later = np.empty_like(x), np.zeros((B, H))
    for t in range(T)[::-1]:
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh.T
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: d_x is collected by append in walking order and so stands backwards in time
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = []
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = h_0 if t == 0 else states[t - 1]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x.append(d_sum @ W_xh)
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, np.stack(d_x), d_later

# %% wrong: the later gradient is carried before it is taken through the slope and the weights
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_h
    return dW_xh, dW_hh, db, d_x, d_later @ W_hh

# %% wrong: the shares of the weights are overwritten in every turn
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T = len(states)
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(T - 1, -1, -1):
        before = h_0 if t == 0 else states[t - 1]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh = d_sum.T @ x[t]
        dW_hh = d_sum.T @ before
        db = d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: the later part is added after the slope instead of before it
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    carry = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = d_states[t] * (1 - states[t] ** 2) + carry
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        carry = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, carry

# %% wrong: what comes from later steps is added up over all turns
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t else h_0
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later += d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% right: h_0 is put in front of the states, and lists are zipped and reversed
def backward(d_states, x, states, h_0, W_xh, W_hh):
    before = [h_0, *states[:-1]]
    dW_xh, dW_hh, db, d_later, d_x = 0, 0, 0, 0, []
    for d_state, x_t, h_prev, h_t in reversed(list(zip(d_states, x, before, states))):
        d_sum = (d_state + d_later) * (1 - h_t**2)
        dW_xh = dW_xh + d_sum.T @ x_t
        dW_hh = dW_hh + d_sum.T @ h_prev
        db = db + d_sum.sum(axis=0)
        d_x.insert(0, d_sum @ W_xh)
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, np.array(d_x), d_later

# %% right: recursion over time instead of a loop
def backward(d_states, x, states, h_0, W_xh, W_hh):
    def walk(t, d_later):
        if t < 0:
            return np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros_like(W_hh[0]), [], d_later
        h_prev = h_0 if t == 0 else states[t - 1]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        g_x, g_h, g_b, d_xs, d_0 = walk(t - 1, d_sum @ W_hh)
        return g_x + d_sum.T @ x[t], g_h + d_sum.T @ h_prev, g_b + d_sum.sum(0), d_xs + [d_sum @ W_xh], d_0

    dW_xh, dW_hh, db, d_x, d_h_0 = walk(len(x) - 1, np.zeros_like(h_0))
    return dW_xh, dW_hh, db, np.stack(d_x), d_h_0
