"""10.masked_mean"""

# %% wrong: all names are divided by the longest length
def masked_mean(states, lengths):
    keep = np.arange(len(states))[:, None, None] < lengths[None, :, None]
    total = np.where(keep, states, 0).sum(axis=0)
    return total / lengths.max()

# %% wrong: padding is set to zero, but the mean still divides by T
def masked_mean(states, lengths):
    T = states.shape[0]
    mask = np.arange(T)[:, None] < lengths[None, :]
    return (states * mask[:, :, None]).mean(axis=0)

# %% wrong: the last real letter is left out
def masked_mean(states, lengths):
    T, B, H = states.shape
    result = np.zeros((B, H))
    for b in range(B):
        for t in range(lengths[b] - 1):
            result[b] += states[t, b]
        result[b] /= lengths[b]
    return result

# %% wrong: the letters at the end are taken, not those at the beginning
def masked_mean(states, lengths):
    pooled = []
    for b in range(states.shape[1]):
        name = states[-lengths[b]:, b]
        pooled.append(name.mean(axis=0))
    return np.stack(pooled)

# %% wrong: the features are averaged as well
def masked_mean(states, lengths):
    return np.array([states[:n, b].mean() for b, n in enumerate(lengths)])

# %% wrong: the largest value of each unit instead of a mean
def masked_mean(states, lengths):
    rows = []
    for b, n in enumerate(lengths):
        rows.append(states[:n, b].max(axis=0))
    return np.array(rows)

# %% wrong: the mask is batch-first and does not fit
def masked_mean(states, lengths):
    T, B, H = states.shape
    mask = np.arange(T)[None, :] < lengths[:, None]  # (B, T)
    return (states * mask[:, :, None]).sum(axis=0) / lengths[:, None]

# %% wrong: the mask is turned round, so the padding is averaged
def masked_mean(states, lengths):
    T, B, H = states.shape
    mask = np.arange(T)[:, None] > lengths[None, :]
    mask = mask[:, :, None]
    return (states * mask).sum(axis=0) / np.maximum(mask.sum(axis=0), 1)

# %% right: the weights of a weighted sum
def masked_mean(states, lengths):
    T = len(states)
    weights = (np.arange(T)[:, None] < lengths) / lengths
    return np.einsum("tb,tbh->bh", weights, states)

# %% right: running sums, read at the last real letter
def masked_mean(states, lengths):
    sums = np.cumsum(states, axis=0)
    return sums[lengths - 1, np.arange(len(lengths))] / lengths[:, None]

# %% right: one name after the other
def masked_mean(states, lengths):
    return np.stack([states[:n, b].sum(axis=0) / n for b, n in enumerate(lengths)])
