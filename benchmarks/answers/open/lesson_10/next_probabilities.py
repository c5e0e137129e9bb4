"""10.next_probabilities"""

# %% wrong: the last k places are kept, not the k largest scores
def next_probabilities(logits, temperature, k):
    e = np.exp(logits / temperature)
    mask = np.zeros(len(e))
    mask[-k:] = 1
    e = e * mask
    return e / e.sum()

# %% wrong: the others get a score of 0 instead of a probability of 0
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    kept = np.where(z >= np.sort(z)[-k], z, 0.0)
    e = np.exp(kept)
    return e / e.sum()

# %% wrong: the k smallest are kept
def next_probabilities(logits, temperature, k):
    keep = np.argsort(logits)[:k]
    p = np.zeros(len(logits))
    p[keep] = np.exp(logits[keep] / temperature)
    return p / p.sum()

# %% wrong: the k best share the probability evenly
def next_probabilities(logits, temperature, k):
    p = np.zeros(len(logits))
    best = np.argsort(logits / temperature)[-k:]
    p[best] = 1 / k
    return p

# %% wrong: the odds come back sorted, largest first
def next_probabilities(logits, temperature, k):
    scores = np.sort(logits / temperature)[::-1]
    scores[k:] = -np.inf
    e = np.exp(scores - scores[0])
    return e / e.sum()

# %% wrong: the k-th letter itself is cut off as well
def next_probabilities(logits, temperature, k):
    z = logits / temperature
    threshold = np.sort(z)[::-1][k - 1]
    e = np.exp(z - z.max()) * (z > threshold)
    return e / e.sum()

# %% wrong: only k odds come back, without their places
def next_probabilities(logits, temperature, k):
    top = np.sort(logits)[::-1][:k] / temperature
    e = np.exp(top - top[0])
    return e / e.sum()

# %% wrong: the k is forgotten
def next_probabilities(logits, temperature, k):
    scaled = logits / temperature
    scaled = scaled - scaled.max()
    return np.exp(scaled) / np.exp(scaled).sum()

# %% right: argpartition finds the k best
def next_probabilities(logits, temperature, k):
    best = np.argpartition(logits, -k)[-k:]
    top = logits[best] / temperature
    e = np.exp(top - top.max())
    p = np.zeros_like(logits)
    p[best] = e / e.sum()
    return p

# %% right: one over the sum of differences
def next_probabilities(logits, temperature, k):
    best = set(np.argsort(logits)[::-1][:k].tolist())
    odds = []
    for i in range(len(logits)):
        if i in best:
            odds.append(1 / sum(np.exp((logits[j] - logits[i]) / temperature) for j in best))
        else:
            odds.append(0.0)
    return np.array(odds)

# %% right: the best is taken k times in a loop
def next_probabilities(logits, temperature, k):
    left = logits.astype(float)
    p = np.zeros(len(logits))
    largest = logits.max()
    for _ in range(k):
        i = int(left.argmax())
        p[i] = np.exp((logits[i] - largest) / temperature)
        left[i] = -np.inf
    return p / p.sum()
