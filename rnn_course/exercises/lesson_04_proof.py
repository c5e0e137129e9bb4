"""Lesson 4, exercise: measure how far nn.RNN is from a loop over nn.RNNCell."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_04_measures import wrong_measures
from rnn_course.exercises.lesson_04_more_slips import more_measure_slips
from rnn_course.exercises.lesson_04_slips import measure_slips
from rnn_course.exercises.lesson_04_variants import variants_of
from rnn_course.exercises.slips import without

SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6, "weights": "different"},
    {"T": 4, "B": 5, "I": 3, "H": 2, "weights": "equal"},
    {"T": 9, "B": 2, "I": 8, "H": 5, "weights": "equal", "nonlinearity": "relu"},
    {"T": 6, "B": 4, "I": 2, "H": 3, "weights": "different"},
    {"T": 1, "B": 3, "I": 4, "H": 6, "weights": "different"},
    {"T": 7, "B": 1, "I": 4, "H": 6, "weights": "equal"},
]


def _draw(rng, T, B, I, H, weights, nonlinearity="tanh"):
    """A cell and a network that agree, or differ in their weights, or in the network's nonlinearity."""
    cell = nn.RNNCell(I, H, dtype=torch.float64)
    rnn = nn.RNN(I, H, nonlinearity=nonlinearity, dtype=torch.float64)
    if weights == "equal":
        rnn.load_state_dict({name + "_l0": value for name, value in cell.state_dict().items()})
    x, h_0 = rng.normal(size=(T, B, I)), rng.normal(size=(1, B, H))
    return cell, rnn, torch.tensor(x), torch.tensor(h_0)


def _solution(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max()


def _always_zero(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    return (out[-1] - h_n[-1]).abs().max()


def _weights_copied(cell, rnn, x, h_0):
    rnn.load_state_dict({name + "_l0": value for name, value in cell.state_dict().items()})
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max()


def _state_borrowed(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    before = torch.cat([h_0, out[:-1]])
    states = [cell(x_t, h) for x_t, h in zip(x, before, strict=True)]
    return (torch.stack(states) - out).abs().max()


def _stored_early(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        states.append(h)
        h = cell(x_t, h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max()


variant = variants_of(_solution, "largest_difference")

proof = FunctionExercise(
    id="04.proof",
    title="Measure the difference",
    stub="def largest_difference(cell, rnn, x, h_0):\n    return ...  # one number, 0 or larger\n",
    solution=_solution,
    why=(
        "Both roads start from the same h_0 and are compared at every step, every sample and every unit. "
        "Because the function also measures pairs that differ, a result near zero means something."
    ),
    hints=[
        "Two roads to the same states: write the loop of lesson 3 for one, one call for the other. Then "
        "compare.",
        "The cell wants the first state as (B, H), and h_0 is (1, B, H). Collect the state after every "
        "step, so that the result has the shape of `out`.",
        "`torch.stack(states)` and `out` are both (T, B, H). Subtract, drop the signs with `.abs()`, take "
        "`.max()`.",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"difference": ""},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "always-zero",
            _always_zero,
            "Your function says zero for a pair that differs. It compares something with itself, or makes "
            "the two equal first. A proof must be able to fail: one road goes through `cell`, the other "
            "through `rnn`, both as they were handed in.",
        ),
        Misconception(
            "weights-copied",
            _weights_copied,
            "You copy the weights from one to the other before you compare. Then the pair agrees because "
            "you made it agree, and its differences are gone. Measure both as they were handed in.",
            raises=r"loading state_dict",
        ),
        Misconception(
            "last-state-only",
            variant(("torch.stack(states) - out", "h - h_n[0]")),
            "Only the last step counts in your answer. Two networks may meet there and differ before. Are all T states compared, "
            "and does each turn keep what the turns before have found?",
        ),
        Misconception(
            "against-h_n",
            variant(("- out)", "- h_n)")),
            "You compare every step of the loop with `h_n`, which is the last step only. PyTorch stretches "
            "`h_n` over the T steps without a word. Which of the two results holds every step?",
        ),
        Misconception(
            "last-against-every-step",
            variant(("torch.stack(states) -", "h -")),
            "You compare the loop's last state with every step of `out`. PyTorch stretches it over the T "
            "steps without a word. Collect the loop's states as it goes.",
        ),
        Misconception(
            "zeros-for-both",
            variant(("h_0[0]", "None"), ("rnn(x, h_0)", "rnn(x)")),
            "Both roads start from zeros, because h_0 is never passed on. Equal starts hide it while the "
            "two agree; your number is another one as soon as they differ.",
        ),
        Misconception(
            "zeros-for-rnn",
            variant(("rnn(x, h_0)", "rnn(x)")),
            "The loop starts from h_0, but nn.RNN starts from zeros. What does the call do when h_0 is left "
            "out?",
        ),
        Misconception(
            "zeros-for-cell",
            variant(("h_0[0]", "None")),
            "nn.RNN starts from h_0, but the loop starts from zeros. What is the first state of the loop?",
        ),
        Misconception(
            "state-not-carried",
            variant(("h = cell(x_t, h)", "h = cell(x_t, h_0[0])")),
            "Your loop gives h_0 to the cell at every step, so nothing is remembered. The state that comes "
            "out of one step goes into the next.",
        ),
        Misconception(
            "no-state",
            variant(("cell(x_t, h)", "cell(x_t)")),
            "Your loop gives the cell no state, so every step starts from zeros. The cell does not remember "
            "by itself.",
        ),
        Misconception(
            "state-borrowed",
            _state_borrowed,
            "Your cell takes each old state from `out`, so at every step it is put back on the other road, "
            "and differences cannot grow. The loop must carry its own state.",
        ),
        Misconception(
            "stored-too-early",
            _stored_early,
            "You store the state before the cell has read x_t, so everything is one step late: h_0 is in, "
            "and the last state is missing.",
        ),
        Misconception(
            "float32-zeros",
            variant(("h_0[0]", "torch.zeros(x.shape[1], cell.hidden_size)")),
            "Two kinds of numbers meet: a new tensor of zeros is float32, and the cell computes in float64. "
            "You do not need zeros at all: what is the first state of the loop?",
            raises=r"same dtype|dtype mismatch",
        ),
        Misconception(
            "sequence-for-the-cell",
            variant(("cell(x_t, h)", "cell(x, h)")),
            "You hand the cell the whole sequence. It takes one step, (B, I); who runs the loop?",
            raises=r"Expected input to be 1D or 2D",
        ),
        Misconception(
            "states-glued",
            variant(("torch.stack(states)", "torch.cat(states)")),
            "The shapes do not fit: your states are not (T, B, H), as `out` is. Usual causes: `torch.cat`, which "
            "glues along the batch where a new axis is needed, or a state kept at the wrong place of the loop.",
            raises=r"size of tensor a",
        ),
        Misconception(
            "three-axes-for-the-cell",
            variant(("h_0[0]", "h_0")),
            "The cell has no layers, so it wants its state as (B, H). h_0 is made for nn.RNN and has an "
            "axis more: which one?",
            raises=r"Expected hidden to be 1D or 2D",
        ),
        Misconception(
            "two-axes-for-the-layer",
            variant(("rnn(x, h_0)", "rnn(x, h_0[0])")),
            "nn.RNN counts layers on the first axis of its state, also when there is one layer only. h_0 "
            "came in the shape that nn.RNN wants; only the cell needs it without that axis.",
            raises=r"hx should also be",
        ),
        Misconception(
            "cell-gives-one",
            variant(("h = cell(x_t, h)", "out, h = cell(x_t, h)")),
            "A call to nn.RNNCell gives one result, the new state. The pair of results belongs to nn.RNN.",
            raises=r"values to unpack",
        ),
        Misconception(
            "arguments-swapped",
            variant(("cell(x_t, h)", "cell(h, x_t)")),
            "The cell gets its state where it expects the input. The input comes first, the state second.",
            raises=r"inconsistent input_size",
        ),
        Misconception(
            "loop-over-the-batch",
            variant(("for x_t in x:", "for b in range(x.shape[1]):"), ("cell(x_t", "cell(x[:, b]")),
            "Your loop walks along the batch. In x (T, B, I) time is the first axis, and each step takes "
            "all samples.",
            raises=r"[Bb]atch size .* doesn't match",
        ),
        Misconception(
            "pair-not-taken-apart",
            variant(("out, h_n = rnn", "out = rnn")),
            "A call to nn.RNN gives two results. You used the pair as if it were one tensor.",
            raises=r"'?tuple'?",
        ),
        *wrong_measures(variant),
        *measure_slips(variant),
        *without(more_measure_slips(_solution), "sum-compared"),
    ],
)
