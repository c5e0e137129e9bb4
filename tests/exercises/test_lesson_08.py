"""Lesson 8: every exercise is sound; its solutions are core's; wrong answers of two faults never pass."""

import inspect

import pytest

from rnn_course.core import contiguous_streams
from rnn_course.exercises import lesson_08
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_08), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id.removeprefix("08.") for exercise in exercises_of(lesson_08)]
    assert names == [
        "train_on_stream",
        "contiguous_streams",
        "four_situations",
        "batch_errors",
        "last_real_step",
    ]


def test_the_reference_is_what_core_holds():
    own = lesson_08.contiguous_streams.solution_source.splitlines()[2:]
    source = [line.split("  #")[0] for line in inspect.getsource(contiguous_streams).splitlines()]
    assert [line for line in own if line not in source] == []


# -- other words for what the lists hold, and several faults at once: (edits of the solution, key or None for any) ---

CUT, READ, BACK = "h = h.detach()", "out, h = rnn(x, h)", "loss.backward()"
OUT, PAIR = "tokens[1 : B * length + 1].reshape(B, length).T", "(inputs[k : k + T], targets[k : k + T])"
STARTS, LENGTH = "range(0, length - T + 1, T)", "length = (len(tokens) - 1) // B"
CARRY, STATELESS = ("errors = []", "h, errors = None, []"), "out, h = rnn(x)"
WHOLE = "return out[lengths - 1, torch.arange(len(lengths))]"
WRONG = [
    ("train_on_stream", [(CUT, "h.detach()")], "not-detached"),
    ("train_on_stream", [(CUT, "h = h.clone()")], "not-detached"),
    ("train_on_stream", [(CUT, "h = h.clone()"), (BACK, "loss.backward(retain_graph=True)")], "retain-graph"),
    ("train_on_stream", [(CUT, "pass"), (BACK, "loss.backward(create_graph=True)")], None),
    ("train_on_stream", [(CUT, "h = torch.zeros_like(h)")], "zeros-for-each-piece"),
    ("train_on_stream", [(READ, "out, _ = rnn(x, h)"), (CUT, "pass")], "zeros-for-each-piece"),
    ("train_on_stream", [(f"{BACK}\n", f"{BACK}\n        optimiser.zero_grad()\n")], "never-learns"),
    ("train_on_stream", [(READ, "with torch.no_grad():\n            out, h = rnn(x, h)")], "only-the-head-learns"),
    ("train_on_stream", [(CUT, "h = torch.randn_like(h)")], "random-start"),
    ("train_on_stream", [("head(out)", "head(torch.relu(out))"), (".mean()", ".sum()")], None),
    ("contiguous_streams", [(PAIR, PAIR.replace("targets[k : k + T]", "np.roll(inputs[k : k + T], 1, axis=0)"))], "other-targets"),
    ("contiguous_streams", [(STARTS, "range(length - T)")], "jumps"),
    ("contiguous_streams", [(STARTS, f"reversed({STARTS})")], "pieces-in-another-order"),
    ("contiguous_streams", [(PAIR, "np.stack((inputs[k : k + T], targets[k : k + T]))")], "no-pairs"),
    ("contiguous_streams", [("length).T", "length).T[:, ::-1]"), (PAIR, "(targets[k : k + T], inputs[k : k + T])")], None),
    ("contiguous_streams", [(LENGTH, "length = len(tokens) // B - 1"), (OUT, "inputs + 1")], None),
    ("batch_errors", [CARRY, (STATELESS, f"{READ}\n        h = h.clone()")], "still-carried"),
    ("batch_errors", [CARRY, (STATELESS, f"with torch.no_grad():\n            {READ}")], "still-carried"),
    ("batch_errors", [CARRY, (STATELESS, f"{READ}\n        h = torch.zeros_like(h)")], "zeros-of-one-size"),
    ("batch_errors", [CARRY, (STATELESS, "out, h = rnn(x.flip(1), h)")], None),
    ("batch_errors", [("out[-1]", "out[0]"), ("return errors", "return sum(errors)")], None),
    ("last_real_step", [(WHOLE, "return torch.stack([out[n, b] for b, n in enumerate(lengths)])")], "one-too-late"),
    ("last_real_step", [(WHOLE, "return torch.stack([out[b, n - 1] for b, n in enumerate(lengths)])")], "axes-swapped"),
    ("last_real_step", [(WHOLE, "return torch.tensor([out[n - 1, b].tolist() for b, n in enumerate(lengths)])")], "no-gradient"),
    ("last_real_step", [(WHOLE, "return out[lengths - 1, torch.arange(len(lengths))].detach()[None]")], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "key"), WRONG)
def test_wrong_answers_never_pass_and_are_called_by_their_name(name, edits, key):
    exercise = getattr(lesson_08, name)
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    result = exercise.check(exercise.function_from(source))
    assert result.outcome in ("named", "differs", "raised"), str(result)
    assert key is None or result.misconception == key, str(result)


@pytest.mark.parametrize("answer", ["g", "", 1, "detach"])
def test_other_choices_do_not_pass(answer):
    assert not lesson_08.four_situations.check(answer).passed
