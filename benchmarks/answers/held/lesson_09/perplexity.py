"""09.perplexity"""

# %% wrong: the sum is divided by the number of pieces
def perplexity(losses, counts):
    return np.exp((losses * counts).sum() / len(losses))

# %% wrong: the exponential is missing
def perplexity(losses, counts):
    total = 0.0
    for loss, count in zip(losses, counts):
        total += loss * count
    return total / sum(counts)

# %% wrong: the sign of the exponent
def perplexity(losses, counts):
    return np.exp(-np.average(losses, weights=counts))

# %% wrong: the mean losses are added without weights and divided by all words
def perplexity(losses, counts):
    N = counts.sum()
    return np.exp(losses.sum() / N)

# %% wrong: exp is not a name that is known
def perplexity(losses, counts):
    mean_loss = (losses * counts).sum() / counts.sum()
    return exp(mean_loss)

# %% wrong: the shorter last piece is left out
def perplexity(losses, counts):
    l, c = losses[:-1], counts[:-1]
    return np.exp((l * c).sum() / c.sum())

# %% wrong: every piece counts the same, however short it is
def perplexity(losses, counts):
    return np.exp(losses.mean())

# %% wrong: the root of the product is taken over pieces
def perplexity(losses, counts):
    product = 1.0
    for p in np.exp(losses):
        product *= p
    return product ** (1 / len(counts))

# %% wrong: the mean is kept in every round and only the last piece is left
def perplexity(losses, counts):
    total = 0
    words = 0
    for loss, count in zip(losses, counts):
        total = loss * count
        words += count
    return np.exp(total / words)

# %% right: a product of powers
def perplexity(losses, counts):
    return np.prod(np.exp(losses) ** (counts / counts.sum()))

# %% right: a dot product
def perplexity(losses, counts):
    return np.e ** (np.dot(losses, counts) / np.sum(counts))

# %% right: a weighted average from numpy
def perplexity(losses, counts):
    return float(np.exp(np.average(losses, weights=counts)))
