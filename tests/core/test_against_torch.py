"""core and torch compute the same numbers, in float64 to 1e-12, for sizes that Hypothesis draws."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from rnn_course import core
from rnn_course.torch_bridge import load_parameters, parameters_to_numpy, to_torch_rnn

TOLERANCE = {"rtol": 0, "atol": 1e-12}
ACTIVATIONS = st.sampled_from(["tanh", "relu"])


@st.composite
def sizes(draw):
    """T, B, I, H, pairwise distinct except that T or B may also be 1."""
    T, B, I, H = draw(st.lists(st.integers(2, 9), min_size=4, max_size=4, unique=True))
    one = draw(st.sampled_from(["none", "T", "B"]))
    return (1 if one == "T" else T), (1 if one == "B" else B), I, H


@st.composite
def cases(draw):
    """Sizes, layers, directions and switches of one network."""
    return {
        "sizes": draw(sizes()),
        "L": draw(st.integers(1, 4)),
        "D": draw(st.integers(1, 2)),
        "bias": draw(st.booleans()),
        "nonlinearity": draw(ACTIVATIONS),
        "with_h_0": draw(st.booleans()),
        "seed": draw(st.integers(0, 2**32 - 1)),
    }


def build(case, dtype=np.float64):
    """Input, state (or None) and parameters of one case, as numpy arrays."""
    rng = np.random.default_rng(case["seed"])
    T, B, I, H = case["sizes"]
    x = rng.standard_normal((T, B, I)).astype(dtype)
    h_0 = rng.standard_normal((case["L"] * case["D"], B, H)).astype(dtype) if case["with_h_0"] else None
    return x, h_0, core.init_parameters(rng, I, H, case["L"], case["D"], case["bias"], dtype)


@settings(max_examples=80, deadline=None)
@given(case=cases())
def test_stacked_forward_is_nn_rnn(case):
    x, h_0, parameters = build(case)
    rnn = to_torch_rnn(parameters, case["nonlinearity"])
    out, h_n = core.stacked_forward(x, parameters, h_0, case["nonlinearity"])
    with torch.no_grad():
        torch_out, torch_h_n = rnn(torch.from_numpy(x), None if h_0 is None else torch.from_numpy(h_0))
    np.testing.assert_allclose(out, torch_out.numpy(), **TOLERANCE)
    np.testing.assert_allclose(h_n, torch_h_n.numpy(), **TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_one_step_and_the_unrolled_loop_are_rnncell(case):
    case |= {"L": 1, "D": 1}
    x, h_0, parameters = build(case)
    T, B, I, H = case["sizes"]
    cell = load_parameters(
        nn.RNNCell(I, H, case["bias"], case["nonlinearity"], dtype=torch.float64), parameters
    )
    weights = [parameters.get(f"{name}_l0") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    start = None if h_0 is None else h_0[0]
    states = core.rnn_forward(x, start, *weights, case["nonlinearity"])
    h = np.zeros((B, H)) if h_0 is None else h_0[0]
    torch_h = torch.from_numpy(h)
    for t in range(T):
        h = core.rnn_step(x[t], h, *weights, case["nonlinearity"])
        with torch.no_grad():
            torch_h = cell(torch.from_numpy(x[t]), torch_h)
        np.testing.assert_allclose(h, torch_h.numpy(), **TOLERANCE)
        np.testing.assert_allclose(states[t], h, **TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_the_grid_holds_out_and_h_n(case):
    x, h_0, parameters = build(case)
    states = core.stacked_states(x, parameters, h_0, case["nonlinearity"])
    out, h_n = core.stacked_forward(x, parameters, h_0, case["nonlinearity"])
    H = case["sizes"][3]
    for d in range(case["D"]):
        np.testing.assert_array_equal(states[-1, d], out[:, :, d * H : (d + 1) * H])
        for layer in range(case["L"]):
            np.testing.assert_array_equal(states[layer, d, 0 if d else -1], h_n[layer * case["D"] + d])


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_weights_survive_the_way_there_and_back(case):
    *_, parameters = build(case)
    back = parameters_to_numpy(to_torch_rnn(parameters))
    assert list(back) == list(parameters)
    for name, value in parameters.items():
        np.testing.assert_array_equal(back[name], value)


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_counts_and_shapes_are_torchs(case):
    T, B, I, H = case["sizes"]
    L, D, bias = case["L"], case["D"], case["bias"]
    rnn = nn.RNN(I, H, L, bias=bias, bidirectional=D == 2, batch_first=True)
    assert core.rnn_parameter_count(I, H, L, D, bias) == sum(p.numel() for p in rnn.parameters())
    expected = core.rnn_parameter_shapes(I, H, L, D, bias)
    assert expected == {name: tuple(p.shape) for name, p in rnn.named_parameters()}
    assert list(expected) == [name for name, _ in rnn.named_parameters()]
    shapes = core.rnn_shapes(T, B, I, H, L, D, batch_first=True)
    out, h_n = rnn(torch.zeros(shapes["x"]), torch.zeros(shapes["h_0"]))
    assert (tuple(out.shape), tuple(h_n.shape)) == (shapes["out"], shapes["h_n"])


def test_float32_stays_float32():
    case = {"sizes": (7, 3, 4, 6), "L": 2, "D": 2, "bias": True, "with_h_0": True, "seed": 0}
    x, h_0, parameters = build(case, np.float32)
    out, h_n = core.stacked_forward(x, parameters, h_0)
    assert out.dtype == h_n.dtype == np.float32
    out, h_n = core.stacked_forward(x, parameters)
    assert out.dtype == h_n.dtype == np.float32
    torch_out, _ = to_torch_rnn(parameters)(torch.from_numpy(x))
    np.testing.assert_allclose(out, torch_out.detach().numpy(), rtol=0, atol=1e-6)


def test_nothing_that_is_passed_in_is_changed():
    x, h_0, parameters = build(
        {"sizes": (5, 2, 3, 4), "L": 2, "D": 2, "bias": True, "with_h_0": True, "seed": 1}
    )
    before = {name: value.copy() for name, value in (parameters | {"x": x, "h_0": h_0}).items()}
    core.stacked_forward(x, parameters, h_0)
    for name, value in (parameters | {"x": x, "h_0": h_0}).items():
        np.testing.assert_array_equal(value, before[name])


def test_numerical_gradient_is_autograds():
    rng = np.random.default_rng(3)
    parameters = core.init_parameters(rng, I=4, H=5, L=2)
    x, h_0 = rng.standard_normal((6, 3, 4)), rng.standard_normal((2, 3, 5))
    weighting = rng.standard_normal((6, 3, 5))
    rnn = to_torch_rnn(parameters)
    (rnn(torch.from_numpy(x), torch.from_numpy(h_0))[0] * torch.from_numpy(weighting)).sum().backward()
    for name, weight in rnn.named_parameters():

        def loss(value, name=name):
            return (core.stacked_forward(x, parameters | {name: value}, h_0)[0] * weighting).sum()

        numerical = core.numerical_gradient(loss, parameters[name])
        assert core.relative_error(numerical, weight.grad.numpy()) < 1e-7


def test_readouts_are_torchs():
    rng = np.random.default_rng(4)
    states, weight, bias = rng.standard_normal((6, 3, 5)), rng.standard_normal((2, 5)), rng.standard_normal(2)
    torch_states = torch.from_numpy(states)
    np.testing.assert_array_equal(core.last_state(states), torch_states[-1].numpy())
    np.testing.assert_allclose(core.mean_state(states), torch_states.mean(0).numpy(), **TOLERANCE)
    np.testing.assert_array_equal(core.max_state(states), torch_states.amax(0).numpy())
    for h in (states, states[0], states[0, 0]):
        expected = nn.functional.linear(torch.from_numpy(h), torch.from_numpy(weight), torch.from_numpy(bias))
        np.testing.assert_allclose(core.linear(h, weight, bias), expected.numpy(), **TOLERANCE)


def test_the_bridge_refuses_what_it_cannot_convert():
    parameters = core.init_parameters(np.random.default_rng(0), I=3, H=4)
    with pytest.raises(TypeError, match=r"expected an nn.RNN, .* or one of their cells, got Linear"):
        parameters_to_numpy(nn.Linear(3, 4))
    with pytest.raises(ValueError, match=r"expected the names .*bias_hh_l0"):
        load_parameters(nn.RNN(3, 4), {"weight_ih_l0": np.zeros((4, 3))})
    rnn = nn.RNN(5, 4)
    before = rnn.weight_hh_l0.detach().clone()
    with pytest.raises(
        ValueError, match=r"weight_ih_l0: expected shape \(4, 5\) as in the module, got \(4, 3\)"
    ):
        load_parameters(rnn, parameters)
    assert torch.equal(before, rnn.weight_hh_l0)  # nothing was copied before the error
