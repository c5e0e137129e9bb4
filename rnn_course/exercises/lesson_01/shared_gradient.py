"""The gradient of a shared matrix."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="01.shared_gradient",
    returns="dW: H I",
    why=(
        "W acts at every step, so a small change of W moves the loss through every step; the effects of "
        "small changes add."
    ),
    hints=(
        "First take one step: which product of dy_t (B, H) and x_t (B, I) has the shape of W, (H, I)?",
        "A small change of W changes y at every step at once. What happens to the loss when several small "
        "causes act together?",
        "`dy_t.T @ x_t` is the share of one step. Start from zeros of shape (H, I) and add the share of "
        "each step.",
    ),
)
def shared_gradient(x, dy):
    dW = np.zeros((dy.shape[-1], x.shape[-1]))
    for t in range(len(x)):
        dW += dy[t].T @ x[t]
    return dW


@shared_gradient.draw
def _(rng, T, B, I, H):
    return rng.normal(size=(T, B, I)), rng.normal(size=(T, B, H))


@shared_gradient.right
def by_tensordot(x, dy):
    return np.tensordot(dy, x, axes=((0, 1), (0, 1)))


@shared_gradient.right
def transposed_view(x, dy):
    return np.einsum("tbi,tbh->ih", x, dy).T


@shared_gradient.right
def number_by_number(x, dy):
    (T, B, I), H = x.shape, dy.shape[2]
    places = [(t, n) for t in range(T) for n in range(B)]
    return [[sum(dy[t, n, h] * x[t, n, i] for t, n in places) for i in range(I)] for h in range(H)]


@shared_gradient.right
def by_autograd(x, dy):
    import torch

    W = torch.zeros(dy.shape[2], x.shape[2], dtype=torch.float64, requires_grad=True)
    (torch.from_numpy(x) @ W.T * torch.from_numpy(dy)).sum().backward()
    return W.grad


@shared_gradient.mistake
def overwritten(x, dy):
    """Your function keeps the share of the last step only: each turn of the loop overwrites the one before. W
    acted at all T steps, and each of them has its share."""
    return dy[-1].T @ x[-1]


@shared_gradient.mistake
def first_step_only(x, dy):
    """Your function takes the share of the first step only. W acted at all T steps: where are the others?"""
    return dy[0].T @ x[0]


@shared_gradient.mistake
def summed_before_product(x, dy):
    """Your function first adds up all words and all dy over time, and multiplies then. That mixes the dy of
    one step with the word of another. Which comes first, the product or the sum?"""
    return dy.sum(axis=0).T @ x.sum(axis=0)


@shared_gradient.mistake
def batch_summed_before(x, dy):
    """Your function first adds up the sentences of the batch, and multiplies then. That mixes the dy of one
    sentence with the word of another. Which comes first, the product or the sum?"""
    return dy.sum(axis=1).T @ x.sum(axis=1)


@shared_gradient.mistake
def everything_summed_before(x, dy):
    """Your function first adds up everything over time and batch, and multiplies then. That mixes the dy of
    one sentence and step with the word of another. Which comes first, the product or the sum?"""
    return np.outer(dy.sum(axis=(0, 1)), x.sum(axis=(0, 1)))


@shared_gradient.mistake
def scrambled(x, dy):
    """The shapes fit, but `reshape` does not turn rows into columns: it keeps the order of the numbers and
    cuts them elsewhere. So the dy of one unit meets the words of others. Make rows of H numbers first, then
    transpose."""
    return dy.reshape(dy.shape[-1], -1) @ x.reshape(-1, x.shape[-1])


@shared_gradient.mistake
def shares_multiplied(x, dy):
    """You multiply the shares of the steps with each other. Along one path through a network slopes are
    multiplied; here are T paths side by side, from W to the loss. How do they combine?"""
    return np.prod([dy_t.T @ x_t for x_t, dy_t in zip(x, dy, strict=True)], axis=0)


@shared_gradient.mistake
def bias_gradient(x, dy):
    """You add up dy over steps and sentences. This is the gradient of the bias b. W is multiplied by the
    words, so x must play a part."""
    return dy.sum(axis=(0, 1))


@shared_gradient.mistake
def tanh_already(x, dy):
    """Your function multiplies by 1 - dy². Such a factor belongs to tanh, whose slope is 1 - y². The layer
    here is linear, and dy is complete."""
    return np.einsum("tbh,tbi->hi", dy * (1 - dy**2), x)


@shared_gradient.mistake
def one_sentence(x, dy):
    """Your sum runs over the steps, but of the first sentence only. All B sentences used the same W."""
    return dy[:, 0].T @ x[:, 0]


@shared_gradient.mistake
def one_per_sentence(x, dy):
    """Your function returns B gradients, one for each sentence. All sentences use the same W: how do B shares
    become one gradient?"""
    return np.einsum("tbh,tbi->bhi", dy, x)


SHARES = (
    ("np.zeros((dy.shape[-1], x.shape[-1]))", "[]"),
    ("dW += dy[t].T @ x[t]", "dW.append(dy[t].T @ x[t])"),
)
slip = shared_gradient.slip
slip(
    "mean-over-steps",
    "Your function averages the shares over the steps. But the loss was a sum: when W moves, all steps move "
    "it together. Wiggle one number and see.",
    ("return dW", "return dW / len(x)"),
)
slip(
    "mean-over-everything",
    "Your function divides by T and by B. dy already says how the loss depends on each y, so nothing is "
    "left to divide.",
    ("return dW", "return dW / (len(x) * x.shape[1])"),
)
slip(
    "mean-over-batch",
    "Your function divides by the batch size B. If the loss were a mean, that factor would be in dy "
    "already: add what stands there.",
    ("return dW", "return dW / x.shape[1]"),
)
slip(
    "descent-direction",
    "Your result points the other way. The minus sign belongs to the update, W − learning rate · gradient, "
    "and not to the gradient.",
    ("return dW", "return -dW"),
)
slip(
    "one-per-step",
    "Your function returns T gradients, one per step, as if each step had a matrix of its own. There is one "
    "W: how do T shares become one gradient?",
    *SHARES,
)
