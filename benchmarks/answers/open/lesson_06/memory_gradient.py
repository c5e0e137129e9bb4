"""06.memory_gradient"""

# %% wrong: only one half of the first mistake is repaired, step 1 takes the last state as the one before
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1]
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the last step is skipped at the beginning, and dW_hh is made with d_h instead of d_sum
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 2, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_h.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the gradient of h_0 also gets the d_states of step 1 once more
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    d_h_0 = d_states[0] + d_later
    return dW_hh, d_h_0

# %% wrong: the loop still stops before the first step
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        h_prev = states[t - 1]
        h_t = states[t]
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - h_t**2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: d_later is added up as well as the weight share
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later += d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the join of h_0 and the states has different numbers of axes and raises
def memory_gradient(d_states, states, h_0, W_hh):
    before = np.concatenate([h_0, states[:-1]])
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ before[t]
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: three mistakes are repaired, what comes from later steps is still left out
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in reversed(range(len(states))):
        if t == 0:
            h_prev = h_0
        else:
            h_prev = states[t - 1]
        d_h = d_states[t]
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: d_later is set back to zeros in each turn
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh = np.zeros_like(W_hh)
    for t in range(len(states) - 1, -1, -1):
        d_later = np.zeros_like(h_0)
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% right: the Jacobian of each review as a matrix hands the gradient back
def memory_gradient(d_states, states, h_0, W_hh):
    T, B, H = states.shape
    dW_hh, d_h_0 = np.zeros_like(W_hh), np.zeros_like(h_0)
    for b in range(B):
        g = np.zeros_like(h_0[b])
        for t in range(T - 1, -1, -1):
            g = g + d_states[t, b]
            D = np.diag(1 - states[t, b] ** 2)
            before = states[t - 1, b] if t >= 1 else h_0[b]
            dW_hh += np.outer(D @ g, before)
            g = (D @ W_hh).T @ g
        d_h_0[b] = g
    return dW_hh, d_h_0

# %% right: negative indices count from the end
def memory_gradient(d_states, states, h_0, W_hh):
    before = [h_0] + list(states[:-1])
    dW_hh = 0
    d_later = 0
    for k in range(1, len(states) + 1):
        d_sum = (d_states[-k] + d_later) * (1 - states[-k] ** 2)
        dW_hh = dW_hh + np.einsum("bi,bj->ij", d_sum, before[-k])
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% right: the loop keeps its bounds and step 1 is handled after it
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ states[t - 1]
        d_later = d_sum @ W_hh
    d_sum = (d_states[0] + d_later) * (1 - states[0] ** 2)
    dW_hh += d_sum.T @ h_0
    d_later = d_sum @ W_hh
    return dW_hh, d_later
