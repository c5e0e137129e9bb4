"""What an answer is told: messages that once misled, counts by their terms, gradients without a list."""

import inspect

import numpy as np
import pytest
from engine_sample import one_step, task, told, unroll

from rnn_course.nearmiss import NUMPY_AND_TORCH, Misconception
from rnn_course.nearmiss.explain import resolver
from rnn_course.nearmiss.explain.evidence import Finding, Rank
from rnn_course.nearmiss.explain.polynomials import formula_of, value
from rnn_course.nearmiss.explain.trees import tree_of

LOOP = "out, h = [], h_0\nfor x_t in x:\n    h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n    out.append(h)\n"
BOTH = "return np.stack(out), h"


# -- messages that once misled ------------------------------------------------------------------------------------------


def test_a_state_reset_in_the_loop_is_one_mistake_at_its_line():
    result = told(unroll, LOOP.replace("    h = np", "    h = h_0\n    h = np") + BOTH)
    assert result.misconception == "forgets" and "second thing" not in result.message
    assert "this line stands inside the loop" in str(result) and "h = h_0" in str(result)


@pytest.mark.parametrize("old, new", [("in x:", "in x[::-1]:"), ("in x:", "in np.flip(x, 0):")])
def test_a_reversed_time_axis_is_told_as_a_direction(old, new):
    result = told(unroll, LOOP.replace(old, new) + BOTH)
    assert result.misconception in ("slip:backwards", "slip:extra-call")
    assert "order" in result.message and "cuts out" not in result.message


@pytest.mark.parametrize("step", ["x[:, t]", "x[t]"])
def test_a_loop_over_the_batch_axis_is_told_as_the_wrong_axis(step):
    body = LOOP.replace("for x_t in x:", "for t in range(x.shape[1]):").replace("x_t", step)
    result = told(unroll, body + BOTH)
    assert "never uses" not in result.message
    if step == "x[:, t]":
        assert result.misconception == "slip:other-axis" and "wrong axis of `x`" in result.message


def test_a_name_that_the_learner_has_not_is_not_taken_for_theirs():
    later = Misconception(
        "no-later", "def f(x):\n    total = 0 * x[0]\n    for x_t in x[::-1]:\n        total = x_t\n    return total\n",
        "`d_later` is computed and never used.",
    )  # fmt: skip
    solution = "d_later = 0 * x[0]\n    for x_t in x[::-1]:\n        d_later = x_t + 0.5 * d_later\n    return d_later"
    exercise = task("def f(x):", solution, lambda rng, T, I: rng.normal(size=(T, I)), misconceptions=[later])
    other = told(exercise, "return x[0]")
    assert other.misconception == "no-later" and "`d_later` is a name in the solution" in other.message
    own = told(exercise, "d_later = x[0] * 1\nreturn d_later")
    assert own.misconception == "no-later" and "name in the solution" not in own.message


def test_without_a_loop_nothing_is_said_of_a_return_inside_a_loop():
    exercise = task("def f(x, W, b):", "return x @ W.T + b", _draw_layer, returns={"y": "T H"})
    for body in ("return x[0] @ W.T + b", "return x[0] @ W.T"):
        assert "inside" not in told(exercise, body).message
    early = told(exercise, "for x_t in x:\n    return x_t @ W.T + b")
    assert early.misconception == "general:first-step" and "inside your loop" in early.message


def _draw_layer(rng, T, I, H):
    return rng.normal(size=(T, I)), rng.normal(size=(H, I)), rng.normal(size=H)


def test_a_recursion_without_an_end_is_told_as_one():
    result = told(one_step, "return one_step(x_t, h_prev, W_xh, W_hh, b)")
    assert result.outcome == "raised" and "calls itself again and again" in result.message


# -- counts -------------------------------------------------------------------------------------------------------------


def count_of(formula):
    return task(
        "def count(T, I, H):", f"return {formula}", lambda rng, T, I, H: (T, I, H), returns={"count": ""}
    )


@pytest.mark.parametrize(
    "right, wrong, says",
    [
        (
            "T * (I * H + H)",
            "T * I + H",
            ["your term T·I one factor H is missing", "your term H one factor T is missing"],
        ),
        ("T * (I * H + H)", "(I + 1) * (H + 1)", ["one factor T is missing", "1 too large"]),
        (
            "T * (I * H + H)",
            "T * I * H // T",
            ["your term I·H one factor T is missing", "the term T·H is missing"],
        ),
        ("T * (I * H + H)", "T * I * H", ["The term T·H is missing"]),
        ("T * (I * H + H)", "np.zeros((T, H, I + 1)).nbytes", ["is 8 times the right one"]),
        ("T * (I * H + H)", "T * T * (I * H + H)", ["one factor T too many"]),
        ("T * (I * H + H)", "(T + 1) * (I * H + H)", ["T + 1 where T belongs"]),
        ("T * (I * H + H)", "sum(I * H for _ in range(T))", ["The term T·H is missing"]),
        ("I * H + H", "T * I + H", ["there is T where H belongs"]),
        ("I * H + H", "(I + 1) * (H + 1)", ["H + 1 where H belongs"]),
        ("I * H + H", "I * H + H + I", ["The term I is too much"]),
        ("I * H + H", "T * I * H / T", ["The term H is missing"]),
        ("I * H + H", "T * (I * H + H)", ["one factor T too many"]),
        ("I * H + H * H + H", "I * H + H", ["The term H·H is missing"]),
        ("I * H + H * H + H", "I * H + H * H + 2 * H", ["The term H is counted 2 times"]),
        ("I * H + H", "2 * (I * H + H)", ["2 times the right one"]),
    ],
)
def test_a_wrong_count_is_told_by_its_terms(right, wrong, says):
    result = told(count_of(right), f"return {wrong}")
    assert result.misconception == "general:formula", result
    assert all(part in result.message for part in says), result.message


def test_a_count_that_is_no_formula_near_the_right_one_gets_no_formula():
    assert told(count_of("I * H + H"), "return 3 * T ** 3 + 17 * I ** 2").misconception == "general:formula"
    assert told(count_of("I * H + H"), "return hash((T, I, H)) % 1000").misconception != "general:formula"


def test_a_formula_is_read_as_the_function_computes_it():
    rng = np.random.default_rng(0)
    for text in ("T * (I + H) ** 2 - 3 * H", "int(np.prod((T, H, I))) + sum([T, H])", "T * I * H // T"):
        function = tree_of(f"def f(T, I, H):\n    a = {text}\n    a += H\n    return a\n")
        for _ in range(5):
            sizes = dict(zip("TIH", map(int, rng.integers(1, 20, 3)), strict=True))
            assert value(formula_of(function), sizes) == eval(text, {"np": np}, sizes) + sizes["H"]


# -- gradients ----------------------------------------------------------------------------------------------------------

CELLS = "h, out = h_0, []\nfor x_t in x:\n    h = cell(x_t, h)\n    out.append(h)\nreturn torch.stack(out)"


def cells(**more):
    import torch

    def draw(rng, T, B, I, H):
        return torch.randn(T, B, I), torch.randn(B, H), torch.nn.RNNCell(I, H)

    solution = CELLS.replace("\n", "\n    ")
    return task(
        "def f(x, h_0, cell):", solution, draw, returns={"out": "T B H"}, imports=NUMPY_AND_TORCH, **more
    )


def test_cut_gradients_are_wrong_without_a_list():
    exercise = cells()
    assert told(exercise, CELLS).passed
    assert told(exercise, CELLS.replace("torch.stack(out)", "out")).passed
    assert told(exercise, CELLS.replace("x_t, h)", "x_t, h.detach())")).misconception.startswith(
        "general:gradient"
    )
    none = told(exercise, "with torch.no_grad():\n    " + CELLS.replace("\n", "\n    "))
    assert none.misconception == "general:no-gradient" and "weight_ih of cell" in none.message


def test_where_the_reference_lets_no_gradient_flow_none_is_asked_for():
    exercise = cells()
    no_flow = exercise.solution_source.replace("torch.stack(out)", "torch.stack(out).detach()")
    plain = task(
        "def f(x, h_0, cell):",
        no_flow.split("\n", 1)[1].strip(),
        exercise._draw,
        returns={"out": "T B H"},
        imports=NUMPY_AND_TORCH,
    )
    assert told(plain, CELLS).passed
    assert told(cells(without=("gradients",)), CELLS.replace("x_t, h)", "x_t, h.detach())")).passed


# -- the pipeline -------------------------------------------------------------------------------------------------------


def test_explainers_see_evidence_and_nothing_else():
    for explain in (*resolver.EXPLAINERS, *resolver.LAST_RESORTS):
        assert list(inspect.signature(explain).parameters) == ["evidence"], explain


def test_the_resolver_takes_the_first_sure_finding_and_else_the_least_vague():
    def find(key, rank=Rank.SURE):
        return lambda _evidence: Finding(key, "…", rank=rank)

    nothing = lambda _evidence: None  # noqa: E731
    partly, vague, sure = find("partly", Rank.PARTLY), find("vague", Rank.VAGUE), find("sure")
    assert resolver._best((nothing, partly, vague, sure, find("late")), None).key == "sure"
    assert resolver._best((partly, vague), None).key == "vague"
    assert resolver._best((nothing,), None) is None
