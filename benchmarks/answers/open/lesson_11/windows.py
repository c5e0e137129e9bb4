"""11.windows"""

# %% wrong: the last window is dropped by a range that is one too short
def windows(numbers, W):
    xs, ys = [], []
    for start in range(len(numbers) - W - 1):
        xs.append(numbers[start : start + W])
        ys.append(numbers[start + W])
    return np.stack(xs, axis=1)[:, :, None], np.array(ys)

# %% wrong: the slice is one year longer, so the target is in the window
def windows(numbers, W):
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W + 1] for n in range(N)], axis=1)
    y = x[-1]
    return x[:, :, None], y

# %% wrong: the targets get a second axis
def windows(numbers, W):
    N = len(numbers) - W
    index = np.arange(W)[:, None] + np.arange(N)[None, :]
    return numbers[index][:, :, None], numbers[W:][:, None]

# %% wrong: the feature axis is missing
def windows(numbers, W):
    N = len(numbers) - W
    x = np.array([[numbers[w + n] for n in range(N)] for w in range(W)])
    y = np.array([numbers[W + n] for n in range(N)])
    return x, y

# %% wrong: one window too many, the last has no target
def windows(numbers, W):
    view = np.lib.stride_tricks.sliding_window_view(numbers, W)
    x = view.T[:, :, None]
    y = numbers[W:]
    return x, y

# %% wrong: the target is the newest year of the window itself
def windows(numbers, W):
    N = len(numbers) - W
    x = np.stack([numbers[i : i + W] for i in range(N)], axis=1)[:, :, None]
    y = np.array([numbers[i + W - 1] for i in range(N)])
    return x, y

# %% wrong: the windows begin at year 1, the targets are right
def windows(numbers, W):
    N = len(numbers) - W
    x = np.empty((W, N, 1))
    for w in range(W):
        for n in range(N):
            x[w, n, 0] = numbers[w + n + 1]
    return x, numbers[W:]

# %% wrong: the windows do not overlap
def windows(numbers, W):
    starts = range(0, len(numbers) - W, W)
    x = np.stack([numbers[s : s + W] for s in starts], axis=1)
    y = np.array([numbers[s + W] for s in starts])
    return x[..., np.newaxis], y

# %% wrong: the target is not one year but the whole window moved by one
def windows(numbers, W):
    N = len(numbers) - W
    x = np.stack([numbers[n : n + W] for n in range(N)], axis=1)[..., None]
    y = np.stack([numbers[n + 1 : n + W + 1] for n in range(N)], axis=1)
    return x, y

# %% right: np.roll, with the end cut off
def windows(numbers, W):
    N = numbers.shape[0] - W
    rolled = np.array([np.roll(numbers, -w)[:N] for w in range(W + 1)])
    return rolled[:W].reshape(W, N, 1), rolled[W]

# %% right: windows of W + 1 years, cut into x and y
def windows(numbers, W):
    both = np.lib.stride_tricks.sliding_window_view(numbers, W + 1).T
    return both[:-1, :, np.newaxis], both[-1]

# %% right: counted back from the target year
def windows(numbers, W):
    pairs = [(numbers[t - W : t], numbers[t]) for t in range(W, numbers.size)]
    x = np.array([past for past, _ in pairs])
    y = np.array([target for _, target in pairs])
    return np.swapaxes(x, 0, 1)[:, :, None], y
