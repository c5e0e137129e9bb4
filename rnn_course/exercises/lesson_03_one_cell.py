"""Lesson 3, one cell: the loop over time, and every state kept."""

import torch
from torch import nn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_03_mistakes import SIZES, edited, gradient_mistakes
from rnn_course.exercises.lesson_03_more_slips import more_loop_slips
from rnn_course.exercises.lesson_03_slips import loop_slips
from rnn_course.exercises.slips import without


def _loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)


def _draw(rng, T, B, I, H):
    return nn.RNNCell(I, H), torch.randn(T, B, I), torch.randn(B, H)


def _wrong(*edits):
    return edited(_loop, *edits)


STEP = "h = cell(x_t, h)"
START = "h = h_0"
HEAD = "for x_t in x:"
KEEP = "states.append(h)"
RETURN = "return torch.stack(states)"
BATCH_AXIS = "for b in range(x.shape[1]):"
BIASES = " + cell.bias_ih + cell.bias_hh"
BY_HAND = "h = torch.tanh(x_t @ cell.weight_ih.T + h @ cell.weight_hh.T{})"

loop = FunctionExercise(
    id="03.loop",
    title="The loop over time",
    stub="def loop(cell, x, h_0):\n    return ...  # shape (T, B, H)\n",
    solution=_loop,
    why=(
        "The cell takes one step; the loop walks along time and hands each state to the next call. Stacking "
        "makes a new first axis: time."
    ),
    hints=[
        "What does the second call need from the first one?",
        (
            "Start with h = h_0 and an empty list. In each round: one call of the cell, with one x_t and "
            "the current h; then keep the result."
        ),
        (
            "for x_t in x walks along the first axis, time. In the round: h = cell(x_t, h), then append h. "
            "At the end torch.stack the list."
        ),
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"states": "T B H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "state-forgotten",
            _wrong((STEP, "h = cell(x_t)")),
            "Your loop calls the cell without a state. The cell keeps nothing between calls, and an omitted "
            "state means zeros: the memory starts anew at each step, so every h_t knows one input only. No "
            "error says so. Look at what each call is given.",
        ),
        Misconception(
            "always-h0",
            _wrong((STEP, "h = cell(x_t, h_0)")),
            "Every call gets h_0, so each step starts from the beginning again and the states do not know "
            "of each other. It looks right, because a state is passed. Ask which state the second call "
            "should start from.",
        ),
        Misconception(
            "h0-ignored",
            _wrong((START, "h = None")),
            "Your loop starts from zeros and never uses h_0. Zeros are the usual start, so this often goes "
            "unnoticed; here the caller hands you another one.",
        ),
        Misconception(
            "aliased",
            _wrong((START, "h = h_0.clone()"), (STEP, "h.copy_(cell(x_t, h))")),
            "All T rows of your result are the last state. You write each new state into the same tensor, "
            "and the list holds that one tensor T times: when it changes, every entry changes. Look at the "
            "line that updates the state: does it make a new tensor, or overwrite the old one?",
        ),
        Misconception(
            "batch-axis",
            _wrong((HEAD, BATCH_AXIS), (STEP, "h = cell(x[:, b], h)")),
            "Your loop walks along the batch axis: what it hands to the cell holds all T words of one "
            "sentence, shape (T, I), and the cell takes these rows for T different sentences. x has shape "
            "(T, B, I). Along which axis does one thing come after another?",
            raises="Input batch size 7 doesn't match hidden0 batch size 3",
        ),
        Misconception(
            "batch-axis-silent",
            _wrong(
                (START, "h = None"),
                (HEAD, BATCH_AXIS),
                (STEP, "h = cell(x[:, b], h)"),
                ("(states)", "(states, dim=1)"),
            ),
            "Your loop walks along the batch axis and hands the memory from one sentence to the next. The "
            "shape comes out right, but no word ever meets the word before it. Which axis of (T, B, I) is "
            "time?",
        ),
        Misconception(
            "batch-axis-first",
            _wrong((START, "h = None"), (HEAD, BATCH_AXIS), (STEP, "h = cell(x[:, b], h)")),
            "Your loop walks along the batch axis: the memory goes from sentence to sentence, and the "
            "result is (B, T, H). Swapping its axes would not help, because no word has met the word before "
            "it. Which axis of (T, B, I) is time?",
        ),
        Misconception(
            "batch-axis-without-state",
            _wrong((HEAD, BATCH_AXIS), (STEP, "h = cell(x[:, b])")),
            "Your loop walks along the batch axis and passes no state, so every word starts from zeros. Two "
            "things to look at: which axis of (T, B, I) is time, and what each call is given.",
        ),
        Misconception(
            "reshaped",
            _wrong((HEAD, "for x_t in x.reshape(x.shape[1], x.shape[0], x.shape[2]):")),
            "`reshape` (or `view`) does not swap axes: it reads the same numbers in the same order into "
            "another shape, so words of different sentences get mixed. And x needs no change, for time is "
            "its first axis already.",
        ),
        Misconception(
            "cat",
            _wrong(("torch.stack(", "torch.cat(")),
            "`torch.cat` glues the states together along an axis that they already have, the batch, so you "
            "get (T·B, H). The result needs an axis of its own for time.",
        ),
        Misconception(
            "stack-dim-1",
            _wrong(("(states)", "(states, dim=1)")),
            "The states are right, but the new axis stands in second place: (B, T, H). That is the "
            "batch-first order. The task asks for time first.",
        ),
        Misconception(
            "last-only",
            _wrong((RETURN, "return h")),
            "You return the last state only, shape (B, H). The task asks for all of them: keep each "
            "state in the loop.",
        ),
        Misconception(
            "two-outputs",
            _wrong((RETURN, "return torch.stack(states), h")),
            "You return two things, as `nn.RNN` does. The task asks for one: the states of all steps. "
            "The last state is in it already.",
        ),
        Misconception(
            "h0-stored-too",
            _wrong(("states = []", "states = [h_0]")),
            "Your result has T + 1 rows, because h_0 stands in front. h_0 is what the loop starts from. "
            "Keep what it produces: h_1 to h_T.",
        ),
        Misconception(
            "stored-before-the-step",
            _wrong((f"{STEP}\n        {KEEP}", f"{KEEP}\n        {STEP}")),
            "You keep the state before the step, so your first row is h_0 and the last state is lost. Look "
            "at the order of the two lines in the loop.",
        ),
        Misconception(
            "cell-loops-itself",
            "def loop(cell, x, h_0):\n    return cell(x, h_0)\n",
            "You hand the whole sequence to the cell. `nn.RNNCell` takes one step and does not loop: its "
            "input is one x_t of shape (B, I). The loop is yours to write.",
            raises="Expected input to be 1D or 2D",
        ),
        Misconception(
            "unpacked",
            _wrong((STEP, "out, h = cell(x_t, h)")),
            "You unpack two values, but the cell returns one tensor, the new state; Python then tries to "
            "split that tensor along its batch axis. `out, h_n` is what `nn.RNN` returns.",
            raises="values to unpack",
        ),
        Misconception(
            "row-of-the-state",
            _wrong((STEP, "h = cell(x_t, h)[0]")),
            "The state that you pass on has one axis only: an index such as `[0]`, or taking the result "
            "apart, leaves the memory of a single sentence. The cell returns one tensor of shape (B, H); "
            "pass all of it on.",
            raises="Input batch size 3 doesn't match hidden0 batch size 6",
        ),
        Misconception(
            "arguments-swapped",
            _wrong((STEP, "h = cell(h, x_t)")),
            "The two arguments of the cell are swapped. First comes what it reads, then the state.",
        ),
        Misconception(
            "layer-axis",
            _wrong((START, "h = h_0.unsqueeze(0)")),
            "You give the state a third axis, as `nn.RNN` wants it. A cell's state is (B, H): two axes, "
            "none for layers.",
            raises="Expected hidden",
        ),
        Misconception(
            "own-cell",
            _wrong((START, "cell = nn.RNNCell(x.shape[2], h_0.shape[1])\n    h = h_0")),
            "You make a new cell inside the function. It has random weights of its own; the task hands "
            "you the cell to use.",
        ),
        Misconception(
            "new-cell-each-step",
            _wrong((STEP, "h = nn.RNNCell(x.shape[2], h_0.shape[1])(x_t, h)")),
            "You make a new cell at every step, so every step has random weights of its own. All steps "
            "share one cell: the one that you are handed.",
        ),
        Misconception(
            "tanh-again",
            _wrong((STEP, "h = torch.tanh(cell(x_t, h))")),
            "You squash with tanh what the cell returns, but the cell has done so already. Its default "
            "nonlinearity is tanh.",
        ),
        Misconception(
            "relu-on-top",
            _wrong((STEP, "h = torch.relu(cell(x_t, h))")),
            (
                "You apply ReLU to what the cell returns. The cell has squashed it with tanh already; pass "
                "it on as it is."
            ),
        ),
        Misconception(
            "state-added",
            _wrong((STEP, "h = h + cell(x_t, h)")),
            "You add the old state to the new one. The cell has mixed the old state in already, through "
            "`weight_hh`; its result is the new state.",
        ),
        Misconception(
            "state-added-instead",
            _wrong((STEP, "h = h + cell(x_t)")),
            "You call the cell without a state and add the old state afterwards. It should go into the "
            "cell, where `weight_hh` and tanh act on it.",
        ),
        Misconception(
            "no-tanh",
            _wrong((STEP, "h = x_t @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh")),
            "You write the step by hand, which is fine, but nothing squashes the sum: tanh is missing.",
        ),
        Misconception(
            "weight-ih-not-transposed",
            _wrong((STEP, BY_HAND.format(BIASES)), ("weight_ih.T", "weight_ih")),
            (
                "You multiply by `weight_ih` as it is stored, (H, I). For x_t of shape (B, I) it has to be "
                "transposed."
            ),
        ),
        Misconception(
            "weight-hh-not-transposed",
            _wrong((STEP, BY_HAND.format(BIASES)), ("weight_hh.T", "weight_hh")),
            (
                "You multiply by `weight_hh` as it is stored. It is square, so nothing raises, but it has "
                "to be transposed."
            ),
        ),
        Misconception(
            "no-weight-transposed",
            _wrong((STEP, BY_HAND.format(BIASES)), (".T", "")),
            "You multiply by the weights as they are stored. PyTorch keeps them as (H, I) and (H, H), and "
            "uses both transposed.",
        ),
        Misconception(
            "no-bias",
            _wrong((STEP, BY_HAND.format(""))),
            "You write the step by hand, which is fine, but the biases are missing. The cell has two of "
            "them, `bias_ih` and `bias_hh`.",
        ),
        Misconception(
            "only-bias-ih",
            _wrong((STEP, BY_HAND.format(" + cell.bias_ih"))),
            "You write the step by hand, which is fine, but `bias_hh` is missing: a cell has two "
            "biases, and both are added.",
        ),
        Misconception(
            "only-bias-hh",
            _wrong((STEP, BY_HAND.format(" + cell.bias_hh"))),
            "You write the step by hand, which is fine, but `bias_ih` is missing: a cell has two "
            "biases, and both are added.",
        ),
        Misconception(
            "backwards",
            _wrong((HEAD, "for x_t in x.flip(0):")),
            "Your loop reads the sequence from the end to the beginning. Step 1 must read x[0].",
        ),
        Misconception(
            "first-word-twice",
            _wrong((START, "h = cell(x[0], h_0)")),
            "The first word is read twice: once before the loop, and once in it.",
        ),
        Misconception(
            "counts-the-batch",
            _wrong((HEAD, "for t in range(x.shape[1]):"), (STEP, "h = cell(x[t], h)")),
            "You read `x[t]`, one step of all sentences, which is right, but your loop counts to B. How "
            "many steps are there, and which number in `x.shape` says so?",
        ),
        Misconception(
            "first-word-again",
            _wrong((STEP, "h = cell(x[0], h)")),
            "Every step reads x[0]. The memory moves on, but the input does not: look at the index in "
            "the call.",
        ),
        *loop_slips(_wrong),
        *without(more_loop_slips(_loop)),
        *gradient_mistakes(
            _loop,
            cut=_wrong((STEP, "h = cell(x_t, h.detach())")),
            none=_wrong((KEEP, "states.append(h.detach())")),
            overwritten=(
                "def loop(cell, x, h_0):\n"
                "    out = torch.zeros(len(x), *h_0.shape)\n"
                "    for t in range(len(x)):\n"
                "        out[t] = cell(x[t], out[t - 1] if t else h_0)\n"
                "    return out\n"
            ),
        ),
    ],
)
