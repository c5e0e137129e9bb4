"""05.grid_loop"""

# %% wrong: the upper layers read the lower states of the step before
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inputs = [x_t] + h[:-1]
        h = [cell(inp, state) for cell, inp, state in zip(cells, inputs, h)]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: each layer takes the memory of the layer below
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(cells)):
            h[l] = cells[l](inp, h[l - 1])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: goes through the layers from the top to the bottom
def grid_loop(cells, x, h_0):
    L = len(cells)
    h = list(h_0)
    out = []
    for x_t in x:
        for l in reversed(range(L)):
            below = x_t if l == 0 else h[l - 1]
            h[l] = cells[l](below, h[l])
        out.append(h[L - 1])
    return torch.stack(out), torch.stack(h)

# %% wrong: detaches the state on its way up to the next layer
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l].detach()
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: a cloned tensor is overwritten at each step, the values are right but backward raises
def grid_loop(cells, x, h_0):
    h = h_0.clone()
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: the append stands in the inner loop, all layers land in out
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
            out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: detaches all states after each step
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            inp = h[l] = cell(inp, h[l])
        out.append(h[-1])
        h = [state.detach() for state in h]
    return torch.stack(out), torch.stack(h)

# %% wrong: stacks the steps along dim=1
def grid_loop(cells, x, h_0):
    h = [h_0[l] for l in range(len(cells))]
    out = []
    for t in range(x.shape[0]):
        v = x[t]
        for l in range(len(cells)):
            h[l] = cells[l](v, h[l])
            v = h[l]
        out.append(v)
    return torch.stack(out, dim=1), torch.stack(h)

# %% wrong: the memory is not carried, each step reads h_0
def grid_loop(cells, x, h_0):
    out = []
    for x_t in x:
        column = []
        below = x_t
        for l, cell in enumerate(cells):
            below = cell(below, h_0[l])
            column.append(below)
        out.append(column[-1])
    h_n = torch.stack(column)
    return torch.stack(out), h_n

# %% wrong: writes the new states into h_0 itself, out holds windows onto it
def grid_loop(cells, x, h_0):
    h = h_0
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            h[l] = cell(inp, h[l])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), h

# %% wrong: the start comes back as h_n
def grid_loop(cells, x, h_0):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, cell in enumerate(cells):
            inp = cell(inp, h[l])
            h[l] = inp
        out.append(inp)
    return torch.stack(out), h_0

# %% right: a recursion upwards through the layers inside each step
def grid_loop(cells, x, h_0):
    def column(inp, l, old):
        if l == len(cells):
            return []
        new = cells[l](inp, old[l])
        return [new] + column(new, l + 1, old)
    states, tops = list(h_0), []
    for x_t in x:
        states = column(x_t, 0, states)
        tops.append(states[-1])
    return torch.stack(tops), torch.stack(states)

# %% right: the bottom layer is treated apart from the others
def grid_loop(cells, x, h_0):
    states = [s for s in h_0]
    top = []
    for t in range(x.size(0)):
        states[0] = cells[0](x[t], states[0])
        for l in range(1, len(cells)):
            states[l] = cells[l](states[l - 1], states[l])
        top.append(states[-1])
    return torch.stack(top, dim=0), torch.stack(states, dim=0)

# %% right: the dictionary of the lesson, filled step by step
def grid_loop(cells, x, h_0):
    L, T = len(cells), len(x)
    h = {(l, -1): h_0[l] for l in range(L)}
    for t in range(T):
        h[-1, t] = x[t]
        for l in range(L):
            h[l, t] = cells[l](h[l - 1, t], h[l, t - 1])
    return torch.stack([h[L - 1, t] for t in range(T)]), torch.stack([h[l, T - 1] for l in range(L)])
