"""Lesson 5: the exercises are sound, agree with core and PyTorch, tell look-alikes apart, and let no unforeseen answer pass."""

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course.core import rnn_parameter_count
from rnn_course.exercises import lesson_05
from rnn_course.nearmiss.mistakes import edited
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of

GRID, STACK, BOTH = lesson_05.grid_loop, lesson_05.stacked, lesson_05.last_of_both


@pytest.mark.parametrize("exercise", exercises_of(lesson_05), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def filled(I, H, parameters):
    """An nn.RNN whose layers hold these (weight_ih, weight_hh, bias_ih, bias_hh)."""
    rnn = nn.RNN(I, H, len(parameters))
    with torch.no_grad():
        for own, values in zip(rnn.all_weights, parameters, strict=True):
            for parameter, value in zip(own, values, strict=True):
                parameter.copy_(value)
    return rnn


def test_the_grid_is_that_of_torch():
    cells, x, h_0 = GRID.arguments(1)
    rnn = filled(x.shape[-1], h_0.shape[-1], [list(cell.parameters()) for cell in cells])
    got = GRID.function_from(GRID.solution_source)(cells, x, h_0)
    for value, want in zip(got, rnn(x, h_0), strict=True):
        torch.testing.assert_close(value, want)


def test_the_repaired_stack_is_that_of_torch():
    x, h_0, W_ih, W_hh, b = STACK.arguments(1)
    rnn = filled(x.shape[-1], h_0.shape[-1], [(W_ih[l], W_hh[l], b[l], 0 * b[l]) for l in range(len(b))])
    got = STACK.function_from(STACK.solution_source)(x, h_0, W_ih, W_hh, b)
    for value, want in zip(got, rnn(x, h_0), strict=True):
        torch.testing.assert_close(value, want)


def test_the_count_is_that_of_torch_and_of_core():
    rnn = nn.RNN(100, 20, num_layers=2, bidirectional=True)
    count = sum(value.numel() for value in rnn.parameters())
    assert lesson_05.count_both.right == count == rnn_parameter_count(I=100, H=20, L=2, D=2)


def test_the_row_is_the_one_that_torch_fills():
    rnn = nn.RNN(100, 20, num_layers=4, bidirectional=True)
    for name, value in rnn.named_parameters():
        if name.endswith("_l2_reverse"):
            nn.init.zeros_(value)  # this reader then says nothing but zeros
    h_n = rnn(torch.randn(5, 3, 100))[1]
    assert [row for row in range(8) if not h_n[row].any()] == [lesson_05.which_row.right]


def test_what_dropout_touches_is_what_torch_does():
    rnn = nn.RNN(100, 20, num_layers=3, dropout=0.5)
    x = torch.randn(10, 3, 100)
    equal = [torch.equal(p, q) for p, q in zip(rnn(x)[1], rnn(x)[1], strict=True)]
    assert lesson_05.dropout_rows.options[lesson_05.dropout_rows.right].startswith(str(equal))


@pytest.mark.parametrize("answer", [7360, 7360.0, "7,360", "7360", np.int64(7360), torch.tensor(7360)])
def test_the_count_in_other_forms(answer):
    assert lesson_05.count_both.check(answer).passed


@pytest.mark.parametrize("answer", [5, "5", 5.0, [5], np.array(5)])
def test_the_row_in_other_forms(answer):
    assert lesson_05.which_row.check(answer).passed


@pytest.mark.parametrize("answer", ["c", "C", " c) ", "(c)", lesson_05.dropout_rows.options["c"]])
def test_the_choice_in_other_forms(answer):
    assert lesson_05.dropout_rows.check(answer).passed


CALL, START, STATES = "cell(below, h[l])", "list(h_0)", ("torch.stack(h)", "h")
KEEP = "out.append(h[-1])"
JOIN = "torch.cat([h_n[-2], h_n[-1]], dim=-1)"


def variant(exercise, *changes):
    """The reference solution with changes, judged."""
    return exercise.check(exercise.function_from(edited(exercise.solution_source, *changes)))


def name_of(value):
    return getattr(value, "id", str(value)[:60])


LOOK_ALIKES = [
    (GRID, [(START, "h_0 * 1"), STATES, ("append(below)", "append(h[-1] * 1)")], "overwritten-in-place"),
    (GRID, [("cell(below", "cell(below.data"), ("append(below)", "append(h[-1])")], "layers-detached"),
    (GRID, [("in x:", "in x.unbind(1):")], "batch-loop"),
    (GRID, [("append(below)", "append(h[0])")], "slip:index"),
    (STACK, [("list(h_0)", "h_0[:]"), STATES, (KEEP, "out.append(h[-1].clone())")], "general:changed-input"),
    (STACK, [("list(h_0)", "h_0.detach()"), STATES, (KEEP, "out.append(h[-1] + 0)")], "general:changed-input"),
    (STACK, [("list(h_0)", "h_0.clone()"), STATES], "still-aliased"),
    (BOTH, [(JOIN, "h_n[-2:].view(h_n.shape[1], -1)")], "rows-mixed"),
    (BOTH, [(JOIN, "torch.cat([out[-1, :, :h_n.shape[-1]], out[-1, :, h_n.shape[-1]:]], dim=1)")], "out-last"),
    (BOTH, [(JOIN, "h_n[-2:].sum(0)")], "states-added"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise", "changes", "key"), LOOK_ALIKES, ids=name_of)
def test_look_alikes_are_told_apart(exercise, changes, key):
    result = variant(exercise, *changes)
    assert result.misconception == key, result


# Mistakes that the files do not list: the engine names them.
UNLISTED = [
    (GRID, [("in x:", "in x.flip(0):")]),
    (GRID, [("    return", "        return")]),
    (GRID, [("torch.stack(h)", "torch.cat(h)")]),
    (GRID, [("out = []", "out = [h_0[-1]]")]),
    (STACK, [("torch.tanh", "")]),
    (STACK, [(" + b[l]", "")]),
    (STACK, [("torch.stack(out)", "torch.stack(out, dim=1)")]),
    (BOTH, [(JOIN, f"{JOIN}.T")]),
    (BOTH, [("return ", "")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNLISTED, ids=name_of)
def test_mistakes_without_an_entry_are_named(exercise, changes):
    assert variant(exercise, *changes).misconception


# Two faults at once.
UNFORESEEN = [
    (GRID, [(START, "[0 * row for row in h_0]"), (CALL, "cell(x_t, h[l])")]),
    (GRID, [(CALL, "cell(below, h[0])"), ("in x:", "in x[1:]:")]),
    (STACK, [("h[l] @ W_hh[l].T", "h[l - 1] @ W_hh[l]"), ("in x:", "in x.flip(0):")]),
    (STACK, [(" + b[l]", ""), ("torch.stack(h)", "h[-1]")]),
    (BOTH, [(JOIN, "torch.cat([out[-2], out[-1]], dim=-1)")]),
    (BOTH, [(JOIN, "torch.cat([h_n[1], h_n[0]], dim=-1)")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNFORESEEN, ids=name_of)
def test_two_faults_do_not_pass(exercise, changes):
    assert variant(exercise, *changes).outcome in ("named", "differs", "raised")
