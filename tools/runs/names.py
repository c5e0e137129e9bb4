"""Train the networks of lesson 10 on surnames: readers that name the language, writers that make new names.

usage: names.py      (about 3 minutes; a run that is in the file already is not made again)

Writes rnn_course/data/runs/names.json: every reader (cell, readout, seed), every writer (cell, seed), and
of the first writer its weights, as whole numbers from −127 to 127 and a factor for each tensor. The
instrument of the lesson runs them.
"""

import base64
import itertools
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from rnn_course.data import surnames

FILE = Path(__file__).resolve().parents[2] / "rnn_course" / "data" / "runs" / "names.json"
CELLS = {"tanh": nn.RNN, "GRU": nn.GRU}
READERS = (("tanh", "last"), ("tanh", "mean"), ("tanh", "max"), ("GRU", "last"))  # cell, readout
I, H, B, EPOCHS, RATE = 32, 64, 64, 12, 0.005
END = 0  # the token before the first letter and after the last one
READER_SEEDS, WRITER_SEEDS = range(5), range(3)


class Reader(nn.Module):
    """Letters in, scores for the languages out; the same as in the lesson."""

    def __init__(self, V, K, cell, readout):
        super().__init__()
        self.embedding, self.readout = nn.Embedding(V, I), readout
        self.rnn = CELLS[cell](I, H)
        self.head = nn.Linear(H, K)

    def forward(self, tokens, lengths):
        packed = pack_padded_sequence(self.embedding(tokens), lengths, enforce_sorted=False)
        out, h_n = self.rnn(packed)
        if self.readout == "last":
            return self.head(h_n[0])
        out, _ = pad_packed_sequence(out)
        real = (torch.arange(len(out))[:, None] < lengths)[..., None]
        if self.readout == "mean":
            return self.head((out * real).sum(0) / lengths[:, None])
        return self.head(out.masked_fill(~real, -torch.inf).amax(0))


class Writer(nn.Module):
    """Letters and a language in, scores for the next letter out; the same as in the lesson."""

    def __init__(self, V, K, cell="tanh"):
        super().__init__()
        self.letters, self.languages = nn.Embedding(V, I), nn.Embedding(K, I)
        self.rnn = CELLS[cell](I, H)
        self.head = nn.Linear(H, V)

    def forward(self, tokens, labels, h=None):
        out, h = self.rnn(self.letters(tokens) + self.languages(labels), h)
        return self.head(out), h


def prepared():
    """(alphabet, languages, learning part, judged part); a part is a list of (letters as a tensor, label)."""
    names, labels, languages = surnames()
    alphabet = "." + "".join(sorted(set("".join(names))))
    pairs = [
        (torch.tensor([alphabet.index(c) for c in name]), label)
        for name, label in zip(names, labels, strict=True)
    ]
    order = np.random.default_rng(0).permutation(len(pairs))
    cut = int(0.8 * len(order))
    return alphabet, languages, [pairs[k] for k in order[:cut]], [pairs[k] for k in order[cut:]]


def reading_batch(pairs):
    """tokens (T, B), lengths (B,), labels (B,)."""
    letters, labels = zip(*pairs, strict=True)
    return pad_sequence(letters), torch.tensor([len(name) for name in letters]), torch.tensor(labels)


def writing_batch(pairs):
    """inputs (T, B), targets (T, B) with −100 for padding, labels (B,)."""
    letters, labels = zip(*pairs, strict=True)
    mark = torch.tensor([END])
    inputs = pad_sequence([torch.cat([mark, name]) for name in letters])
    targets = pad_sequence([torch.cat([name, mark]) for name in letters], padding_value=-100)
    return inputs, targets, torch.tensor(labels)


def fit(model, loss_of, pairs, seed):
    """Train on batches, in a new random order each epoch: Adam, one cycle of the rate, clipped at norm 1."""
    rng, per_epoch = np.random.default_rng(seed), len(pairs) // B
    optimiser = torch.optim.Adam(model.parameters(), RATE)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=EPOCHS * per_epoch)
    for _ in range(EPOCHS):
        order = rng.permutation(len(pairs))
        for k in range(per_epoch):
            optimiser.zero_grad()
            loss_of(model, [pairs[at] for at in order[k * B : (k + 1) * B]]).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            cycle.step()
    return model


def reading_loss(model, pairs):
    tokens, lengths, labels = reading_batch(pairs)
    return nn.functional.cross_entropy(model(tokens, lengths), labels)


def writing_loss(model, pairs):
    inputs, targets, labels = writing_batch(pairs)
    logits, _ = model(inputs, labels)
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


def shares_right(said, labels, K):
    """(accuracy, macro recall)."""
    recalls = [(said[labels == k] == k).double().mean().item() for k in range(K)]
    return (said == labels).double().mean().item(), float(np.mean(recalls))


def read(cell, readout, seed, alphabet, languages, learn, judge):
    """Everything that is stored of a reader."""
    torch.manual_seed(seed)
    model = fit(Reader(len(alphabet), len(languages), cell, readout).double(), reading_loss, learn, seed)
    tokens, lengths, labels = reading_batch(judge)
    with torch.no_grad():
        said = model(tokens, lengths).argmax(1)
    return dict(zip(("accuracy", "recall"), shares_right(said, labels, len(languages)), strict=True))


def scores(model, pairs, K):
    """(Log-probability of each name in each language (B, K), number of its letters and its end (B,))."""
    inputs, targets, labels = writing_batch(pairs)
    columns = []
    with torch.no_grad():
        for k in range(K):
            logits, _ = model(inputs, torch.full_like(labels, k))
            nats = nn.functional.cross_entropy(logits.movedim(2, 1), targets, reduction="none")
            columns.append(-nats.sum(0))
    return torch.stack(columns, 1), (targets >= 0).sum(0)


def write(cell, seed, alphabet, languages, learn, judge):
    """(what is stored of a writer, the writer)."""
    torch.manual_seed(seed)
    K = len(languages)
    model = fit(Writer(len(alphabet), K, cell).double(), writing_loss, learn, seed)
    return judged_writer(model, learn, judge, K), model


def judged_writer(model, learn, judge, K):
    """Nats a letter on the judged part, and how well Bayes' rule makes a reader of the writer."""
    found, counts = scores(model, judge, K)
    labels = torch.tensor([label for _, label in judge])
    nats = -found.gather(1, labels[:, None]).sum().item() / counts.sum().item()
    prior = torch.bincount(torch.tensor([label for _, label in learn]), minlength=K).double().log()
    accuracy, recall = shares_right((found + prior).argmax(1), labels, K)
    return {"nats": nats, "accuracy": accuracy, "recall": recall}


def packed(model):
    """{name: {"shape", "factor", "bytes"}}: whole numbers from −127 to 127 times a factor, in base64."""
    found = {}
    for name, tensor in model.state_dict().items():
        values = tensor.numpy()
        factor = float(f"{np.abs(values).max() / 127:.6g}")
        whole = np.clip(np.round(values / factor), -127, 127).astype(np.int8)
        found[name] = {
            "shape": list(values.shape),
            "factor": factor,
            "bytes": base64.b64encode(whole.tobytes()).decode(),
        }
    return found


def load_packed(model, weights):
    """Put ``packed`` weights into a model, in place."""
    state = {}
    for name, stored in weights.items():
        whole = np.frombuffer(base64.b64decode(stored["bytes"]), dtype=np.int8).reshape(stored["shape"])
        state[name] = torch.from_numpy(whole * stored["factor"])
    model.load_state_dict(state)
    return model


def rounded(found):
    return {name: round(value, 4) for name, value in found.items()}


def main():
    stored = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"readers": {}, "writers": {}}
    data = alphabet, languages, learn, judge = prepared()
    for cell, seed in itertools.product(CELLS, WRITER_SEEDS):
        if f"{cell} {seed}" in stored["writers"]:
            continue
        found, model = write(cell, seed, *data)
        stored["writers"][f"{cell} {seed}"] = rounded(found)
        if (cell, seed) == ("tanh", 0):
            small = load_packed(Writer(len(alphabet), len(languages)).double(), packed(model))
            after = rounded(judged_writer(small, learn, judge, len(languages)))
            counts = np.bincount([label for _, label in learn]).tolist()
            stored["shipped"] = {"alphabet": alphabet, "languages": languages, "names": counts, **after}
            stored["weights"] = packed(model)
        save(stored, cell, seed, found)
    for (cell, readout), seed in itertools.product(READERS, READER_SEEDS):
        if f"{cell} {readout} {seed}" not in stored["readers"]:
            stored["readers"][f"{cell} {readout} {seed}"] = found = rounded(read(cell, readout, seed, *data))
            save(stored, cell, readout, seed, found)


def save(stored, *told):
    print(*told, flush=True)
    FILE.write_text(json.dumps(stored, indent=0, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
