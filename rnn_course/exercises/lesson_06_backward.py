"""Lesson 6: the whole way back through time."""

from rnn_course.exercises import FunctionExercise
from rnn_course.exercises.gradient_slips import backward_slips
from rnn_course.exercises.lesson_06_backward_shares import WRONG_SHARES
from rnn_course.exercises.lesson_06_backward_ways import WRONG_WAYS
from rnn_course.exercises.lesson_06_walk import SIZES, draw, solution
from rnn_course.exercises.slips import without

backward = FunctionExercise(
    id="06.backward",
    title="The whole way back",
    stub=(
        "def backward(d_states, x, states, h_0, W_xh, W_hh):\n"
        "    dW_xh = ...  # (H, I)\n"
        "    dW_hh = ...  # (H, H)\n"
        "    db = ...  # (H,)\n"
        "    d_x = ...  # (T, B, I)\n"
        "    d_h_0 = ...  # (B, H)\n"
        "    return dW_xh, dW_hh, db, d_x, d_h_0\n"
    ),
    solution=solution,
    why=(
        "One walk from the last step to the first: add what comes from later, go through the slope, add the shares, and hand "
        "the rest to the step before; what is left over at the end belongs to h_0."
    ),
    hints=[
        "It is your step back, T times. What must be handed from turn to turn, and in which direction does the loop run?",
        "Start `d_later` with zeros of the shape of h_0. In each turn: `d_h = d_states[t] + d_later`, then one step back. Shares are "
        "added with `+=` to arrays that start as zeros. Step 1 (index 0) started from h_0.",
        "`for t in range(len(x) - 1, -1, -1):` reaches 0. In it: `d_h`, then `d_sum = d_h * (1 - states[t] ** 2)`, then the shares of W_xh, "
        "W_hh and b, then `d_x[t] = d_sum @ W_xh`, and last `d_later = d_sum @ W_hh`. After the loop, `d_later` is d_h_0.",
    ],
    draw=draw,
    returns={"dW_xh": "H I", "dW_hh": "H H", "db": "H", "d_x": "T B I", "d_h_0": "B H"},
    sizes=SIZES,
    misconceptions=[
        *WRONG_WAYS,
        *WRONG_SHARES,
        *without(
            backward_slips(solution),
            "overwritten",
            "share-of-h-now",
            "flow-turned",
            "flow-from-d-h",
            "bias-averaged",
            "memory-share-turned",
            "no-flow",
            "first-step-left-out",
            "h-0-left-out",
            "word-gradient-from-d-h",
            "share-of-h-now-and-h-0-left-out",
            "no-flow-and-word-gradient-from-the-loss",
            "first-step-left-out-and-h-0-left-out",
        ),
    ],
)
