"""05.grid_loop"""

# %% wrong: each layer runs through the words on its own, and hands nothing up
def grid_loop(cells, x, h_0):
    h_n = []
    for l, cell in enumerate(cells):
        h = h_0[l]
        row = []
        for x_t in x:
            h = cell(x_t, h)
            row.append(h)
        h_n.append(h)
    return torch.stack(row), torch.stack(h_n)

# %% wrong: collects the bottom layer
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l in range(len(cells)):
            h[l] = cells[l](below, h[l])
            below = h[l]
        out.append(h[0])
    return torch.stack(out), torch.stack(h)

# %% wrong: the new state is not stored in the list for layers above 0
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        h[0] = cells[0](x_t, h[0])
        inp = h[0]
        for l in range(1, len(cells)):
            inp = cells[l](inp, h[l])
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: starts from zeros in place of h_0
def grid_loop(cells, x, h_0):
    h = [None] * len(cells)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(cells)):
            h[l] = cells[l](inp, h[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: cat for h_n, so layers and samples run together
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.cat(h)

# %% wrong: only the top layer's last state comes back as h_n
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        below = x_t
        for l, cell in enumerate(cells):
            below = cell(below, h[l])
            h[l] = below
        out.append(below)
    return torch.stack(out), h[-1]

# %% wrong: the top layer is left out of the loop
def grid_loop(cells, x, h_0):
    L = len(cells)
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(L - 1):
            h[l] = cells[l](inp, h[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: the two results change places
def grid_loop(cells, x, h_0):
    states = list(h_0.unbind(0))
    tops = []
    for word in x:
        signal = word
        for l, cell in enumerate(cells):
            signal = cell(signal, states[l])
            states[l] = signal
        tops.append(signal)
    out, h_n = torch.stack(states), torch.stack(tops)
    return out, h_n

# %% wrong: the input of the bottom layer is set once before the time loop, and not again for each word
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    inp = x[0]
    for t in range(len(x)):
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: h_n is made from .data, so it has no gradient
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack([s.data for s in h])

# %% wrong: every layer reads the word
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        for l, cell in enumerate(cells):
            h[l] = cell(x_t, h[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% right: a prepared out and states kept in a dictionary
def grid_loop(cells, x, h_0):
    T = x.shape[0]
    out = x.new_zeros(T, *h_0.shape[1:])
    memory = dict(enumerate(h_0))
    for t in range(T):
        signal = x[t]
        for l, cell in enumerate(cells):
            signal = memory[l] = cell(signal, memory[l])
        out[t] = signal
    return out, torch.cat([memory[l].unsqueeze(0) for l in range(len(cells))])

# %% right: accumulate climbs the layers
def grid_loop(cells, x, h_0):
    from itertools import accumulate
    h = tuple(h_0)
    out = []
    for x_t in x:
        climb = accumulate(zip(cells, h), lambda below, pair: pair[0](below, pair[1]), initial=x_t)
        h = tuple(climb)[1:]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% right: a new tensor of all states at each step
def grid_loop(cells, x, h_0):
    h = h_0
    columns = []
    for x_t in x:
        new = []
        for cell, own in zip(cells, h):
            new.append(cell(new[-1] if new else x_t, own))
        h = torch.stack(new)
        columns.append(h)
    grid = torch.stack(columns)  # (T, L, B, H)
    return grid[:, -1], grid[-1]
