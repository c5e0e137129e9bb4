"""00.naive_forecast"""

# %% wrong: fills the first year with a zero and returns T numbers
def naive_forecast(numbers):
    return np.concatenate([[0.0], numbers[:-1]])

# %% wrong: forecasts the mean of all years so far
def naive_forecast(numbers):
    running = np.cumsum(numbers) / np.arange(1, len(numbers) + 1)
    return running[:-1]

# %% wrong: takes the name of the list for what append returns, which raises
def naive_forecast(numbers):
    res = []
    for n in numbers[:-1]:
        res = res.append(n)
    return np.array(res)

# %% wrong: uses a method of pandas that numpy arrays do not have, which raises
def naive_forecast(numbers):
    return numbers.shift(1)[1:]

# %% wrong: averages the year with the one before, so it peeks at the answer
def naive_forecast(numbers):
    return 0.5 * (numbers[:-1] + numbers[1:])

# %% wrong: writes past the end of the result, which raises
def naive_forecast(numbers):
    T = len(numbers)
    forecasts = np.zeros(T - 1)
    for t in range(1, T):
        forecasts[t] = numbers[t - 1]
    return forecasts

# %% wrong: the result is printed and not returned
def naive_forecast(numbers):
    result = numbers[:-1]
    print(result[:3])

# %% wrong: the minus sign in the slice is lost, so only the first year is left
def naive_forecast(numbers):
    return numbers[:1]

# %% wrong: the slots are shifted by one, so a zero stands first
def naive_forecast(numbers):
    preds = np.zeros(len(numbers) - 1)
    for i in range(1, len(numbers) - 1):
        preds[i] = numbers[i - 1]
    return preds

# %% wrong: drops the last two years instead of one
def naive_forecast(numbers):
    return numbers[:-2]

# %% wrong: two indices for an array with one axis, which raises
def naive_forecast(numbers):
    return numbers[:-1, :]

# %% wrong: gives the change from year to year, not a forecast
def naive_forecast(numbers):
    return np.diff(numbers)

# %% right: a boolean mask that leaves out the last year
def naive_forecast(numbers):
    keep = np.ones(len(numbers), dtype=bool)
    keep[-1] = False
    return numbers[keep]

# %% right: a product with the upper rows of an identity matrix
def naive_forecast(numbers):
    pick = np.eye(len(numbers))[:-1]
    return pick @ numbers

# %% right: rolls, then cuts off the entry that came round
def naive_forecast(numbers):
    return np.roll(numbers, 1)[1:]
