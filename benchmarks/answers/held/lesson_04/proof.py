"""04.proof"""

# %% wrong: only the last states are compared
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    for x_t in x:
        h = cell(x_t, h)
    _, h_n = rnn(x, h_0)
    return (h - h_n[0]).abs().max().item()

# %% wrong: at each step the cell starts from the layer's last state, not from its own
def largest_difference(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h = h_0[0]
    worst = 0.0
    for t in range(len(x)):
        new = cell(x[t], h)
        worst = max(worst, (new - out[t]).abs().max().item())
        h = out[t]
    return worst

# %% wrong: relative to the size of the layer's states
def largest_difference(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    states = torch.stack(states)
    return ((states - out).abs() / out.abs()).max().item()

# %% wrong: the largest difference without its absolute value
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return (torch.stack(states) - out).max().item()

# %% wrong: answers whether they agree instead of how far they differ
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return torch.allclose(torch.stack(states), out)

# %% wrong: the mean instead of the largest
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return torch.mean(torch.abs(torch.stack(states) - out)).item()

# %% wrong: the largest value is overwritten at each step, only the last step counts
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h = h_0[0]
    largest = 0.0
    for t in range(len(x)):
        h = cell(x[t], h)
        largest = (out[t] - h).abs().max().item()
    return largest

# %% wrong: the cell's list begins with h_0, so its states are one step behind
def largest_difference(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    states = [h_0[0]]
    for x_t in x:
        states.append(cell(x_t, states[-1]))
    mine = torch.stack(states[:-1])
    return (mine - out).abs().max().item()

# %% wrong: compares the two largest states, not the states one by one
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    states = torch.stack(states)
    return abs(states.max().item() - out.max().item())

# %% wrong: the states of the cell are stacked along dim=1
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return (torch.stack(states, dim=1) - out).abs().max().item()

# %% wrong: the sum of all differences
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    total = 0.0
    out, _ = rnn(x, h_0)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        total += (h - out[t]).abs().sum().item()
    return total

# %% right: sorts all differences and takes the last
def largest_difference(cell, rnn, x, h_0):
    hs = [h_0[0]]
    for x_t in x:
        hs.append(cell(x_t, hs[-1]))
    out, _ = rnn(x, h_0)
    differences = (torch.stack(hs)[1:] - out).abs().flatten()
    return differences.sort().values[-1].item()

# %% right: the running maximum of plain floats
def largest_difference(cell, rnn, x, h_0):
    out = rnn(x, h_0)[0]
    h = h_0[0]
    worst = 0.0
    for x_t, out_t in zip(x, out):
        h = cell(x_t, h)
        worst = max(worst, float((h - out_t).abs().max()))
    return worst

# %% right: the largest and the smallest signed difference, no abs
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        states.append(h)
    d = torch.stack(states) - rnn(x, h_0)[0]
    return torch.maximum(d.max(), -d.min())
