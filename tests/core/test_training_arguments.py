"""Wrong arguments to the training half of core get the same clear sentences."""

import numpy as np
import pytest

from rnn_course import core
from rnn_course.core.character_model import character_loss, init_character_model, train_on_stream

T, B, I, H, V = 5, 3, 4, 6, 7
X, STATES = np.ones((T, B, I)), np.zeros((T, B, H))
W_IH, W_HH = np.ones((H, I)), np.eye(H)
MODEL = init_character_model(np.random.default_rng(0), V, H)
TOKENS = np.zeros((T, B), dtype=int)

SENTENCES = [
    (lambda: core.rnn_backward(np.ones((T, B, 5)), X, STATES, W_IH, W_HH), ValueError, r"d_states: expected shape \(T, B, H\) = \(5, 3, 6\), got \(5, 3, 5\)"),
    (lambda: core.rnn_backward(STATES, X, STATES[1:], W_IH, W_HH), ValueError, r"states: expected shape \(T, B, H\) = \(5, 3, 6\), got \(4, 3, 6\)"),
    (lambda: core.rnn_backward(STATES, X, STATES, W_IH, W_HH, nonlinearity="gelu"), ValueError, r'expected "tanh" or "relu"'),
    (lambda: core.rnn_backward(STATES, X, STATES, W_IH, W_HH * np.nan), ValueError, r"weight_hh: expected finite numbers"),
    (lambda: core.softmax_cross_entropy(np.ones((T, B, V)), np.zeros((B, T), int)), ValueError, r"targets: expected shape \(5, 3\), one class .*got \(3, 5\)"),
    (lambda: core.softmax_cross_entropy(np.ones((B, V)), [0, 1, 7]), ValueError, r"classes from 0 to V - 1 = 6, got numbers from 0 to 7"),
    (lambda: core.softmax_cross_entropy(np.ones((B, V)), [0.0, 1.0, 2.0]), TypeError, r"targets: expected whole numbers"),
    (lambda: core.squared_error(np.ones((3, 1)), np.ones(3)), ValueError, r"expected the shape of predictions, \(3, 1\), got \(3,\)"),
    (lambda: core.clip_by_global_norm({"w": W_HH}, 0), ValueError, r"max_norm: expected a positive number, got 0"),
    (lambda: core.sgd({"w": W_HH}, {"v": W_HH}, 0.1), ValueError, r"gradients: expected the names \['w'\], got \['v'\]"),
    (lambda: core.adam({"w": W_HH}, {"w": W_IH}), ValueError, r"gradients\['w'\]: expected shape \(6, 6\), got \(6, 4\)"),
    (lambda: core.contiguous_streams(np.arange(9), T=3, B=3), ValueError, r"at least B \* T \+ 1 = 10 for one piece, got 9"),
    (lambda: core.contiguous_streams(np.ones((3, 3), int), T=1, B=1), ValueError, r"expected one sequence, shape \(N,\), got \(3, 3\)"),
    (lambda: character_loss(MODEL, TOKENS, TOKENS + V), ValueError, r"targets: expected classes from 0 to V - 1 = 6, got numbers from 7 to 7"),
    (lambda: character_loss(MODEL, TOKENS, TOKENS[1:]), ValueError, r"targets: expected shape \(T, B\) = \(5, 3\), got \(4, 3\)"),
    (lambda: character_loss(MODEL, TOKENS * 1.0, TOKENS), TypeError, r"inputs: expected whole numbers"),
    (lambda: character_loss({"w": W_HH}, TOKENS, TOKENS), ValueError, r"parameters: expected the names \['bias', 'bias_y'"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "error", "message"), SENTENCES)
def test_the_sentence_says_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_state_that_no_longer_fits_the_last_batch_is_named():
    pieces = [(TOKENS, TOKENS), (TOKENS[:, :2], TOKENS[:, :2])]
    with pytest.raises(ValueError, match=r"h_0: expected shape \(B, H\) = \(2, 6\), got \(3, 6\)"):
        list(train_on_stream(MODEL, pieces, core.adagrad))


def test_a_state_of_another_dtype_than_the_weights_is_taken():
    """float32 weights and a start made by plain ``np.zeros``: the loss is that of the same start in float32."""
    model = {name: value.astype(np.float32) for name, value in MODEL.items()}
    start = np.random.default_rng(0).normal(size=(TOKENS.shape[1], len(model["bias"])))
    loss, gradients, last = character_loss(model, TOKENS, TOKENS, start)
    same_loss, same_gradients, same_last = character_loss(model, TOKENS, TOKENS, start.astype(np.float32))
    assert last.dtype == np.float32 and loss == pytest.approx(same_loss, rel=1e-5)
    np.testing.assert_allclose(last, same_last, rtol=1e-5)
    for name in gradients:
        np.testing.assert_allclose(gradients[name], same_gradients[name], rtol=1e-4, atol=1e-6)
