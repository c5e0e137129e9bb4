"""Last, mean and max: exercise 2.4 of lesson 2, three readouts of many states."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_02_slips import READ, READ_VALUES


def _draw_states(rng, T, B, H):
    return np.tanh(rng.normal(size=(T, B, H)) + 0.2)


def _three_readouts(states):
    last = states[-1]
    mean = states.mean(axis=0)
    largest = states.max(axis=0)
    return last, mean, largest


def _over_batch(states):
    return states[-1], states.mean(axis=1), states.max(axis=1)


def _all_over_batch(states):
    return states[:, -1], states.mean(axis=1), states.max(axis=1)


def _over_units(states):
    return states[-1], states.mean(axis=-1), states.max(axis=-1)


def _all_over_units(states):
    return states[..., -1], states.mean(axis=-1), states.max(axis=-1)


def _over_everything(states):
    return states[-1], states.mean(), states.max()


def _last_of_batch(states):
    return states[:, -1], states.mean(axis=0), states.max(axis=0)


def _first(states):
    return states[0], states.mean(axis=0), states.max(axis=0)


def _summed(states):
    return states[-1], states.sum(axis=0), states.max(axis=0)


def _divided_by_batch(states):
    return states[-1], states.sum(axis=0) / states.shape[1], states.max(axis=0)


def _divided_by_five(states):
    return states[-1], states.sum(axis=0) / 5, states.max(axis=0)


def _mean_without_last(states):
    return states[-1], states[:-1].sum(axis=0) / max(len(states) - 1, 1), states.max(axis=0)


def _mean_with_start(states):
    return states[-1], states.sum(axis=0) / (len(states) + 1), states.max(axis=0)


def _median(states):
    return states[-1], np.median(states, axis=0), states.max(axis=0)


def _argmax(states):
    return states[-1], states.mean(axis=0), states.argmax(axis=0)


def _max_of_sizes(states):
    return states[-1], states.mean(axis=0), np.abs(states).max(axis=0)


def _farthest_from_zero(states):
    place = np.abs(states).argmax(axis=0)[np.newaxis]
    return states[-1], states.mean(axis=0), np.take_along_axis(states, place, axis=0)[0]


def _smallest(states):
    return states[-1], states.mean(axis=0), states.min(axis=0)


def _largest_state(states):
    place = states.sum(axis=-1).argmax(axis=0)
    return states[-1], states.mean(axis=0), states[place, np.arange(states.shape[1])]


def _longest_state(states):
    place = np.linalg.norm(states, axis=-1).argmax(axis=0)
    return states[-1], states.mean(axis=0), states[place, np.arange(states.shape[1])]


def _max_from_zero(states):
    largest = np.zeros_like(states[0])
    for h in states:
        largest = np.maximum(largest, h)
    return states[-1], states.mean(axis=0), largest


def _in_another_order(states):
    last, mean, largest = states[-1], states.mean(axis=0), states.max(axis=0)
    return mean, last, largest


def _order_mixed(_function, calls):
    rows = [(call.value, _three_readouts(call.args[0])) for call in calls]
    if all(_same(got[i], right[i]) for got, right in rows for i in range(3)):
        return False  # equal readouts, as when the function has overwritten its input, have no order
    orders = ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    return any(all(_same(got[i], right[p[i]]) for got, right in rows for i in range(3)) for p in orders)


def _same(got, want):
    got, want = np.asarray(got), np.asarray(want)
    return got.shape == want.shape and bool(np.allclose(got, want, rtol=1e-5, atol=1e-5))


def _taken_apart(result, _args):
    """Three arrays stacked into one, (3, B, H), are the three readouts too: they can be taken apart."""
    return tuple(result) if getattr(result, "ndim", 0) == 3 and len(result) == 3 else result


readouts = FunctionExercise(
    id="02.readouts",
    title="Three readouts",
    stub="def readouts(states):\n    return ..., ..., ...  # last, mean, max: each of shape (B, H)\n",
    solution=_three_readouts,
    why=(
        "All three make one state out of T: they remove the time axis, axis 0, and leave the batch and the "
        "units alone."
    ),
    hints=[
        "states has shape (T, B, H), each answer (B, H). Which axis disappears?",
        "The last state is an index on that axis. For mean and max, numpy's methods take an argument `axis`.",
        "`states[-1]` is the last one. `states.mean(axis=…)` and `states.max(axis=…)` need the number of "
        "the time axis.",
    ],
    draw=_draw_states,
    returns={"last": "B H", "mean": "B H", "max": "B H"},
    observe=_taken_apart,
    misconceptions=[
        Misconception(
            "order-mixed",
            _in_another_order,
            "The three readouts are right, but they stand in another order. Asked for: last, mean, max.",
            detect=_order_mixed,
        ),
        Misconception(
            "over-batch",
            _over_batch,
            "Over the batch, different reviews are mixed into one. `axis=1` is the batch; each review must "
            "keep its own memory. Which axis is time?",
        ),
        Misconception(
            "everything-over-batch",
            _all_over_batch,
            "You treat axis 1 as time everywhere. It is the batch here: in the course, time comes first, (T, B, H).",
        ),
        Misconception(
            "over-units",
            _over_units,
            "Over the units of one state all its numbers become one. Each unit keeps its own number; it is the "
            "steps that are brought together.",
        ),
        Misconception(
            "everything-over-units",
            _all_over_units,
            "All three of your readouts work on the last axis, the units. It is the steps that are brought "
            "together: which axis is time?",
        ),
        Misconception(
            "over-everything",
            _over_everything,
            "Over all axes at once you get one number. Without `axis=…` numpy takes the whole array.",
        ),
        Misconception(
            "last-of-batch",
            _last_of_batch,
            "Your last state is the last review of the batch at every step, `states[:, -1]`. The last "
            "state of every review was asked for: which axis is time?",
        ),
        Misconception(
            "first-for-last",
            _first,
            "Your last state is the state after the first word. It has read one word only; the task asks "
            "for the one that has read them all.",
        ),
        Misconception(
            "sum-for-mean",
            _summed,
            "Your mean is the sum over the steps. A mean divides by their number, so that long "
            "and short reviews can be compared.",
        ),
        Misconception(
            "divided-by-batch",
            _divided_by_batch,
            "Your mean divides the sum by B, the size of the batch. How many states were added?",
        ),
        Misconception(
            "divided-by-five",
            _divided_by_five,
            "Your mean divides by 5, whatever the length. Our review has five words, but the "
            "function is tried with other lengths too.",
        ),
        Misconception(
            "mean-without-last",
            _mean_without_last,
            "Your mean leaves out the last state. `states[:-1]` stops before it, and it is the one that "
            "has read everything.",
        ),
        Misconception(
            "mean-with-start",
            _mean_with_start,
            "Your mean divides by T + 1, as if h_0 were counted. `states` begins with h_1: T states were "
            "added.",
        ),
        Misconception(
            "median-for-mean",
            _median,
            "Your mean is the median, the value in the middle. The mean adds all values and "
            "divides by their number.",
        ),
        Misconception(
            "step-of-the-max",
            _argmax,
            "Your maximum says at which step each unit was largest (`argmax`). The task asks for the "
            "largest value itself.",
        ),
        Misconception(
            "max-of-sizes",
            _max_of_sizes,
            "Your maximum drops the signs before it takes the maximum. Here -0.9 is small, not large.",
        ),
        Misconception(
            "farthest-from-zero",
            _farthest_from_zero,
            "Your maximum takes, for each unit, the value farthest from zero. The maximum is the "
            "largest value: here 0.1 beats -0.9.",
        ),
        Misconception(
            "min-for-max",
            _smallest,
            "Your maximum is the smallest value that each unit reached, not the largest.",
        ),
        Misconception(
            "one-step-chosen",
            _largest_state,
            "Your maximum is one whole state, the one with the largest sum. The maximum is taken for "
            "each unit alone, so its numbers may come from different steps.",
        ),
        Misconception(
            "longest-state-chosen",
            _longest_state,
            "Your maximum is one whole state, the longest one. The maximum is taken for each unit "
            "alone, so its numbers may come from different steps.",
        ),
        Misconception(
            "max-starts-at-zero",
            _max_from_zero,
            "Your maximum starts from zero, so a unit that was negative at every step gets 0. Start from "
            "the first state.",
        ),
        *(Misconception(key, wrong, says) for key, wrong, says in READ_VALUES),
        *(Misconception(key, wrong, says, raises=raises) for key, wrong, says, raises in READ),
    ],
)
