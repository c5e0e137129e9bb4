"""Right answers however written, wrong ones by name: the judging of functions, choices, values and shapes."""

import copy
import json
import subprocess
import sys

import numpy as np
import pytest
from engine_sample import _loop, _step, one_step, unroll

from rnn_course.exercises.shared.shape_mistakes import count as count_parameters
from rnn_course.exercises.shared.shape_quiz import ShapeQuiz
from rnn_course.nearmiss import (
    NUMPY_AND_TORCH,
    ChoiceExercise,
    FunctionExercise,
    Misconception,
    ValueExercise,
    with_gradients,
)
from rnn_course.nearmiss.testing import answer_from, assert_exercise_is_sound
from rnn_course.nearmiss.trial.compare import difference, same

HINTS = ["a", "b", "c"]


@pytest.mark.parametrize("exercise, at_least", [(one_step, 4), (unroll, 1)], ids=["one_step", "unroll"])
def test_the_samples_are_sound(exercise, at_least):
    assert_exercise_is_sound(exercise, at_least)


def in_place(x_t, h_prev, W_xh, W_hh, b):
    h = np.empty((x_t.shape[0], b.size), dtype=np.float32)
    np.matmul(x_t, W_xh.T, out=h, casting="same_kind")
    h += h_prev @ W_hh.T
    h += b
    return np.tanh(h, out=h)


def einsum(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(np.einsum("bi,hi->bh", x_t, W_xh) + np.einsum("bk,hk->bh", h_prev, W_hh) + b)


def lists(x_t, h_prev, W_xh, W_hh, b):
    rows = range(len(x_t))
    return [
        [float(np.tanh(sum(x_t[i] * W_xh[k]) + sum(h_prev[i] * W_hh[k]) + b[k])) for k in range(len(b))]
        for i in rows
    ]


def fortran(*args):
    return np.asfortranarray(_step(*args))


def view(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, None]).T


def strided(*args):
    return np.repeat(_step(*args), 2, axis=1)[:, ::2][::-1][::-1]


def objects(*args):
    return tuple(tuple(row) for row in _step(*args))


def single(x_t, h_prev, W_xh, W_hh, b):
    return _step(*(a.astype(np.float32) for a in (x_t, h_prev, W_xh, W_hh, b)))


def by_torch(*args):
    import torch

    x_t, h_prev, W_xh, W_hh, b = (torch.tensor(a, requires_grad=True) for a in args)
    return torch.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def by_torch_single(*args):
    import torch

    cell = torch.nn.RNNCell(args[0].shape[1], args[1].shape[1])
    with torch.no_grad():
        for p, value in zip(cell.parameters(), [args[2], args[3], args[4], args[4] * 0], strict=True):
            p.copy_(torch.tensor(value))
    return cell(torch.tensor(args[0]).float(), torch.tensor(args[1]).float())


@pytest.mark.parametrize(
    "answer", [in_place, einsum, lists, fortran, view, strided, objects, single, by_torch, by_torch_single]
)
def test_right_however_written(answer):
    result = one_step.check(answer)
    assert result.passed and float(result) == 1.0, result


def test_a_list_of_arrays_is_right_with_a_word_about_it():
    listed = unroll.check(lambda *args: (list(_loop(*args)[0]), _loop(*args)[1]))
    assert listed.passed and "As `out` you return a list of arrays" in listed.remarks[0]
    assert one_step.check(lists).remarks and not unroll.check(_loop).remarks


def test_one_array_for_two_outputs_is_read():
    exercise = FunctionExercise(
        id="t.two", title="t", stub="def f(x):\n    return ...\n", solution=lambda x: (x.mean(), x.max()), why="w", hints=HINTS,
        draw=lambda rng, T: rng.normal(size=T), returns={"mean": "", "max": ""},
    )  # fmt: skip
    assert exercise.check(lambda x: np.array([x.mean(), x.max()])).passed
    assert exercise.check(lambda x: [x.mean(), x.max()]).passed
    assert exercise.check(lambda x: {"max": x.max(), "mean": x.mean()}).passed
    assert exercise.check(lambda x: (x.max(), x.mean())).misconception == "general:outputs-swapped"


OUT = {
    "reversed-in-time": lambda o: o[::-1],
    "last-step": lambda o: o[-1],
    "first-step": lambda o: o[0],
    "first-step-missing": lambda o: o[1:],
    "last-step-missing": lambda o: o[:-1],
    "time-batch-swapped": lambda o: o.swapaxes(0, 1),
    "axes-reversed": lambda o: o.T,
    "axes-swapped": lambda o: o.swapaxes(1, 2),
    "reshaped": lambda o: o.swapaxes(0, 1).reshape(o.shape),
    "flattened": lambda o: o.ravel(),
    "sign": lambda o: -o,
    "no-tanh": lambda o: np.arctanh(np.clip(o, -0.9999999, 0.9999999)),
    "relu": lambda o: np.maximum(np.arctanh(np.clip(o, -0.9999999, 0.9999999)), 0),
    "sigmoid": lambda o: 1 / (1 + np.exp(-np.arctanh(np.clip(o, -0.9999999, 0.9999999)))),
    "tanh-twice": np.tanh,
    "over-T": lambda o: o / len(o),
    "times-B": lambda o: o * o.shape[1],
    "zeros": np.zeros_like,
    "last-everywhere": lambda o: np.stack([o[-1]] * len(o)),
    "one-step-more": lambda o: np.concatenate([o[:1] * 0.5, o]),
    "extra-axis": lambda o: o[None],
    "squeezed": lambda o: np.squeeze(o) if 1 in o.shape else o + 1e-3 * (o > 9),
    "flat": lambda o: o.reshape(o.shape[0], -1),
}


@pytest.mark.parametrize("change", OUT.values(), ids=OUT)
def test_general_mistakes_are_named(change, request):
    def answer(x, h_0, W_xh, W_hh, b):
        out, h_n = _loop(x, h_0, W_xh, W_hh, b)
        return change(out), h_n

    result = unroll.check(answer)
    assert result.outcome == "named", result
    expected = {"flat": "reshaped", "squeezed": "edge-case"}.get(
        request.node.callspec.id, request.node.callspec.id
    )
    assert result.misconception == f"general:{expected}", result
    assert "expected" in str(result) or "T = 1" in str(result)


def test_two_mistakes_at_once_name_the_known_one_first():
    result = unroll.check(
        unroll.function_from(
            "def unroll(x, h_0, W_xh, W_hh, b):\n"
            "    out = np.stack([np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b) for x_t in x])\n"
            "    return out[::-1], out[-1]\n"
        )
    )
    assert result.misconception == "forgets" and "second thing" in result.message


def test_a_count_is_never_two_mistakes_at_once():
    count = FunctionExercise(
        id="01.count",
        title="Count",
        stub="def count(T, I, H):\n    return ...\n",
        solution="def count(T, I, H):\n    return I * H + H\n",
        why="A matrix and a bias.",
        hints=HINTS,
        draw=lambda rng, T, I, H: (T, I, H),
        returns={"count": ""},
        misconceptions=[
            Misconception("no-bias", "def count(T, I, H):\n    return I * H\n", "The bias is missing.")
        ],
    )
    result = count.check(
        lambda T, I, H: I * H * H
    )  # H times the count without a bias, but not because of a sum
    assert result.misconception == "general:formula" and "second thing" not in result.message
    assert "one factor H is too many" in result.message and "the term H is missing" in result.message


def test_an_unknown_mistake_gets_its_place():
    def answer(x, h_0, W_xh, W_hh, b):
        out, h_n = _loop(x, h_0, W_xh, W_hh, b)
        out = out.copy()
        out[2:, 1, 0] += 0.25
        return out, h_n

    result = unroll.check(answer)
    assert result.outcome == "differs" and "t = 2, b = 1, h = 0" in str(result)


def test_differences_in_words():
    want = np.arange(12.0).reshape(3, 4)
    assert difference(want, want) == ""
    assert "(I, T) = (4, 3); expected (T, I) = (3, 4)" in difference(want.T, want, "T I", {"T": 3, "I": 4})
    assert difference(want + 1, want, "T I").startswith("first differs at t = 0, i = 0: expected 0, got 1")
    assert (
        not same(np.array(5.0), np.array(4))
        and same(np.array(4.0), np.array(4))
        and not same(np.array(1), np.array(True))
    )
    assert not same(np.array(1_000_001.0), np.array(1_000_000))


# -- torch: gradients, modules ----------------------------------------------------------------------------------------


def _torch_loop(x, h_0, cell):
    out, h = [], h_0
    for x_t in x:
        h = cell(x_t, h)
        out.append(h)
    return torch.stack(out)  # noqa: F821  the exercise's imports give it


def _torch_detached(x, h_0, cell):
    out, h = [], h_0
    for x_t in x:
        h = cell(x_t, h.detach())
        out.append(h)
    return torch.stack(out)  # noqa: F821


def _draw_cell(rng, T, B, I, H):
    import torch

    return torch.randn(T, B, I), torch.randn(B, H), torch.nn.RNNCell(I, H)


def torch_exercise(**more):
    exec(NUMPY_AND_TORCH, globals())
    return FunctionExercise(
        id="t.loop", title="Loop", stub="def loop(x, h_0, cell):\n    return ...\n", solution=_torch_loop, why="w", hints=HINTS,
        draw=_draw_cell, returns={"out": "T B H"}, imports=NUMPY_AND_TORCH, observe=with_gradients("out"), **more)  # fmt: skip


def test_a_detached_loop_is_caught_by_its_gradients():
    known = torch_exercise(misconceptions=[Misconception("detached", _torch_detached, "Cut.")])
    assert known.check(_torch_loop).passed
    assert known.check(_torch_detached).misconception == "detached"
    plain = torch_exercise()
    assert plain.check(_torch_detached).misconception == "general:gradient"
    cut = plain.check(lambda x, h_0, cell: _torch_loop(x, h_0, cell).detach())
    assert cut.misconception == "general:no-gradient" and "weight_ih of cell" in cut.message
    assert plain.check(lambda x, h_0, cell: list(_torch_loop(x, h_0, cell))).passed


def test_a_disabled_gradient_in_the_notebook_does_not_matter():
    import torch

    exercise = torch_exercise()
    with torch.no_grad():
        assert exercise.check(_torch_loop).passed
    torch.set_default_dtype(torch.float64)
    try:
        assert exercise.check(_torch_loop).passed and torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_a_function_may_be_meant_to_change_its_argument():
    import torch

    def load(rnn, weight):
        with torch.no_grad():
            rnn.weight_ih_l0.copy_(weight)

    exercise = FunctionExercise(
        id="t.load", title="Load", stub="def load(rnn, weight):\n    pass\n", solution=load, why="w", hints=HINTS, draw=lambda rng, I, H: (torch.nn.RNN(I, H), torch.randn(H, I)), may_change=True,
        imports=NUMPY_AND_TORCH, observe=lambda result, args: {"weight_ih_l0": args[0].weight_ih_l0})  # fmt: skip
    assert exercise.check(load).passed and not exercise.check(load).remarks
    assert exercise.check(lambda rnn, weight: rnn).outcome in ("named", "differs")


def test_where_the_changed_argument_is_asked_for_nothing_else_may_come_back():
    def fill(place, x):
        place[:] = x
        return place

    exercise = FunctionExercise(
        id="t.fill", title="Fill", stub="def fill(place, x):\n    return ...\n", solution=fill, why="w", hints=HINTS,
        draw=lambda rng, T: (np.zeros(T), rng.normal(size=T)), may_change=True, returns={"place": "T"},
        observe=lambda result, args: {"place": args[0]})  # fmt: skip
    assert exercise.check(fill).passed
    assert exercise.check(lambda place, x: np.copyto(place, x)).misconception == "general:silent"
    other = exercise.check(lambda place, x: (np.copyto(place, x), x)[1])
    assert other.misconception == "general:other-object" and "not `place`" in other.message


# -- choices, values, the quiz ----------------------------------------------------------------------------------------

choice = ChoiceExercise(
    id="t.choice", title="Which?", options={c: f"Text {c}." for c in "abcde"}, right="b", why="Because.", hints=HINTS,
    misconceptions=[Misconception(f"is-{c}", c, f"Sentence {c}.") for c in "acde"])  # fmt: skip
count = ValueExercise(
    id="t.count", title="How many?", right=1120, why="Because.", hints=HINTS,
    misconceptions=[Misconception(f"m{n}", n, f"Sentence {n}.") for n in (1110, 1100, 11200, 1000)])  # fmt: skip
shape = ValueExercise(
    id="t.shape", title="Shape?", right=(10, 3, 20), why="Because.", hints=HINTS,
    misconceptions=[Misconception("-".join(map(str, s)), s, f"S {s}.") for s in ((3, 10, 20), (1, 3, 20), (3, 20), (10, 3, 100))])  # fmt: skip


@pytest.mark.parametrize("exercise", [choice, count, shape], ids=lambda e: e.id)
def test_other_kinds_are_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize("answer", ["b", "B", " b ", "b)", "(b)", "b.", "Text b", "text b."])
def test_a_letter_is_read(answer):
    assert choice.check(answer).passed


@pytest.mark.parametrize(
    "answer", [1120, 1120.0, "1120", "1,120", " 1 120 ", np.int64(1120), np.array([1120]), [1120]]
)
def test_a_number_is_read(answer):
    assert count.check(answer).passed


def test_a_shape_is_read():
    import torch

    size = torch.Size([10, 3, 20])
    text = [
        "(10, 3, 20)",
        "10, 3, 20",
        "(10,3,20)",
        "[10, 3, 20]",
        "torch.Size([10, 3, 20])",
        "10 3 20",
        "10x3x20",
        "10×3×20",
    ]
    for answer in [
        (10, 3, 20),
        [10, 3, 20],
        size,
        np.array([10, 3, 20]),
        torch.tensor([10, 3, 20]),
        (10.0, 3.0, 20.0),
        *text,
    ]:
        assert shape.check(answer).passed, answer


@pytest.mark.parametrize("exercise", [choice, count, shape], ids=lambda e: e.id)
@pytest.mark.parametrize(
    "answer", ["z", "", " ", "...", object(), {}, [], [[1], [2, 3]], "-5", -5, float("nan"), "nan", float("inf"), 1j, np, print,
               lambda: 1, b"b", "x" * 10_000, "<b>", [None], (10, "3", 20), True, 10**400, "9" * 5000, "1e999"], ids=lambda a: repr(a)[:20],
)  # fmt: skip
def test_odd_answers_get_a_sentence(exercise, answer):
    result = exercise.check(answer)
    assert not result.passed and "could not be judged" not in str(result) and len(str(result)) < 600
    assert "<b>" not in result._repr_html_() and "0x" not in str(result)


@pytest.mark.parametrize("seed", range(8))
def test_the_quiz_is_sound_and_endless(seed):
    quiz = ShapeQuiz(id="t.quiz", seed=seed)
    assert_exercise_is_sound(quiz)
    quiz = ShapeQuiz(id="t.quiz", seed=seed)
    for _ in range(25):
        question = quiz.question
        for key, wrong, says in question.mistakes:
            result = quiz.check(wrong)
            assert (result.outcome, result.misconception) == ("named", key) and result.message == says
        assert len(quiz.misconceptions) >= 3 and question.mistakes
        if question.kind == "count":
            assert count_parameters(question.settings) == question.truth
        assert str(quiz.ask()).count(question.expression) == 1
        assert quiz.check(str(question.truth)).passed and quiz.check(question.truth).passed
        quiz.ask()
        assert quiz.question is not question
    assert quiz.level == 4


def test_the_quiz_is_the_same_for_everyone_and_can_be_skipped():
    quizzes = [ShapeQuiz(id="t.quiz", seed=4) for _ in range(2)]
    assert str(quizzes[0].ask()) == str(quizzes[1].ask()) == str(quizzes[0].ask())
    assert str(quizzes[0].skip()) != str(quizzes[1].ask())


def test_a_new_question_of_the_quiz_has_its_own_hints_and_solution():
    quiz = ShapeQuiz(id="t.quiz", seed=4)
    assert str(quiz.hint()).startswith("Hint 1")  # also before any answer
    quiz.check(quiz.question.truth)
    assert "no hint is needed" in str(quiz.hint()) and "solved it already" in str(quiz.solution())
    quiz.ask()
    assert str(quiz.hint()).startswith("Hint 1") and "solved it already" not in str(quiz.solution())


# -- what every exercise shows ----------------------------------------------------------------------------------------


def test_hints_come_one_by_one():
    exercise = copy.copy(choice)
    texts = [str(exercise.hint()) for _ in range(4)]
    assert ["3. c" in t for t in texts] == [False, False, True, True]
    assert "1. a" in texts[0] and "last hint" in texts[3] and exercise.hint()._repr_html_()


def test_a_hint_and_the_solution_stand_below_what_the_check_said():
    exercise = copy.copy(choice)
    exercise.check(...)
    assert str(exercise.hint()).startswith("Hint 1")  # nothing was judged yet
    wrong = exercise.check(next(letter for letter in exercise.options if letter != exercise.right))
    assert str(exercise.hint()).startswith(str(wrong)) and "Hint 3" in exercise.hint()._repr_html_()
    right = exercise.check(exercise.right)
    told = str(exercise.hint())
    assert told.startswith(str(right)) and "no hint is needed" in told and "Hint" not in told
    assert str(exercise.solution()).startswith(str(right)) and "Solution" in str(exercise.solution())
    exercise.check(...)
    assert str(exercise.solution()).startswith("Solution")


def test_nbgrader_reads_points(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(one_step.check(_step)) == "1.0" and repr(one_step.check(lambda *a: 0)) == "0.0"
    assert 2 * float(one_step.check(_step)) == 2.0


def test_the_engine_does_not_import_torch():
    code = "import sys; sys.path.insert(0, 'tests/nearmiss'); import engine_sample as e; e.one_step.check(e._step); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_results_are_plain_json_text():
    result = one_step.check(lambda *a: 0)
    json.dumps([str(result), result._repr_html_(), result.points, result.misconception])


def test_answer_from_reads_both_kinds():
    assert answer_from(choice, choice.solution_source) == "b"
    assert answer_from(one_step, one_step.solution_source)(*one_step.arguments()).shape == (3, 6)
