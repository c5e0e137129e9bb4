"""A function that reads the notebook's names, an untouched stub that calls torch, and a shell without `exit`."""

import sys

import numpy as np
import pytest

from rnn_course.exercises import lesson_01, lesson_02, lesson_03


def typed(source, **notebook):
    """The function that a notebook cell with this source defines, among the notebook's own names."""
    import torch

    namespace = {"np": np, "torch": torch, "nn": torch.nn, **notebook}
    exec(source, namespace)
    return next(
        value for value in reversed(namespace.values()) if callable(value) and hasattr(value, "__code__")
    )


CASES = [
    (
        lesson_01.apply_shared,
        "def apply_shared(x, W, b):\n    return np.stack([x[t] @ W.T + b for t in range(T)])",
        "`T` (there: 5)",
    ),
    (
        lesson_01.shared_gradient,
        "def shared_gradient(x, dy):\n    return sum(dy[t].T @ x[t] for t in range(T))",
        "`T` (there: 5)",
    ),
    (
        lesson_02.unroll,
        "def unroll(x, h_0, W_xh, W_hh, b):\n    h, out = np.zeros((1, H)), []\n    for x_t in x:\n"
        "        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n        out.append(h)\n    return np.stack(out)",
        "`H` (there: 6)",
    ),
    (
        lesson_01.apply_shared,
        "def apply_shared(x, W, b):\n    return y_loop",
        "`y_loop` (there: an array of shape (5, 1, 3))",
    ),
]


@pytest.mark.parametrize(("exercise", "source", "told"), CASES)
def test_the_notebooks_names_are_told(exercise, source, told):
    result = exercise.check(typed(source, T=5, H=6, y_loop=np.zeros((5, 1, 3))))
    assert result.misconception == "general:reads-notebook"
    assert told in result.message


def test_an_attribute_of_the_same_name_is_no_notebook_name():
    source = "def apply_shared(x, W, b):\n    return x @ W.T"
    assert lesson_01.apply_shared.check(typed(source, T=5)).misconception != "general:reads-notebook"


def test_a_right_answer_may_read_what_it_likes():
    source = "def apply_shared(x, W, b):\n    assert T == 5\n    return x @ W.T + b"
    assert lesson_01.apply_shared.check(typed(source, T=5)).passed


@pytest.mark.parametrize("exercise", [lesson_02.stale_state, lesson_03.repair_batch_loop], ids=lambda e: e.id)
def test_an_untouched_repair_stub_is_not_attempted(exercise):
    assert exercise.check(typed(exercise.stub_source)).outcome == "not_attempted"


def test_a_shell_without_exit_does_no_harm(monkeypatch):
    shell = type("Shell", (), {"display_pub": None})()
    monkeypatch.setattr(
        sys.modules["IPython"] if "IPython" in sys.modules else __import__("IPython"),
        "get_ipython",
        lambda: shell,
    )
    assert lesson_01.apply_shared.check(lambda x, W, b: x @ W.T + b).passed
