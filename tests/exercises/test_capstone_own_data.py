"""The capstone with data that the repository does not contain: a column of a CSV file and a text, each from a file of the
learner's own, read, split, trained and handed in as lesson 12 asks."""

import csv
import re
from pydoc_data.topics import topics

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course.core import contiguous_streams
from rnn_course.exercises import lesson_12
from rnn_course.training import train

T = 24
TOPICS = ("assert", "assignment", "class", "for", "function", "import", "try", "with")


# -- a text: Python's own description of its language -----------------------------------------------------------


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    """The file that the learner brings along: 14,000 characters, small letters, single spaces."""
    path = tmp_path_factory.mktemp("own") / "python.txt"
    words = " ".join(topics[name] for name in TOPICS)
    path.write_text(re.sub(r"[^a-z.,() ]+", " ", " ".join(words.lower().split()))[:14_000], encoding="utf-8")
    return path.read_text(encoding="utf-8")


class Letters(nn.Module):
    """What lesson 12 proposes for a text: an embedding, a gated layer, V scores."""

    def __init__(self, V, H=48):
        super().__init__()
        self.embedding, self.rnn, self.head = nn.Embedding(V, 24), nn.GRU(24, H), nn.Linear(H, V)

    def forward(self, tokens, h=None):
        """tokens (T, B) → scores (T, B, V), and the state."""
        out, h = self.rnn(self.embedding(tokens), h)
        return self.head(out), h


def trained_on_streams(tokens, V, steps=130):
    """Streams of lesson 8: the state is carried from piece to piece, detached, and zero where the text begins anew."""
    torch.manual_seed(0)
    model = Letters(V)
    pieces = [tuple(map(torch.from_numpy, pair)) for pair in contiguous_streams(tokens, T, 16)]

    def losses():
        while True:
            h = None
            for x, y in pieces:
                scores, h = model(x, h)
                h = h.detach()
                yield nn.functional.cross_entropy(scores.flatten(0, 1), y.flatten())

    every = losses()
    train(lambda: next(every), model, steps, learning_rate=0.01, max_norm=1.0, show=False)
    return model


@pytest.fixture(scope="module")
def text_project(text):
    """A learner's solution: letters counted in pairs beside a GRU, both judged on the last fifth of the text."""
    alphabet = sorted(set(text))
    data, V = np.array([alphabet.index(letter) for letter in text]), len(alphabet)
    first, second = int(0.6 * len(data)), int(0.8 * len(data))
    train_, validation, test = np.arange(T, first), np.arange(first, second), np.arange(second, len(data))
    pairs = np.full((V, V), 0.1)
    np.add.at(pairs, (data[train_ - 1], data[train_]), 1)
    baseline = pairs[data[test - 1]] / pairs[data[test - 1]].sum(axis=1, keepdims=True)
    x = np.stack([data[test - T + t] for t in range(T)])  # (T, B)
    model = trained_on_streams(data[:first], V)
    with torch.no_grad():  # each window from a zero state; its last step forecasts the letter after it
        scores, _ = model(torch.from_numpy(x))
    parts = {"data": data, "train": train_, "validation": validation, "test": test, "x": x}
    return parts | {"baseline": baseline, "forecast": scores[-1].softmax(dim=-1)}


def test_a_text_of_ones_own_is_sound_and_the_network_beats_the_pairs(text_project):
    result = lesson_12.capstone.check(text_project)
    assert result.passed, str(result)
    assert "nats per token" in str(result) and "The forecast is below your baseline" in str(result)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda p: {"x": np.stack([p["data"][p["test"] - T + 1 + t] for t in range(T)])}, "target-in-window"),
        (lambda p: {"x": p["x"].T}, "batch-first"),
        (lambda p: {"validation": p["test"][:500]}, "parts-overlap"),
        (lambda p: {"forecast": p["forecast"].log()}, "not-probabilities"),
        (lambda p: {"baseline": p["baseline"][:, ::-1]}, "weak-baseline"),
        (lambda p: {"train": p["test"], "test": p["train"]}, None),
    ],
)
def test_what_is_not_sound_in_it_is_named(text_project, spoil, told):
    result = lesson_12.capstone.check(text_project | spoil(text_project))
    assert not result.passed and (told is None or result.misconception == told)


def test_letters_in_place_of_numbers_are_told(text, text_project):
    for data in (text, list(text), np.array(list(text))):
        result = lesson_12.capstone.check(text_project | {"data": data})
        assert result.outcome == "differs" and "`data` holds letters or words. Number them" in result.message


def test_streams_in_place_of_windows_are_told(text_project):
    """Whoever hands in the streams with which he has trained learns what the check wants to see."""
    x = text_project["x"]
    result = lesson_12.capstone.check(text_project | {"x": x[:, : len(x.T) // 16]})
    assert not result.passed and "windows of the test" in str(result)


# -- a column of numbers: El Niño, as statsmodels brings it along --------------------------------------------------


@pytest.fixture
def temperatures(tmp_path):
    """A CSV file with one row a month, written from the table of a package, and its column read back as a learner does."""
    from statsmodels.datasets import elnino

    path, months = tmp_path / "sea.csv", elnino.load_pandas().data.iloc[:, 1:].to_numpy().ravel()
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["month", "degrees"], *enumerate(months)])
    with path.open(newline="", encoding="utf-8") as file:
        return np.array([float(row["degrees"]) for row in csv.DictReader(file)])


def test_a_column_of_ones_own_is_sound(temperatures):
    data, span = temperatures, 12
    first, second = int(0.6 * len(data)), int(0.8 * len(data))
    parts = [np.arange(span, first), np.arange(first, second), np.arange(second, len(data))]
    mean, scale = data[parts[0]].mean(), data[parts[0]].std()
    x, x_test = (  # (T, B, 1)
        torch.from_numpy((np.stack([data[at - span + t] for t in range(span)]) - mean) / scale)[..., None]
        for at in (parts[0], parts[2])
    )
    y = torch.from_numpy((data[parts[0]] - mean) / scale)
    torch.manual_seed(0)
    rnn, head = nn.GRU(1, 16).double(), nn.Linear(16, 1).double()

    def says(x):
        return x[-1, :, 0] + head(rnn(x)[0][-1])[:, 0]  # the change is forecast

    train(
        lambda: (says(x) - y).square().mean(), [rnn, head], 80, learning_rate=0.01, max_norm=1.0, show=False
    )
    project = dict(zip(("train", "validation", "test"), parts, strict=True)) | {"data": data, "x": x_test}
    project |= {"mean": mean, "scale": scale, "forecast": mean + scale * says(x_test)}
    # the same month of the year before is worse than the month before, and is not let through
    last_year = lesson_12.capstone.check(project | {"baseline": data[parts[2] - 12]})
    assert last_year.misconception == "weak-baseline"
    result = lesson_12.capstone.check(project | {"baseline": data[parts[2] - 1]})
    assert result.passed, str(result)
    assert "root mean squared error" in str(result) and "The forecast is below your baseline" in str(result)
