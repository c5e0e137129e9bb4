"""Lesson 8, padding: the state after the last real word of each sentence."""

import torch

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception, with_gradients


def _last_real_step(out, lengths):
    return out[lengths - 1, torch.arange(len(lengths))]


def _draw(rng, T, B, H, extra):
    """States of B sentences padded to T steps; the longest has T − extra words."""
    longest = T - extra
    lengths = torch.from_numpy(rng.integers(1, longest + 1, size=B))
    lengths[int(rng.integers(B))] = longest
    if B > 1 and longest > 1:
        lengths[(int(lengths.argmax()) + 1) % B] = max(1, longest - 2)
    return torch.from_numpy(rng.normal(size=(T, B, H))).requires_grad_(), lengths


def _body(*lines):
    return "def last_real_step(out, lengths):\n" + "".join(f"    {line}\n" for line in lines)


MASK = "mask = (torch.arange(len(out))[:, None] < lengths).to(out.dtype)[:, :, None]"
ROWS = "torch.arange(len(lengths))"

last_real_step = FunctionExercise(
    id="08.last_real_step",
    title="The last real step",
    stub="def last_real_step(out, lengths):\n    return ...  # shape (B, H)\n",
    solution=_last_real_step,
    why=(
        "Two indices, paired: for sentence b the step lengths[b] − 1. A list of steps alone would fetch whole rows "
        "of the batch."
    ),
    hints=[
        "Sentence b ends at its own step. So a slice, which takes the same steps for all, cannot do it.",
        "In a loop: for sentence b, take `out[lengths[b] - 1, b]`. Collect these and stack them.",
        "Without a loop: index with two tensors of length B at once, the steps and `torch.arange(B)`.",
    ],
    draw=_draw,
    sizes=[
        {"T": 7, "B": 3, "H": 5, "extra": 0},
        {"T": 6, "B": 4, "H": 2, "extra": 1},
        {"T": 5, "B": 5, "H": 3, "extra": 1},
        {"T": 9, "B": 2, "H": 4, "extra": 0},
        {"T": 8, "B": 6, "H": 4, "extra": 2},
        {"T": 1, "B": 3, "H": 4, "extra": 0},
        {"T": 6, "B": 1, "H": 4, "extra": 2},
    ],
    returns={"last": "B H"},
    observe=with_gradients("last"),
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "last-row",
            _body("return out[-1]"),
            "For each sentence you take the last row of the padded tensor. For a shorter sentence that is a state after padding (such states are not "
            "zero, so zeros do not show where it ends). `lengths` says which step is its last.",
        ),
        Misconception(
            "last-of-the-batch",
            _body("return out[:, -1]"),
            "`out[:, -1]` is the last *sentence* here, at all its steps: the batch is the second axis. (With "
            "`batch_first=True` it would be the last padded step, which is no better.)",
        ),
        Misconception(
            "one-too-late",
            _body(f"return out[lengths, {ROWS}]"),
            "An index points outside `out`. Steps are counted from 0: a sentence of 3 words ends at step 2. And the first axis of `out` is time, the second "
            "the batch: which of them does your index, or your loop, walk along?",
            raises="out of (bounds|range)",
        ),
        Misconception(
            "one-too-late-clamped",
            _body(f"return out[lengths.clamp(max=len(out) - 1), {ROWS}]"),
            "You read step `lengths`, or the last row where there is none. Steps are counted from 0, so a sentence "
            "of 3 words ends at step 2.",
        ),
        Misconception(
            "one-too-early",
            _body(f"return out[lengths - 2, {ROWS}]"),
            "You read one step too early: the last real word is missing. (For a sentence of one word, index −1 "
            "even takes the last row.)",
        ),
        Misconception(
            "steps-only",
            _body("return out[lengths - 1]"),
            "With one list of steps, indexing takes whole rows: for each of them *all* sentences, so (B, B, H) "
            "comes out. Say for each step which sentence it belongs to.",
        ),
        Misconception(
            "axes-swapped",
            _body(f"return out[{ROWS}, lengths - 1]"),
            "Your two indices have changed places: the first one counts steps here, because time comes first. This "
            "order belongs to a batch-first tensor.",
            raises="index .* is out of bounds for dimension 1",
        ),
        Misconception(
            "diagonal-of-swapped",
            _body("return out[:, lengths - 1]"),
            "`out[:, lengths - 1]` picks sentences, not steps: the second axis is the batch.",
        ),
        Misconception(
            "longest-for-all",
            _body("return out[lengths.max() - 1]"),
            "You read the last step of the longest sentence, for all of them. The shorter ones are padding there.",
        ),
        Misconception(
            "shortest-for-all",
            _body("return out[lengths.min() - 1]"),
            "You read all sentences at the end of the shortest one. The longer ones go on after that.",
        ),
        Misconception(
            "first-length-for-all",
            _body("return out[lengths[0] - 1]"),
            "You use the length of sentence 0 for the whole batch.",
        ),
        Misconception(
            "last-length-for-all",
            _body("return out[lengths[-1] - 1]"),
            "You use the length of the last sentence for the whole batch.",
        ),
        Misconception(
            "max-over-time",
            _body("return out.max(dim=0).values"),
            "You take the largest value over all steps, padding too. The task asks for one step of each sentence.",
        ),
        Misconception(
            "first-step",
            _body("return out[0]"),
            "You return the state after the first word.",
        ),
        Misconception(
            "mean-of-real",
            _body(MASK, "return (out * mask).sum(dim=0) / lengths[:, None]"),
            "You average over the real steps. A sound readout, and padding is left out; but the task asks for the "
            "last real step.",
        ),
        Misconception(
            "sum-of-real",
            _body(MASK, "return (out * mask).sum(dim=0)"),
            "You add up all real steps. The mask of the last step is true at one step only: where t equals "
            "lengths − 1.",
        ),
        Misconception(
            "max-of-real",
            _body(
                "mask = (torch.arange(len(out))[:, None] < lengths)[:, :, None]",
                "return out.masked_fill(~mask, -1e9).max(dim=0).values",
            ),
            "You take the largest value over the real steps. The task asks for the last real step.",
        ),
        Misconception(
            "mean-with-padding",
            _body("return out.sum(dim=0) / lengths[:, None]"),
            "You add up all steps, padding too, and divide by the lengths. The task asks for one step.",
        ),
        Misconception(
            "mean-over-time",
            _body("return out.mean(dim=0)"),
            "You average over all steps, padding too. The task asks for one step of each sentence.",
        ),
        Misconception(
            "first-sentence",
            _body("return torch.stack([out[length - 1, 0] for length in lengths])"),
            "The steps are right, but you read all of them from sentence 0. Each step belongs to a sentence of its "
            "own.",
        ),
        Misconception(
            "one-unit-kept",
            _body("return out.gather(0, (lengths - 1)[None, :, None])"),
            "`gather` takes as many units as your index has, and yours has one; and the first axis is still there. "
            "Expand the index to H units, and take the one row.",
        ),
        Misconception(
            "lengths-sorted-upwards",
            _body("lengths = lengths.sort().values", f"return out[lengths - 1, {ROWS}]"),
            "You sort the lengths but not the sentences. No sorting is needed here: length b belongs to sentence b.",
        ),
        Misconception(
            "masked-last-row",
            _body(MASK, "return (out * mask)[-1]"),
            "You set the padding to zero and then take the last row: zeros for every shorter sentence. Where is "
            "the last row that is not padding?",
        ),
        Misconception(
            "sorted-by-length",
            _body("order = torch.argsort(lengths, descending=True)", "return out[lengths[order] - 1, order]"),
            "The states are right, but they stand in the order of the lengths, longest first. Row b of the answer "
            "belongs to sentence b: undo the sorting.",
        ),
        Misconception(
            "lengths-sorted",
            _body("lengths = lengths.sort(descending=True).values", f"return out[lengths - 1, {ROWS}]"),
            "You sort the lengths but not the sentences, so most sentences get the length of another one.",
        ),
        Misconception(
            "flat-batch-first",
            _body(f"return out.reshape(-1, out.shape[2])[{ROWS} * len(out) + lengths - 1]"),
            "Your flat index is right for a batch-first tensor. Here the rows are step 0 of all sentences, then "
            "step 1 of all sentences: step t of sentence b is row t · B + b.",
        ),
        Misconception(
            "flat-without-sentence",
            _body("return out.reshape(-1, out.shape[2])[lengths - 1]"),
            "You flatten time and batch into one axis, and then count steps as if there were one sentence. Step t "
            "of sentence b is row t · B + b.",
        ),
        Misconception(
            "counted-from-the-end",
            _body(f"return out[-lengths, {ROWS}]"),
            "`-lengths` counts from the end of the padded tensor. The real words stand at its beginning.",
        ),
        Misconception(
            "first-unit-gathered",
            _body("return out.gather(0, (lengths - 1)[None, :, None])[0]"),
            "`gather` takes as many units as your index has, and yours has one. Expand the index to H units.",
        ),
        Misconception(
            "no-gradient",
            _body(f"return out.detach()[lengths - 1, {ROWS}]"),
            "The values are right, but no gradient can flow back into `out`: a `detach()`, a step through numpy, or "
            "plain numbers taken out with `tolist()` or `item()`. Stay with tensors.",
        ),
    ],
)
