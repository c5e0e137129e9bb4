"""07.clip"""

# %% wrong: the arrays of the given dict are scaled in place and the same dict comes back
def clip(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    if norm > max_norm:
        for name in gradients:
            gradients[name] *= max_norm / norm
    return gradients

# %% wrong: large gradients are scaled to length 1 instead of max_norm
def clip(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    scale = 1 / norm if norm > max_norm else 1
    return {name: scale * g for name, g in gradients.items()}

# %% wrong: it runs over the names as if they were the arrays, which raises
def clip(gradients, max_norm):
    total = 0
    for g in gradients:
        total += (g**2).sum()
    norm = np.sqrt(total)
    scale = min(1, max_norm / norm)
    return {name: gradients[name] * scale for name in gradients}

# %% wrong: absolute values instead of squares, and each small array is left out of the scaling
def clip(gradients, max_norm):
    norm = sum(np.abs(g).sum() for g in gradients.values())
    result = {}
    for name, g in gradients.items():
        if np.abs(g).sum() > max_norm:
            result[name] = g * max_norm / norm
        else:
            result[name] = g.copy()
    return result

# %% wrong: the comparison is turned round, large gradients stay and small ones grow
def clip(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    if norm < max_norm and norm > 0:
        return {n: g * max_norm / norm for n, g in gradients.items()}
    else:
        return {n: g.copy() for n, g in gradients.items()}

# %% wrong: the largest number of all stands in for the norm
def clip(gradients, max_norm):
    biggest = max(np.abs(g).max() for g in gradients.values())
    if biggest <= max_norm:
        return dict(gradients)
    return {name: g / biggest * max_norm for name, g in gradients.items()}

# %% wrong: the mean of the squares is taken instead of the sum
def clip(gradients, max_norm):
    flat = np.concatenate([g.ravel() for g in gradients.values()])
    norm = np.sqrt(np.mean(flat**2))
    if norm > max_norm:
        scale = max_norm / norm
    else:
        scale = 1
    return {name: g * scale for name, g in gradients.items()}

# %% wrong: gradients that are all zero raise a division by zero
def clip(gradients, max_norm):
    import math

    norm = math.sqrt(sum(float((g**2).sum()) for g in gradients.values()))
    scale = min(1.0, max_norm / norm)
    return {name: g * scale for name, g in gradients.items()}

# %% wrong: the square root is forgotten
def clip(gradients, max_norm):
    norm = sum((g**2).sum() for g in gradients.values())
    if norm > max_norm:
        return {k: v * (max_norm / norm) for k, v in gradients.items()}
    return {k: v.copy() for k, v in gradients.items()}

# %% right: one long vector, cut up again with split
def clip(gradients, max_norm):
    shapes = [np.shape(g) for g in gradients.values()]
    sizes = [int(np.prod(s)) for s in shapes]
    long = np.concatenate([np.ravel(g) for g in gradients.values()])
    norm = np.linalg.norm(long)
    if norm > max_norm:
        long = long * (max_norm / norm)
    pieces = np.split(long, np.cumsum(sizes)[:-1])
    return {name: p.reshape(s) for name, p, s in zip(gradients, pieces, shapes)}

# %% right: early return for small gradients, and dict(map) with a helper
def clip(gradients, max_norm):
    def shrink(item):
        name, g = item
        return name, np.divide(g, ratio)

    norm = np.sqrt(sum(np.square(g).sum() for g in gradients.values()))
    ratio = norm / max_norm
    if not ratio > 1:
        return {name: g.copy() for name, g in gradients.items()}
    return dict(map(shrink, gradients.items()))
