"""One step of a GRU."""

import numpy as np

from rnn_course.nearmiss import function

STUB = """\
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    return ...  # shape (B, H)
"""


@function(
    id="12.gru_step",
    returns="h_t: B H",
    stub=STUB,
    why="r decides how much of the memory's product the candidate sees, z how much of the old state stays "
    "as it is. Both are computed from the input and from the memory, anew at each step.",
    hints=(
        "Four lines, in the order of the formulas: two gates, one candidate, one mixture.",
        "A gate is σ of a sum of two pieces; σ(a) = 1 / (1 + exp(−a)). In the candidate r multiplies one of "
        "its two pieces, and there is a tanh around both.",
        "`n = np.tanh(x_n + r * h_n)`, and the mixture gives z to `h_prev` and the rest, 1 − z, to n.",
    ),
    forbid_change=True,
    without=("large",),  # exp would overflow in a plain sigmoid, with a warning
)
def gru_step(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)  # each (B, H)
    h_r, h_z, h_n = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)  # each (B, H)
    r = 1 / (1 + np.exp(-(x_r + h_r)))
    z = 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h_prev


@gru_step.draw
def _(rng, B, I, H):
    weights = rng.normal(size=(3 * H, I)), rng.normal(size=(3 * H, H))
    return rng.normal(size=(B, I)), np.tanh(rng.normal(size=(B, H))), *weights, *rng.normal(size=(2, 3 * H))


@gru_step.right
def moved_towards_the_candidate(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    H = h_prev.shape[1]
    from_x, from_h = x_t @ W_ih.T + b_ih, h_prev @ W_hh.T + b_hh
    gates = 0.5 * (1 + np.tanh((from_x + from_h)[:, : 2 * H] / 2))
    n = np.tanh(from_x[:, 2 * H :] + gates[:, :H] * from_h[:, 2 * H :])
    return n + gates[:, H:] * (h_prev - n)


@gru_step.right
def row_by_row(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    B, H = h_prev.shape
    h_t = np.empty((B, H))
    for b in range(B):
        for j in range(H):
            r, z, n = j, H + j, 2 * H + j
            sums = {k: W_ih[k] @ x_t[b] + b_ih[k] + W_hh[k] @ h_prev[b] + b_hh[k] for k in (r, z)}
            open_r, open_z = (1 / (1 + np.exp(-sums[k])) for k in (r, z))
            new = np.tanh(W_ih[n] @ x_t[b] + b_ih[n] + open_r * (W_hh[n] @ h_prev[b] + b_hh[n]))
            h_t[b, j] = open_z * h_prev[b, j] + (1 - open_z) * new
    return h_t


@gru_step.mistake
def reset_before_the_product(x_t, h_prev, W_ih, W_hh, b_ih, b_hh):
    """Your r acts on the old state, before the product with W_hn. Many texts write it so, and it is a
    different cell: the weights of one do not fit the other. In PyTorch r acts after the product, on the bias
    as well."""
    H = h_prev.shape[1]
    x_r, x_z, x_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=-1)
    h_r, h_z, _ = np.split(h_prev @ W_hh.T + b_hh, 3, axis=-1)
    r, z = 1 / (1 + np.exp(-(x_r + h_r))), 1 / (1 + np.exp(-(x_z + h_z)))
    n = np.tanh(x_n + (r * h_prev) @ W_hh[2 * H :].T + b_hh[2 * H :])
    return (1 - z) * n + z * h_prev


Z, R, N, MIX = (
    "1 / (1 + np.exp(-(x_z + h_z)))",
    "1 / (1 + np.exp(-(x_r + h_r)))",
    "np.tanh(x_n + r * h_n)",
    "(1 - z) * n + z * h_prev",
)
gru_step.slip(
    "z-weights-the-new",
    "Your z weights the candidate, and 1 − z the old state. Many texts define it so. In PyTorch it is the "
    "other way round: z = 1 keeps the old state.",
    (MIX, "z * n + (1 - z) * h_prev"),
)
gru_step.slip(
    "candidate-without-reset",
    "Your candidate reads the memory whole: r was computed, and plays no part in n. Which of the two pieces "
    "should it be able to silence?",
    (N, "np.tanh(x_n + h_n)"),
)
gru_step.slip(
    "reset-silences-the-input",
    "Your r multiplies both pieces of the candidate, also the one of the input. The reset gate closes the "
    "view on the memory; the input always comes through.",
    (N, "np.tanh(r * (x_n + h_n))"),
)
gru_step.slip(
    "candidate-only",
    "You return the candidate. Then nothing of the old state stays as it was, and z has no use.",
    (MIX, "n"),
)
gru_step.slip(
    "gates-swapped",
    "Your r and z have changed places: r mixes, and z acts inside the candidate. The blocks of rows come in "
    "the order r, z, n.",
    (N, "np.tanh(x_n + z * h_n)"),
    (MIX, "(1 - r) * n + r * h_prev"),
)
gru_step.slip(
    "gates-with-tanh",
    "Your gates go through tanh, so they may be negative. A gate is a share, between 0 and 1: that is σ.",
    (Z, "np.tanh(x_z + h_z)"),
    (R, "np.tanh(x_r + h_r)"),
)

gru_step.slip(
    "reset-on-the-input",
    "Your r multiplies the input's piece of the candidate and leaves the memory's whole. It is the memory "
    "that the reset gate lets the candidate see, or not.",
    (N, "np.tanh(r * x_n + h_n)"),
)
gru_step.slip(
    "candidate-through-sigma",
    "Your candidate goes through σ, as if it were a gate. It is new content and may be negative: tanh.",
    (N, "1 / (1 + np.exp(-(x_n + r * h_n)))"),
)
gru_step.slip(
    "gates-see-the-input-only",
    "Your gates look at the input only. They look at the memory too: each is σ of a sum of two pieces.",
    ("-(x_z + h_z)", "-x_z"),
    ("-(x_r + h_r)", "-x_r"),
)
gru_step.slip(
    "gates-see-the-memory-only",
    "Your gates look at the memory only. They look at the input too: each is σ of a sum of two pieces.",
    ("-(x_z + h_z)", "-h_z"),
    ("-(x_r + h_r)", "-h_r"),
)
gru_step.slip(
    "all-of-the-new",
    "You add the whole candidate to the share of the old state. It is a mixture: what z gives to the one, "
    "the other does not get.",
    (MIX, "n + z * h_prev"),
)
gru_step.slip(
    "all-of-the-old",
    "You add a share of the candidate to the whole old state, which can then grow without a limit. It is a "
    "mixture: what z gives to the one, the other does not get.",
    (MIX, "(1 - z) * n + h_prev"),
)
gru_step.slip(
    "two-gates-mix",
    "Your r weights the candidate in the mixture, like the input gate of an LSTM. A GRU mixes with one gate: "
    "what z leaves over is the candidate's share.",
    (MIX, "r * n + z * h_prev"),
)
