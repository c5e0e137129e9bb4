"""What the numbers of an answer tell without its code: turned round, too long, at other places, counted twice."""

import numpy as np
import pytest
import torch
from engine_sample import task, whole

from rnn_course.nearmiss import Misconception
from rnn_course.nearmiss.explain import sensitivity
from rnn_course.nearmiss.explain.shapes import shape_mistake


def told_without_source(exercise, body):
    """What is said of an answer whose code nobody can read."""
    names = {"np": np}
    exec(whole(exercise, body), names)
    return exercise.check(names["f"])


def _draw_states(rng, T, B, H):
    return rng.normal(size=(T, B, H)), rng.normal(size=(H, H)), T


@pytest.mark.parametrize(
    "body, key, words",
    [
        ("return states[:, ::-1]", "general:reversed-along", "axis B"),
        ("return np.concatenate([states, states[:2]])", "general:goes-on", "2 are too many"),
        ("return states[: len(states) // 2 + 1]", "general:ends-early", "missing at the end"),
        ("return np.concatenate([states[:1], states[:-1]])", "general:one-late", "one place late"),
    ],
)
def test_backwards_too_long_too_short_and_late_are_told(body, key, words):
    exercise = task("def f(states, W, n):", "return states + 0", _draw_states, returns={"y": "T B H"})
    result = told_without_source(exercise, body)
    assert result.misconception == key and words in " ".join(str(result).split())


def test_an_argument_whose_numbers_play_no_part_is_told():
    exercise = task(
        "def f(states, W, n):",
        "return np.cumsum(states, axis=0) @ W + n",
        _draw_states,
        returns={"y": "T B H"},
    )
    result = told_without_source(exercise, "return np.full_like(states, n)")
    assert result.misconception == "general:as-if-zeros", str(result)


def test_two_known_mistakes_that_show_on_different_inputs_are_both_told():
    twice = Misconception(
        "twice", "def f(x):\n    e = np.exp(x - x.max())\n    return 2 * e / e.sum()\n", "It is there twice."
    )
    unsafe = Misconception(
        "unsafe",
        "def f(x):\n    with np.errstate(all='ignore'):\n        return np.exp(x) / np.exp(x).sum()\n",
        "It overflows.",
    )
    exercise = task(
        "def f(x):", "e = np.exp(x - x.max())\n    return e / e.sum()",
        lambda rng, N, offset=0.0: rng.normal(size=N) + offset,
        sizes=[{"N": 5}, {"N": 3}, {"N": 4, "offset": 2000.0}], misconceptions=[twice, unsafe],
    )  # fmt: skip
    message = told_without_source(
        exercise, "with np.errstate(all='ignore'):\n    return 2 * np.exp(x) / np.exp(x).sum()"
    ).message
    assert "It is there twice" in message and "It overflows" in message


def _draw_loop(rng, T, B, I, H):
    return rng.normal(size=(T, B, I)), rng.normal(size=(H, I)), rng.normal(size=(H, H))


LOOP_OVER = "h = np.zeros((x.shape[1], len(W_hh)))\nout = []\nfor x_t in {x}:\n    h = np.tanh(x_t @ W_xh.T + {h} @ W_hh.T)\n    out.append(h)\n"


def test_sequences_that_meet_and_steps_that_look_ahead_are_told():
    head, right = "def f(x, W_xh, W_hh):", LOOP_OVER.format(x="x", h="h") + "return np.stack(out)"
    exercise = task(head, right.replace("\n", "\n    "), _draw_loop, returns={"h": "T B H"})
    meet = LOOP_OVER.format(x="x", h="(h * 0 + h.mean(0))") + "return np.stack(out)"
    ahead = LOOP_OVER.format(x="x[::-1]", h="h") + "return np.stack(out)[::-1]"
    assert told_without_source(exercise, meet).misconception == "general:mixes"
    assert told_without_source(exercise, ahead).misconception == "general:looks-ahead"
    late = told_without_source(exercise, right.replace("h @ W_hh.T", "0.5 * h @ W_hh.T"))
    assert late.misconception is None, "a wrong answer in which nothing meets is told otherwise"


def test_where_the_solution_itself_looks_ahead_nothing_is_said_of_that():
    exercise = task(
        "def f(x, W_xh, W_hh):", "return x - x.mean(axis=(0, 1))", _draw_loop, returns={"y": "T B I"}
    )
    assert told_without_source(exercise, "return x - x.max(axis=(0, 1)) * 0.9").misconception is None


@pytest.mark.parametrize(
    "right, wrong, key, words",
    [
        ("np.exp(x) / np.exp(x).sum()", "np.exp(x) / (1 + np.exp(x).sum())", "general:sum-of-one", "axis N"),
        ("np.log1p(np.exp(x))", "x * 1.3", "general:below-zero", "never below 0"),
        ("np.tanh(x)", "np.tanh(x) ** 3", None, ""),
    ],
)
def test_what_all_right_answers_have_in_common_is_told(right, wrong, key, words):
    exercise = task("def f(x):", f"return {right}", lambda rng, N: 2 * rng.normal(size=N), returns={"y": "N"},
                    sizes=[{"N": 7}, {"N": 5}, {"N": 9}])  # fmt: skip
    result = told_without_source(exercise, f"return {wrong}")
    assert result.misconception == key and words in " ".join(str(result).split())


def test_an_array_where_one_number_is_asked_for_is_told():
    exercise = task("def f(x):", "return (x**2).mean()", lambda rng, T, I: rng.normal(size=(T, I)))
    assert told_without_source(exercise, "return 0.3 * x").misconception == "general:many-numbers"


def _draw_table(rng, T, I):
    return rng.normal(size=(T, I))


@pytest.mark.parametrize(
    "right, wrong, key, words",
    [
        (
            "np.cumsum(x, axis=0)",
            "np.cumsum(x, axis=0) * np.eye(*x.shape)",
            "general:unwritten",
            "never been written",
        ),
        (
            "np.tanh(x)",
            "np.tanh(x).mean(1, keepdims=True) + 0 * x",
            "general:alike-along",
            "along the axis I",
        ),
        ("np.tanh(x)", "np.sort(np.tanh(x), axis=0)", "general:elsewhere-along", "along the axis T"),
        ("np.exp(x) / np.exp(x).sum(0)", "np.sort(np.exp(x) / np.exp(x).sum(0), 0)", None, ""),
    ],
)
def test_where_the_right_numbers_stand_is_told(right, wrong, key, words):
    """Sums that are all the same, as those of odds are, tell nothing."""
    exercise = task("def f(x):", f"return {right}", _draw_table, returns={"y": "T I"},
                    sizes=[{"T": 4, "I": 3}, {"T": 5, "I": 2}])  # fmt: skip
    result = told_without_source(exercise, f"return {wrong}")
    assert result.misconception == key, str(result)
    assert words in " ".join(str(result).split())


def test_an_axis_that_is_left_is_told_by_its_letter():
    exercise = task("def f(x):", "return x.sum(axis=(0, 1))", lambda rng, T, B, I: rng.normal(size=(T, B, I)),
                    returns={"y": "I"})  # fmt: skip
    result = told_without_source(exercise, "return x.sum(axis=0)")
    assert result.misconception == "general:axis-left" and "axis B is still there" in str(result)
    assert shape_mistake((3, 6), (6,), "H", {}) is None, "without sizes nobody knows the letter"


# -- what an argument counts -------------------------------------------------------------------------------

RIGHT = "return np.tanh(x).sum(axis=(0, 1)) + v.sum(axis=0) + b**2"


def _draw_sums(rng, T, B, I):
    return rng.normal(size=(T, B, I)), rng.normal(size=(B, I)), rng.normal(size=I)


@pytest.mark.parametrize(
    "change, words",
    [
        (("np.tanh(x)", "np.tanh(x[1:])"), "only the first step of `x` changes, your answer stays"),
        (("np.tanh(x)", "np.tanh(x[:, -1:])"), "all of `x` but its last sequence changes, your answer stays"),
        (
            ("v.sum(axis=0)", "(v.sum(axis=0) + v[0])"),
            "only the first sequence of `v` changes, your answer moves twice",
        ),
        (("v.sum", "0.5 * v.sum"), "`v` changes, your answer moves half as far"),
        (("v.sum", "3 * v.sum"), "`v` changes, your answer moves three times as far"),
        (
            ("+ v.sum", "- v.sum"),
            "`v` changes, your answer moves by the same amount as the right one, the other way",
        ),
        (("+ b**2", "+ len(v) * b**2"), "`b` changes, your answer moves B times as far"),
        (("+ b**2", "+ abs(b)"), None),
    ],
)
def test_a_part_that_counts_too_little_or_too_much_is_told(change, words):
    exercise = task("def f(x, v, b):", RIGHT, _draw_sums, returns={"y": "I"})
    assert change[0] in RIGHT
    result = told_without_source(exercise, RIGHT.replace(*change))
    if words is None:
        assert result.misconception is None, str(result)
    else:
        assert result.misconception == "general:weight", str(result)
        assert words in " ".join(str(result).split())


def _draw_layers(rng, B, I, H, L):
    cells = torch.nn.ModuleList(torch.nn.RNNCell(I, I, dtype=torch.float64) for _ in range(L))
    return torch.from_numpy(rng.normal(size=(B, I))), cells, [rng.normal(size=H) for _ in range(L)]


def test_parts_stand_in_lists_and_in_modules_of_any_length():
    """The second of three counts for nothing; with two layers it is the last one, and the answer is right."""
    right = "h = x\n    for cell in cells:\n        h = cell(h)\n    return h, sum(rows)"
    exercise = task(
        "def f(x, cells, rows):", right, _draw_layers, returns={"h": "B I", "rows": "H"},
        sizes=[{"B": 3, "I": 4, "H": 6, "L": 3}, {"B": 2, "I": 5, "H": 3, "L": 2}],
    )  # fmt: skip
    ends = told_without_source(exercise, "return cells[-1](cells[0](x)), sum(rows)")
    assert "When `cells[1].weight_ih` changes, `h` stays as it is" in " ".join(str(ends).split())
    rows = told_without_source(
        exercise, right.replace("\n    ", "\n").replace("sum(rows)", "rows[0] + rows[-1]")
    )
    assert "When `rows[1]` changes, `rows` stays as it is" in " ".join(str(rows).split())


def test_an_output_that_does_not_move_in_the_solution_either_says_nothing():
    still = np.zeros(3)
    assert sensitivity._weight(np.ones(3), still) is None
    assert sensitivity._weight(np.ones(3), np.ones(4)) is None
    assert sensitivity._weight(2 * np.arange(3.0), np.arange(3.0)) == 2
    assert sensitivity._weight(np.arange(3.0) ** 2, np.arange(3.0)) is None


# -- other kinds, and inputs that are overwritten ------------------------------------------------------------


def test_a_dict_where_a_number_is_asked_for_is_told():
    exercise = task("def f(x):", "return x.sum()", _draw_table)
    result = told_without_source(exercise, "return {'sum': x.sum()}")
    assert result.misconception == "general:wrong-kind" and "asks for a number, and you return a dict" in str(
        result
    )


def test_an_input_that_is_overwritten_beside_wrong_numbers_is_told():
    exercise = task("def f(x):", "return np.sin(9 * x[1:]) * x[:-1]", _draw_table, returns={"y": "M I"})
    result = told_without_source(exercise, "x[1:] += 0.1\nreturn np.exp(x[1:]) - x[:-1] ** 3")
    assert result.misconception == "general:overwritten" and "`x`" in result.message


def test_what_an_answer_makes_of_its_arguments_is_not_asked():
    """The names of the parts come from a call of the solution: an answer may empty its lists."""
    exercise = task("def f(rows):", "return sum(rows)", lambda rng, H: [rng.normal(size=H) for _ in range(3)],
                    returns={"y": "H"}, sizes=[{"H": 4}, {"H": 6}])  # fmt: skip
    body = "first, last = rows.pop(0), rows.pop()\nrows.clear()\nreturn first + last"
    result = told_without_source(exercise, body)
    assert "When `rows[1]` changes, your answer stays" in " ".join(str(result).split()), str(result)
