"""Lesson 4: the exercises are sound, agree with core and PyTorch, tell look-alikes apart, and let no unforeseen answer pass."""

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course.core import rnn_parameter_count
from rnn_course.exercises import lesson_04
from rnn_course.nearmiss.mistakes import edited
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of

MOVE, REPAIR, PROOF = lesson_04.move_weights, lesson_04.repair_batch_first, lesson_04.proof


@pytest.mark.parametrize("exercise", exercises_of(lesson_04), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


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


def test_the_solution_of_move_weights_agrees_with_core():
    """Not with the reference's own reader: numpy's loop on the transposed arrays."""
    rng = np.random.default_rng(1)
    W_x, W_h, b = rng.normal(size=(4, 6)), rng.normal(size=(6, 6)), rng.normal(size=6)
    rnn = nn.RNN(4, 6, dtype=torch.float64)
    MOVE.function_from(MOVE.solution_source)(rnn, W_x, W_h, b)
    x, h_0 = rng.normal(size=(5, 3, 4)), rng.normal(size=(3, 6))
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_x + h @ W_h + b)
        states.append(h)
    assert np.allclose(rnn(torch.tensor(x), torch.tensor(h_0)[None])[0].detach().numpy(), states, atol=1e-12)


def test_the_broken_code_leaks_and_the_solution_does_not():
    torch.manual_seed(3)
    rnn, reviews = nn.RNN(4, 6), torch.randn(5, 7, 4)
    changed = reviews.clone()
    changed[0] += 1
    for source, leaks in ((REPAIR.stub_source, True), (REPAIR.solution_source, False)):
        function = REPAIR.function_from(source)
        assert torch.allclose(function(rnn, reviews)[1:], function(rnn, changed)[1:]) is not leaks


def test_the_proof_finds_one_number_that_was_moved():
    cell, rnn, x, h_0 = PROOF.arguments(1)
    measure = PROOF.function_from(PROOF.solution_source)
    assert measure(cell, rnn, x, h_0) < 1e-12
    with torch.no_grad():
        rnn.bias_ih_l0[0] += 1e-3
    assert 1e-4 < measure(cell, rnn, x, h_0) < 1e-2


X, H = "torch.tensor(W_x.T)", "torch.tensor(W_h.T)"
TURNED, LAST = "reviews.transpose(0, 1)", "out[-1]"
STEP, GAP = "h = cell(x_t, h)", "(torch.stack(states) - out)"


def variant(exercise, *changes):
    """The reference solution with changes, judged."""
    return exercise.check(exercise.function_from(edited(exercise.solution_source, *changes)))


def name_of(value):
    return getattr(value, "id", str(value)[:60])


LOOK_ALIKES = [
    (MOVE, [("W_h.T", "W_h.T.T")], "hidden-not-turned"),
    (MOVE, [(X, H), (f"hh_l0.copy_({H})", f"hh_l0.copy_({X})")], "shapes-do-not-fit"),
    (MOVE, [("rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))", "rnn.weight_ih_l0.data = W_x.T")], "error:numpy-in-torch"),
    (MOVE, [("bias_hh_l0.zero_()", "bias_hh_l0.copy_(torch.tensor(-b))")], "biases-zero"),
    (MOVE, [("rnn.bias_hh_l0.zero_()", "rnn.bias_hh_l0 = nn.Parameter(torch.zeros(len(b)))")], "other-dtypes"),
    (REPAIR, [(TURNED, "reviews"), (LAST, "h_n[0]")], "still-swapped"),
    (REPAIR, [(TURNED, "reviews.view(reviews.size(1), reviews.size(0), -1)")], "reshaped"),
    (REPAIR, [(TURNED, "reviews.transpose(1, 2)")], "all-axes-turned"),
    (REPAIR, [(LAST, "h_n.squeeze()")], "everything-squeezed"),
    (PROOF, [(GAP, "(out[-1] - h_n[0])")], "always-zero"),
    (PROOF, [(GAP, "(out - rnn(x, h_0)[0])")], "always-zero"),
    (PROOF, [("h_0[0]", "torch.zeros_like(h_0[0])"), ("rnn(x, h_0)", "rnn(x, 0 * h_0)")], "zeros-for-both"),
    (PROOF, [(f"return {GAP}.abs().max()", f"print({GAP}.abs().max())")], "general:print-not-return"),
    (PROOF, [("return", "return 1e-6 >")], "yes-or-no"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "changes", "key"), LOOK_ALIKES, ids=name_of)
def test_look_alikes_are_told_apart(exercise, changes, key):
    result = variant(exercise, *changes)
    assert result.misconception == key, result


# Mistakes that the files do not list: the engine names them.
UNLISTED = [
    (MOVE, [("(b)", "(b / 2)")]),
    (MOVE, [("rnn.bias_hh_l0.zero_()", "rnn.bias_hh_l0.fill_(1.0)")]),
    (MOVE, [("W_h.T", "-W_h.T")]),
    (REPAIR, [(TURNED, f"{TURNED}.flip(0)")]),
    (REPAIR, [(LAST, "out[0]")]),
    (PROOF, [(".max()", ".mean()")]),
    (PROOF, [(STEP, "out, h = cell(x_t, h)")]),
    (PROOF, [("torch.stack(states)", "states")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNLISTED, ids=name_of)
def test_mistakes_without_an_entry_are_named(exercise, changes):
    assert variant(exercise, *changes).misconception


# Two faults at once.
UNFORESEEN = [
    (MOVE, [("W_h.T", "W_h"), ("bias_hh_l0.zero_()", "bias_hh_l0.copy_(torch.tensor(b))")]),
    (MOVE, [("W_h.T", "2 * W_h"), ("(b)", "(b + 1)")]),
    (REPAIR, [(f"{TURNED})", f"{TURNED}.flip(0))"), (LAST, "out.sum(dim=0)")]),
    (REPAIR, [(TURNED, "reviews"), (LAST, "out[-1:]")]),
    (PROOF, [(STEP, "h = cell(x_t, h_0[0])"), (".abs().max()", ".max()")]),
    (PROOF, [("rnn(x, h_0)", "rnn(x)"), (".max()", ".sum()")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNFORESEEN, ids=name_of)
def test_two_faults_do_not_pass(exercise, changes):
    assert variant(exercise, *changes).outcome in ("named", "differs", "raised")
