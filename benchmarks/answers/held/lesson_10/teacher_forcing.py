"""10.teacher_forcing"""

# %% wrong: the batch comes first
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    x = pad_sequence(inputs, batch_first=True)
    y = pad_sequence(targets, batch_first=True, padding_value=-100)
    return x, y

# %% wrong: the targets end without the mark
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    return pad_sequence(inputs), pad_sequence(names, padding_value=-100)

# %% wrong: both begin with the mark, the targets are not shifted
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([torch.tensor([END]), name]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the targets are two letters ahead
def teacher_forcing(names, END):
    inputs, targets = [], []
    for name in names:
        inputs.append(torch.cat([torch.tensor([END]), name]))
        targets.append(torch.cat([name[1:], torch.tensor([END, END])]))
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the first letter is never a target, because the mark does not stand in front
def teacher_forcing(names, END):
    inputs = list(names)
    targets = [torch.cat([name[1:], torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the inputs end with the mark as well and are one longer than the targets
def teacher_forcing(names, END):
    end = torch.tensor([END])
    inputs = [torch.cat([end, name, end]) for name in names]
    targets = [torch.cat([name, end]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the padded targets are rolled, so what left at the top comes back at the bottom
def teacher_forcing(names, END):
    inputs = pad_sequence([torch.cat([torch.tensor([END]), name]) for name in names])
    targets = torch.roll(inputs, -1, dims=0)
    return inputs, targets

# %% wrong: targets and inputs are returned in the other order
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(targets, padding_value=-100), pad_sequence(inputs)

# %% wrong: the inputs are padded with -100 as well
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs, padding_value=-100), pad_sequence(targets, padding_value=-100)

# %% right: a mark at both ends, then cut on either side before padding
def teacher_forcing(names, END):
    mark = torch.tensor([END])
    whole = [torch.cat([mark, name, mark]) for name in names]
    return pad_sequence([w[:-1] for w in whole]), pad_sequence([w[1:] for w in whole], padding_value=-100)

# %% right: two empty tables are filled
def teacher_forcing(names, END):
    T, B = max(len(name) for name in names) + 1, len(names)
    inputs = torch.zeros(T, B, dtype=torch.int64)
    targets = torch.full((T, B), -100)
    inputs[0] = END
    for b, name in enumerate(names):
        n = len(name)
        inputs[1 : n + 1, b] = name
        targets[:n, b] = name
        targets[n, b] = END
    return inputs, targets

# %% right: the padding is found from the lengths
def teacher_forcing(names, END):
    lengths = torch.tensor([len(name) for name in names])
    padded = pad_sequence(names)
    B = len(names)
    inputs = torch.cat([torch.full((1, B), END), padded], dim=0)
    targets = torch.cat([padded, torch.zeros(1, B, dtype=padded.dtype)], dim=0)
    step = torch.arange(len(targets))[:, None]
    targets = torch.where(step == lengths, END, targets)
    targets = torch.where(step > lengths, -100, targets)
    return inputs, targets
