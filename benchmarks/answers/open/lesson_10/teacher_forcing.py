"""10.teacher_forcing"""

# %% wrong: the mark stands before the targets and behind the inputs, so the previous letter is asked for
def teacher_forcing(names, END):
    inputs = [torch.cat([name, torch.tensor([END])]) for name in names]
    targets = [torch.cat([torch.tensor([END]), name]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the targets are padded with 0 too
def teacher_forcing(names, END):
    mark = torch.tensor([END])
    inputs = [torch.cat([mark, name]) for name in names]
    targets = [torch.cat([name, mark]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets)

# %% wrong: a number is joined to a tensor without being a tensor
def teacher_forcing(names, END):
    inputs = [torch.cat([END, name]) for name in names]
    targets = [torch.cat([name, END]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% wrong: the padding value of the targets has lost its sign
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=100)

# %% wrong: the roll runs along the batch
def teacher_forcing(names, END):
    targets = pad_sequence([torch.cat([name, torch.tensor([END])]) for name in names], padding_value=-100)
    inputs = targets.clone()
    inputs[inputs == -100] = 0
    inputs = torch.roll(inputs, 1, dims=1)
    inputs[0] = END
    return inputs, targets

# %% wrong: the lists come back without being padded
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name]) for name in names]
    targets = [torch.cat([name, torch.tensor([END])]) for name in names]
    return inputs, targets

# %% wrong: the letters of the inputs are turned round, the last one follows the mark
def teacher_forcing(names, END):
    whole = [torch.cat([name, torch.tensor([END])]) for name in names]
    inputs = [torch.cat([torch.tensor([END]), w[:-1].flip(0)]) for w in whole]
    return pad_sequence(inputs), pad_sequence(whole, padding_value=-100)

# %% wrong: the last letter is lost on the way into the inputs
def teacher_forcing(names, END):
    inputs = [torch.cat([torch.tensor([END]), name[:-1]]) for name in names]
    targets = [name for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% right: by way of plain lists
def teacher_forcing(names, END):
    letters = [name.tolist() for name in names]
    T = 1 + max(map(len, letters))
    x = [[END] + l + [0] * (T - 1 - len(l)) for l in letters]
    y = [l + [END] + [-100] * (T - 1 - len(l)) for l in letters]
    return torch.tensor(x).T, torch.tensor(y).T

# %% right: nn.functional.pad sets the marks
def teacher_forcing(names, END):
    inputs = [nn.functional.pad(name, (1, 0), value=END) for name in names]
    targets = [nn.functional.pad(name, (0, 1), value=END) for name in names]
    return pad_sequence(inputs), pad_sequence(targets, padding_value=-100)

# %% right: the inputs are padded first and get one row in front
def teacher_forcing(names, END):
    first = torch.full((1, len(names)), END)
    inputs = torch.cat([first, pad_sequence(names)])
    targets = pad_sequence([torch.cat([name, name.new_tensor([END])]) for name in names], padding_value=-100)
    return inputs, targets
