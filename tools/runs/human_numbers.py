"""Train the networks of lesson 9: tanh or ReLU, one layer or two, every seed and rate the lesson shows.

usage: human_numbers.py      (about 10 minutes; a run that is in the file already is not made again)

Writes rnn_course/data/runs/human_numbers.json. The set-up is that of Howard and Gugger (2020),
chapter 12: the first 80 % of the words to learn from, the rest to judge; B = 64 streams, pieces of
T = 16 words, the state carried and detached, embedding and state of 64 numbers, Adam with one cycle
of the learning rate, 15 epochs.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from rnn_course.core import contiguous_streams
from rnn_course.data.human_numbers import END, human_numbers, number_of

FILE = Path(__file__).resolve().parents[2] / "rnn_course" / "data" / "runs" / "human_numbers.json"
B, T, H = 64, 16, 64
KINDS = tuple(itertools.product(("tanh", "relu"), (1, 2)))
PLANS = [  # (seeds, highest learning rate, epochs)
    (range(10), 0.003, 15),
    (range(3), 0.001, 15),
    (range(3), 0.01, 15),
    (range(2), 0.003, 40),
]
WARM_UP, FREE, STREAMS = 200, 150, 8  # words read, words written, texts written


class LanguageModel(nn.Module):
    """Tokens in, scores for the next token out; the same as in the lesson."""

    def __init__(self, V, nonlinearity, layers):
        super().__init__()
        self.embedding = nn.Embedding(V, H)
        self.rnn = nn.RNN(H, H, layers, nonlinearity=nonlinearity)
        self.head = nn.Linear(H, V)

    def forward(self, tokens, h=None):
        out, h = self.rnn(self.embedding(tokens), h)
        return self.head(out), h


def fit(model, pieces, rate, epochs):
    """Train, and yield the mean loss of each epoch."""
    optimiser = torch.optim.Adam(model.parameters(), rate)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=epochs * len(pieces))
    for _ in range(epochs):
        h, losses = None, []
        for x, y in pieces:
            logits, h = model(x, h)
            h = h.detach()
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            cycle.step()
            losses.append(loss.item())
        yield float(np.mean(losses))


def word_losses(model, x, y):
    """(whether it is right, nats) of every word of streams (T, B), each (T·B,)."""
    with torch.no_grad():
        logits, _ = model(x)
    nats = nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="none")
    return (logits.argmax(-1) == y).flatten().double(), nats


def judge(model, x, y):
    """(share of right words, nats per word)."""
    right, nats = word_losses(model, x, y)
    return right.mean().item(), nats.mean().item()


def by_word(model, x, y, V):
    """Mean nats (V,) of each word as the one to predict, rounded."""
    _, nats = word_losses(model, x, y)
    sums, counts = (torch.bincount(y.flatten(), weights, minlength=V) for weights in (nats, None))
    return np.round((sums / counts).tolist(), 2).tolist()


def write_on(model, start, steps):
    """Greedy continuations of streams (T, B): tokens (steps, B), each the likeliest and the next input."""
    written = []
    with torch.no_grad():
        logits, h = model(start)
        for _ in range(steps):
            written.append(logits[-1].argmax(-1))
            logits, h = model(written[-1][None], h)
    return torch.stack(written)


def fluency(texts):
    """(share of lines that are a number, share of neighbours that count one up) of lists of words."""
    lines = [" ".join(text).split(END)[1:-1] for text in texts]
    numbers = [[number_of(line.split()) for line in one] for one in lines]
    pairs = [pair for one in numbers for pair in itertools.pairwise(one)]
    counted = [None not in pair and pair[1] == pair[0] + 1 for pair in pairs]
    return float(np.mean([number is not None for one in numbers for number in one])), float(np.mean(counted))


def train_one(words, pieces, judged, kind, seed, rate, epochs):
    """Everything that is stored of one run."""
    torch.manual_seed(seed)
    model = LanguageModel(len(words), *kind).double()
    rows = [(loss, *judge(model, *judged)) for loss in fit(model, pieces, rate, epochs)]
    learning, right, loss = np.round(rows, 4).T.tolist()
    tokens = write_on(model, judged[0][:WARM_UP, :STREAMS], FREE).T
    texts = [[words[token] for token in row] for row in tokens]
    well_formed, counts_up = np.round(fluency(texts), 3).tolist()
    found = {
        "learning": learning,
        "right": right,
        "loss": loss,
        "well_formed": well_formed,
        "counts_up": counts_up,
    }
    return found | {"by_word": by_word(model, *judged, len(words)), "text": " ".join(texts[0][:40])}


def main():
    words, tokens = human_numbers()
    end = int(0.8 * len(tokens))
    pieces, [judged] = (
        [
            tuple(map(torch.from_numpy, map(np.ascontiguousarray, pair)))
            for pair in contiguous_streams(part, length, B)
        ]
        for part, length in ((tokens[:end], T), (tokens[end:], (len(tokens) - end - 1) // B))
    )
    runs = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    known = {(run["nonlinearity"], run["layers"], run["seed"], run["rate"], run["epochs"]) for run in runs}
    for seeds, rate, epochs in PLANS:
        for kind, seed in itertools.product(KINDS, seeds):
            if (*kind, seed, rate, epochs) not in known:
                setting = dict(zip(("nonlinearity", "layers"), kind, strict=True))
                setting |= {"seed": seed, "rate": rate, "epochs": epochs}
                runs.append(setting | train_one(words, pieces, judged, kind, seed, rate, epochs))
                print(*kind, seed, rate, epochs, runs[-1]["right"][-1], runs[-1]["counts_up"], flush=True)
                lines = ",\n".join(json.dumps(run, separators=(",", ":")) for run in runs)
                FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
