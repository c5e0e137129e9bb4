"""11.seasonal_naive"""

# %% wrong: k is rounded down, so it may not reach a known year
def seasonal_naive(numbers, season, horizon):
    T = len(numbers)
    out = np.zeros(horizon)
    for h in range(1, horizon + 1):
        k = h // season
        t = T - 1 + h - k * season
        out[h - 1] = numbers[t]
    return out

# %% wrong: the known years come back together with the forecasts
def seasonal_naive(numbers, season, horizon):
    series = list(numbers)
    for _ in range(horizon):
        series.append(series[-season])
    return np.array(series)

# %% wrong: each year is the mean of all earlier years at the same place of the season
def seasonal_naive(numbers, season, horizon):
    T = len(numbers)
    result = []
    for h in range(horizon):
        place = (T + h) % season
        result.append(np.mean(numbers[place::season]))
    return np.array(result)

# %% wrong: beyond the first season the series has no such year, and it raises
def seasonal_naive(numbers, season, horizon):
    T = len(numbers)
    forecasts = []
    for h in range(horizon):
        forecasts.append(numbers[T - season + h])
    return np.array(forecasts)

# %% wrong: the first season of the series is repeated, not the last
def seasonal_naive(numbers, season, horizon):
    return np.array([numbers[h % season] for h in range(horizon)])

# %% wrong: the one number a season ago is used for all years
def seasonal_naive(numbers, season, horizon):
    return np.full(horizon, numbers[-season])

# %% wrong: every number of the season is held for several years in a row
def seasonal_naive(numbers, season, horizon):
    times = -(-horizon // season)
    return np.repeat(numbers[-season:], times)[:horizon]

# %% wrong: the last years as many as the horizon are repeated once
def seasonal_naive(numbers, season, horizon):
    return numbers[-horizon:]

# %% right: places with a remainder
def seasonal_naive(numbers, season, horizon):
    first = len(numbers) - season
    places = first + np.arange(horizon) % season
    return np.take(numbers, places)

# %% right: the series is continued by its own past
def seasonal_naive(numbers, season, horizon):
    series = list(numbers)
    for _ in range(horizon):
        series.append(series[-season])
    return np.array(series[len(series) - horizon :])

# %% right: an array is filled by slices of one season
def seasonal_naive(numbers, season, horizon):
    out = np.empty(horizon, dtype=numbers.dtype)
    last = numbers[len(numbers) - season :]
    for i in range(season):
        out[i::season] = last[i]
    return out
