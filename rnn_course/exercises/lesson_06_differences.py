"""Lesson 6: central differences, the judge of every gradient."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_06_changes import changed

SIZES = [{"H": 3, "I": 4}, {"H": 5, "I": 2}, {"H": 4, "I": 4}, {"H": 1, "I": 3}]


def _draw(rng, H, I):
    """A curved function of a whole matrix, the matrix, and an eps so large that every mistake is seen."""
    shape, c, v = (H, I), rng.normal(size=(H, I)), rng.normal(size=(H, I))

    def f(w):
        w = np.asarray(w)
        if w.shape != shape:
            raise ValueError(f"f: expected w of shape (H, I) = {shape}, got {w.shape}")
        return float((c * w**3).sum() + 0.3 * (v * w).sum() ** 2 + w.sum())

    return f, rng.normal(size=shape), 0.1


def _solution(f, w, eps):
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


_QUOTIENT, _COPIES = "(f(up) - f(down)) / (2 * eps)", "up, down = w.copy(), w.copy()"


def _wrong(key, says, *changes):
    return Misconception(key, changed(_solution, "central_differences", *changes), says)


central_differences = FunctionExercise(
    id="06.central_differences",
    title="Wiggle every number",
    stub="def central_differences(f, w, eps):\n    return ...  # the shape of w\n",
    solution=_solution,
    why=(
        "Each number is moved alone, up and down by eps; the two moves are 2 eps apart. The errors of first order on the two sides "
        "cancel, and the error that remains shrinks with eps²."
    ),
    hints=[
        "One number of w at a time, all others as they were. How far apart are the two places at which you ask f?",
        "`np.ndindex(w.shape)` gives the index of every number. Change a copy of w at that index, and hand the whole copy to f.",
        "`up = w.copy(); up[index] += eps`, the same for `down`; then the difference of f at both, divided by `(2 * eps)`, goes into "
        "`gradient[index]`.",
    ],
    draw=_draw,
    returns={"gradient": "H I"},
    sizes=SIZES,
    misconceptions=[
        _wrong(
            "one-sided",
            "You compare f(w + eps) with f(w): a one-sided difference. It is right for tiny eps, but its error shrinks with eps only, and not "
            "with eps². Ask f on both sides.",
            (_QUOTIENT, "(f(up) - f(w)) / eps"),
        ),
        _wrong(
            "one-sided-down",
            "You compare f(w) with f(w - eps): a one-sided difference. Its error shrinks with eps only. Ask f on both sides.",
            (_QUOTIENT, "(f(w) - f(down)) / eps"),
        ),
        _wrong(
            "two-missing",
            "Your numbers are twice too large. One place is eps above w and the other eps below: how far is it from one to the other?",
            (_QUOTIENT, "(f(up) - f(down)) / eps"),
        ),
        _wrong(
            "brackets-missing",
            "`/ 2 * eps` divides by 2 and then multiplies by eps. Python works from left to right: the divisor needs brackets.",
            (_QUOTIENT, "(f(up) - f(down)) / 2 * eps"),
        ),
        _wrong(
            "brackets-missing-above",
            "`f(up) - f(down) / (2 * eps)` divides the second value only. The difference needs brackets around it.",
            (_QUOTIENT, "f(up) - f(down) / (2 * eps)"),
        ),
        _wrong(
            "absolute",
            "You take the size of the difference and lose its sign. The sign says in which direction the loss falls.",
            (_QUOTIENT, "abs(f(up) - f(down)) / (2 * eps)"),
        ),
        _wrong(
            "returned-too-early",
            "Your function returns in the first turn of the loop, so only one number is measured. A `return` inside a loop ends the "
            "function: look at how far it is indented.",
            ("    return gradient", "        return gradient"),
        ),
        _wrong(
            "one-copy",
            "One of your two arrays is w itself, not a copy. So the moves of earlier numbers stay in w, and later numbers are measured "
            "at another place.",
            (_COPIES, "up, down = w, w.copy()"),
        ),
        _wrong(
            "not-divided",
            "You return how much f moves. A gradient says how much it moves for each unit of w: divide by the distance.",
            (_QUOTIENT, "f(up) - f(down)"),
        ),
        _wrong(
            "halved-only",
            "You divide by 2, as for a mean. A slope is a difference divided by a distance, and the distance depends on eps.",
            (_QUOTIENT, "(f(up) - f(down)) / 2"),
        ),
        _wrong(
            "signs-exchanged",
            "Your gradient points the other way: you take f below w minus f above it.",
            (_QUOTIENT, "(f(down) - f(up)) / (2 * eps)"),
        ),
        _wrong(
            "added",
            "You add the two values of f. A slope comes from their difference.",
            (_QUOTIENT, "(f(up) + f(down)) / (2 * eps)"),
        ),
        _wrong(
            "second-difference",
            "f(up) - 2 f(w) + f(down) measures how much f bends, not how steep it is.",
            (_QUOTIENT, "(f(up) - 2 * f(w) + f(down)) / eps**2"),
        ),
        _wrong(
            "divided-by-eps-squared",
            "You divide by eps². The error of this method shrinks with eps², but the distance is 2 eps.",
            (_QUOTIENT, "(f(up) - f(down)) / eps**2"),
        ),
        _wrong(
            "half-steps",
            "You move by half of eps in each direction. That is a fine difference too, but in this task eps is how far each of the two moves goes.",
            ("+= eps", "+= eps / 2"),
            ("-= eps", "-= eps / 2"),
            ("/ (2 * eps)", "/ eps"),
        ),
        _wrong(
            "own-eps",
            "Your function uses an eps of its own and not the one it was given. The caller wants to try many.",
            ("gradient = np", "eps = 1e-6\n    gradient = np"),
        ),
        Misconception(
            "all-at-once",
            "def central_differences(f, w, eps):\n"
            "    gradient = np.zeros_like(w)\n"
            "    for index in np.ndindex(w.shape):\n"
            "        gradient[index] = (f(w + eps) - f(w - eps)) / (2 * eps)\n"
            "    return gradient\n",
            "You move all numbers of w together, and get one slope for all. Each number needs its own two calls of f, with the others unmoved.",
        ),
        Misconception(
            "all-at-once-one-number",
            "def central_differences(f, w, eps):\n    return (f(w + eps) - f(w - eps)) / (2 * eps)\n",
            "`w + eps` moves all numbers of w together, so you get one number. The gradient has one for each number of w: move them one at a time.",
        ),
        _wrong(
            "no-copy",
            "Both calls of f see the same numbers, so every difference is 0. Either `up` and `down` are two names for one array, and the moves cancel; or you move a copy, and f is "
            "given the array that never moved.",
            (_COPIES, "up, down = w, w"),
        ),
        _wrong(
            "not-put-back",
            "You change w itself and do not put the number back before you go on. Then the later numbers are measured at another place.",
            (
                _COPIES
                + "\n        up[index] += eps\n        down[index] -= eps\n        gradient[index] = "
                + _QUOTIENT,
                "w[index] += eps\n        high = f(w)\n        w[index] -= 2 * eps\n        gradient[index] = (high - f(w)) / (2 * eps)",
            ),
        ),
        _wrong(
            "moved-down-from-above",
            "Your second move starts from the place of the first: you go up by eps and then down by eps, and arrive where you began. So you compare with "
            "f(w), and divide by twice the distance.",
            (_QUOTIENT, "(f(up) - f(w)) / (2 * eps)"),
        ),
        Misconception(
            "row-by-row",
            "def central_differences(f, w, eps):\n"
            "    gradient = np.zeros_like(w)\n"
            "    for i in range(len(w)):\n"
            "        up, down = w.copy(), w.copy()\n"
            "        up[i] += eps\n"
            "        down[i] -= eps\n"
            "        gradient[i] = (f(up) - f(down)) / (2 * eps)\n"
            "    return gradient\n",
            "`w[i]` is a whole row of the matrix, so you move I numbers together. Each number needs an index of its own, such as `w[i, j]`.",
        ),
        Misconception(
            "row-by-row-short",
            "def central_differences(f, w, eps):\n"
            "    gradient = np.zeros(len(w))\n"
            "    for i in range(len(w)):\n"
            "        up, down = w.copy(), w.copy()\n"
            "        up[i] += eps\n"
            "        down[i] -= eps\n"
            "        gradient[i] = (f(up) - f(down)) / (2 * eps)\n"
            "    return gradient\n",
            "You go through the rows of w and return one number for each. The gradient has the shape of w: one number for each of its numbers.",
        ),
        Misconception(
            "one-number-to-f",
            "def central_differences(f, w, eps):\n    return (f(w[0, 0] + eps) - f(w[0, 0] - eps)) / (2 * eps)\n",
            "You hand f something that has not the shape of w. The loss needs the whole matrix, with one number changed.",
            raises=r"f: expected w of shape",
        ),
    ],
)
