"""Two things wrong at once: two known mistakes, a slip beside a known mistake, two slips."""

import textwrap
from dataclasses import replace

import pytest
from engine_sample import check_step, task, told

from rnn_course.nearmiss import FunctionExercise, Misconception
from rnn_course.nearmiss.explain.composed import both_mistakes, changes, hides_others, merged

SAID = "And a second thing."
SOLUTION = """\
def score(x, w, b):
    s = x @ w + b
    y = np.tanh(s)
    return y.mean(axis=0)
"""
MISTAKES = {
    "no-bias": (" + b", ""),
    "sigmoid": ("np.tanh(s)", "1 / (1 + np.exp(-s))"),
    "summed": ("mean", "sum"),
    "as-it-is": ("return y.mean(axis=0)", "return b"),
    "zeros": ("return y.mean(axis=0)", "return 0 * y.mean(axis=0)"),
}


def _draw(rng, N, I, H):
    return rng.normal(size=(N, I)), rng.normal(size=(I, H)), rng.normal(size=H)


def exercise(*keys):
    """An exercise that knows these of the mistakes."""
    known = [Misconception(key, SOLUTION.replace(*MISTAKES[key]), f"<{key}>") for key in keys]
    return FunctionExercise(
        id="t.score", title="Score", stub="def score(x, w, b):\n    return ...\n", solution=SOLUTION, why="So.",
        hints=["a", "b", "c"], draw=_draw, misconceptions=known, returns={"y": "H"},
        sizes=[{"N": 5, "I": 3, "H": 4}, {"N": 4, "I": 2, "H": 3}, {"N": 6, "I": 4, "H": 2}],
    )  # fmt: skip


def source(body):
    return "def score(x, w, b):\n" + textwrap.indent(body, "    ")


def check(task, body):
    return task.check(task.function_from(source(body)))


def evidence(task, text):
    answer = task.function_from(text)
    return task._evidence(answer, task._see_all(answer))


# -- two known mistakes ------------------------------------------------------------------------------------

LOOP = """\
total = 0
for row in x:
    total = total + 1 / (1 + np.exp(-(row @ w)))
return total / len(x)
"""


def test_two_known_mistakes_are_told_in_an_answer_of_any_form():
    result = check(exercise("summed", "no-bias", "sigmoid"), LOOP)
    assert result.misconception == "no-bias", str(result)
    assert result.message == f"<no-bias> {SAID} <sigmoid>"


def test_two_known_mistakes_must_fit_on_every_probe():
    task = exercise("no-bias", "sigmoid")
    only_small = LOOP.replace("return", "if len(x) > 5:\n    total = total + 1\nreturn")
    assert both_mistakes(evidence(task, source(only_small))) is None


def test_the_pairs_are_made_of_changes_that_do_not_meet():
    old = ["a", "+", "b", "*", "c"]
    left, right = changes(old, ["A", "+", "b", "*", "c"]), changes(old, ["a", "+", "b", "/", "c"])
    assert merged(old, left, right) == "A+b/c"
    assert merged(old, left, changes(old, ["x", "-", "b", "*", "c"])) is None


def test_a_pair_that_is_no_python_is_passed_over():
    task = exercise("no-bias", "sigmoid")
    given = evidence(task, SOLUTION.replace("mean", "max"))
    open_bracket = replace(given.mistakes[0], source=SOLUTION.replace("x @ w", "(x @ w"))
    assert both_mistakes(replace(given, mistakes=(open_bracket, given.mistakes[1]))) is None


@pytest.mark.parametrize(
    "key, hides", [("zeros", True), ("as-it-is", True), ("no-bias", False), ("sigmoid", False)]
)
def test_beside_some_mistakes_no_other_one_shows(key, hides):
    task = exercise(*MISTAKES)
    given = evidence(task, SOLUTION.replace("x @ w", "x @ w * 2"))
    mistake = next(one for one in given.mistakes if one.key == key)
    assert hides_others(given, mistake) is hides


# -- a slip beside a known mistake -------------------------------------------------------------------------


def test_of_two_mistakes_the_known_one_comes_first_and_the_slip_second():
    result = check_step(
        "return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T) - b\n"
    )  # one change cannot mend "two-tanh"
    assert result.misconception == "two-tanh", result
    assert "You squash the two parts apart" in result.message and "you subtract `b`" in result.message


def test_a_pair_of_mistakes_is_told_when_two_changes_mend_it():
    result = check_step("total = x_t @ W_xh.T\ntotal += h_prev @ W_hh.T\ntotal -= b\nreturn total\n")
    assert result.misconception == "no-tanh", result
    assert "Line 4" in result.message


def test_a_change_that_only_brings_about_a_known_mistake_is_not_told():
    """Without its second line this answer is the known mistake "no-memory"; but the line is where its idea lies:
    it rolls through the whole batch."""
    result = check_step(
        "total = x_t @ W_xh.T + b\ntotal = total + np.roll(h_prev, 1) * W_hh.sum(axis=1)\nreturn np.tanh(total)\n"
    )
    assert result.misconception == "general:mixes", result


SIGMOID = """\
part = x + 1.0
whole = x * 1.0
s = part @ w + b
y = 1 / (1 + np.exp(-s))
return y.mean(axis=0) + 0 * whole.sum() * part.sum()
"""


def test_a_wrong_name_beside_a_known_mistake_is_told():
    result = check(exercise(*MISTAKES), SIGMOID)
    assert result.misconception == "sigmoid", str(result)
    assert f"{SAID} Line 4 of `score`: `part` is the wrong name here" in result.message


def test_a_change_after_which_a_value_is_in_vain_tells_nothing():
    """Here `part` would no longer be read: what was wrong with it would be gone with it."""
    result = check(exercise(*MISTAKES), SIGMOID.replace(" * part.sum()", ""))
    assert result.misconception != "sigmoid", str(result)


# -- two slips ---------------------------------------------------------------------------------------------

TWO_SLIPS = [
    ("y.mean(axis=0)", "y.sum(axis=0)", "+ b", "- b"),
    ("np.tanh", "np.sin", "mean", "sum"),
]


@pytest.mark.parametrize("old, new, second, other", TWO_SLIPS)
def test_two_slips_are_told_with_the_lines_of_both(old, new, second, other):
    task = exercise()
    result = task.check(task.function_from(SOLUTION.replace(old, new).replace(second, other)))
    assert SAID in result.message and len([d for d in result.details if d[0] == "code"]) == 2, str(result)


# -- a slip, and what needs no knowledge of the exercise -------------------------------------------------------


def test_a_slip_beside_numbers_that_overflow_is_told_with_both():
    softmax = task(
        "def f(x):", "e = np.exp(x - x.max())\n    return e / e.sum()",
        lambda rng, N, offset=0.0: rng.normal(size=N) + offset, returns={"odds": "N"},
        sizes=[{"N": 5}, {"N": 3}, {"N": 4, "offset": 2000.0}],
    )  # fmt: skip
    result = told(softmax, "with np.errstate(all='ignore'):\n    return 2 * np.exp(x) / np.exp(x).sum()")
    assert result.misconception == "slip:extra-factor", str(result)
    assert SAID in result.message and "NaN" in result.message


def test_an_argument_that_does_not_come_in_is_told_before_two_things_are_guessed():
    """Zeros for the bias, and the shape of it read: as if it held nothing but zeros."""
    result = check(exercise("summed", "sigmoid"), "s = x @ w + np.zeros(len(b))\ntotal = 0\n"
                   "for row in np.tanh(s):\n    total = total + row / len(x)\nreturn total")  # fmt: skip
    assert result.misconception == "general:as-if-zeros", str(result)
