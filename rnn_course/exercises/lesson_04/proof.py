"""Measure the difference."""

import torch
from torch import nn

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6, "weights": "different"},
    {"T": 4, "B": 5, "I": 3, "H": 2, "weights": "equal"},
    {"T": 9, "B": 2, "I": 8, "H": 5, "weights": "equal", "nonlinearity": "relu"},
    {"T": 6, "B": 4, "I": 2, "H": 3, "weights": "different"},
    {"T": 1, "B": 3, "I": 4, "H": 6, "weights": "different"},
    {"T": 7, "B": 1, "I": 4, "H": 6, "weights": "equal"},
]


@function(
    id="04.proof",
    stub="def largest_difference(cell, rnn, x, h_0):\n    return ...  # one number, 0 or larger\n",
    returns="difference",
    why="Both roads start from the same h_0 and are compared at every step, every sample and every unit. "
    "Because the function also measures pairs that differ, a result near zero means something.",
    hints=(
        "Two roads to the same states: write the loop of lesson 3 for one, one call for the other. Then "
        "compare.",
        "The cell wants the first state as (B, H), and h_0 is (1, B, H). Collect the state after every "
        "step, so that the result has the shape of `out`.",
        "`torch.stack(states)` and `out` are both (T, B, H). Subtract, drop the signs with `.abs()`, take "
        "`.max()`.",
    ),
    sizes=SIZES,
    imports=NUMPY_AND_TORCH,
)
def proof(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, h_n = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max()


@proof.draw
def _(rng, T, B, I, H, weights, nonlinearity="tanh"):
    """A cell and a network that agree, or differ in their weights, or in the network's nonlinearity."""
    cell = nn.RNNCell(I, H, dtype=torch.float64)
    rnn = nn.RNN(I, H, nonlinearity=nonlinearity, dtype=torch.float64)
    if weights == "equal":
        rnn.load_state_dict({name + "_l0": value for name, value in cell.state_dict().items()})
    x, h_0 = rng.normal(size=(T, B, I)), rng.normal(size=(1, B, H))
    return cell, rnn, torch.tensor(x), torch.tensor(h_0)


@proof.right
def step_by_step(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h, largest = h_0[-1], 0.0
    for x_t, out_t in zip(x, out, strict=True):
        h = cell(x_t, h)
        largest = max(largest, (out_t - h).abs().max().item())
    return largest


@proof.right
def as_a_norm(cell, rnn, x, h_0):
    h, states = h_0[0], []
    for x_t in x.unbind(0):
        h = cell(x_t, h)
        states += [h]
    return torch.linalg.vector_norm(rnn(x, h_0)[0] - torch.stack(states), ord=float("inf"))


@proof.right
def both_signs(cell, rnn, x, h_0):
    h, states = torch.reshape(h_0, h_0.shape[1:]), []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h[None])
    gap = torch.cat(states) - rnn(x, h_0)[0]
    return max(gap.max(), -gap.min())


@proof.right
def numbers_in_lists(cell, rnn, x, h_0):
    h, flat = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        flat += h.flatten().tolist()
    return max(abs(p - q) for p, q in zip(flat, rnn(x, h_0)[0].flatten().tolist(), strict=True))


@proof.mistake
def always_zero(cell, rnn, x, h_0):
    """Your function says zero for a pair that differs. It compares something with itself, or makes the two
    equal first. A proof must be able to fail: one road goes through `cell`, the other through `rnn`, both as
    they were handed in."""
    out, h_n = rnn(x, h_0)
    return (out[-1] - h_n[-1]).abs().max()


@proof.mistake(raises=r"loading state_dict")
def weights_copied(cell, rnn, x, h_0):
    """You copy the weights from one to the other before you compare. Then the pair agrees because you made it
    agree, and its differences are gone. Measure both as they were handed in."""
    rnn.load_state_dict({name + "_l0": value for name, value in cell.state_dict().items()})
    h, states = h_0[0], []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - rnn(x, h_0)[0]).abs().max()


@proof.mistake
def weights_compared(cell, rnn, x, h_0):
    """You compare weights. The task asks for the states that the two compute; the same weights with another
    nonlinearity, or another start, give other states."""
    return (cell.weight_ih - rnn.weight_ih_l0).abs().max()


@proof.mistake
def state_borrowed(cell, rnn, x, h_0):
    """Your cell takes each old state from `out`, so at every step it is put back on the other road, and
    differences cannot grow. The loop must carry its own state."""
    out, h_n = rnn(x, h_0)
    before = torch.cat([h_0, out[:-1]])
    states = [cell(x_t, h) for x_t, h in zip(x, before, strict=True)]
    return (torch.stack(states) - out).abs().max()


STEP, GAP, BIGGEST = "h = cell(x_t, h)", "(torch.stack(states) - out)", ".abs().max()"
slip = proof.slip
slip(
    "last-state-only",
    "Only the last step counts in your answer. Two networks may meet there and differ before. Are all T "
    "states compared, and does each turn keep what the turns before have found?",
    (GAP, "(h - h_n[0])"),
)
slip(
    "first-step-only",
    "You compare the first step only. Usual cause: a `return` inside the loop. Differences grow with time: "
    "look at all steps.",
    (GAP, "(states[0] - out[0])"),
)
slip(
    "against-h_n",
    "You compare every step of the loop with `h_n`, which is the last step only. PyTorch stretches `h_n` "
    "over the T steps without a word. Which of the two results holds every step?",
    ("- out)", "- h_n)"),
)
slip(
    "last-against-every-step",
    "You compare the loop's last state with every step of `out`. PyTorch stretches it over the T steps "
    "without a word. Collect the loop's states as it goes.",
    ("torch.stack(states) -", "h -"),
)
slip(
    "zeros-for-both",
    "Both roads start from zeros, because h_0 is never passed on. Equal starts hide it while the two agree; "
    "your number is another one as soon as they differ.",
    ("h_0[0]", "None"),
    ("rnn(x, h_0)", "rnn(x)"),
)
slip(
    "zeros-for-cell",
    "nn.RNN starts from h_0, but the loop starts from zeros. What is the first state of the loop?",
    ("h_0[0]", "None"),
)
slip(
    "state-not-carried",
    "Your loop gives h_0 to the cell at every step, so nothing is remembered. The state that comes out of "
    "one step goes into the next.",
    (STEP, "h = cell(x_t, h_0[0])"),
)
slip(
    "two-axes-for-the-layer",
    "nn.RNN counts layers on the first axis of its state, also when there is one layer only. h_0 came in "
    "the shape that nn.RNN wants; only the cell needs it without that axis.",
    ("rnn(x, h_0)", "rnn(x, h_0[0])"),
    raises=r"hx should also be",
)
slip(
    "sign-kept",
    "You take the largest signed difference. Where `out` is the larger one, the difference is negative and "
    "`max` does not see it. What drops the sign?",
    (BIGGEST, ".max()"),
)
slip(
    "sign-kept-other-way",
    "You take the largest signed difference. Where the loop's state is the larger one, the difference is "
    "negative and `max` does not see it. What drops the sign?",
    (f"{GAP}{BIGGEST}", "(out - torch.stack(states)).max()"),
)
slip(
    "maxima-compared",
    "You compare the largest number of one with the largest number of the other. They may stand at "
    "different places. Subtract number by number first, and look for the largest afterwards.",
    (GAP, "(torch.stack(states).max() - out.max())"),
)
slip(
    "signs-dropped-too-early",
    "You drop the signs before you subtract, so 0.5 and -0.5 count as equal. Subtract first.",
    ("torch.stack(states) - out", "torch.stack(states).abs() - out.abs()"),
)
slip(
    "signed-mean",
    "You average differences that have signs, so they cancel. The task asks for the largest difference, "
    "sign dropped.",
    (BIGGEST, ".mean().abs()"),
)
slip(
    "mean-of-all",
    "You take the mean of all differences. A single wrong number hides among many right ones; a proof looks "
    "at the largest.",
    (".max()", ".mean()"),
)
slip(
    "squared",
    "Your differences are squared, which makes small ones look much smaller: 1e-4 becomes 1e-8. Measure the "
    "difference itself.",
    (".abs()", ".square()"),
)
slip(
    "mean-square",
    "You compute the mean squared error, a fine loss for training. As a proof it is too kind: averaging and "
    "squaring both hide a single wrong number.",
    (BIGGEST, ".square().mean()"),
)
slip(
    "norm",
    "You compute the length of the whole difference (a norm), which grows with the count of numbers. The "
    "task asks for the largest single difference.",
    (BIGGEST, ".norm()"),
)
slip(
    "yes-or-no",
    "You return True or False. That hides how far the two are apart, and a threshold is inside it that "
    "nobody chose. Return the largest difference.",
    (f"{GAP}{BIGGEST}", "torch.allclose(torch.stack(states), out)"),
)
slip(
    "not-reduced",
    "You return a difference for every step, sample and unit. The task asks for one number, the largest of "
    "them.",
    (".max()", ""),
)
slip(
    "both-roads-returned",
    "You return both results and leave the comparison to the reader. The two roads are there: how far apart "
    "are they?",
    (f"{GAP}{BIGGEST}", "torch.stack(states), out"),
)
