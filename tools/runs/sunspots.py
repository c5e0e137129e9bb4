"""Train the networks of lesson 11 on the sunspots: what was decided before 1921, what came out afterwards.

usage: sunspots.py [RNN] [GRU]      (default: both; some minutes each)

Writes rnn_course/data/runs/sunspots.json. All decisions are made on the years up to 1920: three times
a network is trained on the years before a stretch of forty and judged on that stretch (`FOLDS`). The
form (forecast the value, or the change), the learning rate and the number of steps with the smallest
error over all stretches and seeds are kept. Only then five networks are trained on all years up to
1920 and asked for 1921 to 2008, once.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from rnn_course.data import sunspots

FILE = Path(__file__).resolve().parents[2] / "rnn_course" / "data" / "runs" / "sunspots.json"
CELLS = {"RNN": nn.RNN, "GRU": nn.GRU}
H, UNIT = 16, 100  # hidden units; the series is divided by UNIT, which asks nothing of the data
FOLDS = (1800, 1840, 1880)  # the last year to learn from; the forty years after it judge
LAST, STRETCH = 1920, 40
FORMS, RATES, CHECK, STEPS = ("value", "change"), (0.003, 0.01, 0.03), 25, 300
SEEDS_TO_CHOOSE, SEEDS = range(3), range(5)
HORIZONS, MAX_NORM = 22, 1.0


class Forecaster(nn.Module):
    """A recurrent network that says at every step what comes next.

    The value itself, or this year's value and a change.
    """

    def __init__(self, cell, form, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.rnn = CELLS[cell](1, H, dtype=torch.float64)
        self.readout = nn.Linear(H, 1, dtype=torch.float64)
        self.form = form

    def forward(self, x, h=None):
        """x (T, B, 1) and the state (1, B, H) or None; returns forecasts (T, B, 1) and states (T, B, H)."""
        out, _ = self.rnn(x, h)
        says = self.readout(out)
        return (x + says if self.form == "change" else says), out


def fit(model, series, rate, steps):
    """Train on a whole series (T,), every number from those before it.

    Yields (steps so far, model) at each check.
    """
    x, y = series[:-1].reshape(-1, 1, 1), series[1:].reshape(-1, 1, 1)
    optimiser = torch.optim.Adam(model.parameters(), rate)
    for done in range(1, steps + 1):
        optimiser.zero_grad()
        ((model(x)[0] - y) ** 2).mean().backward()
        nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
        optimiser.step()
        if done % CHECK == 0:
            yield done, model


def squared_errors(model, series, first, last):
    """Squared one-step errors, in the data's unit, of the numbers first ≤ index < last of a series (T,)."""
    with torch.no_grad():
        says = model(series[: last - 1].reshape(-1, 1, 1))[0].flatten()
    return (UNIT * (says - series[1:last])[first - 1 :]) ** 2


def trials(cell, years, series):
    """[(form, rate, steps, RMSE over all stretches and seeds)] of every candidate."""
    found = {}
    for form, rate, fold, seed in itertools.product(FORMS, RATES, FOLDS, SEEDS_TO_CHOOSE):
        end = int((years <= fold).sum())
        for steps, model in fit(Forecaster(cell, form, seed), series[:end], rate, STEPS):
            errors = squared_errors(model, series, end, end + STRETCH)
            found.setdefault((form, rate, steps), []).append(errors.mean().item())
        print(cell, form, rate, fold, seed, f"{errors.mean() ** 0.5:.1f}", flush=True)
    return [(*candidate, round(float(np.mean(errors)) ** 0.5, 2)) for candidate, errors in found.items()]


def free_running(model, series, origins):
    """Forecasts (origins, HORIZONS) from the state after each index of ``origins``.

    Each is fed with the one before.
    """
    with torch.no_grad():
        says, out = model(series.reshape(-1, 1, 1))
        x, h, forecasts = (
            says[origins].reshape(1, -1, 1),
            out[origins].reshape(1, -1, H),
            [says[origins].flatten()],
        )
        for _ in range(HORIZONS - 1):
            x, h = model(x, h)
            forecasts.append(x.flatten())
    return UNIT * torch.stack(forecasts, dim=1).numpy()


def of_cell(cell, years, series):
    """What is stored of a cell: the trials, the decision, and five networks' forecasts from each year on."""
    tried = trials(cell, years, series)
    form, rate, steps, _ = min(tried, key=lambda row: row[-1])
    end = int((years <= LAST).sum())
    forecasts = []
    for seed in SEEDS:
        *_, (_, model) = fit(Forecaster(cell, form, seed), series[:end], rate, steps)
        forecasts.append(
            np.round(free_running(model, series, np.arange(end - 1, len(series) - 1)), 1).tolist()
        )
    return {"tried": tried, "form": form, "rate": rate, "steps": steps, "forecasts": forecasts}


def main(cells):
    years, numbers = sunspots()
    series = torch.from_numpy(numbers / UNIT)
    stored = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    stored |= {"years": years.tolist(), "numbers": numbers.tolist()}
    for cell in cells or CELLS:
        stored[cell] = of_cell(cell, years, series)
        FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
