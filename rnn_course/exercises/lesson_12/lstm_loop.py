"""Repair a loop that reads another library's rows."""

import numpy as np

from rnn_course.nearmiss import function

STUB = """\
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, o, g = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * h + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c  # every h, and the last pair
"""


@function(
    id="12.lstm_loop",
    returns="states: T B H; h_n: B H; c_n: B H",
    stub=STUB,
    why="PyTorch's rows come in the order i, f, g, o. And the forget gate keeps a share of c, the part of "
    "the state that no squashing has touched; h is what the cell shows of it.",
    hints=(
        "There are two faults, and both run without an error. One is in the line that cuts, one in a line "
        "that mixes.",
        "Write down PyTorch's order of the four blocks, and the formula of c'. Compare letter by letter.",
        "The third block of rows is g, the candidate. And c' = f ⊙ c + i ⊙ g: which of the two parts of the "
        "state stands beside f?",
    ),
    forbid_change=True,
    without=("large",),
)
def lstm_loop(x, h, c, W_ih, W_hh, b):
    states = []
    for x_t in x:
        i, f, g, o = np.split(x_t @ W_ih.T + h @ W_hh.T + b, 4, axis=-1)
        i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states), h, c  # every h, and the last pair


@lstm_loop.draw
def _(rng, T, B, I, H):
    weights = rng.normal(size=(4 * H, I)), 0.5 * rng.normal(size=(4 * H, H)), rng.normal(size=4 * H)
    return rng.normal(size=(T, B, I)), np.tanh(rng.normal(size=(B, H))), rng.normal(size=(B, H)), *weights


@lstm_loop.right
def with_slices(x, h, c, W_ih, W_hh, b):
    H, states = h.shape[1], np.empty((len(x), *h.shape))
    for t, x_t in enumerate(x):
        sums = x_t @ W_ih.T + h @ W_hh.T + b
        opened = 0.5 + 0.5 * np.tanh(sums / 2)
        c = opened[:, H : 2 * H] * c + opened[:, :H] * np.tanh(sums[:, 2 * H : 3 * H])
        h = states[t] = opened[:, 3 * H :] * np.tanh(c)
    return states, h.copy(), c


ROWS, KEEP, SHOW = "i, f, g, o = np.split", "f * c + i * np.tanh(g)", "h = o * np.tanh(c)"
lstm_loop.slip(
    "rows-of-another-library",
    "One fault is mended, and one is left: the blocks are still cut in the order i, f, o, g, as some other "
    "libraries and texts have them. The sizes are the same, so no error tells you.",
    (ROWS, "i, f, o, g = np.split"),
)
lstm_loop.slip(
    "rows-of-the-bias-left",
    "The rows of W_ih and W_hh are in order now, but those of b are not: the bias has the same four blocks.",
    (ROWS, "i, f, g, o = np.split"),
    ("+ b,", "+ np.concatenate([*np.split(b, 4)[:2], *np.split(b, 4)[:1:-1]]),"),
)
lstm_loop.slip(
    "h-in-place-of-c",
    "The rows are in order now. But the forget gate still acts on h, which has been squashed and closed by "
    "o. What is kept over many steps is the other part of the pair.",
    (KEEP, "f * h + i * np.tanh(g)"),
)
lstm_loop.slip(
    "gates-swapped",
    "Your input and forget gates have changed places: i decides about the new, f about the old.",
    (KEEP, "i * c + f * np.tanh(g)"),
)
lstm_loop.slip(
    "shown-without-tanh",
    "Your h shows c as it is. On the way out it goes through tanh, so that h stays between −1 and 1 however "
    "large c has grown.",
    (SHOW, "h = o * c"),
)
lstm_loop.slip(
    "c-not-carried",
    "Your new c is made of the new alone: nothing of the old c is in it, so the cell remembers no more than "
    "a plain one.",
    (KEEP, "i * np.tanh(g)"),
)
lstm_loop.slip(
    "candidate-through-sigma",
    "Your candidate g goes through σ, so it can only add. g is what comes in, between −1 and 1; the gates "
    "are the other three.",
    (KEEP, "f * c + i / (1 + np.exp(-g))"),
)
lstm_loop.slip(
    "start-not-used",
    "Your loop starts from zeros. The task hands it a pair, h and c, so that a sequence can go on where an "
    "earlier piece has stopped.",
    ("    states = []", "    h, c = np.zeros_like(h), np.zeros_like(c)\n    states = []"),
)
lstm_loop.slip(
    "candidate-without-its-gate",
    "Your candidate is added whole: the input gate plays no part in c. Each of the two, old and new, has a "
    "gate of its own.",
    (KEEP, "f * c + np.tanh(g)"),
)
lstm_loop.slip(
    "h-not-carried",
    "Every step reads the h that the loop was given: the new one is collected, and never handed on. Follow "
    "the names: which h does the next round read?",
    ("h = o * np.tanh(c)", "h_new = o * np.tanh(c)"),
    ("append(h)", "append(h_new)"),
    ("stack(states), h", "stack(states), h_new"),
)
lstm_loop.slip(
    "old-c-not-carried",
    "Every step starts from the c that the loop was given: the new one is used once, and never handed on. "
    "Follow the names: which c does the next round read?",
    ("c = f * c", "c_new = f * c"),
    ("tanh(c)", "tanh(c_new)"),
    ("h, c  # every", "h, c_new  # every"),
)
lstm_loop.slip(
    "coupled-gates",
    "Your candidate gets what the forget gate leaves over, 1 − f, as in a GRU. An LSTM has a gate of its own "
    "for it, so it may keep all and add all in the same step.",
    (KEEP, "f * c + (1 - f) * np.tanh(g)"),
)
lstm_loop.slip(
    "shown-without-its-gate",
    "Your h is tanh of c: the output gate plays no part. It decides how much of c the cell shows.",
    (SHOW, "h = np.tanh(c)"),
)
lstm_loop.slip(
    "shows-the-candidate",
    "Your h shows the candidate of this step and not c, so nothing that was remembered is ever seen.",
    (SHOW, "h = o * np.tanh(g)"),
)
lstm_loop.slip(
    "g-and-f-changed-places",
    "The blocks are cut in the order i, g, f, o. PyTorch has the candidate as its third block.",
    (ROWS, "i, g, f, o = np.split"),
)
lstm_loop.slip(
    "c-collected",
    "`states` collects c, the part that the cell keeps to itself. What it shows at every step is h.",
    ("append(h)", "append(c)"),
)
