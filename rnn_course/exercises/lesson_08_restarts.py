"""Lesson 8, a state carried over to reviews that it does not belong to: a loop to repair."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import edited

STUB = """\
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors  # one number for each batch
"""


def _batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, h = rnn(x)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors  # one number for each batch


def _draw(rng, K, T, B, last, I, H):
    """K batches of B reviews; the last batch has ``last`` reviews."""
    batches = []
    for size in [B] * (K - 1) + [last]:
        x, y = torch.randn(T, size, I, dtype=torch.float64), torch.randn(size, 1, dtype=torch.float64)
        batches.append((x, y))
    return nn.RNN(I, H, dtype=torch.float64), nn.Linear(H, 1, dtype=torch.float64), batches


def _wrong(*edits):
    return edited(_batch_errors, *edits)


START, READ, LAST = "    errors = []\n", "out, h = rnn(x)", "head(out[-1])"


def _carried(state, start="h, errors = None, []"):
    """The loop with another state handed to each batch."""
    return _wrong((START, f"    {start}\n"), (READ, f"out, h = rnn(x, {state})"))


def _before(lines, state="h"):
    """The carried loop with lines put before the call."""
    return _carried(state).replace("        out, h", f"        {lines}\n        out, h")


SLICED = "if h is not None:\n            h = h[:, : x.shape[1]]"
WHEN_SMALLER = "if h is not None and h.shape[1] != x.shape[1]:\n            h = None"
SKIPPED = "if h is not None and h.shape[1] != x.shape[1]:\n            continue"
FIRST_ZEROS = (
    "zeros = torch.zeros(1, batches[0][0].shape[1], rnn.hidden_size, dtype=torch.float64)\n    errors = []"
)

batch_errors = FunctionExercise(
    id="08.batch_errors",
    title="Repair a loop that remembers too much",
    stub=STUB,
    solution=_batch_errors,
    why=(
        "The reviews of one batch have nothing to do with those of the batch before. A state that is left out starts "
        "from zeros, and always in the right size."
    ),
    hints=[
        "What does the first review of the second batch know before it has read its first word?",
        "Which batch does the second argument of `rnn` come from? And would it fit a smaller batch?",
        "No state should travel from batch to batch. What does `nn.RNN` do when the state is left out?",
    ],
    draw=_draw,
    sizes=[
        {"K": 4, "T": 5, "B": 3, "last": 3, "I": 4, "H": 6},
        {"K": 3, "T": 6, "B": 4, "last": 4, "I": 2, "H": 5},
        {"K": 3, "T": 5, "B": 4, "last": 2, "I": 3, "H": 6},
        {"K": 4, "T": 7, "B": 3, "last": 1, "I": 2, "H": 5},
        {"K": 3, "T": 1, "B": 3, "last": 2, "I": 4, "H": 5},
        {"K": 1, "T": 4, "B": 3, "last": 3, "I": 2, "H": 6},
    ],
    returns={"errors": "K"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "still-carried",
            _before("h = None if h is None else h.detach()"),
            "Each batch still starts with the memory of the batch before. `detach()`, `clone()` or `no_grad` do not "
            "help: they keep the numbers, and the numbers are the fault. And in a smaller last batch they do not "
            "even fit.",
        ),
        Misconception(
            "sliced-to-fit",
            _before(SLICED),
            "You cut the state to the size of the batch. The error is gone, and the fault is still there: review b "
            "starts with the memory of another review. Silence is not a repair.",
        ),
        Misconception(
            "reset-when-it-does-not-fit",
            _before(WHEN_SMALLER),
            "You start from zeros only where the sizes force you to. The other batches still begin with the memory "
            "of other reviews.",
        ),
        Misconception(
            "averaged-state",
            _before(
                "if h is not None:\n            h = h.mean(dim=1, keepdim=True).expand(-1, x.shape[1], -1).contiguous()"
            ),
            "You average the old memories so that they fit any batch. They are still memories of other reviews.",
        ),
        Misconception(
            "smaller-batch-skipped",
            _before(SKIPPED),
            "The smaller batch is left out, so its reviews are never judged; and the other batches still begin "
            "with the memory of other reviews.",
        ),
        Misconception(
            "smaller-batch-left-out",
            _wrong(
                (
                    READ,
                    "if x.shape[1] != batches[0][0].shape[1]:\n            continue\n        out, h = rnn(x)",
                )
            ),
            "Each batch starts fresh, which is right. But the smaller last batch is left out, and its reviews are "
            "never judged. Zeros of the right size would fit it.",
        ),
        Misconception(
            "zeros-of-one-size",
            _carried("zeros", start=FIRST_ZEROS),
            "Your zeros have the size of the first batch, so they do not fit a smaller last batch. Make them for "
            "each batch, or leave the state out.",
        ),
        Misconception(
            "same-start-for-all",
            _wrong(
                (START, "    errors = []\n    _, first = rnn(batches[0][0])\n"),
                (READ, "out, h = rnn(x, first[:, : x.shape[1]])"),
            ),
            "Each batch starts with the memory of the first batch. A new review should start with an empty one.",
        ),
        Misconception(
            "random-start",
            _carried("torch.randn(1, x.shape[1], rnn.hidden_size, dtype=torch.float64)"),
            "Each batch starts from random numbers. Nothing of an old review is left, but the start is noise that "
            "the network was not trained with: start from zeros.",
            detect=lambda function, calls: _starts_at_random(function, calls),
        ),
        Misconception(
            "ones",
            _carried("torch.ones(1, x.shape[1], rnn.hidden_size, dtype=torch.float64)"),
            "Each batch starts from ones. An empty memory is zeros.",
        ),
        Misconception(
            "one-row",
            _carried("torch.zeros(1, 1, rnn.hidden_size, dtype=torch.float64)"),
            "Your zeros have the batch size 1, and `nn.RNN` does not stretch a state over the batch. Each review "
            "needs its own row: the second size is that of the batch at hand.",
            raises=r"Expected hidden size \(1, 3, 6\), got \[1, 1, 6\]",
        ),
        Misconception(
            "steps-for-batch",
            _carried("torch.zeros(1, x.shape[0], rnn.hidden_size, dtype=torch.float64)"),
            "Your zeros have T rows: `x.shape[0]` is the number of steps. The batch is the second axis of x.",
            raises=r"Expected hidden size \(1, 3, 6\), got \[1, 5, 6\]",
        ),
        Misconception(
            "two-axes",
            _carried("torch.zeros(x.shape[1], rnn.hidden_size, dtype=torch.float64)"),
            "Your state has the shape (B, H), which is right for an `nn.RNNCell`. `nn.RNN` wants an axis for layers "
            "in front.",
            raises="should also be 3-D",
        ),
        Misconception(
            "other-precision",
            _carried("torch.zeros(1, x.shape[1], rnn.hidden_size)"),
            "Your zeros have another precision than the data (float32 against float64). A state that is left out "
            "gets the right one by itself.",
            raises="dtype|Double|Float",
        ),
        Misconception(
            "first-step",
            _wrong((LAST, "head(out[0])")),
            "The score is read after the first word. It was right to read it after the last one.",
        ),
        Misconception(
            "last-review",
            _wrong((LAST, "head(out[:, -1])")),
            "`out[:, -1]` is the last *review* of the batch at all its steps: time is the first axis here. `out[-1]` "
            "was right.",
        ),
        Misconception(
            "mean-over-time",
            _wrong((LAST, "head(out.mean(dim=0))")),
            "The score is read from the mean over all steps. It was right to read it after the last word.",
        ),
        Misconception(
            "read-backwards",
            _wrong((READ, "out, h = rnn(x.flip(0))")),
            "The reviews are read from the end to the beginning. Their direction was right.",
        ),
        Misconception(
            "every-step",
            _wrong((LAST, "head(out)")),
            "The score is read after every word and compared with the one target of the review. It was right to "
            "read it after the last word.",
        ),
        Misconception(
            "sum",
            _wrong((".mean()", ".sum()")),
            "You sum over the reviews of a batch. The mean was right.",
        ),
        Misconception(
            "one-mean",
            _wrong(("return errors", "return sum(errors) / len(errors)")),
            "You return one mean over all batches. The task asks for one number for each batch.",
        ),
        Misconception(
            "only-last",
            _wrong(("return errors", "return errors[-1]")),
            "You return the error of the last batch. The task asks for one number for each batch.",
        ),
    ],
)


def _starts_at_random(function, calls):
    """Do two runs on the same batches differ?"""
    args = calls[0].args
    return function(*args) != function(*args)
