"""11.windows"""

# %% wrong: the feature axis stands in the middle
def windows(numbers, W):
    pairs = np.lib.stride_tricks.sliding_window_view(numbers, W + 1)
    x = pairs[:, :W].T[:, None, :]
    return x, pairs[:, W]

# %% wrong: the windows stand along the first axis
def windows(numbers, W):
    N = len(numbers) - W
    x = np.array([numbers[i : i + W] for i in range(N)])
    y = numbers[W:]
    return x[:, :, None], y

# %% wrong: the newest window comes first
def windows(numbers, W):
    T = len(numbers)
    x, y = [], []
    for end in range(T - 1, W - 1, -1):
        x.append(numbers[end - W : end])
        y.append(numbers[end])
    return np.array(x).T[:, :, None], np.array(y)

# %% wrong: y comes back before x
def windows(numbers, W):
    N = len(numbers) - W
    x = np.stack([numbers[w : w + N] for w in range(W)])[:, :, None]
    y = numbers[-N:]
    return y, x

# %% wrong: the axes are exchanged by reshape, which mixes the windows
def windows(numbers, W):
    T = len(numbers)
    N = T - W
    rows = np.array([numbers[n : n + W] for n in range(N)])
    return rows.reshape(W, N, 1), numbers[W:]

# %% wrong: the targets are the first N years
def windows(numbers, W):
    N = len(numbers) - W
    x = np.array([numbers[w : w + N] for w in range(W)])
    x = np.expand_dims(x, -1)
    y = numbers[:N]
    return x, y

# %% wrong: each window runs from its newest year to its oldest
def windows(numbers, W):
    T = len(numbers)
    x, y = [], []
    for i in range(W, T):
        past = [numbers[i - j] for j in range(1, W + 1)]
        x.append(past)
        y.append(numbers[i])
    return np.array(x).T[..., None], np.array(y)

# %% wrong: the target lies one year too far ahead
def windows(numbers, W):
    N = len(numbers) - W - 1
    x = np.zeros((W, N, 1))
    y = np.zeros(N)
    for n in range(N):
        x[:, n, 0] = numbers[n : n + W]
        y[n] = numbers[n + W + 1]
    return x, y

# %% right: two loops over plain numbers
def windows(numbers, W):
    T = len(numbers)
    x = np.zeros((W, T - W, 1), dtype=numbers.dtype)
    y = np.zeros(T - W, dtype=numbers.dtype)
    for t in range(W, T):
        for w in range(W):
            x[w, t - W, 0] = numbers[t - W + w]
        y[t - W] = numbers[t]
    return x, y

# %% right: an index made of two aranges
def windows(numbers, W):
    N = len(numbers) - W
    return numbers[np.arange(W)[:, None] + np.arange(N)][..., None], numbers[W:]

# %% right: one slice for each step, not for each window
def windows(numbers, W):
    N = len(numbers) - W
    steps = [numbers[w : w + N].reshape(N, 1) for w in range(W)]
    return np.stack(steps), numbers[W:].copy()
