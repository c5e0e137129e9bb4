"""The loop over time."""

import torch
from torch import nn

from rnn_course.exercises.shared.cell_sizes import SIZES
from rnn_course.exercises.shared.lost_gradients import lost_gradients
from rnn_course.nearmiss import NUMPY_AND_TORCH, function


@function(
    id="03.loop",
    returns="states: T B H",
    why=(
        "The cell takes one step; the loop walks along time and hands each state to the next call. Stacking "
        "makes a new first axis: time."
    ),
    hints=(
        "What does the second call need from the first one?",
        "Start with h = h_0 and an empty list. In each round: one call of the cell, with one x_t and the "
        "current h; then keep the result.",
        "for x_t in x walks along the first axis, time. In the round: h = cell(x_t, h), then append h. At "
        "the end torch.stack the list.",
    ),
    sizes=SIZES,
    imports=NUMPY_AND_TORCH,
)
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)


@loop.draw
def _(rng, T, B, I, H):
    return nn.RNNCell(I, H), torch.randn(T, B, I), torch.randn(B, H)


@loop.right
def buffer_filled(cell, x, h_0):
    out = torch.empty(len(x), *h_0.shape)
    h = h_0
    for t, x_t in enumerate(x):
        h = cell(x_t, h)
        out[t] = h
    return out


@loop.right
def by_the_formula(cell, x, h_0):
    h, kept = h_0.clone(), ()
    for t in range(x.size(0)):
        read = nn.functional.linear(x[t], cell.weight_ih, cell.bias_ih)
        h = torch.tanh(read + torch.einsum("bk,hk->bh", h, cell.weight_hh) + cell.bias_hh)
        kept += (h,)
    return torch.cat(kept).view(len(x), *h_0.shape)


@loop.right
def a_layer_with_the_cells_weights(cell, x, h_0):
    rnn = nn.RNN(cell.input_size, cell.hidden_size)
    named = {f"{name}_l0": p for name, p in cell.named_parameters()}
    return torch.func.functional_call(rnn, named, (x, h_0.unsqueeze(0)))[0]


@loop.right
def sentence_by_sentence(cell, x, h_0):
    def read(words, h):
        for word in words:
            h = cell(word, h)
            yield h

    sentences = [torch.stack(list(read(x[:, b], h_0[b]))) for b in range(x.shape[1])]
    return torch.stack(sentences, dim=1)


@loop.right
def by_calling_itself(cell, x, h_0):
    h = cell(x[0], h_0)
    if len(x) == 1:
        return h[None]
    return torch.cat([h[None], loop(cell, x[1:], h)])


@loop.mistake
def aliased(cell, x, h_0):
    """All T rows of your result are the last state. You write each new state into the same tensor, and the
    list holds that one tensor T times: when it changes, every entry changes. Look at the line that updates
    the state: does it make a new tensor, or overwrite the old one?"""
    h = h_0.clone()
    states = []
    for x_t in x:
        h.copy_(cell(x_t, h))
        states.append(h)
    return torch.stack(states)


@loop.mistake(raises="Input batch size 7 doesn't match hidden0 batch size 3")
def batch_axis(cell, x, h_0):
    """Your loop walks along the batch axis: what it hands to the cell holds all T words of one sentence,
    shape (T, I), and the cell takes these rows for T different sentences. x has shape (T, B, I). Along which
    axis does one thing come after another?"""
    h = h_0
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states)


@loop.mistake
def batch_axis_silent(cell, x, h_0):
    """Your loop walks along the batch axis and hands the memory from one sentence to the next. The shape
    comes out right, but no word ever meets the word before it. Which axis of (T, B, I) is time?"""
    h = None
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=1)


@loop.mistake
def batch_axis_without_state(cell, x, h_0):
    """Your loop walks along the batch axis and passes no state, so every word starts from zeros. Two things
    to look at: which axis of (T, B, I) is time, and what each call is given."""
    return torch.stack([cell(x[:, b]) for b in range(x.shape[1])])


@loop.mistake(raises="Expected input to be 1D or 2D")
def cell_loops_itself(cell, x, h_0):
    """You hand the whole sequence to the cell. `nn.RNNCell` takes one step and does not loop: its input is
    one x_t of shape (B, I). The loop is yours to write."""
    return cell(x, h_0)


@loop.mistake
def own_cell(cell, x, h_0):
    """You make a new cell inside the function. It has random weights of its own; the task hands you the cell
    to use."""
    own, h, states = nn.RNNCell(x.shape[2], h_0.shape[1]), h_0, []
    for x_t in x:
        h = own(x_t, h)
        states.append(h)
    return torch.stack(states)


STEP, KEEP, BACK = "h = cell(x_t, h)", "states.append(h)", "return torch.stack(states)"
BY_HAND = "h = torch.tanh(x_t @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias_ih + cell.bias_hh)"
loop.slip(
    "state-forgotten",
    "Your loop calls the cell without a state. The cell keeps nothing between calls, and an omitted state "
    "means zeros: the memory starts anew at each step, so every h_t knows one input only. No error says so. "
    "Look at what each call is given.",
    (STEP, "h = cell(x_t)"),
)
loop.slip(
    "always-h0",
    "Every call gets h_0, so each step starts from the beginning again and the states do not know of each "
    "other. It looks right, because a state is passed. Ask which state the second call should start from.",
    (STEP, "h = cell(x_t, h_0)"),
)
loop.slip(
    "h0-ignored",
    "Your loop starts from zeros and never uses h_0. Zeros are the usual start, so this often goes "
    "unnoticed; here the caller hands you another one.",
    ("h = h_0", "h = None"),
)
loop.slip(
    "reshaped",
    "`reshape` (or `view`) does not swap axes: it reads the same numbers in the same order into another "
    "shape, so words of different sentences get mixed. And x needs no change, for time is its first axis "
    "already.",
    ("in x:", "in x.reshape(x.shape[1], x.shape[0], x.shape[2]):"),
)
loop.slip(
    "state-added-instead",
    "You call the cell without a state and add the old state afterwards. It should go into the cell, where "
    "`weight_hh` and tanh act on it.",
    (STEP, "h = h + cell(x_t)"),
)
loop.slip(
    "one-bias",
    "You write the step by hand, which is fine, but a bias is missing: a cell has two, `bias_ih` and "
    "`bias_hh`, and both are added.",
    (STEP, BY_HAND.replace(" + cell.bias_hh", "")),
)
loop.slip(
    "one-step-late",
    "Your result begins with h_0 and ends before the last state: every row is one step late, and the last "
    "word is never seen. T words make T new states, and row 0 is what the first call returns.",
    (f"{STEP}\n        {KEEP}", f"{KEEP}\n        {STEP}"),
)
loop.slip(
    "two-calls-each-step",
    "You call the cell a second time to get the state that you keep, so it reads x_t twice. What the first "
    "call returned is the state.",
    (KEEP, "states.append(cell(x_t, h))"),
)

lost_gradients(
    loop,
    cut=[(STEP, "h = cell(x_t, h.detach())")],
    none=[(KEEP, "states.append(h.detach())")],
    overwritten=[
        ("states = []", "states = torch.zeros(len(x), *h_0.shape)"),
        ("x_t in x", "t, x_t in enumerate(x)"),
        (KEEP, "states[t] = h\n        h = states[t]"),
        ("torch.stack(states)", "states"),
    ],
)
