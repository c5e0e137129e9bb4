"""05.stacked"""

# %% wrong: the tanh is left out in all layers but the top one
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    L = len(W_ih)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(L):
            z = inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l]
            h[l] = torch.tanh(z) if l == L - 1 else z
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: h is cloned once, but out still holds windows onto h
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.clone()
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), h

# %% wrong: the copy of h_0 is made anew at each step, so the memory is lost
def stacked(x, h_0, W_ih, W_hh, b):
    out = []
    for x_t in x:
        h = list(h_0)
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: W_hh is used without its transpose
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l] + b[l])
            inp = h[l]
        out.append(inp)
    return torch.stack(out), torch.stack(h)

# %% wrong: the memory is still taken from the layer below
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l - 1] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: detach is taken for a copy, so h_0 changes
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.detach()
    L = len(W_ih)
    rows = []
    for t in range(len(x)):
        for l in range(L):
            inp = x[t] if l == 0 else h[l - 1]
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        rows.append(h[L - 1].clone())
    return torch.stack(rows), h

# %% wrong: a list of windows, but each is written in place and h_0 with it
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l][:] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1].clone())
    return torch.stack(out), torch.stack(h)

# %% wrong: the recurrent weights of the layer below
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l - 1].T + b[l])
            inp = h[l]
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% wrong: collects the bottom layer
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            inp = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            h[l] = inp
        out.append(h[0])
    return torch.stack(out), torch.stack(h)

# %% wrong: tensor.copy() does not exist in torch
def stacked(x, h_0, W_ih, W_hh, b):
    h = h_0.copy()
    out = []
    for x_t in x:
        inp = x_t
        for l in range(len(W_ih)):
            h[l] = torch.tanh(inp @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
            inp = h[l]
        out.append(h[-1].copy())
    return torch.stack(out), h

# %% wrong: the upper layers still read the word
def stacked(x, h_0, W_ih, W_hh, b):
    h = list(h_0)
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.tanh(x_t @ W_ih[l].T + h[l] @ W_hh[l].T + b[l])
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% right: layer by layer, each layer's row becomes the next layer's input
def stacked(x, h_0, W_ih, W_hh, b):
    row, ends = x, []
    for l in range(len(W_ih)):
        h, new_row = h_0[l], []
        for v in row:
            h = torch.tanh(v @ W_ih[l].T + h @ W_hh[l].T + b[l])
            new_row.append(h)
        row = torch.stack(new_row)
        ends.append(h)
    return row, torch.stack(ends)

# %% right: PyTorch's function for one cell, with zeros as second bias
def stacked(x, h_0, W_ih, W_hh, b):
    h = [s for s in h_0]
    nothing = torch.zeros_like(b[0])
    out = []
    for x_t in x:
        for l in range(len(W_ih)):
            h[l] = torch.rnn_tanh_cell(h[l - 1] if l else x_t, h[l], W_ih[l], W_hh[l], b[l], nothing)
        out.append(h[-1])
    return torch.stack(out), torch.stack(h)

# %% right: einsum, and the whole grid in one dictionary
def stacked(x, h_0, W_ih, W_hh, b):
    L, T = len(W_ih), len(x)
    h = {(l, -1): h_0[l] for l in range(L)} | {(-1, t): x[t] for t in range(T)}
    for t in range(T):
        for l in range(L):
            up = torch.einsum("bi,hi->bh", h[l - 1, t], W_ih[l])
            along = torch.einsum("bk,hk->bh", h[l, t - 1], W_hh[l])
            h[l, t] = (up + along + b[l]).tanh()
    return torch.stack([h[L - 1, t] for t in range(T)]), torch.stack([h[l, T - 1] for l in range(L)])
