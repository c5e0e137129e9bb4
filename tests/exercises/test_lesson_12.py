"""Lesson 12: every exercise is sound; its references are what core and torch compute."""

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course import core
from rnn_course.exercises import lesson_12
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_12), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_the_references_are_cores_cells():
    rng = np.random.default_rng(0)
    T, B, I, H = 5, 3, 4, 6
    x, h, c = rng.normal(size=(T, B, I)), rng.normal(size=(B, H)), rng.normal(size=(B, H))
    gru = rng.normal(size=(3 * H, I)), rng.normal(size=(3 * H, H)), *rng.normal(size=(2, 3 * H))
    gru_step = lesson_12.gru_step.function_from(lesson_12.gru_step.solution_source)
    np.testing.assert_allclose(gru_step(x[0], h, *gru), core.gru_step(x[0], h, *gru), atol=1e-12)
    W_ih, W_hh, b = rng.normal(size=(4 * H, I)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H)
    lstm_loop = lesson_12.lstm_loop.function_from(lesson_12.lstm_loop.solution_source)
    states, cells, _ = core.lstm_forward(x, (h, c), W_ih, W_hh, b)
    for ours, cores in zip(lstm_loop(x, h, c, W_ih, W_hh, b), (states, states[-1], cells[-1]), strict=True):
        np.testing.assert_allclose(ours, cores, atol=1e-12)


def test_the_counts_are_torchs():
    counts = {kind: sum(p.numel() for p in kind(100, 20).parameters()) for kind in (nn.RNN, nn.GRU, nn.LSTM)}
    assert counts[nn.LSTM] == lesson_12.gate_count.right
    listed = {m.wrong for m in lesson_12.gate_count.misconceptions.values()}
    assert {counts[nn.RNN], counts[nn.GRU]} <= listed


def test_out_holds_h_and_never_c():
    torch.manual_seed(0)
    lstm = nn.LSTM(3, 4)
    out, (h_n, c_n) = lstm(torch.randn(5, 2, 3))
    assert torch.equal(out[-1], h_n[-1])
    assert not any(torch.allclose(step, c_n[-1], atol=1e-3) for step in out)


# -- the capstone ------------------------------------------------------------------------------------------


def a_project(**changes):
    """The solution's project, as a dict, with changes."""
    namespace = {}
    exec(lesson_12.capstone.solution_source, namespace)
    return namespace["answer"] | changes


def a_text_project(**changes):
    """A project on tokens: the last token decides the next one in nine of ten cases, and a count table knows it."""
    rng, V, N, T = np.random.default_rng(1), 4, 600, 5
    data = np.zeros(N, dtype=int)
    for n in range(1, N):
        data[n] = (data[n - 1] + 1) % V if rng.random() < 0.9 else rng.integers(V)
    train, validation, test = np.arange(T, 400), np.arange(400, 500), np.arange(500, N)
    table = np.ones((V, V))
    np.add.at(table, (data[train - 1], data[train]), 1)
    odds = table[data[test - 1]] / table[data[test - 1]].sum(axis=1, keepdims=True)
    counts = np.bincount(data[train], minlength=V) / len(train)
    x = np.stack([data[test - T + t] for t in range(T)])
    parts = {"data": data, "train": train, "validation": validation, "test": test, "x": x}
    return parts | {"baseline": np.tile(counts, (len(test), 1)), "forecast": odds} | changes


def test_a_sound_text_project_is_right_and_its_score_is_told():
    result = lesson_12.capstone.check(a_text_project())
    assert result.passed and "nats per token" in str(result) and "below your baseline" in str(result)


def test_tensors_masks_and_a_network_that_loses_are_welcome():
    project = a_project()
    mask = np.isin(np.arange(300), project["test"])
    tensors = {name: torch.as_tensor(project[name]).requires_grad_() for name in ("x", "forecast")}
    assert lesson_12.capstone.check(project | tensors | {"test": mask}).passed
    result = lesson_12.capstone.check(project | {"forecast": np.zeros(60)})
    assert result.passed and "not below your baseline" in str(result)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"forecast": np.full((100, 4), 0.5)}, "not-probabilities"),
        ({"baseline": np.full((100, 4), 0.25) + [[0.15, -0.05, -0.05, -0.05]]}, "weak-baseline"),
        ({"validation": np.arange(550, 600)}, "parts-overlap"),
    ],
)
def test_faults_of_text_projects_are_named(changes, key):
    assert lesson_12.capstone.check(a_text_project(**changes)).misconception == key


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"x": "hate"}, "could not be read"),
        ({"test": []}, "`test` should list positions"),
        ({"forecast": [1, 2]}, "`forecast` should have one row for each of the 60"),
        ({"data": [[1.0]]}, "one sequence, shape"),
        ({"mean": 0.3}, "does not hold the T numbers before"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_judged_right(changes, told):
    result = lesson_12.capstone.check(a_project(**changes))
    assert result.outcome == "differs" and told in result.message


def test_several_faults_are_told_together():
    result = lesson_12.capstone.check(a_project(validation=np.arange(170, 185)))
    assert result.misconception == "parts-overlap" and "fewer than 20" in str(result)


# -- in place ----------------------------------------------------------------------------------------------

NEW = "torch.cat([p[:H], torch.full_like(p[:H], value / 2), p[2 * H :]]).detach()"


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (f"setattr(lstm, name, nn.Parameter({NEW}))", "new-parameters"),
        (f"setattr(lstm, name, nn.Parameter({NEW}, requires_grad=False))", "new-parameters"),
        (f"lstm._parameters[name] = {NEW}.requires_grad_()", "new-parameters"),
        (f"delattr(lstm, name); setattr(lstm, name, {NEW}.requires_grad_())", "new-parameters"),
        (f"lstm.load_state_dict({{**lstm.state_dict(), name: {NEW}}}, assign=True)", "new-parameters"),
        (f"p.requires_grad_(False).copy_({NEW})", "no-longer-learns"),
        (f"lstm.requires_grad_(False); p.copy_({NEW})", "no-longer-learns"),
        (f"p = nn.Parameter({NEW})", "a-copy"),
        (f"lstm.state_dict()[name] = {NEW}", "a-copy"),
        (f"p.detach().copy_({NEW})", None),
        (f"p.data = {NEW}", None),
        (f"lstm.load_state_dict({{**lstm.state_dict(), name: {NEW}}})", None),
    ],
)
def test_the_parameters_stay_what_they_are(lines, key):
    answer = (
        "def set_forget_bias(lstm, value):\n"
        "    H = lstm.hidden_size\n"
        "    for name, p in list(lstm.named_parameters()):\n"
        "        if name.startswith('bias'):\n"
        f"            {lines}\n"
    )
    exercise = lesson_12.set_forget_bias
    result = exercise.check(exercise.function_from(answer))
    assert (result.passed, result.misconception) == (key is None, key), str(result)


def test_an_error_is_told_before_what_the_parameters_have_become():
    answer = "def set_forget_bias(lstm, value):\n    lstm.bias_ih_l0[lstm.hidden_size :] = value\n"
    exercise = lesson_12.set_forget_bias
    result = exercise.check(exercise.function_from(answer))
    assert result.misconception not in exercise.misconceptions and "in-place" in str(result), str(result)
