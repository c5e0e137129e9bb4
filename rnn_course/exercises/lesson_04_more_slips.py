"""Lesson 4: general slips in the repaired call, in the moved weights and in the measure, alone and two at once."""

from rnn_course.exercises import Misconception
from rnn_course.exercises.slips import slips, two_slips

TURNED, LAST = "reviews.transpose(0, 1)", "out[-1]"


def more_layout_slips(solution):
    """For ``last_states(rnn, reviews)``."""
    found = slips(
        solution,
        "last_states",
        largest_with_its_index=(
            "`max(dim=0)` gives two tensors, the largest values and their positions. Besides, the task asks for the "
            "state after the last word and not for the largest one.",
            (LAST, "out.max(dim=0)"),
        ),
        axis_too_many=(
            "You give `reviews` an axis more. The layer takes three axes: they are all there, in another order than it expects.",
            (TURNED, "reviews.unsqueeze(0)"),
        ),
        largest_over_batch=(
            "You take the largest over the batch. Every review has a last state.",
            (LAST, "out.amax(dim=1)"),
        ),
        average_over_batch=(
            "You average over the batch. Every review has a last state.",
            (LAST, "out.mean(dim=1)"),
        ),
        smallest=(
            "You take the smallest value over the steps. The task asks for the state after the last word.",
            (LAST, "out.amin(dim=0)"),
        ),
        first_and_last=(
            "You add the first state and the last. The last alone has read the whole review.",
            (LAST, "out[0] + out[-1]"),
        ),
        last_review=(
            "You return the states of the last review at every step. Which axis of `out` is time now?",
            (LAST, "out[:, -1]"),
        ),
        first_review=(
            "You return the states of the first review at every step. Which axis of `out` is time now?",
            (LAST, "out[:, 0]"),
        ),
        half_state=(
            "You return a part of the units only. A state has H numbers.",
            (LAST, "out[-1][:, : out.shape[2] // 2]"),
        ),
        start_of_ones=(
            "Your reviews start from ones. Without a given state the layer starts from zeros.",
            (f"rnn({TURNED})", f"rnn({TURNED}, reviews.new_ones(1, len(reviews), rnn.hidden_size))"),
        ),
        squashed_again=(
            "You squash the state once more. `nn.RNN` has done that.",
            (LAST, "torch.tanh(out[-1])"),
        ),
    )
    found[1].raises = r"2D or 3D|2-D or 3-D|got 4"
    found.append(
        Misconception(
            "cells-state-for-the-layer",
            "def last_states(rnn, reviews):\n    h = reviews.new_zeros(len(reviews), rnn.hidden_size)\n"
            "    for x_t in reviews.transpose(0, 1):\n        out, h = rnn(x_t, h)\n    return h\n",
            "You hand `nn.RNN` one step of shape (B, I). An array of two axes is one sequence without a batch for "
            "it, so it walks along your reviews, and the state does not fit. A loop over steps is the way of "
            "`nn.RNNCell`; the layer loops by itself.",
            raises=r"Expected hidden size \(1, 1, \d+\), got",
        )
    )
    return found


def more_measure_slips(solution):
    """For ``largest_difference(cell, rnn, x, h_0)``."""
    gap = "(torch.stack(states) - out)"
    return [
        *slips(
            solution,
            "largest_difference",
            largest_per_unit_with_index=(
                "`max(dim=-1)` gives two tensors, the largest values along the units and their positions. The task "
                "asks for one number, over all axes.",
                (".max()", ".max(dim=-1)"),
            ),
            sizes_compared=(
                "You take the largest size in one and subtract the largest size in the other. They may stand at "
                "different places. Subtract number by number first.",
                (f"{gap}.abs().max()", "(torch.stack(states).abs().max() - out.abs().max())"),
            ),
            sizes_compared_sign_dropped=(
                "You compare the largest size in one with the largest size in the other. They may stand at "
                "different places. Subtract number by number first.",
                (f"{gap}.abs().max()", "(torch.stack(states).abs().max() - out.abs().max()).abs()"),
            ),
            median=(
                "You take the median of the differences. One wrong number never shows in it; the task asks for the largest.",
                (".max()", ".median()"),
            ),
            spread=(
                "You take the distance from the lowest signed difference to the highest. Drop each sign, and look for the largest.",
                (".abs().max()", ".max() - (torch.stack(states) - out).min()"),
            ),
            largest_of_the_step_means=(
                "You average within each step and take the largest of these. The task asks for the largest of all numbers.",
                (".max()", ".mean(dim=(1, 2)).max()"),
            ),
            one_number_per_row=(
                "You take the largest over the units, and one number remains for each step and sample. The task asks for the largest of all.",
                (".max()", ".amax(dim=-1)"),
            ),
            one_number_per_sample=(
                "You take the largest over the batch, and one number remains for each step and unit. The task asks for the largest of all.",
                (".max()", ".amax(dim=1)"),
            ),
            sum_compared=(
                "You add up each result and compare the sums. Differences cancel in a sum; subtract number by number.",
                (f"{gap}.abs().max()", f"{gap}.sum().abs()"),
            ),
            means_of_each=(
                "You compare the mean of one with the mean of the other, as if differences could not cancel.",
                (f"{gap}.abs().max()", "torch.stack(states).abs().mean() - out.abs().mean()"),
            ),
            backwards=(
                "Your loop reads x from its end. Both roads must walk the same way.",
                ("in x:", "in x.flip(0):"),
            ),
            ones_for_cell=(
                "Your loop starts from ones, the layer from `h_0`. Both roads start at the same place.",
                ("h, states = h_0[0]", "h, states = torch.ones_like(h_0[0])"),
            ),
            rounded=(
                "You round the differences away. The proof is that they are tiny, so they must be kept.",
                (".abs().max()", ".abs().max().round()"),
            ),
        )
    ]


def more_weight_slips(solution):
    """For ``move_weights(rnn, W_x, W_h, b)``: the sum of the two biases and the way round of W_h."""
    ih, hh = "rnn.bias_ih_l0.copy_(torch.tensor(b))", "rnn.bias_hh_l0.zero_()"
    named = {
        "bias_subtracted": ("The biases sum to -b.", (ih, "rnn.bias_ih_l0.copy_(torch.tensor(-b))")),
        "bias_three_times": ("The biases sum to 3·b.", (ih, "rnn.bias_ih_l0.copy_(torch.tensor(3 * b))")),
        "biases_cancel": (
            "One bias is b and the other -b, or both are zero, so b acts nowhere.",
            (ih, "rnn.bias_ih_l0.zero_()"),
        ),
        "ones_beside_b": ("The biases sum to b plus 1.", (hh, "rnn.bias_hh_l0.fill_(1.0)")),
        "ones_alone": (
            "The biases sum to 1 everywhere, and b acts nowhere.",
            (ih, "rnn.bias_ih_l0.zero_()"),
            (hh, "rnn.bias_hh_l0.fill_(1.0)"),
        ),
        "half_of_b": ("The biases sum to half of b.", (ih, "rnn.bias_ih_l0.copy_(torch.tensor(b / 2))")),
        "hidden_not_turned": ("`W_h` is not turned; it is square, so no error warns you.", ("W_h.T", "W_h")),
        "hidden_negative": ("`W_h` has its sign changed.", ("W_h.T", "-W_h.T")),
        "input_negative": ("`W_x` has its sign changed.", ("W_x.T", "-W_x.T")),
        "hidden_zero": (
            "`weight_hh_l0` is zero, so the network remembers nothing.",
            ("torch.tensor(W_h.T)", "torch.zeros(W_h.shape)"),
        ),
        "input_zero": (
            "`weight_ih_l0` is zero, so the network does not see its input.",
            ("torch.tensor(W_x.T)", "torch.zeros(W_x.T.shape)"),
        ),
        "hidden_flipped": ("`W_h` has its rows in reverse order.", ("W_h.T", "W_h.T[::-1].copy()")),
        "units_reversed": (
            "`W_h` is turned by reversing its columns; `.T` is not the same.",
            ("W_h.T", "W_h[:, ::-1].copy()"),
        ),
        "hidden_twice": ("`W_h` is doubled.", ("W_h.T", "2 * W_h.T")),
    }
    ends = " Look at each line: which array goes in, which way round, and what do the two biases sum to?"
    single = {key: (says + ends, *changes) for key, (says, *changes) in named.items()}
    return [*slips(solution, "move_weights", **single), *two_slips(solution, "move_weights", **named)]
