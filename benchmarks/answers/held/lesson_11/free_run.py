"""11.free_run"""

# %% wrong: one forecast too few
def free_run(numbers, w, b, horizon):
    series = list(numbers)
    out = []
    for h in range(1, horizon):
        s = b
        for j in range(len(w)):
            s += w[j] * series[-1 - j]
        series.append(s)
        out.append(s)
    return np.array(out)

# %% wrong: the constant is added only after the run
def free_run(numbers, w, b, horizon):
    series = list(numbers)
    for _ in range(horizon):
        lags = series[-len(w):][::-1]
        series.append(float(np.dot(lags, w)))
    return np.array(series[-horizon:]) + b

# %% wrong: the forecasts are never fed back, all are equal
def free_run(numbers, w, b, horizon):
    p = len(w)
    newest_first = numbers[::-1][:p]
    return np.array([newest_first @ w + b for _ in range(horizon)])

# %% wrong: the change is forecast and added to the last year
def free_run(numbers, w, b, horizon):
    history = list(numbers)
    for _ in range(horizon):
        lags = np.array(history[: -len(w) - 1 : -1])
        history.append(history[-1] + lags @ w + b)
    return np.array(history[len(numbers):])

# %% wrong: the window is turned round again in every round
def free_run(numbers, w, b, horizon):
    window = list(numbers[-len(w):])
    out = []
    for h in range(horizon):
        window.reverse()
        y = np.dot(window, w) + b
        out.append(y)
        window = [y] + window[:-1]
    return np.array(out)

# %% wrong: the first p years are used as the start
def free_run(numbers, w, b, horizon):
    p = len(w)
    past = list(numbers[:p])
    forecasts = []
    for _ in range(horizon):
        nxt = np.dot(past[::-1], w) + b
        forecasts.append(nxt)
        past = past[1:] + [nxt]
    return np.array(forecasts)

# %% wrong: the newest year gets the last weight
def free_run(numbers, w, b, horizon):
    p = len(w)
    history = list(numbers)
    for _ in range(horizon):
        history.append(np.dot(w, history[-p:]) + b)
    return np.array(history[-horizon:])

# %% wrong: the forecasts come back from the furthest to the nearest
def free_run(numbers, w, b, horizon):
    newest_first = list(numbers[::-1])
    p = len(w)
    for _ in range(horizon):
        newest_first.insert(0, np.dot(newest_first[:p], w) + b)
    return np.array(newest_first[:horizon])

# %% wrong: only the last forecast comes back
def free_run(numbers, w, b, horizon):
    lags = numbers[-len(w):][::-1].copy()
    for h in range(horizon):
        y = w @ lags + b
        lags[1:] = lags[:-1].copy()
        lags[0] = y
    return y

# %% right: a companion matrix
def free_run(numbers, w, b, horizon):
    p = len(w)
    A = np.eye(p, k=-1)
    A[0] = w
    state = numbers[::-1][:p].astype(float)
    out = np.empty(horizon)
    for h in range(horizon):
        state = A @ state
        state[0] += b
        out[h] = state[0]
    return out

# %% right: newest first, with insert
def free_run(numbers, w, b, horizon):
    newest_first = list(numbers[::-1])
    for _ in range(horizon):
        newest_first.insert(0, b + sum(a * x for a, x in zip(w, newest_first)))
    return np.array(newest_first[:horizon][::-1])

# %% right: a deque that forgets by itself
def free_run(numbers, w, b, horizon):
    from collections import deque

    p = len(w)
    memory = deque(numbers[-p:], maxlen=p)
    out = []
    for _ in range(horizon):
        memory.append(float(np.dot(w, list(memory)[::-1]) + b))
        out.append(memory[-1])
    return np.array(out)
