"""10.macro_recall"""

# %% wrong: this is the accuracy, large languages count more
def macro_recall(truth, said, K):
    return (truth == said).mean()

# %% wrong: language 0 is forgotten
def macro_recall(truth, said, K):
    recalls = [(said[truth == k] == k).mean() for k in range(1, K)]
    return sum(recalls) / K

# %% wrong: the rows of the confusion table hold what was said, yet the row sums are used
def macro_recall(truth, said, K):
    table = np.zeros((K, K))
    for t, s in zip(truth, said):
        table[s, t] += 1
    rows = table.sum(axis=1)
    return np.mean(table.diagonal() / np.where(rows == 0, 1, rows))

# %% wrong: the share among the names that were said to be k, which is precision
def macro_recall(truth, said, K):
    shares = []
    for k in range(K):
        mine = said == k
        shares.append((truth[mine] == k).sum() / max(mine.sum(), 1))
    return np.mean(shares)

# %% wrong: the recalls are weighted by the size of the language
def macro_recall(truth, said, K):
    result = 0.0
    for k in range(K):
        own = truth == k
        result += own.mean() * (said[own] == k).mean()
    return result

# %% wrong: the hits are divided by the names that are or were said to be k
def macro_recall(truth, said, K):
    out = 0
    for k in range(K):
        hits = ((truth == k) & (said == k)).sum()
        either = ((truth == k) | (said == k)).sum()
        out += hits / either
    return out / K

# %% wrong: the mask is built from what was said and compared with what was said
def macro_recall(truth, said, K):
    recalls = [(said[said == k] == k).mean() for k in range(K) if (said == k).any()]
    return float(np.mean(recalls))

# %% wrong: how often k was said is divided by how often it is true, hits play no part
def macro_recall(truth, said, K):
    ratio = [(said == k).sum() / (truth == k).sum() for k in range(K)]
    return np.mean(ratio)

# %% wrong: whole-number division
def macro_recall(truth, said, K):
    recalls = []
    for k in range(K):
        right = np.sum((said == k) & (truth == k))
        recalls.append(right // np.sum(truth == k))
    return np.mean(recalls)

# %% right: one-hot tables and no loop
def macro_recall(truth, said, K):
    a = np.eye(K)[truth]
    b = np.eye(K)[said]
    return ((a * b).sum(axis=0) / a.sum(axis=0)).sum() / K

# %% right: every name weighs one over the size of its language
def macro_recall(truth, said, K):
    sizes = np.array([(truth == k).sum() for k in range(K)])
    return np.average(truth == said, weights=1 / sizes[truth])

# %% right: plain Python with dictionaries
def macro_recall(truth, said, K):
    hits, all_of = {}, {}
    for t, s in zip(truth.tolist(), said.tolist()):
        all_of[t] = all_of.get(t, 0) + 1
        hits[t] = hits.get(t, 0) + int(t == s)
    return sum(hits[k] / all_of[k] for k in range(K)) / K
