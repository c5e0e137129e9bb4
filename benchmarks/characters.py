"""A character model: how many characters a second it learns from,
and how well it predicts after a given time.

The text is the one behind Python's ``help()``, about 400,000 characters; its last tenth is held out.
"""

import functools
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.interleaved import seconds
from rnn_course import core, data

SIZES = ({"H": 100, "T": 25, "B": 1}, {"H": 128, "T": 25, "B": 32})
# Characters a second of the well-known 112-line script on the machine where the goals were set.
SCRIPT = 19_900
GOALS = (4, 15)
BUDGETS = (5, 30)  # CPU seconds


def per_step_script(parameters, inputs, targets, h, memory):
    """One piece (T,) by per-step code with lists and one-hot vectors,
    clipping and Adagrad, as a first version."""
    xs, hs, ps = _forward_per_step(parameters, inputs, h)
    gradients = _backward_per_step(parameters, targets, xs, hs, ps)
    for name, gradient in gradients.items():
        np.clip(gradient, -5, 5, out=gradient)
        memory[name] += gradient * gradient
        parameters[name] -= 0.1 * gradient / (np.sqrt(memory[name]) + 1e-10)
    return hs[-1]


def _forward_per_step(parameters, inputs, h):
    """One-hot inputs (V, 1), states (H, 1) with the first in front, and probabilities (V, 1): a list each."""
    W_ih, W_hh, b, W_hy, b_y = parameters.values()
    xs, hs, ps = [], [h], []
    for token in inputs:
        x = np.zeros((W_ih.shape[1], 1), dtype=W_ih.dtype)
        x[token] = 1
        xs.append(x)
        hs.append(np.tanh(W_ih @ x + W_hh @ hs[-1] + b[:, None]))
        y = W_hy @ hs[-1] + b_y[:, None]
        ps.append(np.exp(y) / np.sum(np.exp(y)))
    return xs, hs, ps


def _backward_per_step(parameters, targets, xs, hs, ps):
    _, W_hh, _, W_hy, _ = parameters.values()
    gradients = {name: np.zeros_like(value) for name, value in parameters.items()}
    d_later = np.zeros_like(hs[0])
    for t in reversed(range(len(xs))):
        d_y = ps[t].copy()
        d_y[targets[t]] -= 1
        gradients["weight_hy"] += d_y @ hs[t + 1].T
        gradients["bias_y"] += d_y[:, 0]
        d_sum = (1 - hs[t + 1] ** 2) * (W_hy.T @ d_y + d_later)
        gradients["bias"] += d_sum[:, 0]
        gradients["weight_ih"] += d_sum @ xs[t].T
        gradients["weight_hh"] += d_sum @ hs[t].T
        d_later = W_hh.T @ d_sum
    return gradients


class TorchModel(nn.Module):
    """The same model in torch: one-hot by embedding, ``nn.RNN``, ``nn.Linear``."""

    def __init__(self, V, H):
        super().__init__()
        self.rnn, self.readout = nn.RNN(V, H), nn.Linear(H, V)
        self.register_buffer("one_hot", torch.eye(V))

    def forward(self, inputs, h=None):
        out, h = self.rnn(self.one_hot[inputs], h)
        return self.readout(out), h

    def loss(self, piece, h):
        inputs, targets = (torch.from_numpy(np.ascontiguousarray(part)) for part in piece)
        logits, h = self(inputs, h)
        return functional.cross_entropy(logits.flatten(0, 1), targets.flatten()), h.detach()


def endless(pieces):
    while True:
        yield from pieces


def numpy_step(V, H, pieces, optimiser):
    """A function that trains ``core`` on the next piece; (loss, parameters, state) is its result."""
    parameters = core.init_character_model(np.random.default_rng(0), V, H, dtype=np.float32)
    training = core.train_on_stream(parameters, endless(pieces), optimiser)
    return lambda: next(training)


def torch_step(model, pieces, optimiser):
    """A function that trains the torch model on the next piece."""
    state, stream = [None], endless(pieces)

    def step():
        optimiser.zero_grad()
        loss, state[0] = model.loss(next(stream), state[0])
        loss.backward()
        optimiser.step()

    return step


def script_step(V, H, pieces):
    parameters = core.init_character_model(np.random.default_rng(0), V, H)
    memory = {name: np.zeros_like(value) for name, value in parameters.items()}
    state, stream = [np.zeros((H, 1))], endless([(x[:, 0], y[:, 0]) for x, y in pieces])

    def step():
        state[0] = per_step_script(parameters, *next(stream), state[0], memory)

    return step


def speed(V, tokens):
    print("characters a second, Adagrad")
    for sizes, goal in zip(SIZES, GOALS, strict=True):
        H, T, B = sizes["H"], sizes["T"], sizes["B"]
        pieces = core.contiguous_streams(tokens, T, B)
        model = TorchModel(V, H)
        steps = {
            "core": numpy_step(V, H, pieces, core.adagrad),
            "torch": torch_step(model, pieces, torch.optim.Adagrad(model.parameters(), 0.1)),
            "per-step script": script_step(V, 100, core.contiguous_streams(tokens, 25, 1)),
        }
        spent = seconds(steps)
        rates = {name: (25 if name == "per-step script" else T * B) / value for name, value in spent.items()}
        shown = ", ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())
        times, wanted = rates["core"] / rates["per-step script"], goal * SCRIPT
        print(f"  H = {H}, T = {T}, B = {B}: {shown}")
        print(
            f"    core : per-step script (H = 100, B = 1) = {times:.1f}; goal {goal}, or {wanted:,} a second"
        )


def learn(V, pieces, held_out):
    """Train core and torch in turns, and compare what they have learnt after the same CPU time."""
    torch.manual_seed(0)
    model = TorchModel(V, 128)
    ours = numpy_step(V, 128, pieces, functools.partial(core.adam, learning_rate=2e-3))
    theirs = torch_step(model, pieces, torch.optim.Adam(model.parameters(), 2e-3))
    spent, latest = {"core": 0.0, "torch": 0.0}, None
    for budget in BUDGETS:
        while min(spent.values()) < budget:
            name = min(spent, key=spent.get)
            start = time.process_time()
            for _ in range(20):
                latest = ours() if name == "core" else (theirs(), latest)[1]
            spent[name] += time.process_time() - start
        with torch.no_grad():
            losses, h = [], None
            for piece in held_out:
                loss, h = model.loss(piece, h)
                losses.append(loss.item())
        print(
            f"  after {budget:2} CPU s: core {core.mean_loss(latest[1], held_out):.3f}, "
            f"torch {np.mean(losses):.3f}"
        )


def main():
    torch.set_num_threads(1)
    characters, tokens = data.help_text()
    V, cut = len(characters), int(0.9 * len(tokens))
    speed(V, tokens[:cut])
    print(
        "nats a character on held-out text, H = 128, T = 25, B = 32, "
        f"Adam 2e-3; guessing among {V}: {np.log(V):.2f}"
    )
    learn(V, core.contiguous_streams(tokens[:cut], 25, 32), core.contiguous_streams(tokens[cut:], 25, 32))
