"""Lesson 2: its exercises are sound, right answers pass however they are written, and wrong ones never do."""

import subprocess
import sys
from functools import reduce
from itertools import accumulate

import numpy as np
import pytest
import torch

from rnn_course.core import last_state, max_state, mean_state, rnn_forward, rnn_step
from rnn_course.core import linear as linear_layer
from rnn_course.exercises import lesson_02
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_02), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_five_exercises():
    assert len(exercises_of(lesson_02)) == 5


# -- what the learner builds is what core contains ---


def random_arguments(seed, T=7, B=3, I=4, H=5):  # noqa: E741
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(H, I)), rng.normal(size=(H, H)), rng.normal(size=H)
    return rng.normal(size=(T, B, I)), rng.normal(size=(B, H)), *weights


@pytest.mark.parametrize("seed", range(5))
def test_one_step_is_core_rnn_step(seed):
    x, h_0, W_xh, W_hh, b = random_arguments(seed)
    step = lesson_02.one_step.function_from(lesson_02.one_step.solution_source)
    np.testing.assert_array_equal(step(x[0], h_0, W_xh, W_hh, b), rnn_step(x[0], h_0, W_xh, W_hh, b))


@pytest.mark.parametrize("seed", range(5))
def test_unroll_is_core_rnn_forward(seed):
    arguments = random_arguments(seed)
    unroll = lesson_02.unroll.function_from(lesson_02.unroll.solution_source)
    np.testing.assert_allclose(unroll(*arguments), rnn_forward(*arguments), rtol=0, atol=1e-12)


def test_readouts_are_cores():
    states = rnn_forward(*random_arguments(0))
    last, mean, largest = lesson_02.readouts.function_from(lesson_02.readouts.solution_source)(states)
    np.testing.assert_array_equal(last, last_state(states))
    np.testing.assert_allclose(mean, mean_state(states), rtol=0, atol=1e-15)
    np.testing.assert_array_equal(largest, max_state(states))


def test_repaired_score_is_cores_last_state_and_linear_layer():
    x, h_0, W_xh, W_hh, b = random_arguments(0)
    W_hy, b_y = np.random.default_rng(1).normal(size=(2, 5)), np.array([0.5, -1.0])
    score = lesson_02.stale_state.function_from(lesson_02.stale_state.solution_source)
    expected = linear_layer(last_state(rnn_forward(x, h_0, W_xh, W_hh, b)), W_hy, b_y)
    np.testing.assert_allclose(score(x, h_0, W_xh, W_hh, b, W_hy, b_y), expected, rtol=0, atol=1e-12)


def test_no_torch_is_imported():
    modules = "rnn_course.exercises.lesson_02, rnn_course.plots.states, rnn_course.plots.unrolled"
    code = f"import {modules}, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# -- right answers, however they are written ---


def step_einsum(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(np.einsum("bi,hi->bh", x_t, W_xh) + np.einsum("bk,hk->bh", h_prev, W_hh) + b)


def step_columns(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, None]).T


def step_one_matrix(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(np.hstack([x_t, h_prev]) @ np.hstack([W_xh, W_hh]).T + b)


def step_in_lists(x_t, h_prev, W_xh, W_hh, b):
    rows = zip(x_t, h_prev, strict=True)
    return [[np.tanh(W_xh[j] @ x + W_hh[j] @ h + b[j]) for j in range(len(b))] for x, h in rows]


def step_float32(x_t, h_prev, W_xh, W_hh, b):
    x_t, h_prev, W_xh, W_hh, b = (a.astype(np.float32) for a in (x_t, h_prev, W_xh, W_hh, b))
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def step_exponentials(x_t, h_prev, W_xh, W_hh, b):
    total = x_t @ W_xh.T + h_prev @ W_hh.T + b
    return 1 - 2 / (np.exp(2 * total) + 1)


def step_torch(x_t, h_prev, W_xh, W_hh, b):
    x_t, h_prev, W_xh, W_hh, b = map(torch.as_tensor, (x_t, h_prev, W_xh, W_hh, b))
    return torch.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def step_in_place(x_t, h_prev, W_xh, W_hh, b):
    out = np.dot(x_t, W_xh.transpose())
    out += np.dot(h_prev, W_hh.transpose())
    out += b
    return np.tanh(out, out=out)


def step_core(x_t, h_prev, W_xh, W_hh, b):
    return rnn_step(x_t, h_prev, W_xh, W_hh, b)


STEPS = (
    step_einsum, step_columns, step_one_matrix, step_in_lists, step_float32, step_exponentials, step_torch,
    step_in_place, step_core,
)  # fmt: skip


def unroll_filled(x, h_0, W_xh, W_hh, b):
    states = np.empty((x.shape[0], *h_0.shape))
    h = h_0
    for t in range(x.shape[0]):
        h = states[t] = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
    return states


def unroll_vectorised_input(x, h_0, W_xh, W_hh, b):
    from_input, states = x @ W_xh.T + b, []
    for part in from_input:
        states.append(np.tanh(part + (states[-1] if states else h_0) @ W_hh.T))
    return np.array(states)


def unroll_accumulate(x, h_0, W_xh, W_hh, b):
    steps = accumulate(x, lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b), initial=h_0)
    return list(steps)[1:]


def unroll_while(x, h_0, W_xh, W_hh, b):
    t, states = 0, [h_0]
    while t < len(x):
        states += [np.tanh(x[t] @ W_xh.T + states[t] @ W_hh.T + b)]
        t += 1
    return np.stack(states[1:], axis=0)


def unroll_recursive(x, h_0, W_xh, W_hh, b):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    if len(x) == 1:
        return h[None]
    return np.concatenate([h[None], unroll_recursive(x[1:], h, W_xh, W_hh, b)])


def unroll_sequence_by_sequence(x, h_0, W_xh, W_hh, b):
    out = np.zeros((len(x), len(h_0), len(b)))
    for i, h in enumerate(h_0):
        for t in range(len(x)):
            h = np.tanh(W_xh @ x[t, i] + W_hh @ h + b)
            out[t, i] = h
    return out


def unroll_torch_rnn(x, h_0, W_xh, W_hh, b):
    rnn = torch.nn.RNN(x.shape[2], h_0.shape[1], dtype=torch.float64)
    with torch.no_grad():
        for p, value in zip(rnn.parameters(), (W_xh, W_hh, b, 0 * b), strict=True):
            p.copy_(torch.as_tensor(value))
        return rnn(torch.as_tensor(x), torch.as_tensor(h_0)[None])[0]


def unroll_copied_buffer(x, h_0, W_xh, W_hh, b):
    h, states = h_0.copy(), []
    for x_t in x:
        h[:] = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h.copy())
    return np.stack(states)


UNROLLS = (
    unroll_filled, unroll_vectorised_input, unroll_accumulate, unroll_while, unroll_recursive,
    unroll_sequence_by_sequence, unroll_torch_rnn, unroll_copied_buffer,
)  # fmt: skip


def score_h0_rebound(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h_0 = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h_0 @ W_hy.T + b_y


def score_reduce(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    return reduce(lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b), x, h_0) @ W_hy.T + b_y


def score_first_step_outside(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    for x_t in x[1:]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return (W_hy @ h.T).T + b_y


def score_every_then_last(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    return (rnn_forward(x, h_0, W_xh, W_hh, b) @ W_hy.T + b_y)[-1]


SCORES = score_h0_rebound, score_reduce, score_first_step_outside, score_every_then_last


def readouts_list(states):
    return [states[len(states) - 1], np.sum(states, 0) / len(states), np.max(states, 0)]


def readouts_loop(states):
    total, largest = 0 * states[0], states[0].copy()
    for h in states:
        total = total + h
        largest = np.where(h > largest, h, largest)
    return h, total / len(states), largest


def readouts_torch(states):
    states = torch.as_tensor(states)
    return states[-1], states.mean(0), states.amax(0)


def readouts_core(states):
    return last_state(states), mean_state(states), max_state(states)


def readouts_sorted(states):
    return states[-1, :, :], np.einsum("tbh->bh", states) / states.shape[0], np.sort(states, axis=0)[-1]


READOUTS = readouts_list, readouts_loop, readouts_torch, readouts_core, readouts_sorted
RIGHT = [
    (exercise, answer)
    for exercise, answers in (
        (lesson_02.one_step, STEPS),
        (lesson_02.unroll, UNROLLS),
        (lesson_02.stale_state, SCORES),
        (lesson_02.readouts, READOUTS),
        (lesson_02.linear_memory, ("a", "A", " a ")),
    )
    for answer in answers
]


def name_of(value):
    return getattr(value, "__name__", None) or getattr(value, "id", None) or repr(value)


@pytest.mark.parametrize(("exercise", "answer"), RIGHT, ids=name_of)
def test_right_however_it_is_written(exercise, answer):
    result = exercise.check(answer)
    assert result.passed, result
    assert not result.remarks


# -- wrong answers that the module does not hold ---


ONE_STEP = "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    "
SUM = "x_t @ W_xh.T + h_prev @ W_hh.T + b"
STEP = "h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)"
UNROLL = "def unroll(x, h_0, W_xh, W_hh, b):\n    h, states = h_0, []\n    "
SCORE = "def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):\n    h = h_0\n    "
READ = "def readouts(states):\n    return "


def unrolled(end="return np.stack(states)", step=STEP, store="states.append(h)", words="x"):
    return f"{UNROLL}for x_t in {words}:\n        {step}\n        {store}\n    {end}"


def scored(end, step=STEP, words="x"):
    return f"{SCORE}for x_t in {words}:\n        {step}\n    {end}"


NAMED = [
    ("one_step", ONE_STEP + f"np.tanh({SUM})"),  # no return
    ("one_step", ONE_STEP + f"print(np.tanh({SUM}))"),
    ("one_step", ONE_STEP + f"s = {SUM}\n    np.tanh(s)\n    return s"),
    ("one_step", ONE_STEP + f"return np.maximum({SUM}, 0)"),
    ("one_step", ONE_STEP + f"return 1 / (1 + np.exp(-({SUM})))"),
    ("one_step", ONE_STEP + "return np.tanh(W_xh @ x_t + W_hh @ h_prev + b)"),
    ("one_step", ONE_STEP + "return np.tanh(x_t @ W_hh.T + h_prev @ W_xh.T + b)"),
    ("one_step", ONE_STEP + "return np.tanh(x_t @ W_xh.T + h_prev @ W_xh.T + b)"),
    ("one_step", ONE_STEP + "return np.tanh(x_t * W_xh + h_prev * W_hh + b)"),
    ("one_step", ONE_STEP + "return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b.reshape(-1, 1))"),
    ("one_step", ONE_STEP + f"return np.tanh({SUM}).T"),
    ("one_step", ONE_STEP + f"return np.tanh({SUM}).sum(axis=0)"),
    ("one_step", ONE_STEP + f"return np.tanh({SUM})[0]"),
    ("one_step", ONE_STEP + "return x_t @ W_xh.T + h_prev @ W_hh.T"),
    ("unroll", unrolled(end="")),  # no return
    ("unroll", unrolled(store="pass", end="states.append(h)\n    return np.stack(states)")),
    ("unroll", unrolled(end="    return np.stack(states)")),
    ("unroll", unrolled(end="return np.stack(states, axis=1)")),
    ("unroll", unrolled(end="return np.stack(states), h")),
    ("unroll", unrolled(end="return states[-1]")),
    ("unroll", unrolled(store="states.insert(0, h)")),
    ("unroll", unrolled(step=STEP.replace("h =", "h_new ="), store="states.append(h_new)")),
    ("unroll", unrolled(words="x[:-1]", end="return np.array(states)")),
    ("unroll", unrolled(words="x[1:]")),
    ("unroll", UNROLL + "return np.tanh(x @ W_xh.T + h_0 @ W_hh.T + b)"),
    ("unroll", UNROLL + "return np.tanh(x @ W_xh.T + h_0 @ W_hh.T + b).mean(axis=0)"),
    ("unroll", unrolled(step="h = np.tanh(x_t @ W_xh.T + h_0 @ W_xh.T + b)")),
    ("stale_state", scored("return y", step=STEP.replace("h =", "y =", 1) + " @ W_hy.T + b_y")),
    ("stale_state", scored("return h @ W_hy + b_y")),
    ("stale_state", scored("    return h @ W_hy.T + b_y")),
    ("stale_state", scored("return (h @ W_hy.T + b_y).mean(axis=0)")),
    ("stale_state", scored("return (h @ W_hy.T + b_y)[0]")),
    ("stale_state", scored("h @ W_hy.T + b_y")),
    ("readouts", READ + "states.max(axis=0), states.mean(axis=0), states[-1]"),
    ("readouts", READ + "states[-1], states.mean(axis=0)"),
    ("readouts", READ + "states.max(axis=0), states[-1], states.mean(axis=0)"),
    ("readouts", READ + "states[-1], states.max(axis=0), states.mean(axis=0)"),
    ("readouts", READ + "states[-1:], states.mean(axis=0, keepdims=True), states.max(axis=0, keepdims=True)"),
    ("readouts", READ + "np.stack([states[-1], states.mean(axis=0), states.max(axis=0)]).mean(axis=0)"),
    ("readouts", READ + "states[-1], np.mean(states), np.max(states, axis=0)"),
    ("readouts", READ + "states[-1].mean(axis=0), states.mean(axis=0), states.max(axis=0)"),
    ("readouts", READ + "states[0], states[1], states[2]"),
    ("readouts", READ + "states[-1], states.mean(axis=1), states.max(axis=0)"),
    ("readouts", READ + "states[-1], states.mean(axis=0), states.max()"),
    ("readouts", READ + "states[:, -1], states.mean(axis=1), states.max(axis=0)"),
    ("readouts", READ + "states[-1], states.sum(axis=0), states.argmax(axis=0)"),
    ("readouts", READ + "states[-1], states.mean(axis=-1), states.max(axis=0)"),
]
NOT_NAMED = [  # rarer, or two mistakes at once: these are told where they differ
    ("one_step", ONE_STEP + "return np.tanh(x_t @ W_xh.T + h_prev @ W_hh + b + b)"),
    ("unroll", unrolled(store="states.append(x_t)")),
    ("unroll", unrolled(store="states.append(h.mean())")),
    ("unroll", UNROLL + "s = x @ W_xh.T + b\n    return np.tanh(s + np.roll(s, 1, axis=0) @ W_hh.T)"),
    ("stale_state", scored("return h @ W_hy.T + b_y", words="x[::2]")),
    ("readouts", READ + "states[-1], states.mean(axis=0), max(states[:, 0, 0])"),
    ("readouts", READ + "states"),
    ("linear_memory", 'answer = "f"\n'),
    ("linear_memory", "answer = 2\n"),
]


def judged(name, source):
    exercise = getattr(lesson_02, name)
    namespace = {"np": np}
    exec(source, namespace)
    return exercise.check(namespace[getattr(exercise, "name", "answer")])


@pytest.mark.parametrize(("name", "source"), NAMED + NOT_NAMED)
def test_unforeseen_wrong_answers_never_pass(name, source):
    result = judged(name, source)
    assert not result.passed
    assert result.outcome != "not_attempted" and result.message


@pytest.mark.parametrize(("name", "source"), NAMED)
def test_common_mistakes_are_named(name, source):
    result = judged(name, source)
    assert result.misconception, result


AS_LEARNERS_WRITE = [
    (
        "one_step",
        "sizes-do-not-meet",
        """
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t + W_hh @ h_prev + b)
""",
    ),
    (
        "one_step",
        "shapes-do-not-fit",
        """
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev * W_hh + b)
""",
    ),
    (
        "one_step",
        "pair",
        """
def one_step(x_t, h_prev, W_xh, W_hh, b):
    h = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
    return h, h
""",
    ),
    (
        "one_step",
        "torch-on-numpy",
        """
import torch
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return torch.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
""",
    ),
    (
        "one_step",
        "math-on-arrays",
        """
import math
def one_step(x_t, h_prev, W_xh, W_hh, b):
    return math.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
""",
    ),
    (
        "unroll",
        "last-word-skipped",
        """
def unroll(x, h_0, W_xh, W_hh, b):
    T, B, I = x.shape
    out = np.zeros((T, *h_0.shape))
    h = h_0
    for t in range(T - 1):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        out[t] = h
    return out
""",
    ),
    (
        "unroll",
        "buffer-of-the-input",
        """
def unroll(x, h_0, W_xh, W_hh, b):
    states = np.zeros_like(x)
    h = h_0
    for t in range(len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        states[t] = h
    return states
""",
    ),
    (
        "unroll",
        "no-value-yet",
        """
def unroll(x, h_0, W_xh, W_hh, b):
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)
""",
    ),
    (
        "unroll",
        "whole-sequence-each-turn",
        """
def unroll(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(len(x)):
        h = np.tanh(x @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)
""",
    ),
    (
        "stale_state",
        "no-value-yet",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)  # (B, H)
    return h @ W_hy.T + b_y
""",
    ),
    (
        "stale_state",
        "stale-states-averaged",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    states = []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
        states.append(h)
    return np.mean(states, axis=0) @ W_hy.T + b_y
""",
    ),
    (
        "stale_state",
        "stale-states-added",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = 0
    for x_t in x:
        h = h + np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)
    return h @ W_hy.T + b_y
""",
    ),
    (
        "stale_state",
        "softmax",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    s = np.exp(h @ W_hy.T + b_y)
    return s / s.sum(axis=1, keepdims=True)
""",
    ),
    (
        "stale_state",
        "shapes-do-not-fit",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for i in range(x.shape[1]):
        h = np.tanh(x[:, i] @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y
""",
    ),
    (
        "readouts",
        "python-max",
        """
def readouts(states):
    return states[-1], sum(states) / len(states), max(states)
""",
    ),
    (
        "readouts",
        "index-off-the-end",
        """
def readouts(states):
    T = len(states)
    return states[T], states.mean(0), states.max(0)
""",
    ),
    (
        "readouts",
        "halved-again-and-again",
        """
def readouts(states):
    mean = states[0]
    for h in states[1:]:
        mean = (mean + h) / 2
    return states[-1], mean, states.max(0)
""",
    ),
    (
        "readouts",
        "last-but-one",
        """
def readouts(states):
    T = states.shape[0]
    return states[T - 2], states.sum(0) / (T - 1), states.max(0)
""",
    ),
    (
        "readouts",
        "divided-by-one-less",
        """
def readouts(states):
    T = states.shape[0]
    return states[T - 1], states.sum(0) / (T - 1), states.max(0)
""",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "source"), AS_LEARNERS_WRITE, ids=lambda value: value.split("\n")[0][:30]
)
def test_wrong_answers_in_learners_words_are_named(name, key, source):
    exercise = getattr(lesson_02, name)
    result = exercise.check(exercise.function_from(source))
    assert (result.outcome, result.misconception) == ("named", key), result


UNUSUAL_BUT_RIGHT = [
    (
        "one_step",
        """
class Step:
    def __init__(self, act):
        self.act = act
    def __call__(self, x_t, h_prev, W_xh, W_hh, b):
        return self.act(x_t @ W_xh.T + h_prev @ W_hh.T + b)
one_step = Step(np.tanh)
""",
    ),
    (
        "unroll",
        """
def unroll(x, h_0, W_xh, W_hh, b):
    if len(x) == 0:
        return np.empty((0,) + h_0.shape)
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    return np.concatenate([h[None], unroll(x[1:], h, W_xh, W_hh, b)])
""",
    ),
    (
        "unroll",
        """
from itertools import accumulate
def unroll(x, h_0, W_xh, W_hh, b):
    steps = accumulate(x, lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b), initial=h_0)
    return np.stack(list(steps)[1:])
""",
    ),
    (
        "stale_state",
        """
from functools import reduce
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = reduce(lambda h, x_t: np.tanh(x_t @ W_xh.T + h @ W_hh.T + b), x, h_0)
    return h @ W_hy.T + b_y
""",
    ),
    (
        "stale_state",
        """
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    if not len(x):
        return h_0 @ W_hy.T + b_y
    return score_review(x[1:], np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b), W_xh, W_hh, b, W_hy, b_y)
""",
    ),
    (
        "readouts",
        """
def readouts(states):
    return np.stack([states[-1], states.mean(0), states.max(0)])
""",
    ),
    (
        "readouts",
        """
def readouts(states):
    import torch
    s = torch.from_numpy(states)
    return s[-1], s.mean(0), s.max(0).values
""",
    ),
]


@pytest.mark.parametrize(("name", "source"), UNUSUAL_BUT_RIGHT, ids=lambda value: value.split("\n")[0][:30])
def test_unusual_right_answers_are_right(name, source):
    exercise = getattr(lesson_02, name)
    result = exercise.check(exercise.function_from(source))
    assert result.passed, result
