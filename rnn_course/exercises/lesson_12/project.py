"""What can be checked of a project without knowing its data: a dict in, answers in words or True and False
out."""

from types import SimpleNamespace

import numpy as np

PARTS = ("train", "validation", "test")
NEEDED = ("data", *PARTS, "x", "baseline", "forecast")
SMALLEST_PART = 20


def unreadable(answer):
    """A sentence that says why the dict cannot be read, or None."""
    if not isinstance(answer, dict):
        return f"Hand in a dict with the names {', '.join(NEEDED)}; got a {type(answer).__name__}."
    missing = [name for name in NEEDED if name not in answer]
    if missing:
        return f"Your dict has no {', '.join(f'`{name}`' for name in missing)}."
    if np.asarray(_plain(answer["data"])).dtype.kind in "US":
        return (
            "`data` holds letters or words. Number them: `tokens = sorted(set(data))` lists the different "
            "ones, and the place of each in this list is its number."
        )
    try:
        read(answer)
    except (TypeError, ValueError, IndexError) as error:
        return f"Something in your dict could not be read as an array of numbers: {error}."
    return _misfit(read(answer))


def read(answer):
    """The project as arrays; ``text`` says whether the forecasts are probabilities of tokens."""
    arrays = {name: np.asarray(_plain(answer[name])) for name in NEEDED}
    found = SimpleNamespace(**{name: array.astype(float) for name, array in arrays.items()})
    for name in PARTS:
        positions = arrays[name]
        setattr(found, name, np.flatnonzero(positions) if positions.dtype == bool else positions.astype(int))
    found.text = found.forecast.ndim == 2
    found.mean, found.scale = (
        float(answer.get(name, default)) for name, default in (("mean", 0), ("scale", 1))
    )
    if found.x.ndim == 3:
        found.x = found.x[..., 0]  # the series itself; what else is read beside it is the learner's affair
    return found


def _plain(value):
    """A tensor without its graph; anything else as it is."""
    return value.detach().cpu().numpy() if hasattr(value, "detach") else value


def _misfit(p):
    """A sentence on the first size that does not fit, or None."""
    N = len(p.test)
    if p.data.ndim != 1:
        return f"`data` should be one sequence, shape (N,); got {p.data.shape}."
    for name in PARTS:
        positions = getattr(p, name)
        if positions.ndim != 1 or not len(positions) or positions.min() < 1 or positions.max() >= len(p.data):
            return f"`{name}` should list positions in `data`, from 1 to N − 1 = {len(p.data) - 1}."
    if p.x.ndim != 2 or N not in p.x.shape:
        return (
            "`x` should hold the windows of the test, shape (T, B), or (T, B, I) with the series as the "
            f"first feature, B = {N}; got {p.x.shape}."
        )
    for name in ("baseline", "forecast"):
        rows = len(getattr(p, name))
        if rows != N:
            return f"`{name}` should have one row for each of the {N} test positions; got {rows}."
    return None


def _windows(p, T, shift=0):
    """The window before each test position, scaled as the project says, (T, B); None if it would begin before
    the data."""
    places = p.test + np.arange(T)[:, np.newaxis] - T + shift
    return None if places.min() < 0 else (p.data[places] - p.mean) / p.scale


def _equal(one, other):
    return (
        one is not None and np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-4, atol=1e-4)
    )


def _score(p, forecast):
    """RMSE of numbers, or nats per token of probabilities."""
    if forecast.ndim == 2:
        hits = forecast[np.arange(len(p.test)), p.data[p.test].astype(int)]
        return float(-np.log(np.maximum(hits, 1e-12)).mean())
    return float(np.sqrt(np.mean((forecast - p.data[p.test]) ** 2)))


def _simplest(p):
    """The score that the simplest baselines reach."""
    if p.text:
        V = p.forecast.shape[1]
        counts = np.bincount(p.data[p.train].astype(int), minlength=V)[:V] + 1.0
        return _score(p, np.tile(counts / counts.sum(), (len(p.test), 1)))
    return min(_score(p, p.data[p.test - 1]), _score(p, np.full(len(p.test), p.data[p.train].mean())))


def _spread(values):
    return np.array([values.mean(), values.std()])


def _scaled_with_the_future(p):
    if p.text or np.allclose(_spread(p.data[p.train]), [p.mean, p.scale], rtol=1e-3, atol=1e-9):
        return False
    return np.allclose(_spread(p.data), [p.mean, p.scale], rtol=1e-3, atol=1e-9)


def _not_probabilities(p):
    rows = [part for part in (p.forecast, p.baseline) if part.ndim == 2]
    V = int(p.data.max()) + 1
    return any(
        part.shape[1] < V or (part < 0).any() or not np.allclose(part.sum(axis=1), 1, atol=1e-3)
        for part in rows
    )


def _batch_first(p):
    turned = p.x.T
    return not _equal(_windows(p, len(p.x)), p.x) and _equal(_windows(p, len(turned)), turned)


def strange_windows(p):
    """A sentence if x holds no windows of the data, and nothing better is known of it; else None."""
    if _equal(_windows(p, len(p.x)), p.x):
        return None
    return (
        "`x` does not hold the T numbers before each test position, scaled as (data − mean) / scale with "
        "your `mean` and `scale` (0 and 1 if there are none). Take one column, x[:, 0], and compare it with "
        "`data` by hand."
    )


def _weak_baseline(p):
    """Two in a hundred are forgiven; a baseline of the other kind, numbers for probabilities, is no
    baseline."""
    return p.baseline.ndim != p.forecast.ndim or _score(p, p.baseline) > 1.02 * _simplest(p)


CHECKS = {
    "parts-overlap": lambda p: (
        len(np.unique(np.concatenate([p.train, p.validation, p.test])))
        < len(p.train) + len(p.validation) + len(p.test)
    ),
    "out-of-order": lambda p: (
        p.train.min() > p.test.max()
        or len(np.intersect1d(p.train, p.test)) == 0
        and (p.train.max() > p.validation.min() or p.validation.max() > p.test.min())
    ),
    "part-too-small": lambda p: min(map(len, (p.train, p.validation, p.test))) < SMALLEST_PART,
    "scaled-with-the-future": _scaled_with_the_future,
    "target-in-window": lambda p: _equal(_windows(p, len(p.x), shift=1), p.x),
    "batch-first": _batch_first,
    "not-probabilities": _not_probabilities,
    "forecast-is-the-truth": lambda p: not p.text and _score(p, p.forecast) < 1e-6 * p.data.std(),
    "weak-baseline": lambda p: not _not_probabilities(p) and _weak_baseline(p),
}


def scores(p):
    """One sentence with the model's score beside the baseline's and the simplest one's."""
    kind = "nats per token" if p.text else "root mean squared error"
    ours, base = _score(p, p.forecast), _score(p, p.baseline)
    verdict = "below your baseline" if ours < base else "not below your baseline: an honest result, too"
    return (
        f"On the test, {kind}: forecast {ours:.4g}, baseline {base:.4g}, the simplest baseline "
        f"{_simplest(p):.4g}. The forecast is {verdict}."
    )
