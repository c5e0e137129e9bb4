"""One matrix for every word."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="01.apply_shared",
    returns="y: T B H",
    why=(
        "`@` multiplies over the last axis of x and leaves T and B alone, so one product serves every word "
        "of every sentence."
    ),
    hints=(
        "Do it for one word first: which product turns (B, I) into (B, H)?",
        "`W` has shape (H, I). To multiply x of shape (…, I) from the right, its axes must change places.",
        "`x_t @ W.T + b` is right for one step. Either collect it for all t with `np.stack`, or let numpy "
        "do all T steps in one product.",
    ),
)
def apply_shared(x, W, b):
    return x @ W.T + b


@apply_shared.draw
def _(rng, T, B, I, H):
    return rng.normal(size=(T, B, I)), rng.normal(size=(H, I)), rng.normal(size=H)


@apply_shared.right
def columns_and_back(x, W, b):
    return [(W @ x_t.T + b[:, None]).T for x_t in x]


@apply_shared.right
def by_einsum(x, W, b):
    return np.einsum("tbi,hi->tbh", x, W) + b


@apply_shared.right
def in_place(x, W, b):
    y = np.empty((x.shape[0], x.shape[1], W.shape[0]), dtype=np.float32)
    np.matmul(x, W.T, out=y, casting="same_kind")
    y += b
    return y


@apply_shared.right
def number_by_number(x, W, b):
    def answer(word):
        return [
            sum(float(w) * float(v) for w, v in zip(W[h], word, strict=True)) + b[h] for h in range(len(b))
        ]

    return [[answer(word) for word in step] for step in x]


@apply_shared.right
def by_torch(x, W, b):
    import torch

    return torch.nn.functional.linear(*map(torch.from_numpy, (x, W, b)))


@apply_shared.mistake
def overwritten(x, W, b):
    """Your function returns the answer for the last word only. A loop that assigns to the same name
    overwrites what it had before: collect one result per step."""
    for x_t in x:
        y = x_t @ W.T + b
    return y


@apply_shared.mistake
def remembers_already(x, W, b):
    """Your function adds each word's answer to the sum of those before. That is a kind of memory, and lesson
    2 is about it. Here each step stands alone."""
    return np.cumsum(x @ W.T + b, axis=0)


@apply_shared.mistake
def scrambled(x, W, b):
    """Your product `W @ ….T` has the hidden units on its first axis, and `reshape` does not bring them to the
    last one: it keeps the order of the numbers and cuts them elsewhere. Turn the axes before you reshape."""
    flat = x.reshape(-1, x.shape[-1])
    return (W @ flat.T).reshape(*x.shape[:2], -1) + b


RIGHT, slip = "x @ W.T + b", apply_shared.slip
slip(
    "reshaped",
    "Your shapes fit, but `reshape` keeps the order of the numbers and only breaks the rows elsewhere. Rows "
    "that become columns need another operation.",
    (RIGHT, "x @ W.reshape(W.shape[::-1]) + b"),
)
slip(
    "no-sum",
    "Your function multiplies every feature by its weight, but never adds up: the axis I is still there. A "
    "matrix product sums over it.",
    (RIGHT, 'np.einsum("tbi,hi->tbhi", x, W)'),
)
slip(
    "softmax",
    "Your function turns the answers into probabilities (softmax). The layer here stays linear.",
    (RIGHT, "(lambda z: z / z.sum(axis=-1, keepdims=True))(np.exp(x @ W.T + b))"),
)
slip(
    "matrix-of-step-t",
    "An index runs off an axis. If it is `W[t]`: W is one matrix for all steps, and `W[t]` is one of its H "
    "rows.",
    (RIGHT, "np.stack([x_t @ W[t].T + b[t] for t, x_t in enumerate(x)])"),
    raises=r"IndexError",
)
