"""Lesson 3: general slips in the loop, in the repaired loop and in the two cells, alone and two at once."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.slips import slips, two_slips

STACK_T = "`torch.stack` puts time on the second axis, (B, T, H)."
ROWS = (
    "You loop over the rows of the batch inside a step and hand the state of one sentence to the next. A cell takes "
    "all B rows of a step at once: x_t is (B, I) and h is (B, H)."
)
PAIR_GIVEN = (
    "You hand the cell one tuple. `nn.RNNCell` takes two arguments, the input of one step and the state; put them "
    "into the call without brackets of their own."
)
BATCH_FIRST = (
    "You make a new `nn.RNN` and hand it the data batch-first, but x is (T, B, I). Besides, a new layer has "
    "random weights of its own; use the cell that is given."
)
ALL_AXES = (
    "`x.T` turns all three axes, so that features come first. The cell wants one step of shape (B, I): which axis of x "
    "is time, and does it have to move at all?"
)


def _loop(name, cell, given):
    body = "\n".join(f"    {line}" for line in cell)
    return f"def {name}({given}):\n{body}\n"


def more_loop_slips(solution):
    """For ``loop(cell, x, h_0)``."""
    found = slips(
        solution,
        "loop",
        tuple_for_two_arguments=(PAIR_GIVEN, ("cell(x_t, h)", "cell((x_t, h))")),
        start_ones=(
            "Your loop starts from ones. The first step finds `h_0`.",
            ("h = h_0", "h = torch.ones_like(h_0)"),
        ),
        start_random=(
            "Your loop starts from random numbers. The first step finds `h_0`.",
            ("h = h_0", "h = torch.randn(h_0.shape, generator=torch.Generator().manual_seed(1))"),
        ),
        mean_of_states=(
            "Your state is the mean of the old and the new one. The cell's answer is the whole new state.",
            ("h = cell(x_t, h)", "h = (h + cell(x_t, h)) / 2"),
        ),
        scaled_state=(
            "You halve the state before the cell reads it. The cell reads the state as it was returned.",
            ("cell(x_t, h)", "cell(x_t, h / 2)"),
        ),
        sequence_mean=(
            "Every step reads the mean of all words. Step t reads word t.",
            ("cell(x_t, h)", "cell(x.mean(dim=0), h)"),
        ),
        last_word_always=(
            "Every step reads the last word. Step t reads word t.",
            ("cell(x_t, h)", "cell(x[-1], h)"),
        ),
        all_states_each_time=(
            "You add the state to itself as a sum: each entry of your answer is the sum of all states so far.",
            ("states.append(h)", "states.append(h + (states[-1] if states else 0))"),
        ),
    )
    rows = "for t in range(len(x)):\n        for i in range(x.shape[1]):\n            h = cell(x[t, i], h)"
    found += slips(
        solution, "loop", rows_one_by_one=(ROWS, ("for x_t in x:\n        h = cell(x_t, h)", rows))
    )
    found[-1].raises = r"hidden to be 1D|1D, got 2D|2D, got|same number of dimensions|hidden.*1-D|unbatched"
    found += [
        Misconception(
            "new-layer-batch-first",
            _loop(
                "loop",
                [
                    "rnn = nn.RNN(x.shape[-1], h_0.shape[-1], batch_first=True)",
                    "return rnn(x, h_0.unsqueeze(0))[0]",
                ],
                "cell, x, h_0",
            ),
            BATCH_FIRST,
            raises=r"Expected hidden size \(1",
        ),
        Misconception(
            "layer-with-a-cells-state",
            _loop(
                "loop",
                ["rnn = nn.RNN(x.shape[-1], h_0.shape[-1])", "return rnn(x, h_0)[0]"],
                "cell, x, h_0",
            ),
            "You hand a state with two axes to `nn.RNN`, which wants (L, B, H) for batches. Besides, a new layer has "
            "random weights of its own; use the cell that is given.",
            raises=r"hx should also be 3-D|batched 3-D input",
        ),
    ]
    return found + two_slips(solution, "loop", SKIP, **_pairs("h_0", "states"))


SKIP = [("start_zeros", "never_carried")]


def _pairs(start, states):
    return {
        "start_zeros": (
            f"The loop starts from zeros, not from `{start}`.",
            (f"h = {start}", f"h = torch.zeros_like({start})"),
        ),
        "backwards": ("The steps are read from the last to the first.", ("in x:", "in x.flip(0):")),
        "first_skipped": ("The first step is left out.", ("in x:", "in x[1:]:")),
        "last_skipped": ("The last step is left out.", ("in x:", "in x[:-1]:")),
        "never_carried": (
            "Every step starts from the same state.",
            ("h = cell(x_t, h)", "h = cell(x_t, h_0)"),
        ),
        "stacked_second": (STACK_T, (f"stack({states})", f"stack({states}, dim=1)")),
        "glued": (
            "`torch.cat` glues the states along the batch axis.",
            (f"torch.stack({states})", f"torch.cat({states})"),
        ),
        "last_only": ("Only the last state is returned.", (f"torch.stack({states})", f"{states}[-1]")),
        "averaged": (
            "The states are averaged over time.",
            (f"torch.stack({states})", f"torch.stack({states}).mean(dim=0)"),
        ),
    }


def more_repair_slips(solution):
    """For ``repair_batch_loop(cell, x)``."""
    return [
        Misconception(
            "all-axes-turned",
            _loop(
                "repair_batch_loop",
                [
                    "h, states = None, []",
                    "for x_t in x.permute(2, 1, 0):",
                    "    h = cell(x_t, h)",
                    "    states.append(h)",
                    "return torch.stack(states)",
                ],
                "cell, x",
            ),
            ALL_AXES,
        ),
        *slips(
            solution,
            "repair_batch_loop",
            start_ones=(
                "Your loop starts from ones. The cell starts from zeros when it is given no state.",
                ("h = None", "h = torch.ones(x.shape[1], cell.hidden_size)"),
            ),
            first_skipped=(
                "Your loop leaves the first step out.",
                ("range(x.shape[0])", "range(1, x.shape[0])"),
            ),
            last_skipped=(
                "Your loop leaves the last step out.",
                ("range(x.shape[0])", "range(x.shape[0] - 1)"),
            ),
            averaged=(
                "You average the states over time. Every step is asked for.",
                ("torch.stack(states, dim=0)", "torch.stack(states).mean(dim=0)"),
            ),
        ),
    ]


UPPER = "h2 = cell2(h1, h2)"


def more_two_cells_slips(solution):
    """For ``two_cells(cell1, cell2, x, h1, h2)``."""
    both = (
        "The upper cell gets word and lower state glued together in your code. Its input width is the lower cell's "
        "width: it reads the lower state alone."
    )
    state = "The upper cell gets the lower cell's state as its memory, and its own memory is lost. First argument: what it reads. Second: what it remembers."
    found = slips(
        solution,
        "two_cells",
        word_and_state_glued=(both, (UPPER, "h2 = cell2(torch.cat([x_t, h1], dim=1), h2)")),
        word_and_lower_state=(
            f"{state} And it reads the word, where it should read the layer below.",
            (UPPER, "h2 = cell2(x_t, h1)"),
        ),
        every_state_twice=(
            "You append both states at each step, one after the other. `out` holds the upper cell's states only.",
            ("out.append(h2)", "out.append(h1)\n        out.append(h2)"),
        ),
        both_states_glued=(
            "You keep both states of each step side by side. `out` holds the upper cell's states only.",
            ("out.append(h2)", "out.append(torch.cat([h1, h2], dim=-1))"),
        ),
        states_added=(
            "You keep the sum of both states. `out` holds the upper cell's states only.",
            ("out.append(h2)", "out.append(h1 + h2)"),
        ),
        first_of_out_as_h2=(
            "Your last h2 is the first row of `out`. The last step stands at the other end.",
            ("torch.stack(out), h1, h2", "torch.stack(out), h1, out[0]"),
        ),
        averaged=(
            "You average `out` over time. Every step is asked for.",
            ("torch.stack(out)", "torch.stack(out).mean(dim=0)"),
        ),
        upper_last_only=(
            "Your `out` holds the last step only. Every step is asked for.",
            ("torch.stack(out)", "torch.stack(out[-1:])"),
        ),
        one_memory=(
            "The upper cell's state overwrites the lower cell's: one name for two memories. Each cell gets its own back.",
            (UPPER, "h1 = h2 = cell2(h1, h2)"),
        ),
        one_name_and_fixed_start=(
            "The lower cell reads the upper cell's state as its memory: one name holds two memories. And the upper "
            "cell starts from the same state at each step.",
            ("out = []", "out, start = [], h2"),
            (UPPER, "h1 = h2 = cell2(h1, start)"),
        ),
        first_skipped=("Your loop leaves the first step out.", ("in x:", "in x[1:]:")),
    )
    found[
        0
    ].raises = r"input has inconsistent input_size|input.*doesn't match|mat1 and mat2|RNNCell: expected input"
    return found
