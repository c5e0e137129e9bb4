"""Embedding, masked pooling and sampling: torch's values and gradients, and the odds that were promised."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_course import core

TOLERANCE = {"rtol": 0, "atol": 1e-12}
SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, T=st.integers(1, 7), B=st.integers(1, 5), V=st.integers(1, 8), I=st.integers(1, 6))
def test_embedding_is_torchs(seed, T, B, V, I):
    rng = np.random.default_rng(seed)
    weight, tokens = rng.standard_normal((V, I)), rng.integers(0, V, (T, B))
    d_vectors = rng.standard_normal((T, B, I))
    table = torch.from_numpy(weight.copy()).requires_grad_()
    vectors = torch.nn.functional.embedding(torch.from_numpy(tokens), table)
    (vectors * torch.from_numpy(d_vectors)).sum().backward()
    np.testing.assert_array_equal(core.embedding(tokens, weight), vectors.detach().numpy())
    ours = core.embedding_backward(d_vectors, tokens, weight)
    np.testing.assert_allclose(ours, table.grad.numpy(), **TOLERANCE)


def torch_pooled(kind, states, lengths):
    """The same by hand in torch, sequence by sequence."""
    pooled = [states[:length, b] for b, length in enumerate(lengths)]
    return torch.stack([s.mean(0) if kind == "mean" else s.max(0).values for s in pooled])


@settings(max_examples=30, deadline=None)
@given(
    seed=SEEDS,
    T=st.integers(1, 7),
    B=st.integers(1, 5),
    H=st.integers(1, 6),
    kind=st.sampled_from(["mean", "max"]),
)
def test_pooling_over_real_steps_is_torchs(seed, T, B, H, kind):
    rng = np.random.default_rng(seed)
    states, lengths, d_pooled = (
        rng.standard_normal((T, B, H)),
        rng.integers(1, T + 1, B),
        rng.standard_normal((B, H)),
    )
    leaf = torch.from_numpy(states.copy()).requires_grad_()
    pooled = torch_pooled(kind, leaf, lengths)
    (pooled * torch.from_numpy(d_pooled)).sum().backward()
    run, back = {
        "mean": (core.masked_mean, core.masked_mean_backward),
        "max": (core.masked_max, core.masked_max_backward),
    }[kind]
    np.testing.assert_allclose(run(states, lengths), pooled.detach().numpy(), **TOLERANCE)
    np.testing.assert_allclose(back(d_pooled, states, lengths), leaf.grad.numpy(), **TOLERANCE)


@pytest.mark.parametrize("pool", [core.masked_mean, core.masked_max])
def test_padding_says_nothing_whatever_it_holds(pool):
    states = np.arange(6.0).reshape(3, 1, 2)
    plain = pool(states, [2])
    states[2] = np.nan
    np.testing.assert_array_equal(pool(states, [2]), plain)
    assert pool(states.astype(np.float32), [2]).dtype == np.float32


@pytest.mark.parametrize("length", [0, 4])
def test_a_length_that_no_sequence_can_have_is_named(length):
    with pytest.raises(ValueError, match=rf"lengths: expected numbers from 1 to T = 3, got .* {length}"):
        core.masked_mean(np.zeros((3, 2, 2)), [2, length])


def test_probabilities_are_torchs_softmax():
    logits = np.random.default_rng(0).standard_normal((4, 3, 7))
    for temperature in (0.3, 1.0, 4.0):
        theirs = torch.softmax(torch.from_numpy(logits) / temperature, dim=-1).numpy()
        np.testing.assert_allclose(core.next_probabilities(logits, temperature), theirs, **TOLERANCE)


def test_top_k_keeps_k_also_of_equal_scores():
    assert core.next_probabilities(np.zeros(5), top_k=2).tolist() == [0.5, 0.5, 0, 0, 0]
    assert core.next_probabilities([1.0, 3.0, 2.0], top_k=1).tolist() == [0, 1, 0]


def test_a_tiny_temperature_is_the_best_token_and_makes_no_warning():
    assert core.next_probabilities([1.0, 3.0, -1e300], temperature=1e-300).tolist() == [0, 1, 0]


def test_draws_come_as_often_as_their_odds_and_again_with_the_same_seed():
    logits, rng = np.array([0.0, 1.0, 2.0, -1.0]), np.random.default_rng(0)
    rows = np.broadcast_to(logits, (200, 100, 4))
    tokens = core.sample(rng, rows, temperature=2.0, top_k=3)
    assert tokens.shape == (200, 100)
    odds = core.next_probabilities(logits, 2.0, 3)
    error = np.sqrt(odds * (1 - odds) / tokens.size)
    assert (abs(np.bincount(tokens.ravel(), minlength=4) / tokens.size - odds) <= 4 * error).all()
    assert (tokens == core.sample(np.random.default_rng(0), rows, temperature=2.0, top_k=3)).all()
