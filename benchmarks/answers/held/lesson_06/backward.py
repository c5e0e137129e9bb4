"""06.backward"""

# %% wrong: nothing flows from later steps to earlier ones
def backward(d_states, x, states, h_0, W_xh, W_hh):
    h_prev = np.concatenate([h_0[None], states[:-1]])
    d_sum = d_states * (1 - states**2)
    dW_xh = np.einsum("tbh,tbi->hi", d_sum, x)
    dW_hh = np.einsum("tbh,tbk->hk", d_sum, h_prev)
    db = d_sum.sum(axis=(0, 1))
    d_x = d_sum @ W_xh
    d_h_0 = d_sum[0] @ W_hh
    return dW_xh, dW_hh, db, d_x, d_h_0

# %% wrong: the return is indented into the loop, so only the last step is walked
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        if t == 0:
            h_prev = h_0
        else:
            h_prev = states[t - 1]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
        return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: the gradients are divided by the number of steps
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T, B, H = states.shape
    before = np.concatenate([h_0[np.newaxis], states[:-1]])
    d_sums = np.zeros_like(states)
    d_later = np.zeros_like(h_0)
    for t in range(T - 1, -1, -1):
        d_sums[t] = (d_states[t] + d_later) * (1 - states[t] ** 2)
        d_later = d_sums[t] @ W_hh
    dW_xh = sum(d_sums[t].T @ x[t] for t in range(T)) / T
    dW_hh = sum(d_sums[t].T @ before[t] for t in range(T)) / T
    db = d_sums.sum(axis=(0, 1)) / T
    return dW_xh, dW_hh, db, d_sums @ W_xh, d_later

# %% wrong: the start at len(x) runs past the end and raises
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x), -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: the walk goes from the first step to the last
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T = x.shape[0]
    dW_xh, dW_hh = np.zeros_like(W_xh), np.zeros_like(W_hh)
    db = np.zeros(len(W_hh))
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(T):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: the first step back uses d_states, the other steps only what came from later
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T = len(x)
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_h = d_states[-1]
    for t in range(T - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = d_h * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_h = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_h

# %% wrong: the bias is only summed over the batch of the last turn, and the slope uses the state before
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_sum = (d_states[t] + d_later) * (1 - h_prev**2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    db = d_sum.sum(axis=0)
    return dW_xh, dW_hh, db, d_x, d_later

# %% wrong: step 1 takes states[-1], the last state, as the state before
def backward(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh = np.zeros_like(W_xh)
    dW_hh = np.zeros_like(W_hh)
    db = np.zeros(W_hh.shape[0])
    d_x = np.zeros_like(x)
    d_h_0 = np.zeros_like(h_0)
    for t in reversed(range(len(x))):
        d_sum = (d_states[t] + d_h_0) * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ states[t - 1]
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_h_0 = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_h_0

# %% right: only d_sum is walked in the loop, all shares come afterwards from einsum
def backward(d_states, x, states, h_0, W_xh, W_hh):
    slope = 1 - states**2
    d_sum = d_states * slope
    for t in range(len(x) - 2, -1, -1):
        d_sum[t] += (d_sum[t + 1] @ W_hh) * slope[t]
    before = np.concatenate([h_0[None], states])[:-1]
    dW_xh = np.einsum("tbh,tbi->hi", d_sum, x)
    dW_hh = np.einsum("tbh,tbk->hk", d_sum, before)
    return dW_xh, dW_hh, d_sum.sum(axis=(0, 1)), d_sum @ W_xh, d_sum[0] @ W_hh

# %% right: the arrays are turned round in time first and then walked forwards
def backward(d_states, x, states, h_0, W_xh, W_hh):
    all_h = np.concatenate([h_0[np.newaxis], states])[::-1]
    xs, ds = x[::-1], d_states[::-1]
    gradients = [np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros(W_hh.shape[0])]
    d_x = np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for k in range(len(xs)):
        delta = (ds[k] + d_later) * (1 - all_h[k] ** 2)
        gradients[0] += delta.T @ xs[k]
        gradients[1] += delta.T @ all_h[k + 1]
        gradients[2] += delta.sum(axis=0)
        d_x[-1 - k] = delta @ W_xh
        d_later = delta @ W_hh
    return (*gradients, d_x, d_later)

# %% right: a while loop, and the steps are laid flat next to the reviews for the shares
def backward(d_states, x, states, h_0, W_xh, W_hh):
    T, B, H = states.shape
    I = x.shape[2]
    d_sums = np.empty_like(states)
    d_h = d_states[T - 1]
    t = T - 1
    while t >= 0:
        d_sums[t] = d_h * (1 - states[t] ** 2)
        handed = d_sums[t] @ W_hh
        if t > 0:
            d_h = handed + d_states[t - 1]
        t -= 1
    flat = d_sums.reshape(T * B, H)
    prev = np.vstack([h_0, states[:-1].reshape((T - 1) * B, H)])
    return flat.T @ x.reshape(T * B, I), flat.T @ prev, flat.sum(0), (flat @ W_xh).reshape(T, B, I), handed
