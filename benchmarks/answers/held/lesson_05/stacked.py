"""05.stacked"""

# %% wrong: out gets copies, but h is still h_0 and overwrites it
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: starts from zeros
def stacked(x, h_0, W_ih, W_hh, b):
    h = torch.zeros_like(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: the whole bias table is added in each layer
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b)
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: layer by layer, but each layer goes on from the last state of the layer below instead of its own start
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0[0]
    h_n = []
    for l in range(len(W_ih)):
        row = []
        for x_t in x:
            h = torch.tanh(x_t @ W_ih[l].T + h @ W_hh[l].T + b[l])
            row.append(h)
        h_n.append(h)
        x = torch.stack(row)
    return x, torch.stack(h_n)

# %% wrong: a slice is taken for a copy, so h_0 changes
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0[:]
    out = []
    for x_t in x:
        below = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(below @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            below = h[l]
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: h_n holds only the top layer's last state
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            inp = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            h[l] = inp
        out.append(inp)
    out = torch.stack(out)
    return out, out[-1:]

# %% wrong: the upper layers read the lower states of the step before
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.clone()
    out = []
    for x_t in x:
        old = h.clone()
        for l in range(len(W_ih)):
            inp = x_t if l == 0 else old[l - 1]
            h[l] = torch.tanh(inp @ W_ih[l].T + old[l] @ W_hh[l].T + b[l])
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: clones everything, but neither the input of the upper layers nor their memory is mended
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.clone()
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(x_t @ W_ih[l].T + h[l - 1] @ W_hh[l].T + b[l])
        out.append(h[-1].clone())
    return torch.stack(out), h

# %% wrong: the bias is added after the tanh
def stacked(x, h_0, W_ih, W_hh, b):
    states = [s.clone() for s in h_0]
    out = []
    for x_t in x:
        v = x_t
        for l, (W, U) in enumerate(zip(W_ih, W_hh)):
            v = torch.tanh(v @ W.T + states[l] @ U.T) + b[l]
            states[l] = v
        out.append(v)
    return torch.stack(out), torch.stack(states)

# %% wrong: layer 0 reads h[-1], the top state, in place of the word
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(h[l - 1] @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: copy.copy copies the shell only, the numbers of h_0 are overwritten
def stacked(x, h_0, W_ih, W_hh, b):
    import copy
    h = copy.copy(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(copy.deepcopy(h[-1]))
    return torch.stack(out), h

# %% right: one product of joined arrays for each cell
def stacked(x, h_0, W_ih, W_hh, b):
    joined = [torch.cat([W_ih[l], W_hh[l]], dim=1) for l in range(len(W_ih))]
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l, W in enumerate(joined):
            inp = torch.tanh(torch.cat([inp, h[l]], dim=1) @ W.T + b[l])
            h[l] = inp
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% right: a clone, and a prepared out into which the numbers are copied
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.clone()
    out = h.new_empty(len(x), *h.shape[1:])
    for t in range(len(x)):
        for l in range(len(W_ih)):
            inp = h[l - 1] if l > 0 else x[t]
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out[t] = h[-1]
    return out, h

# %% right: works on deep copies, every column is kept
def stacked(x, h_0, W_ih, W_hh, b):
    import copy
    columns = [list(copy.deepcopy(h_0))]
    for x_t in x:
        column = []
        inp = x_t
        for W, U, bias, own in zip(W_ih, W_hh, b, columns[-1]):
            inp = torch.tanh(bias + own @ U.T + inp @ W.T)
            column.append(inp)
        columns.append(column)
    return torch.stack([c[-1] for c in columns[1:]]), torch.stack(columns[-1])
