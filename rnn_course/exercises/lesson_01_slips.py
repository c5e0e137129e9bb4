"""Lesson 1: further slips in the four functions, such as a loop one step short or a product that cannot be formed."""

from rnn_course.exercises import Misconception

SEVERAL = (
    "Your function returns several numbers, such as shapes or parts of the count. The task asks for one whole number: "
    "multiply the sizes of each shape, and add up what belongs together."
)
CONSTANT = (
    "Your function gives the same number for all sizes. That may be the count of one example in the lesson; the "
    "function should compute it from `T`, `I` and `H`."
)


def _is_constant(_function, calls):
    values = {str(call.value) for call in calls if isinstance(call.value, (int, float))}
    return len(calls) > 1 and len(values) == 1


def _is_several(_function, calls):
    """A tuple, list or array where one number is asked for."""
    return all(
        isinstance(c.value, (tuple, list)) or getattr(c.value, "shape", ()) not in ((), (1,)) for c in calls
    )


def _count(name, key, expression, says):
    return Misconception(key, f"def {name}(T, I, H):\n    return {expression}\n", says)


def _both_counts(name):
    head = f"def {name}(T, I, H):\n    return "
    return [
        Misconception("several-numbers", f"{head}(H, I), (H,)\n", SEVERAL, detect=_is_several),
        Misconception("always-the-same", f"{head}1234\n", CONSTANT, detect=_is_constant),
        _count(
            name,
            "T-added",
            "T + I * H + H",
            "Your count adds T itself, as if each position were one number to "
            "learn. What does a position own in this model: a matrix, a bias, both, or nothing?",
        ),
    ]


PER_POSITION = [
    *_both_counts("per_position_count"),
    *(
        _count("per_position_count", *slip)
        for slip in [
            (
                "matrix-shared",
                "I * H + T * H",
                "Your count has one matrix for all positions and a bias for each. Here the "
                "matrices are not shared either: look at the shape (T, H, I) of `W_each`.",
            ),
            (
                "bias-shared-with-inputs",
                "T * I * H + I * H",
                "Your count adds I·H numbers in place of the biases. A bias "
                "has one number for each hidden unit, and each position has one bias.",
            ),
            (
                "one-position-less",
                "(T - 1) * (I * H + H)",
                "Your count leaves one position out. `range(1, T)` takes T - 1 steps; there are T positions.",
            ),
            (
                "one-position-more",
                "(T + 1) * (I * H + H)",
                "Your count has one position too many. `range(T)` takes exactly T steps, from 0 to T - 1.",
            ),
            (
                "input-size-forgotten",
                "T * (H * H + H)",
                "Your matrices have H·H numbers, as if each one read H numbers. "
                "What each matrix reads is a word, which has I numbers.",
            ),
            (
                "everything-to-everything",
                "T * I * T * H + T * H",
                "Your count belongs to one large matrix from all words to "
                "all answers. In this model position t reads only word t.",
            ),
            (
                "memory-no-bias",
                "T * (I * H + H * H)",
                "Your count has H·H numbers for a memory, which arrives in lesson "
                "2, and no biases. What stands in the line `x[t] @ W_each[t].T + b_each[t]`?",
            ),
        ]
    ),
]

SHARED = [
    *_both_counts("shared_count"),
    *(
        _count("shared_count", *slip)
        for slip in [
            (
                "divided-by-T",
                "(I * H + H) // T",
                "Your count divides by T. Sharing does not cut the matrix into pieces: "
                "every step uses all of it.",
            ),
            (
                "divided-exactly",
                "(I * H + H) / T",
                "Your count divides by T and is not even whole. Sharing does not cut the matrix into pieces: "
                "every step uses all of it.",
            ),
            (
                "longer-means-more-no-bias",
                "T * I * H",
                "Your count grows with T, and the bias is missing. The matrix is used "
                "T times, but it is stored once; and something is added after the product.",
            ),
            (
                "input-size-forgotten",
                "H * H + H",
                "Your matrix has H·H numbers, as if it read H numbers. It reads a word, which has I numbers.",
            ),
            ("bias-only", "H", "Your count has the bias only. The matrix W is learnt as well."),
            (
                "memory-no-bias",
                "I * H + H * H",
                "Your count has H·H numbers for a memory, which arrives in lesson 2, and no "
                "bias. Which two arrays does the shared layer hold?",
            ),
            (
                "words-not-weights",
                "T * I + H",
                "You counted the numbers of the sentence, I for each of T words. They are not "
                "learnt; the numbers in W and b are.",
            ),
        ]
    ),
]


def _apply(key, body, says, raises=""):
    return Misconception(key, f"def apply_shared(x, W, b):\n{body}\n", says, raises=raises)


BUFFER = "    y = np.zeros((len(x), x.shape[1], len(b)))\n    for t in range({}):\n        y[t] = x[t] @ W.T + b\n    return y"
APPLY = [
    _apply(
        "last-word-skipped",
        BUFFER.format("len(x) - 1"),
        "The last step of your answer is still empty: your loop stops "
        "one step too early. `range(T)` runs from 0 to T - 1 already.",
    ),
    _apply(
        "first-word-skipped",
        BUFFER.format("1, len(x)"),
        "The first step of your answer is still empty: your loop begins with step 1. Python counts from 0.",
    ),
    _apply(
        "scrambled",
        "    flat = x.reshape(-1, x.shape[-1])\n    return (W @ flat.T).reshape(*x.shape[:2], -1) + b",
        "Your product `W @ ….T` has the hidden units on its first axis, and `reshape` does not bring them to the last "
        "one: it keeps the order of the numbers and cuts them elsewhere. Turn the axes before you reshape.",
    ),
    _apply(
        "bias-multiplied",
        "    return (x @ W.T) * b",
        "Your function multiplies by the bias. The formula adds it.",
    ),
    _apply(
        "bias-twice",
        "    return x @ W.T + 2 * b",
        "Your function adds the bias two times. The layer has one.",
    ),
    _apply(
        "bias-per-step",
        "    return x @ W.T + len(x) * b",
        "Your function adds the bias T times to every answer, once "
        "for each turn of a loop. Each answer gets it once.",
    ),
    _apply(
        "cut-to-whole-numbers",
        "    return np.trunc(x @ W.T + b)",
        "Your answers are whole numbers: something cuts off "
        "what stands after the point. Usual cause: an array made with `dtype=int`, or from a list of whole numbers; "
        "what is stored there is cut.",
    ),
    _apply(
        "softmax",
        "    z = np.exp(x @ W.T + b)\n    return z / z.sum(axis=-1, keepdims=True)",
        "Your function turns the answers into probabilities (softmax). The layer here stays linear: its answers may "
        "be of any size and sign.",
    ),
    _apply(
        "sigmoid",
        "    return 1 / (1 + np.exp(-(x @ W.T + b)))",
        "Your function squashes the answers with the sigmoid. The layer here stays linear.",
    ),
    _apply(
        "matrix-of-step-t",
        "    return np.stack([x_t @ W[t].T + b[t] for t, x_t in enumerate(x)])",
        "Your function takes `W[t]`, as if each step had a matrix of its own. W is one matrix of shape (H, I): `W[t]` "
        "is one of its rows, and there need not be T of them.",
        r"IndexError",
    ),
    _apply(
        "weights-first",
        "    return W @ x + b",
        "Your product cannot be formed: `@` needs the last axis of what stands "
        "on the left to be as long as the last but one of what stands on the right. x has shape (T, B, I), so its "
        "last axis, I, should meet an axis of W of the same length.",
        r"matmul|not aligned",
    ),
    _apply(
        "elementwise",
        "    return x * W + b",
        "Two arrays meet in `*` or `+` whose shapes do not fit. `*` multiplies "
        "number by number and sums nothing; a matrix product is written `@`. A bias of shape (H,) can be added to an "
        "answer whose last axis is H.",
        r"could not be broadcast",
    ),
]


def _gradient(key, body, says, raises=""):
    return Misconception(key, f"def shared_gradient(x, dy):\n{body}\n", says, raises=raises)


GRADIENT = [
    _gradient(
        "batch-summed-before",
        "    return dy.sum(axis=1).T @ x.sum(axis=1)",
        "Your function first adds up the "
        "sentences of the batch, and multiplies then. That mixes the dy of one sentence with the word of another. "
        "Which comes first, the product or the sum?",
    ),
    _gradient(
        "one-per-sentence",
        '    return np.einsum("tbh,tbi->bhi", dy, x)',
        "Your function returns B gradients, one for "
        "each sentence. All sentences use the same W: how do B shares become one gradient?",
    ),
    _gradient(
        "running-sums",
        "    return np.cumsum([d.T @ v for d, v in zip(dy, x, strict=True)], axis=0)",
        "Your function returns T running sums. Only the last of them holds the shares of all steps.",
    ),
    _gradient(
        "bias-gradient",
        "    return dy.sum(axis=(0, 1))",
        "You add up dy over steps and sentences. This is the gradient "
        "of the bias b. W is multiplied by the words, so x must play a part.",
    ),
    _gradient(
        "inputs-summed",
        "    return x.sum(axis=(0, 1))",
        "You add up the words. The gradient also depends on how the loss reacts to each y, and that is dy.",
    ),
    _gradient(
        "scrambled",
        "    return dy.reshape(dy.shape[-1], -1) @ x.reshape(-1, x.shape[-1])",
        "The shapes fit, but "
        "`reshape` does not turn rows into columns: it keeps the order of the numbers and cuts them elsewhere. So "
        "the dy of one unit meets the words of others. Make rows of H numbers first, then transpose.",
    ),
    _gradient(
        "word-before",
        "    return sum(dy[t].T @ x[t - 1] for t in range(len(x)))",
        "Your sum pairs the dy of step t with "
        "the word of step t - 1 (and at t = 0, `x[-1]` is the last word). Here y_t comes from x_t alone.",
    ),
    _gradient(
        "paired-backwards",
        "    return sum(d.T @ v for d, v in zip(dy, x[::-1], strict=True))",
        "Your sum pairs the first dy with the last word. Each dy_t belongs to the word of the same step.",
    ),
    _gradient(
        "first-word-always",
        "    return sum(d.T @ x[0] for d in dy)",
        "Your sum uses the first word at every step. Each dy_t belongs to the word of the same step.",
    ),
    _gradient(
        "first-dy-always",
        "    return sum(dy[0].T @ v for v in x)",
        "Your sum uses the dy of the first step at every step. Each word belongs to the dy of the same step.",
    ),
    _gradient(
        "last-dy-always",
        "    return sum(dy[-1].T @ v for v in x)",
        "Your sum uses the dy of the last step at every step. "
        "The loss reacts to every y_t: each word belongs to the dy of the same step.",
    ),
    _gradient(
        "tanh-already",
        '    return np.einsum("tbh,tbi->hi", dy * (1 - dy**2), x)',
        "Your function multiplies by 1 - dy². "
        "Such a factor belongs to tanh, whose slope is 1 - y². The layer here is linear, and dy is complete.",
    ),
    _gradient(
        "tanh-alone",
        '    return np.einsum("tbh,tbi->hi", 1 - dy**2, x)',
        "Your function replaces dy by 1 - dy². "
        "Such a factor belongs to tanh, whose slope is 1 - y². The layer here is linear, and dy is complete.",
    ),
    _gradient(
        "buffer-transposed",
        "    dW = np.zeros((x.shape[2], dy.shape[2]))\n    for t in range(len(x)):\n"
        "        dW += dy[t].T @ x[t]\n    return dW",
        "The array that collects the shares has shape (I, H), and the "
        "shares have shape (H, I). A gradient has the shape of W: (H, I).",
    ),
    _gradient(
        "product-cannot-be-formed",
        "    return sum(dy[t] @ x[t] for t in range(len(x)))",
        "One of your products cannot be "
        "formed. Of one step, dy_t is (B, H) and x_t is (B, I). The axis that disappears in the product is the one "
        "that both have: which is it, and which way round must each stand? (`.T` of an array with three axes turns "
        "all three.)",
        r"matmul|not aligned",
    ),
    _gradient(
        "elementwise",
        "    return (dy * x).sum(axis=0)",
        "Two arrays meet whose shapes do not fit. `*` multiplies number by number, and `np.outer` flattens a batch into one "
        "long vector; here each unit of dy meets each feature of x within a sentence, and the sentences are summed: a matrix product.",
        r"could not be broadcast",
    ),
]
