"""Lesson 5: further slips in the grid, in the repaired stack and in the summary of both readers."""

from rnn_course.exercises import Misconception


def grid_slips(loop_with):
    """Slips in the grid; ``loop_with`` gives the solution with some parts exchanged."""
    return [
        Misconception(
            "appended-after-the-loop",
            loop_with().replace("        out.append", "    out.append"),
            "Your `out` has one step only: the line with `append` stands after the loop over time. Look at how far "
            "it is indented.",
        ),
        Misconception(
            "layers-from-the-top",
            loop_with(keep="below").replace(
                "for l, cell in enumerate(cells)", "for l, cell in reversed(list(enumerate(cells)))"
            ),
            "Your loop goes from the top layer to the bottom, so the top one reads the word. The word enters at "
            "the bottom, `cells[0]`.",
        ),
        Misconception(
            "two-layers-only",
            "def grid_loop(cells, x, h_0):\n    h1, h2, out = h_0[0], h_0[1], []\n    for x_t in x:\n"
            "        h1 = cells[0](x_t, h1)\n        h2 = cells[1](h1, h2)\n        out.append(h2)\n"
            "    return torch.stack(out), torch.stack([h1, h2])\n",
            "You wrote two layers by name. `cells` may hold one, two or more: let a loop go through them.",
            raises="index 1 is out of (bounds|range)",
        ),
        Misconception(
            "h-n-every-step",
            loop_with(
                start="list(h_0); h_n = []", keep="h[-1]); h_n.append(torch.stack(h)", h_n="torch.stack(h_n)"
            ),
            "Your `h_n` holds the states of all layers at every step: the whole grid. It should be the right column "
            "only, the states after the last step.",
        ),
        Misconception(
            "list-to-tensor",
            loop_with(out="torch.tensor(out)"),
            "`torch.tensor` makes a new tensor from plain numbers. It cannot take a list of tensors, and it would cut "
            "the way back for the gradient. To put tensors on a new axis there is another function.",
            raises="one element tensors|to Python scalars",
        ),
        Misconception(
            "one-memory-alone",
            "def grid_loop(cells, x, h_0):\n    h, out = h_0[0], []\n    for x_t in x:\n"
            "        below = x_t\n        for cell in cells:\n            h = below = cell(below, h)\n"
            "        out.append(h)\n    return torch.stack(out), h\n",
            "You carry one state for all layers, and return it as `h_n`. Each layer needs a memory of its own: L "
            "states at any time, and L rows in `h_n`.",
        ),
        Misconception(
            "out-batch-first",
            loop_with(out="torch.stack(out, dim=1)"),
            "Your `out` is (B, T, H): the new axis stands in second place. The task asks for time first.",
        ),
        Misconception(
            "both-batch-first",
            loop_with(out="torch.stack(out, dim=1)", h_n="torch.stack(h, dim=1)"),
            "Both results have their new axis in second place. `out` should have time first, `h_n` the layers.",
        ),
    ]


def stack_slips(loop):
    """Slips in the repaired stack; ``loop`` gives the repaired source with some parts exchanged."""
    return [
        Misconception(
            "h-n-is-h-0",
            loop(h_n="h_0.clone()"),
            "You return the starting states as `h_n`. After T steps each layer has a new state.",
        ),
        Misconception(
            "reads-the-start",
            loop(below="x_t if l == 0 else h_0[l - 1]"),
            "Your upper layers read `h_0[l - 1]`, the start of the layer below, at every step. They read what the "
            "layer below has just computed, so no word ever reaches them now.",
        ),
        Misconception(
            "memory-of-the-top",
            loop(memory="h[-1]"),
            "All your layers take the memory of the top layer, `h[-1]`. Each layer keeps its own.",
        ),
        Misconception(
            "h-n-top-with-axis",
            loop(h_n="h[-1:]"),
            "Your `h_n` has one row, the top layer's. It should have the last state of every layer: (L, B, H).",
        ),
        Misconception(
            "weights-and-bias-shared",
            loop().replace("W_hh[l]", "W_hh[0]").replace("b[l]", "b[0]"),
            "All your layers use `W_hh[0]` and `b[0]`. Weights are shared over the steps, never over the layers.",
        ),
        Misconception(
            "bias-shared",
            loop().replace("b[l]", "b[0]"),
            "All your layers use `b[0]`. Weights and biases are shared over the steps, never over the layers.",
        ),
        Misconception(
            "word-and-below-added",
            loop(below="x_t if l == 0 else x_t + h[l - 1]"),
            "Your upper layers read the word and the layer below added together, which needs equal widths. They read "
            "the layer below only.",
        ),
        Misconception(
            "word-read-once",
            loop(start="h_0.clone(); below = x[0]", below="below").replace(
                "        out.append", "            below = h[l].clone()\n        out.append"
            ),
            "Only the first step reads a word: at every later step layer 0 reads what the top layer has left. Set "
            "what is read back to x_t at the start of each step.",
        ),
        Misconception(
            "bottom-reads-the-top-always",
            loop(below="h[l - 1]"),
            "`h[l - 1]` is `h[-1]` for layer 0, and Python takes that as the last layer: no word is read. "
            "Below layer 0 stands x_t.",
        ),
        Misconception(
            "out-batch-first",
            loop().replace("torch.stack(out)", "torch.stack(out, dim=1)"),
            "Your `out` is (B, T, H): the new axis stands in second place. The task asks for time first.",
        ),
        Misconception(
            "glued",
            loop().replace("torch.stack(out)", "torch.cat(out)"),
            "`torch.cat` glues the steps of `out` together along the batch axis. Time needs an axis of its own.",
        ),
        Misconception(
            "out-only",
            loop().replace("return torch.stack(out), h", "return torch.stack(out)"),
            "You return `out` alone. The task asks for two results: `out` and `h_n`.",
            detect=_out_only,
        ),
    ]


def _out_only(_function, calls):
    return all(getattr(call.value, "ndim", 0) == 3 for call in calls)


SUMMARY_SLIPS = [
    (
        "first-row-and-last",
        "torch.cat([h_n[0], h_n[-1]], dim=-1)",
        "You join the first row of `h_n` and the last. Row 0 is the "
        "forward reader of the bottom layer. With one layer you would not notice.",
    ),
    (
        "top-beside-row-one",
        "torch.cat([h_n[-2], h_n[1]], dim=-1)",
        "Your second half is row 1 of `h_n`: the backward reader of the "
        "bottom layer. With one layer you would not notice.",
    ),
    (
        "both-ends-whole",
        "torch.cat([out[-1], out[0]], dim=-1)",
        "You join `out[-1]` and `out[0]` as they are: 4·H numbers. The ends "
        "are the right ones, but at each of them one reader has finished and the other has only begun.",
    ),
    (
        "out-beside-state",
        "torch.cat([out[-1], h_n[-1]], dim=-1)",
        "You join `out[-1]`, which has both directions already, and one "
        "more state: 3·H numbers. Which half of `out[-1]` is a final state?",
    ),
    (
        "every-second-number",
        "torch.cat([out[-1, :, ::2], out[0, :, 1::2]], dim=-1)",
        "You take every second number of `out`. The "
        "directions do not alternate: the first H numbers are forward, the last H backward.",
    ),
    (
        "rows-of-a-two-layer-net",
        "torch.cat([h_n[2], h_n[3]], dim=-1)",
        "You take rows 2 and 3, which is right for two layers only. "
        "Count from the end: the network may have any number of layers.",
    ),
    (
        "last-sentences",
        "torch.cat([h_n[:, -2], h_n[:, -1]], dim=-1)",
        "You index the second axis of `h_n`, which is the batch: these "
        "are the last two sentences, in all layers. Layers and directions are on the first axis.",
    ),
    (
        "last-step-both-layers",
        "torch.cat([h_n[-1], h_n[-3]], dim=-1)",
        "You join the backward readers of two layers. The top layer's "
        "forward reader is the row right before the last.",
    ),
    (
        "both-forward-twice",
        "torch.cat([h_n[-2], h_n[-2]], dim=-1)",
        "Both halves are the forward reader. The backward one is the last row of `h_n`.",
    ),
    (
        "sum-over-time",
        "out.sum(dim=0)",
        "You add up `out` over time. That is another summary of a sentence. The task asks for the "
        "final state of each reader.",
    ),
    (
        "directions-flattened",
        "h_n[-2:].flatten()",
        "You flatten both states into one long row. Each sentence should keep a row of its own: (B, 2·H).",
    ),
]
SUMMARY_ERRORS = [
    (
        "axis-that-is-not-there",
        "torch.cat([h_n[-2], h_n[-1]], dim=2)",
        "`h_n[-2]` has two axes, B and H, which are counted 0 and 1. There is no axis 2.",
        r"Dimension out of range",
    ),
    (
        "index-off-the-end",
        "out[len(out)]",
        "Your index runs off the end. T steps are counted from 0 to T - 1. (And at the last step "
        "only one of the readers has finished.)",
        r"index \d+ is out of bounds",
    ),
]
