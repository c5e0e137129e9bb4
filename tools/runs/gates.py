"""Train four cells on the adding problem of lesson 12: how many steps it takes, and how far memory reaches.

usage: gates.py [CELL-T ...]      such as  gates.py GRU-50 tanh-100      (default: all eight, twelve minutes)

Writes rnn_course/data/runs/gates.json. For each cell and length, every learning rate of `RATES` is tried with
the seeds `TO_CHOOSE`; the rate with the fewest steps together is kept, or, if none gets there, the one with
the smallest last error. Then other seeds are trained with it. Stored of these: the steps and CPU seconds
until the mean squared error on `JUDGE` new sequences is below `SOLVED` (null: not within `STEPS`), the error
at every check, and the reach before and after: how strongly the answer depends on the input k steps back, as
lesson 7 measured it, for every k.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from rnn_course.data import adding_problem

FILE = Path(__file__).resolve().parents[2] / "rnn_course" / "data" / "runs" / "gates.json"
CELLS = {"tanh": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM, "LSTM, forget bias 1": nn.LSTM}
LENGTHS, RATES = (50, 100), (0.001, 0.003, 0.01)
H, B, MAX_NORM = 64, 64, 1.0
STEPS, CHECK, SOLVED, JUDGE = 2000, 25, 0.02, 250
TO_CHOOSE, SEEDS = (100,), range(3)


class Adder(nn.Module):
    """A recurrent layer, and a linear layer that reads its last state."""

    def __init__(self, cell, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.rnn, self.head = CELLS[cell](2, H), nn.Linear(H, 1)
        if "forget" in cell:
            with torch.no_grad():
                self.rnn.bias_ih_l0[H : 2 * H] = 1
                self.rnn.bias_hh_l0[H : 2 * H] = 0

    def forward(self, x):
        """x (T, B, 2) → answers (B, 1)."""
        return self.head(self.rnn(x)[0][-1])


def sequences(rng, T, count):
    return map(torch.from_numpy, adding_problem(rng, T, count))


def reach(model, x):
    """Mean over the batch of the norm of d(answer)/dx, by distance from the end.

    T numbers, the nearest step first.
    """
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x).sum(), x)
    return gradient.norm(dim=-1).mean(dim=-1).flip(0)


def train(cell, T, rate, seed):
    """One run: (steps or None, CPU seconds, errors at every check, the model)."""
    model, rng = Adder(cell, seed), np.random.default_rng(seed)
    x_judge, y_judge = sequences(np.random.default_rng(1000), T, JUDGE)
    optimiser, errors, seconds = torch.optim.Adam(model.parameters(), rate), [], 0.0
    for step in range(1, STEPS + 1):
        start = time.process_time()
        x, y = sequences(rng, T, B)
        optimiser.zero_grad()
        ((model(x) - y) ** 2).mean().backward()
        nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
        optimiser.step()
        seconds += time.process_time() - start
        if step % CHECK == 0:
            with torch.no_grad():
                errors.append(round(((model(x_judge) - y_judge) ** 2).mean().item(), 4))
            if errors[-1] < SOLVED:
                return step, seconds, errors, model
    return None, seconds, errors, model


def chosen_rate(cell, T):
    """The best rate, and what came of each: {rate: [(steps or None, last error), …]}."""
    tried = {}
    for rate in RATES:
        runs = [train(cell, T, rate, seed) for seed in TO_CHOOSE]
        tried[rate] = [(steps, errors[-1]) for steps, _, errors, _ in runs]
        print(cell, T, rate, tried[rate], flush=True)

    def badness(rate):
        return sum(steps or STEPS for steps, _ in tried[rate]), sum(error for _, error in tried[rate])

    return min(tried, key=badness), tried


def of_cell(cell, T):
    """Everything that is stored of one cell at one length."""
    rate, tried = chosen_rate(cell, T)
    x, _ = sequences(np.random.default_rng(1001), T, B)
    runs = []
    for seed in SEEDS:
        steps, seconds, errors, model = train(cell, T, rate, seed)
        print(cell, T, rate, f"seed {seed}:", steps, f"{seconds:.1f} s, last error {errors[-1]}", flush=True)
        before, after = (
            [float(f"{value:.3g}") for value in reach(one, x).tolist()] for one in (Adder(cell, seed), model)
        )
        runs.append(
            {"steps": steps, "seconds": round(seconds, 1), "errors": errors, "before": before, "after": after}
        )
    return {"rate": rate, "tried": {str(key): value for key, value in tried.items()}, "runs": runs}


def main(names):
    torch.set_num_threads(1)
    every = [(cell, T) for cell in CELLS for T in LENGTHS]
    parts = [(cell, T) for cell, T in every if not names or f"{cell}-{T}" in names]
    for cell, T in parts:
        found = of_cell(cell, T)
        stored = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
        of_length = stored.get(str(T), {}) | {cell: found}
        stored[str(T)] = {name: of_length[name] for name in CELLS if name in of_length}
        stored["settings"] = {
            "H": H,
            "B": B,
            "steps": STEPS,
            "check": CHECK,
            "solved": SOLVED,
            "max_norm": MAX_NORM,
        }
        FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
