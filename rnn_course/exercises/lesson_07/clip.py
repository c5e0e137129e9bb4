"""Clip by the global norm."""

import numpy as np

from rnn_course.nearmiss import function
from rnn_course.nearmiss.trial.values import Unreadable

NAMES = ("weight_ih", "weight_hh", "bias")


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


@function(
    id="07.clip",
    returns="weight_ih: H I; weight_hh: H H; bias: H",
    stub="def clip(gradients, max_norm):\n    return ...  # a dict with the same names and shapes\n",
    why="All squares of all arrays are added before the root is taken, so there is one norm and one factor: "
    "the direction of the step stays, only its length changes.",
    hints=(
        "First one number: how long is the vector that holds all gradients, one after the other?",
        "Add up the squares of all entries of all arrays, then take one root. Compare this norm with "
        "max_norm.",
        "If the norm is larger, multiply every array by max_norm / norm, the same factor for all. Else "
        "change nothing.",
    ),
    # Large, small, zero; a norm above the limit while no array alone is above it; a norm between 1 and the
    # limit.
    sizes=[
        {"I": 4, "H": 6, "norm": 20.0, "max_norm": 1.0},
        {"I": 3, "H": 2, "norm": 0.3, "max_norm": 1.0},
        {"I": 8, "H": 5, "norm": 5.5, "max_norm": 5.0},
        {"I": 2, "H": 3, "norm": 3.0, "max_norm": 5.0},
        {"I": 3, "H": 5, "norm": 1.2, "max_norm": 1.5},
        {"I": 5, "H": 4, "norm": 2.0, "max_norm": 0.25},
        {"I": 4, "H": 6, "norm": 0.0, "max_norm": 2.0},
    ],
    observe=_observe,
    forbid_change=True,  # the task asks for a new dict: the caller may still need the old numbers
)
def clip(gradients, max_norm):
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))
    if norm <= max_norm:
        return dict(gradients)
    return {name: gradient * (max_norm / norm) for name, gradient in gradients.items()}


@clip.draw
def _(rng, I, H, norm, max_norm):
    arrays = [rng.normal(size=shape) for shape in ((H, I), (H, H), (H,))]
    length = np.sqrt(sum((array**2).sum() for array in arrays))
    return {name: array * (norm / length) for name, array in zip(NAMES, arrays, strict=True)}, max_norm


@clip.right
def one_long_vector(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
    factor = min(1.0, max_norm / (norm + 1e-6))
    return {name: factor * g for name, g in gradients.items()}


@clip.right
def norm_of_norms(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    out = dict(gradients)
    if norm > max_norm:
        for name in reversed(out):
            out[name] = (out[name] / norm * max_norm).tolist()
    return out


@clip.right
def by_torch(gradients, max_norm):
    import torch

    tensors = {n: torch.zeros(g.shape, requires_grad=True) for n, g in gradients.items()}
    for name, tensor in tensors.items():
        tensor.grad = torch.tensor(gradients[name], dtype=torch.float32)
    torch.nn.utils.clip_grad_norm_(tensors.values(), max_norm)
    return {name: tensor.grad for name, tensor in tensors.items()}


@clip.right
def divided(gradients, max_norm):
    squares = 0
    for g in gradients.values():
        squares += np.vdot(g, g)
    return {n: g / max(1, squares**0.5 / max_norm) for n, g in gradients.items()}


@clip.mistake
def by_value(gradients, max_norm):
    """This is clipping by value: each number is cut for itself. Large numbers are cut and small ones stay, so
    the direction changes, and the global norm may still be far above the limit."""
    return {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}


@clip.mistake
def by_value_from_above(gradients, max_norm):
    """You cut single numbers, and only from above: -100 stays -100. And cutting numbers one by one changes
    the direction; the norm of all together is to be limited."""
    return {name: np.minimum(g, max_norm) for name, g in gradients.items()}


@clip.mistake
def per_array(gradients, max_norm):
    """Each array is clipped by its own norm. Then each gets another factor, the direction of the whole step
    changes, and together they can still be longer than the limit. How many norms should there be?"""
    norms = {name: np.sqrt((g**2).sum()) for name, g in gradients.items()}
    return {n: g * (max_norm / norms[n]) if norms[n] > max_norm else g for n, g in gradients.items()}


@clip.mistake
def per_array_always(gradients, max_norm):
    """Each array is scaled to the limit by its own norm, small ones too. One norm of all arrays is asked for,
    and clipping only shortens."""
    return {name: g * (max_norm / np.sqrt((g**2).sum())) for name, g in gradients.items()}


@clip.mistake
def running_norm(gradients, max_norm):
    """You scale each array while the norm is still being added up, so the first arrays do not know of the
    later ones. First finish the norm, then scale: two loops."""
    clipped, squares = {}, 0.0
    for name, g in gradients.items():
        squares = squares + (g**2).sum()
        clipped[name] = g * min(1, max_norm / max(np.sqrt(squares), 1e-12))
    return clipped


@clip.mistake
def last_array_only(gradients, max_norm):
    """Your norm is that of the last array only: each turn of the loop overwrites the one before. Something
    has to be added up over the turns."""
    for g in gradients.values():
        norm = np.sqrt((g**2).sum())
    if norm <= max_norm:
        return dict(gradients)
    return {name: g * (max_norm / norm) for name, g in gradients.items()}


@clip.mistake
def no_root_in_the_comparison(gradients, max_norm):
    """Your factor is right, but the comparison uses the squared norm. With a limit of 5, a norm of 3 is
    wrongly found too large, because its square is 9."""
    squares = sum((g**2).sum() for g in gradients.values())
    if squares <= max_norm:
        return dict(gradients)
    return {name: g * (max_norm / np.sqrt(squares)) for name, g in gradients.items()}


@clip.mistake
def nothing_clipped(gradients, max_norm):
    """Your function returns the gradients as they came in. Is the factor computed but never used?"""
    return dict(gradients)


@clip.mistake(raises="ZeroDivisionError")
def divides_by_zero(gradients, max_norm):
    """When all gradients are zero, your function divides by zero. Such gradients are small enough: compare
    before you divide."""
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    factor = min(1.0, max_norm / float(norm))
    return {name: g * factor for name, g in gradients.items()}


NORM, SCALED = (
    "np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))",
    "gradient * (max_norm / norm)",
)
CHECK, DICT = (
    "if norm <= max_norm:\n        return dict(gradients)\n    ",
    "{name: gradient * (max_norm / norm) for name, gradient in gradients.items()}",
)
EACH = "for gradient in gradients.values()"
clip.slip(
    "always-scaled",
    "Small gradients are *enlarged* to the limit, and zeros become NaN. Clipping only ever shortens: what "
    "should happen when the norm is below max_norm?",
    (CHECK, ""),
)
clip.slip(
    "always-scaled-safely",
    "Large gradients are clipped well, but small ones are enlarged to the limit. Near the end of training, "
    "when gradients are small, each step would be as long as ever.",
    (CHECK, ""),
    ("/ norm)", "/ (norm + 1e-6))"),
)
clip.slip(
    "unit-length",
    "Large gradients get the length 1, whatever the limit is: where does max_norm come into your factor?",
    (SCALED, "gradient / norm"),
)
clip.slip(
    "always-unit-length",
    "Every gradient gets the length 1. The limit max_norm is not used, and small gradients become larger.",
    (CHECK, ""),
    (SCALED, "gradient / norm"),
)
clip.slip(
    "never-below-one",
    "Your factor is never below 1: it can lengthen gradients and never shorten them. Which of two numbers "
    "should win?",
    (CHECK, ""),
    ("(max_norm / norm)", "max(1.0, max_norm / max(norm, 1e-12))"),
)
clip.slip(
    "compared-with-one",
    "Your factor is right, but you compare the norm with 1. The limit is max_norm.",
    ("<= max_norm", "<= 1"),
)
clip.slip(
    "times-limit",
    "You multiply by max_norm, so the new length is norm · max_norm. By which number must a vector of "
    "length norm be multiplied, to have the length max_norm?",
    ("(max_norm / norm)", "max_norm"),
)
clip.slip(
    "limit-subtracted",
    "You subtract a number from every entry. That moves the arrow; to shorten it, multiply.",
    (SCALED, "gradient - (norm - max_norm)"),
)
clip.slip(
    "large-dropped",
    "You throw large gradients away. Their direction is still useful: make the step shorter, not zero.",
    (SCALED, "np.zeros_like(gradient)"),
)
clip.slip(
    "sum-of-norms",
    "You add the norms of the arrays. Lengths do not add: a vector (3, 4) has length 5, not 7. Add the "
    "squares first, and take one root at the end.",
    (NORM, f"sum(np.linalg.norm(gradient) {EACH})"),
)
clip.slip(
    "mean-of-norms",
    "You take the mean of the arrays' norms. The global norm is the length of all of them together: squares "
    "are added, then one root.",
    (NORM, f"np.mean([np.linalg.norm(gradient) {EACH}])"),
)
clip.slip(
    "largest-norm",
    "You use the largest of the arrays' norms. One factor for all is right, but the global norm counts all "
    "arrays together and is larger than any one of them.",
    (NORM, f"max(np.linalg.norm(gradient) {EACH})"),
)
clip.slip(
    "largest-entry",
    "You use the largest single entry as the norm. Then the direction stays, but the length is still too "
    "large: all entries count.",
    (NORM, f"max(np.abs(gradient).max() {EACH})"),
)
clip.slip(
    "sum-of-absolutes",
    "You add absolute values. That is another norm (the 1-norm), larger than the length; the global norm "
    "adds squares.",
    (NORM, f"sum(np.abs(gradient).sum() {EACH})"),
)
clip.slip(
    "sum-before-square",
    "You add the numbers of each array before squaring, so that positive and negative ones cancel. Square "
    "first, then add.",
    ("(gradient**2).sum()", "gradient.sum() ** 2"),
)
clip.slip(
    "bias-not-counted",
    "Your norm counts matrices only. The bias belongs to the same long vector.",
    ("values()))", "values() if gradient.ndim == 2))"),
)
clip.slip(
    "norm-of-the-list",
    "The arrays have different shapes, so numpy cannot put them into one array. Add up the squares array by "
    "array, or flatten each one and join them with `np.concatenate`.",
    (NORM, "np.linalg.norm(list(gradients.values()))"),
    raises="inhomogeneous",
)
clip.slip(
    "norm-returned-too",
    "Your function returns two things. That is how `core.clip_by_global_norm` does it; here only the dict "
    "is asked for.",
    ("dict(gradients)", "dict(gradients), norm"),
    (DICT, f"{DICT}, norm"),
)
clip.slip(
    "a-list",
    "Your function returns the arrays without their names. The optimiser finds each gradient by its name: "
    "return a dict.",
    ("dict(gradients)", "list(gradients.values())"),
    (DICT, f"[{SCALED} {EACH}]"),
)
