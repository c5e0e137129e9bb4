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
