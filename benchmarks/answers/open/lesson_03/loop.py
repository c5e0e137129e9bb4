"""03.loop"""

# %% wrong: prepared tensor with h_0 in front; values are right but the cell reads what is overwritten later and backward raises
def loop(cell, x, h_0):
    T, B, I = x.shape
    H = h_0.shape[1]
    out = torch.zeros(T + 1, B, H, dtype=x.dtype)
    out[0] = h_0
    for t in range(T):
        out[t + 1] = cell(x[t], out[t])
    return out[1:]

# %% wrong: the append stands outside the loop, only one state is kept
def loop(cell, x, h_0):
    h = h_0
    states = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
    states.append(h)
    return torch.stack(states)

# %% wrong: runs over the batch axis instead of the time axis
def loop(cell, x, h_0):
    h = h_0
    out = []
    for i in range(x.shape[1]):
        h = cell(x[:, i], h)
        out.append(h)
    return torch.stack(out, dim=1)

# %% wrong: the cell reads out[t - 1]; the first step thus reads the zeros in out[-1], and the gradients break
def loop(cell, x, h_0):
    T, B, _ = x.shape
    out = torch.zeros(T, B, h_0.shape[1], dtype=h_0.dtype)
    for t in range(T):
        out[t] = cell(x[t], out[t - 1])
    return out

# %% wrong: the states are stacked along the second axis, shape (B, T, H)
def loop(cell, x, h_0):
    h = h_0
    result = []
    for t in range(len(x)):
        h = cell(x[t], h)
        result.append(h)
    return torch.stack(result, dim=1)

# %% wrong: thinks the cell returns a pair, as nn.RNN does
def loop(cell, x, h_0):
    h = h_0
    outs = []
    for x_t in x:
        out, h = cell(x_t, h)
        outs.append(out)
    return torch.stack(outs)

# %% wrong: state and word change places in the call
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(h, x_t)
        states.append(h)
    return torch.stack(states)

# %% wrong: the loop begins with the second word
def loop(cell, x, h_0):
    T, B, I = x.shape
    h = h_0
    states = []
    for t in range(1, T):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states)

# %% wrong: the formula by hand, with the second bias left out
def loop(cell, x, h_0):
    W_xh = cell.weight_ih
    W_hh = cell.weight_hh
    bias = cell.bias_ih
    h = h_0
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ W_xh.T + h @ W_hh.T + bias)
        states.append(h)
    return torch.stack(states)

# %% wrong: a second tanh is put on top of the one in the cell
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = torch.tanh(cell(x_t, h))
        states.append(h)
    return torch.stack(states, dim=0)

# %% right: the last entry of the list is the state, h_0 is cut off at the end
def loop(cell, x, h_0):
    hs = [h_0]
    for x_t in x:
        hs.append(cell(x_t, hs[-1]))
    return torch.stack(hs[1:])

# %% right: cat of one long block, then view cuts it into steps
def loop(cell, x, h_0):
    T, B = x.shape[:2]
    h = h_0
    pieces = ()
    for x_t in x.unbind(0):
        h = cell(x_t, h)
        pieces += (h,)
    return torch.cat(pieces, dim=0).view(T, B, -1)

# %% right: fills a prepared tensor, the cell reads h and never the tensor
def loop(cell, x, h_0):
    T, B, I = x.shape
    out = x.new_empty(T, B, cell.hidden_size)
    h = h_0
    for t in range(T):
        h = cell(x[t], h)
        out[t] = h
    return out
