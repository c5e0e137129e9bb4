"""Lesson 3: further slips in the loop over time, the repaired loop and the two cells."""

from rnn_course.exercises import Misconception

PLAIN_TENSOR = (
    "`torch.tensor` makes a new tensor from plain numbers. It cannot take a list of tensors, and it would cut the way back "
    "for the gradient. To put tensors on a new axis there is another function."
)


def loop_slips(wrong):
    """Slips in the loop; ``wrong(*edits)`` edits the right solution."""
    step, keep, back = "h = cell(x_t, h)", "states.append(h)", "return torch.stack(states)"
    buffer = ("states = []", "states = torch.zeros(len(x), x.shape[1], {})")
    counted = ("for x_t in x:", "for t, x_t in enumerate(x{}):")
    return [
        Misconception(
            "list-to-tensor",
            wrong((back, "return torch.tensor(states)")),
            PLAIN_TENSOR,
            raises="one element tensors|to Python scalars",
        ),
        Misconception(
            "numpy-while-watched",
            wrong((keep, "states.append(h.numpy())")),
            "Your states carry a record for autograd, and numpy cannot take that along. Stay in torch: "
            "PyTorch has a function of its own that stacks.",
            raises="requires grad",
        ),
        Misconception(
            "buffer-of-the-input",
            wrong(
                (buffer[0], buffer[1].format("x.shape[2]")),
                (counted[0], counted[1].format("")),
                (keep, "states[t] = h"),
                (back, "return states"),
            ),
            "You keep the states in a tensor with I numbers for each word. A state has H numbers: "
            "`cell.hidden_size`.",
            raises="expanded size of the tensor",
        ),
        Misconception(
            "last-word-skipped",
            wrong(
                (buffer[0], buffer[1].format("h_0.shape[1]")),
                (counted[0], counted[1].format("[:-1]")),
                (keep, "states[t] = h"),
                (back, "return states"),
            ),
            "The last row of your result is still empty: your loop stops one word too early. `range(T)` runs "
            "from 0 to T - 1 already.",
        ),
        Misconception(
            "fixed-number-of-steps",
            wrong(("for x_t in x:", "for t in range(10):"), (step, "h = cell(x[t], h)")),
            "Your loop takes a number of steps that does not come from x, and runs off its end. How many steps "
            "are there in x of shape (T, B, I)?",
            raises="IndexError.*dimension 0",
        ),
        Misconception(
            "two-calls-each-step",
            wrong((keep, "states.append(cell(x_t, h))")),
            "You call the cell a second time to get the state that you keep, so it reads x_t twice. What the "
            "first call returned is the state.",
        ),
    ]


def repair_slips(wrong):
    """Slips in the repaired loop; ``wrong(*edits)`` edits the right solution."""
    back = "return torch.stack(states, dim=0)"
    return [
        Misconception(
            "pair",
            wrong((back, "return torch.stack(states), h")),
            "You return two things, as `nn.RNN` does. The task asks for one: the states of all steps.",
        ),
        Misconception(
            "list-to-tensor",
            wrong((back, "return torch.tensor(states)")),
            PLAIN_TENSOR,
            raises="one element tensors|to Python scalars",
        ),
    ]


def two_cells_slips(wrong):
    """Slips with two cells; ``wrong(*edits)`` edits the right solution."""
    one, two, keep = "h1 = cell1(x_t, h1)", "h2 = cell2(h1, h2)", "out.append(h2)"
    loop, back = "    out = []\n    for x_t in x:", "return torch.stack(out), h1, h2"
    stale = "Each turn of the loop hands {} again, because what the last turn made has another name. "
    carry = "A memory that is never handed on forgets every word."
    apart = ("    out = []\n", "    out, a, b = [], h1, h2\n")
    return [
        Misconception(
            "both-stale",
            wrong(
                (one, "a = cell1(x_t, h1)"),
                (two, "b = cell2(a, h2)"),
                (keep, "out.append(b)"),
                (back, "return torch.stack(out), a, b"),
            ),
            stale.format("both cells their starting states") + carry,
        ),
        Misconception(
            "h2-stale",
            wrong(
                (two, "b = cell2(h1, h2)"), (keep, "out.append(b)"), (back, "return torch.stack(out), h1, b")
            ),
            stale.format("cell2 its starting state") + carry,
        ),
        Misconception(
            "h1-stale",
            wrong(
                (one, "a = cell1(x_t, h1)"),
                (two, "h2 = cell2(a, h2)"),
                (back, "return torch.stack(out), a, h2"),
            ),
            stale.format("cell1 its starting state") + carry,
        ),
        Misconception(
            "start-returned",
            wrong(apart, (one, "a = cell1(x_t, a)"), (two, "b = cell2(a, b)"), (keep, "out.append(b)")),
            "out is right, but the second and third results are the states that you were handed. The task asks "
            "for the last ones, after T steps.",
        ),
        Misconception(
            "lower-out-upper-once",
            wrong((two, "pass"), (keep, "out.append(h1)"), (f"    {back}", f"    {two}\n    {back}")),
            "cell2 is called once, after the loop, and out holds the states of cell1. The upper cell has to take "
            "a step whenever the lower one does: T times.",
        ),
        Misconception(
            "no-states-in-sequence",
            wrong((one, "a = cell1(x_t)"), (two, "h2 = cell2(a)")),
            "Your cells are called one after the other, but without their states (`nn.Sequential` does this): both "
            "start from zeros at every step, and h1 is never updated. Look at the second argument of a cell.",
        ),
        Misconception(
            "stored-before-the-step",
            wrong((f"{two}\n        {keep}", two), (one, f"{keep}\n        {one}")),
            "You keep h2 before the step, so the first row of out is the state you were handed, and the last state "
            "is lost. Look at the order of the lines in the loop.",
        ),
        Misconception(
            "all-states-twice",
            wrong(
                ("    out = []\n", "    out, low = [], []\n"),
                (one, f"{one}\n        low.append(h1)"),
                (back, "return torch.stack(out), torch.stack(low), torch.stack(out)"),
            ),
            "Your second and third results hold the states of every step. The task asks for the last h1 and the last "
            "h2 only: (B, K) and (B, H).",
        ),
        Misconception(
            "last-of-the-batch",
            wrong((back, "return torch.stack(out), h1, torch.stack(out)[:, -1]")),
            "Your third result takes `[:, -1]` of out. Its second axis is the batch: this is the last sentence at "
            "all steps. On which axis does time stand?",
        ),
        Misconception(
            "upper-loop-stale",
            wrong(
                (loop, "    low, top = [], []\n    for x_t in x:"),
                (two, "low.append(h1)"),
                (f"        {keep}\n", ""),
                (
                    f"    {back}",
                    "    for s in low:\n        top.append(cell2(s, h2))\n"
                    "    return torch.stack(top), h1, h2",
                ),
            ),
            "Each call of cell2 gets the starting h2 again, so the upper cell remembers nothing. You hand cell1's state on; what "
            "about cell2's?",
        ),
        Misconception(
            "list-to-tensor",
            wrong(("torch.stack(out)", "torch.tensor(out)")),
            PLAIN_TENSOR,
            raises="one element tensors|to Python scalars",
        ),
        Misconception(
            "whole-sequence",
            wrong((one, "h1 = cell1(x, h1)")),
            "You hand the whole sequence to a cell. `nn.RNNCell` takes one step and does not loop: its input is one "
            "x_t of shape (B, I).",
            raises="Expected input to be 1D or 2D",
        ),
        Misconception(
            "layer-axis",
            wrong((loop, f"    h1, h2 = h1.unsqueeze(0), h2.unsqueeze(0)\n{loop}")),
            "You give a state a third axis, as `nn.RNN` wants it. A cell's state is (B, H): two axes, none for "
            "layers.",
            raises="Expected hidden",
        ),
        Misconception(
            "returned-too-early",
            wrong((f"    {back}", f"        {back}")),
            "Your function ends after one step. A `return` inside a loop leaves the function at once: look at how far it "
            "is indented.",
        ),
    ]
