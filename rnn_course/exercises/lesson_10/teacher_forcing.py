"""Repair the batch of a generator."""

import torch
from torch.nn.utils.rnn import pad_sequence

from rnn_course.nearmiss import NUMPY_AND_TORCH, function

STUB = """\
def teacher_forcing(names, END):
    inputs = [torch.cat([name, torch.tensor([END])]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)
"""


@function(
    id="10.teacher_forcing",
    stub=STUB,
    returns="inputs: T B; targets: T B",
    why="The input starts with the mark, so that the first letter is predicted too, and the target ends "
    "with it, so that the network learns where to stop. At every step the target is what the input "
    "shows one step later.",
    hints=(
        "At step t the network has read the inputs up to t. Which letter should it predict there, and which "
        "does the stub ask for?",
        "The target of a step is the input of the next one. What is then the first input?",
        "The inputs are the mark and then the letters; the targets are the letters and then the mark.",
    ),
    sizes=[
        {"T": 7, "B": 3, "V": 9},
        {"T": 4, "B": 5, "V": 8},
        {"T": 9, "B": 2, "V": 30},
        {"T": 2, "B": 4, "V": 12},
        {"T": 5, "B": 1, "V": 9},
    ],
    imports=NUMPY_AND_TORCH + "\nfrom torch.nn.utils.rnn import pad_sequence\n",
)
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.draw
def _(rng, T, B, V):
    """B names of 1 to T letters, tokens from 1 to V − 1; END is 0 or V."""
    lengths = rng.integers(1, T + 1, size=B)
    lengths[0] = T
    END = int(rng.choice([0, V]))
    return [torch.from_numpy(rng.integers(1, V, size=length)) for length in lengths], END


@teacher_forcing.right
def one_longer_and_cut(names, END):
    end = torch.tensor([END])
    whole = [torch.cat([end, name, end]) for name in names]
    return pad_sequence([w[:-1] for w in whole]), pad_sequence([w[1:] for w in whole], padding_value=-100)


@teacher_forcing.right
def filled_in(names, END):
    T = max(len(name) for name in names) + 1
    inputs = torch.zeros(T, len(names), dtype=torch.int64)
    targets = torch.full((T, len(names)), -100)
    for b, name in enumerate(names):
        inputs[0, b] = END
        inputs[1 : len(name) + 1, b] = name
        targets[: len(name), b] = name
        targets[len(name), b] = END
    return inputs, targets


@teacher_forcing.mistake
def shifted_backwards(names, END):
    """The shift goes the wrong way: the target is what the input has shown one step *before*. The network
    would learn to repeat what it has just read."""
    inputs = [torch.cat([name, torch.tensor([END])]) for name in names]
    targets = [torch.cat([torch.tensor([END]), name]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def no_first_letter(names, END):
    """Inputs and targets are shifted, but the first letter is never predicted: the input starts with it. A
    generator that starts from nothing needs to have learnt how names begin."""
    inputs = [name for name in names]
    targets = [torch.cat([name[1:], torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def no_end(names, END):
    """The end is never a target, so the network never learns to stop: every name would go on for ever."""
    inputs = [torch.cat([torch.tensor([END]), name[:-1]]) for name in names]
    targets = [name for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def padding_is_judged(names, END):
    """The targets are padded with the mark itself, so the loss counts every padded place as one more end to
    predict, and these are easy. Padded targets must be left out: −100 is what `cross_entropy` skips."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=END)


@teacher_forcing.mistake
def inputs_skipped(names, END):
    """The inputs are padded with −100. No row of an embedding has this number: only targets may be −100."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs, padding_value=-100), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def inputs_from_padded_targets(names, END):
    """You make the inputs by moving the padded targets down by one row, so their −100 and the mark at the end
    of each name move into the inputs. No row of an embedding has the number −100. Shift each name first, and
    pad afterwards."""
    targets = pad_sequence([torch.cat([name, torch.tensor([END])]) for name in names], padding_value=-100)
    return torch.cat([torch.full_like(targets[:1], END), targets[:-1]]), targets


@teacher_forcing.mistake
def mark_after_the_padding(names, END):
    """The mark stands in one row below all names, behind the padding. Each name ends where its own last
    letter is: add the mark to each name first, and pad afterwards."""
    row = torch.full((1, len(names)), END)
    inputs = torch.cat([row, pad_sequence(names)])
    return inputs, torch.cat([pad_sequence(names, padding_value=-100), row])


@teacher_forcing.mistake
def the_other_way_round(names, END):
    """Inputs and targets have changed places. The network reads the inputs, which start with the mark."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(targets, padding_value=-100), pad_sequence(inputs)


def _only_padding_differs(function, calls):
    """Is all right but the number at padded targets?"""
    pairs = [(call.value, call.want) for call in calls]
    inputs = all(torch.equal(got[0], want[0]) for got, want in pairs)
    real = all(torch.equal(got[1][want[1] >= 0], want[1][want[1] >= 0]) for got, want in pairs)
    return inputs and real and not all(torch.equal(got[1], want[1]) for got, want in pairs)


@teacher_forcing.mistake(detect=_only_padding_differs)
def another_number_for_padding(names, END):
    """All real places are right, but the padded targets hold another number than −100. The loss skips exactly
    this one: any other is taken for a class, or stops the training with an error."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-1)


@teacher_forcing.mistake
def without_the_mark(names, END):
    """Inputs and targets are shifted, but the mark stands in neither. So the network never learns how a name
    begins, nor where to stop."""
    inputs, targets = [name[:-1] for name in names], [name[1:] for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def input_not_cut(names, END):
    """Your inputs begin and end with the mark, so they are a step longer than the targets. After the last
    mark there is nothing left to predict: the network need not read it."""
    mark = torch.tensor([END])
    inputs = [torch.cat([mark, name, mark]) for name in names]
    targets = [torch.cat([name, mark]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def mark_before_both(names, END):
    """Inputs and targets both begin with the mark, so at each step the target is what the network has just
    read. Only one of the two begins with it."""
    both = [torch.cat([torch.tensor([END]), name]) for name in names]
    return pad_sequence(both), pad_sequence(both, padding_value=-100)


@teacher_forcing.mistake
def batch_first(names, END):
    """Your batch has the shape (B, T). The task asks for time first, (T, B), which is what `pad_sequence`
    gives when it is told nothing."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs, True), pad_sequence(targets, True, -100)


def _floats(_function, calls):
    """Are the tokens no whole numbers?"""
    return any(part.dtype.is_floating_point for call in calls for part in call.value)


@teacher_forcing.mistake(detect=_floats)
def float_tokens(names, END):
    """The numbers are right, but they are floats now: `torch.Tensor` always makes floats. An embedding and
    `cross_entropy` take whole numbers, so training stops with an error. `torch.tensor` keeps the kind."""
    mark = torch.Tensor([END])
    inputs = [torch.cat([mark, name]) for name in names]
    return pad_sequence(inputs), pad_sequence([torch.cat([name, mark]) for name in names], padding_value=-100)


@teacher_forcing.mistake
def shifted_twice(names, END):
    """The target is two letters ahead: the mark before the inputs shifts them already, and you leave out the
    first letter of the targets as well. One of the two is enough."""
    mark = torch.tensor([END])
    inputs = [torch.cat([mark, name]) for name in names]
    targets = [torch.cat([name[1:], mark, mark]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def mark_is_skipped(names, END):
    """The mark at the end of the targets is −100 as well, so the loss skips it, and the network never learns
    to stop. Only the padding behind it is to be skipped."""
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([-100])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)


@teacher_forcing.mistake
def one_long_text(names, END):
    """You join all names to one long text. The task asks for a batch: each name is a column of its own,
    padded to the length of the longest."""
    text = torch.cat([torch.tensor([END]), *(torch.cat([name, torch.tensor([END])]) for name in names)])
    return text[:-1, None], text[1:, None]
