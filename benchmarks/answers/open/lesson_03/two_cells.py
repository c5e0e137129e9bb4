"""03.two_cells"""

# %% wrong: the lower states are collected
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h1)
    return torch.stack(out), h1, h2

# %% wrong: the upper state is written in place, all entries of the list are one tensor
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    with torch.no_grad():
        for x_t in x:
            h1 = cell1(x_t, h1)
            h2.copy_(cell2(h1, h2))
            out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: the upper cell reads the words
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(x_t, h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: a name that does not exist (h_2)
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h_2)
    return torch.stack(out), h1, h2

# %% wrong: both states in one assignment, so the upper cell still sees the old h1
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for t in range(x.shape[0]):
        h1, h2 = cell1(x[t], h1), cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: the upper state is not carried, each step starts from the given h2
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        top = cell2(h1, h2)
        out.append(top)
    return torch.stack(out), h1, top

# %% wrong: one more tanh between the layers
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(torch.tanh(h1), h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: the upper cell reads the lower state of the step before
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h2 = cell2(h1, h2)
        h1 = cell1(x_t, h1)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: cat instead of stack
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.cat(out, dim=0), h1, h2

# %% wrong: both starting states are replaced by zeros
def two_cells(cell1, cell2, x, h1, h2):
    h1 = torch.zeros_like(h1)
    h2 = torch.zeros_like(h2)
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: the append is indented too little and runs once
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
    out.append(h2)
    return torch.stack(out), h1, h2

# %% right: one helper for a loop, used twice
def two_cells(cell1, cell2, x, h1, h2):
    def run(cell, inputs, h):
        states = []
        for v in inputs:
            h = cell(v, h)
            states.append(h)
        return torch.stack(states)
    first = run(cell1, x, h1)
    second = run(cell2, first, h2)
    return second, first[-1], second[-1]

# %% right: the last state is read from the result, the new h1 assigned inside the call
def two_cells(cell1, cell2, x, h1, h2):
    rows = []
    for x_t in x.unbind():
        rows.append(h2 := cell2((h1 := cell1(x_t, h1)), h2))
    rows = torch.stack(rows)
    return rows, h1, rows[-1]

# %% right: the upper cell works one turn later than the lower one
def two_cells(cell1, cell2, x, h1, h2):
    T = len(x)
    out = []
    for turn in range(T + 1):
        if turn > 0:
            h2 = cell2(h1, h2)  # h1 of step turn - 1
            out.append(h2)
        if turn < T:
            h1 = cell1(x[turn], h1)
    return torch.stack(out), h1, h2
