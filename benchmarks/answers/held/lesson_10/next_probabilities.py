"""10.next_probabilities"""

# %% wrong: the temperature divides the exponentials and falls out again
def next_probabilities(logits, temperature, k):
    e = np.exp(logits) / temperature
    order = np.argsort(-e)
    e[order[k:]] = 0
    return e / e.sum()

# %% wrong: the odds are raised to the power of the temperature, which flattens where it should sharpen
def next_probabilities(logits, temperature, k):
    p = np.exp(logits) / np.exp(logits).sum()
    p = p ** temperature
    for i in np.argsort(p)[: len(p) - k]:
        p[i] = 0
    return p / p.sum()

# %% wrong: the exponential is missing, scores are divided by their sum
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    best = np.argsort(z)[-k:]
    p = np.zeros(z.shape)
    p[best] = z[best]
    return p / p.sum()

# %% wrong: brackets are missing, so the scores are not divided by the temperature, and the sum still runs over all letters
def next_probabilities(logits, temperature, k):
    z = logits - logits.max() / temperature
    e = np.exp(z)
    ranks = np.argsort(np.argsort(-z))
    return np.where(ranks < k, e, 0) / e.sum()

# %% wrong: counting from 0, one letter too many is kept
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    border = np.sort(z)[-(k + 1)]
    e = np.where(z >= border, np.exp(z), 0)
    return e / e.sum()

# %% wrong: the sorted numbers are used as places
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    keep = np.sort(z)[-k:]
    p = np.zeros_like(z)
    p[keep] = np.exp(z[keep])
    return p / p.sum()

# %% wrong: after the cut the odds do not add up to 1
def next_probabilities(logits, temperature, k):
    e = np.exp(logits / temperature)
    p = e / e.sum()
    p[np.argsort(p)[:-k]] = 0
    return p

# %% wrong: the temperature is forgotten
def next_probabilities(logits, temperature, k):
    best = np.argsort(logits)[-k:]
    p = np.zeros_like(logits)
    p[best] = np.exp(logits[best])
    p = p / p.sum()
    return p

# %% wrong: the scores are multiplied by the temperature
def next_probabilities(logits, temperature, k):
    z = logits * temperature
    smallest = np.sort(z)[-k]
    e = np.where(z >= smallest, np.exp(z - z.max()), 0)
    return e / e.sum()

# %% right: minus infinity for the others
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    z = np.where(z < np.sort(z)[len(z) - k], -np.inf, z)
    e = np.exp(z - z.max())
    return e / e.sum()

# %% right: the rank of a score is how many are larger
def next_probabilities(logits, temperature, k):
    larger = (logits[None, :] > logits[:, None]).sum(axis=1)
    e = np.exp((logits - logits.max()) / temperature) * (larger < k)
    return e / e.sum()

# %% right: odds first, then a power, then the cut
def next_probabilities(logits, temperature, k):
    p = np.exp(logits - logits.max())
    p = (p / p.sum()) ** (1 / temperature)
    p[np.argsort(p)[: len(p) - k]] = 0
    return p / p.sum()
