"""Lesson 5, the loop that fills the grid, and mistakes in the one line that calls a cell."""

from rnn_course.exercises import Misconception


def loop_with(
    step="cell(below, h[l])",
    start="list(h_0)",
    keep="h[-1]",
    out="torch.stack(out)",
    h_n="torch.stack(h)",
):
    """Source of the solution with some parts exchanged; ``old`` holds the states of the step before."""
    return f"""\
def grid_loop(cells, x, h_0):
    h = {start}
    out = []
    for x_t in x:
        old, below = [state + 0 for state in h], x_t
        for l, cell in enumerate(cells):
            h[l] = {step}
            below = h[l]
        out.append({keep})
    return {out}, {h_n}
"""


# States written into one tensor: with copies in `out`, and without (then all its rows are the same).
IN_PLACE = {"start": "h_0.clone()", "keep": "h[-1].clone()", "h_n": "h"}
ALIASED = {"start": "h_0.clone()", "h_n": "h"}

# Mistakes in the one line that calls a cell.
STEPS = [
    (
        "reads-x",
        "cell(x_t, h[l])",
        "Every layer of yours reads the word x_t, so the layers stand side by side and not on top of each "
        "other. With equal widths nothing stops it. What does a layer above layer 0 read?",
    ),
    (
        "memory-from-below",
        "cell(below, h[l - 1])",
        "Your cells take their memory from the layer below (layer 0 even from the top, because -1 is the "
        "last). h_{t-1} comes from the same layer, one step before. Which arrow of figure 5.1 is that?",
    ),
    (
        "old-memory-from-below",
        "cell(below, old[l - 1])",
        "Your cells take as their memory what the layer below had one step before (layer 0 takes the top "
        "layer's). The step is right, the layer is not: each row of the grid keeps its own memory.",
    ),
    (
        "below-twice",
        "cell(below, h[l] if l == 0 else below)",
        "Above layer 0 your cells get the state of the layer below twice: as what they read and as their "
        "memory. The second argument is the same layer's state of the step before.",
    ),
    (
        "one-step-late",
        "cell(x_t if l == 0 else old[l - 1], h[l])",
        "Your upper layers read what the layer below had one step *before*. All shapes fit, but `out` comes "
        "late and the top layer never hears of the last words. The arrow from below stays within one step.",
    ),
    (
        "reads-the-top",
        "cell(x_t if l == 0 else h[-1], h[l])",
        "Your upper layers all read the top layer's state. Each layer reads the one right below it.",
    ),
    (
        "no-memory",
        "cell(below)",
        "Your cells are called without a state, so each starts from zeros at every step. Nothing raises, "
        "because the state may be left out, but there is no memory.",
    ),
    (
        "always-from-start",
        "cell(below, h_0[l])",
        "At every step your cells get `h_0` as their memory, so nothing is carried along. `h_0` is only for "
        "the first step.",
    ),
]


def step_mistakes():
    """Each mistake of STEPS three times: alone, with states written in place, and with equal rows in out."""
    second = {
        "": ({}, ""),
        "-in-place": (
            IN_PLACE,
            " A second thing: you write new states over old ones, so backward will fail.",
        ),
        "-aliased": (ALIASED, " A second thing: all rows of your `out` are windows onto the same tensor."),
    }
    for key, step, says in STEPS:
        for ending, (parts, more) in second.items():
            yield Misconception(key + ending, loop_with(step, **parts), says + more)
