"""10.masked_mean"""

# %% wrong: steps and batch are mixed up in the index
def masked_mean(states, lengths):
    T, B, H = states.shape
    out = np.zeros((B, H))
    for b in range(B):
        out[b] = states[b, : lengths[b]].mean(axis=0)
    return out

# %% wrong: one mean over all real letters of the batch
def masked_mean(states, lengths):
    T, B, H = states.shape
    mask = np.arange(T)[:, None] < lengths[None, :]
    total = states[mask].mean(axis=0)
    return np.tile(total, (B, 1))

# %% wrong: the names are stacked along the second axis
def masked_mean(states, lengths):
    return np.stack([states[:n, b].mean(axis=0) for b, n in enumerate(lengths)], axis=1)

# %% wrong: one padding step too many is let in
def masked_mean(states, lengths):
    T, B, H = states.shape
    mask = (np.arange(T)[:, None] <= lengths)[..., None]
    return (states * mask).sum(axis=0) / mask.sum(axis=0)

# %% wrong: the last real state instead of a mean
def masked_mean(states, lengths):
    B = states.shape[1]
    return states[lengths - 1, np.arange(B)]

# %% wrong: all names are cut to the length of the shortest
def masked_mean(states, lengths):
    shortest = lengths.min()
    return states[:shortest].mean(axis=0)

# %% wrong: the mean runs over the padding too
def masked_mean(states, lengths):
    return states.mean(axis=0)

# %% wrong: the padding is summed up, only the divisor knows the lengths
def masked_mean(states, lengths):
    return states.sum(axis=0) / lengths[:, None]

# %% wrong: the lengths are divided along the features
def masked_mean(states, lengths):
    T, B, H = states.shape
    mask = np.arange(T)[:, None] < lengths
    return (states * mask[..., None]).sum(axis=0) / lengths

# %% right: a running mean, step by step
def masked_mean(states, lengths):
    T, B, H = states.shape
    mean = np.zeros((B, H))
    for t in range(T):
        alive = t < lengths
        mean[alive] += (states[t, alive] - mean[alive]) / (t + 1)
    return mean

# %% right: mean with where
def masked_mean(states, lengths):
    real = np.arange(states.shape[0])[:, None] < lengths
    return states.mean(axis=0, where=real[:, :, None])

# %% right: padding becomes NaN in a copy
def masked_mean(states, lengths):
    copy = states.astype(float)
    for b, n in enumerate(lengths):
        copy[n:, b] = np.nan
    return np.nanmean(copy, axis=0)
