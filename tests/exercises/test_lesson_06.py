"""Lesson 6: its exercises are sound, right answers pass however they are written, and wrong ones never do."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from rnn_course.core import numerical_gradient, relative_error, rnn_backward
from rnn_course.exercises import lesson_06
from rnn_course.exercises.lesson_06_changes import changed
from rnn_course.exercises.lesson_06_walk import draw, solution
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_06), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_five_exercises():
    assert len(exercises_of(lesson_06)) == 5


def test_a_change_that_changes_nothing_is_refused():
    with pytest.raises(ValueError, match="expected 'no such text' in the solution"):
        changed(solution, "backward", ("no such text", ""))


# -- what the learner builds is what core contains ---


def by_core(d_states, x, states, h_0, W_xh, W_hh):
    g = rnn_backward(d_states, x, states, W_xh, W_hh, h_0)
    return g["weight_ih"], g["weight_hh"], g["bias"], g["x"], g["h_0"]


@pytest.mark.parametrize("seed", range(5))
def test_backward_is_core_rnn_backward(seed):
    arguments = draw(np.random.default_rng(seed), 7, 3, 4, 6)
    for ours, cores in zip(solution(*arguments), by_core(*arguments), strict=True):
        assert relative_error(ours, cores) < 1e-12


def test_central_differences_are_cores():
    ours = lesson_06.central_differences.function_from(lesson_06.central_differences.solution_source)
    w = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_allclose(
        ours(lambda w: np.sin(w).sum(), w, 1e-5), numerical_gradient(lambda w: np.sin(w).sum(), w, 1e-5)
    )


def test_no_torch_is_imported():
    code = "import rnn_course.exercises.lesson_06, rnn_course.plots.gradients, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# -- right answers, however they are written ---


def step_einsum(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = np.einsum("bh,bh->bh", d_h, 1 - h_t * h_t)
    return (d_sum, np.einsum("bh,bi->hi", d_sum, x_t), np.einsum("bh,bk->hk", d_sum, h_prev),
            np.einsum("bh->h", d_sum), np.einsum("bj,jk->bk", d_sum, W_hh))  # fmt: skip


def step_turned_twice(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = d_h - d_h * h_t * h_t
    return d_sum, (x_t.T @ d_sum).T, (h_prev.T @ d_sum).T, np.ones(len(d_h)) @ d_sum, (W_hh.T @ d_sum.T).T


def step_review_by_review(d_h, x_t, h_prev, h_t, W_hh):
    d_sum = (1 + h_t) * (1 - h_t) * d_h
    dW_xh, dW_hh, db = 0, 0, 0
    for d, x, h in zip(d_sum, x_t, h_prev, strict=True):
        dW_xh, dW_hh, db = dW_xh + np.outer(d, x), dW_hh + np.outer(d, h), db + d
    return [d_sum, dW_xh, dW_hh, db, np.stack([d @ W_hh for d in d_sum])]


def step_torch(d_h, x_t, h_prev, h_t, W_hh):
    d_h, x_t, h_prev, h_t, W_hh = map(torch.as_tensor, (d_h, x_t, h_prev, h_t, W_hh))
    d_sum = d_h * (1 - h_t**2)
    return d_sum, d_sum.T @ x_t, d_sum.T @ h_prev, d_sum.sum(0), d_sum @ W_hh


def step_float32(d_h, x_t, h_prev, h_t, W_hh):
    d_h, x_t, h_prev, h_t, W_hh = (a.astype(np.float32) for a in (d_h, x_t, h_prev, h_t, W_hh))
    d_sum = d_h / np.cosh(np.arctanh(h_t)) ** 2
    return d_sum, d_sum.T @ x_t, d_sum.T @ h_prev, d_sum.sum(axis=0), d_sum @ W_hh


def back_fast(d_states, x, states, h_0, W_xh, W_hh):
    d_sums, d_later = d_states.copy(), np.zeros_like(h_0)
    for d_sum, h in zip(d_sums[::-1], states[::-1], strict=True):
        d_sum += d_later
        d_sum *= 1 - h * h
        d_later = d_sum @ W_hh
    rows, before = d_sums.reshape(-1, len(W_hh)), np.concatenate([h_0[None], states[:-1]])
    return (
        rows.T @ x.reshape(len(rows), -1),
        rows.T @ before.reshape(len(rows), -1),
        rows.sum(0),
        d_sums @ W_xh,
        d_later,
    )


def back_lists(d_states, x, states, h_0, W_xh, W_hh):
    d_sums, d_later = [], 0
    before = [h_0, *states[:-1]]
    for d, h in reversed(list(zip(d_states, states, strict=True))):
        d_sums.insert(0, (d + d_later) * (1 - h**2))
        d_later = d_sums[0] @ W_hh
    return (sum(d.T @ x_t for d, x_t in zip(d_sums, x, strict=True)), sum(d.T @ h for d, h in zip(d_sums, before, strict=True)),
            sum(d_sums).sum(axis=0), [d @ W_xh for d in d_sums], d_later)  # fmt: skip


def back_recursive(d_states, x, states, h_0, W_xh, W_hh):
    if not len(x):
        return 0 * W_xh, 0 * W_hh, np.zeros(len(W_hh)), x, np.zeros_like(h_0)
    dW_xh, dW_hh, db, d_x, d_later = back_recursive(d_states[1:], x[1:], states[1:], states[0], W_xh, W_hh)
    d = (d_states[0] + d_later) * (1 - states[0] ** 2)
    return (
        dW_xh + d.T @ x[0],
        dW_hh + d.T @ h_0,
        db + d.sum(0),
        np.concatenate([(d @ W_xh)[None], d_x]),
        d @ W_hh,
    )


def back_every_loss_alone(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh, dW_hh, db, d_x, d_h_0 = 0 * W_xh, 0 * W_hh, np.zeros(len(W_hh)), 0 * x, 0 * h_0
    before = np.concatenate([h_0[None], states[:-1]])
    for t in range(len(x)):
        d_h = d_states[t]
        for k in range(t, -1, -1):
            d = d_h * (1 - states[k] ** 2)
            dW_xh, dW_hh, db = dW_xh + d.T @ x[k], dW_hh + d.T @ before[k], db + d.sum(0)
            d_x[k] += d @ W_xh
            d_h = d @ W_hh
        d_h_0 += d_h
    return dW_xh, dW_hh, db, d_x, d_h_0


def back_autograd(d_states, x, states, h_0, W_xh, W_hh):
    x, h_0, W_xh, W_hh = (torch.tensor(a, requires_grad=True) for a in (x, h_0, W_xh, W_hh))
    before = np.concatenate([h_0.detach().numpy()[None], states[:-1]])
    b = torch.tensor(
        np.arctanh(states[0])
        - x.detach().numpy()[0] @ W_xh.detach().numpy().T
        - before[0] @ W_hh.detach().numpy().T
    )[0]
    b.requires_grad_()
    h, loss = h_0, 0
    for x_t, d in zip(x, torch.tensor(d_states), strict=True):
        h = torch.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        loss = loss + (d * h).sum()
    return torch.autograd.grad(loss, [W_xh, W_hh, b, x, h_0])


def differences_flat(f, w, eps):
    gradient = np.empty(w.size)
    for i, row in enumerate(np.eye(w.size)):
        move = eps * row.reshape(w.shape)
        gradient[i] = (f(w + move) - f(w - move)) / 2 / eps
    return gradient.reshape(w.shape)


def differences_two_loops(f, w, eps):
    rows = []
    for i in range(w.shape[0]):
        rows.append([])
        for j in range(w.shape[1]):
            up, down = w.copy(), w.copy()
            up[i, j], down[i, j] = w[i, j] + eps, w[i, j] - eps
            rows[-1].append(0.5 * (f(up) - f(down)) / eps)
    return rows


def differences_put_back(f, w, eps):
    gradient = np.zeros(w.shape)
    for index, old in np.ndenumerate(w.copy()):
        w[index] = old + eps
        high = f(w)
        w[index] = old - eps
        gradient[index] = (high - f(w)) / (2 * eps)
        w[index] = old
    return gradient


def differences_core(f, w, eps):
    return numerical_gradient(f, w, eps)


def memory_fast(d_states, states, h_0, W_hh):
    before, d_sums, d_later = np.concatenate([h_0[None], states[:-1]]), np.zeros_like(states), 0 * h_0
    for t in reversed(range(len(states))):
        d_sums[t] = (d_states[t] + d_later) * (1 - states[t] ** 2)
        d_later = d_sums[t] @ W_hh
    return np.einsum("tbh,tbk->hk", d_sums, before), d_later


def memory_last_step_after_the_loop(d_states, states, h_0, W_hh):
    dW_hh, d_later = np.zeros_like(W_hh), np.zeros_like(h_0)
    for t in range(len(states) - 1, 0, -1):
        d_sum = (d_states[t] + d_later) * (1 - states[t] ** 2)
        dW_hh = dW_hh + d_sum.T @ states[t - 1]
        d_later = d_sum @ W_hh
    d_sum = (d_states[0] + d_later) * (1 - states[0] ** 2)
    return dW_hh + d_sum.T @ h_0, d_sum @ W_hh


def memory_core(d_states, states, h_0, W_hh):
    g = rnn_backward(d_states, np.zeros((*states.shape[:2], 1)), states, np.zeros((len(W_hh), 1)), W_hh, h_0)
    return g["weight_hh"], g["h_0"]


RIGHT = [
    (exercise, answer)
    for exercise, answers in (
        (
            lesson_06.one_step_back,
            (step_einsum, step_turned_twice, step_review_by_review, step_torch, step_float32),
        ),
        (
            lesson_06.backward,
            (back_fast, back_lists, back_recursive, back_every_loss_alone, back_autograd, by_core),
        ),
        (
            lesson_06.central_differences,
            (differences_flat, differences_two_loops, differences_put_back, differences_core),
        ),
        (lesson_06.memory_gradient, (memory_fast, memory_last_step_after_the_loop, memory_core)),
        (lesson_06.ways, (7, 7.0, "7", np.int64(7))),
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


def test_a_changed_input_is_right_and_told():
    source = changed(
        solution,
        "backward",
        ("d_h = d_states[t] + d_later", "d_states[t] += d_later\n        d_h = d_states[t]"),
    )
    result = lesson_06.backward.check(lesson_06.backward.function_from(source))
    assert result.passed and "changes its input `d_states`" in str(result.remarks)


# -- wrong answers that the module does not hold ---

STEP, BACK = lesson_06.one_step_back.solution_source, lesson_06.backward.solution_source
WIGGLE, REPAIR = lesson_06.central_differences.solution_source, lesson_06.memory_gradient.solution_source
STUB = lesson_06.memory_gradient.stub_source

NAMED = [
    ("one_step_back", STEP, [("return d_sum, dW_xh, dW_hh, db, d_h_prev", "d_sum, dW_xh")]),
    ("one_step_back", STEP, [("return d_sum, dW_xh, dW_hh, db, d_h_prev", "return d_h_prev, db, dW_hh, dW_xh, d_sum")]),
    ("one_step_back", STEP, [("return d_sum, dW_xh, dW_hh, db, d_h_prev", "return dW_xh, dW_hh, db, d_h_prev")]),
    ("one_step_back", STEP, [("return d_sum, dW_xh, dW_hh, db, d_h_prev", "print(d_sum, dW_xh, dW_hh, db, d_h_prev)")]),
    ("one_step_back", STEP, [("d_h * (1 - h_t**2)", "d_h @ (1 - h_t**2)")]),
    ("one_step_back", STEP, [("d_h * (1 - h_t**2)", "-d_h * (1 - h_t**2)")]),
    ("one_step_back", STEP, [("d_sum.sum(axis=0)", "d_sum.sum(axis=0, keepdims=True)")]),
    ("one_step_back", STEP, [("d_sum.T @ x_t", "d_sum.T * x_t")]),
    ("one_step_back", STEP, [("d_sum @ W_hh", "W_hh.T @ d_sum")]),
    ("one_step_back", STEP, [("d_sum @ W_hh", "d_sum * W_hh")]),
    ("one_step_back", STEP, [("1 - h_t**2", "1 - h_prev**2"), ("d_sum.sum(axis=0)", "d_sum.mean(axis=0)")]),
    ("one_step_back", STEP, [("d_sum.T @ x_t", "d_sum.T @ x_t / len(x_t)")]),
    ("backward", BACK, [("return dW_xh, dW_hh, db, d_x, d_later", "return dW_xh")]),
    ("backward", BACK, [("    return dW_xh, dW_hh, db, d_x, d_later", "        return dW_xh, dW_hh, db, d_x, d_later")]),
    ("backward", BACK, [("return dW_xh, dW_hh, db, d_x, d_later", "pass")]),
    ("backward", BACK, [("return dW_xh, dW_hh, db, d_x, d_later", "return dW_xh, dW_hh, db, d_x[::-1], d_later")]),
    ("backward", BACK, [("return dW_xh, dW_hh, db, d_x, d_later", "return dW_xh, dW_hh, db, d_x, d_later.T")]),
    ("backward", BACK, [("d_x[t] = d_sum @ W_xh", "d_x[t] = d_sum @ W_xh.T")]),
    ("backward", BACK, [("d_sum.T @ x[t]", "d_sum @ x[t]")]),
    ("backward", BACK, [("db += d_sum.sum(axis=0)", "db += d_sum")]),
    ("backward", BACK, [("db += d_sum.sum(axis=0)", "db += d_sum.sum(axis=1)")]),
    ("backward", BACK, [("d_h = d_states[t] + d_later", "d_h = d_states[t] + d_states[t + 1] @ W_hh")]),
    ("backward", BACK, [("range(len(x) - 1, -1, -1)", "range(len(x), 0, -1)")]),
    ("backward", BACK, [("        d_later = d_sum @ W_hh", "    d_later = d_sum @ W_hh")]),
    ("backward", BACK, [("    d_later = np.zeros_like(h_0)\n", ""), ("        h_prev =", "        d_later = np.zeros_like(h_0)\n        h_prev =")]),
    ("backward", BACK, [("states[t - 1] if t > 0 else h_0", "states[t - 1] if t > 0 else 0 * h_0")]),
    ("backward", BACK, [("dW_hh += d_sum.T @ h_prev", "dW_hh += d_sum.T @ h_prev if t > 0 else 0")]),
    ("backward", BACK, [("dW_xh += ", "dW_xh -= "), ("dW_hh += ", "dW_hh -= "), ("db += ", "db -= ")]),
    ("backward", BACK, [("d_h * (1 - states[t] ** 2)", "d_h * 1 - states[t] ** 2")]),
    ("backward", BACK, [("d_h = d_states[t] + d_later", "d_h = d_later")]),
    ("central_differences", WIGGLE, [("    return gradient", "        return gradient")]),
    ("central_differences", WIGGLE, [("return gradient", "return gradient.ravel()")]),
    ("central_differences", WIGGLE, [("return gradient", "return gradient.T")]),
    ("central_differences", WIGGLE, [("return gradient", "print(gradient)")]),
    ("central_differences", WIGGLE, [("return gradient", "return gradient.sum()")]),
    ("central_differences", WIGGLE, [("(f(up) - f(down)) / (2 * eps)", "f(up) - f(down) / (2 * eps)")]),
    ("central_differences", WIGGLE, [("(f(up) - f(down)) / (2 * eps)", "(f(up[index]) - f(down[index])) / (2 * eps)")]),
    ("central_differences", WIGGLE, [("(f(up) - f(down)) / (2 * eps)", "abs(f(up) - f(down)) / (2 * eps)")]),
    ("central_differences", WIGGLE, [("w.copy(), w.copy()", "w, w.copy()")]),
    ("memory_gradient", STUB, [("range(len(states) - 1, 0, -1)", "range(len(states) - 1, -1, -1)")]),
    ("memory_gradient", STUB, [("d_h = d_states[t]", "d_h = d_states[t] + d_later"), ("dW_hh = d_sum", "dW_hh += d_sum")]),
    ("memory_gradient", STUB, [("1 - h_prev**2", "1 - states[t]**2")]),
    ("memory_gradient", REPAIR, [("d_states[t] + d_later", "d_later")]),
    ("memory_gradient", REPAIR, [("dW_hh += ", "dW_hh -= ")]),
    ("memory_gradient", REPAIR, [("return dW_hh, d_later", "return dW_hh, d_h")]),
]  # fmt: skip
NOT_NAMED = [  # rarer, or several mistakes at once: these are told where they differ
    ("one_step_back", STEP, [("d_h * (1 - h_t**2)", "d_h * (1 - h_t**3)")]),
    ("one_step_back", STEP, [("dW_hh = d_sum.T @ h_prev", "dW_hh = d_h.T @ h_t")]),
    ("backward", BACK, [("1 - states[t] ** 2", "1 - states[t] ** 2 + 0.01")]),
    ("backward", BACK, [("d_sum @ W_hh", "d_sum @ W_hh @ W_hh")]),
    ("backward", BACK, [("d_later = d_sum @ W_hh", "d_later = np.clip(d_sum @ W_hh, -0.1, 0.1)")]),
    ("central_differences", WIGGLE, [("up[index] += eps", "up[index] += 2 * eps")]),
    ("memory_gradient", REPAIR, [("1 - states[t] ** 2", "1 + states[t] ** 2")]),
]


def judged(name, source, changes):
    exercise = getattr(lesson_06, name)
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return exercise.check(exercise.function_from(source))


@pytest.mark.parametrize(("name", "source", "changes"), NAMED + NOT_NAMED)
def test_unforeseen_wrong_answers_never_pass(name, source, changes):
    result = judged(name, source, changes)
    assert not result.passed
    assert result.outcome != "not_attempted" and result.message


@pytest.mark.parametrize(("name", "source", "changes"), NAMED)
def test_common_mistakes_are_named(name, source, changes):
    result = judged(name, source, changes)
    assert result.misconception, result


@pytest.mark.parametrize("answer", [0, 1, 4, 8, 25, "seven", (2, 5)])
def test_other_counts_are_wrong(answer):
    result = lesson_06.ways.check(answer)
    assert not result.passed and result.message
