"""Lesson 3: the exercises are sound, agree with PyTorch, tell look-alikes apart, and let no unforeseen answer pass."""

import pytest
import torch
from torch import nn

from rnn_course.exercises import lesson_03
from rnn_course.nearmiss.mistakes import edited
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of

LOOP, REPAIR, TWO = lesson_03.loop, lesson_03.repair_batch_loop, lesson_03.two_cells


@pytest.mark.parametrize("exercise", exercises_of(lesson_03), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id.removeprefix("03.") for exercise in exercises_of(lesson_03)]
    assert names == ["state_shape", "what_does_it_print", "loop", "repair_batch_loop", "two_cells"]


def layer_of(cell):
    """An nn.RNN with the weights of a cell."""
    rnn = nn.RNN(cell.input_size, cell.hidden_size)
    rnn.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    return rnn


def solution(exercise):
    return exercise.function_from(exercise.solution_source)


def test_the_loop_is_the_layer_of_torch():
    cell, x, h_0 = LOOP.arguments()
    torch.testing.assert_close(solution(LOOP)(cell, x, h_0), layer_of(cell)(x, h_0[None])[0])
    torch.testing.assert_close(solution(REPAIR)(cell, x), layer_of(cell)(x)[0])


def test_two_cells_are_two_layers_of_torch():
    cell1, cell2, x, h1, h2 = TWO.arguments(1)
    lower, last1 = layer_of(cell1)(x, h1[None])
    out, last2 = layer_of(cell2)(lower, h2[None])
    for got, want in zip(solution(TWO)(cell1, cell2, x, h1, h2), (out, last1[0], last2[0]), strict=True):
        torch.testing.assert_close(got, want)


def test_the_broken_loop_mixes_sentences_and_the_solution_does_not():
    cell, x = REPAIR.arguments()
    changed = x.clone()
    changed[:, 0] += 1
    for source, mixes in ((REPAIR.stub_source, True), (REPAIR.solution_source, False)):
        function = REPAIR.function_from(source)
        assert torch.allclose(function(cell, x)[:, 1:], function(cell, changed)[:, 1:]) is not mixes


STEP, HEAD, BACK = "h = cell(x_t, h)", "for x_t in x:", "return torch.stack(states)"
READ = "h = cell(x[t], h)"
LOWER, UPPER, THREE = "h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "return torch.stack(out), h1, h2"


def variant(exercise, *changes):
    """The reference solution with changes, judged."""
    return exercise.check(exercise.function_from(edited(exercise.solution_source, *changes)))


def name_of(value):
    return getattr(value, "id", str(value)[:60])


LOOK_ALIKES = [
    (LOOP, [(STEP, f"{STEP}[0]")], "slip:index-extra"),
    (LOOP, [(STEP, "h, _ = cell(x_t, h)")], "error:unpacking"),
    (LOOP, [(HEAD, "for x_t in x.permute(1, 0, 2):")], "batch-axis"),
    (LOOP, [(HEAD, "for x_t in x.reshape(x.shape[1], x.shape[0], -1):")], "reshaped"),
    (LOOP, [(HEAD, "for t in range(x.shape[1]):"), (STEP, READ)], "slip:index"),
    (LOOP, [(STEP, "h = cell(x_t, h.data)")], "gradient-cut"),
    (LOOP, [(STEP, "h = cell(x_t, torch.tensor(h.tolist()))")], "gradient-cut"),
    (LOOP, [(BACK, "return torch.stack(states).tolist()")], "no-gradient"),
    (LOOP, [("h = h_0", "torch.set_grad_enabled(False)\n    h = h_0")], "no-gradient"),
    (REPAIR, [("x[t], h", "x[t], h.data if t else None")], "gradient-cut"),
    (REPAIR, [("h = None", "x = x.transpose(0, 1)\n    h = None")], "batch-stacked-first"),
    (TWO, [(UPPER, "h2 = cell2(h1.data, h2)")], "gradient-cut"),
    (TWO, [(LOWER, "h1, h2 = cell1(x_t, h1), cell2(h1, h2)"), (UPPER, "pass")], "previous-step"),
    (TWO, [(LOWER, "_, h1 = cell1(x_t, h1)")], "error:unpacking"),
]


@pytest.mark.parametrize(("exercise", "changes", "key"), LOOK_ALIKES, ids=name_of)
def test_look_alikes_are_told_apart(exercise, changes, key):
    assert variant(exercise, *changes).misconception == key


# Mistakes that the files do not list: the engine names them.
UNLISTED = [
    (LOOP, [("torch.stack(", "torch.cat(")]),
    (LOOP, [(STEP, "h = cell(h, x_t)")]),
    (LOOP, [(STEP, "h = torch.tanh(cell(x_t, h))")]),
    (LOOP, [(HEAD, "for x_t in x[1:]:")]),
    (LOOP, [(BACK, "return torch.stack(states).mean(0)")]),
    (REPAIR, [("dim=0", "dim=1")]),
    (REPAIR, [("range(x.shape[0])", "range(x.shape[0] - 1)")]),
    (REPAIR, [("        states.append(h)\n", "        states.append(h)\n        h = None\n")]),
    (TWO, [(UPPER, "h2 = cell2(torch.tanh(h1), h2)")]),
    (TWO, [("        out.append(h2)\n", "    out.append(h2)\n")]),
    (TWO, [(THREE, "return torch.stack(out), h1, h1")]),
    (TWO, [(THREE, "return h2, h1, torch.stack(out)")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNLISTED, ids=name_of)
def test_mistakes_without_an_entry_are_named(exercise, changes):
    assert variant(exercise, *changes).outcome == "named"


# Two faults at once.
UNFORESEEN = [
    (LOOP, [("h = h_0", "h = torch.zeros_like(h_0)"), (HEAD, "for x_t in x.flip(0):")]),
    (LOOP, [(STEP, "h = cell(x_t, h_0)"), (BACK, "return torch.stack(states, dim=1)")]),
    (LOOP, [(STEP, "h = cell(x_t, h.detach())"), (HEAD, "for x_t in x[:-1]:")]),
    (
        REPAIR,
        [("t in range(x.shape[0])", "b in range(x.shape[1])"), ("x[t], h", "x[:, b]"), ("dim=0", "dim=1")],
    ),
    (TWO, [(UPPER, "h2 = cell2(h1)"), (THREE, "return torch.stack(out), h2, h1")]),
    (TWO, [(LOWER, f"{LOWER}\n        {LOWER}"), ("out = []", "h2 = None\n    out = []")]),
]


@pytest.mark.parametrize(("exercise", "changes"), UNFORESEEN, ids=name_of)
def test_two_faults_do_not_pass(exercise, changes):
    assert variant(exercise, *changes).outcome in ("named", "differs", "raised")


@pytest.mark.parametrize("answer", [(8, 16), [8, 16], "(8, 16)", "8, 16"])
def test_a_shape_is_read_however_it_is_written(answer):
    assert lesson_03.state_shape.check(answer).passed


@pytest.mark.parametrize("answer", [(16, 8, 1), (8, 16, 1), (12, 50), 8, 128, (8, 15), "no idea"])
def test_other_shapes_do_not_pass(answer):
    assert lesson_03.state_shape.check(answer).outcome in ("named", "differs")


@pytest.mark.parametrize("answer", ["a", "A", " a "])
def test_a_choice_is_read_however_it_is_written(answer):
    assert lesson_03.what_does_it_print.check(answer).passed
