"""Lesson 5: general slips in the grid, in the repaired stack and in the summary, alone and two at once."""

from rnn_course.exercises.slips import slips, two_slips

LOOP, START = "in x:", "h = list(h_0)"
LAYER_BY_LAYER = (
    "Your outer loop goes over the layers, so every layer walks along the words by itself and reads `x`. A layer above "
    "the bottom reads the states that the layer below has left, step by step."
)


def _walks(memory):
    """Slips in walking along time and in starting."""
    return {
        "backwards": (
            "Time runs backwards: the words are read from the last to the first.",
            (LOOP, "in x.flip(0):"),
        ),
        "first_skipped": ("The first word is left out.", (LOOP, "in x[1:]:")),
        "last_skipped": ("The last word is left out.", (LOOP, "in x[:-1]:")),
        "start_ones": (
            "The states start from ones, not from `h_0`.",
            (START, "h = [torch.ones_like(row) for row in h_0]"),
        ),
        "start_of_the_top": (
            "Every layer starts from the last row of `h_0`; each has a row of its own.",
            (START, "h = [h_0[-1]] * len(h_0)"),
        ),
        "start_for_the_bottom_only": (
            "Only the bottom layer starts from `h_0`; the others start from zeros. `h_0` has a row for each layer.",
            (START, "h = [h_0[0]] + [torch.zeros_like(row) for row in h_0[1:]]"),
        ),
        "bottoms_memory": (
            "Every layer reads the memory of the bottom layer; each has a memory of its own.",
            (memory, memory.replace("h[l]", "h[0]")),
        ),
    }


def more_grid_slips(solution):
    """For ``grid_loop(cells, x, h_0)``."""
    walks = _walks("cell(below, h[l])")
    ends = {
        "out_averaged": (
            "`out` is averaged over time; every step is asked for.",
            ("torch.stack(out),", "torch.stack(out).mean(dim=0),"),
        ),
        "out_last": (
            "`out` holds the last step only; every step is asked for.",
            ("torch.stack(out),", "out[-1],"),
        ),
        "h_n_glued": (
            "The last states are glued along the batch; layers need an axis of their own.",
            ("torch.stack(h)", "torch.cat(h)"),
        ),
        "h_n_top": (
            "`h_n` holds the top layer only; every layer has a last state.",
            ("torch.stack(h)", "h[-1]"),
        ),
        "h_n_second": (
            "The layers of `h_n` stand on the second axis; they belong on the first.",
            ("torch.stack(h)", "torch.stack(h, dim=1)"),
        ),
        "out_second": (
            "Time stands on the second axis of `out`; it belongs on the first.",
            ("torch.stack(out)", "torch.stack(out, dim=1)"),
        ),
    }
    found = slips(
        solution,
        "grid_loop",
        **walks,
        layer_by_layer=(
            LAYER_BY_LAYER,
            (
                "for x_t in x:\n        below = x_t\n        for l, cell in enumerate(cells):",
                "for l, cell in enumerate(cells):\n        for x_t in x:\n            below = x_t",
            ),
            ("        out.append(below)", "            out.append(below)"),
        ),
        layer_by_layer_top_kept=(
            LAYER_BY_LAYER + " And `out` holds one entry for each layer, not for each step.",
            (
                "for x_t in x:\n        below = x_t\n        for l, cell in enumerate(cells):",
                "for l, cell in enumerate(cells):\n        for x_t in x:\n            below = x_t",
            ),
        ),
        below_added=(
            "A layer's input is added to its state on the way up where the widths agree (a residual connection). "
            "Here each layer reads the state below, and nothing else.",
            ("below = h[l]", "below = below + h[l] if below.shape == h[l].shape else h[l]"),
            ("out.append(below)", "out.append(h[-1])"),
        ),
        squashed_again=(
            "You squash the states once more on the way up. The cells have done that.",
            ("below = h[l]", "below = torch.tanh(h[l])"),
        ),
        relu_between=(
            "You put ReLU between the layers. A layer reads the state below as it is.",
            ("below = h[l]", "below = torch.relu(h[l])"),
        ),
        states_summed=(
            "`out` holds the sum of all layers' states. It should be the top layer's state.",
            ("out.append(below)", "out.append(sum(h))"),
        ),
    )
    return found + two_slips(solution, "grid_loop", **walks, **ends)


def more_stack_slips(solution):
    """For ``stacked(x, h_0, W_ih, W_hh, b)``, in its repaired form."""
    named = {
        **_walks("h[l] @ W_hh[l].T"),
        "no_bias": ("The bias is missing.", (" + b[l])", ")")),
        "bias_twice": ("The bias is added two times.", (" + b[l])", " + 2 * b[l])")),
        "memory_untransposed": ("`W_hh[l]` is not transposed; it is square, so no error warns you.", ("W_hh[l].T", "W_hh[l]")),
        "no_memory": ("The old state plays no part.", (" + h[l] @ W_hh[l].T", "")),
        "memory_without_weights": ("The old state is added without `W_hh[l]`.", ("h[l] @ W_hh[l].T", "h[l]")),
        "relu": ("ReLU stands where the formula has tanh.", ("torch.tanh(", "torch.relu(")),
        "sigmoid": ("The sigmoid stands where the formula has tanh.", ("torch.tanh(", "torch.sigmoid(")),
        "parts_squashed": ("Each part is squashed by itself.", ("torch.tanh(below @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])", "torch.tanh(below @ W_ih[l].T) + torch.tanh(h[l] @ W_hh[l].T) + b[l]")),
        "out_second": ("Time stands on the second axis of `out`; it belongs on the first.", ("torch.stack(out)", "torch.stack(out, dim=1)")),
        "out_last": ("`out` holds the last step only; every step is asked for.", ("torch.stack(out),", "out[-1],")),
        "h_n_top": ("`h_n` holds the top layer only; every layer has a last state.", ("torch.stack(h)", "h[-1]")),
    }  # fmt: skip
    return [*slips(solution, "stacked", **named), *two_slips(solution, "stacked", **named)]


MORE_SUMMARIES = [
    ("larger-of-both", "torch.maximum(h_n[-2], h_n[-1])", "You keep the larger of the two states, number by number. Then nobody can tell which reader said what; here both are kept, side by side."),
    ("smaller-of-both", "torch.minimum(h_n[-2], h_n[-1])", "You keep the smaller of the two states, number by number. Here both are kept, side by side."),
    ("states-multiplied", "h_n[-2] * h_n[-1]", "You multiply the two states. Here both are kept, side by side."),
    ("states-subtracted", "h_n[-2] - h_n[-1]", "You subtract one state from the other. Here both are kept, side by side."),
    ("max-of-all-rows", "h_n.amax(dim=0)", "You take the largest over all layers and directions. The two readers of the top layer are asked for."),
    ("mean-of-all-rows", "h_n.mean(dim=0)", "You average all layers and directions. The two readers of the top layer are asked for."),
    ("sum-of-all-rows", "h_n.sum(dim=0)", "You add up all layers and directions. The two readers of the top layer are asked for."),
    ("min-over-time", "out.amin(dim=0)", "You take the smallest value over time. The task asks for the final state of each reader."),
    ("squashed-again", "torch.tanh(torch.cat([h_n[-2], h_n[-1]], dim=-1))", "You squash the states once more. The layer has done that."),
    ("middle-of-out", "out[len(out) // 2]", "You take the middle step. The forward reader is done at one end of time, the backward one at the other."),
    ("readers-cut-in-half", "torch.cat([h_n[-2][:, : H // 2], h_n[-1][:, H // 2 :]], dim=-1)", "You keep one half of each reader. Both states are kept whole, side by side."),
    ("both-layers-added", "torch.cat([h_n[0::2].sum(dim=0), h_n[1::2].sum(dim=0)], dim=-1)", "You add up the layers of each reader. The top layer alone is asked for."),
    ("ends-averaged", "(out[0] + out[-1]) / 2", "You average the two ends of `out`. In each, one half belongs to a reader that has only begun."),
    ("ends-added", "out[0] + out[-1]", "You add the two ends of `out`. In each, one half belongs to a reader that has only begun."),
]  # fmt: skip
