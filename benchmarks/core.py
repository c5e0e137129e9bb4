"""Forward plus backward of ``core``, beside ``nn.RNN`` forward plus backward, float32.

The column *floor* is the time of the matrix products alone, by numpy: nothing that computes with numpy can be
faster. Where numpy's products are slower than PyTorch's, the floor comes near 1, and so must the ratio.
"""

import statistics

import numpy as np
import torch

from benchmarks.interleaved import seconds
from rnn_course import core
from rnn_course.torch_bridge import to_torch_rnn

LENGTHS, WIDTHS, BATCHES, I = (25, 50, 100), (64, 128, 256), (1, 32, 64, 128), 64
GOAL_MEDIANS, GOAL_LARGEST = {1: 0.12, 32: 0.46, 64: 0.61, 128: 0.66}, 0.85


def workloads(T, H, B):
    """The functions to be timed: core, torch, plain per-step code, and the bare products."""
    rng = np.random.default_rng(0)
    parameters = core.init_parameters(rng, I, H, dtype=np.float32)
    W_ih, W_hh, b_ih, b_hh = parameters.values()
    x, d_states = (rng.standard_normal((T, B, size)).astype(np.float32) for size in (I, H))
    rnn = to_torch_rnn(parameters)
    torch_x, torch_d = torch.from_numpy(x).requires_grad_(), torch.from_numpy(d_states)

    def ours():
        states = core.rnn_forward(x, None, W_ih, W_hh, b_ih, b_hh)
        core.rnn_backward(d_states, x, states, W_ih, W_hh)

    def library():
        rnn.zero_grad()
        torch_x.grad = None
        rnn(torch_x)[0].backward(torch_d)

    return {
        "core": ours,
        "torch": library,
        "plain": lambda: plain(x, d_states, W_ih, W_hh, b_ih + b_hh),
        "floor": lambda: products(x, d_states, d_states, W_ih, W_hh),
    }


def plain(x, d_states, W_ih, W_hh, b):
    """The same values by per-step code with lists and ``+=``, as a first version is written."""
    T, B, _ = x.shape
    h, states = np.zeros((B, len(b)), dtype=x.dtype), []
    for t in range(T):
        h = np.tanh(x[t] @ W_ih.T + h @ W_hh.T + b)
        states.append(h)
    d_W_ih, d_W_hh, d_b, d_h = np.zeros_like(W_ih), np.zeros_like(W_hh), np.zeros_like(b), np.zeros_like(h)
    d_x = [None] * T
    for t in reversed(range(T)):
        d_sum = (d_states[t] + d_h) * (1 - states[t] ** 2)
        d_W_ih += d_sum.T @ x[t]
        if t:
            d_W_hh += d_sum.T @ states[t - 1]
        d_b += d_sum.sum(axis=0)
        d_x[t], d_h = d_sum @ W_ih, d_sum @ W_hh
    return np.stack(states), d_W_ih, d_W_hh, d_b, np.stack(d_x)


def products(x, states, d_sums, W_ih, W_hh):
    """Only the matrix products that no version can avoid, in their fastest numpy form;
    gates have more sums than states."""
    turned = np.ascontiguousarray(W_hh.T)
    sums, place = np.empty_like(d_sums[0]), np.empty_like(states[0])
    rows, inputs = d_sums.reshape(-1, len(W_hh)), x.reshape(-1, x.shape[-1])
    before = states.reshape(-1, states.shape[-1])
    inputs @ W_ih.T  # noqa: B018 – the time is wanted, not the value
    for h_t, d_t in zip(states, d_sums, strict=True):
        h_t.dot(turned, out=sums)
        d_t.dot(W_hh, out=place)
    # Two arrays on purpose: rows.T @ rows costs half.
    rows[1:].T @ before[:-1], rows.T @ inputs, rows @ W_ih  # noqa: B018


def main():
    torch.set_num_threads(1)
    print(f"time of core : time of nn.RNN, forward + backward, float32, I = {I}, one thread, CPU clock")
    print("  B    T    H    core   plain  floor    core in ms")
    for B in BATCHES:
        ratios = []
        for T in LENGTHS:
            for H in WIDTHS:
                spent = seconds(workloads(T, H, B))
                core_, plain_, floor = (spent[name] / spent["torch"] for name in ("core", "plain", "floor"))
                ratios.append(core_)
                print(
                    f"{B:3}  {T:3}  {H:3}   {core_:5.2f}  {plain_:5.2f}  {floor:5.2f}   "
                    f"{spent['core'] * 1e3:8.2f}"
                )
        median, largest = statistics.median(ratios), max(ratios)
        print(
            f"B = {B}: median {median:.2f} (goal {GOAL_MEDIANS[B]}), "
            f"largest {largest:.2f} (goal {GOAL_LARGEST})\n"
        )
