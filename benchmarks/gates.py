"""Forward plus backward of ``core``'s GRU and LSTM, beside ``nn.GRU`` and ``nn.LSTM``, float32.

The column *floor* is the time of the matrix products alone, by numpy: nothing that computes with numpy can be
faster.
"""

import statistics

import numpy as np
import torch

from benchmarks.core import I, products
from benchmarks.interleaved import seconds
from rnn_course import core
from rnn_course.torch_bridge import to_torch_rnn

LENGTHS, WIDTHS, BATCHES = (25, 50, 100), (64, 128, 256), (1, 32)
CELLS = {"GRU": (3, core.gru_forward, core.gru_backward), "LSTM": (4, core.lstm_forward, core.lstm_backward)}
GOALS = {"GRU": 1.0, "LSTM": 1.2}


def workloads(cell, T, H, B):
    """The functions to be timed: core, torch, and the bare products."""
    blocks, forward, backward = CELLS[cell]
    rng = np.random.default_rng(0)
    parameters = core.init_parameters(rng, I, H, dtype=np.float32, blocks=blocks)
    W_ih, W_hh, b_ih, b_hh = parameters.values()
    x, d_states = (rng.standard_normal((T, B, size)).astype(np.float32) for size in (I, H))
    d_sums = rng.standard_normal((T, B, blocks * H)).astype(np.float32)
    module = to_torch_rnn(parameters)
    torch_x, torch_d = torch.from_numpy(x).requires_grad_(), torch.from_numpy(d_states)

    def ours():
        kept = forward(x, None, W_ih, W_hh, b_ih, b_hh)
        backward(d_states, x, *kept, W_ih, W_hh)

    def library():
        module.zero_grad()
        torch_x.grad = None
        module(torch_x)[0].backward(torch_d)

    return {"core": ours, "torch": library, "floor": lambda: products(x, d_states, d_sums, W_ih, W_hh)}


def main():
    torch.set_num_threads(1)
    for cell in CELLS:
        print(
            f"time of core : time of nn.{cell}, forward + backward, float32, I = {I}, one thread, CPU clock"
        )
        print("  B    T    H    core  floor    core in ms")
        for B in BATCHES:
            _of_batch(cell, B)


def _of_batch(cell, B):
    ratios = []
    for T in LENGTHS:
        for H in WIDTHS:
            spent = seconds(workloads(cell, T, H, B))
            core_, floor = (spent[name] / spent["torch"] for name in ("core", "floor"))
            ratios.append(core_)
            print(f"{B:3}  {T:3}  {H:3}   {core_:5.2f}  {floor:5.2f}   {spent['core'] * 1e3:8.2f}")
    median, largest = statistics.median(ratios), max(ratios)
    print(f"B = {B}: median {median:.2f} (goal {GOALS[cell]}), largest {largest:.2f}\n")
