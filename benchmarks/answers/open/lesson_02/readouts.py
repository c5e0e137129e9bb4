"""02.readouts"""

# %% wrong: the axis of time is kept with length 1
def readouts(states):
    mean = states.mean(axis=0, keepdims=True)
    top = states.max(axis=0, keepdims=True)
    return states[-1:], mean, top

# %% wrong: the sum is divided by T - 1
def readouts(states):
    T = len(states)
    total = 0
    for t in range(T):
        total = total + states[t]
    return states[-1], total / (T - 1), np.max(states, axis=0)

# %% wrong: the position of the largest number, not the number
def readouts(states):
    return states[-1], states.mean(axis=0), states.argmax(axis=0)

# %% wrong: mean and max run over the hidden units
def readouts(states):
    last = states[-1]
    mean = np.mean(states, axis=-1)
    biggest = np.max(states, axis=-1)
    return last, mean, biggest

# %% wrong: the largest is forgotten in each turn, so only the last two steps are compared
def readouts(states):
    total = states[0]
    for t in range(1, len(states)):
        best = np.maximum(states[t - 1], states[t])
        total = total + states[t]
    return states[-1], total / len(states), best

# %% wrong: the sum instead of the mean
def readouts(states):
    h_last = states[-1]
    h_mean = states.sum(axis=0)
    h_max = states.max(axis=0)
    return h_last, h_mean, h_max

# %% wrong: mean and max are returned in the wrong order
def readouts(states):
    return states[-1], states.max(axis=0), states.mean(axis=0)

# %% wrong: mean over time and batch at once
def readouts(states):
    return states[-1], states.mean(axis=(0, 1)), states.max(axis=(0, 1))

# %% wrong: the second state from the end, and a max over the batch
def readouts(states):
    T = len(states)
    return states[T - 2], states.mean(axis=0), states.max(axis=1)

# %% wrong: the max is missing
def readouts(states):
    return states[-1], states.mean(axis=0)

# %% wrong: the largest size without its sign
def readouts(states):
    return states[-1], states.mean(axis=0), np.abs(states).max(axis=0)

# %% wrong: the sum is divided by the size of the batch
def readouts(states):
    T, B, H = states.shape
    return states[T - 1], states.sum(axis=0) / B, states.max(axis=0)

# %% wrong: the median instead of the mean
def readouts(states):
    return states[-1], np.median(states, axis=0), states.max(axis=0)

# %% right: looks up the largest by its position
def readouts(states):
    where = states.argmax(axis=0)
    largest = np.take_along_axis(states, where[None], axis=0)[0]
    return states[len(states) - 1], np.average(states, axis=0), largest

# %% right: the mean as a product with equal weights, as attention would do it
def readouts(states):
    T = len(states)
    a = np.full(T, 1 / T)
    return states[-1], np.einsum("t,tbh->bh", a, states), states.max(axis=0)

# %% right: batch first, then each review by itself
def readouts(states):
    last, mean, largest = [], [], []
    for review in states.transpose(1, 0, 2):
        last.append(review[-1])
        mean.append(review.mean(axis=0))
        largest.append(review.max(axis=0))
    return np.stack(last), np.stack(mean), np.stack(largest)
