"""Gradients, losses, optimisers and the character model are torch's, in float64 to 1e-10, for sizes that Hypothesis draws."""

import functools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from test_against_torch import build, cases
from torch import nn
from torch.nn import functional

from rnn_course import core
from rnn_course.core.character_model import character_loss, init_character_model, mean_loss, train_on_stream
from rnn_course.torch_bridge import to_torch_rnn

TOLERANCE = {"rtol": 0, "atol": 1e-10}


def leaf(array):
    """A torch tensor that collects its gradient."""
    return torch.from_numpy(array.copy()).requires_grad_()


@settings(max_examples=60, deadline=None)
@given(case=cases(), uses=st.sampled_from(["out", "h_n", "both"]))
def test_stacked_backward_is_autograd(case, uses):
    x, h_0, parameters = build(case)
    rng = np.random.default_rng(case["seed"])
    rnn, torch_x = to_torch_rnn(parameters, case["nonlinearity"]), leaf(x)
    torch_h_0 = leaf(np.zeros((case["L"] * case["D"], x.shape[1], case["sizes"][3])) if h_0 is None else h_0)
    out, h_n = rnn(torch_x, torch_h_0)
    d_out = rng.standard_normal(out.shape) * (uses != "h_n")
    d_h_n = rng.standard_normal(h_n.shape) if uses != "out" else None
    loss = (out * torch.from_numpy(d_out)).sum() + (
        0 if d_h_n is None else (h_n * torch.from_numpy(d_h_n)).sum()
    )
    loss.backward()
    states = core.stacked_states(x, parameters, h_0, case["nonlinearity"])
    gradients, d_x, d_h_0 = core.stacked_backward(
        d_out, x, states, parameters, h_0, d_h_n, case["nonlinearity"]
    )
    assert list(gradients) == list(parameters)
    for name, weight in rnn.named_parameters():
        np.testing.assert_allclose(gradients[name], weight.grad.numpy(), **TOLERANCE, err_msg=name)
    np.testing.assert_allclose(d_x, torch_x.grad.numpy(), **TOLERANCE)
    np.testing.assert_allclose(d_h_0, torch_h_0.grad.numpy(), **TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_rnn_backward_is_one_layer_of_it(case):
    case |= {"L": 1, "D": 1, "bias": True}
    x, h_0, parameters = build(case)
    start = None if h_0 is None else h_0[0]
    weights = [parameters["weight_ih_l0"], parameters["weight_hh_l0"]]
    biases = [parameters["bias_ih_l0"], parameters["bias_hh_l0"]]
    states = core.rnn_forward(x, start, *weights, *biases, case["nonlinearity"])
    d_states = np.random.default_rng(1).standard_normal(states.shape)
    one = core.rnn_backward(d_states, x, states, *weights, start, case["nonlinearity"])
    grid = core.stacked_states(x, parameters, h_0, case["nonlinearity"])
    gradients, d_x, d_h_0 = core.stacked_backward(
        d_states, x, grid, parameters, h_0, nonlinearity=case["nonlinearity"]
    )
    for name in ("weight_ih", "weight_hh"):
        np.testing.assert_array_equal(one[name], gradients[f"{name}_l0"])
    np.testing.assert_array_equal(one["bias"], gradients["bias_hh_l0"])
    np.testing.assert_array_equal(one["x"], d_x)
    np.testing.assert_array_equal(one["h_0"], d_h_0[0])


def test_central_differences_agree_to_1e_8():
    rng = np.random.default_rng(0)
    x, h_0 = rng.standard_normal((7, 3, 4)), rng.standard_normal((3, 6))
    weights = {"weight_ih": 0.5 * rng.standard_normal((6, 4)), "weight_hh": 0.4 * rng.standard_normal((6, 6))}
    d_states = rng.standard_normal((7, 3, 6))
    states = core.rnn_forward(x, h_0, **weights)
    gradients = core.rnn_backward(d_states, x, states, **weights, h_0=h_0)
    for name in weights:

        def loss(value, name=name):
            return (d_states * core.rnn_forward(x, h_0, **(weights | {name: value}))).sum()

        assert (
            core.relative_error(gradients[name], core.numerical_gradient(loss, weights[name], eps=1e-5))
            < 1e-8
        )


def test_nothing_that_is_passed_in_is_changed():
    x, h_0, parameters = build(
        {"sizes": (5, 2, 3, 4), "L": 2, "D": 2, "bias": True, "with_h_0": True, "seed": 1}
    )
    states = core.stacked_states(x, parameters, h_0)
    everything = parameters | {
        "x": x,
        "h_0": h_0,
        "states": states,
        "d_out": np.ones((5, 2, 8)),
        "d_h_n": np.ones(h_0.shape),
    }
    before = {name: value.copy() for name, value in everything.items()}
    core.stacked_backward(everything["d_out"], x, states, parameters, h_0, everything["d_h_n"])
    for name, value in everything.items():
        np.testing.assert_array_equal(value, before[name], err_msg=name)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    T=st.integers(1, 6),
    B=st.integers(1, 5),
    V=st.integers(1, 7),
    size=st.sampled_from([1, 1e3]),
)
def test_losses_are_torchs(seed, T, B, V, size):
    rng = np.random.default_rng(seed)
    logits, targets = size * rng.standard_normal((T, B, V)), rng.integers(0, V, (T, B))
    loss, d_logits = core.softmax_cross_entropy(logits, targets)
    torch_logits = leaf(logits)
    torch_loss = functional.cross_entropy(torch_logits.flatten(0, 1), torch.from_numpy(targets).flatten())
    torch_loss.backward()
    np.testing.assert_allclose(loss, torch_loss.item(), rtol=1e-12, atol=1e-10)
    np.testing.assert_allclose(d_logits, torch_logits.grad.numpy(), **TOLERANCE)
    wanted = rng.standard_normal((T, B, V))
    loss, d_predictions = core.squared_error(logits, wanted)
    torch_predictions = leaf(logits)
    torch_loss = functional.mse_loss(torch_predictions, torch.from_numpy(wanted))
    torch_loss.backward()
    np.testing.assert_allclose(loss, torch_loss.item(), rtol=1e-12)
    np.testing.assert_allclose(d_predictions, torch_predictions.grad.numpy(), rtol=1e-12)


OPTIMISERS = {
    "sgd": (lambda p, g, s: (core.sgd(p, g, 0.1), None), lambda ps: torch.optim.SGD(ps, 0.1)),
    "adagrad": (functools.partial(core.adagrad, learning_rate=0.1), lambda ps: torch.optim.Adagrad(ps, 0.1)),
    "adam": (functools.partial(core.adam, learning_rate=0.01), lambda ps: torch.optim.Adam(ps, 0.01)),
}


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("max_norm", [None, 0.5, 1e9])
def test_optimisers_and_clipping_are_torchs(name, max_norm):
    ours, theirs = OPTIMISERS[name]
    rng = np.random.default_rng(5)
    parameters, state = {"w": rng.standard_normal((3, 4)), "b": rng.standard_normal(3)}, None
    first = {key: value.copy() for key, value in parameters.items()}
    weights = {key: leaf(value) for key, value in parameters.items()}
    optimiser = theirs(list(weights.values()))
    for _ in range(8):
        gradients = {key: rng.standard_normal(value.shape) for key, value in parameters.items()}
        for key, weight in weights.items():
            weight.grad = torch.from_numpy(gradients[key].copy())
        if max_norm is not None:
            norm = nn.utils.clip_grad_norm_(weights.values(), max_norm).item()
            gradients, our_norm = core.clip_by_global_norm(gradients, max_norm)
            assert our_norm == pytest.approx(norm, rel=1e-12)
        optimiser.step()
        parameters, state = ours(parameters, gradients, state)
        for key, weight in weights.items():  # torch adds 1e-6 to the norm when it clips
            np.testing.assert_allclose(
                parameters[key], weight.detach().numpy(), rtol=0, atol=2e-6 if max_norm == 0.5 else 1e-10
            )
    assert any(not np.array_equal(first[key], parameters[key]) for key in first)


def torch_character_model(parameters):
    """The same model in torch: (embedding weights, nn.RNN, nn.Linear)."""
    stack = {f"{name}_l0": parameters[name] for name in ("weight_ih", "weight_hh")}
    stack |= {"bias_ih_l0": parameters["bias"], "bias_hh_l0": np.zeros_like(parameters["bias"])}
    readout = nn.Linear(*parameters["weight_hy"].shape[::-1], dtype=torch.float64)
    with torch.no_grad():
        readout.weight.copy_(torch.from_numpy(parameters["weight_hy"]))
        readout.bias.copy_(torch.from_numpy(parameters["bias_y"]))
    return to_torch_rnn(stack), readout


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    T=st.integers(1, 7),
    B=st.integers(1, 5),
    V=st.integers(2, 8),
    H=st.integers(1, 6),
)
def test_character_loss_is_torchs(seed, T, B, V, H):
    rng = np.random.default_rng(seed)
    parameters, h_0 = init_character_model(rng, V, H), rng.standard_normal((B, H))
    inputs, targets = rng.integers(0, V, (2, T, B))
    loss, gradients, h_T = character_loss(parameters, inputs, targets, h_0)
    rnn, readout = torch_character_model(parameters)
    one_hot = functional.one_hot(torch.from_numpy(inputs), V).double()
    out, h_n = rnn(one_hot, torch.from_numpy(h_0)[None])
    torch_loss = functional.cross_entropy(readout(out).flatten(0, 1), torch.from_numpy(targets).flatten())
    torch_loss.backward()
    expected = {
        "weight_ih": rnn.weight_ih_l0.grad,
        "weight_hh": rnn.weight_hh_l0.grad,
        "bias": rnn.bias_hh_l0.grad,
        "weight_hy": readout.weight.grad,
        "bias_y": readout.bias.grad,
    }
    np.testing.assert_allclose(loss, torch_loss.item(), **TOLERANCE)
    np.testing.assert_allclose(h_T, h_n[0].detach().numpy(), **TOLERANCE)
    for name, value in expected.items():
        np.testing.assert_allclose(gradients[name], value.numpy(), **TOLERANCE, err_msg=name)


def test_truncated_training_is_torchs_for_a_few_pieces():
    rng = np.random.default_rng(7)
    tokens = rng.integers(0, 6, 200)
    parameters = init_character_model(rng, V=6, H=5)
    pieces = core.contiguous_streams(tokens, T=4, B=3)[:12]
    rnn, readout = torch_character_model(parameters)
    rnn.bias_hh_l0.requires_grad_(False)  # our model has one bias
    trained = [p for p in (*rnn.parameters(), *readout.parameters()) if p.requires_grad]
    optimiser, h = torch.optim.Adagrad(trained, 0.1), torch.zeros(1, 3, 5, dtype=torch.float64)
    ours = train_on_stream(parameters, pieces, core.adagrad, max_norm=1e9)
    for (inputs, targets), (loss, ours_trained, state) in zip(pieces, ours, strict=True):
        optimiser.zero_grad()
        out, h = rnn(functional.one_hot(torch.from_numpy(inputs.copy()), 6).double(), h.detach())
        torch_loss = functional.cross_entropy(
            readout(out).flatten(0, 1), torch.from_numpy(targets.copy()).flatten()
        )
        torch_loss.backward()
        optimiser.step()
        assert loss == pytest.approx(torch_loss.item(), abs=1e-9)
        np.testing.assert_allclose(state, h[0].detach().numpy(), rtol=0, atol=1e-9)
        theirs_trained = rnn.weight_hh_l0.detach().numpy()
        np.testing.assert_allclose(ours_trained["weight_hh"], theirs_trained, rtol=0, atol=1e-9)
    assert mean_loss(ours_trained, pieces) < mean_loss(parameters, pieces)


def test_streams_go_on_where_they_stopped():
    pieces = core.contiguous_streams(np.arange(103), T=5, B=4)
    inputs = np.concatenate([piece[0] for piece in pieces])
    for stream in inputs.T:
        np.testing.assert_array_equal(stream, np.arange(stream[0], stream[0] + 25))
    for piece_inputs, piece_targets in pieces:
        np.testing.assert_array_equal(piece_targets, piece_inputs + 1)
        assert piece_inputs.shape == piece_targets.shape == (5, 4)
