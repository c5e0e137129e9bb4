"""Lesson 3: right answers in many forms pass; wrong ones, also those the module does not list, never do."""

import textwrap

import pytest

from rnn_course.exercises import lesson_03
from rnn_course.exercises.lesson_03_mistakes import edited
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_03), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id for exercise in exercises_of(lesson_03)]
    assert names == [
        "03.state_shape",
        "03.what_does_it_print",
        "03.loop",
        "03.repair_batch_loop",
        "03.two_cells",
    ]


LOOP = "def loop(cell, x, h_0):"
REPAIR = "def repair_batch_loop(cell, x):"
TWO = "def two_cells(cell1, cell2, x, h1, h2):"


def check(head, body):
    """Judge the function with this first line and body."""
    exercise = {LOOP: lesson_03.loop, REPAIR: lesson_03.repair_batch_loop, TWO: lesson_03.two_cells}[head]
    source = head + "\n" + textwrap.indent(textwrap.dedent(body), "    ")
    return exercise.check(exercise.function_from(source))


RIGHT = [
    (
        LOOP,
        """
        out = []
        for t in range(x.shape[0]):
            h_0 = cell(x[t], h_0)
            out.append(h_0)
        return out
        """,
    ),
    (
        LOOP,
        """
        out = torch.empty(len(x), *h_0.shape)
        h = h_0
        for t, x_t in enumerate(x):
            h = cell(x_t, h)
            out[t] = h
        return out
        """,
    ),
    (
        LOOP,
        """
        h, kept = h_0.clone(), ()
        for t in range(x.size(0)):
            h = torch.tanh(torch.nn.functional.linear(x[t], cell.weight_ih, cell.bias_ih)
                           + torch.einsum("bk,hk->bh", h, cell.weight_hh) + cell.bias_hh)
            kept += (h,)
        return torch.cat(kept).view(len(x), *h_0.shape)
        """,
    ),
    (
        LOOP,
        """
        rnn = nn.RNN(cell.input_size, cell.hidden_size)
        named = {f"{name}_l0": p for name, p in cell.named_parameters()}
        out, _ = torch.func.functional_call(rnn, named, (x, h_0.unsqueeze(0)))
        return out
        """,
    ),
    (
        LOOP,
        """
        from itertools import accumulate
        return torch.stack(list(accumulate(x, lambda h, x_t: cell(x_t, h), initial=h_0))[1:])
        """,
    ),
    (
        LOOP,
        """
        batch_first = x.transpose(0, 1)
        states, h = [], h_0
        for t in range(batch_first.shape[1]):
            h = cell(batch_first[:, t], h)
            states.append(h)
        return torch.stack(states, dim=1).transpose(0, 1)
        """,
    ),
    (
        LOOP,
        """
        def read(words, h):
            for word in words:
                h = cell(word, h)
                yield h
        sentences = [torch.stack(list(read(x[:, b], h_0[b]))) for b in range(x.shape[1])]
        return torch.stack(sentences, dim=1)
        """,
    ),
    (
        REPAIR,
        """
        h, states = None, []
        for x_t in x:
            h = cell(x_t, h)
            states.append(h)
        return torch.stack(states)
        """,
    ),
    (
        REPAIR,
        """
        x = x.transpose(0, 1)
        h = torch.zeros(x.shape[0], cell.hidden_size)
        states = []
        for t in range(x.shape[1]):
            h = cell(x[:, t], h)
            states.append(h)
        return torch.stack(states, dim=0)
        """,
    ),
    (
        REPAIR,
        """
        sentences = []
        for b in range(x.shape[1]):
            h, states = None, []
            for t in range(x.shape[0]):
                h = cell(x[t, b], h)
                states.append(h)
            sentences.append(torch.stack(states))
        return torch.stack(sentences, dim=1)
        """,
    ),
    (
        REPAIR,
        """
        states = [cell(x[0])]
        for x_t in x[1:]:
            states.append(cell(x_t, states[-1]))
        return states
        """,
    ),
    (
        TWO,
        """
        out = []
        for t in range(len(x)):
            h1 = cell1(x[t], h1)
            h2 = cell2(h1, h2)
            out += [h2]
        return torch.stack(out), h1, h2
        """,
    ),
    (
        TWO,
        """
        lower, upper = [], []
        for x_t in x:
            h1 = cell1(x_t, h1)
            lower.append(h1)
        for y_t in lower:
            h2 = cell2(y_t, h2)
            upper.append(h2)
        return [torch.stack(upper), lower[-1], upper[-1]]
        """,
    ),
    (
        TWO,
        """
        out = torch.zeros(len(x), *h2.shape)
        for t, x_t in enumerate(x):
            h2 = cell2(h1 := cell1(x_t, h1), h2)
            out[t] = h2
        return {"out": out, "h1": h1, "h2": h2}["out"], h1, out[-1]
        """,
    ),
    (
        TWO,
        """
        states = [h1, h2]
        out = []
        for layer_input in x:
            for layer, cell in enumerate((cell1, cell2)):
                states[layer] = layer_input = cell(layer_input, states[layer])
            out.append(layer_input)
        return out, states[0], states[1]
        """,
    ),
]


@pytest.mark.parametrize(("head", "body"), RIGHT)
def test_right_answers_of_every_form_pass(head, body):
    result = check(head, body)
    assert result.passed, str(result)


def variant(exercise, *edits):
    """The reference solution with edits, judged."""
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    return exercise.check(exercise.function_from(source))


# What learners write, as edits of the reference solutions.
STEP, START, HEAD, BACK = "h = cell(x_t, h)", "h = h_0", "for x_t in x:", "return torch.stack(states)"
LOOP_EDITS = [
    [(START, "h = torch.zeros_like(h_0)")],
    [(START, "h = torch.zeros(x.shape[1], cell.hidden_size)")],
    [(START, "h = torch.randn_like(h_0)")],
    [(HEAD, "for x_t in x[1:]:")],
    [(HEAD, "for x_t in x[:-1]:")],
    [(HEAD, "for x_t in reversed(x):")],
    [(BACK, "return torch.stack(states).flip(0)")],
    [(BACK, "return torch.stack(states, -1)")],
    [(BACK, "return torch.stack(states)[-1:]")],
    [(BACK, "return states[0]")],
    [(BACK, "return torch.stack(states).mean(0)")],
    [(BACK, "return torch.stack(states).sum(0)")],
    [(BACK, "return torch.hstack(states)")],
    [(BACK, "return torch.vstack(states)")],
    [(BACK, "return torch.cat(states, dim=1)")],
    [(BACK, "return torch.stack(states).transpose(0, 1)")],
    [(BACK, "return torch.cat(states).view(h_0.shape[0], len(x), -1)")],
    [(BACK, "print(torch.stack(states))")],
    [(BACK, "torch.stack(states)")],
    [(BACK, "return h, torch.stack(states)")],
    [(BACK, "return torch.stack(states).unsqueeze(0)")],
    [("        states.append(h)\n", "        states.append(h)\n        return torch.stack(states)\n")],
    [("        states.append(h)\n", "    states.append(h)\n")],
    [("states = []", "states = []\n    h = cell(x[0], h)")],
    [(STEP, "h = cell(h, x_t)")],
    [(STEP, "h = cell(x_t) + h")],
    [(STEP, "h = h + cell(x_t, h)")],
    [(STEP, "h = torch.relu(cell(x_t, h))")],
    [(STEP, "h = cell(x_t, h_0)"), (START, "pass")],
    [(STEP, "h = cell(x, h)")],
    [(STEP, "h = cell(x_t.unsqueeze(0), h)")],
    [(STEP, "h, _ = cell(x_t, h)")],
    [(STEP, "h = cell(x_t, h)[0]")],
    [(STEP, "h = cell(x_t, h.data)")],
    [(STEP, "h = cell(x_t, torch.tensor(h.tolist()))")],
    [(STEP, "h = cell(x_t, h.detach())"), (BACK, "return states")],
    [(STEP, "h[:] = cell(x_t, h)"), (START, "h = h_0.clone()")],
    [(STEP, "h.copy_(cell(x_t, h))")],
    [(STEP, "h.data = cell(x_t, h).data"), (START, "h = h_0.clone()")],
    [(BACK, "return torch.stack(states).detach().numpy()")],
    [(BACK, "return torch.stack(states).tolist()")],
    [(BACK, "return [s.detach() for s in states]")],
    [("h = h_0", "torch.set_grad_enabled(False)\n    h = h_0")],
    [(STEP, "h = torch.tanh(x_t @ cell.weight_ih.T + h @ cell.weight_hh + cell.bias_ih + cell.bias_hh)")],
    [(STEP, "h = x_t @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias_ih + cell.bias_hh")],
    [(STEP, "h = torch.tanh(x_t @ cell.weight_ih.T + cell.bias_ih + cell.bias_hh)")],
    [(STEP, "h = torch.tanh(x_t @ cell.weight_ih + h @ cell.weight_hh + cell.bias_ih + cell.bias_hh)")],
    [(HEAD, "for b in range(x.shape[1]):"), (STEP, "h = cell(x[:, b])"), ("(states)", "(states, dim=1)")],
    [(HEAD, "for b in range(x.shape[1]):"), (STEP, "h = cell(x[:, b])")],
    [(HEAD, "for b in range(x.shape[1]):"), (STEP, "h = cell(x[:, b], h)"), (START, "h = None")],
    [(HEAD, "for x_t in x.permute(1, 0, 2):")],
    [(HEAD, "for t in range(x.shape[1]):"), (STEP, "h = cell(x[t], h)")],
    [(HEAD, "for x_t in x.reshape(x.shape[1], x.shape[0], -1):")],
    [(BACK, "return nn.RNN(x.shape[2], h_0.shape[1])(x, h_0[None])[0]")],
    [(BACK, "return cell(x)")],
]
REPAIR_EDITS = [
    [("range(x.shape[0])", "range(1, x.shape[0])")],
    [("range(x.shape[0])", "range(x.shape[0] - 1)")],
    [("range(x.shape[0])", "range(x.shape[2])")],
    [("x[t]", "x[:, :, t]"), ("range(x.shape[0])", "range(x.shape[2])")],
    [("x[t]", "x[0]")],
    [("h = cell(x[t], h)", "h = cell(x[t], None)")],
    [("h = cell(x[t], h)", "h = cell(x[t], h)[0]")],
    [("dim=0", "dim=-1")],
    [("dim=0", "dim=2")],
    [("h = None", "h = torch.zeros(1, x.shape[1], cell.hidden_size)")],
    [("h = None", "h = torch.zeros(x.shape[0], cell.hidden_size)")],
    [("h = None", "h = torch.randn(x.shape[1], cell.hidden_size)")],
    [("        states.append(h)\n", "        states.append(h)\n        h = None\n")],
    [("return torch.stack(states, dim=0)", "return torch.stack(states, dim=0).transpose(0, 1)")],
    [("return torch.stack(states, dim=0)", "return h")],
    [("return torch.stack(states, dim=0)", "return torch.stack(states, dim=0), h")],
    [("t in range(x.shape[0])", "b in range(x.shape[1])"), ("x[t], h", "x[:, b], None"), ("dim=0", "dim=1")],
    [("t in range(x.shape[0])", "b in range(x.shape[1])"), ("x[t], h", "x[:, b]"), ("dim=0", "dim=1")],
    [("x.shape[0]", "x.shape[1]"), ("dim=0", "dim=1")],
    [("x[t]", "y[:, t]"), ("h = N", "y = x.reshape(x.shape[1], x.shape[0], -1)\n    h = N")],
    [("h = None", "x = x.transpose(0, 1)\n    h = None")],
    [("h = None", "x = x.transpose(0, 1)\n    h = None"), ("dim=0", "dim=1")],
    [("h = cell(x[t], h)", "h = cell(x[t], h.detach() if t else None)")],
    [("return torch.stack(states, dim=0)", "return torch.stack(states, dim=0).detach()")],
]
ONE, UP, THREE = "h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "return torch.stack(out), h1, h2"
TWO_EDITS = [
    [(ONE, "h1, h2 = cell1(x_t, h1), cell2(h1, h2)"), (UP, "pass")],
    [(ONE, "old = h1\n        h1 = cell1(x_t, h1)"), (UP, "h2 = cell2(old, h2)")],
    [(UP, "h2 = cell2(h1, h2.detach())")],
    [(ONE, "h1 = cell1(x_t, h1.detach())")],
    [(UP, "h2 = cell2(h1.data, h2)")],
    [(UP, "h2 = cell2(h2, h2)")],
    [(UP, "h2 = cell2(x_t + h1, h2)")],
    [(UP, "h2 = cell2(torch.tanh(h1), h2)")],
    [(UP, "h2 = cell2(torch.relu(h1), h2)")],
    [(ONE, "h1 = cell1(h1, x_t)")],
    [(ONE, "h1 = cell1(x[0], h1)")],
    [(ONE, "_, h1 = cell1(x_t, h1)")],
    [(UP, "out2, h2 = cell2(h1, h2)")],
    [("for x_t in x:", "for x_t in x.flip(0):")],
    [("for x_t in x:", "for x_t in x[1:]:")],
    [("for x_t in x:", "for b in range(x.shape[1]):"), ("x_t", "x[:, b]")],
    [("out = []", "h1, h2 = torch.zeros_like(h1), torch.zeros_like(h2)\n    out = []")],
    [("out = []", "h2 = None\n    out = []")],
    [("out = []", "h1 = None\n    out = []")],
    [("out = []", "out = [h2]")],
    [(THREE, "return torch.stack(out), h1")],
    [(THREE, "return torch.stack(out)[-1], h1, h2")],
    [(THREE, "return torch.stack(out), h2, h2")],
    [(THREE, "return torch.stack(out), h1, h1")],
    [(THREE, "return h2, h1, torch.stack(out)")],
    [(THREE, "return torch.stack(out), (h1, h2)")],
    [(THREE, "return torch.stack(out), torch.cat([h1, h2], dim=1)")],
    [(THREE, "return torch.stack(out, 1), h1, h2")],
    [(THREE, "return torch.stack(out, -1), h1, h2")],
    [(THREE, "return torch.stack(out), h1[None], h2[None]")],
    [(THREE, "return torch.stack(out), h1.unsqueeze(0), h2.unsqueeze(0)")],
    [(THREE, "return torch.cat(out), h1, h2")],
    [(THREE, "return out, h1, h2, None")],
    [(THREE, "return torch.stack(out).detach(), h1, h2")],
    [("stack(out)", "stack(out[::-1])")],
    [("        out.append(h2)\n", "    out.append(h2)\n")],
    [(f"    {UP}\n        out.append(h2)\n", f"{UP}\n    out.append(h2)\n")],
]
COMMON = [
    (exercise, edits)
    for exercise, several in (
        (lesson_03.loop, LOOP_EDITS),
        (lesson_03.repair_batch_loop, REPAIR_EDITS),
        (lesson_03.two_cells, TWO_EDITS),
    )
    for edits in several
]
RARE = [
    (lesson_03.loop, [(STEP, "h = cell(x_t + h, h)")]),
    (lesson_03.repair_batch_loop, [("h = None", "h = torch.ones(x.shape[1], cell.hidden_size)")]),
    (lesson_03.repair_batch_loop, [("states.append(h)", "h = None\n        states.append(h)")]),
    (lesson_03.two_cells, [(UP, "h2 = cell2(x_t)")]),
    (lesson_03.two_cells, [(ONE, f"{ONE}\n        {ONE}")]),
    (lesson_03.two_cells, [(THREE, "return torch.stack(out), torch.stack(out), h2")]),
]


def name_of(value):
    return getattr(value, "id", str(value)[:60])


@pytest.mark.parametrize(("exercise", "edits"), COMMON, ids=name_of)
def test_other_common_mistakes_are_named(exercise, edits):
    result = variant(exercise, *edits)
    assert result.outcome == "named", str(result)


@pytest.mark.parametrize(("exercise", "edits"), RARE, ids=name_of)
def test_rare_mistakes_do_not_pass(exercise, edits):
    assert variant(exercise, *edits).outcome in ("named", "differs", "raised")


MISNAMED_EASILY = [
    (lesson_03.loop, [(STEP, "h = cell(x_t, h)[0]")], "row-of-the-state"),
    (lesson_03.loop, [(HEAD, "for x_t in x.permute(1, 0, 2):")], "batch-axis"),
    (lesson_03.loop, [(STEP, "h = cell(h, x_t)")], "arguments-swapped"),
    (lesson_03.loop, [(HEAD, "for x_t in x.reshape(x.shape[1], x.shape[0], -1):")], "reshaped"),
    (lesson_03.loop, [(STEP, "h = cell(x_t, h.data)")], "gradient-cut"),
    (lesson_03.loop, [(BACK, "return torch.stack(states).tolist()")], "no-gradient"),
    (lesson_03.repair_batch_loop, [("h = cell(x[t], h)", "h = cell(x[t], h)[0]")], "row-of-the-state"),
    (lesson_03.two_cells, [(UP, "h2 = cell2(h1.data, h2)")], "gradient-cut"),
    (lesson_03.two_cells, [(ONE, "_, h1 = cell1(x_t, h1)")], "unpacked"),
]


@pytest.mark.parametrize(("exercise", "edits", "key"), MISNAMED_EASILY, ids=name_of)
def test_look_alikes_are_told_apart(exercise, edits, key):
    assert variant(exercise, *edits).misconception == key


@pytest.mark.parametrize("answer", [(8, 16), [8, 16], "(8, 16)", "8, 16"])
def test_a_shape_is_read_however_it_is_written(answer):
    assert lesson_03.state_shape.check(answer).passed


@pytest.mark.parametrize("answer", [(16, 8, 1), (8, 16, 1), (12, 50), 8, 128, (8, 15), "no idea"])
def test_other_shapes_do_not_pass(answer):
    assert lesson_03.state_shape.check(answer).outcome in ("named", "differs")


@pytest.mark.parametrize("answer", ["a", "A", " a "])
def test_a_choice_is_read_however_it_is_written(answer):
    assert lesson_03.what_does_it_print.check(answer).passed


def test_edited_says_which_text_is_missing():
    def _nothing():
        return 1

    with pytest.raises(ValueError, match="_nothing: expected 'return 2' in its source"):
        edited(_nothing, ("return 2", "return 3"))


AS_LEARNERS_WRITE = [
    (
        "loop",
        "list-to-tensor",
        """
def loop(cell, x, h_0):
    h, states = h_0, []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.tensor(states)
""",
    ),
    (
        "loop",
        "numpy-while-watched",
        """
def loop(cell, x, h_0):
    h, states = h_0, []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h.numpy())
    return np.stack(states)
""",
    ),
    (
        "loop",
        "fixed-number-of-steps",
        """
def loop(cell, x, h_0):
    h, states = h_0, []
    for t in range(10):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states)
""",
    ),
    (
        "loop",
        "buffer-of-the-input",
        """
def loop(cell, x, h_0):
    T, B, I = x.shape
    out = torch.zeros(T, B, I)
    h = h_0
    for t in range(T):
        h = cell(x[t], h)
        out[t] = h
    return out
""",
    ),
    (
        "loop",
        "two-calls-each-step",
        """
def loop(cell, x, h_0):
    h, states = h_0, []
    for x_t in x:
        h = cell(x_t, h)
        states.append(cell(x_t, h))
    return torch.stack(states)
""",
    ),
    (
        "two_cells",
        "both-stale",
        """
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        a = cell1(x_t, h1)
        b = cell2(a, h2)
        out.append(b)
    return torch.stack(out), a, b
""",
    ),
    (
        "two_cells",
        "h2-stale",
        """
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        top = cell2(h1, h2)
        out.append(top)
    return torch.stack(out), h1, top
""",
    ),
    (
        "two_cells",
        "h1-stale",
        """
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        low = cell1(x_t, h1)
        h2 = cell2(low, h2)
        out.append(h2)
    return torch.stack(out), low, h2
""",
    ),
    (
        "two_cells",
        "start-returned",
        """
def two_cells(cell1, cell2, x, h1, h2):
    a, b = h1, h2
    out = []
    for x_t in x:
        a = cell1(x_t, a)
        b = cell2(a, b)
        out.append(b)
    return torch.stack(out), h1, h2
""",
    ),
    (
        "two_cells",
        "lower-out-upper-once",
        """
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        out.append(h1)
    h2 = cell2(h1, h2)
    return torch.stack(out), h1, h2
""",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "source"), AS_LEARNERS_WRITE, ids=lambda value: value.split("\n")[0][:30]
)
def test_wrong_answers_in_learners_words_are_named(name, key, source):
    exercise = getattr(lesson_03, name)
    result = exercise.check(exercise.function_from(source))
    assert (result.outcome, result.misconception) == ("named", key), result


UNUSUAL_BUT_RIGHT = [
    (
        "loop",
        """
from itertools import accumulate
def loop(cell, x, h_0):
    return torch.stack(list(accumulate(x, lambda h, x_t: cell(x_t, h), initial=h_0))[1:])
""",
    ),
    (
        "loop",
        """
def loop(cell, x, h_0):
    h = cell(x[0], h_0)
    if len(x) == 1:
        return h[None]
    return torch.cat([h[None], loop(cell, x[1:], h)])
""",
    ),
    (
        "repair_batch_loop",
        """
def repair_batch_loop(cell, x):
    def states(t):
        if t < 0:
            return []
        before = states(t - 1)
        return before + [cell(x[t], before[-1] if before else None)]
    return torch.stack(states(len(x) - 1))
""",
    ),
    (
        "two_cells",
        """
from functools import reduce
def two_cells(cell1, cell2, x, h1, h2):
    def step(carry, x_t):
        out, a, b = carry
        a = cell1(x_t, a)
        b = cell2(a, b)
        return out + (b,), a, b
    out, a, b = reduce(step, x, ((), h1, h2))
    return torch.stack(out), a, b
""",
    ),
    (
        "two_cells",
        """
def two_cells(cell1, cell2, x, h1, h2):
    h1 = cell1(x[0], h1)
    h2 = cell2(h1, h2)
    if x.shape[0] == 1:
        return h2.unsqueeze(0), h1, h2
    rest, a, b = two_cells(cell1, cell2, x[1:], h1, h2)
    return torch.cat([h2.unsqueeze(0), rest]), a, b
""",
    ),
]


@pytest.mark.parametrize(("name", "source"), UNUSUAL_BUT_RIGHT, ids=lambda value: value.split("\n")[0][:30])
def test_unusual_right_answers_are_right(name, source):
    exercise = getattr(lesson_03, name)
    result = exercise.check(exercise.function_from(source))
    assert result.passed, result
