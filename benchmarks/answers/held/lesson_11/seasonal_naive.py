"""11.seasonal_naive"""

# %% wrong: the season starts one year too early
def seasonal_naive(numbers, season, horizon):
    start = len(numbers) - season - 1
    return np.array([numbers[start + h % season] for h in range(horizon)])

# %% wrong: the season is read from its newest year to its oldest
def seasonal_naive(numbers, season, horizon):
    last_season = numbers[::-1][:season]
    return np.array([last_season[i % season] for i in range(horizon)])

# %% wrong: the history does not grow, after the first season the same year is taken again and again
def seasonal_naive(numbers, season, horizon):
    forecasts = []
    for h in range(horizon):
        if h < season:
            forecasts.append(numbers[h - season])
        else:
            forecasts.append(numbers[-season])
    return np.array(forecasts)

# %% wrong: the slice stops at one season, further years are missing
def seasonal_naive(numbers, season, horizon):
    return numbers[-season:][:horizon]

# %% wrong: one forecast too few
def seasonal_naive(numbers, season, horizon):
    history = list(numbers)
    for h in range(1, horizon):
        history.append(history[-season])
    return np.array(history[len(numbers):])

# %% wrong: the forecasts begin one year too late in the season
def seasonal_naive(numbers, season, horizon):
    last = numbers[-season:]
    return np.array([last[h % season] for h in range(1, horizon + 1)])

# %% wrong: whole seasons come back, more years than were asked for
def seasonal_naive(numbers, season, horizon):
    repeats = int(np.ceil(horizon / season)) + 1
    return np.tile(numbers[-season:], repeats)

# %% wrong: the mean of the last season for every year
def seasonal_naive(numbers, season, horizon):
    level = numbers[-season:].mean()
    forecasts = np.zeros(horizon)
    forecasts[:] = level
    return forecasts

# %% wrong: the last year goes on for ever, whatever the season
def seasonal_naive(numbers, season, horizon):
    return np.full(horizon, numbers[-1])

# %% right: the formula, word for word
def seasonal_naive(numbers, season, horizon):
    T = len(numbers)
    h = np.arange(1, horizon + 1)
    k = np.ceil(h / season).astype(int)
    return numbers[T - 1 + h - k * season]

# %% right: tile and cut
def seasonal_naive(numbers, season, horizon):
    return np.tile(numbers[-season:], horizon)[:horizon]

# %% right: np.resize repeats on its own
def seasonal_naive(numbers, season, horizon):
    return np.resize(numbers[-season:], horizon)
