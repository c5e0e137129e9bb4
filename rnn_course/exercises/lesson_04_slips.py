"""Lesson 4: further slips in moving weights, in the repaired layout and in the measure."""

from rnn_course.exercises import Misconception


def weight_slips():
    """Slips in moving the weights."""
    head = (
        "def move_weights(rnn, W_x, W_h, b):\n    with torch.no_grad():\n"
        "        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))\n        rnn.weight_hh_l0.copy_(torch.tensor(W_h.T))\n"
    )
    tail = "        rnn.bias_ih_l0.copy_(torch.tensor({}))\n        rnn.bias_hh_l0.copy_(torch.tensor({}))\n    return rnn\n"
    return [
        Misconception(
            "half-a-bias",
            head + tail.format("b / 2", "0 * b"),
            "You halve b, which is fine when both biases get one half. Here the other one is zero, so half of b is "
            "lost. What must the two add up to?",
        ),
        Misconception(
            "ones-in-the-other-bias",
            head + tail.format("b", "np.ones_like(b)"),
            "`bias_hh_l0` is filled with ones, and both biases are added. Which numbers change nothing in a sum?",
        ),
    ]


def layout_slips(variant):
    """Slips in the repaired layout; ``variant(*changes)`` changes the right solution."""
    turned, call = "reviews.transpose(0, 1)", "out, h_n = rnn(reviews.transpose(0, 1))"
    return [
        Misconception(
            "still-swapped-state",
            variant((turned, "reviews"), ("out[-1]", "h_n")),
            "Only what comes out was changed, from `out` to `h_n`. The layer still walks along axis 0, and there lie "
            "the reviews, not the words. Repair what goes into the call.",
        ),
        Misconception(
            "state-batch-first",
            variant(("return out[-1]", "return h_n[:, -1]")),
            "The layer now walks along time. But `h_n` keeps its layers on the first axis, also with "
            "`batch_first=True`: `h_n[:, -1]` is one review only.",
        ),
        Misconception(
            "pair",
            variant(("return out[-1]", "return out[-1], h_n[-1]")),
            "The layer now walks along time. You return the last state twice, once from `out` and once from `h_n`; "
            "with one layer they are the same. One of them is enough.",
        ),
        Misconception(
            "pair-not-taken-apart",
            variant((call, "out = rnn(reviews.transpose(0, 1))"), ("out[-1]", "out[:, -1]")),
            "A call to nn.RNN gives two results, `out` and `h_n`. You index the pair as if it were one tensor.",
            raises="tuple indices|'tuple'",
        ),
        Misconception(
            "last-but-one",
            variant(("out[-1]", "out[max(len(out) - 2, 0)]")),
            "The layer now walks along time, but you take the last state but one. In Python's counting the last "
            "index is T - 1, or -1.",
        ),
        Misconception(
            "last-but-one-always",
            variant(("out[-1]", "out[-2]")),
            "The layer now walks along time, but `out[-2]` is the last state but one.",
        ),
        Misconception(
            "everything-squeezed",
            variant(("return out[-1]", "return h_n.squeeze()")),
            "Right for most reviews. But `squeeze()` removes every axis of length 1, and with a batch of one review "
            "that is the batch as well. Say which axis you mean.",
        ),
    ]


def measure_slips(variant):
    """Slips in the measure; ``variant(*changes)`` changes the right solution."""
    gap = "(torch.stack(states) - out)"
    return [
        Misconception(
            "weights-compared",
            variant((f"{gap}.abs().max()", "(cell.weight_ih - rnn.weight_ih_l0).abs().max()")),
            "You compare weights. The task asks for the states that the two compute; the same weights with "
            "another nonlinearity, or another start, give other states.",
        ),
        Misconception(
            "largest-with-its-index",
            variant((".max()", ".max(dim=0)")),
            "`max(dim=0)` gives two tensors, the largest values along one axis and their positions. The task asks "
            "for one number, over all axes.",
        ),
        Misconception(
            "one-number-per-unit",
            variant((".max()", ".amax(dim=0)")),
            "You take the largest difference over the steps, and one remains for each sample and unit. The task "
            "asks for the largest of all: `max` without `dim`.",
        ),
        Misconception(
            "first-step-only",
            variant((gap, "(states[0] - out[0])")),
            "You compare the first step only. Usual cause: a `return` inside the loop. Differences grow with time: "
            "look at all steps.",
        ),
        Misconception(
            "smallest-of-the-steps",
            variant((".abs().max()", ".abs().amax(dim=(1, 2)).min()")),
            "You take the largest difference of each step, and then the smallest of these. One step that agrees "
            "would then prove everything.",
        ),
        Misconception(
            "list-minus-tensor",
            variant(("torch.stack(states)", "states")),
            "Your states are a Python list, and `-` needs a tensor. Put them on a new axis first.",
            raises="'list' and 'Tensor'|list indices|'Tensor' and 'list'",
        ),
        Misconception(
            "stacked-second",
            variant(("stack(states)", "stack(states, dim=1)")),
            "The shapes do not fit: your states are stacked along the second axis, (B, T, H), and `out` is "
            "(T, B, H).",
        ),
    ]
