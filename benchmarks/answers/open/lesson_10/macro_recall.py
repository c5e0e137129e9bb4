"""10.macro_recall"""

# %% wrong: the mean of recall and precision, not recall alone
def macro_recall(truth, said, K):
    f = []
    for k in range(K):
        hits = ((truth == k) & (said == k)).sum()
        recall = hits / (truth == k).sum()
        precision = hits / max(1, (said == k).sum())
        f.append((recall + precision) / 2)
    return np.mean(f)

# %% wrong: the last language is not looked at
def macro_recall(truth, said, K):
    r = np.zeros(K - 1)
    for k in range(K - 1):
        r[k] = np.mean(said[truth == k] == k)
    return r.mean()

# %% wrong: the hits of each language are divided by the number of all names
def macro_recall(truth, said, K):
    N = len(truth)
    recalls = []
    for k in range(K):
        hits = np.sum((truth == k) & (said == k))
        recalls.append(hits / N)
    return np.mean(recalls)

# %% wrong: a Python `and` between two arrays
def macro_recall(truth, said, K):
    recalls = []
    for k in range(K):
        hits = (truth == k and said == k).sum()
        recalls.append(hits / (truth == k).sum())
    return np.mean(recalls)

# %% wrong: the mean is returned in the first round of the loop
def macro_recall(truth, said, K):
    recalls = []
    for k in range(K):
        mine = said[truth == k]
        recalls.append((mine == k).mean())
        return np.mean(recalls)

# %% wrong: the recalls are added and not divided by the number of languages
def macro_recall(truth, said, K):
    total = 0
    for k in range(K):
        total += (said[truth == k] == k).mean()
    return total

# %% wrong: the list of recalls comes back, not their mean
def macro_recall(truth, said, K):
    return np.array([(said[truth == k] == k).mean() for k in range(K)])

# %% wrong: for each language yes and no answers are compared over all names
def macro_recall(truth, said, K):
    return np.mean([((truth == k) == (said == k)).mean() for k in range(K)])

# %% right: a confusion table
def macro_recall(truth, said, K):
    table = np.zeros((K, K))
    np.add.at(table, (truth, said), 1)
    return float(np.mean(np.diag(table) / table.sum(axis=1)))

# %% right: two bincounts
def macro_recall(truth, said, K):
    hits = np.bincount(truth[truth == said], minlength=K)
    return (hits / np.bincount(truth, minlength=K)).mean()

# %% right: one minus the mean share of misses
def macro_recall(truth, said, K):
    missed = 0.0
    for k in range(K):
        own = said[truth == k]
        missed += np.count_nonzero(own != k) / own.size
    return 1 - missed / K
