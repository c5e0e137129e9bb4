"""The unrolled loop: exercise 2.2 of lesson 2, and what goes wrong in loops over time."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_02_formula_slips import loop_slips
from rnn_course.exercises.lesson_02_slips import UNROLL
from rnn_course.exercises.slips import without


def draw_sequence(rng, T, B, I, H):
    """x (T, B, I), h_0 (B, H), W_xh (H, I), W_hh (H, H), b (H,): no zeros anywhere."""
    x, h_0 = rng.normal(size=(T, B, I)), rng.normal(size=(B, H))
    return x, h_0, 0.6 * rng.normal(size=(H, I)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H)


def _solution(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _stale(x, h_0, W_xh, W_hh, b):
    return np.stack([np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b) for x_t in x])


def _h0_joins(x, h_0, W_xh, W_hh, b):
    h, states = np.zeros_like(h_0), []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + (h + h_0) @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _h0_ignored(x, h_0, W_xh, W_hh, b):
    h, states = np.zeros_like(h_0), []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _no_memory(x, h_0, W_xh, W_hh, b):
    return np.tanh(x @ W_xh.T + b)


def _from_below(x, h_0, W_xh, W_hh, b):
    below = np.tanh(x @ W_xh.T + b)
    return np.tanh(x @ W_xh.T + below @ W_hh.T + b)


def _only_last(x, h_0, W_xh, W_hh, b):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h


def _only_first(x, h_0, W_xh, W_hh, b):
    return np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)


def _h0_included(x, h_0, W_xh, W_hh, b):
    states = [h_0]
    for x_t in x:
        states.append(np.tanh(x_t @ W_xh.T + states[-1] @ W_hh.T + b))
    return np.stack(states)


def _before_update(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        states.append(h)
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return np.stack(states)


def _previous_input(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(len(x)):
        h = np.tanh(x[t - 1] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _previous_input_or_first(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(len(x)):
        h = np.tanh(x[max(t - 1, 0)] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _previous_input_or_zeros(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(len(x)):
        x_t = x[t - 1] if t > 0 else np.zeros_like(x[0])
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _h0_as_first_state(x, h_0, W_xh, W_hh, b):
    states = np.zeros((len(x), *h_0.shape))
    states[0] = h_0
    for t in range(1, len(x)):
        states[t] = np.tanh(x[t] @ W_xh.T + states[t - 1] @ W_hh.T + b)
    return states


def _first_row_zeros(x, h_0, W_xh, W_hh, b):
    h, states = h_0, np.zeros((len(x), *h_0.shape))
    for t in range(1, len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        states[t] = h
    return states


def _first_skipped(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(1, len(x)):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.array(states).reshape(-1, *h_0.shape)


def _hidden_size_steps(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(W_hh.shape[0]):
        h = np.tanh(x[t] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _first_input_always(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for _ in range(len(x)):
        h = np.tanh(x[0] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _backwards(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x[::-1]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _aliased(x, h_0, W_xh, W_hh, b):
    h, states = h_0.copy(), []
    for x_t in x:
        h[:] = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _concatenated(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.concatenate(states)


def _batch_axis(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _no_tanh(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = x_t @ W_xh.T + h @ W_hh.T + b
        states.append(h)
    return np.stack(states)


def _sum_carried(x, h_0, W_xh, W_hh, b):
    total, states = h_0, []
    for x_t in x:
        total = x_t @ W_xh.T + total @ W_hh.T + b
        states.append(np.tanh(total))
    return np.stack(states)


def _no_bias(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T)
        states.append(h)
    return np.stack(states)


def _bias_twice(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + b + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _bias_after(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T) + b
        states.append(h)
    return np.stack(states)


def _memory_after_tanh(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + b) + h @ W_hh.T
        states.append(h)
    return np.stack(states)


def _untransposed(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh + b)
        states.append(h)
    return np.stack(states)


def _memory_without_weights(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h + b)
        states.append(h)
    return np.stack(states)


def _accumulates(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = h + np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.stack(states)


def _two_steps_back(x, h_0, W_xh, W_hh, b):
    h_prev, h, states = h_0, h_0, []
    for x_t in x:
        h_new = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
        h_prev, h = h, h_new
        states.append(h)
    return np.stack(states)


def _product_cannot_be_formed(x, h_0, W_xh, W_hh, b):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh + h @ W_hh + b)
        states.append(h)
    return np.stack(states)


_PREVIOUS_INPUT = (
    "Your h_t reads the word of the step before, x_{t-1}. Only the memory comes from the step before; the "
    "input is today's: both x and the new state carry the same t."
)
_STARTS_LATE = (
    "Your loop never reads the first word: it begins one step too late. In Python's counting the first "
    "state of the answer, `states[0]`, is h_1, and h_1 is made from `x[0]` and h_0."
)

unroll = FunctionExercise(
    id="02.unroll",
    title="The unrolled loop",
    stub="def unroll(x, h_0, W_xh, W_hh, b):\n    return ...  # shape (T, B, H)\n",
    solution=_solution,
    why=(
        "The name h is bound to a new array at each step: that one line both uses the old memory and "
        "replaces it."
    ),
    hints=[
        "The loop runs over time. What must outlive one turn of it, and what is needed in that turn only?",
        "Before the loop: `h = h_0` and an empty list. In the loop: one step that uses `h` and gives a new "
        "`h`.",
        "`for x_t in x:` gives x_t of shape (B, I). Your step from exercise 2.1 gives the new `h`; append "
        "it to the list, and after the loop call `np.stack` on the list.",
    ],
    draw=draw_sequence,
    returns={"states": "T B H"},
    misconceptions=[
        Misconception(
            "stale-h0",
            _stale,
            "Your function uses h_0 at every step, so each step forgets all words before it. It looks "
            "right, because the formula of the first step does contain h_0. Ask what step 3 should find as "
            "its memory.",
        ),
        Misconception(
            "h0-joins-every-step",
            _h0_joins,
            "Your function adds h_0 to the memory at every step. h_0 meets the first word only; later "
            "steps know it through the state that was handed on.",
        ),
        Misconception(
            "h0-ignored",
            _h0_ignored,
            "Your first step starts from zeros, so the h_0 that you were given has no effect. Perhaps it is never read, or it is "
            "overwritten, or `states[t - 1]` at t = 0 is `states[-1]`, the last row, which is still zero. What should turn 0 read?",
        ),
        Misconception(
            "no-memory",
            _no_memory,
            "Your states do not depend on the step before: W_hh and the memory are missing. So this is the "
            "order-blind layer of lesson 1 with a tanh around it. What is handed from one step to the "
            "next?",
        ),
        Misconception(
            "memory-from-below",
            _from_below,
            "Your memory term is made from the input of the same step, as if h_{t-1} came from a layer "
            "below. It comes from the same layer, one step earlier in time: the arrow in figure 2.1 that "
            "runs to the right.",
        ),
        Misconception(
            "only-last",
            _only_last,
            "Your loop is right, but it returns the last state only. The task asks for the state after "
            "each step: keep every h before the next one takes its name.",
        ),
        Misconception(
            "returned-too-early",
            _only_first,
            "Your function returns the state after the first word only. A `return` inside a loop ends the "
            "function in its first turn: look at how far it is indented.",
        ),
        Misconception(
            "h0-included",
            _h0_included,
            "Your answer has T + 1 states: h_0 is stored as well. h_0 is the memory before anything was "
            "read; the task asks for one state after each of the T words.",
        ),
        Misconception(
            "stored-before-update",
            _before_update,
            "Your states come one step late: h is stored before the word is read. So h_0 stands first and "
            "the last state, which has read everything, is lost. Look at the order of the lines in your "
            "loop.",
        ),
        Misconception(
            "previous-input",
            _previous_input,
            f"{_PREVIOUS_INPUT} Beware of index -1: at the first step it means the last word.",
        ),
        Misconception(
            "previous-input-or-first",
            _previous_input_or_first,
            f"{_PREVIOUS_INPUT} As it is, the first word is read two times, and the last word never.",
        ),
        Misconception(
            "previous-input-or-zeros",
            _previous_input_or_zeros,
            f"{_PREVIOUS_INPUT} As it is, the first step reads nothing, and the last word is never read.",
        ),
        Misconception(
            "h0-as-first-state",
            _h0_as_first_state,
            f"{_STARTS_LATE} You put h_0 itself in that place.",
        ),
        Misconception(
            "first-row-never-written",
            _first_row_zeros,
            f"{_STARTS_LATE} As it is, that row still holds zeros.",
        ),
        Misconception(
            "first-word-skipped",
            _first_skipped,
            f"{_STARTS_LATE} As it is, you return T - 1 states.",
        ),
        Misconception(
            "hidden-size-steps",
            _hidden_size_steps,
            "Your loop takes H steps, one for each hidden unit. H (hidden_size) is the width of the "
            "memory: how many numbers it holds. How many steps there are is decided by the sequence alone.",
        ),
        Misconception(
            "first-input-always",
            _first_input_always,
            "Your loop reads the first word again and again. The weights are shared over time, the words "
            "are not: which index of x should change from step to step?",
        ),
        Misconception(
            "reads-backwards",
            _backwards,
            "Your loop reads the sequence from its end to its beginning. The memory then holds the future, "
            "not the past.",
        ),
        Misconception(
            "same-array-stored",
            _aliased,
            "Every row of your answer is the last state. You store the same array T times and write new "
            "numbers into it (`h[:] = …` or `out=`), so all T entries change together. Each step needs an "
            "array of its own.",
        ),
        Misconception(
            "glued",
            _concatenated,
            "Your function glues the states together along the batch axis, so that T and B can no longer "
            "be told apart. Time needs an axis of its own, in front.",
        ),
        Misconception(
            "batch-axis",
            _batch_axis,
            "Two arrays meet whose shapes do not fit. Usual cause: a loop over the second axis, such as "
            "`x[:, t]`, which takes out one sequence of the batch and not one step. This course is "
            "time-major: the first axis of x is time. Other causes: `*` where `@` is meant, or a bias "
            "turned into a column.",
        ),
        Misconception(
            "no-tanh",
            _no_tanh,
            "Your states are plain sums: the tanh is missing. Then every state is linear in all words "
            "before it, and the whole loop could be replaced by fixed matrices, one for each position.",
        ),
        Misconception(
            "sum-carried",
            _sum_carried,
            "You store tanh of the sum, but hand on the sum itself. The next step must find the squashed "
            "state: memory that is never squashed stays linear, and can grow without a limit.",
        ),
        Misconception(
            "no-bias",
            _no_bias,
            "The bias is missing. Compare your line with the formula, symbol by symbol.",
        ),
        Misconception(
            "bias-twice",
            _bias_twice,
            "You add b two times. PyTorch keeps two biases, but in this lesson b already stands for their "
            "sum.",
        ),
        Misconception(
            "bias-after-tanh",
            _bias_after,
            "The bias is added after the tanh. It belongs into the sum that tanh squashes; as it is, "
            "states can leave the range from -1 to 1.",
        ),
        Misconception(
            "memory-after-tanh",
            _memory_after_tanh,
            "The memory is added after the tanh, so nothing squashes it. The formula adds everything "
            "first, and squashes once.",
        ),
        Misconception(
            "memory-untransposed",
            _untransposed,
            "The memory's product uses W_hh as it is. W_hh is square, so no error warns you, but rows and "
            "columns have changed their places. Compare both products with the formula.",
        ),
        Misconception(
            "memory-without-weights",
            _memory_without_weights,
            "You add the old state as it is. W_hh, which extracts from the memory, is missing.",
        ),
        Misconception(
            "old-state-added",
            _accumulates,
            "You add the new state to the old one. The formula replaces the old state: all that stays of "
            "it is what W_hh has carried into the sum. As it is, states can leave the range from -1 to 1.",
        ),
        Misconception(
            "two-steps-back",
            _two_steps_back,
            "Your loop uses the memory of two steps before: the variable that holds the old state is "
            "updated one turn too late. Write down what each name holds at t = 1, 2 and 3.",
        ),
        Misconception(
            "sizes-do-not-meet",
            _product_cannot_be_formed,
            "One of your products cannot be formed: the error names the two sizes that differ. Weights "
            "have their outputs first, (H, I) and (H, H), and stand on the right of the product. Check "
            "which way round each one must stand, and that the input meets W_xh and the memory meets W_hh.",
        ),
        *UNROLL,
        *without(
            loop_slips(_solution, "unroll"),
            "no-memory",
            "no-tanh",
            "no-bias",
            "bias-twice",
            "memory-untransposed",
            "memory-without-weights",
            "memory-outside",
            "bias-outside",
            "state-added",
            "start-zeros",
            "backwards",
            "no-memory-and-start-zeros",
            "no-memory-and-start-ones",
            "no-input-and-backwards",
            "no-input-and-last-skipped",
            "no-input-and-first-skipped",
        ),
    ],
)
