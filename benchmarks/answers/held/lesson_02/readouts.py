"""02.readouts"""

# %% wrong: the index T is past the end, which raises
def readouts(states):
    T = states.shape[0]
    return states[T], states.mean(axis=0), states.max(axis=0)

# %% wrong: the last review instead of the last step
def readouts(states):
    last = states[:, -1]
    return last, states.mean(0), states.max(0)

# %% wrong: the first state instead of the last
def readouts(states):
    return states[0], states.mean(axis=0), states.max(axis=0)

# %% wrong: the smallest instead of the largest, after a sort
def readouts(states):
    ordered = np.sort(states, axis=0)
    return states[-1], states.mean(axis=0), ordered[0]

# %% wrong: the running sum is the first state itself, so the states are changed before the max is taken
def readouts(states):
    total = states[0]
    for h in states[1:]:
        total += h
    mean = total / len(states)
    return states[-1], mean, states.max(axis=0)

# %% wrong: Python's own max compares whole arrays, which raises
def readouts(states):
    last = states[-1]
    mean = sum(states) / len(states)
    return last, mean, max(states)

# %% wrong: the state with the largest sum is taken whole, instead of the largest number of each unit
def readouts(states):
    B = states.shape[1]
    winner = states.sum(axis=2).argmax(axis=0)
    return states[-1], states.mean(axis=0), states[winner, np.arange(B)]

# %% wrong: no axis, so mean and max are single numbers
def readouts(states):
    return states[-1], states.mean(), states.max()

# %% wrong: mean and max run over the batch
def readouts(states):
    return states[-1], states.mean(axis=1), states.max(axis=1)

# %% wrong: reads the shape as (B, T, H)
def readouts(states):
    B, T, H = states.shape
    last = states[:, T - 1, :]
    mean = states.sum(axis=1) / T
    largest = states.max(axis=1)
    return last, mean, largest

# %% wrong: the last state is left out of mean and max
def readouts(states):
    last = states[-1]
    earlier = states[:-1]
    return last, earlier.mean(axis=0), earlier.max(axis=0)

# %% wrong: the last of the sorted states is taken for the last step
def readouts(states):
    s = np.sort(states, axis=0)
    return s[-1], s.mean(axis=0), s[-1]

# %% wrong: the functions themselves are returned, without brackets
def readouts(states):
    last = states[-1]
    return last, last.mean, last.max

# %% right: the largest as the end of a sort
def readouts(states):
    return states[-1], np.add.reduce(states) / states.shape[0], np.sort(states, axis=0)[-1]

# %% right: one pass through time with a running mean and a running maximum
def readouts(states):
    mean = np.zeros(states.shape[1:])
    top = np.full(states.shape[1:], -np.inf)
    for t, h in enumerate(states):
        mean = mean + (h - mean) / (t + 1)
        top = np.where(h > top, h, top)
    return h, mean, top

# %% right: the minimum of the negatives, with the sign turned back
def readouts(states):
    *_, last = states
    return last, sum(states) / len(states), -np.min(-states, axis=0)
