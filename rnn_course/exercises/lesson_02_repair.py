"""A loop that forgets: exercise 2.3 of lesson 2, to be repaired."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_02_formula_slips import loop_slips
from rnn_course.exercises.lesson_02_slips import SCORE
from rnn_course.exercises.lesson_02_unroll import draw_sequence
from rnn_course.exercises.slips import without


def _draw_review(rng, T, B, I, H, V):
    return *draw_sequence(rng, T, B, I, H), rng.normal(size=(V, H)), rng.normal(size=V)


def _repaired(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _still_stale(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = h_0
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _reset(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.zeros_like(h_0)
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _h0_ignored(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.zeros_like(h_0)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _h0_joins(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.zeros_like(h_0)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + (h + h_0) @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _first_word_twice(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _first_word_skipped(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x[1:]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _last_word_skipped(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x[:-1]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _first_word_only(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = np.tanh(x[0] @ W_xh.T + h_0 @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _two_steps_back(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h_prev, h = h_0, h_0
    for x_t in x:
        h_new = np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)
        h_prev, h = h, h_new
    return h @ W_hy.T + b_y


def _old_state_added(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = h + np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _states_added_up(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h, total = h_0, np.zeros_like(h_0)
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        total = total + h
    return total @ W_hy.T + b_y


def _mean_readout(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h, states = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return np.mean(states, axis=0) @ W_hy.T + b_y


def _score_at_every_word(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h, scores = h_0, []
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        scores.append(h @ W_hy.T + b_y)
    return np.stack(scores)


def _reads_backwards(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x[::-1]:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T + b_y


def _class_returned(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return (h @ W_hy.T + b_y).argmax(axis=1)


def _output_fed_back(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    carried = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + carried @ W_hh.T + b)
        carried = h @ W_hy.T + b_y
    return carried


def _state_returned(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h


def _no_output_bias(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return h @ W_hy.T


def _output_squashed(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
    return np.tanh(h @ W_hy.T + b_y)


def _no_tanh(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = x_t @ W_xh.T + h @ W_hh.T + b
    return h @ W_hy.T + b_y


def _untransposed(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh + b)
    return h @ W_hy.T + b_y


def _without_weights(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    h = h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h + b)
    return h @ W_hy.T + b_y


_LAST_WORD_ONLY = (
    "Your score still depends on the last word only. Each turn of the loop starts from the same memory "
    "again, so the words before are forgotten. Put a `print(h)` at the top of the loop body: what should "
    "it show in the second turn?"
)

stale_state = FunctionExercise(
    id="02.stale_state",
    title="Repair a loop that forgets",
    stub="""
def score_review(x, h_0, W_xh, W_hh, b, W_hy, b_y):
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b)  # (B, H)
    return h @ W_hy.T + b_y  # shape (B, V)
""",
    solution=_repaired,
    why=(
        "The state must go round: what one turn of the loop makes, the next turn has to find. h_0 is "
        "needed before the first turn only."
    ),
    hints=[
        "The code raises no error, so read it as Python does: which names change from one turn of the loop "
        "to the next?",
        "h is computed in each turn. Does any later turn use it?",
        "Give h a value before the loop, and let the step read h where it reads h_0 now.",
    ],
    draw=_draw_review,
    returns={"y": "B V"},
    misconceptions=[
        Misconception(
            "still-stale",
            _still_stale,
            f"{_LAST_WORD_ONLY} Your formula reads `h_0`, or the loop sets the memory back to it. Which name holds what the turn before has made?",
        ),
        Misconception(
            "reset-at-every-step",
            _reset,
            f"{_LAST_WORD_ONLY} Here it is zero each time, or the memory's part is missing.",
        ),
        Misconception(
            "h0-ignored",
            _h0_ignored,
            "The state is now carried, but your loop starts from zeros and never looks at the h_0 it was "
            "given. Zeros are the usual start; here the caller decides.",
        ),
        Misconception(
            "h0-joins-every-step",
            _h0_joins,
            "You carry the state and also add h_0 at every step. h_0 meets the first word only; later "
            "steps know it through the state that is handed on.",
        ),
        Misconception(
            "first-word-twice",
            _first_word_twice,
            "Your function reads the first word two times: once before the loop, and again in its first "
            "turn.",
        ),
        Misconception(
            "first-word-skipped",
            _first_word_skipped,
            "The state is carried, but the first word is never read: check where your loop begins.",
        ),
        Misconception(
            "last-word-skipped",
            _last_word_skipped,
            "The state is carried, but the last word has no part in the score: either your loop ends too early, or you score the "
            "state that was there before the last step.",
        ),
        Misconception(
            "returned-too-early",
            _first_word_only,
            "Your function returns after the first word. A `return` inside a loop ends the function in its "
            "first turn: look at how far it is indented.",
        ),
        Misconception(
            "two-steps-back",
            _two_steps_back,
            "Your loop uses the memory of two steps before: the name that holds the old state is updated "
            "one turn too late. Write down what each name holds in turns 1, 2 and 3.",
        ),
        Misconception(
            "old-state-added",
            _old_state_added,
            "You add the new state to the old one. The formula replaces the old state: all that stays of "
            "it is what W_hh has carried into the sum.",
        ),
        Misconception(
            "states-added-up",
            _states_added_up,
            "The state is carried, but you add up all states and score their sum. The broken code scored "
            "the last state, and that part of it was right.",
        ),
        Misconception(
            "mean-readout",
            _mean_readout,
            "The state is carried, but you score the mean of all states. That is another readout; the "
            "broken code scored the last state, and that part of it was right.",
        ),
        Misconception(
            "score-at-every-word",
            _score_at_every_word,
            "The state is carried, but you return one score for each word, shape (T, B, V). The task asks "
            "for one score for each review, made after the last word.",
        ),
        Misconception(
            "reads-backwards",
            _reads_backwards,
            "The state is carried, but your loop reads the review from its end to its beginning.",
        ),
        Misconception(
            "class-returned",
            _class_returned,
            "The loop is right now, but you return which score is largest. The task asks for the scores.",
        ),
        Misconception(
            "output-fed-back",
            _output_fed_back,
            "A product cannot be formed. If you hand the output y to the next step: W_hh expects H "
            "numbers, and y has V. An RNN feeds back its hidden state, never its output. If you changed "
            "another product, compare it with the code you were given.",
        ),
        Misconception(
            "state-returned",
            _state_returned,
            "The loop is right now, but you return the last state and not the score. The output layer on "
            "top, W_hy and b_y, was in order: keep it.",
        ),
        Misconception(
            "no-output-bias",
            _no_output_bias,
            "The loop is right now, but the bias of the output layer, b_y, has gone. The last line was in "
            "order: keep it.",
        ),
        Misconception(
            "output-squashed",
            _output_squashed,
            "The loop is right now, but you squash the score as well. The output layer is linear: scores "
            "may be as large as they like.",
        ),
        Misconception(
            "no-tanh",
            _no_tanh,
            "The state is carried, but the tanh has gone. Without it the memory is linear in all words.",
        ),
        Misconception(
            "memory-untransposed",
            _untransposed,
            "The state is carried, but W_hh has lost its transpose. It is square, so no error warns you.",
        ),
        Misconception(
            "memory-without-weights",
            _without_weights,
            "The state is carried, but it is added as it is: W_hh, which extracts from the memory, has gone.",
        ),
        *SCORE,
        *without(
            loop_slips(_repaired, "score_review"),
            "no-tanh",
            "memory-untransposed",
            "memory-without-weights",
            "softmax",
            "sigmoid",
            "state-added",
            "no-bias",
            "no-memory",
            "start-zeros",
            "backwards",
            "first-skipped",
            "last-skipped",
            "no-memory-and-start-zeros",
            "no-memory-and-start-ones",
            "no-input-and-backwards",
            "no-input-and-last-skipped",
            "no-input-and-first-skipped",
        ),
    ],
)
