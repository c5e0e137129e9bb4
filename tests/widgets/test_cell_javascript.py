"""The JavaScript cell and words agree with numpy, with rnn_course.core and with torch, for random sizes."""

import numpy as np
import pytest
import torch

from rnn_course import core
from rnn_course.widgets.words import letters_hash, split_words, word_vectors
from widgets.javascript import call

SIZES = [(1, 1, 1), (1, 3, 2), (4, 2, 3), (7, 5, 4), (12, 4, 6), (3, 8, 11)]


def drawn(T, I, H, rng):  # noqa: E741
    """Inputs (T, I), first state (H,) and weights as plain lists, as the browser gets them."""
    weights = {
        "weight_ih": rng.normal(size=(H, I)),
        "weight_hh": rng.normal(size=(H, H)),
        "bias": rng.normal(size=H),
    }
    lists = {name: value.tolist() for name, value in weights.items()}
    return rng.normal(size=(T, I)).tolist(), rng.normal(size=H).tolist(), lists


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
def test_states_agree_with_core_and_torch(page, nonlinearity):
    rng = np.random.default_rng(5)
    cases = [(*drawn(T, I, H, rng), nonlinearity) for T, I, H in SIZES]
    for (x, h_0, weights, _), steps in zip(cases, call(page, "cell", "rnnSteps", *cases), strict=True):
        h = np.array([step["h"] for step in steps])
        x, h_0 = np.array(x)[:, np.newaxis], np.array(h_0)[np.newaxis]
        ours = core.rnn_forward(
            x, h_0, weights["weight_ih"], weights["weight_hh"], weights["bias"], nonlinearity=nonlinearity
        )
        np.testing.assert_allclose(h, ours[:, 0], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(h, states_by_torch(x, h_0, weights, nonlinearity), rtol=1e-12, atol=1e-12)


def states_by_torch(x, h_0, weights, nonlinearity):
    rnn = torch.nn.RNN(x.shape[2], h_0.shape[1], nonlinearity=nonlinearity, dtype=torch.float64)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(weights["weight_ih"], dtype=torch.float64))
        rnn.weight_hh_l0.copy_(torch.tensor(weights["weight_hh"], dtype=torch.float64))
        rnn.bias_ih_l0.copy_(torch.tensor(weights["bias"], dtype=torch.float64))
        rnn.bias_hh_l0.zero_()
        return rnn(torch.tensor(x), torch.tensor(h_0)[None])[0][:, 0].numpy()


def test_the_parts_of_a_step_add_up(page):
    x, h_0, weights = drawn(1, 3, 4, np.random.default_rng(1))
    (step,) = call(page, "cell", "rnnStep", (x[0], h_0, weights, "linear"))
    np.testing.assert_allclose(step["fromInput"], np.array(weights["weight_ih"]) @ x[0], rtol=1e-12)
    np.testing.assert_allclose(step["fromMemory"], np.array(weights["weight_hh"]) @ h_0, rtol=1e-12)
    total = np.add(step["fromInput"], step["fromMemory"]) + weights["bias"]
    np.testing.assert_allclose(step["sum"], total, rtol=1e-12)
    assert step["h"] == step["sum"]


TEXTS = [
    "I hate this boring movie",
    "  blanks \t and\nlines ",
    "no\u00a0break\u3000wide",
    "你好 世界",
    "e\u0301 É ß İ",
    "<b>bold</b> &amp; $x$",
    "🙂 🙃",
    "x" * 200,
    "\u200bzero \ufeffwidth",
    "a\x1cb\x85c",
]


def test_words_and_their_vectors_are_the_same_bit_for_bit(page):
    for text, words in zip(
        TEXTS, call(page, "words", "splitWords", *[(text,) for text in TEXTS]), strict=True
    ):
        assert words == split_words(text)
    words = sorted({word for text in TEXTS for word in split_words(text)})
    assert call(page, "words", "lettersHash", *[(word,) for word in words]) == [
        letters_hash(word) for word in words
    ]
    for size in (1, 4, 100):
        vectors = call(page, "words", "wordVector", *[(word, size) for word in words])
        assert np.array_equal(vectors, word_vectors(words, size))
