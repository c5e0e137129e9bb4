"""11.split_in_time"""

# %% wrong: only the training numbers are scaled, the test keeps its raw values
def split_in_time(numbers, W, split):
    mean, std = numbers[:split].mean(), numbers[:split].std()
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    train = (pairs[: split - W] - mean) / std
    test = pairs[split - W :]
    return train, test

# %% wrong: the scale is right, but the pairs are still shuffled before the split
def split_in_time(numbers, W, split):
    past = numbers[:split]
    scaled = (numbers - past.mean()) / past.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    pairs = np.random.default_rng(0).permutation(pairs)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: a gap of W pairs is left between training and test
def split_in_time(numbers, W, split):
    mu = numbers[:split].mean()
    sigma = numbers[:split].std()
    z = (numbers - mu) / sigma
    pairs = np.array([z[i : i + W + 1] for i in range(len(z) - W)])
    return pairs[: split - W], pairs[split:]

# %% wrong: the series is cut first, and the first W test pairs are lost
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers[:split].std()
    view = np.lib.stride_tricks.sliding_window_view
    return view(scaled[:split], W + 1), view(scaled[split:], W + 1)

# %% wrong: brackets are missing, only the mean is divided by the spread
def split_in_time(numbers, W, split):
    old = numbers[:split]
    scaled = numbers - old.mean() / old.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: only the mean comes from the past, the standard deviation from all
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: one target from after the split gets into the training
def split_in_time(numbers, W, split):
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    cut = split - W + 1
    return pairs[:cut], pairs[cut:]

# %% wrong: the slice for the scale is on the wrong side of the split
def split_in_time(numbers, W, split):
    base = numbers[split:]
    scaled = (numbers - base.mean()) / base.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: every pair is scaled by its own mean and spread
def split_in_time(numbers, W, split):
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    pairs = (pairs - pairs.mean(axis=1, keepdims=True)) / pairs.std(axis=1, keepdims=True)
    return pairs[: split - W], pairs[split - W :]

# %% right: a loop over the index of the target
def split_in_time(numbers, W, split):
    mean, std = numbers[:split].mean(), numbers[:split].std()
    train, test = [], []
    for t in range(W, len(numbers)):
        pair = (numbers[t - W : t + 1] - mean) / std
        if t < split:
            train.append(pair)
        else:
            test.append(pair)
    return np.array(train), np.array(test)

# %% right: two views, of which the second begins W numbers before the split
def split_in_time(numbers, W, split):
    view = np.lib.stride_tricks.sliding_window_view
    scaled = (numbers - np.mean(numbers[:split])) / np.std(numbers[:split])
    return view(scaled[:split], W + 1), view(scaled[split - W :], W + 1)

# %% right: a mask on the targets
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers[:split].std()
    starts = np.arange(len(numbers) - W)
    pairs = scaled[starts[:, None] + np.arange(W + 1)]
    early = starts + W < split
    return pairs[early], pairs[~early]
