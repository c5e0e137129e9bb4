"""What showing the progress costs:
the same training with and without its line, in a real kernel's way of printing."""

import contextlib
import io

import torch
from torch import nn

from benchmarks.interleaved import seconds
from rnn_course import data
from rnn_course.training import train

GOAL = 0.10


def one_training(show):
    """Fifty steps of lesson 0's training."""
    torch.manual_seed(0)
    rnn, readout = nn.RNN(1, 16, dtype=torch.float64), nn.Linear(16, 1, dtype=torch.float64)
    series = torch.from_numpy(data.sunspots()[1] / 100).reshape(-1, 1, 1)[:221]

    def loss():
        return ((readout(rnn(series[:-1])[0]) - series[1:]) ** 2).mean()

    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)):
        train(loss, [rnn, readout], steps=50, show=show)


def main():
    torch.set_num_threads(1)
    spent = seconds({"shown": lambda: one_training(True), "silent": lambda: one_training(False)}, rounds=9)
    share = spent["shown"] / spent["silent"] - 1
    print(f"training with its progress line : without = {1 + share:.3f}; goal: at most {1 + GOAL:.2f}")
