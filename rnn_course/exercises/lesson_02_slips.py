"""Lesson 2: further slips in the step, the loops and the readouts."""

from rnn_course.exercises import Misconception

PAIR = (
    "Your function returns two things. A pair (all states, last state) is what PyTorch's `nn.RNN` returns; the task asks "
    "for one array."
)
NO_VALUE_YET = (
    "In the first turn of the loop h has no value yet: it is read before anything was put into it. What should the first "
    "turn find as its memory, and where do you say so?"
)
DO_NOT_FIT = (
    "Two arrays meet whose shapes do not fit: the error names them. Usual causes: a loop over the second axis, such as "
    "`x[:, t]`, which takes one sequence of the batch and not one step; `*` where `@` is meant; a bias turned into a column."
)


def _is_pair(_function, calls):
    return all(isinstance(call.value, tuple) and len(call.value) == 2 for call in calls)


def _step(key, body, says, raises="", detect=None):
    head = "def one_step(x_t, h_prev, W_xh, W_hh, b):\n"
    return Misconception(key, head + body + "\n", says, detect, raises)


# What torch.tanh raises for an array; written out, because this lesson does not import torch.
TORCH_TANH = (
    """    raise TypeError("tanh(): argument 'input' (position 1) must be Tensor, not numpy.ndarray")"""
)
STEP = [
    _step(
        "pair",
        "    h = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)\n    return h, h",
        "Your function returns two states. "
        "A pair is what PyTorch's `nn.RNN` returns; one step makes one new state.",
        detect=_is_pair,
    ),
    _step(
        "input-and-bias-after-tanh",
        "    return x_t @ W_xh.T + np.tanh(h_prev @ W_hh.T) + b",
        "The input's part and the bias "
        "come too late. Your function squashes the memory's part and adds the rest afterwards, so the result can leave "
        "the range from -1 to 1. The formula has one pair of brackets after tanh: what stands inside it?",
    ),
    _step(
        "reshaped",
        "    return np.tanh(x_t @ W_xh.reshape(W_xh.shape[::-1]) + h_prev @ W_hh.T + b)",
        "Your shapes fit, but "
        "`W_xh.reshape(…)` keeps the order of its numbers and only breaks the rows elsewhere. Rows that become columns "
        "need another operation.",
    ),
    _step(
        "both-reshaped",
        "    return np.tanh(x_t @ W_xh.reshape(W_xh.shape[::-1]) + h_prev @ W_hh + b)",
        "Your shapes fit, "
        "but `reshape` keeps the order of the numbers and only breaks the rows elsewhere, and W_hh stands as it is. "
        "Rows must become columns in both: that needs another operation.",
    ),
    _step(
        "joined-in-another-order",
        "    W = np.concatenate([W_hh, W_xh], axis=1)\n"
        "    return np.tanh(np.concatenate([x_t, h_prev], axis=1) @ W.T + b)",
        "You join input and memory in one order, and "
        "W_xh and W_hh in the other. The product fits, because the lengths add up to the same, but words meet the "
        "memory's weights.",
    ),
    _step(
        "torch-on-numpy",
        TORCH_TANH,
        "You call a "
        "function of PyTorch with numpy arrays. This lesson needs numpy only: it has a tanh of its own.",
        r"must be Tensor, not numpy",
    ),
    _step(
        "math-on-arrays",
        "    import math\n    return math.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)",
        "The functions of `math` take one number. For a whole array use numpy's function of the same name.",
        r"0-dimensional arrays|size-1 arrays|Python scalars",
    ),
]


def _unroll(
    key, body, says, raises="", detect=None, before="h, states = h_0, []", after="return np.stack(states)"
):
    head = "def unroll(x, h_0, W_xh, W_hh, b):\n"
    step = "h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)"
    lines = [before, *body.format(step=step).splitlines(), after]
    return Misconception(key, head + "".join(f"    {line}\n" for line in lines), says, detect, raises)


FILLED = "for t, x_t in enumerate(x):\n    {step}\n    states[t] = h"
UNROLL = [
    _unroll(
        "runs-on-into-the-next-review",
        "for n in range(x.shape[1]):\n    for t in range(len(x)):\n        h = np.tanh(x[t, n] @ W_xh.T + h @ W_hh.T + b)\n        states[t, n] = h",
        "Your loop goes through the reviews one by one, and the state runs on from the end of one review into the next. Each review begins with a start of its own, "
        "its row of h_0.",
        before="h, states = h_0[0], np.zeros((*x.shape[:2], h_0.shape[1]))",
        after="return states",
    ),
    _unroll(
        "inputs-summed-up",
        "states = np.tanh(np.cumsum(x @ W_xh.T, axis=0) + h_0 @ W_hh.T + b)",
        "You add up the inputs so far and squash once. In an RNN every step squashes, and W_hh works on the state of each step: the memory cannot be made without going from step to step.",
        before="",
        after="return states",
    ),
    _unroll(
        "memory-of-one-word",
        "previous = np.concatenate([h_0[np.newaxis], np.tanh(x @ W_xh.T + b)[:-1]])\nstates = np.tanh(x @ W_xh.T + previous @ W_hh.T + b)",
        "The old state in your formula knows one word only: it is made from the input of the step before, without that step's own memory. Each state needs the one before it, finished; so the steps "
        "cannot all be made at once.",
        before="",
        after="return states",
    ),
    _unroll(
        "pair",
        "for x_t in x:\n    {step}\n    states.append(h)",
        PAIR + " The last state is in it already.",
        detect=_is_pair,
        after="return np.stack(states), h",
    ),
    _unroll(
        "last-word-skipped",
        "for t, x_t in enumerate(x[:-1]):\n    {step}\n    states[t] = h",
        "The last state of your "
        "answer is still empty: your loop stops one word too early. `range(T)` runs from 0 to T - 1 already.",
        before="h, states = h_0, np.zeros((len(x), *h_0.shape))",
        after="return states",
    ),
    _unroll(
        "buffer-of-the-input",
        FILLED,
        "You keep the states in an array made like x, which has I numbers for each word. A "
        "state has H numbers.",
        r"could not broadcast input array",
        before="h, states = h_0, np.zeros_like(x)",
        after="return states",
    ),
    _unroll(
        "no-value-yet",
        "for x_t in x:\n    {step}\n    states.append(h)",
        NO_VALUE_YET,
        r"UnboundLocalError|NameError.*'h",
        before="states = []",
    ),
    _unroll(
        "whole-sequence-each-turn",
        "for x_t in x:\n    h = np.tanh(x @ W_xh.T + h @ W_hh.T + b)\n    states.append(h)",
        "Every turn of your loop multiplies the whole of x, so each state holds all T words and your answer has an "
        "axis too many. One turn reads one word: x_t.",
    ),
    _unroll(
        "shapes-do-not-fit",
        "for x_t in x:\n    h = np.tanh(x_t @ W_xh.T + h * W_hh + b)\n    states.append(h)",
        DO_NOT_FIT,
        r"could not be broadcast",
    ),
    _unroll(
        "product-cannot-be-formed",
        "for x_t in x:\n    h = np.tanh(W_xh @ x_t + W_hh @ h + b)\n    states.append(h)",
        "One of your products cannot be formed: the error names the two sizes that differ. A step of the batch is "
        "(B, I), one row for each sequence, so the weights stand on the right, turned.",
        r"matmul|not aligned",
    ),
    _unroll(
        "stacked-second",
        "for x_t in x:\n    {step}\n    states.append(h)",
        "The states are right, but the new axis stands "
        "in second place, so your answer is (B, T, H). The task asks for time first: look at the argument `axis`.",
        after="return np.stack(states, axis=1)",
    ),
    _unroll(
        "first-turn-only",
        "for x_t in x:\n    {step}\n    states.append(h)\n    return np.stack(states)",
        "Your function "
        "returns after the first word. A `return` inside a loop ends the function in its first turn: look at how far "
        "it is indented.",
    ),
]


def _score(key, body, says, raises="", detect=None, before="h = h_0", after="return h @ W_hy.T + b_y"):
    head = "def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):\n"
    step = "h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)"
    lines = [before, *body.format(step=step).splitlines(), after]
    return Misconception(key, head + "".join(f"    {line}\n" for line in lines), says, detect, raises)


RIGHT_LOOP = "for x_t in x:\n    {step}"
STALE = "states = [np.tanh(x_t @ W_xh.T + h @ W_hh.T + b) for x_t in x]"
NO_LOOP = (
    "You make one vector out of all words before the memory reads them, so the order of the words is lost: this is "
    "the order-blind model of lesson 1. Read one word after the other, and hand the state on."
)
SCORE = [
    _score(
        "pair",
        RIGHT_LOOP,
        "Your loop is right, but you return two things. The task asks for the score alone.",
        detect=_is_pair,
        after="return h @ W_hy.T + b_y, h",
    ),
    _score("no-value-yet", RIGHT_LOOP, NO_VALUE_YET, r"UnboundLocalError|NameError.*'h", before="pass"),
    _score(
        "stale-states-averaged",
        STALE,
        "You average the states of all words, so every word counts, but none of them knows "
        "of the others: each state still starts from h_0. The order of the words is lost. Hand the state on instead.",
        after="return np.mean(states, axis=0) @ W_hy.T + b_y",
    ),
    _score(
        "stale-states-added",
        STALE,
        "You add up the states of all words, so every word counts, but none of them knows "
        "of the others: each state still starts from h_0. The order of the words is lost. Hand the state on instead.",
        after="return sum(states) @ W_hy.T + b_y",
    ),
    _score(
        "words-averaged",
        "h = np.tanh(x.mean(axis=0) @ W_xh.T + h_0 @ W_hh.T + b)",
        "You average the words. " + NO_LOOP,
    ),
    _score(
        "words-added",
        "h = np.tanh(x.sum(axis=0) @ W_xh.T + h_0 @ W_hh.T + b)",
        "You add up the words. " + NO_LOOP,
    ),
    _score(
        "scores-added",
        "y = 0\nfor x_t in x:\n    {step}\n    y = y + h @ W_hy.T + b_y",
        "The state is carried, but you add up "
        "the scores after every word. The task asks for the score after the last word.",
        after="return y",
    ),
    _score(
        "largest-over-time",
        "states = []\nfor x_t in x:\n    {step}\n    states.append(h)",
        "The state is carried, but you "
        "score the largest value of each unit over time. That is another readout; the broken code scored the last "
        "state, and that part of it was right.",
        after="return np.max(states, axis=0) @ W_hy.T + b_y",
    ),
    _score(
        "first-state-scored",
        RIGHT_LOOP,
        "You score h_0, the memory before anything was read. The score belongs to the state "
        "after the last word.",
        after="return h_0 @ W_hy.T + b_y",
    ),
    _score(
        "softmax",
        RIGHT_LOOP,
        "The loop is right now, but you turn the scores into probabilities (softmax). The task asks for "
        "the scores as the broken code made them.",
        after="s = np.exp(h @ W_hy.T + b_y); return s / s.sum(axis=1, keepdims=True)",
    ),
    _score(
        "sigmoid",
        RIGHT_LOOP,
        "The loop is right now, but you squash the score with the sigmoid. The output layer is linear: "
        "scores may be as large as they like.",
        after="return 1 / (1 + np.exp(-(h @ W_hy.T + b_y)))",
    ),
    _score(
        "bias-lost",
        "for x_t in x:\n    h = np.tanh(x_t @ W_xh.T + h @ W_hh.T)",
        "The state is carried, but the bias b inside the loop has gone. It was right where it was.",
    ),
    _score(
        "output-matrix-not-turned",
        RIGHT_LOOP,
        "A product cannot be formed, and its sizes are V and H: the output layer has "
        "lost its transpose, or the score y is handed to the next step. An RNN feeds back its hidden state.",
        r"matmul|not aligned",
        after="return h @ W_hy + b_y",
    ),
    _score(
        "shapes-do-not-fit",
        "for i in range(x.shape[1]):\n    h = np.tanh(x[:, i] @ W_xh.T + h @ W_hh.T + b)",
        DO_NOT_FIT,
        r"could not be broadcast",
    ),
]


def _read(key, says, last="states[-1]", mean="states.mean(axis=0)", largest="states.max(axis=0)", raises=""):
    return (
        key,
        f"def readouts(states):\n    T = len(states)\n    return {last}, {mean}, {largest}\n",
        says,
        raises,
    )


RUNNING = "__import__('functools').reduce(lambda m, h: (m + h) / 2, states)"
READ = [
    _read(
        "python-max",
        "Python's own `max` compares whole states and cannot say which is larger. numpy's `max` takes an "
        "axis and compares number by number.",
        largest="max(states)",
        raises=r"truth value of an array",
    ),
    _read(
        "index-off-the-end",
        "Your index runs off the end. T steps are counted from 0 to T - 1; the last one is also "
        "`states[-1]`.",
        last="states[T]",
        raises=r"IndexError",
    ),
    _read(
        "torch-argument",
        "`dim` is PyTorch's name. numpy calls the same argument `axis`.",
        mean="states.mean(dim=0)",
        raises=r"unexpected keyword argument 'dim'",
    ),
]
READ_VALUES = [
    _read(
        "halved-again-and-again",
        "Your mean takes the mean of two at every step, so early words are halved again and "
        "again and the last one counts half. A mean gives every step the same weight.",
        mean=RUNNING,
    )[:3],
    _read(
        "last-but-one",
        "Your first answer is the last state but one. In Python's counting the last index is T - 1, or -1.",
        last="states[T - 2]",
    )[:3],
    _read(
        "divided-by-one-less",
        "Your mean divides by T - 1. How many states were added?",
        mean="states.sum(axis=0) / max(T - 1, 1)",
    )[:3],
    _read(
        "two-states-compared",
        "Your maximum compares the first state with the last only. The maximum runs over all T steps.",
        largest="np.maximum(states[0], states[-1])",
    )[:3],
    _read(
        "two-states-averaged",
        "Your mean is the mean of the first state and the last. The mean runs over all T steps.",
        mean="(states[0] + states[-1]) / 2",
    )[:3],
    _read(
        "largest-with-its-index",
        "Your maximum is a pair, the largest values and their positions: so PyTorch's "
        "`max(dim=0)` answers. The values alone were asked for.",
        largest="np.stack([states.max(axis=0), states.argmax(axis=0)])",
    )[:3],
    _read(
        "max-of-the-last",
        "Your maximum is the largest number of the last state alone. The maximum runs over all T steps, for each unit.",
        largest="states[-1].max()",
    )[:3],
    _read(
        "sizes-averaged",
        "Your mean drops the signs before it averages. States may be negative, and a mean keeps that.",
        mean="np.abs(states).mean(axis=0)",
    )[:3],
    _read(
        "max-over-units",
        "Your maximum takes the largest of the H units at each step. The maximum runs over the steps.",
        largest="states.max(axis=-1)",
    )[:3],
    _read(
        "mean-over-units",
        "Your mean averages over the H units at each step. The mean runs over the steps.",
        mean="states.mean(axis=-1)",
    )[:3],
    _read(
        "mean-over-everything",
        "Your mean averages over all axes and is a single number. The mean runs over the steps only.",
        mean="states.mean()",
    )[:3],
    _read(
        "max-over-everything",
        "Your maximum is the largest number of all. The maximum runs over the steps only.",
        largest="states.max()",
    )[:3],
    _read(
        "mean-divided-by-T-twice",
        "Your mean divides by T two times: a mean has divided already.",
        mean="states.mean(axis=0) / T",
    )[:3],
    _read(
        "max-without-last",
        "Your maximum leaves the last state out. The maximum runs over all T steps.",
        largest="states[: max(T - 1, 1)].max(axis=0)",
    )[:3],
    _read(
        "max-without-first",
        "Your maximum leaves the first state out. The maximum runs over all T steps.",
        largest="states[min(1, T - 1) :].max(axis=0)",
    )[:3],
    _read(
        "mean-without-first",
        "Your mean leaves the first state out. The mean runs over all T steps.",
        mean="states[min(1, T - 1) :].mean(axis=0)",
    )[:3],
]
