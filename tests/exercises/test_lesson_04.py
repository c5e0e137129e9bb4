"""Lesson 4: exercises are sound, accept right answers however written, and reject further wrong ones."""

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course.core import rnn_forward, rnn_parameter_count
from rnn_course.exercises import lesson_04
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of
from rnn_course.torch_bridge import load_parameters, parameters_to_numpy


@pytest.mark.parametrize("exercise", exercises_of(lesson_04), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def by_name(functions):
    return pytest.mark.parametrize("function", functions, ids=lambda f: f.__name__)


def with_key(wrong):
    """Each wrong function with the key it must be named by; None where it need not be named."""
    return pytest.mark.parametrize(("function", "key"), wrong.items(), ids=[f.__name__ for f in wrong])


# -- choice and count ------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["c", "C", " (c) ", "out[1]"])
def test_out_or_h_n_right(answer):
    assert lesson_04.out_or_h_n.check(answer).passed


def test_out_or_h_n_is_true_in_torch():
    torch.manual_seed(0)
    rnn, x = nn.RNN(100, 20, num_layers=2), torch.randn(10, 3, 100)
    out, h_n = rnn(x)
    want = rnn(x[:2])[1][-1]
    candidates = {"a": out[:, 1], "b": h_n[1], "c": out[1], "d": rnn(x[1])[0]}
    plausible = [key for key, value in candidates.items() if value.shape == want.shape]
    assert plausible == ["b", "c", "d"]
    right = [key for key in plausible if torch.allclose(candidates[key], want, atol=1e-6)]
    assert right == [lesson_04.out_or_h_n.right]


@pytest.mark.parametrize("answer", [2440, "2,440", 2440.0, np.int64(2440), torch.tensor(2440), 20 * 122])
def test_parameter_count_right(answer):
    assert lesson_04.parameter_count.check(answer).passed


def test_parameter_count_is_what_core_counts():
    assert lesson_04.parameter_count.right == rnn_parameter_count(I=100, H=20)


@pytest.mark.parametrize("answer", [2441, 0, -2440, 1e9, float("nan"), (20, 100), "many", [2440, 1], int])
def test_parameter_count_wrong(answer):
    assert not lesson_04.parameter_count.check(answer).passed


# -- move_weights ----------------------------------------------------------------------------------------


def move_by_state_dict(rnn, W_x, W_h, b):
    rnn.load_state_dict(
        {
            "weight_ih_l0": torch.from_numpy(W_x.T.copy()),
            "weight_hh_l0": torch.from_numpy(W_h.T.copy()),
            "bias_ih_l0": torch.zeros(len(b)),
            "bias_hh_l0": torch.from_numpy(b),
        }
    )
    return rnn


def move_by_new_parameters_halving_the_bias(rnn, W_x, W_h, b):
    rnn.weight_ih_l0 = nn.Parameter(torch.tensor(np.transpose(W_x)))
    rnn.weight_hh_l0 = nn.Parameter(torch.tensor(np.transpose(W_h)))
    rnn.bias_ih_l0 = nn.Parameter(torch.tensor(b / 2))
    rnn.bias_hh_l0 = nn.Parameter(torch.tensor(b / 2))


def move_by_data(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = torch.tensor(W_x).t()
    rnn.weight_hh_l0.data = torch.tensor(W_h).t()
    rnn.bias_ih_l0.data[:] = torch.tensor(b)
    rnn.bias_hh_l0.data.fill_(0)
    return rnn


def move_number_by_number(rnn, W_x, W_h, b):
    with torch.no_grad():
        for unit in range(len(b)):
            for i in range(len(W_x)):
                rnn.weight_ih_l0[unit, i] = W_x[i, unit]
            for j in range(len(b)):
                rnn.weight_hh_l0[unit, j] = W_h[j, unit]
            rnn.bias_hh_l0[unit] = b[unit]
            rnn.bias_ih_l0[unit] = 0
    return rnn


def move_keeping_the_other_bias(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0[:] = torch.tensor(W_x.T.tolist())
        rnn.weight_hh_l0[:] = torch.einsum("ij->ji", torch.tensor(W_h))
        rnn.bias_ih_l0.copy_(torch.tensor(b) - rnn.bias_hh_l0)
    return rnn


def move_by_numpy_view(rnn, W_x, W_h, b):
    for parameter, array in zip(rnn.parameters(), (W_x.T, W_h.T, b, 0 * b), strict=True):
        parameter.detach().numpy()[...] = array
    return rnn


def move_in_float32(rnn, W_x, W_h, b):
    rnn.float()
    with torch.no_grad():
        for parameter, array in zip(rnn.parameters(), (W_x.T, W_h.T, b, 0 * b), strict=True):
            parameter.copy_(torch.tensor(array))
    return rnn


@by_name(
    [
        move_by_state_dict,
        move_by_new_parameters_halving_the_bias,
        move_by_data,
        move_number_by_number,
        move_keeping_the_other_bias,
        move_by_numpy_view,
        move_in_float32,
    ]
)
def test_move_weights_right(function):
    result = lesson_04.move_weights.check(function)
    assert result.passed, result


def turned_twice(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.copy_(torch.zeros(len(b)))
    return rnn


def data_not_turned(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = torch.tensor(W_x)
    rnn.weight_hh_l0.data = torch.tensor(W_h)
    rnn.bias_ih_l0.data = torch.tensor(b)
    rnn.bias_hh_l0.data = torch.zeros_like(torch.tensor(b))
    return rnn


def matrices_swapped(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_h.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_x.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.zero_()
    return rnn


def state_dict_not_turned(rnn, W_x, W_h, b):
    rnn.load_state_dict(
        {
            "weight_ih_l0": torch.tensor(W_x),
            "weight_hh_l0": torch.tensor(W_h),
            "bias_ih_l0": torch.tensor(b),
            "bias_hh_l0": torch.zeros(len(b)),
        }
    )
    return rnn


def names_moved_only(rnn, W_x, W_h, b):
    weight_ih, weight_hh, bias_ih, bias_hh = rnn.parameters()
    weight_ih, weight_hh = torch.tensor(W_x.T), torch.tensor(W_h.T)  # noqa: F841
    bias_ih, bias_hh = torch.tensor(b), torch.zeros(len(b))  # noqa: F841
    return rnn


def state_dict_edited(rnn, W_x, W_h, b):
    state = rnn.state_dict()
    state["weight_ih_l0"] = torch.tensor(W_x.T)
    state["weight_hh_l0"] = torch.tensor(W_h.T)
    state["bias_ih_l0"] = torch.tensor(b)
    state["bias_hh_l0"] = torch.zeros(len(b))
    return rnn


def numpy_data(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = W_x.T
    return rnn


def half_a_bias(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b / 2))
        rnn.bias_hh_l0.zero_()
    return rnn


def two_dtypes(rnn, W_x, W_h, b):
    rnn.weight_ih_l0 = nn.Parameter(torch.tensor(W_x.T))
    rnn.weight_hh_l0 = nn.Parameter(torch.tensor(W_h.T))
    rnn.bias_ih_l0 = nn.Parameter(torch.tensor(b))
    rnn.bias_hh_l0 = nn.Parameter(torch.zeros(len(b)))
    return rnn


def without_the_bias(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.copy_(torch.tensor(-b))
    return rnn


MOVE_WRONG = {
    turned_twice: "hidden-not-turned",
    data_not_turned: "shapes-do-not-fit",
    matrices_swapped: "shapes-do-not-fit",
    state_dict_not_turned: "shapes-do-not-fit",
    names_moved_only: "network-unchanged",
    state_dict_edited: "network-unchanged",
    numpy_data: "numpy-for-tensor",
    two_dtypes: "mixed-dtypes",
    without_the_bias: "biases-zero",
    half_a_bias: None,
}


@with_key(MOVE_WRONG)
def test_move_weights_wrong(function, key):
    result = lesson_04.move_weights.check(function)
    assert not result.passed
    assert key is None or result.misconception == key, result


def test_the_solution_of_move_weights_agrees_with_core():
    """Not with the reference's own reader: numpy's loop on the transposed arrays."""
    rng = np.random.default_rng(1)
    W_x, W_h, b = rng.normal(size=(4, 6)), rng.normal(size=(6, 6)), rng.normal(size=6)
    rnn = nn.RNN(4, 6, dtype=torch.float64)
    exercise = lesson_04.move_weights
    exercise.function_from(exercise.solution_source)(rnn, W_x, W_h, b)
    x, h_0 = rng.normal(size=(5, 3, 4)), rng.normal(size=(3, 6))
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_x + h @ W_h + b)
        states.append(h)
    assert np.allclose(rnn(torch.tensor(x), torch.tensor(h_0)[None])[0].detach().numpy(), states, atol=1e-12)


# -- repair_batch_first ----------------------------------------------------------------------------------


def repaired_by_movedim(rnn, reviews):
    return rnn(torch.movedim(reviews, 0, 1))[1].squeeze(0)


def repaired_by_the_switch(rnn, reviews):
    rnn.batch_first = True
    out, _ = rnn(reviews)
    return out[:, -1, :]


def repaired_by_a_copy(rnn, reviews):
    twin = nn.RNN(rnn.input_size, rnn.hidden_size, batch_first=True)
    twin.load_state_dict(rnn.state_dict())
    return twin(reviews)[1][-1]


def repaired_one_by_one(rnn, reviews):
    return torch.stack([rnn(review)[0][-1] for review in reviews])


def repaired_without_gradient_as_lists(rnn, reviews):
    with torch.no_grad():
        return rnn(reviews.permute(1, 0, 2).contiguous())[0][-1].tolist()


def repaired_and_turned_back(rnn, reviews):
    out, _ = rnn(torch.stack(list(reviews), dim=1))
    return out.transpose(0, 1)[:, -1]


def repaired_in_numpy(rnn, reviews):
    parameters = parameters_to_numpy(rnn)
    return rnn_forward(reviews.numpy().swapaxes(0, 1), None, *parameters.values())[-1]


def repaired_by_einsum(rnn, reviews):
    zeros = torch.zeros(1, reviews.shape[0], rnn.hidden_size)
    _, h_n = rnn(torch.einsum("bti->tbi", reviews), zeros)
    return h_n[0]


@by_name(
    [
        repaired_by_movedim,
        repaired_by_the_switch,
        repaired_by_a_copy,
        repaired_one_by_one,
        repaired_without_gradient_as_lists,
        repaired_and_turned_back,
        repaired_in_numpy,
        repaired_by_einsum,
    ]
)
def test_repair_right(function):
    result = lesson_04.repair_batch_first.check(function)
    assert result.passed, result


def swapped_h_n(rnn, reviews):
    return rnn(reviews)[1][0]


def swapped_and_turned_after(rnn, reviews):
    out, _ = rnn(reviews)
    return out.transpose(0, 1)[-1]


def viewed(rnn, reviews):
    out, _ = rnn(reviews.view(reviews.size(1), reviews.size(0), reviews.size(2)))
    return out[-1]


def switch_and_old_index(rnn, reviews):
    rnn.batch_first = True
    return rnn(reviews)[0][-1]


def all_axes(rnn, reviews):
    return rnn(torch.permute(reviews, (2, 1, 0)))[0][-1]


def wrong_pair_of_axes(rnn, reviews):
    return rnn(reviews.transpose(1, 2))[0][-1]


def squeezed_batch(rnn, reviews):
    return rnn(reviews.transpose(0, 1))[1].squeeze()


def one_extra_axis(rnn, reviews):
    return torch.stack([rnn(review)[1] for review in reviews])


def largest_over_time(rnn, reviews):
    return rnn(reviews.transpose(0, 1))[0].max(0).values


def summed_over_time(rnn, reviews):
    return rnn(reviews.transpose(0, 1))[0].sum(0)


def forgets_the_index(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[-1:]


def state_of_the_wrong_batch(rnn, reviews):
    h_0 = torch.zeros(1, reviews.size(1), rnn.hidden_size)
    out, _ = rnn(reviews, h_0)
    return out[:, -1]


def next_to_last(rnn, reviews):
    return rnn(reviews.transpose(0, 1))[0][-2 if reviews.shape[1] > 1 else -1]


REPAIR_WRONG = {
    swapped_h_n: "still-swapped",
    swapped_and_turned_after: "same-mistake",
    viewed: "reshaped",
    switch_and_old_index: "one-review",
    all_axes: "all-axes-turned",
    wrong_pair_of_axes: "all-axes-turned",
    squeezed_batch: "everything-squeezed",
    one_extra_axis: "general:extra-axis",
    forgets_the_index: "layer-axis-kept",
    state_of_the_wrong_batch: "same-mistake",
    largest_over_time: "largest",
    summed_over_time: "sum",
    next_to_last: None,
}


@with_key(REPAIR_WRONG)
def test_repair_wrong(function, key):
    result = lesson_04.repair_batch_first.check(function)
    assert not result.passed
    assert key is None or result.misconception == key, result


def test_the_broken_code_leaks_and_the_solution_does_not():
    exercise = lesson_04.repair_batch_first
    torch.manual_seed(3)
    rnn, reviews = nn.RNN(4, 6), torch.randn(5, 7, 4)
    changed = reviews.clone()
    changed[0] += 1
    for source, leaks in ((exercise.stub_source, True), (exercise.solution_source, False)):
        function = exercise.function_from(source)
        assert torch.allclose(function(rnn, reviews)[1:], function(rnn, changed)[1:]) is not leaks


# -- proof -----------------------------------------------------------------------------------------------


def measured_with_numpy(cell, rnn, x, h_0):
    h, states = h_0.squeeze(0), np.empty((len(x), *h_0.shape[1:]))
    with torch.no_grad():
        for t in range(len(x)):
            h = cell(x[t], h)
            states[t] = h.numpy()
        return float(np.abs(states - rnn(x, h_0)[0].numpy()).max())


def measured_step_by_step(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h, largest = h_0[-1], 0.0
    for x_t, out_t in zip(x, out, strict=True):
        h = cell(x_t, h)
        largest = max(largest, (out_t - h).abs().max().item())
    return largest


def measured_as_a_norm(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x.unbind(0):
        h = cell(x_t, h)
        states += [h]
    return torch.linalg.vector_norm(rnn(x, h_0)[0] - torch.stack(states), ord=float("inf"))


def measured_with_both_signs(cell, rnn, x, h_0):
    h, states = torch.reshape(h_0, h_0.shape[1:]), []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h[None])
    gap = torch.cat(states) - rnn(x, h_0)[0]
    return max(gap.max(), -gap.min())


def measured_sample_by_sample(cell, rnn, x, h_0):
    largest = []
    for b in range(x.shape[1]):
        h = h_0[0, b]
        for t in range(x.shape[0]):
            h = cell(x[t, b], h)
            largest.append((h - rnn(x, h_0)[0][t, b]).abs().amax().item())
    return max(largest)


@by_name(
    [
        measured_with_numpy,
        measured_step_by_step,
        measured_as_a_norm,
        measured_with_both_signs,
        measured_sample_by_sample,
    ]
)
def test_proof_right(function):
    result = lesson_04.proof.check(function)
    assert result.passed, result


def nothing_measured(cell, rnn, x, h_0):
    return 0.0


def made_equal_first(cell, rnn, x, h_0):
    load_parameters(rnn, parameters_to_numpy(cell))
    rnn.nonlinearity = "tanh"
    rnn.mode = "RNN_TANH"
    return measured_step_by_step(cell, rnn, x, h_0)


def same_road_twice(cell, rnn, x, h_0):
    return (rnn(x, h_0)[0] - rnn(x, h_0)[0]).abs().max()


def out_against_h_n(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    return (out[-1] - h_n[0]).abs().max().item()


def squeezed_everything(cell, rnn, x, h_0):
    h, states = h_0.squeeze(), []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - rnn(x, h_0)[0]).abs().max()


def zeros_built_by_hand(cell, rnn, x, h_0):
    h, states = torch.zeros_like(h_0[0]), []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - rnn(x, torch.zeros_like(h_0))[0]).abs().max()


def printed_only(cell, rnn, x, h_0):
    print(measured_step_by_step(cell, rnn, x, h_0))


def largest_of_each_step(cell, rnn, x, h_0):
    h, largest = h_0[0], []
    for x_t, out_t in zip(x, rnn(x, h_0)[0], strict=True):
        h = cell(x_t, h)
        largest.append((h - out_t).abs().max())
    return torch.stack(largest)


def both_arrays(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states), rnn(x, h_0)[0]


def last_state_of_out(cell, rnn, x, h_0):
    h = h_0[0]
    for x_t in x:
        h = cell(x_t, h)
    return (h - rnn(x, h_0)[0][-1]).abs().max()


def equal_or_not(cell, rnn, x, h_0):
    return bool(measured_step_by_step(cell, rnn, x, h_0) < 1e-6)


def cell_of_two(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        out, h = cell(x_t, h)
        states.append(out)
    return (torch.stack(states) - rnn(x, h_0)[0]).abs().max()


def state_without_layers(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - rnn(x, h_0[0])[0]).abs().max()


def signed_sum(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - rnn(x, h_0)[0]).sum().abs()


PROOF_WRONG = {
    nothing_measured: "always-zero",
    made_equal_first: "always-zero",
    same_road_twice: "always-zero",
    out_against_h_n: "always-zero",
    zeros_built_by_hand: "zeros-for-both",
    printed_only: "general:print-not-return",
    last_state_of_out: "last-state-only",
    equal_or_not: "yes-or-no",
    largest_of_each_step: "one-number-per-step",
    both_arrays: "both-roads-returned",
    cell_of_two: "cell-gives-one",
    state_without_layers: "two-axes-for-the-layer",
    signed_sum: "signed-sum",
    squeezed_everything: None,
}


@with_key(PROOF_WRONG)
def test_proof_wrong(function, key):
    result = lesson_04.proof.check(function)
    assert not result.passed
    assert key is None or result.misconception == key, result


AS_LEARNERS_WRITE = [
    (
        "move_weights",
        "half-a-bias",
        """
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b / 2))
        rnn.bias_hh_l0.zero_()
    return rnn
""",
    ),
    (
        "move_weights",
        "ones-in-the-other-bias",
        """
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.fill_(1.0)
    return rnn
""",
    ),
    (
        "repair_batch_first",
        "still-swapped-state",
        """
def last_states(rnn, reviews):
    out, h_n = rnn(reviews)
    return h_n
""",
    ),
    (
        "repair_batch_first",
        "state-batch-first",
        """
def last_states(rnn, reviews):
    rnn.batch_first = True
    out, h_n = rnn(reviews)
    return h_n[:, -1]
""",
    ),
    (
        "repair_batch_first",
        "pair",
        """
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[-1], h_n[-1]
""",
    ),
    (
        "repair_batch_first",
        "pair-not-taken-apart",
        """
def last_states(rnn, reviews):
    out = rnn(reviews.transpose(0, 1))
    return out[:, -1]
""",
    ),
    (
        "repair_batch_first",
        "last-but-one-always",
        """
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[-2]
""",
    ),
    (
        "proof",
        "weights-compared",
        """
def largest_difference(cell, rnn, x, h_0):
    return (cell.weight_ih - rnn.weight_ih_l0).abs().max()
""",
    ),
    (
        "proof",
        "largest-with-its-index",
        """
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max(dim=0)
""",
    ),
    (
        "proof",
        "one-number-per-unit",
        """
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max(dim=0).values
""",
    ),
    (
        "proof",
        "first-step-only",
        """
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h = h_0[0]
    for t in range(len(x)):
        h = cell(x[t], h)
        return (out[t] - h).abs().max()
""",
    ),
    (
        "proof",
        "smallest-of-the-steps",
        """
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h, best = h_0[0], float("inf")
    for t in range(len(x)):
        h = cell(x[t], h)
        best = min(best, (out[t] - h).abs().max().item())
    return best
""",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "source"), AS_LEARNERS_WRITE, ids=lambda value: value.split("\n")[0][:30]
)
def test_wrong_answers_in_learners_words_are_named(name, key, source):
    exercise = getattr(lesson_04, name)
    result = exercise.check(exercise.function_from(source))
    assert (result.outcome, result.misconception) == ("named", key), result


UNUSUAL_BUT_RIGHT = [
    (
        "move_weights",
        """
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.detach().numpy()[...] = W_x.T
    rnn.weight_hh_l0.detach().numpy()[...] = W_h.T
    rnn.bias_ih_l0.detach().numpy()[...] = b - 1
    rnn.bias_hh_l0.detach().numpy()[...] = 1
    return rnn
""",
    ),
    (
        "proof",
        """
def largest_difference(cell, rnn, x, h_0):
    h, flat = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        flat += h.flatten().tolist()
    return max(abs(p - q) for p, q in zip(flat, rnn(x, h_0)[0].flatten().tolist()))
""",
    ),
    (
        "proof",
        """
def largest_difference(cell, rnn, x, h_0):
    def worst(t, h, out):
        if t == len(x):
            return torch.zeros((), dtype=x.dtype)
        h = cell(x[t], h)
        return torch.maximum((h - out[t]).abs().max(), worst(t + 1, h, out))
    return worst(0, h_0[0], rnn(x, h_0)[0])
""",
    ),
]


@pytest.mark.parametrize(("name", "source"), UNUSUAL_BUT_RIGHT, ids=lambda value: value.split("\n")[0][:30])
def test_unusual_right_answers_are_right(name, source):
    exercise = getattr(lesson_04, name)
    result = exercise.check(exercise.function_from(source))
    assert result.passed, result
