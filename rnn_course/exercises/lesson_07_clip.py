"""Lesson 7, clipping: one factor for all gradients."""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.gradient_slips import clip_slips
from rnn_course.exercises.plain_values import Unreadable
from rnn_course.exercises.slips import without

NAMES = ("weight_ih", "weight_hh", "bias")


def _clip(gradients, max_norm):
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))
    if norm <= max_norm:
        return dict(gradients)
    return {name: gradient * (max_norm / norm) for name, gradient in gradients.items()}


def _draw(rng, I, H, norm, max_norm):
    arrays = [rng.normal(size=shape) for shape in ((H, I), (H, H), (H,))]
    length = np.sqrt(sum((array**2).sum() for array in arrays))
    return {name: array * (norm / length) for name, array in zip(NAMES, arrays, strict=True)}, max_norm


# Large, small, zero; a norm above the limit while no array alone is above it; a norm between 1 and the limit.
SIZES = [
    {"I": 4, "H": 6, "norm": 20.0, "max_norm": 1.0},
    {"I": 3, "H": 2, "norm": 0.3, "max_norm": 1.0},
    {"I": 8, "H": 5, "norm": 5.5, "max_norm": 5.0},
    {"I": 2, "H": 3, "norm": 3.0, "max_norm": 5.0},
    {"I": 3, "H": 5, "norm": 1.2, "max_norm": 1.5},
    {"I": 5, "H": 4, "norm": 2.0, "max_norm": 0.25},
    {"I": 4, "H": 6, "norm": 0.0, "max_norm": 2.0},
]


def _observe(result, args):
    if isinstance(result, dict):
        if sorted(map(str, result)) == sorted(NAMES):
            return {name: result[name] for name in NAMES}
        found = ", ".join(sorted(map(str, result))) or "none"
        raise Unreadable(
            f"Your dict has other names than the gradients: expected {', '.join(NAMES)}, got {found}.",
            "names",
        )
    if isinstance(result, tuple) and any(isinstance(item, dict) for item in result):
        raise Unreadable("Your function returns a tuple that holds a dict.", "tuple")
    raise Unreadable(f"Your function returns a {type(result).__name__}, not a dict.", "no-dict")


def _body(*lines):
    return "def clip(gradients, max_norm):\n" + "".join(f"    {line}\n" for line in lines)


GLOBAL = "norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))"
SMALL = ("if norm <= max_norm:", "    return dict(gradients)")
SCALED = "return {name: g * (max_norm / norm) for name, g in gradients.items()}"
_PER_ARRAY = _body(
    "norms = {name: np.sqrt((g**2).sum()) for name, g in gradients.items()}",
    "return {n: g * (max_norm / norms[n]) if norms[n] > max_norm else g for n, g in gradients.items()}",
)

clip = FunctionExercise(
    id="07.clip",
    title="Clip by the global norm",
    stub="def clip(gradients, max_norm):\n    return ...  # a dict with the same names and shapes\n",
    solution=_clip,
    why=(
        "All squares of all arrays are added before the root is taken, so there is one norm and one factor: the "
        "direction of the step stays, only its length changes."
    ),
    hints=[
        "First one number: how long is the vector that holds all gradients, one after the other?",
        "Add up the squares of all entries of all arrays, then take one root. Compare this norm with max_norm.",
        "If the norm is larger, multiply every array by max_norm / norm, the same factor for all. Else change nothing.",
    ],
    draw=_draw,
    sizes=SIZES,
    returns={"weight_ih": "H I", "weight_hh": "H H", "bias": "H"},
    observe=_observe,
    misconceptions=[
        Misconception(
            "by-value",
            _body("return {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}"),
            "This is clipping by value: each number is cut for itself. Large numbers are cut and small ones stay, so "
            "the direction changes, and the global norm may still be far above the limit.",
        ),
        Misconception(
            "per-array",
            _PER_ARRAY,
            "Each array is clipped by its own norm. Then each gets another factor, the direction of the whole step "
            "changes, and together they can still be longer than the limit. How many norms should there be?",
        ),
        Misconception(
            "always-scaled",
            _body(GLOBAL, SCALED),
            "Small gradients are *enlarged* to the limit, and zeros become NaN. Clipping only ever shortens: what should "
            "happen when the norm is below max_norm?",
        ),
        Misconception(
            "always-scaled-safely",
            _body(GLOBAL, "return {name: g * (max_norm / (norm + 1e-6)) for name, g in gradients.items()}"),
            "Large gradients are clipped well, but small ones are enlarged to the limit. Near the end of training, when "
            "gradients are small, each step would be as long as ever.",
        ),
        Misconception(
            "per-array-always",
            _body("return {name: g * (max_norm / np.sqrt((g**2).sum())) for name, g in gradients.items()}"),
            "Two things: each array is scaled by its own norm, where one global norm is asked for; and small gradients "
            "are enlarged.",
        ),
        Misconception(
            "unit-length",
            _body(GLOBAL, *SMALL, "return {name: g / norm for name, g in gradients.items()}"),
            "Large gradients get the length 1, whatever the limit is: where does max_norm come into your factor?",
        ),
        Misconception(
            "always-unit-length",
            _body(GLOBAL, "return {name: g / norm for name, g in gradients.items()}"),
            "Every gradient gets the length 1. The limit max_norm is not used, and small gradients become larger.",
        ),
        Misconception(
            "factor-upside-down",
            _body(GLOBAL, *SMALL, "return {name: g * (norm / max_norm) for name, g in gradients.items()}"),
            "Your factor is upside down: norm / max_norm is larger than 1 exactly when something should be shortened.",
        ),
        Misconception(
            "comparison-reversed",
            _body(GLOBAL, "if norm >= max_norm:", "    return dict(gradients)", SCALED),
            "It is the wrong way round: large gradients stay as they are, and small ones are scaled up. Look at the "
            "comparison, or at `max` where `min` is meant: a factor that clips is never above 1.",
        ),
        Misconception(
            "no-root",
            _body("norm = sum((g**2).sum() for g in gradients.values())", *SMALL, SCALED),
            "You use the sum of the squares as the norm. The length of a vector is the root of that sum.",
        ),
        Misconception(
            "no-root-in-the-comparison",
            _body(
                "squares = sum((g**2).sum() for g in gradients.values())",
                "if squares <= max_norm:",
                "    return dict(gradients)",
                "return {name: g * (max_norm / np.sqrt(squares)) for name, g in gradients.items()}",
            ),
            "Your factor is right, but the comparison uses the squared norm. With a limit of 5, a norm of 3 is wrongly "
            "found too large, because its square is 9.",
        ),
        Misconception(
            "sum-of-norms",
            _body("norm = sum(np.linalg.norm(g) for g in gradients.values())", *SMALL, SCALED),
            "You add the norms of the arrays. Lengths do not add: a vector (3, 4) has length 5, not 7. Add the squares "
            "first, and take one root at the end.",
        ),
        Misconception(
            "mean-of-norms",
            _body("norm = np.mean([np.linalg.norm(g) for g in gradients.values()])", *SMALL, SCALED),
            "You take the mean of the arrays' norms. The global norm is the length of all of them together: squares "
            "are added, then one root.",
        ),
        Misconception(
            "largest-norm",
            _body("norm = max(np.linalg.norm(g) for g in gradients.values())", *SMALL, SCALED),
            "You use the largest of the arrays' norms. One factor for all is right, but the global norm counts all "
            "arrays together and is larger than any one of them.",
        ),
        Misconception(
            "sum-of-absolutes",
            _body("norm = sum(np.abs(g).sum() for g in gradients.values())", *SMALL, SCALED),
            "You add absolute values. That is another norm (the 1-norm), larger than the length; the global norm adds "
            "squares.",
        ),
        Misconception(
            "largest-entry",
            _body("norm = max(np.abs(g).max() for g in gradients.values())", *SMALL, SCALED),
            "You use the largest single entry as the norm. Then the direction stays, but the length is still too large: "
            "all entries count.",
        ),
        Misconception(
            "mean-square",
            _body(
                "norm = np.sqrt(np.mean(np.concatenate([g.ravel() for g in gradients.values()]) ** 2))",
                *SMALL,
                SCALED,
            ),
            "You take the mean of the squares. A length is the root of their *sum*; with the mean, a large network "
            "would hardly ever be clipped.",
        ),
        Misconception(
            "last-array-only",
            _body("for g in gradients.values():", "    norm = np.sqrt((g**2).sum())", *SMALL, SCALED),
            "Your norm is that of the last array only: each turn of the loop overwrites the one before. Something has "
            "to be added up over the turns.",
        ),
        Misconception(
            "first-array-only",
            _body("norm = np.linalg.norm(next(iter(gradients.values())))", *SMALL, SCALED),
            "Your norm is that of the first array only. All arrays belong to the same long vector.",
        ),
        Misconception(
            "spectral-norms",
            _body(
                "norm = np.sqrt(sum(np.linalg.norm(g, 2) ** 2 for g in gradients.values()))",
                *SMALL,
                SCALED,
            ),
            "You use the largest stretch of each matrix. A gradient is a step, not a map: here the plain length counts, "
            "the root of the sum of all squares, which is `np.linalg.norm` without the 2.",
        ),
        Misconception(
            "limit-subtracted",
            _body(GLOBAL, *SMALL, "return {name: g - (norm - max_norm) for name, g in gradients.items()}"),
            "You subtract a number from every entry. That moves the arrow; to shorten it, multiply.",
        ),
        Misconception(
            "large-dropped",
            _body(GLOBAL, *SMALL, "return {name: np.zeros_like(g) for name, g in gradients.items()}"),
            "You throw large gradients away. Their direction is still useful: make the step shorter, not zero.",
        ),
        Misconception(
            "nothing-clipped",
            _body("return dict(gradients)"),
            "Your function returns the gradients as they came in. Is the factor computed but never used?",
        ),
        Misconception(
            "norm-returned-too",
            _body(
                GLOBAL,
                "factor = min(1, max_norm / norm) if norm else 1",
                "return {name: g * factor for name, g in gradients.items()}, norm",
            ),
            "Your function returns two things. That is how `core.clip_by_global_norm` does it; here only the dict is "
            "asked for.",
        ),
        Misconception(
            "a-list",
            _body(
                GLOBAL,
                "factor = min(1, max_norm / norm) if norm else 1",
                "return [g * factor for g in gradients.values()]",
            ),
            "Your function returns the arrays without their names. The optimiser finds each gradient by its name: return "
            "a dict.",
        ),
        Misconception(
            "divides-by-zero",
            _body(
                GLOBAL,
                "factor = min(1.0, max_norm / float(norm))",
                "return {name: g * factor for name, g in gradients.items()}",
            ),
            "When all gradients are zero, your function divides by zero. Such gradients are small enough: compare before "
            "you divide.",
            raises="ZeroDivisionError",
        ),
        Misconception(
            "by-value-from-above",
            _body("return {name: np.minimum(g, max_norm) for name, g in gradients.items()}"),
            "You cut single numbers, and only from above: -100 stays -100. And cutting numbers one by one changes the "
            "direction; the norm of all together is to be limited.",
        ),
        Misconception(
            "sign-lost",
            _body(
                "return {name: np.where(np.abs(g) > max_norm, max_norm, g) for name, g in gradients.items()}"
            ),
            "You replace every large number by max_norm, negative ones too: they change their sign. And single numbers "
            "are not what should be compared with max_norm.",
        ),
        Misconception(
            "sum-before-square",
            _body("norm = np.sqrt(sum(g.sum() ** 2 for g in gradients.values()))", *SMALL, SCALED),
            "You add the numbers of each array before squaring, so that positive and negative ones cancel. Square "
            "first, then add.",
        ),
        Misconception(
            "compared-with-one",
            _body(GLOBAL, "if norm > 1:", f"    {SCALED}", "return dict(gradients)"),
            "Your factor is right, but you compare the norm with 1. The limit is max_norm.",
        ),
        Misconception(
            "times-limit",
            _body(GLOBAL, *SMALL, "return {name: g * max_norm for name, g in gradients.items()}"),
            "You multiply by max_norm, so the new length is norm · max_norm. By which number must a vector of length norm "
            "be multiplied, to have the length max_norm?",
        ),
        Misconception(
            "factor-with-the-square",
            _body(GLOBAL, *SMALL, "return {name: g * (max_norm / norm**2) for name, g in gradients.items()}"),
            "Your factor divides by the *squared* norm. Is a root missing? The new length should be max_norm.",
        ),
        Misconception(
            "root-of-the-factor",
            _body(
                GLOBAL, *SMALL, "return {name: g * np.sqrt(max_norm / norm) for name, g in gradients.items()}"
            ),
            "You take the root of the factor, so the gradients stay too long. One root, in the norm, is enough.",
        ),
        Misconception(
            "running-norm",
            _body(
                "clipped, squares = {}, 0.0",
                "for name, g in gradients.items():",
                "    squares = squares + (g**2).sum()",
                "    clipped[name] = g * min(1, max_norm / max(np.sqrt(squares), 1e-12))",
                "return clipped",
            ),
            "You scale each array while the norm is still being added up, so the first arrays do not know of the later "
            "ones. First finish the norm, then scale: two loops.",
        ),
        Misconception(
            "bias-not-scaled",
            _body(
                GLOBAL,
                *SMALL,
                "return {name: g * (max_norm / norm) if g.ndim == 2 else g for name, g in gradients.items()}",
            ),
            "Only matrices are scaled, the bias stays as long as it was. All gradients get the same factor.",
        ),
        Misconception(
            "bias-not-counted",
            _body(
                "norm = np.sqrt(sum((g**2).sum() for g in gradients.values() if g.ndim == 2))", *SMALL, SCALED
            ),
            "Your norm counts matrices only. The bias belongs to the same long vector.",
        ),
        Misconception(
            "what-is-too-much",
            _body(
                GLOBAL, *SMALL, "return {name: g - g * (max_norm / norm) for name, g in gradients.items()}"
            ),
            "You return what clipping should cut off. Keep the part of length max_norm instead.",
        ),
        Misconception(
            "norm-of-the-dict",
            _body("norm = np.linalg.norm(gradients)", *SMALL, SCALED),
            "numpy cannot take the norm of a dict. Go through its values, and add up the squares of their entries.",
        ),
        Misconception(
            "norm-of-the-list",
            _body("norm = np.linalg.norm(list(gradients.values()))", *SMALL, SCALED),
            "The arrays have different shapes, so numpy cannot put them into one array. Add up the squares array by "
            "array, or flatten each one and join them with `np.concatenate`.",
            raises="inhomogeneous",
        ),
        *without(clip_slips(_clip)),
    ],
)
