"""Lesson 8: right answers in many forms pass; wrong ones, also those the module does not list, never do."""

import textwrap

import pytest

from rnn_course.exercises import lesson_08
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_08), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id.removeprefix("08.") for exercise in exercises_of(lesson_08)]
    assert names == [
        "train_on_stream",
        "contiguous_streams",
        "four_situations",
        "batch_errors",
        "last_real_step",
    ]


def test_the_reference_is_what_core_holds():
    import inspect

    from rnn_course.core import contiguous_streams

    own = lesson_08.contiguous_streams.solution_source.splitlines()[2:]
    source = [line.split("  #")[0] for line in inspect.getsource(contiguous_streams).splitlines()]
    assert [line for line in own if line not in source] == []


TRAIN, STREAMS = lesson_08.train_on_stream, lesson_08.contiguous_streams
ERRORS, LAST = lesson_08.batch_errors, lesson_08.last_real_step


def check(exercise, body):
    """Judge the function with this body under the exercise's own first line."""
    head = f"def {exercise.signature}:\n"
    return exercise.check(exercise.function_from(head + textwrap.indent(textwrap.dedent(body), "    ")))


RIGHT = [
    (
        TRAIN,
        """
        losses = []
        h = torch.zeros(1, pieces[0][0].shape[1], rnn.hidden_size, dtype=torch.float64)
        for x, y in pieces:
            optimiser.zero_grad()
            out, h = rnn(x, h.detach())
            loss = nn.functional.mse_loss(head(out), y)
            loss.backward()
            optimiser.step()
            losses.append(float(loss))
        return losses
        """,
    ),
    (
        TRAIN,
        """
        h, losses = None, []
        for piece in pieces:
            out, last = rnn(piece[0], h)
            h = last.data
            loss = (head(out) - piece[1]).pow(2).mean()
            rnn.zero_grad()
            head.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
        return torch.stack(losses)
        """,
    ),
    (
        TRAIN,
        """
        h, losses = None, []
        for x, y in pieces:
            states = []
            for t in range(len(x)):
                out, h = rnn(x[t : t + 1], h)
                states.append(out)
            loss = ((head(torch.cat(states)) - y) ** 2).mean()
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            with torch.no_grad():
                h = h.clone()
            losses.append(loss)
        return losses
        """,
    ),
    (
        TRAIN,
        """
        h, losses = None, torch.empty(len(pieces))
        for k, (x, y) in enumerate(pieces):
            out, _ = rnn(x, h)
            h = out[-1:].detach().clone()
            loss = nn.MSELoss()(head(out), y)
            optimiser.zero_grad(set_to_none=False)
            loss.backward()
            optimiser.step()
            losses[k] = loss.item()
        return losses.numpy()
        """,
    ),
    (
        STREAMS,
        """
        length = (len(tokens) - 1) // B
        pieces = []
        for k in range(length // T):
            inputs, targets = np.empty((T, B), int), np.empty((T, B), int)
            for t in range(T):
                for b in range(B):
                    inputs[t, b] = tokens[b * length + k * T + t]
                    targets[t, b] = tokens[b * length + k * T + t + 1]
            pieces.append((inputs, targets))
        return pieces
        """,
    ),
    (
        STREAMS,
        """
        length = (len(tokens) - 1) // B
        streams = np.stack([tokens[b * length : (b + 1) * length + 1] for b in range(B)], axis=1)
        return [[streams[k : k + T], streams[k + 1 : k + T + 1]] for k in range(0, length // T * T, T)]
        """,
    ),
    (
        STREAMS,
        """
        import torch
        tokens = torch.as_tensor(tokens)
        length = (len(tokens) - 1) // B
        inputs = tokens[:-1][: B * length].view(B, length).t()
        targets = tokens[1:][: B * length].view(B, length).t()
        pairs = zip(inputs.split(T), targets.split(T))
        return [(a, b) for a, b in pairs if len(a) == T]
        """,
    ),
    (
        STREAMS,
        """
        n = (len(tokens) - 1) // B
        index = np.arange(n)[:, None] + n * np.arange(B)
        return tuple((tokens[index[s : s + T]].tolist(), tokens[index[s : s + T] + 1].tolist()) for s in range(0, n - T + 1, T))
        """,
    ),
    (
        ERRORS,
        """
        errors = []
        for x, y in batches:
            out, h = rnn(x, None)
            errors.append(((head(h[-1]) - y) ** 2).mean().item())
        return errors
        """,
    ),
    (
        ERRORS,
        """
        errors = []
        for x, y in batches:
            h = torch.zeros(1, x.shape[1], rnn.hidden_size, dtype=x.dtype)
            for t in range(len(x)):
                _, h = rnn(x[t : t + 1], h)
            errors.append(torch.nn.functional.mse_loss(head(h[0]), y))
        return torch.stack(errors)
        """,
    ),
    (
        ERRORS,
        """
        h, errors = None, []
        with torch.no_grad():
            for x, y in batches:
                out, h = rnn(x, h)
                errors.append(((head(out[-1]) - y) ** 2).mean().item())
                h = None
        return np.array(errors)
        """,
    ),
    (
        ERRORS,
        "return [((head(rnn(x)[0][-1]) - y) ** 2).mean() for x, y in batches]",
    ),
    (
        ERRORS,
        """
        h, errors = None, []
        for x, y in batches:
            h = h.new_zeros(1, x.shape[1], rnn.hidden_size) if h is not None else None
            out, h = rnn(x, h)
            errors += [((head(out[-1]) - y) ** 2).mean().item()]
        return errors
        """,
    ),
    (LAST, "return torch.stack([out[length - 1, b] for b, length in enumerate(lengths)])"),
    (LAST, "return out.transpose(0, 1)[torch.arange(len(lengths)), lengths - 1]"),
    (LAST, "return out.gather(0, (lengths - 1).view(1, -1, 1).expand(1, -1, out.shape[2])).squeeze(0)"),
    (LAST, "return out.flatten(0, 1)[(lengths - 1) * out.shape[1] + torch.arange(out.shape[1])]"),
    (
        LAST,
        """
        one_hot = (torch.arange(out.shape[0])[:, None] == lengths - 1).to(out.dtype)
        return torch.einsum("tb,tbh->bh", one_hot, out)
        """,
    ),
    (
        LAST,
        """
        rows = []
        for b in range(out.shape[1]):
            rows.append(out[: lengths[b], b][-1])
        return rows
        """,
    ),
    (LAST, "return out[lengths - 1, range(len(lengths)), :]"),
    (LAST, "return out[lengths - 1].diagonal(dim1=0, dim2=1).T"),
    (
        LAST,
        """
        from torch.nn.utils.rnn import unpad_sequence
        return torch.stack([sequence[-1] for sequence in unpad_sequence(out.clone(), lengths)])
        """,
    ),
]


@pytest.mark.parametrize(("exercise", "body"), RIGHT)
def test_right_answers_of_every_form_pass(exercise, body):
    result = check(exercise, body)
    assert result.passed, str(result)


def variant(exercise, *edits):
    """The reference solution with edits, judged."""
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    return exercise.check(exercise.function_from(source))


CUT, READ, BACK, STEP = "h = h.detach()", "out, h = rnn(x, h)", "loss.backward()", "optimiser.step()"
ZERO = "optimiser.zero_grad()"
TRAIN_EDITS = [
    ([(CUT, "h.detach()")], "not-detached"),
    ([(CUT, "h = h.clone()")], "not-detached"),
    ([(CUT, "h = h * 1")], "not-detached"),
    ([(CUT, "h = h.requires_grad_()")], "not-detached"),
    ([(CUT, "h = h.clone()"), (BACK, "loss.backward(retain_graph=True)")], "retain-graph"),
    ([(CUT, "pass"), (BACK, "loss.backward(create_graph=True)")], None),
    ([(CUT, "h = None")], "zeros-for-each-piece"),
    ([(CUT, "h = torch.zeros_like(h)")], "zeros-for-each-piece"),
    ([(CUT, "h = torch.zeros_like(h).detach()")], "zeros-for-each-piece"),
    ([(READ, "out, _ = rnn(x, h)"), (CUT, "pass")], "zeros-for-each-piece"),
    ([(ZERO, "pass")], "gradients-added-up"),
    ([(f"{BACK}\n", f"{BACK}\n        {ZERO}\n")], "never-learns"),
    ([(f"{BACK}\n        {STEP}", f"{STEP}\n        {BACK}")], "never-learns"),
    ([(BACK, "pass")], "never-learns"),
    ([(READ, "with torch.no_grad():\n            out, h = rnn(x, h)")], "only-the-head-learns"),
    ([("head(out)", "head(out.data)")], "only-the-head-learns"),
    ([("head(out)", "head(out[-1])"), ("- y)", "- y[-1])")], "loss-of-the-last-step"),
    ([("head(out)", "head(out[-1:])")], "head-reads-h"),
    ([(".mean()", ".sum()")], "sum-for-mean"),
    ([("losses.append(loss.item())", "losses = loss.item()"), ("return", "return")], "last-loss-only"),
    ([("return losses", "return np.mean(losses)")], "mean-of-the-losses"),
    ([("return losses", "print(losses)")], "general:no-return"),
    ([(CUT, "h = out.detach()")], "out-as-state"),
    ([(CUT, "h = out[-1].detach()")], "state-without-layer-axis"),
    ([(READ, "out, h = rnn(x, h.detach())"), (CUT, "pass")], "nothing-to-detach"),
    ([(BACK, "loss.data.backward()")], "loss-cut-off"),
    ([("return losses", "return losses, h")], "returns-the-state-too"),
    ([(BACK, "loss.backward()\n        torch.nn.utils.clip_grad_norm_([*rnn.parameters(), *head.parameters()], 1.0)")], "clipped"),
    ([(ZERO, "pass"), (STEP, "pass"), ("return losses", "optimiser.step()\n    return losses")], "one-step-at-the-end"),
    ([("h, losses = None, []", "h = None"), (READ, "losses = []\n        out, h = rnn(x, h)")], "list-made-anew"),
    ([("    return losses", "        return losses")], "returns-too-early"),
    ([("in pieces:", "in 2 * pieces:")], "twice-through"),
    ([("in pieces:", "in reversed(pieces):")], "backwards"),
    ([("((head(out) - y) ** 2).mean()", "nn.functional.l1_loss(head(out), y)")], "absolute-error"),
    ([("head(out)", "out")], "head-left-out"),
    ([(CUT, "h = torch.randn_like(h)")], "random-start"),
    ([("return losses", "return sum(losses)")], "sum-of-the-losses"),
    ([("head(out)", "head(torch.relu(out))")], None),
    ([("head(out)", "head(torch.tanh(out))")], None),
]  # fmt: skip
IN = "tokens[: B * length].reshape(B, length).T"
OUT = "tokens[1 : B * length + 1].reshape(B, length).T"
PAIR, STARTS = "(inputs[k : k + T], targets[k : k + T])", "range(0, length - T + 1, T)"
STREAM_EDITS = [
    ([(IN, "tokens[: B * length].reshape(B, length)"), (OUT, "tokens[1 : B * length + 1].reshape(B, length)"),
      (PAIR, "(inputs[:, k : k + T], targets[:, k : k + T])")], "batch-first"),
    ([(IN, "tokens[: B * length].reshape(-1, B)"), (OUT, "tokens[1 : B * length + 1].reshape(-1, B)")], "interleaved"),
    ([(OUT, IN)], "targets-are-inputs"),
    ([("targets[k : k + T]", "inputs[k + 1 : k + T + 1]")], "targets-cut-from-the-inputs"),
    ([("targets[k : k + T]", "np.roll(inputs[k : k + T], -1)")], "other-targets"),
    ([("targets[k : k + T]", "np.roll(inputs[k : k + T], 1, axis=0)")], "other-targets"),
    ([(OUT, "np.roll(inputs, -1, axis=0)")], "rolled-within-the-stream"),
    ([(STARTS, "range(0, length - T, T)")], "last-piece-lost"),
    ([(STARTS, "range(0, length, T)")], "partial-piece"),
    ([(STARTS, "range(length - T + 1)")], "windows-overlap"),
    ([(STARTS, "range(length - T)")], "jumps"),
    ([(STARTS, "reversed(range(0, length - T + 1, T))")], "pieces-in-another-order"),
    ([(STARTS, "np.random.default_rng(3).permutation(np.arange(0, length - T + 1, T))")], "pieces-in-another-order"),
    ([(STARTS, "np.random.permutation(np.arange(0, length - T + 1, T))")], "pieces-in-another-order"),
    ([("for k in", "for k in np.random.default_rng(5).integers(0, length - T + 1, size=length // T) if k >= 0 or k in")], "jumps"),
    ([(PAIR, "(targets[k : k + T], inputs[k : k + T])")], "swapped"),
    ([("return [", "yield [")], "general:generator"),
    ([(PAIR, "inputs[k : k + T]")], "no-pairs"),
    ([("return [", "return inputs, targets, [")], "no-pairs"),
    ([("return [", "return dict(enumerate([") , ("T)]", "T)]))")], "no-pairs"),
    ([(PAIR, "np.stack((inputs[k : k + T], targets[k : k + T]))")], "no-pairs"),
    ([("length = (len(tokens) - 1) // B", "length = len(tokens) // B")], "no-token-left"),
    ([("length = (len(tokens) - 1) // B", "length = (len(tokens) - 1) // (B * T) * T")], "trimmed-first"),
    ([("length = (len(tokens) - 1) // B", "length = len(tokens) // B - 1"),
      (IN, "tokens[: len(tokens) // B * B].reshape(B, -1).T[:-1]"),
      (OUT, "tokens[: len(tokens) // B * B].reshape(B, -1).T[1:]")], "targets-within-the-stream"),
    ([(IN, "tokens[: B * length].reshape(B, length).T[:, ::-1]"), (OUT, "tokens[1 : B * length + 1].reshape(B, length).T[:, ::-1]")], None),
]  # fmt: skip
READ_0, LAST_0 = "out, h = rnn(x)", "head(out[-1])"
CARRY = ("    errors = []\n", "    h, errors = None, []\n")
FIRST = "torch.zeros(1, batches[0][0].shape[1], rnn.hidden_size, dtype=torch.float64)"
ERROR_EDITS = [
    ([CARRY, (READ_0, "out, h = rnn(x, h)\n        h = h.detach()")], "still-carried"),
    ([CARRY, (READ_0, "out, h = rnn(x, h)\n        h = h.clone()")], "still-carried"),
    ([CARRY, (READ_0, "with torch.no_grad():\n            out, h = rnn(x, h)")], "still-carried"),
    ([CARRY, (READ_0, "out, h = rnn(x, h if h is None else h[: x.shape[1]])")], "still-carried"),
    ([CARRY, (READ_0, "out, h = rnn(x, h if h is None else h[:, : x.shape[1]])")], "sliced-to-fit"),
    ([CARRY, (READ_0, "h = None if h is None or h.shape[1] != x.shape[1] else h\n        out, h = rnn(x, h)")], "reset-when-it-does-not-fit"),
    ([CARRY, (READ_0, "if h is not None and h.shape[1] != x.shape[1]:\n            break\n        out, h = rnn(x, h)")], "smaller-batch-skipped"),
    ([(READ_0, "if x.shape[1] < batches[0][0].shape[1]:\n            continue\n        out, h = rnn(x)")], "smaller-batch-left-out"),
    ([(READ_0, f"h = {FIRST}\n        out, h = rnn(x, h)")], "zeros-of-one-size"),
    ([CARRY, (READ_0, "out, h = rnn(x, h)\n        h = torch.zeros_like(h)")], "zeros-of-one-size"),
    ([(READ_0, "out, h = rnn(x, torch.zeros(1, 1, rnn.hidden_size, dtype=x.dtype))")], "one-row"),
    ([(READ_0, "out, h = rnn(x, torch.zeros(x.shape[1], rnn.hidden_size, dtype=x.dtype))")], "two-axes"),
    ([(READ_0, "out, h = rnn(x, torch.zeros(1, x.shape[1], rnn.hidden_size))")], "other-precision"),
    ([(READ_0, "out, h = rnn(x, torch.randn(1, x.shape[1], rnn.hidden_size, dtype=x.dtype))")], "random-start"),
    ([(READ_0, "out, h = rnn(x, torch.ones(1, x.shape[1], rnn.hidden_size, dtype=x.dtype))")], "ones"),
    ([(LAST_0, "head(out[0])")], "first-step"),
    ([(LAST_0, "head(out)")], "every-step"),
    ([(LAST_0, "head(out[:, -1])")], "last-review"),
    ([(LAST_0, "head(out.mean(0))")], "mean-over-time"),
    ([(".mean()", ".sum()")], "sum"),
    ([("return errors", "return sum(errors)")], None),
    ([("return errors", "return np.mean(errors)")], "one-mean"),
    ([("return errors", "return errors[-1]")], "only-last"),
    ([("return errors", "print(errors)")], "general:print-not-return"),
    ([CARRY, (READ_0, "out, h = rnn(x.flip(1), h)")], None),
    ([(READ_0, "out, h = rnn(x.flip(0))")], "read-backwards"),
]  # fmt: skip
WHOLE = "return out[lengths - 1, torch.arange(len(lengths))]"
MASK = "mask = (torch.arange(len(out))[:, None] < lengths)[..., None]\n    "
LAST_EDITS = [
    ([(WHOLE, "return out[-1, :, :]")], "last-row"),
    ([(WHOLE, "return out[len(out) - 1]")], "last-row"),
    ([(WHOLE, "return out[:, -1, :]")], "last-of-the-batch"),
    ([(WHOLE, "return out[lengths, torch.arange(out.shape[1])]")], "one-too-late"),
    ([(WHOLE, "return torch.stack([out[n, b] for b, n in enumerate(lengths)])")], "one-too-late"),
    ([(WHOLE, "return torch.stack([out[n - 2, b] for b, n in enumerate(lengths)])")], "one-too-early"),
    ([(WHOLE, "return out[lengths - 1]")], "steps-only"),
    ([(WHOLE, "return out[lengths - 1, :]")], "steps-only"),
    ([(WHOLE, "return torch.stack([out[n - 1] for n in lengths])")], "steps-only"),
    ([(WHOLE, "return out[torch.arange(len(lengths)), lengths - 1]")], "axes-swapped"),
    ([(WHOLE, "return torch.stack([out[b, n - 1] for b, n in enumerate(lengths)])")], "axes-swapped"),
    ([(WHOLE, "return out[:, lengths - 1]")], "diagonal-of-swapped"),
    ([(WHOLE, "return out[max(lengths) - 1]")], "longest-for-all"),
    ([(WHOLE, "return out[min(lengths) - 1]")], "shortest-for-all"),
    ([(WHOLE, "return out[0]")], "first-step"),
    ([(WHOLE, "return out[int(lengths[-1]) - 1]")], "last-length-for-all"),
    ([(WHOLE, "return out.amax(dim=0)")], "max-over-time"),
    ([(WHOLE, "return out.mean(dim=0)")], "mean-over-time"),
    ([(WHOLE, f"{MASK}return (out * mask)[-1]")], "masked-last-row"),
    ([(WHOLE, f"{MASK}return (out * mask).sum(0) / mask.sum(0)")], "mean-of-real"),
    ([(WHOLE, f"{MASK}return (out * mask).sum(0)")], "sum-of-real"),
    ([(WHOLE, "return out[lengths.sort().values - 1, torch.arange(len(lengths))]")], "lengths-sorted-upwards"),
    ([(WHOLE, "return out[-lengths, torch.arange(len(lengths))]")], "counted-from-the-end"),
    ([(WHOLE, "return torch.tensor(out.detach().numpy()[lengths - 1, range(len(lengths))])")], "no-gradient"),
    ([(WHOLE, "return torch.tensor([out[n - 1, b].tolist() for b, n in enumerate(lengths)])")], "no-gradient"),
    ([(WHOLE, "return out[lengths - 1, torch.arange(len(lengths))].detach()")], "no-gradient"),
    ([(WHOLE, f"{WHOLE}.T")], "general:axes-order"),
    ([(WHOLE, f"{WHOLE}[None]")], None),
    ([(WHOLE, "return [out[n - 1, 0] for n in lengths]")], "first-sentence"),
    ([(WHOLE, "return out.gather(0, (lengths - 1)[None, :, None])")], "one-unit-kept"),
]  # fmt: skip
WRONG = [
    (exercise, edits, key)
    for exercise, several in (
        (TRAIN, TRAIN_EDITS),
        (STREAMS, STREAM_EDITS),
        (ERRORS, ERROR_EDITS),
        (LAST, LAST_EDITS),
    )
    for edits, key in several
]


def name_of(value):
    return getattr(value, "id", str(value)[:60])


@pytest.mark.parametrize(("exercise", "edits", "key"), WRONG, ids=name_of)
def test_wrong_answers_never_pass_and_are_called_by_their_name(exercise, edits, key):
    result = variant(exercise, *edits)
    assert result.outcome in ("named", "differs", "raised"), str(result)
    assert key is None or result.misconception == key, str(result)


def test_nine_in_ten_are_named():
    named = [variant(exercise, *edits).outcome == "named" for exercise, edits, _ in WRONG]
    assert sum(named) >= 0.9 * len(named)


@pytest.mark.parametrize("answer", ["a", "A", " a "])
def test_a_choice_is_read_however_it_is_written(answer):
    assert lesson_08.four_situations.check(answer).passed


@pytest.mark.parametrize("answer", ["g", "", 1, "detach"])
def test_other_choices_do_not_pass(answer):
    assert not lesson_08.four_situations.check(answer).passed
