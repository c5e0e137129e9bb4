"""The unrolled loop."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="02.unroll",
    returns="states: T B H",
    why=(
        "The name h is bound to a new array at each step: that one line both uses the old memory and "
        "replaces it."
    ),
    hints=(
        "The loop runs over time. What must outlive one turn of it, and what is needed in that turn only?",
        "Before the loop: `h = h_0` and an empty list. In the loop: one step that uses `h` and gives a new "
        "`h`.",
        "`for x_t in x:` gives x_t of shape (B, I). Your step from exercise 2.1 gives the new `h`; append "
        "it to the list, and after the loop call `np.stack` on the list.",
    ),
)
def unroll(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


@unroll.draw
def sequence(rng, T, B, I, H):
    weights = 0.6 * rng.normal(size=(H, I)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H)
    return rng.normal(size=(T, B, I)), rng.normal(size=(B, H)), *weights


@unroll.right
def recursive(x, h_0, W_xh, W_hh, b):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    return h[None] if len(x) == 1 else np.concatenate([h[None], recursive(x[1:], h, W_xh, W_hh, b)])


@unroll.right
def sequence_by_sequence(x, h_0, W_xh, W_hh, b):
    out = np.zeros((len(x), len(h_0), len(b)))
    for i, h in enumerate(h_0):
        for t in range(len(x)):
            h = np.tanh(W_xh @ x[t, i] + W_hh @ h + b)
            out[t, i] = h
    return out


@unroll.right
def nn_rnn(x, h_0, W_xh, W_hh, b):
    import torch

    rnn = torch.nn.RNN(x.shape[2], h_0.shape[1], dtype=torch.float64)
    with torch.no_grad():
        for p, value in zip(rnn.parameters(), (W_xh, W_hh, b, 0 * b), strict=True):
            p.copy_(torch.as_tensor(value))
        return rnn(torch.as_tensor(x), torch.as_tensor(h_0)[None])[0]


@unroll.right
def copied_buffer(x, h_0, W_xh, W_hh, b):
    h, states = h_0.copy(), []
    for x_t in x:
        h[:] = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h.copy())
    return np.stack(states)


@unroll.mistake
def memory_from_below(x, h_0, W_xh, W_hh, b):
    """Your memory term is made from the input of the same step, as if h_{t-1} came from a layer below. It
    comes from the same layer, one step earlier in time: the arrow in figure 2.1 that runs to the right."""
    below = np.tanh(x @ W_xh.T + b)
    return np.tanh(x @ W_xh.T + below @ W_hh.T + b)


@unroll.mistake
def memory_of_one_word(x, h_0, W_xh, W_hh, b):
    """The old state in your formula knows one word only: it is made from the input of the step before,
    without that step's own memory. Each state needs the one before it, finished; so the steps cannot all be
    made at once."""
    previous = np.concatenate([h_0[np.newaxis], np.tanh(x @ W_xh.T + b)[:-1]])
    return np.tanh(x @ W_xh.T + previous @ W_hh.T + b)


@unroll.mistake
def inputs_summed_up(x, h_0, W_xh, W_hh, b):
    """You add up the inputs so far and squash once. In an RNN every step squashes, and W_hh works on the
    state of each step: the memory cannot be made without going from step to step."""
    return np.tanh(np.cumsum(x @ W_xh.T, axis=0) + h_0 @ W_hh.T + b)


@unroll.mistake
def sum_carried(x, h_0, W_xh, W_hh, b):
    """You store tanh of the sum, but hand on the sum itself. The next step must find the squashed state:
    memory that is never squashed stays linear, and can grow without a limit."""
    total, states = h_0, []
    for x_t in x:
        total = x_t @ W_xh.T + total @ W_hh.T + b
        states.append(np.tanh(total))
    return np.stack(states)


@unroll.mistake
def stored_before_update(x, h_0, W_xh, W_hh, b):
    """Your states come one step late: h is stored before the word is read. So h_0 stands first and the last
    state, which has read everything, is lost. Look at the order of the lines in your loop."""
    h, states = h_0, []
    for x_t in x:
        states.append(h)
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return np.stack(states)


@unroll.mistake
def h0_as_first_state(x, h_0, W_xh, W_hh, b):
    """Your loop never reads the first word: it begins one step too late, and you put h_0 itself in the first
    place. In Python's counting the first state of the answer, `states[0]`, is h_1, and h_1 is made from
    `x[0]` and h_0."""
    states = np.zeros((len(x), *h_0.shape))
    states[0] = h_0
    for t in range(1, len(x)):
        states[t] = np.tanh(x[t] @ W_xh.T + states[t - 1] @ W_hh.T + b)
    return states


@unroll.mistake
def runs_on_into_the_next_review(x, h_0, W_xh, W_hh, b):
    """Your loop goes through the reviews one by one, and the state runs on from the end of one review into
    the next. Each review begins with a start of its own, its row of h_0."""
    h, states = h_0[0], np.zeros((*x.shape[:2], h_0.shape[1]))
    for n in range(x.shape[1]):
        for t in range(len(x)):
            h = np.tanh(x[t, n] @ W_xh.T + h @ W_hh.T + b)
            states[t, n] = h
    return states


@unroll.mistake(raises=r"could not be broadcast")
def batch_axis(x, h_0, W_xh, W_hh, b):
    """Two arrays meet whose shapes do not fit. Usual cause: a loop over the second axis, such as `x[:, t]`,
    which takes out one sequence of the batch and not one step. This course is time-major: the first axis of x
    is time. Other causes: `*` where `@` is meant, or a bias turned into a column."""
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


slip = unroll.slip
slip(
    "stale-h0",
    "Your function uses h_0 at every step, so each step forgets all words before it. Right for the first "
    "step; but what should step 3 find as its memory?",
    ("+ h @", "+ h_0 @"),
)
slip(
    "h0-joins-every-step",
    "Your function adds h_0 to the memory at every step. It meets the first word only; later steps know it "
    "through the state.",
    ("= h_0", "= np.zeros_like(h_0)"),
    ("+ h @", "+ (h + h_0) @"),
)
slip(
    "h0-ignored",
    "Your first step starts from zeros: h_0 is never read, or overwritten, or `states[t - 1]` at t = 0 is "
    "`states[-1]`, still zero. What should turn 0 read?",
    ("= h_0", "= np.zeros_like(h_0)"),
)
slip(
    "no-memory",
    "Your states do not depend on the step before: this is the order-blind layer of lesson 1 with a tanh "
    "around it. What is handed from one step to the next?",
    (" + h @ W_hh.T", ""),
)
slip(
    "each-squashed",
    "Your function squashes the two parts one by one. What stands inside the brackets of tanh in the "
    "formula?",
    (" + h @ W_hh.T + b)", ") + np.tanh(h @ W_hh.T) + b"),
)
slip(
    "old-state-added",
    "You add the new state to the old one. The formula replaces the old state: all that stays of it is what "
    "W_hh carries into the sum. As it is, states can leave -1 to 1.",
    ("= np.tanh", "= h + np.tanh"),
)
slip(
    "first-input-always",
    "Your loop reads the first word again and again. The weights are shared over time, the words are not: "
    "which index of x should change from step to step?",
    ("x_t @", "x[0] @"),
)
slip(
    "previous-input",
    "Your h_t reads the word of the step before. Only the memory comes from there; and at the first step "
    "index -1 means the last word.",
    ("x_t in x:", "t in range(len(x)):"),
    ("x_t @", "x[t - 1] @"),
)
