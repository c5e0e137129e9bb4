"""09.perplexity"""

# %% wrong: the share of a piece is taken from the largest piece, not from the whole
def perplexity(losses, counts):
    share = counts / counts.max()
    return np.exp((share * losses).mean())

# %% wrong: a logarithm instead of an exponential
def perplexity(losses, counts):
    nats = losses @ counts
    return np.log(nats / counts.sum())

# %% wrong: base 2 for losses in nats
def perplexity(losses, counts):
    return 2 ** ((losses * counts).sum() / counts.sum())

# %% wrong: the perplexities of the pieces are averaged
def perplexity(losses, counts):
    return np.mean(np.exp(losses))

# %% wrong: one number for each piece comes back
def perplexity(losses, counts):
    return np.exp(losses * counts / counts.sum())

# %% wrong: each mean loss is divided by the count instead of multiplied
def perplexity(losses, counts):
    return np.exp(np.sum(losses / counts))

# %% wrong: the perplexities are averaged with the words as weights
def perplexity(losses, counts):
    weights = counts / counts.sum()
    return np.sum(weights * np.exp(losses))

# %% wrong: losses and weights have changed places
def perplexity(losses, counts):
    return np.exp(np.average(counts, weights=losses))

# %% right: by way of bits
def perplexity(losses, counts):
    bits = (losses / np.log(2) * counts).sum() / counts.sum()
    return 2.0 ** bits

# %% right: a running mean over the pieces
def perplexity(losses, counts):
    mean, seen = 0.0, 0
    for loss, count in zip(losses, counts):
        seen += count
        mean += (loss - mean) * count / seen
    return np.exp(mean)

# %% right: every word gets the mean loss of its piece
def perplexity(losses, counts):
    per_word = np.repeat(losses, counts)
    return np.exp(per_word.mean())
