"""03.two_cells"""

# %% wrong: the two last states come back in the wrong order
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h2, h1

# %% wrong: the upper state is stored before it is renewed
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        out.append(h2)
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
    return torch.stack(out), h1, h2

# %% wrong: a whole lower pass, then the upper cell misses the last lower state and reads h1's start first
def two_cells(cell1, cell2, x, h1, h2):
    lower = [h1]
    for x_t in x:
        lower.append(cell1(x_t, lower[-1]))
    upper = [h2]
    for t in range(len(x)):
        upper.append(cell2(lower[t], upper[-1]))
    return torch.stack(upper[1:]), lower[-1], upper[-1]

# %% wrong: the lower state is not carried, each step starts from the given h1
def two_cells(cell1, cell2, x, h1, h2):
    outputs = []
    for t in range(len(x)):
        middle = cell1(x[t], h1)
        h2 = cell2(middle, h2)
        outputs.append(h2)
    return torch.stack(outputs), middle, h2

# %% wrong: the first upper step starts from zeros, h2 is not handed in
def two_cells(cell1, cell2, x, h1, h2):
    state_top = None
    tops = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        state_top = cell2(h1, state_top)
        tops.append(state_top)
    return torch.stack(tops), h1, state_top

# %% wrong: goes through the batch instead of the steps
def two_cells(cell1, cell2, x, h1, h2):
    B = x.shape[1]
    out = []
    for b in range(B):
        h1 = cell1(x[:, b], h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out, dim=1), h1, h2

# %% wrong: the start h2 is in the stack, and the lower start is not used
def two_cells(cell1, cell2, x, h1, h2):
    h1 = None
    out = [h2]
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: all lower states come back in place of the last one
def two_cells(cell1, cell2, x, h1, h2):
    lower, upper = [], []
    for x_t in x:
        h1 = cell1(x_t, h1)
        lower.append(h1)
        h2 = cell2(h1, h2)
        upper.append(h2)
    return torch.stack(upper), torch.stack(lower), h2

# %% wrong: the upper loop reads the last lower state at every step
def two_cells(cell1, cell2, x, h1, h2):
    for x_t in x:
        h1 = cell1(x_t, h1)
    out = []
    for _ in range(len(x)):
        h2 = cell2(h1, h2)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% wrong: the upper cell gets the lower state as its memory
def two_cells(cell1, cell2, x, h1, h2):
    out = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        h2 = cell2(h1, h1)
        out.append(h2)
    return torch.stack(out), h1, h2

# %% right: layer by layer, the whole lower row first
def two_cells(cell1, cell2, x, h1, h2):
    lower_row = []
    for x_t in x:
        h1 = cell1(x_t, h1)
        lower_row.append(h1)
    upper_row = []
    for h1_t in lower_row:
        h2 = cell2(h1_t, h2)
        upper_row.append(h2)
    return torch.stack(upper_row), h1, h2

# %% right: one nested call, with lists whose last entries are the states
def two_cells(cell1, cell2, x, h1, h2):
    a, b = [h1], [h2]
    for x_t in x:
        a += [cell1(x_t, a[-1])]
        b += [cell2(a[-1], b[-1])]
    return torch.stack(b[1:]), a[-1], b[-1]

# %% right: the upper states fill a prepared tensor
def two_cells(cell1, cell2, x, h1, h2):
    T, B = x.shape[0], x.shape[1]
    out = torch.empty((T, B, cell2.hidden_size), dtype=h2.dtype)
    for t in range(T):
        h1 = cell1(x[t], h1)
        h2 = cell2(h1, h2)
        out[t] = h2
    return out, h1, h2
