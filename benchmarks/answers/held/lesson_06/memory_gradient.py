"""06.memory_gradient"""

# %% wrong: the loop now runs forwards in time
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states)):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: three mistakes are repaired, dW_hh is still overwritten in every turn
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh = d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the share of W_hh is turned round, old state times gradient
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += h_prev.T @ d_sum
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: step 1 is handled after the loop, but its share of W_hh replaces the others
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ states[t - 1]
        d_later = d_sum @ W_hh
    d_sum = (d_states[0] + d_later) * (1 - states[0] ** 2)
    dW_hh = d_sum.T @ h_0
    d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: three mistakes are repaired, the slope still uses the state before
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = h_0 if t == 0 else states[t - 1]
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - h_prev**2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the product with W_hh, which was right, is turned
def memory_gradient(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh.T
    return dW_hh, d_later

# %% wrong: h_0 is joined in front, but the slope is then read from the joined array one step too early
def memory_gradient(d_states, states, h_0, W_hh):
    h = np.concatenate([h_0[None], states])
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, -1, -1):
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - h[t] ** 2)
        dW_hh += d_sum.T @ h[t]
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% wrong: the state before is shifted the wrong way, it is the state after
def memory_gradient(d_states, states, h_0, W_hh):
    T = len(states)
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(T - 1, -1, -1):
        h_prev = h_0 if t == 0 else states[t]
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_hh += d_sum.T @ h_prev
        d_later = d_sum @ W_hh
    return dW_hh, d_later

# %% right: the sums' gradients are collected in a list and multiplied at the end
def memory_gradient(d_states, states, h_0, W_hh):
    d_later = np.zeros_like(h_0)
    d_sums = []
    for d_state, h_t in zip(d_states[::-1], states[::-1]):
        d_sums.append((d_state + d_later) * (1 - h_t**2))
        d_later = d_sums[-1] @ W_hh
    d_sums = np.stack(d_sums[::-1])
    before = np.concatenate([h_0[None], states[:-1]])
    dW_hh = np.tensordot(d_sums, before, axes=([0, 1], [0, 1]))
    return dW_hh, d_later

# %% right: h_0 stands in front of the states, so that index t + 1 is the new state
def memory_gradient(d_states, states, h_0, W_hh):
    h = np.concatenate([h_0[np.newaxis], states], axis=0)
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(h) - 1, 0, -1):
        d_h = d_states[t - 1] + d_later
        d_sum = d_h * (1 - h[t] ** 2)
        dW_hh += d_sum.T @ h[t - 1]
        d_later = d_sum @ W_hh
    return dW_hh, d_later
