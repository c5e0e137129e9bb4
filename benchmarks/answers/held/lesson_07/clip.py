"""07.clip"""

# %% wrong: the return stands inside the loop, so only the first name is in the dict
def clip(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    clipped = {}
    for name, g in gradients.items():
        clipped[name] = g * scale
        return clipped

# %% wrong: the sum of squares is overwritten, so only the last array counts
def clip(gradients, max_norm):
    total = 0
    for g in gradients.values():
        total = (g**2).sum()
    norm = np.sqrt(total)
    new = {}
    for name, g in gradients.items():
        new[name] = g * (max_norm / norm) if norm > max_norm else g.copy()
    return new

# %% wrong: the arrays of different shapes are joined without flattening, which raises
def clip(gradients, max_norm):
    everything = np.concatenate(list(gradients.values()))
    norm = np.linalg.norm(everything)
    scale = max_norm / max(norm, max_norm)
    return {name: g * scale for name, g in gradients.items()}

# %% wrong: single numbers are cut off instead of the length being scaled
def clip(gradients, max_norm):
    return {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}

# %% wrong: the factor is upside down
def clip(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g * g) for g in gradients.values()))
    factor = 1.0
    if norm > max_norm:
        factor = norm / max_norm
    return {name: g * factor for name, g in gradients.items()}

# %% wrong: small gradients are made larger until they have the norm max_norm
def clip(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    if norm == 0:
        return {name: g.copy() for name, g in gradients.items()}
    return {name: g * max_norm / norm for name, g in gradients.items()}

# %% wrong: gradients that are all zero give not-a-number
def clip(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return {name: g / norm * min(norm, max_norm) for name, g in gradients.items()}

# %% wrong: every array is clipped by its own norm
def clip(gradients, max_norm):
    clipped = {}
    for name, g in gradients.items():
        norm = np.linalg.norm(g)
        if norm > max_norm:
            g = g * max_norm / norm
        clipped[name] = g
    return clipped

# %% wrong: the norms of the arrays are added up
def clip(gradients, max_norm):
    total = 0.0
    for g in gradients.values():
        total += np.linalg.norm(g)
    scale = 1.0 if total <= max_norm else max_norm / total
    return {name: scale * g for name, g in gradients.items()}

# %% wrong: the numbers are summed with their signs instead of being squared
def clip(gradients, max_norm):
    long = np.concatenate([g.ravel() for g in gradients.values()])
    norm = np.abs(long.sum())
    if norm <= max_norm:
        return {k: g.copy() for k, g in gradients.items()}
    return {k: g * (max_norm / norm) for k, g in gradients.items()}

# %% right: the squares are compared, and a root is only taken when it is needed
def clip(gradients, max_norm):
    square = sum(np.vdot(g, g) for g in gradients.values())
    new = {name: np.array(g, copy=True) for name, g in gradients.items()}
    if square > max_norm**2:
        for name in new:
            new[name] *= max_norm / np.sqrt(square)
    return new

# %% right: hypot collects the norm number by number
def clip(gradients, max_norm):
    import math

    norm = 0.0
    for g in gradients.values():
        for number in np.asarray(g).flat:
            norm = math.hypot(norm, float(number))
    shrink = 1.0
    if norm > max_norm:
        shrink = max_norm / norm
    return dict(zip(gradients.keys(), (g * shrink for g in gradients.values())))

# %% right: the divisor is the larger of norm and max_norm, so nothing is asked
def clip(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    return {name: g * (max_norm / max(norm, max_norm)) for name, g in gradients.items()}
