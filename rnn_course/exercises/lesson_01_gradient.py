"""Lesson 1: the gradient of a matrix that is used at every step."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_01_more_slips import MORE_GRADIENT
from rnn_course.exercises.lesson_01_slips import GRADIENT


def _two_gradients(rng, T, B, I, H):
    return rng.normal(size=(T, B, I)), rng.normal(size=(T, B, H))


def _gradient(x, dy):
    dW = np.zeros((dy.shape[-1], x.shape[-1]))
    for t in range(len(x)):
        dW += dy[t].T @ x[t]
    return dW


def _gradient_last(x, dy):
    for x_t, dy_t in zip(x, dy, strict=True):
        dW = dy_t.T @ x_t
    return dW


def _gradient_first(x, dy):
    return dy[0].T @ x[0]


def _gradient_mean(x, dy):
    return np.mean([dy_t.T @ x_t for x_t, dy_t in zip(x, dy, strict=True)], axis=0)


def _gradient_mean_all(x, dy):
    return np.einsum("tbh,tbi->hi", dy, x) / (x.shape[0] * x.shape[1])


def _gradient_mean_batch(x, dy):
    return np.einsum("tbh,tbi->hi", dy, x) / x.shape[1]


def _gradient_transposed(x, dy):
    return np.einsum("tbh,tbi->ih", dy, x)


def _gradient_per_step(x, dy):
    return np.stack([dy_t.T @ x_t for x_t, dy_t in zip(x, dy, strict=True)])


def _gradient_skips_first(x, dy):
    dW = np.zeros((dy.shape[-1], x.shape[-1]))
    for t in range(1, len(x)):
        dW += dy[t].T @ x[t]
    return dW


def _gradient_skips_last(x, dy):
    dW = np.zeros((dy.shape[-1], x.shape[-1]))
    for t in range(len(x) - 1):
        dW += dy[t].T @ x[t]
    return dW


def _gradient_sums_first(x, dy):
    return dy.sum(axis=0).T @ x.sum(axis=0)


def _gradient_sums_all_first(x, dy):
    return np.outer(dy.sum(axis=(0, 1)), x.sum(axis=(0, 1)))


def _gradient_one_sentence(x, dy):
    return dy[:, 0].T @ x[:, 0]


def _gradient_descent(x, dy):
    return -np.einsum("tbh,tbi->hi", dy, x)


def _gradient_product(x, dy):
    dW = np.ones((dy.shape[-1], x.shape[-1]))
    for x_t, dy_t in zip(x, dy, strict=True):
        dW *= dy_t.T @ x_t
    return dW


shared_gradient = FunctionExercise(
    id="01.shared_gradient",
    title="The gradient of a shared matrix",
    stub="def shared_gradient(x, dy):\n    return ...  # shape (H, I)\n",
    solution=_gradient,
    why="W acts at every step, so a small change of W moves the loss through every step; the effects of small changes add.",
    hints=[
        "First take one step: which product of dy_t (B, H) and x_t (B, I) has the shape of W, (H, I)?",
        "A small change of W changes y at every step at once. What happens to the loss when several small causes act together?",
        "`dy_t.T @ x_t` is the share of one step. Start from zeros of shape (H, I) and add the share of each step.",
    ],
    draw=_two_gradients,
    returns={"dW": "H I"},
    misconceptions=[
        Misconception(
            "overwritten",
            _gradient_last,
            "Your function keeps the share of the last step only: each turn of the loop overwrites the one before. "
            "W acted at all T steps, and each of them has its share.",
        ),
        Misconception(
            "first-step-only",
            _gradient_first,
            "Your function takes the share of the first step only. W acted at all T steps: where are the others?",
        ),
        Misconception(
            "mean-over-steps",
            _gradient_mean,
            "Your function averages the shares over the steps. A mean feels tidy, but the loss was a sum: when W moves, all "
            "steps move the loss together. Check one number by wiggling it.",
        ),
        Misconception(
            "mean-over-everything",
            _gradient_mean_all,
            "Your function divides by T and by B. This would be right for a loss that is a mean; dy already says how the loss "
            "depends on each y, so nothing is left to divide.",
        ),
        Misconception(
            "mean-over-batch",
            _gradient_mean_batch,
            "Your function divides by the batch size B. If the loss were a mean over sentences, that factor would be inside "
            "dy already: add what stands there.",
        ),
        Misconception(
            "transposed",
            _gradient_transposed,
            "Your gradient has shape (I, H). A gradient has one number for each number of W, in the same place, and W has "
            "shape (H, I).",
        ),
        Misconception(
            "one-per-step",
            _gradient_per_step,
            "Your function returns T gradients, one per step, as if each step had a matrix of its own. There is one W: how do "
            "T shares become one gradient?",
        ),
        Misconception(
            "skips-the-first",
            _gradient_skips_first,
            "Your sum leaves out step 0: either your loop begins at 1, or a word is paired with the dy of another step. Each dy_t belongs to the word of its own step, the first one included.",
        ),
        Misconception(
            "skips-the-last",
            _gradient_skips_last,
            "Your sum stops one step too early. The last word counts as well: check where your loop ends.",
        ),
        Misconception(
            "summed-before-product",
            _gradient_sums_first,
            "Your function first adds up all words and all dy over time, and multiplies then. That mixes the dy of one step "
            "with the word of another. Which comes first, the product or the sum?",
        ),
        Misconception(
            "everything-summed-before",
            _gradient_sums_all_first,
            "Your function first adds up everything over time and batch, and multiplies then. That mixes the dy of one "
            "sentence and step with the word of another. Which comes first, the product or the sum?",
        ),
        Misconception(
            "one-sentence",
            _gradient_one_sentence,
            "Your sum runs over the steps, but of the first sentence only. All B sentences used the same W.",
        ),
        Misconception(
            "descent-direction",
            _gradient_descent,
            "Your result points the other way. The minus sign belongs to the update, W − learning rate · gradient, "
            "and not to the gradient.",
        ),
        Misconception(
            "shares-multiplied",
            _gradient_product,
            "Your function multiplies the shares of the steps. Products appear when one step feeds the next; here the steps "
            "stand side by side.",
        ),
        *GRADIENT,
        *MORE_GRADIENT,
    ],
)
