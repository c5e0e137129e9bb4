"""Wiggle every number."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="06.central_differences",
    returns="gradient: H I",
    stub="def central_differences(f, w, eps):\n    return ...  # the shape of w\n",
    why="Each number is moved alone, up and down by eps; the two moves are 2 eps apart. The errors of first "
    "order on the two sides cancel, and the error that remains shrinks with eps².",
    hints=(
        "One number of w at a time, all others as they were. How far apart are the two places at which you "
        "ask f?",
        "`np.ndindex(w.shape)` gives the index of every number. Change a copy of w at that index, and hand "
        "the whole copy to f.",
        "`up = w.copy(); up[index] += eps`, the same for `down`; then the difference of f at both, divided "
        "by `(2 * eps)`, goes into `gradient[index]`.",
    ),
    sizes=[{"H": 3, "I": 4}, {"H": 5, "I": 2}, {"H": 4, "I": 4}, {"H": 1, "I": 3}],
)
def central_differences(f, w, eps):
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


@central_differences.draw
def _(rng, H, I):
    """A curved function of a whole matrix, the matrix, and an eps so large that every mistake is seen."""
    shape, c, v = (H, I), rng.normal(size=(H, I)), rng.normal(size=(H, I))

    def f(w):
        w = np.asarray(w)
        if w.shape != shape:
            raise ValueError(f"f: expected w of shape (H, I) = {shape}, got {w.shape}")
        return float((c * w**3).sum() + 0.3 * (v * w).sum() ** 2 + w.sum())

    return f, rng.normal(size=shape), 0.1


@central_differences.right
def along_the_unit_vectors(f, w, eps):
    gradient = np.empty(w.size)
    for i, row in enumerate(np.eye(w.size)):
        move = eps * row.reshape(w.shape)
        gradient[i] = (f(w + move) - f(w - move)) / 2 / eps
    return gradient.reshape(w.shape)


@central_differences.right
def two_loops(f, w, eps):
    rows = []
    for i in range(w.shape[0]):
        rows.append([])
        for j in range(w.shape[1]):
            up, down = w.copy(), w.copy()
            up[i, j], down[i, j] = w[i, j] + eps, w[i, j] - eps
            rows[-1].append(0.5 * (f(up) - f(down)) / eps)
    return rows


@central_differences.right
def put_back(f, w, eps):
    gradient = np.zeros(w.shape)
    for index, old in np.ndenumerate(w.copy()):
        w[index] = old + eps
        high = f(w)
        w[index] = old - eps
        gradient[index] = (high - f(w)) / (2 * eps)
        w[index] = old
    return gradient


@central_differences.mistake
def all_at_once(f, w, eps):
    """You move all numbers of w together, and get one slope for all. Each number needs its own two calls of
    f, with the others unmoved."""
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        gradient[index] = (f(w + eps) - f(w - eps)) / (2 * eps)
    return gradient


@central_differences.mistake
def all_at_once_one_number(f, w, eps):
    """`w + eps` moves all numbers of w together, so you get one number. The gradient has one for each number
    of w: move them one at a time."""
    return (f(w + eps) - f(w - eps)) / (2 * eps)


@central_differences.mistake
def not_put_back(f, w, eps):
    """You change w itself and do not put the number back before you go on. Then the later numbers are
    measured at another place."""
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        w[index] += eps
        high = f(w)
        w[index] -= 2 * eps
        gradient[index] = (high - f(w)) / (2 * eps)
    return gradient


@central_differences.mistake
def row_by_row(f, w, eps):
    """`w[i]` is a whole row of the matrix, so you move I numbers together. Each number needs an index of its
    own, such as `w[i, j]`."""
    gradient = np.zeros_like(w)
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += eps
        down[i] -= eps
        gradient[i] = (f(up) - f(down)) / (2 * eps)
    return gradient


@central_differences.mistake(raises="f: expected w of shape")
def one_number_to_f(f, w, eps):
    """You hand f something that has not the shape of w. The loss needs the whole matrix, with one number
    changed."""
    return (f(w[0, 0] + eps) - f(w[0, 0] - eps)) / (2 * eps)


QUOTIENT, COPIES = "(f(up) - f(down)) / (2 * eps)", "up, down = w.copy(), w.copy()"
central_differences.slip(
    "one-sided",
    "You compare f(w + eps) with f(w): a one-sided difference. It is right for tiny eps, but its error "
    "shrinks with eps only, and not with eps². Ask f on both sides.",
    (QUOTIENT, "(f(up) - f(w)) / eps"),
)
central_differences.slip(
    "one-sided-down",
    "You compare f(w) with f(w - eps): a one-sided difference. Its error shrinks with eps only. Ask f on "
    "both sides.",
    (QUOTIENT, "(f(w) - f(down)) / eps"),
)
central_differences.slip(
    "half-distance",
    "Your two moves lie 2 eps apart, and you divide by eps: every slope comes out twice as steep. How far is "
    "it from `down` to `up`?",
    (QUOTIENT, "(f(up) - f(down)) / eps"),
)
central_differences.slip(
    "not-divided",
    "You return how much f moves. A gradient says how much it moves for each unit of w: divide by the "
    "distance.",
    (QUOTIENT, "f(up) - f(down)"),
)
central_differences.slip(
    "halved-only",
    "You divide by 2, as for a mean. A slope is a difference divided by a distance, and the distance "
    "depends on eps.",
    (QUOTIENT, "(f(up) - f(down)) / 2"),
)
central_differences.slip(
    "second-difference",
    "f(up) - 2 f(w) + f(down) measures how much f bends, not how steep it is.",
    (QUOTIENT, "(f(up) - 2 * f(w) + f(down)) / eps**2"),
)
central_differences.slip(
    "half-steps",
    "You move by half of eps in each direction. That is a fine difference too, but in this task eps is how "
    "far each of the two moves goes.",
    ("= eps", "= eps / 2"),
    ("(2 * eps)", "eps"),
)
central_differences.slip(
    "own-eps",
    "Your function uses an eps of its own and not the one it was given. The caller wants to try many.",
    ("gradient = np", "eps = 1e-6\n    gradient = np"),
)
central_differences.slip(
    "one-copy",
    "One of your two arrays is w itself, not a copy. So the moves of earlier numbers stay in w, and later "
    "numbers are measured at another place.",
    (COPIES, "up, down = w, w.copy()"),
)
central_differences.slip(
    "no-copy",
    "Both calls of f see the same numbers, so every difference is 0. Either `up` and `down` are two names "
    "for one array, and the moves cancel; or you move a copy, and f is given the array that never moved.",
    (COPIES, "up, down = w, w"),
)
central_differences.slip(
    "moved-down-from-above",
    "Your second move starts from the place of the first: you go up by eps and then down by eps, and arrive "
    "where you began. So you compare with f(w), and divide by twice the distance.",
    ("f(down)", "f(w)"),
)
central_differences.slip(
    "replaced",
    "You put eps and -eps in the place of the number, so you measure the slope at 0. The slope is asked for "
    "where w is: move the number, and keep it.",
    ("up[index] +=", "up[index] ="),
    ("down[index] -= eps", "down[index] = -eps"),
)
central_differences.slip(
    "share-of-the-number",
    "You move each number by a share of itself, and divide by eps, as if it had moved by eps. Move every "
    "number by the same distance, whatever it is.",
    ("up[index] +=", "up[index] *= 1 +"),
    ("down[index] -=", "down[index] *= 1 -"),
)
