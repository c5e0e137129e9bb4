"""GRU and LSTM: values and gradients are torch's, in float64 to 1e-10, for sizes that Hypothesis draws."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from test_against_torch import cases
from torch import nn

from rnn_course import core
from rnn_course.torch_bridge import load_parameters, to_torch_rnn

TOLERANCE = {"rtol": 0, "atol": 1e-10}
GRU, LSTM = 3, 4
KINDS = st.sampled_from([GRU, LSTM])


def build(case, blocks, dtype=np.float64):
    """Input, a start of one or two arrays (or None), and parameters of one case; weights large enough to close gates."""
    rng = np.random.default_rng(case["seed"])
    T, B, I, H = case["sizes"]
    x = rng.standard_normal((T, B, I)).astype(dtype)
    start = tuple(rng.standard_normal((case["L"] * case["D"], B, H)).astype(dtype) for _ in range(blocks - 2))
    parameters = core.init_parameters(rng, I, H, case["L"], case["D"], case["bias"], dtype, blocks)
    parameters = {name: 2 * value for name, value in parameters.items()}
    return x, start if case["with_h_0"] else None, parameters


def one_or_pair(start, blocks):
    """GRU wants one array, LSTM a pair."""
    return start[0] if start and blocks == GRU else start


def tensors(arrays):
    return tuple(torch.from_numpy(array.copy()).requires_grad_() for array in arrays)


def forward(case, blocks, dtype=np.float64):
    """(ours, torch's): out and the last states, in one flat list each."""
    x, start, parameters = build(case, blocks, dtype)
    run = core.stacked_gru_forward if blocks == GRU else core.stacked_lstm_forward
    out, last = run(x, parameters, one_or_pair(start, blocks))
    torch_start = one_or_pair(tensors(start), blocks) if start else None
    torch_out, torch_last = to_torch_rnn(parameters)(torch.from_numpy(x), torch_start)
    if blocks == GRU:
        last, torch_last = (last,), (torch_last,)
    return [out, *last], [value.detach().numpy() for value in (torch_out, *torch_last)]


@settings(max_examples=60, deadline=None)
@given(case=cases(), blocks=KINDS)
def test_a_stack_is_torchs(case, blocks):
    for ours, theirs in zip(*forward(case, blocks), strict=True):
        np.testing.assert_allclose(ours, theirs, **TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(case=cases(), blocks=KINDS)
def test_one_step_and_the_whole_sequence_are_the_cells(case, blocks):
    case |= {"L": 1, "D": 1, "with_h_0": True}
    x, start, parameters = build(case, blocks)
    kind, step, run = {
        GRU: (nn.GRUCell, core.gru_step, core.gru_forward),
        LSTM: (nn.LSTMCell, core.lstm_step, core.lstm_forward),
    }[blocks]
    _, _, I, H = case["sizes"]
    cell = load_parameters(kind(I, H, case["bias"], dtype=torch.float64), parameters)
    weights = [parameters.get(f"{name}_l0") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    state = one_or_pair([one[0] for one in start], blocks)
    whole, theirs = run(x, state, *weights), torch.from_numpy(np.array(state))
    for t, x_t in enumerate(x):
        state = step(x_t, state, *weights)
        with torch.no_grad():
            theirs = cell(torch.from_numpy(x_t), theirs if blocks == GRU else tuple(theirs))
        expected = theirs.numpy() if blocks == GRU else torch.stack(theirs).numpy()
        np.testing.assert_allclose(np.array(state), expected, **TOLERANCE)
        seen = whole[0][t] if blocks == GRU else np.array([whole[0][t], whole[1][t]])
        np.testing.assert_allclose(seen, np.array(state), **TOLERANCE)


@settings(max_examples=60, deadline=None)
@given(case=cases(), blocks=KINDS, uses=st.sampled_from(["out", "last", "both"]))
def test_gradients_through_a_stack_are_autograds(case, blocks, uses):
    x, start, parameters = build(case, blocks)
    (T, B, _, H), L, D = case["sizes"], case["L"], case["D"]
    rng = np.random.default_rng(case["seed"])
    d_out = rng.standard_normal((T, B, D * H)) * (uses != "last")
    d_last = None if uses == "out" else [rng.standard_normal((L * D, B, H)) for _ in range(blocks - 2)]
    torch_x, torch_start = tensors([x])[0], tensors(start or np.zeros((blocks - 2, L * D, B, H)))
    module = to_torch_rnn(parameters)
    out, last = module(torch_x, one_or_pair(torch_start, blocks))
    loss = (out * torch.from_numpy(d_out)).sum()
    for part, d_part in zip([last] if blocks == GRU else last, d_last or [], strict=False):
        loss = loss + (part * torch.from_numpy(d_part)).sum()
    loss.backward()
    states, back = {
        GRU: (core.stacked_gru_states, core.stacked_gru_backward),
        LSTM: (core.stacked_lstm_states, core.stacked_lstm_backward),
    }[blocks]
    state = one_or_pair(start, blocks)
    kept = states(x, parameters, state)
    gradients, d_x, d_start = back(d_out, x, *kept, parameters, state, one_or_pair(d_last, blocks))
    assert list(gradients) == list(parameters)
    for name, weight in module.named_parameters():
        np.testing.assert_allclose(gradients[name], weight.grad.numpy(), **TOLERANCE, err_msg=name)
    np.testing.assert_allclose(d_x, torch_x.grad.numpy(), **TOLERANCE)
    for ours, theirs in zip([d_start] if blocks == GRU else d_start, torch_start, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), **TOLERANCE)


@settings(max_examples=30, deadline=None)
@given(case=cases(), blocks=KINDS)
def test_one_layer_is_the_stack_of_one(case, blocks):
    case |= {"L": 1, "D": 1, "bias": True}
    x, start, parameters = build(case, blocks)
    weights = [parameters["weight_ih_l0"], parameters["weight_hh_l0"]]
    biases = [parameters["bias_ih_l0"], parameters["bias_hh_l0"]]
    run, back = {
        GRU: (core.gru_forward, core.gru_backward),
        LSTM: (core.lstm_forward, core.lstm_backward),
    }[blocks]
    states, stack_back = {
        GRU: (core.stacked_gru_states, core.stacked_gru_backward),
        LSTM: (core.stacked_lstm_states, core.stacked_lstm_backward),
    }[blocks]
    state = one_or_pair([one[0] for one in start], blocks) if start else None
    kept = run(x, state, *weights, *biases)
    d_states = np.random.default_rng(1).standard_normal(kept[0].shape)
    one = back(d_states, x, *kept, *weights, state)
    grid = states(x, parameters, one_or_pair(start, blocks))
    gradients, d_x, _ = stack_back(d_states, x, *grid, parameters, one_or_pair(start, blocks))
    for name in ("weight_ih", "weight_hh", "bias_hh"):
        np.testing.assert_array_equal(one.get(name, one.get("bias")), gradients[f"{name}_l0"])
    np.testing.assert_array_equal(one["x"], d_x)


@pytest.mark.parametrize("blocks", [GRU, LSTM])
def test_float32_stays_float32_and_nothing_passed_in_is_changed(blocks):
    case = {"sizes": (7, 3, 4, 6), "L": 2, "D": 2, "bias": True, "with_h_0": True, "seed": 0}
    x, start, parameters = build(case, blocks, np.float32)
    states, back = {
        GRU: (core.stacked_gru_states, core.stacked_gru_backward),
        LSTM: (core.stacked_lstm_states, core.stacked_lstm_backward),
    }[blocks]
    kept = states(x, parameters, one_or_pair(start, blocks))
    everything = {**parameters, "x": x, **dict(enumerate([*start, *kept]))}
    before = {name: value.copy() for name, value in everything.items()}
    d_out = np.ones((7, 3, 12), np.float32)
    gradients, d_x, _ = back(
        d_out, x, *kept, parameters, one_or_pair(start, blocks), one_or_pair(start, blocks)
    )
    assert {value.dtype for value in (*kept, *gradients.values(), d_x)} == {np.dtype(np.float32)}
    for name, value in everything.items():
        np.testing.assert_array_equal(value, before[name], err_msg=str(name))
    for ours, theirs in zip(*forward(case, blocks, np.float32), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)


@pytest.mark.parametrize("blocks", [GRU, LSTM])
def test_large_numbers_close_gates_without_a_warning(blocks):
    case = {"sizes": (4, 2, 3, 5), "L": 1, "D": 1, "bias": True, "with_h_0": False, "seed": 0}
    x, _, parameters = build(case, blocks, np.float32)
    run = core.stacked_gru_forward if blocks == GRU else core.stacked_lstm_forward
    out, _ = run(1e30 * x, parameters)
    assert np.isfinite(out).all()


@pytest.mark.parametrize("blocks", [GRU, LSTM])
def test_weights_of_another_cell_are_refused(blocks):
    case = {"sizes": (4, 2, 3, 5), "L": 1, "D": 1, "bias": True, "with_h_0": False, "seed": 0}
    x, _, parameters = build(case, blocks)
    wrong = core.stacked_lstm_forward if blocks == GRU else core.stacked_gru_forward
    expected = rf"weight_hh_l0: expected shape \({7 - blocks}\*H, H\), got \({blocks * 5}, 5\)"
    with pytest.raises(ValueError, match=expected):
        wrong(x, parameters)
