"""Lessons 0 and 1: right answers in every handwriting are right, wrong ones never are, and most are named."""

import numpy as np
import pytest

from rnn_course import core
from rnn_course.exercises import lesson_00, lesson_01
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", [*exercises_of(lesson_00), *exercises_of(lesson_01)], ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def count_by_loop(T, I, H):
    total = 0
    for _ in range(T):
        total += I * H
        total += H
    return total


def count_by_size(T, I, H):
    return np.zeros((T, H, I)).size + np.zeros((T, H)).size


def one_row_more(T, I, H):
    return np.int64((I + 1) * H)


def shared_as_float(T, I, H):
    return float(I * H + H)


def by_loop(x, W, b):
    result = []
    for x_t in x:
        result.append(W @ x_t.T + b[:, None])
    return [y.T for y in result]


def by_einsum(x, W, b):
    return np.einsum("tbi,hi->tbh", x, W) + b


def in_place(x, W, b):
    y = np.empty((x.shape[0], x.shape[1], W.shape[0]), dtype=np.float32)
    np.matmul(x, W.T, out=y, casting="same_kind")
    y += b
    return y


def by_torch(x, W, b):
    import torch

    return torch.nn.functional.linear(*map(torch.from_numpy, (x, W, b)))


def by_tensordot(x, dy):
    return np.tensordot(dy, x, axes=((0, 1), (0, 1)))


def by_transposed_view(x, dy):
    return np.einsum("tbi,tbh->ih", x, dy).T


def by_four_loops(x, dy):
    T, B, I = x.shape
    H = dy.shape[2]
    return [
        [sum(dy[t][b][h] * x[t][b][i] for t in range(T) for b in range(B)) for i in range(I)]
        for h in range(H)
    ]


def by_autograd(x, dy):
    import torch

    W = torch.zeros(dy.shape[2], x.shape[2], dtype=torch.float64, requires_grad=True)
    (torch.from_numpy(x) @ W.T * torch.from_numpy(dy)).sum().backward()
    return W.grad


RIGHT = [
    (lesson_00.naive_forecast, lambda numbers: list(numbers)[: len(numbers) - 1]),
    (lesson_00.naive_forecast, lambda numbers: [numbers[i - 1] for i in range(1, len(numbers))]),
    (lesson_00.naive_forecast, lambda numbers: np.delete(numbers, -1)),
    (lesson_00.naive_forecast, lambda numbers: np.roll(numbers, 1)[1:]),
    (lesson_01.per_position_count, count_by_loop),
    (lesson_01.per_position_count, count_by_size),
    (lesson_01.per_position_count, core.per_position_parameter_count),
    (lesson_01.per_position_count, lambda T, I, H: sum([H * (I + 1)] * T)),
    (lesson_01.shared_count, one_row_more),
    (lesson_01.shared_count, shared_as_float),
    (lesson_01.shared_count, lambda T, I, H: core.shared_parameter_count(I, H)),
    (lesson_01.shared_count, lambda T, I, H: count_by_loop(T, I, H) // T),
    (lesson_01.apply_shared, by_loop),
    (lesson_01.apply_shared, by_einsum),
    (lesson_01.apply_shared, in_place),
    (lesson_01.apply_shared, by_torch),
    (lesson_01.apply_shared, core.linear),
    (lesson_01.shared_gradient, by_tensordot),
    (lesson_01.shared_gradient, by_transposed_view),
    (lesson_01.shared_gradient, by_four_loops),
    (lesson_01.shared_gradient, by_autograd),
    (lesson_01.shuffled_words, "B"),
    (lesson_01.shuffled_words, " b) "),
    (lesson_01.shuffled_words, "(b)"),
]


@pytest.mark.parametrize(("exercise", "answer"), RIGHT)
def test_right_answers_are_right(exercise, answer):
    result = exercise.check(answer)
    assert result.outcome == "right", result


# Wrong answers that stand nowhere in the course's own lists; True where a sentence should name the mistake.
UNFORESEEN = [
    (lesson_00.naive_forecast, lambda numbers: numbers[:-1].mean(), False),
    (lesson_00.naive_forecast, lambda numbers: numbers[::-1][1:], False),
    (lesson_00.naive_forecast, lambda numbers: -numbers[:-1], True),
    (lesson_01.per_position_count, lambda T, I, H: T + I * H + H, False),
    (lesson_01.per_position_count, lambda T, I, H: str(T * (I * H + H)), False),
    (lesson_01.per_position_count, lambda T, I, H: print(T * (I * H + H)), True),
    (lesson_01.per_position_count, lambda I, H: I * H + H, True),
    (lesson_01.shared_count, lambda T, I, H: (I * H + H) / T, False),
    (lesson_01.shared_count, lambda T, I, H: (H, I), False),
    (lesson_01.apply_shared, lambda x, W, b: -(x @ W.T + b), True),
    (lesson_01.apply_shared, lambda x, W, b: (x @ W.T + b)[::-1], True),
    (lesson_01.apply_shared, lambda x, W, b: (x @ W.T + b).swapaxes(0, 1), True),
    (lesson_01.apply_shared, lambda x, W, b: (x @ W.T + b)[1:], True),
    (lesson_01.apply_shared, lambda x, W, b: np.maximum(x @ W.T + b, 0), True),
    (lesson_01.apply_shared, lambda x, W, b: (x @ W.T + b)[None], True),
    (lesson_01.apply_shared, lambda x, W, b: 2 * (x @ W.T + b), True),
    (lesson_01.apply_shared, lambda x, W, b: (x @ W.T + b).reshape(len(x), -1), False),
    (lesson_01.shared_gradient, lambda x, dy: 2 * np.einsum("tbh,tbi->hi", dy, x), True),
    (lesson_01.shared_gradient, lambda x, dy: np.einsum("tbh,tbi->thi", dy, x)[::-1], False),
    (lesson_01.shared_gradient, lambda x, dy: np.einsum("tbh,tbi->bhi", dy, x), False),
]


@pytest.mark.parametrize(("exercise", "answer", "named"), UNFORESEEN)
def test_unforeseen_wrong_answers_are_never_right(exercise, answer, named):
    result = exercise.check(answer)
    assert result.outcome in ("named", "differs", "raised"), result
    assert result.points == 0
    if named:
        assert result.outcome == "named", result


def test_lesson_and_core_are_the_same():
    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=(5, 3, 4)), rng.normal(size=(6, 4)), rng.normal(size=6)
    solution = lesson_01.apply_shared.function_from(lesson_01.apply_shared.solution_source)
    np.testing.assert_array_equal(solution(x, W, b), core.linear(x, W, b))
    for exercise, function in (
        (lesson_01.per_position_count, core.per_position_parameter_count),
        (lesson_01.shared_count, lambda T, I, H: core.shared_parameter_count(I, H)),
    ):
        solution = exercise.function_from(exercise.solution_source)
        assert all(solution(*sizes) == function(*sizes) for sizes in ((5, 100, 10), (1, 2, 3), (7, 1, 4)))


AS_LEARNERS_WRITE = [
    (
        "per_position_count",
        "matrix-shared",
        """
def per_position_count(T, I, H):
    return I * H + T * H
""",
    ),
    (
        "per_position_count",
        "one-position-less",
        """
def per_position_count(T, I, H):
    total = 0
    for t in range(1, T):
        total += H * I + H
    return total
""",
    ),
    (
        "per_position_count",
        "always-the-same",
        """
def per_position_count(T, I, H):
    return 5 * 10 * 100 + 5 * 10
""",
    ),
    (
        "per_position_count",
        "several-numbers",
        """
def per_position_count(T, I, H):
    return T * I * H, T * H
""",
    ),
    (
        "per_position_count",
        "several-numbers",
        """
def per_position_count(T, I, H):
    W = np.zeros((T, H, I))
    b = np.zeros((T, H))
    return W.shape + b.shape
""",
    ),
    (
        "apply_shared",
        "weights-first",
        """
def apply_shared(x, W, b):
    return W @ x + b
""",
    ),
    (
        "apply_shared",
        "elementwise",
        """
def apply_shared(x, W, b):
    return x * W + b
""",
    ),
    (
        "apply_shared",
        "scrambled",
        """
def apply_shared(x, W, b):
    T, B, I = x.shape
    H = W.shape[0]
    y = W @ x.reshape(T * B, I).T
    return y.reshape(T, B, H) + b
""",
    ),
    (
        "apply_shared",
        "last-word-skipped",
        """
def apply_shared(x, W, b):
    T, B, I = x.shape
    y = np.zeros((T, B, len(b)))
    for t in range(T - 1):
        y[t] = x[t] @ W.T + b
    return y
""",
    ),
    (
        "apply_shared",
        "first-word-skipped",
        """
def apply_shared(x, W, b):
    T, B, I = x.shape
    y = np.zeros((T, B, len(b)))
    for t in range(1, T):
        y[t] = x[t] @ W.T + b
    return y
""",
    ),
    (
        "shared_count",
        "divided-by-T",
        """
def shared_count(T, I, H):
    return (I * H + H) // T
""",
    ),
    (
        "shared_count",
        "T-added",
        """
def shared_count(T, I, H):
    return I * H + H + T
""",
    ),
    (
        "shared_count",
        "always-the-same",
        """
def shared_count(T, I, H):
    return 1010
""",
    ),
    (
        "shared_count",
        "input-size-forgotten",
        """
def shared_count(T, I, H):
    return H * H + H
""",
    ),
    (
        "shared_count",
        "words-not-weights",
        """
def shared_count(T, I, H):
    return T * I + H
""",
    ),
    (
        "shared_gradient",
        "batch-summed-before",
        """
def shared_gradient(x, dy):
    return dy.sum(axis=1).T @ x.sum(axis=1)
""",
    ),
    (
        "shared_gradient",
        "one-per-sentence",
        """
def shared_gradient(x, dy):
    return np.einsum("tbh,tbi->bhi", dy, x)
""",
    ),
    (
        "shared_gradient",
        "elementwise",
        """
def shared_gradient(x, dy):
    return (dy * x).sum(axis=0)
""",
    ),
    (
        "shared_gradient",
        "product-cannot-be-formed",
        """
def shared_gradient(x, dy):
    return dy.T @ x
""",
    ),
    (
        "shared_gradient",
        "product-cannot-be-formed",
        """
def shared_gradient(x, dy):
    dW = 0
    for t in range(x.shape[0]):
        dW += dy[t] @ x[t]
    return dW
""",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "source"), AS_LEARNERS_WRITE, ids=lambda value: value.split("\n")[0][:30]
)
def test_wrong_answers_in_learners_words_are_named(name, key, source):
    exercise = getattr(lesson_01, name)
    result = exercise.check(exercise.function_from(source))
    assert (result.outcome, result.misconception) == ("named", key), result


UNUSUAL_BUT_RIGHT = [
    (
        "per_position_count",
        """
def per_position_count(T, I, H):
    if T == 0:
        return 0
    return H * I + H + per_position_count(T - 1, I, H)
""",
    ),
    (
        "per_position_count",
        """
from functools import reduce
def per_position_count(T, I, H):
    return reduce(lambda s, _: s + H * (I + 1), range(T), 0)
""",
    ),
    (
        "apply_shared",
        """
def apply_shared(x, W, b):
    return [[[sum(float(w) * float(v) for w, v in zip(row, word)) + float(bb) for row, bb in zip(W, b)] for word in step] for step in x]
""",
    ),
    (
        "apply_shared",
        """
def apply_shared(x, W, b):
    import torch
    return torch.nn.functional.linear(torch.tensor(x), torch.tensor(W), torch.tensor(b))
""",
    ),
    (
        "shared_count",
        """
def shared_count(T, I, H):
    import torch
    return sum(p.numel() for p in torch.nn.Linear(I, H).parameters())
""",
    ),
    (
        "shared_gradient",
        """
from functools import reduce
def shared_gradient(x, dy):
    return reduce(np.add, (d.T @ v for d, v in zip(dy, x)))
""",
    ),
    (
        "shared_gradient",
        """
def shared_gradient(x, dy):
    T, B, I = x.shape
    H = dy.shape[2]
    return [[sum(dy[t, n, h] * x[t, n, i] for t in range(T) for n in range(B)) for i in range(I)] for h in range(H)]
""",
    ),
]


@pytest.mark.parametrize(("name", "source"), UNUSUAL_BUT_RIGHT, ids=lambda value: value.split("\n")[0][:30])
def test_unusual_right_answers_are_right(name, source):
    exercise = getattr(lesson_01, name)
    result = exercise.check(exercise.function_from(source))
    assert result.passed, result
