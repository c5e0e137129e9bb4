"""Lesson 2: its exercises are sound, what the learner builds is what core holds, and unforeseen wrong answers never pass."""

import subprocess
import sys

import numpy as np
import pytest

from rnn_course.core import last_state, linear, max_state, mean_state, rnn_forward, rnn_step
from rnn_course.exercises import lesson_02
from rnn_course.nearmiss.testing import answer_from, assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_02), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize("answer", ["A", " a "])
def test_a_letter_may_be_written_as_one_likes(answer):
    assert lesson_02.linear_memory.check(answer).passed


def test_no_torch_is_imported():
    modules = "rnn_course.exercises.lesson_02, rnn_course.draw.states, rnn_course.draw.unrolled"
    code = f"import {modules}, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# -- what the learner builds is what core contains ---


def random_arguments(seed, T=7, B=3, I=4, H=5):
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(H, I)), rng.normal(size=(H, H)), rng.normal(size=H)
    return rng.normal(size=(T, B, I)), rng.normal(size=(B, H)), *weights


def solution(exercise):
    return exercise.function_from(exercise.solution_source)


@pytest.mark.parametrize("seed", range(5))
def test_one_step_and_the_loop_are_cores(seed):
    x, h_0, *weights = random_arguments(seed)
    step, unroll = solution(lesson_02.one_step), solution(lesson_02.unroll)
    np.testing.assert_array_equal(step(x[0], h_0, *weights), rnn_step(x[0], h_0, *weights))
    np.testing.assert_allclose(unroll(x, h_0, *weights), rnn_forward(x, h_0, *weights), rtol=0, atol=1e-12)


def test_readouts_are_cores():
    states = rnn_forward(*random_arguments(0))
    last, mean, largest = solution(lesson_02.readouts)(states)
    np.testing.assert_array_equal(last, last_state(states))
    np.testing.assert_allclose(mean, mean_state(states), rtol=0, atol=1e-15)
    np.testing.assert_array_equal(largest, max_state(states))


def test_repaired_score_is_cores_last_state_and_linear_layer():
    x, h_0, *weights = random_arguments(0)
    W_hy, b_y = np.random.default_rng(1).normal(size=(2, 5)), np.array([0.5, -1.0])
    expected = linear(last_state(rnn_forward(x, h_0, *weights)), W_hy, b_y)
    got = solution(lesson_02.stale_state)(x, h_0, *weights, W_hy, b_y)
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-12)


# -- wrong answers that stand in no list, many with two faults ---

SUM = "x_t @ W_xh.T + h_prev @ W_hh.T + b"
STEP = "h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)"


def one_step(*lines):
    return "one_step", "def one_step(x_t, h_prev, W_xh, W_hh, b):\n" + "".join(
        f"    {line}\n" for line in lines
    )


def unrolled(end="return np.stack(states)", step=STEP, store="states.append(h)", words="x"):
    head = "def unroll(x, h_0, W_xh, W_hh, b):\n    h, states = h_0, []\n"
    return "unroll", f"{head}    for x_t in {words}:\n        {step}\n        {store}\n    {end}\n"


def scored(end, step=STEP, words="x"):
    head = "def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):\n    h = h_0\n"
    return "stale_state", f"{head}    for x_t in {words}:\n        {step}\n    {end}\n"


def read(values):
    return "readouts", f"def readouts(states):\n    return {values}\n"


NAMED = [
    one_step(f"np.tanh({SUM})"),  # no return
    one_step(f"h = np.tanh({SUM})", "return h, h"),
    one_step("import math", f"return math.tanh({SUM})"),
    one_step("return np.tanh(x_t @ W_hh.T + h_prev @ W_xh.T + b)"),
    one_step(f"return np.tanh({SUM}).sum(axis=0)"),
    one_step("return x_t @ W_xh.T + h_prev @ W_hh.T"),
    unrolled(end=""),  # no return
    unrolled(store="pass", end="states.append(h)\n    return np.stack(states)"),
    unrolled(store="states.insert(0, h)"),
    unrolled(step=STEP.replace("h =", "h_new ="), store="states.append(h_new)"),
    unrolled(words="x[1:]"),
    unrolled(step="h = np.tanh(x_t @ W_xh.T + h_0 @ W_xh.T + b)"),
    scored("return y", step=STEP.replace("h =", "y =", 1) + " @ W_hy.T + b_y"),
    scored("return (h @ W_hy.T + b_y)[0]"),
    scored("h @ W_hy.T + b_y"),
    scored("return h @ W_hy.T + b_y", words="x.swapaxes(0, 1)"),
    read("states.max(axis=0), states.mean(axis=0), states[-1]"),
    read("states[-1], states.mean(axis=0)"),
    read("states[0], states[1], states[2]"),
    read("states[-1].mean(axis=0), states.mean(axis=0), states.max(axis=0)"),
    read("states[-1], states.sum(axis=0), states.argmax(axis=0)"),
]
NOT_NAMED = [  # told where they differ
    one_step("return np.tanh(x_t @ W_xh.T + h_prev @ W_hh + b + b)"),
    unrolled(store="states.append(x_t)"),
    unrolled(store="states.append(h.mean())"),
    unrolled(step=STEP.replace("+ b", "- b").replace("W_hh.T", "W_hh"), words="x[::-1]"),
    scored("return h @ W_hy.T + b_y", words="x[::2]"),
    read("states[-1], states.mean(axis=0), max(states[:, 0, 0])"),
    read("states"),
    ("linear_memory", 'answer = "f"\n'),
    ("linear_memory", "answer = 2\n"),
]


@pytest.mark.parametrize("name, source", NAMED + NOT_NAMED)
def test_unforeseen_wrong_answers_never_pass(name, source):
    exercise = getattr(lesson_02, name)
    result = exercise.check(answer_from(exercise, source))
    assert not result.passed and result.outcome != "not_attempted" and result.message
    assert result.misconception or (name, source) not in NAMED, result


@pytest.mark.parametrize("axis, key", [(1, "over-batch"), (-1, "over-units")])
def test_one_readout_over_a_wrong_axis_is_not_called_all_of_them(axis, key):
    name, source = read(f"states[-1], states.mean(axis=0), states.max(axis={axis})")
    assert lesson_02.readouts.check(lesson_02.readouts.function_from(source)).misconception == key
