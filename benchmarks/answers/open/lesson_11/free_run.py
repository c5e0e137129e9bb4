"""11.free_run"""

# %% wrong: the window grows and no longer fits the weights
def free_run(numbers, w, b, horizon):
    p = len(w)
    window = numbers[-p:][::-1]
    out = []
    for h in range(horizon):
        y = window @ w + b
        out.append(y)
        window = np.insert(window, 0, y)
    return np.array(out)

# %% wrong: the constant is added once for every weight
def free_run(numbers, w, b, horizon):
    series = list(numbers)
    for h in range(horizon):
        lags = np.array(series[-len(w):][::-1])
        series.append(np.sum(w * lags + b))
    return np.array(series[-horizon:])

# %% wrong: the last year is left out, the window begins one year earlier
def free_run(numbers, w, b, horizon):
    p = len(w)
    series = np.concatenate([numbers, np.zeros(horizon)])
    T = len(numbers)
    for h in range(horizon):
        lags = series[T + h - 1 - p : T + h - 1][::-1]
        series[T + h] = lags @ w + b
    return series[T:]

# %% wrong: an array has no append
def free_run(numbers, w, b, horizon):
    for h in range(horizon):
        nxt = (numbers[-len(w):][::-1] * w).sum() + b
        numbers.append(nxt)
    return numbers[-horizon:]

# %% wrong: the measured years come back as well
def free_run(numbers, w, b, horizon):
    series = list(numbers)
    for _ in range(horizon):
        lags = np.array(series[-len(w):])[::-1]
        series.append(w @ lags + b)
    return np.array(series)

# %% wrong: the window moves over the measured years instead of into the forecasts
def free_run(numbers, w, b, horizon):
    T, p = len(numbers), len(w)
    out = []
    for h in range(horizon):
        end = T - horizon + h
        lags = numbers[end - p : end][::-1]
        out.append(lags @ w + b)
    return np.array(out)

# %% wrong: the new forecast is put at the old end of the window
def free_run(numbers, w, b, horizon):
    lags = numbers[::-1][: len(w)].copy()
    result = np.zeros(horizon)
    for h in range(horizon):
        result[h] = lags @ w + b
        lags = np.append(lags[1:], result[h])
    return result

# %% wrong: the constant is forgotten
def free_run(numbers, w, b, horizon):
    recent = list(numbers[::-1][: len(w)])
    out = []
    for h in range(horizon):
        value = sum(wi * xi for wi, xi in zip(w, recent))
        out.append(value)
        recent = [value] + recent[:-1]
    return np.array(out)

# %% wrong: the oldest year of the window is skipped by a wrong loop bound
def free_run(numbers, w, b, horizon):
    series = list(numbers)
    for h in range(horizon):
        s = b
        for j in range(len(w) - 1):
            s = s + w[j] * series[-1 - j]
        series.append(s)
    return np.array(series[-horizon:])

# %% right: np.append on a copy
def free_run(numbers, w, b, horizon):
    series = numbers
    for _ in range(horizon):
        series = np.append(series, series[-len(w) :] @ w[::-1] + b)
    return series[len(numbers) :]

# %% right: a function that calls itself
def free_run(numbers, w, b, horizon):
    if horizon == 0:
        return np.array([])
    p = len(w)
    first = np.sum(w * numbers[len(numbers) - p :][::-1]) + b
    rest = free_run(np.append(numbers, first), w, b, horizon - 1)
    return np.concatenate([[first], rest])

# %% right: an array with room for the forecasts
def free_run(numbers, w, b, horizon):
    T = len(numbers)
    series = np.zeros(T + horizon)
    series[:T] = numbers
    for t in range(T, T + horizon):
        series[t] = b
        for lag, weight in enumerate(w, start=1):
            series[t] += weight * series[t - lag]
    return series[T:]
