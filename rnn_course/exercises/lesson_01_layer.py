"""Lesson 1: one matrix applied at every step."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_01_more_slips import MORE_APPLY
from rnn_course.exercises.lesson_01_slips import APPLY


def _layer(rng, T, B, I, H):
    return rng.normal(size=(T, B, I)), rng.normal(size=(H, I)), rng.normal(size=H)


def _apply(x, W, b):
    return x @ W.T + b


def _apply_no_bias(x, W, b):
    return x @ W.T


def _apply_first_word(x, W, b):
    return np.stack([x[0] @ W.T + b for _ in x])


def _apply_last_word(x, W, b):
    return np.stack([x[-1] @ W.T + b for _ in x])


def _apply_only_last(x, W, b):
    for x_t in x:
        y = x_t @ W.T + b
    return y


def _apply_only_first(x, W, b):
    for x_t in x:
        return x_t @ W.T + b


def _apply_sum(x, W, b):
    return sum(x_t @ W.T + b for x_t in x)


def _apply_mean(x, W, b):
    return np.mean([x_t @ W.T + b for x_t in x], axis=0)


def _apply_reshaped(x, W, b):
    return x @ W.reshape(W.shape[1], W.shape[0]) + b


def _apply_untransposed(x, W, b):
    return x @ W + b


def _apply_carries(x, W, b):
    total, y = 0, []
    for x_t in x:
        total = total + x_t @ W.T + b
        y.append(total)
    return np.stack(y)


def _apply_bias_times_t(x, W, b):
    return np.stack([x_t @ W.T + t * b for t, x_t in enumerate(x)])


def _apply_batch_first(x, W, b):
    return np.stack([x[:, i] @ W.T + b for i in range(x.shape[1])])


def _apply_tanh(x, W, b):
    return np.tanh(x @ W.T + b)


def _apply_relu(x, W, b):
    return np.maximum(x @ W.T + b, 0)


def _apply_concatenated(x, W, b):
    return np.concatenate([x_t @ W.T + b for x_t in x])


def _apply_minus(x, W, b):
    return x @ W.T - b


apply_shared = FunctionExercise(
    id="01.apply_shared",
    title="One matrix for every word",
    stub="def apply_shared(x, W, b):\n    return ...  # shape (T, B, H)\n",
    solution=_apply,
    why="`@` multiplies over the last axis of x and leaves T and B alone, so one product serves every word of every sentence.",
    hints=[
        "Do it for one word first: which product turns (B, I) into (B, H)?",
        "`W` has shape (H, I). To multiply x of shape (…, I) from the right, its axes must change places.",
        "`x_t @ W.T + b` is right for one step. Either collect it for all t with `np.stack`, or let numpy do all T steps in one product.",
    ],
    draw=_layer,
    returns={"y": "T B H"},
    misconceptions=[
        Misconception(
            "no-bias",
            _apply_no_bias,
            "Your function multiplies every word by the matrix, and then forgets the bias. With a bias of zeros nobody would "
            "notice. Compare your line with the formula, symbol by symbol.",
        ),
        Misconception(
            "bias-subtracted",
            _apply_minus,
            "Your function takes the bias away where the formula adds it. Look at the sign in front of `b`.",
        ),
        Misconception(
            "first-word-always",
            _apply_first_word,
            "Your function reads the first word at every step. The weights are shared over time, the words are not: "
            "which index of x should change from step to step?",
        ),
        Misconception(
            "last-word-always",
            _apply_last_word,
            "Your function reads the last word at every step. The weights are shared over time, the words are not: "
            "which index of x should change from step to step?",
        ),
        Misconception(
            "overwritten",
            _apply_only_last,
            "Your function returns the answer for the last word only. A loop that assigns to the same name overwrites "
            "what it had before: collect one result per step.",
        ),
        Misconception(
            "returned-too-early",
            _apply_only_first,
            "Your function returns the answer for the first word only. A `return` inside a loop ends the function at once: "
            "look at how far it is indented.",
        ),
        Misconception(
            "summed",
            _apply_sum,
            "Your function adds the answers of all words into one. That may come later, as a readout; here each word keeps "
            "its own answer, so the time axis stays.",
        ),
        Misconception(
            "averaged",
            _apply_mean,
            "Your function averages over the words. That comes in the next section; here each word keeps its own answer, "
            "so the time axis stays.",
        ),
        Misconception(
            "reshaped",
            _apply_reshaped,
            "Your shapes fit, but the numbers are in the wrong places: `reshape` reads the same numbers in the same order "
            "and only breaks the rows elsewhere. Rows that become columns need another operation.",
        ),
        Misconception(
            "untransposed",
            _apply_untransposed,
            "Your product uses W as it is, with shape (H, I). The last axis of x has I numbers, so numpy looks for I rows. "
            "Which way round must W stand?",
        ),
        Misconception(
            "remembers-already",
            _apply_carries,
            "Your function adds each word's answer to the sum of those before. That is a kind of memory, and lesson 2 is about "
            "it. Here each step stands alone.",
        ),
        Misconception(
            "bias-grows",
            _apply_bias_times_t,
            "Your bias depends on the position: it is multiplied by t. A shared layer treats every position alike.",
        ),
        Misconception(
            "batch-loop",
            _apply_batch_first,
            "Your result is (B, T, H), with the sentences of the batch on the first axis. Look at the loop, the new axis, or the letters of `einsum` that make this order. "
            "This course is time-major: time comes first.",
        ),
        Misconception(
            "tanh-too-early",
            _apply_tanh,
            "Your function squashes the result with tanh. That belongs to the memory of lesson 2; the layer here stays linear.",
        ),
        Misconception(
            "relu-too-early",
            _apply_relu,
            "Your function replaces negative answers by zero. Such a bend belongs to later lessons; the layer here stays linear.",
        ),
        Misconception(
            "glued",
            _apply_concatenated,
            "Your function glues the steps together along the batch axis, so T and B can no longer be told apart. "
            "`np.concatenate` does not make a new axis; and after a `reshape` to (T·B, I) the way back is needed.",
        ),
        *APPLY,
        *MORE_APPLY,
    ],
)
