"""The search for the slip: each kind is found in an answer that has it, at its line, and in words."""

import ast
import re
import textwrap
import warnings

import numpy as np
import pytest
import torch
from engine_sample import check_step, one_step, unroll

from rnn_course.nearmiss import NUMPY_AND_TORCH, FunctionExercise, Misconception, with_gradients
from rnn_course.nearmiss.explain.slips.edits import scope_of
from rnn_course.nearmiss.explain.slips.edits_of_terms import used_elsewhere
from rnn_course.nearmiss.explain.slips.kinds import KINDS
from rnn_course.nearmiss.explain.slips.search import find_slip
from rnn_course.nearmiss.explain.trees import copied, parsed

HINTS = ["vague", "clearer", "plain"]


def _draw(rng, T, B, I, H):
    return (
        rng.normal(size=(T, B, I)),
        rng.normal(size=(B, H)),
        rng.normal(size=(H, I)),
        rng.normal(size=(H, H)),
        rng.normal(size=H),
    )


def _draw_torch(rng, T, B, I, H):
    return torch.randn(T, B, I), torch.randn(B, H, requires_grad=True), torch.nn.RNNCell(I, H)


LOOP = "x, h_0, W_xh, W_hh, b"
CELL = "x, h_0, cell"


def exercise(arguments, body, draw=None, **more):
    """An exercise whose solution has this body."""
    torch_too = arguments == CELL
    return FunctionExercise(
        id="t.slip",
        title="Slip",
        stub=f"def answer({arguments}):\n    return ...\n",
        solution=source(arguments, body),
        why="Because.",
        hints=HINTS,
        draw=draw or (_draw_torch if torch_too else _draw),
        imports=NUMPY_AND_TORCH,
        **more,
    )


def source(arguments, body):
    """The text of a function with this body."""
    return f"def answer({arguments}):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"


UNROLL = """\
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)
"""
CELLS = """\
    h, states = h_0, []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)
"""
STEP = "return np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)"
SUMS = """\
    total = np.zeros((len(b), x.shape[2]))
    for t in range(len(x)):
        total += h_0.T @ x[t]
    return total
"""


STORED = """\
    h = list(h_0)
    for x_t in x:
        for b in range(len(h)):
            new = np.tanh(x_t[b] @ W_xh.T + h[b] @ W_hh.T)
            h[b] = new
    return np.stack(h)
"""


EARLY = """\
    h, out = h_0[:, :1], []
    for x_t in x[:, :1].mean(axis=-1):
        {}
        {}
        {}
        {}
    return np.stack(out)
"""


def with_change(body, old, new):
    assert old in body, (old, body)
    return body.replace(old, new)


# kind: (arguments, right body, wrong body, line of the slip; the `def` is line 1)
CASES = {
    "sign": (LOOP, STEP, with_change(STEP, "+ b", "- b"), 2),
    "extra-sign": (LOOP, "return h_0 @ W_hh", "return -(h_0 @ W_hh)", 2),
    "sign-missing": (LOOP, "return np.exp(-h_0)", "return np.exp(h_0)", 2),
    "product": (LOOP, "return h_0 * h_0", "return h_0 @ h_0", 2),
    "operator": (LOOP, "return h_0 * len(x)", "return h_0 / len(x)", 2),
    "order-of-operands": (LOOP, "return b - h_0.sum(axis=0)", "return h_0.sum(axis=0) - b", 2),
    "bracket": (LOOP, "return b * (1 - h_0**2)", "return b * (1 - h_0) ** 2", 2),
    "bracket-of-a-call": (LOOP, STEP, "return np.tanh(x[0] @ W_xh.T) + h_0 @ W_hh.T + b", 2),
    "count-from-one": (
        LOOP,
        "return np.stack([x[:t + 1].sum(axis=0) / (t + 1) for t in range(len(x))])",
        "return np.stack([x[:t + 1].sum(axis=0) / t for t in range(len(x))])",
        2,
    ),
    "not-stored": (LOOP, STORED, with_change(STORED, "h[b] = new", "pass"), 5),
    "extra-term": (LOOP, STEP, with_change(STEP, "+ b", "+ b + b"), 2),
    "extra-factor": (LOOP, SUMS, with_change(SUMS, "return total", "return total / x.shape[1]"), 5),
    "squashing": (LOOP, STEP, with_change(STEP, "np.tanh", "np.arctan"), 2),
    "reduction": (LOOP, "return x.mean(axis=0)", "return x.sum(axis=0)", 2),
    "joining": (LOOP, UNROLL, with_change(UNROLL, "np.stack", "np.concatenate"), 6),
    "filling": (LOOP, SUMS, with_change(SUMS, "np.zeros", "np.ones"), 2),
    "extra-call": (CELL, CELLS, with_change(CELLS, "append(h)", "append(h.detach())"), 5),
    "turned-missing": (LOOP, UNROLL, with_change(UNROLL, "W_hh.T", "W_hh"), 4),
    "turned-extra": (LOOP, "return h_0 @ W_hh", "return h_0 @ W_hh.T", 2),
    "axis": (LOOP, "return x.mean(axis=0)", "return x.mean(axis=1)", 2),
    "keyword-extra": (LOOP, "return h_0.sum(axis=0)", "return h_0.sum(axis=0, keepdims=True)", 2),
    "comparison": (LOOP, "return (b >= 0) * 1.0", "return (b < 0) * 1.0", 2),
    "condition": (LOOP, UNROLL, with_change(UNROLL, "states.append(h)", "if len(states) < 2: states.append(h)"), 5),
    "index": (LOOP, "return x[-1]", "return x[1]", 2),
    "index-name": (LOOP, SUMS, with_change(SUMS, "x[t]", "x[0]"), 4),
    "term-missing": (LOOP, UNROLL, with_change(UNROLL, " + b", ""), 4),
    "index-shift": (LOOP, "return x[len(x) - 1]", "return x[len(x) - 2]", 2),
    "index-extra": (LOOP, "return x.sum(axis=-1)", "return x[0].sum(axis=-1)", 2),
    "used-elsewhere": (LOOP, "return x[:3] - x[:3].mean()", "return x[:3] - x.mean()", 2),
    "index-axis": (LOOP, "return x[:, 0]", "return x[0, :]", 2),
    "backwards": (LOOP, "return x.mean(axis=0)", "return x.mean(axis=0)[::-1]", 2),
    "other-axis": (
        LOOP,
        UNROLL,
        with_change(UNROLL, "for x_t in x:", "for t in range(x.shape[1]):").replace("x_t @", "x[:, t] @"),
        3,
    ),
    "slice": (LOOP, "return x[1:]", "return x[:1]", 2),
    "minus-zero": (LOOP, "return sum(x[len(x) - n :].sum() for n in range(3))", "return sum(x[-n:].sum() for n in range(3))", 2),
    "number": (LOOP, "return x * 3", "return x * 2", 2),
    "loop-bound": (LOOP, SUMS, with_change(SUMS, "range(len(x))", "range(1, len(x))"), 3),
    "direction": (
        LOOP,
        with_change(UNROLL, "for x_t in x:", "for x_t in x[::-1]:"),
        with_change(UNROLL, "for x_t in x:", "for t in range(len(x)):").replace("x_t @", "x[t] @"),
        3,
    ),
    "other-name": (LOOP, "return h_0 + b", "first = h_0 + b\nsecond = h_0 * b\nreturn second", 4),
    "other-argument": (LOOP, "return h_0 * b", "return h_0 * h_0", 2),
    "arguments-swapped": (CELL, CELLS, with_change(CELLS, "cell(x_t, h)", "cell(h, x_t)"), 4),
    "argument-missing": (CELL, CELLS, with_change(CELLS, "cell(x_t, h)", "cell(x_t)"), 4),
    "argument-extra": (CELL, "return cell(x[0])", "return cell(x[0], h_0)", 2),
    "parts-swapped": (LOOP, "return np.concatenate([x[0], x[-1]])", "return np.concatenate([x[-1], x[0]])", 2),
    "results-swapped": (LOOP, "low, high = np.split(x, [2])\nreturn high.sum(axis=0) - 2 * low.mean(axis=0)",
                        "high, low = np.split(x, [2])\nreturn high.sum(axis=0) - 2 * low.mean(axis=0)", 2),
    "part-extra": (LOOP, "return np.stack([h_0])", "return np.stack([h_0, 2 * h_0])", 2),
    "squashing-missing": (LOOP, UNROLL, with_change(UNROLL, "np.tanh", ""), 4),
    "root-missing": (LOOP, "return np.sqrt((b**2).sum())", "return (b**2).sum()", 2),
    "copy-missing": (
        LOOP,
        UNROLL,
        "    h, states = h_0.copy(), []\n    for x_t in x:\n        h[:] = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n"
        "        states.append(h)\n    return np.stack(states)",
        5,
    ),
    "at-once": (
        LOOP,
        "h = b\nfor x_t in x:\n    b = b + x_t.sum()\n    h = h * b\nreturn h",
        "h = b\nfor x_t in x:\n    b, h = b + x_t.sum(), h * b\nreturn h",
        4,
    ),
    "line-early": (LOOP, EARLY.format("", "h = h + x_t", "h = 2 * h", "out.append(h)"), EARLY.format("out.append(h)", "h = h + x_t", "h = 2 * h", ""), 4),
    "neighbours": (LOOP, "return (2 * x[1:] - x[:-1]).sum(axis=0)", "return (2 * x[:-1] - x[1:]).sum(axis=0)", 2),
    "value-as-index": (LOOP, "out = np.zeros(len(b))\nfor i, n in enumerate(np.argsort(b)):\n    out[i] = n * b[n]\nreturn out",
                       "out = np.zeros(len(b))\nfor n in np.argsort(b):\n    out[n] = n * b[n]\nreturn out", 4),
    "all-rows": (LOOP, "best = h_0.argmax(axis=1)\nreturn h_0[np.arange(len(h_0)), best].sum()",
                 "best = h_0.argmax(axis=1)\nreturn h_0[:, best].sum()", 3),
    "all-axes": (LOOP, "return np.exp(h_0) / np.exp(h_0).sum(axis=1, keepdims=True)", "return np.exp(h_0) / np.exp(h_0).sum()", 2),
    "einsum-letters": (LOOP, "return h_0 @ W_hh.T", 'return np.einsum("bh,hk->bk", h_0, W_hh)', 2),
    "added-once": (LOOP, "total = np.zeros(2)\nnp.add.at(total, (b > 0).astype(int), b)\nreturn total",
                   "total = np.zeros(2)\ntotal[(b > 0).astype(int)] += b\nreturn total", 3),
    "number-itself": (LOOP, "return np.stack([x_t * t for t, x_t in enumerate(x)])",
                      "return np.stack([x[t] * x[t] for t in range(len(x))])", 2),
    "adding": (LOOP, SUMS, with_change(SUMS, "+=", "="), 4),
    "line-extra": (LOOP, UNROLL, with_change(UNROLL, "    return", "    states.append(h)\n    return"), 6),
    "lines-swapped": (
        LOOP,
        UNROLL,
        "    h, states = h_0, []\n    for x_t in x:\n        states.append(h)\n        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n"
        "    return np.stack(states)",
        4,
    ),
    "inside-loop": (LOOP, SUMS, with_change(SUMS, "    for t", "    for t").replace(
        "    total = np.zeros((len(b), x.shape[2]))\n    for t in range(len(x)):\n", "    for t in range(len(x)):\n        total = np.zeros((len(b), x.shape[2]))\n"), 3),
    "return-in-loop": (LOOP, UNROLL, with_change(UNROLL, "    return", "        return"), 6),
    "outside-loop": (LOOP, UNROLL, with_change(UNROLL, "        states.append", "    states.append"), 5),
    "not-handed-on": (
        LOOP,
        UNROLL,
        "    h, states = h_0, []\n    for x_t in x:\n        new = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n"
        "        states.append(new)\n    return np.stack(states)",
        3,
    ),
}  # fmt: skip


def test_every_kind_of_slip_has_a_case():
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("kind", CASES)
def test_the_slip_is_found_at_its_line_and_told_in_words(kind):
    arguments, right, wrong, line = CASES[kind]
    observe = {"observe": with_gradients("h"), "returns": {"h": ""}} if arguments == CELL else {}
    task = exercise(arguments, right, **observe)
    text = source(arguments, wrong)
    answer = task.function_from(text)
    seen = [task.see(answer, i) for i in range(len(task.sizes))]
    assert not all(task.alike(one, None, i) for i, one in enumerate(seen)), "the answer is right"
    slip = find_slip(task._evidence(answer, seen))
    assert slip is not None
    assert slip.key == f"slip:{kind}", slip.sentence
    assert slip.sentence.startswith(f"Line {line} of `answer`: ")
    assert slip.line == text.splitlines()[line - 1].strip()
    assert not re.search(r"[{}]|``|None\b", slip.sentence), slip.sentence


def test_a_slip_is_an_outcome_with_the_line_of_code():
    result = check_step("s = x_t @ W_xh.T + h_prev @ W_hh.T\nreturn np.tanh(s - b)\n")
    assert result.outcome == "named" and result.misconception == "slip:sign"
    assert "look at one line" in str(result) and "return np.tanh(s - b)" in str(result)


def test_an_answer_that_raises_an_error_is_mended_too():
    result = check_step("return np.tanh(x_t @ W_xh.T + h_prev * W_hh.T + b)\n")
    assert result.misconception == "slip:product", result
    assert "could not be broadcast" in str(result)


def test_the_same_slip_at_two_places_is_found_and_both_lines_are_told():
    body = "h, n = h_0, len(x)\nfirst = x[0] @ W_xh + h @ W_hh.T\nlast = x[n - 1] @ W_xh + h @ W_hh.T\nreturn first + last\n"
    task = exercise(LOOP, body.replace("W_xh ", "W_xh.T "), returns={"": "B H"})
    result = task.check(task.function_from(source(LOOP, body)))
    assert result.misconception == "slip:turned-missing"
    assert "Line 3" in result.message and "the same in line 4" in result.message


def test_odd_changes_do_not_warn():
    """Without `np.ones` this answer says `3[0]`, and Python would wonder aloud in the learner's notebook."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        check_step("one = np.ones(3)[0]\nreturn np.tanh(one - x_t @ W_xh.T)\n")
    assert not heard


def test_an_endless_change_does_not_use_up_the_time():
    body = "h, states, i = h_0, [], 0\nwhile i < len(x):\n    h = np.tanh(x[i] @ W_xh.T + h @ W_hh.T - b)\n    i += 1\n    states.append(h)\nreturn np.stack(states)\n"
    task = exercise(LOOP, UNROLL, returns={"states": "T B H"})
    assert task.check(task.function_from(source(LOOP, body))).misconception == "slip:sign"


def test_a_known_mistake_comes_with_the_line_it_stands_in():
    loop = "def unroll(x, h_0, W_xh, W_hh, b):\n    out, h = [], h_0\n    for x_t in x:\n        new = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)\n        out.append(new)\n    return np.stack(out), new\n"
    result = unroll.check(unroll.function_from(loop))
    assert result.misconception == "forgets"
    assert "In your code: line 3" in " ".join(str(result).split())


def test_parts_of_an_answer_are_explained_each_for_itself():
    task = exercise(
        LOOP,
        "return x[-1], x.mean(axis=0)",
        returns={"last": "B I", "mean": "B I"},
        misconceptions=[
            Misconception("first", source(LOOP, "return x[0], x.mean(axis=0)"), "That is the first."),
            Misconception("max", source(LOOP, "return x[-1], x.max(axis=0)"), "That is the largest."),
        ],
    )
    both = task.check(task.function_from(source(LOOP, "return x[0], x.max(axis=0)")))
    assert both.misconception == "first"
    assert "`last`: That is the first." in both.message and "`mean`: That is the largest." in both.message
    one = task.check(task.function_from(source(LOOP, "return x[0], x.mean(axis=0) * x.std()")))
    assert (
        one.misconception == "first" and "x.std()" in one.message
    )  # the slip was found in the text of the answer


@pytest.mark.parametrize(
    "body",
    ["open('x')", "__import__('os').remove('x')", "eval('1')", "import os\nos.remove('x')"],
)
def test_code_that_could_do_harm_is_not_tried_in_other_forms(body):
    answer = one_step.function_from(
        f"def one_step(x_t, h_prev, W_xh, W_hh, b):\n{textwrap.indent(body, '    ')}\n    return b\n"
    )
    assert parsed(answer) is None


def test_an_argument_that_is_lost_is_told_when_nothing_else_is():
    hidden = check_step(
        "rows = []\nfor b in range(len(x_t)):\n    rows.append(np.tanh(np.cos(W_xh @ x_t[b]) + W_hh @ h_prev[b]) + b)\nreturn np.array(rows)\n"
    )
    assert hidden.misconception == "general:hidden-argument" and "`b`" in hidden.message
    unused = check_step("return np.cos(x_t @ W_xh.T) ** 3\n")
    assert unused.misconception == "general:unused-argument"
    assert (
        all(f"`{name}`" in unused.message for name in ("h_prev", "W_hh", "b"))
        and "`x_t`" not in unused.message
    )


def test_a_value_that_is_computed_in_vain_is_told_when_nothing_else_is():
    lost = check_step(
        "gate = 1 / (1 + np.exp(-b))\nreturn np.cos(x_t @ W_xh.T) ** 3 + np.sin(h_prev @ W_hh.T) * b.sum()\n"
    )
    assert lost.misconception == "general:unused-value" and "computes `gate`" in lost.message


def test_the_same_slip_in_two_like_lines_is_found_and_both_are_told():
    right = (
        "r = 1 / (1 + np.exp(-(h_0 @ W_hh.T)))\nz = 1 / (1 + np.exp(-(x[0] @ W_xh.T)))\nreturn r * h_0 + z\n"
    )
    task = exercise(LOOP, right, returns={"": "B H"})
    result = task.check(task.function_from(source(LOOP, right.replace("-(", "("))))
    assert result.misconception == "slip:sign-missing" and "the same in line 3" in result.message


def test_what_two_like_lines_lack_is_found_in_its_order():
    right = "a, c = h_0 @ W_hh.T, x[0] @ W_xh.T\nr = np.tanh(h_0 - 1 + a)\nz = np.exp(h_0 - 1 + c)\nreturn r * z + b\n"
    wrong = right.replace("1 + a", "1").replace("1 + c", "1")
    task = exercise(LOOP, right, returns={"": "B H"})
    result = task.check(task.function_from(source(LOOP, wrong)))
    assert result.misconception == "slip:term-missing" and "the same in line 4" in result.message


def test_keywords_that_have_each_others_value_are_found():
    right = "return np.average(h_0[:, 0], weights=h_0[:, 1] ** 2)"
    task = exercise(LOOP, right)
    result = task.check(
        task.function_from(source(LOOP, "return np.average(h_0[:, 1] ** 2, weights=h_0[:, 0])"))
    )
    assert result.misconception == "slip:arguments-swapped"


def test_functions_without_a_known_source_are_left_alone():
    def outer():
        shift = np.ones(1)
        return lambda x_t, h_prev, W_xh, W_hh, b: b + shift

    assert parsed(outer()) is None
    namespace = {}
    exec("def one_step(x_t, h_prev, W_xh, W_hh, b): return b", namespace)
    assert parsed(namespace["one_step"]) is None
    assert parsed(np.tanh) is None


def test_the_search_leaves_the_learners_function_as_it_was():
    answer = one_step.function_from(
        "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T - b)\n"
    )
    code = answer.__code__
    assert one_step.check(answer).misconception == one_step.check(answer).misconception == "slip:sign"
    assert answer.__code__ is code and answer.__globals__["one_step"] is answer


# (right body, wrong body, kind): the same kinds in further forms
FORMS = [
    ("return x[1:4]", "return x[0:3]", "slice"),
    ("return x[len(x) - 2:]", "return x[len(x) - 3:-1]", "slice"),
    ("return x[-2:]", "return x[:2]", "slice"),
    ("return sum(x_t for x_t in x) + b[0]", "return sum(x_t + b[0] for x_t in x)", "bracket-of-a-call"),
    ("return np.tanh(h_0 + b[0] * h_0)", "return b[0] * np.tanh(h_0 + h_0)", "bracket-of-a-call"),
    ("return np.exp(np.where(h_0 > 0, h_0, -np.inf))", "return np.exp(np.where(h_0 > 0, h_0, 0))", "number"),
    (
        "total = 0\nfor v in b:\n    total += v**2\nreturn h_0 / total ** 0.5",
        "total = 0\nfor v in b:\n    total += v**2\nreturn h_0 / total",
        "root-missing",
    ),
    (
        "r, q, s = x, b[0], h_0[0, 0]\nr, q = (np.exp(a) for a in (r, q))\nreturn r * q + s",
        "r, q, s = x, b[0], h_0[0, 0]\nr, q, s = (np.exp(a) for a in (r, q, s))\nreturn r * q + s",
        "part-extra",
    ),
]


@pytest.mark.parametrize("right, wrong, kind", FORMS)
def test_further_forms_of_a_slip(right, wrong, kind):
    task = exercise(LOOP, right)
    result = task.check(task.function_from(source(LOOP, wrong)))
    assert result.misconception == f"slip:{kind}", str(result)


def test_a_slice_that_speaks_of_its_own_array_ends_the_search():
    """`x[len(x) - 1 :]` might be put in the place of the x inside it: a tree that holds itself has no end."""
    wrong = "last = x[len(x) - 1 :]\nreturn last.sum(axis=0) + h_0.sum()"
    task = exercise(LOOP, "return x.prod(axis=0) * b.sum()")
    answer = task.function_from(source(LOOP, wrong))
    scope = scope_of(parsed(answer).function)
    name = next(
        n for n in scope.above if getattr(n, "id", "") == "x" and isinstance(scope.above[n], ast.Call)
    )
    parts = [
        new for kind, new, _ in used_elsewhere(name, scope.above[name], scope) if kind == "used-elsewhere"
    ]
    assert parts and all(name not in ast.walk(new) for new in parts)
    assert not task.check(answer).passed


def test_two_changes_close_no_circle():
    tree = ast.parse("y = f(x) + f(x)").body[0]
    tree.value.right = tree.value.left  # one node in two places
    again = copied(tree)
    assert ast.unparse(again) == "y = f(x) + f(x)" and again.value.left is not again.value.right
    assert again.value.lineno == 1
