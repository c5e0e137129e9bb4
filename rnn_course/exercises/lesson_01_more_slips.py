"""Lesson 1: slips in the counts, two at once, and in the sum of the shares of a gradient."""

import numpy as np

from rnn_course.exercises import Misconception

# The size of the matrix or matrices, and what such a count does; None is the right one.
SHARED_MATRIX = {
    "matrix": ("I * H", None),
    "matrix-per-step": ("T * I * H", "It has a matrix for each step; the shared one is stored once."),
    "square-matrix": ("H * H", "Its matrix has H·H numbers, as if it read H numbers; a word has I."),
    "square-input": ("I * I", "Its matrix has I·I numbers, as if it gave I numbers; H come out."),
    "with-memory": ("I * H + H * H", "It holds H·H numbers for a memory, which arrives in lesson 2."),
    "rnn-per-step": (
        "T * (I * H + H * H)",
        "It has two matrices for each step: one is shared by all steps, and the other is for a memory, which arrives in lesson 2.",
    ),
    "three-factors": (
        "I * H * H",
        "It multiplies I, H and H; a product of three sizes belongs to an array with three axes, and W has two.",
    ),
    "matrix-twice": ("2 * I * H", "It holds the product of I and H twice."),
    "matrix-of-sums": ("I + H", "It adds I and H; a matrix connects every input with every hidden unit."),
    "matrix-of-words": ("T * I", "It counts the I numbers of each word, which are given and not learnt."),
}
PER_POSITION_MATRIX = {
    "matrices": ("T * I * H", None),
    "one-matrix": ("I * H", "It has one matrix for all positions; here each has its own."),
    "square-matrices": (
        "T * H * H",
        "Its matrices have H·H numbers, as if they read H numbers; a word has I.",
    ),
    "square-inputs": ("T * I * I", "Its matrices have I·I numbers, as if they gave I numbers; H come out."),
    "with-memory": ("T * (I * H + H * H)", "It holds H·H numbers for a memory, which arrives in lesson 2."),
    "three-factors": (
        "T * I * H * H",
        "It multiplies T, I, H and H; each position has a matrix with two axes.",
    ),
    "matrices-twice": ("2 * T * I * H", "It holds the product of T, I and H twice."),
    "squared-positions": ("T * T * I * H", "It has T·T matrices; each position has one, so there are T."),
    "matrices-of-sums": (
        "T * (I + H)",
        "It adds I and H; a matrix connects every input with every hidden unit.",
    ),
}
BIAS = {
    "no-bias": ("0", "No bias is in it: something is added after the product."),
    "one-H": ("H", "It has H numbers for biases."),
    "T-times-H": ("T * H", "It has T·H numbers for biases."),
    "one-I": ("I", "It has I numbers for biases; a bias is added where the vector has H numbers."),
    "T-times-I": ("T * I", "It has T·I numbers for biases; a bias is added where the vector has H numbers."),
    "one-number": ("1", "It has a single number as bias; each hidden unit has a bias of its own."),
    "T-numbers": ("T", "It adds T itself; each hidden unit has a bias of its own."),
    "two-per-unit": ("2 * H", "It has 2·H numbers for biases; one bias is added, once."),
    "T-times-two": ("2 * T * H", "It has 2·T·H numbers for biases."),
    "as-the-matrix": (
        "I * H",
        "It adds I·H numbers in place of biases; a bias has one number for each unit.",
    ),
    "as-the-matrices": (
        "T * I * H",
        "It adds T·I·H numbers in place of biases; a bias has one number for each unit.",
    ),
    "square": ("H * H", "It adds H·H numbers in place of biases; a bias has one number for each unit."),
    "minus-one-H": ("-H", "It takes H away; biases are learnt as well, so they add to the count."),
    "minus-T-H": ("-T * H", "It takes T·H away; biases are learnt as well, so they add to the count."),
}
SAMPLE = {"T": 7, "I": 11, "H": 29}
PARTS = {"shared_count": (SHARED_MATRIX, "one-H"), "per_position_count": (PER_POSITION_MATRIX, "T-times-H")}
OF_THE_OTHER_MODEL = ("one-H", "T-times-H", "two-per-unit", "T-times-two")
NOT_THE_BIAS = {
    "shared_count": " In this layer all steps use one bias, with a number for each hidden unit.",
    "per_position_count": " Here each position has a bias, with a number for each hidden unit.",
}


def _value(source):
    """What a count's source gives at one set of sizes: two ways to write one count give the same number."""
    return eval(source.rpartition("return ")[2], {}, dict(SAMPLE))


def _known(mistakes):
    """What the mistakes known already give at the same sizes."""
    return {_value(m.wrong) if isinstance(m.wrong, str) else m.wrong(**SAMPLE) for m in mistakes}


def _expression(size, more):
    return size if more == "0" else f"{size} + {more}".replace("+ -", "- ")


def two_part_counts(name, right, known):
    """Every pair of a matrix's and a bias's size that gives a wrong number which no mistake of ``known`` gives."""
    matrices, right_bias = PARTS[name]
    seen = {_value(right), *_known(known)}
    found = other_counts(name, right)
    for matrix, (size, about) in matrices.items():
        for bias, (more, about_bias) in BIAS.items():
            count = _expression(size, more)
            if _value(count) in seen:
                continue
            seen.add(_value(count))
            about_bias = "" if bias == right_bias else _about_bias(name, bias, about_bias)
            says = " ".join(filter(None, [f"Your count is the same as `{count}`.", about, about_bias]))
            found.append(
                Misconception(f"{matrix}+{bias}", f"def {name}(T, I, H):\n    return {count}\n", says)
            )
    return found


def _about_bias(name, bias, about):
    return about + NOT_THE_BIAS[name] if bias in OF_THE_OTHER_MODEL else about


def _is_text(_function, calls):
    return all(isinstance(call.value, str) for call in calls)


def other_counts(name, right):
    head = f"def {name}(T, I, H):\n    return "
    return [
        Misconception(
            "text",
            f"{head}str({right})\n",
            "Your function returns text. The task asks for a number: leave the quotes, the `f` and `str` away.",
            detect=_is_text,
        ),
        Misconception(
            "power",
            f"{head}(I * H + H) ** T\n",
            "Your count takes a power with T. Numbers that are learnt side by side are added, and adding T equal "
            "numbers is a product.",
        ),
        Misconception(
            "growing-sum",
            f"{head}sum(t * (I * H + H) for t in range(T))\n",
            "Your count weighs each step by its index t. A position further back has no more numbers than the first.",
        ),
    ]


def _gradient(key, expression, says):
    shares = "[d.T @ v for d, v in zip(dy, x, strict=True)]"
    return Misconception(
        key, f"def shared_gradient(x, dy):\n    shares = {shares}\n    return {expression}\n", says
    )


RATE = (
    "Your result has the right direction, but all of it is multiplied by one number, such as a learning rate. That "
    "belongs to the step of the optimiser; the gradient itself is asked for."
)


def _is_scaled(function, calls):
    """The right gradient times one and the same number."""
    found = set()
    for call in calls:
        x, dy = (np.asarray(arg) for arg in call.args)
        want, got = np.einsum("tbh,tbi->hi", dy, x), np.asarray(call.value, dtype=float)
        if got.shape != want.shape or not np.abs(got).max():
            return False
        found.add(round(float((got * want).sum() / (want * want).sum()), 8))
        if not np.allclose(got, want * (got * want).sum() / (want * want).sum(), atol=1e-7):
            return False
    return len(found) == 1 and found.pop() not in (1.0, -1.0, 2.0, 0.5)


MORE_GRADIENT = [
    _gradient(
        "shares-glued",
        "np.concatenate(shares)",
        "Your function puts the T shares one below the other. All steps use the same W, so the gradient has the shape "
        "of W: how do T shares become one?",
    ),
    _gradient(
        "shares-beside",
        "np.concatenate(shares, axis=1)",
        "Your function puts the T shares side by side. All steps use the same W, so the gradient has the shape "
        "of W: how do T shares become one?",
    ),
    _gradient(
        "largest-share",
        "np.max(shares, axis=0)",
        "Your function keeps the largest share for each number of W. Every use of W changes the loss, so every share counts.",
    ),
    _gradient(
        "sizes-added",
        "np.abs(shares).sum(axis=0)",
        "Your function drops the signs of the shares before it adds them. A share may be negative: steps can pull a "
        "weight in opposite directions.",
    ),
    _gradient(
        "smallest-share",
        "np.min(shares, axis=0)",
        "Your function keeps the smallest share for each number of W. Every use of W changes the loss, so every share counts.",
    ),
    _gradient(
        "median-share",
        "np.median(shares, axis=0)",
        "Your function takes the median of the shares. Every use of W changes the loss, so every share counts in full.",
    ),
    _gradient(
        "last-sentence",
        "dy[:, -1].T @ x[:, -1]",
        "Your function uses the last sentence of the batch only. Every sentence of the batch uses W.",
    ),
    _gradient(
        "every-pair-of-sentences",
        "np.tensordot(dy, x, axes=(0, 0))",
        "Your function sums over the steps only, and multiplies every sentence's dy with every sentence's word. A dy "
        "belongs to the word of the same step and the same sentence.",
    ),
    _gradient(
        "transposed-mean-over-steps",
        "np.mean(shares, axis=0).T",
        "Two things: your function averages over the steps, where every share counts in full; and its shape is (I, H), where W is (H, I).",
    ),
    _gradient(
        "transposed-last-step",
        "shares[-1].T",
        "Two things: only the last step counts in your answer, and its shape is (I, H), where W is (H, I).",
    ),
    _gradient(
        "normalised",
        "sum(shares) / np.linalg.norm(sum(shares))",
        "Your function divides the gradient by its own length. The size of a gradient says how strongly the loss reacts; keep it.",
    ),
    Misconception(
        "scaled",
        "def shared_gradient(x, dy):\n    return 0.01 * sum(d.T @ v for d, v in zip(dy, x, strict=True))\n",
        RATE,
        detect=_is_scaled,
    ),
]


def _apply(key, body, says, raises=""):
    return Misconception(key, f"def apply_shared(x, W, b):\n    {body}\n", says, raises=raises)


MORE_APPLY = [
    _apply(
        "no-sum",
        'return np.einsum("tbi,hi->tbhi", x, W)',
        "Your function multiplies every feature by its weight, but never adds up: the axis I is still there. A matrix "
        "product multiplies and then sums over the axis that both share.",
    ),
    _apply(
        "buffer-of-the-input",
        "y = np.zeros_like(x)\n    for t in range(len(x)):\n        y[t] = x[t] @ W.T + b\n    return y",
        "The array in which you keep the answers has I numbers for each word, or another wrong size. What comes out has H numbers.",
        r"could not broadcast input array",
    ),
    _apply(
        "no-bias-and-tanh",
        "return np.tanh(x @ W.T)",
        "Two things: the bias is missing, and a tanh is there that the layer of this lesson does not have.",
    ),
    _apply(
        "no-bias-and-last-step",
        "return x[-1] @ W.T",
        "Two things: the bias is missing, and only the last step is in your answer; every step is asked for.",
    ),
    _apply(
        "no-bias-and-summed",
        "return (x @ W.T).sum(axis=0)",
        "Two things: the bias is missing, and the steps are added up; every step is asked for.",
    ),
    _apply(
        "no-bias-and-averaged",
        "return (x @ W.T).mean(axis=0)",
        "Two things: the bias is missing, and the steps are averaged; every step is asked for.",
    ),
    _apply(
        "no-bias-and-reshaped",
        "return x @ W.reshape(W.shape[::-1])",
        "Two things: the bias is missing, and `reshape` does not turn rows into columns; it only breaks the rows elsewhere.",
    ),
    _apply(
        "largest-step",
        "return (x @ W.T + b).max(axis=0)",
        "Your function keeps the largest answer over the steps. Every step is asked for.",
    ),
    _apply(
        "largest-sentence",
        "return (x @ W.T + b).max(axis=1)",
        "Your function keeps the largest answer over the batch. Every sentence of it is asked for.",
    ),
]
