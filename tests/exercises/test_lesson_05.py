"""Lesson 5: right answers written in other ways pass; wrong ones never do, and the common ones are named."""

import numpy as np
import pytest
import torch
from torch import nn

from rnn_course.core import rnn_parameter_count
from rnn_course.exercises import NUMPY_AND_TORCH, lesson_05
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of

GRID = "def grid_loop(cells, x, h_0):\n    "
STACKED = "def stacked(x, h_0, W_ih, W_hh, b):\n    "
LAST = "def last_of_both(out, h_n):\n    "

RIGHT = {
    "grid_loop: row by row": GRID
    + """h_n, row = [], list(x)
    for l, cell in enumerate(cells):
        h, states = h_0[l], []
        for z in row:
            h = cell(z, h)
            states.append(h)
        row = states
        h_n.append(h)
    return torch.stack(row), torch.stack(h_n)
""",
    "grid_loop: dictionary with borders": GRID
    + """T, L = len(x), len(cells)
    h = {(-1, t): x[t] for t in range(T)} | {(l, -1): h_0[l] for l in range(L)}
    for t in range(T):
        for l in range(L):
            h[l, t] = cells[l](h[l - 1, t], h[l, t - 1])
    return torch.stack([h[L - 1, t] for t in range(T)]), torch.stack([h[l, T - 1] for l in range(L)])
""",
    "grid_loop: filled buffers and lists": GRID
    + """out = torch.zeros(*x.shape[:2], h_0.shape[-1])
    h = [h_0[l].clone() for l in range(len(h_0))]
    for t in range(x.size(0)):
        inp = x[t]
        for l in range(len(cells)):
            inp = h[l] = cells[l](inp, h[l])
        out[t] = inp
    return [out, torch.cat([s.unsqueeze(0) for s in h], dim=0)]
""",
    "grid_loop: by the formula": GRID
    + """h, out = list(h_0), []
    for x_t in x:
        z = x_t
        for l, c in enumerate(cells):
            z = h[l] = torch.tanh(z @ c.weight_ih.T + c.bias_ih + h[l] @ c.weight_hh.T + c.bias_hh)
        out.append(h[-1])
    return out, h
""",
    "grid_loop: functional, new column for each step": GRID
    + """columns = [list(h_0)]
    for x_t in x:
        column = []
        for cell, h in zip(cells, columns[-1]):
            column.append(cell(column[-1] if column else x_t, h))
        columns.append(column)
    return torch.stack([c[-1] for c in columns[1:]]), torch.stack(columns[-1])
""",
    "stacked: copies": STACKED
    + """h = h_0.clone()
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            below = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(below @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1].clone())
    return torch.stack(out), h
""",
    "stacked: two buffers": STACKED
    + """old, out = h_0, []
    for x_t in x:
        new = torch.empty_like(old)
        for l in range(len(W_ih)):
            new[l] = torch.tanh((new[l - 1] if l else x_t) @ W_ih[l].T + old[l] @ W_hh[l].T + b[l])
        out.append(new[-1])
        old = new
    return torch.stack(out), old
""",
    "stacked: numpy": STACKED
    + """h, out = [np.array(s) for s in h_0], []
    for x_t in np.asarray(x):
        z = x_t
        for l, W in enumerate(W_ih):
            h[l] = np.tanh(z @ np.asarray(W).T + h[l] @ np.asarray(W_hh[l]).T + np.asarray(b[l]))
            z = h[l]
        out.append(h[-1].copy())
    return np.stack(out), np.stack(h)
""",
    "stacked: nn.RNN for each row": STACKED
    + """row, last = x, []
    for l in range(len(W_ih)):
        h, states = h_0[l], []
        for z in torch.nn.functional.linear(row, W_ih[l], b[l]):
            h = (z + torch.einsum("bj,ij->bi", h, W_hh[l])).tanh()
            states.append(h)
        row = torch.stack(states)
        last.append(h[None])
    return row, torch.cat(last)
""",
    "stacked: out as a buffer": STACKED
    + """out = torch.zeros(len(x), *h_0.shape[1:])
    h = h_0 + 0
    for t in range(len(x)):
        h[0] = torch.tanh(x[t] @ W_ih[0].T + h[0] @ W_hh[0].T + b[0])
        for l in range(1, len(W_ih)):
            h[l] = torch.tanh(h[l - 1] @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out[t] = h[-1]
    return out, h
""",
    "last_of_both: from out": LAST
    + "H = h_n.size(-1)\n    return torch.cat((out[-1, :, :H], out[0, :, H:]), 1)\n",
    "last_of_both: transposed": LAST + "return h_n[-2:].transpose(0, 1).reshape(h_n.size(1), -1)\n",
    "last_of_both: view of layers": LAST
    + "top = h_n.view(-1, 2, *h_n.shape[1:])[-1]\n    return torch.hstack([top[0], top[1]])\n",
    "last_of_both: permute and flatten": LAST + "return h_n[-2:].permute(1, 0, 2).flatten(1)\n",
    "last_of_both: one from each": LAST
    + "return np.concatenate([out[-1, :, : out.shape[-1] // 2], h_n[-1]], axis=-1)\n",
    "last_of_both: a loop and lists": LAST
    + "return [f.tolist() + b.tolist() for f, b in zip(h_n[-2], h_n[-1])]\n",
}

# Wrong answers that the modules do not hold. The last entry says whether the check should name the mistake.
WRONG = {
    "grid_loop: in-place into h_0": (
        GRID
        + """out = []
    for x_t in x:
        for l in range(len(cells)):
            h_0[l] = cells[l](x_t if l == 0 else h_0[l - 1], h_0[l])
        out.append(h_0[-1])
    return torch.stack(out), h_0
""",
        True,
    ),
    "grid_loop: in-place into a zero tensor": (
        GRID
        + """h = torch.zeros_like(h_0)
    h[:] = h_0
    out = []
    for x_t in x:
        below = x_t
        for l in range(len(cells)):
            h[l] = cells[l](below, h[l])
            below = h[l]
        out.append(h[-1] * 1)
    return torch.stack(out), h
""",
        True,
    ),
    "grid_loop: in place, reads words, zeros as start": (
        GRID
        + """h, out = torch.zeros_like(h_0), []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t, h[l])
        out.append(h[-1].clone())
    return torch.stack(out), h
""",
        False,
    ),
    "grid_loop: in place, one step late": (
        GRID
        + """h, out = h_0.clone(), []
    for x_t in x:
        for l in reversed(range(len(cells))):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
        out.append(h[-1].clone())
    return torch.stack(out), h
""",
        True,
    ),
    "grid_loop: no_grad": (
        GRID
        + """with torch.no_grad():
        h, out = list(h_0), []
        for x_t in x:
            for l in range(len(cells)):
                h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
            out.append(h[-1])
        return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "grid_loop: outputs exchanged": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
        out.append(h[-1])
    return torch.stack(h), torch.stack(out)
""",
        True,
    ),
    "grid_loop: out only": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
        out.append(h[-1])
    return torch.stack(out)
""",
        True,
    ),
    "grid_loop: h_0 in front of out": (
        GRID
        + """h, out = list(h_0), [h_0[-1]]
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "grid_loop: reads words, zeros as start": (
        GRID
        + """h, out = [torch.zeros_like(s) for s in h_0], []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t, h[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        False,
    ),
    "grid_loop: one step late through a zip of old states": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        h = [cell(z, s) for cell, z, s in zip(cells, [x_t, *h[:-1]], h)]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "grid_loop: every layer appended": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
            out.append(h[l])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "grid_loop: return inside the loop": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(cells)):
            h[l] = cells[l](x_t if l == 0 else h[l - 1], h[l])
        out.append(h[-1])
        return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "grid_loop: x_t is not handed on": (
        GRID
        + """h, out = list(h_0), []
    for x_t in x:
        z = x_t
        for l in range(len(cells)):
            h[l] = cells[l](z, h[l])
        z = h[l]
        out.append(z)
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "stacked: x only at layer 0, the rest as it was": (
        STACKED
        + """h = h_0
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l - 1] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), h
""",
        True,
    ),
    "stacked: everything but the copy of h_0": (
        STACKED
        + """h = h_0
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1].clone())
    return torch.stack(out), h
""",
        True,
    ),
    "stacked: a slice is no copy": (
        STACKED
        + """h = h_0[:]
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1].clone())
    return torch.stack(out), torch.stack(list(h))
""",
        True,
    ),
    "stacked: copied, but the list holds windows": (
        STACKED
        + """h = h_0.clone()
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), h
""",
        True,
    ),
    "stacked: a fresh copy of h_0 in every step": (
        STACKED
        + """out = []
    for x_t in x:
        h = h_0.clone()
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), h
""",
        True,
    ),
    "stacked: reads the old state of the layer below": (
        STACKED
        + """h, out = h_0.clone(), []
    for x_t in x:
        old = h
        h = torch.stack([torch.tanh((x_t if l == 0 else old[l - 1]) @ W_ih[l].T + old[l] @ W_hh[l].T + b[l])
                         for l in range(len(W_ih))])
        out.append(h[-1])
    return torch.stack(out), h
""",
        True,
    ),
    "stacked: list, but memory still from below": (
        STACKED
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(W_ih)):
            z = x_t if l == 0 else h[l - 1]
            h[l] = torch.tanh(z @ W_ih[l].T + h[l - 1] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "stacked: list, but every layer reads x_t": (
        STACKED
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(x_t @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "stacked: no tanh": (
        STACKED
        + """h, out = list(h_0), []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = (x_t if l == 0 else h[l - 1]) @ W_ih[l].T + h[l] @ W_hh[l].T + b[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
        True,
    ),
    "last_of_both: view instead of transpose": (LAST + "return h_n[-2:].view(h_n.shape[1], -1)\n", True),
    "last_of_both: swapped halves of out": (
        LAST + "H = h_n.shape[-1]\n    return torch.cat([out[0, :, H:], out[-1, :, :H]], dim=-1)\n",
        True,
    ),
    "last_of_both: both halves at the end": (
        LAST + "H = h_n.shape[-1]\n    return torch.cat([out[-1, :, :H], out[-1, :, H:]], dim=1)\n",
        True,
    ),
    "last_of_both: a tuple": (LAST + "return h_n[-2], h_n[-1]\n", True),
    "last_of_both: cat over rows": (LAST + "return torch.cat((h_n[-2], h_n[-1]), dim=0)\n", True),
    "last_of_both: last two rows of out": (LAST + "return torch.cat([out[-2], out[-1]], dim=-1)\n", False),
    "last_of_both: interleaved numbers": (
        LAST + "return torch.stack([h_n[-2], h_n[-1]], dim=-1).flatten(1)\n",
        True,
    ),
    "last_of_both: sum over rows": (LAST + "return h_n[-2:].sum(0)\n", True),
    "last_of_both: forgotten return": (LAST + "torch.cat([h_n[-2], h_n[-1]], dim=-1)\n", True),
    "last_of_both: transposed result": (LAST + "return torch.cat([h_n[-2], h_n[-1]], dim=-1).T\n", True),
}


def written(source):
    """(exercise, the function that the learner's source defines), as a notebook would have it."""
    namespace = {}
    exec(NUMPY_AND_TORCH, namespace)
    exec(compile(source, "<learner>", "exec"), namespace)
    name = source[4 : source.index("(")]
    return getattr(lesson_05, name), namespace[name]


@pytest.mark.parametrize("exercise", exercises_of(lesson_05), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_other_right_answers_pass(source):
    exercise, function = written(source)
    result = exercise.check(function)
    assert result.passed, result
    assert not result.remarks, result


@pytest.mark.parametrize(("source", "named"), WRONG.values(), ids=WRONG)
def test_other_wrong_answers_do_not_pass(source, named):
    exercise, function = written(source)
    result = exercise.check(function)
    assert not result.passed
    assert result.outcome != "not_attempted"
    if named:
        assert result.misconception, result


def test_the_count_is_that_of_torch_and_of_core():
    rnn = nn.RNN(100, 20, num_layers=2, bidirectional=True)
    count = sum(value.numel() for value in rnn.parameters())
    assert lesson_05.count_both.right == count == rnn_parameter_count(I=100, H=20, L=2, D=2)


@pytest.mark.parametrize("answer", [7360, 7360.0, "7,360", "7360", np.int64(7360), torch.tensor(7360)])
def test_the_count_in_other_forms(answer):
    assert lesson_05.count_both.check(answer).passed


def test_the_row_is_the_one_that_torch_fills():
    rnn = nn.RNN(100, 20, num_layers=4, bidirectional=True)
    for name, value in rnn.named_parameters():
        if name.endswith("_l2_reverse"):
            nn.init.zeros_(value)  # this reader then says nothing but zeros
    h_n = rnn(torch.randn(5, 3, 100))[1]
    assert [row for row in range(8) if not h_n[row].any()] == [lesson_05.which_row.right]


@pytest.mark.parametrize("answer", [5, "5", 5.0, [5], np.array(5)])
def test_the_row_in_other_forms(answer):
    assert lesson_05.which_row.check(answer).passed


def test_what_dropout_touches_is_what_torch_does():
    rnn = nn.RNN(100, 20, num_layers=3, dropout=0.5)
    x = torch.randn(10, 3, 100)
    equal = [torch.equal(p, q) for p, q in zip(rnn(x)[1], rnn(x)[1], strict=True)]
    assert lesson_05.dropout_rows.options[lesson_05.dropout_rows.right].startswith(str(equal))


@pytest.mark.parametrize("answer", ["c", "C", " c) ", "(c)", lesson_05.dropout_rows.options["c"]])
def test_the_choice_in_other_forms(answer):
    assert lesson_05.dropout_rows.check(answer).passed


AS_LEARNERS_WRITE = [
    (
        "grid_loop",
        "appended-after-the-loop",
        """
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            inp = h[l] = cell(inp, h[l])
    out.append(inp)
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "grid_loop",
        "layers-from-the-top",
        """
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in reversed(range(len(cells))):
            inp = h[l] = cells[l](inp, h[l])
        out.append(inp)
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "grid_loop",
        "two-layers-only",
        """
def grid_loop(cells, x, h_0):
    h1, h2 = h_0[0], h_0[1]
    out = []
    for x_t in x:
        h1 = cells[0](x_t, h1)
        h2 = cells[1](h1, h2)
        out.append(h2)
    return torch.stack(out), torch.stack([h1, h2])
""",
    ),
    (
        "grid_loop",
        "h-n-every-step",
        """
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out, h_n = [], []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            inp = h[l] = cell(inp, h[l])
        out.append(inp)
        h_n.append(torch.stack(h))
    return torch.stack(out), torch.stack(h_n)
""",
    ),
    (
        "grid_loop",
        "list-to-tensor",
        """
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            inp = h[l] = cell(inp, h[l])
        out.append(inp)
    return torch.tensor(out), torch.tensor(h)
""",
    ),
    (
        "stacked",
        "reads-the-start",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0); old = h
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            a = x_t if l == 0 else h_0[l - 1]
            h[l] = torch.tanh(a @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "stacked",
        "h-n-top-with-axis",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1])
    out = torch.stack(out)
    return out, out[-1:]
""",
    ),
    (
        "stacked",
        "weights-and-bias-shared",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[0].T + b[0])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "stacked",
        "word-and-below-added",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            inp = x_t if l == 0 else x_t + h[l - 1]
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "stacked",
        "word-read-once",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    inp = x[0]
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)
""",
    ),
    (
        "last_of_both",
        "first-row-and-last",
        """
def last_of_both(out, h_n):
    return torch.cat([h_n[0], h_n[-1]], dim=1)
""",
    ),
    (
        "last_of_both",
        "both-ends-whole",
        """
def last_of_both(out, h_n):
    return torch.cat([out[-1], out[0]], dim=1)
""",
    ),
    (
        "last_of_both",
        "every-second-number",
        """
def last_of_both(out, h_n):
    return torch.cat([out[-1, :, ::2], out[0, :, 1::2]], dim=-1)
""",
    ),
    (
        "last_of_both",
        "rows-of-a-two-layer-net",
        """
def last_of_both(out, h_n):
    return torch.cat([h_n[2], h_n[3]], dim=1)
""",
    ),
    (
        "last_of_both",
        "last-sentences",
        """
def last_of_both(out, h_n):
    return torch.cat([h_n[:, -2], h_n[:, -1]], dim=1)
""",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "source"), AS_LEARNERS_WRITE, ids=lambda value: value.split("\n")[0][:30]
)
def test_wrong_answers_in_learners_words_are_named(name, key, source):
    exercise = getattr(lesson_05, name)
    result = exercise.check(exercise.function_from(source))
    assert (result.outcome, result.misconception) == ("named", key), result


UNUSUAL_BUT_RIGHT = [
    (
        "grid_loop",
        """
def grid_loop(cells, x, h_0):
    T, L = len(x), len(cells)
    g = {(l, -1): h_0[l] for l in range(L)} | {(-1, t): x[t] for t in range(T)}
    for t in range(T):
        for l in range(L):
            g[l, t] = cells[l](g[l - 1, t], g[l, t - 1])
    return torch.stack([g[L - 1, t] for t in range(T)]), torch.stack([g[l, T - 1] for l in range(L)])
""",
    ),
    (
        "grid_loop",
        """
from functools import reduce
def grid_loop(cells, x, h_0):
    def column(h, x_t):
        new = []
        for c, h_l in zip(cells, h):
            new.append(c(new[-1] if new else x_t, h_l))
        return new
    columns = [list(h_0)]
    for x_t in x:
        columns.append(column(columns[-1], x_t))
    return torch.stack([c[-1] for c in columns[1:]]), torch.stack(columns[-1])
""",
    ),
    (
        "stacked",
        """
def stacked(x, h_0, W_ih, W_hh, b):
    T, L = len(x), len(W_ih)
    g = torch.zeros(T + 1, *h_0.shape, dtype=h_0.dtype)
    g[0] = h_0
    for t in range(T):
        for l in range(L):
            below = g[t + 1, l - 1] if l else x[t]
            g[t + 1, l] = torch.tanh(below @ W_ih[l].T + g[t, l] @ W_hh[l].T + b[l])
    return g[1:, -1], g[-1]
""",
    ),
    (
        "last_of_both",
        """
def last_of_both(out, h_n):
    return [f.tolist() + b.tolist() for f, b in zip(h_n[-2], h_n[-1])]
""",
    ),
]


@pytest.mark.parametrize(("name", "source"), UNUSUAL_BUT_RIGHT, ids=lambda value: value.split("\n")[0][:30])
def test_unusual_right_answers_are_right(name, source):
    exercise = getattr(lesson_05, name)
    result = exercise.check(exercise.function_from(source))
    assert result.passed, result
