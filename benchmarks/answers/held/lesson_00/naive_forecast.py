"""00.naive_forecast"""

# %% wrong: the loop appends the year itself
def naive_forecast(numbers):
    out = []
    for year in range(1, len(numbers)):
        out.append(numbers[year])
    return np.array(out)

# %% wrong: the loop starts at 0, where index -1 means the last year
def naive_forecast(numbers):
    forecasts = []
    for t in range(len(numbers)):
        forecasts.append(numbers[t - 1])
    return np.array(forecasts)

# %% wrong: gives all T numbers, the last one too
def naive_forecast(numbers):
    return numbers

# %% wrong: the roll brings the last year round to the front, and it is kept
def naive_forecast(numbers):
    forecasts = np.roll(numbers, 1)
    return forecasts

# %% wrong: only the forecast for the year after the last
def naive_forecast(numbers):
    return numbers[-1]

# %% wrong: rolled the wrong way, so the forecast comes from the future
def naive_forecast(numbers):
    shifted = np.roll(numbers, -1)
    return shifted[1:]

# %% wrong: repeats the first year for ever
def naive_forecast(numbers):
    first = numbers[0]
    return np.array([first for _ in numbers[1:]])

# %% wrong: the order of the years is reversed
def naive_forecast(numbers):
    return numbers[::-1][1:]

# %% wrong: continues the last trend instead of repeating the last value
def naive_forecast(numbers):
    before = numbers[:-2]
    now = numbers[1:-1]
    return now + (now - before)

# %% wrong: forecasts the overall mean for every year
def naive_forecast(numbers):
    T = len(numbers)
    average = numbers.mean()
    return np.full(T - 1, average)

# %% wrong: the return stands inside the loop
def naive_forecast(numbers):
    forecasts = []
    for t in range(1, len(numbers)):
        forecasts.append(numbers[t - 1])
        return np.array(forecasts)

# %% wrong: gives the years themselves, not the year before
def naive_forecast(numbers):
    return numbers[1:]

# %% right: a list built one year at a time
def naive_forecast(numbers):
    return [numbers[t - 1] for t in range(1, len(numbers))]

# %% right: deletes the last entry
def naive_forecast(numbers):
    return np.delete(numbers, -1)

# %% right: pairs of neighbours, of which the first is kept
def naive_forecast(numbers):
    return np.array([now for now, following in zip(numbers, numbers[1:])])
