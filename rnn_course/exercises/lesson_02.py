"""Memory.

Exercises of lesson 2: one step, the unrolled loop, a repair, readouts, and memory without tanh.
"""

import numpy as np

from rnn_course.exercises import ChoiceExercise, FunctionExercise, Misconception
from rnn_course.exercises.lesson_02_formula_slips import step_slips
from rnn_course.exercises.lesson_02_readouts import readouts
from rnn_course.exercises.lesson_02_repair import stale_state
from rnn_course.exercises.lesson_02_slips import STEP
from rnn_course.exercises.lesson_02_unroll import unroll
from rnn_course.exercises.slips import without

__all__ = ["linear_memory", "one_step", "readouts", "stale_state", "unroll"]


def _draw_step(rng, B, I, H):
    x_t, h_prev = rng.normal(size=(B, I)), rng.normal(size=(B, H))
    return x_t, h_prev, 0.6 * rng.normal(size=(H, I)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H)


def _solution(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def _no_tanh(x_t, h_prev, W_xh, W_hh, b):
    return x_t @ W_xh.T + h_prev @ W_hh.T + b


def _tan(x_t, h_prev, W_xh, W_hh, b):
    return np.tan(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def _memory_after(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b) + h_prev @ W_hh.T


def _memory_and_bias_after(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + h_prev @ W_hh.T + b


def _input_after(x_t, h_prev, W_xh, W_hh, b):
    return x_t @ W_xh.T + np.tanh(h_prev @ W_hh.T + b)


def _bias_after(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T) + b


def _each(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T) + b


def _each_bias_with_memory(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T + b)


def _each_bias_with_input(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b) + np.tanh(h_prev @ W_hh.T)


def _each_bias_with_both(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b) + np.tanh(h_prev @ W_hh.T + b)


def _memory_after_no_bias(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + h_prev @ W_hh.T


def _each_no_bias(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T)


def _no_bias(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T)


def _bias_twice(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b + h_prev @ W_hh.T + b)


def _bias_subtracted(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T - b)


def _memory_subtracted(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T - h_prev @ W_hh.T + b)


def _no_memory(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b)


def _no_input(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(h_prev @ W_hh.T + b)


def _untransposed(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh + b)


def _multiplied(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh((x_t @ W_xh.T) * (h_prev @ W_hh.T) + b)


def _without_weights(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev + b)


def _one_matrix_for_both(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh((x_t @ W_xh.T + h_prev) @ W_hh.T + b)


def _old_state_added(x_t, h_prev, W_xh, W_hh, b):
    return h_prev + np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def _blended(x_t, h_prev, W_xh, W_hh, b):
    return (h_prev + np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)) / 2


def _memory_squashed_before(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + np.tanh(h_prev) @ W_hh.T + b)


def _memory_part_squashed(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + np.tanh(h_prev @ W_hh.T) + b)


def _columns(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(W_xh @ x_t.T + W_hh @ h_prev.T + b[:, np.newaxis])


def _product_cannot_be_formed(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh + h_prev @ W_hh + b)


def _shapes_do_not_fit(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b[:, np.newaxis])


_ADDED_AFTER = (
    "Your function squashes one part and adds the rest afterwards, so the result can leave the range from "
    "-1 to 1. The formula has one pair of brackets after tanh: what stands inside it?"
)
_EACH = (
    "Your function squashes the input's part and the memory's part one by one, and adds what comes out. "
    "Then the two can add up to 2 or -2. The formula adds first, and squashes the sum once."
)

one_step = FunctionExercise(
    id="02.one_step",
    title="One step of memory",
    stub="def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return ...  # shape (B, H)\n",
    solution=_solution,
    why=(
        "Two products, one for the input and one for the memory, meet in one sum; tanh squashes that sum "
        "into -1 to 1."
    ),
    hints=[
        "Three terms are added: one from the input, one from the memory, and the bias. Then something "
        "happens to the sum.",
        "`x_t` has shape (B, I) and `W_xh` (H, I): which way round must W_xh stand so that the product is "
        "(B, H)?",
        "`x_t @ W_xh.T` is the input's part. Build the memory's part in the same way from `h_prev` and "
        "`W_hh`, add both and `b`, and put the whole sum into `np.tanh(…)`.",
    ],
    draw=_draw_step,
    returns={"h_t": "B H"},
    misconceptions=[
        Misconception(
            "no-tanh",
            _no_tanh,
            "The sum is right, and it is returned as it is: tanh is missing. It may look like decoration, "
            "but without it each state is a linear function of all words before it. (A line `np.tanh(s)` "
            "alone changes nothing: it gives a new array.)",
        ),
        Misconception(
            "tan-for-tanh",
            _tan,
            "You use `np.tan`, the tangent. The formula has the hyperbolic tangent, which stays between -1 "
            "and 1.",
        ),
        Misconception(
            "memory-of-the-first",
            "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return np.tanh(x_t @ W_xh.T + h_prev[0] @ W_hh.T + b)\n",
            "Every sentence of the batch gets the memory of the first one, `h_prev[0]`. Each row of `h_prev` belongs to one "
            "sentence: row 2 of the words must meet row 2 of the memory.",
        ),
        Misconception("memory-after-tanh", _memory_after, f"The memory comes too late. {_ADDED_AFTER}"),
        Misconception(
            "memory-and-bias-after-tanh",
            _memory_and_bias_after,
            f"The memory's part and the bias come too late. {_ADDED_AFTER}",
        ),
        Misconception(
            "memory-after-tanh-no-bias",
            _memory_after_no_bias,
            f"The memory comes too late, and the bias is missing. {_ADDED_AFTER}",
        ),
        Misconception("input-after-tanh", _input_after, f"The input's part comes too late. {_ADDED_AFTER}"),
        Misconception("bias-after-tanh", _bias_after, f"The bias comes too late. {_ADDED_AFTER}"),
        Misconception("tanh-of-each", _each, _EACH),
        Misconception("tanh-of-each-no-bias", _each_no_bias, f"{_EACH} And the bias is missing."),
        Misconception(
            "tanh-of-each-bias-with-memory",
            _each_bias_with_memory,
            f"{_EACH} The same holds when the bias goes with the memory.",
        ),
        Misconception(
            "tanh-of-each-bias-with-input",
            _each_bias_with_input,
            f"{_EACH} The same holds when the bias goes with the input.",
        ),
        Misconception(
            "tanh-of-each-bias-with-both",
            _each_bias_with_both,
            f"{_EACH} And b is there two times; here it stands for the sum of both biases.",
        ),
        Misconception(
            "no-bias",
            _no_bias,
            "The bias is missing. With a bias of zeros nobody would notice. Compare your line with the "
            "formula, symbol by symbol.",
        ),
        Misconception(
            "bias-twice",
            _bias_twice,
            "You add b two times, once for each product. PyTorch does keep two biases, but here b already "
            "stands for their sum.",
        ),
        Misconception(
            "bias-subtracted",
            _bias_subtracted,
            "You take the bias away. Look at the sign in front of b.",
        ),
        Misconception(
            "memory-subtracted",
            _memory_subtracted,
            "You take the memory's part away from the input's part. Look at the sign between the two "
            "products.",
        ),
        Misconception(
            "no-memory",
            _no_memory,
            "Your step reads the input only; `h_prev` and W_hh play no part. So it cannot know what came "
            "before. Which term of the formula brings the memory in?",
        ),
        Misconception(
            "no-input",
            _no_input,
            "Your step uses the memory only; `x_t` and W_xh play no part. So whatever is read, the state "
            "stays the same.",
        ),
        Misconception(
            "memory-untransposed",
            _untransposed,
            "The memory's product uses W_hh as it is. W_hh is square, (H, H), so no error warns you; but "
            "rows and columns have changed their places, and unit 1 reads the weights of others. Compare "
            "both products with the formula.",
        ),
        Misconception(
            "multiplied",
            _multiplied,
            "You multiply the input's part by the memory's part. The formula adds them. (Gates multiply; "
            "they come in lesson 12.)",
        ),
        Misconception(
            "memory-without-weights",
            _without_weights,
            "You add the old state as it is. W_hh decides what is extracted from the memory: where is it "
            "in your line?",
        ),
        Misconception(
            "one-matrix-for-both",
            _one_matrix_for_both,
            "You add the memory to the input's part first, and send both through W_hh. Each of the two has "
            "its own matrix, once: W_xh reads the input, W_hh reads the memory.",
        ),
        Misconception(
            "old-state-added",
            _old_state_added,
            "You add the old state to the new one. The formula replaces it: all that stays of the old "
            "state is what W_hh carries into the sum.",
        ),
        Misconception(
            "blended",
            _blended,
            "You average the old state and the new one. That is a sensible idea, and close to what a gate "
            "does in lesson 12; but this formula replaces the old state.",
        ),
        Misconception(
            "memory-squashed-before",
            _memory_squashed_before,
            "You squash `h_prev` before it meets W_hh. It was squashed when it was made; the formula has "
            "one tanh, around the sum.",
        ),
        Misconception(
            "memory-part-squashed",
            _memory_part_squashed,
            "You squash the memory's part on its own, and then the whole sum again. The formula has one "
            "tanh, around the sum.",
        ),
        Misconception(
            "columns",
            _columns,
            "Your result has shape (H, B): you treat each sequence as a column, as many books do. In this "
            "course, and in PyTorch, each sequence of the batch is a row, so the weights stand on the "
            "right.",
        ),
        Misconception(
            "sizes-do-not-meet",
            _product_cannot_be_formed,
            "One of your products cannot be formed: the error names the two sizes that differ. Weights "
            "have their outputs first, (H, I) and (H, H), and stand on the right of the product. Check "
            "which way round each must stand, and that the input meets W_xh and the memory meets W_hh: "
            "they have different widths.",
            raises=r"matmul|not aligned",
        ),
        Misconception(
            "shapes-do-not-fit",
            _shapes_do_not_fit,
            "Two arrays meet in `+` or `*` whose shapes do not fit: the error names them. Usual causes: "
            "`*` where `@` is meant, or a bias turned into a column. b of shape (H,) is added to every row "
            "by itself.",
            raises=r"could not be broadcast",
        ),
        *STEP,
        *without(
            step_slips(_solution),
            "blended",
            "parts-multiplied",
            "input-alone-squashed",
            "memory-alone-squashed",
            "each-squashed",
            "each-squashed-with-bias",
            "each-squashed-bias-with-memory",
            "memory-outside",
            "input-outside",
            "bias-outside",
            "state-added",
        ),
    ],
)

linear_memory = ChoiceExercise(
    id="02.linear_memory",
    title="Memory without tanh",
    options={
        "a": "[2. 2. 2. 2. 2. 2.]: without tanh, h_5 is a sum of words times matrices: it doubles too.",
        "b": "Numbers below 2: the state cannot grow beyond 1, so it grows less than its input.",
        "c": "[32. 32. 32. 32. 32. 32.]: each of the five steps doubles what it gets, and 2⁵ = 32.",
        "d": "Six different numbers: W_hh mixes the units, so each of them grows by another factor.",
        "e": "[1. 1. 1. 1. 1. 1.]: the weights decide what is remembered, and they have not changed.",
    },
    right="a",
    why=(
        "Every word reaches h_5 through fixed matrices, and the five parts are added: a linear function, "
        "and those double with their input."
    ),
    hints=[
        "Write h_1 and h_2 as formulas, without tanh, without b, and with h_0 = 0. Where do x_1 and x_2 "
        "stand?",
        "h_2 = x_2 W_xhᵀ + x_1 W_xhᵀ W_hhᵀ. Now replace x_1 and x_2 by twice as much.",
        "A factor that is common to all terms of a sum can be taken out of it, however many matrices stand "
        "behind it.",
    ],
    misconceptions=[
        Misconception(
            "squashed",
            "b",
            "Being kept between -1 and 1 is what tanh does, and there is no tanh in this loop. Without it, "
            "what limits the state?",
        ),
        Misconception(
            "doubled-at-each-step",
            "c",
            "The input is doubled, not the weights: x_1 is doubled once and then passes through the same "
            "matrices as before. Follow x_1 alone from step to step, and count how often a factor 2 comes "
            "in.",
        ),
        Misconception(
            "mixing-changes-factors",
            "d",
            "W_hh does mix the units, but it mixes numbers that are all twice as large. What does a "
            "weighted sum do when each of its numbers doubles?",
        ),
        Misconception(
            "weights-decide-alone",
            "e",
            "The weights are the same, but the state is not made of weights alone: each term of it has a "
            "word as a factor. If nothing changed, the network could not see its input at all.",
        ),
    ],
)

EXERCISES = [one_step, unroll, stale_state, readouts, linear_memory]  # in the lesson's order
