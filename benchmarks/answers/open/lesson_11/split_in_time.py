"""11.split_in_time"""

# %% wrong: the test is returned before the training
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers[:split].std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[split - W :], pairs[: split - W]

# %% wrong: the shuffling is gone, but mean and scale still come from the whole series
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers.mean()) / numbers.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: the test is scaled by its own mean and spread
def split_in_time(numbers, W, split):
    before, after = numbers[:split], numbers[split:]
    before = (before - before.mean()) / before.std()
    after = (after - after.mean()) / after.std()
    scaled = np.concatenate([before, after])
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: the windows have no room for the target
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers[:split].std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: nothing is scaled any more
def split_in_time(numbers, W, split):
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: the scale is taken from the training pairs, where years in the middle count several times
def split_in_time(numbers, W, split):
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    train, test = pairs[: split - W], pairs[split - W :]
    m, s = train.mean(), train.std()
    return (train - m) / s, (test - m) / s

# %% wrong: mean and scale come from the years before split - W only
def split_in_time(numbers, W, split):
    train_numbers = numbers[: split - W]
    scaled = (numbers - train_numbers.mean()) / train_numbers.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[: split - W], pairs[split - W :]

# %% wrong: the training pairs are still shuffled after the split
def split_in_time(numbers, W, split):
    scaled = (numbers - numbers[:split].mean()) / numbers[:split].std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    train, test = pairs[: split - W], pairs[split - W :]
    train = np.random.default_rng(0).permutation(train)
    return train, test

# %% wrong: the pairs are cut at split, so the training sees targets from the test
def split_in_time(numbers, W, split):
    mean, std = numbers[:split].mean(), numbers[:split].std()
    scaled = (numbers - mean) / std
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    return pairs[:split], pairs[split:]

# %% right: pairs first, then the scale of the past
def split_in_time(numbers, W, split):
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    pairs = (pairs - numbers[:split].mean()) / numbers[:split].std()
    return pairs[: split - W], pairs[split - W :]

# %% right: the test part is counted from the end
def split_in_time(numbers, W, split):
    known = numbers[:split]
    scaled = (numbers - known.mean()) / known.std()
    pairs = np.lib.stride_tricks.sliding_window_view(scaled, W + 1)
    n_test = len(numbers) - split
    return pairs[: len(pairs) - n_test], pairs[len(pairs) - n_test :]

# %% right: the spread is computed by hand
def split_in_time(numbers, W, split):
    past = numbers[:split]
    centred = numbers - past.sum() / split
    spread = np.sqrt((centred[:split] ** 2).sum() / split)
    z = centred / spread
    pairs = np.stack([z[w : len(z) - W + w] for w in range(W + 1)], axis=1)
    return np.split(pairs, [split - W])[0], np.split(pairs, [split - W])[1]
