"""04.proof"""

# %% wrong: one number for each step instead of one for all
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    gap = (torch.stack(states) - out).abs()
    return gap.amax(dim=(1, 2))

# %% wrong: copies the weights of the layer into the cell first
def largest_difference(cell, rnn, x, h_0):
    with torch.no_grad():
        cell.weight_ih.copy_(rnn.weight_ih_l0)
        cell.weight_hh.copy_(rnn.weight_hh_l0)
        cell.bias_ih.copy_(rnn.bias_ih_l0)
        cell.bias_hh.copy_(rnn.bias_hh_l0)
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max().item()

# %% wrong: the length of the whole difference vector of a state
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h = h_0[0]
    gaps = []
    for x_t, out_t in zip(x, out):
        h = cell(x_t, h)
        gaps.append(torch.norm(h - out_t, dim=1).max())
    return max(gaps).item()

# %% wrong: the layer starts with zeros
def largest_difference(cell, rnn, x, h_0):
    h = h_0.squeeze(0)
    by_cell = []
    for t in range(len(x)):
        h = cell(x[t], h)
        by_cell.append(h)
    by_layer, _ = rnn(x)
    return float((torch.stack(by_cell) - by_layer).abs().max())

# %% wrong: max comes before abs, so large negative differences are overlooked
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out = rnn(x, h_0)[0]
    difference = torch.stack(states) - out
    return difference.max().abs().item()

# %% wrong: the largest squared difference
def largest_difference(cell, rnn, x, h_0):
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return ((torch.stack(states) - out) ** 2).max().item()

# %% wrong: the cell gets h_0 with its layer axis
def largest_difference(cell, rnn, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max().item()

# %% wrong: the cell starts with zeros
def largest_difference(cell, rnn, x, h_0):
    h = None
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    out, _ = rnn(x, h_0)
    return (torch.stack(states) - out).abs().max()

# %% wrong: looks at the first sample only
def largest_difference(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h = h_0[0]
    largest = 0
    for t, x_t in enumerate(x):
        h = cell(x_t, h)
        largest = max(largest, (h[0] - out[t, 0]).abs().max().item())
    return largest

# %% wrong: the cell's state is not carried from step to step
def largest_difference(cell, rnn, x, h_0):
    states = torch.stack([cell(x_t, h_0[0]) for x_t in x])
    out, _ = rnn(x, h_0)
    return (states - out).abs().max().item()

# %% wrong: every state of the cell is compared with the layer's last state
def largest_difference(cell, rnn, x, h_0):
    out, h_n = rnn(x, h_0)
    h = h_0[0]
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states) - h_n).abs().max().item()

# %% right: everything in numpy after the two runs
def largest_difference(cell, rnn, x, h_0):
    with torch.no_grad():
        layer = rnn(x, h_0)[0].numpy()
        mine = np.empty_like(layer)
        h = h_0[0]
        for t in range(len(x)):
            h = cell(x[t], h)
            mine[t] = h.numpy()
    return np.max(np.abs(mine - layer))

# %% right: the infinity norm of the difference
def largest_difference(cell, rnn, x, h_0):
    h, states = h_0.squeeze(0), []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    gap = torch.stack(states) - rnn(x, h_0)[0]
    return torch.linalg.vector_norm(gap, ord=float("inf")).item()

# %% right: plain Python over all steps, samples and units
def largest_difference(cell, rnn, x, h_0):
    out, _ = rnn(x, h_0)
    h = h_0[0]
    rows = []
    for x_t in x:
        h = cell(x_t, h)
        rows.append(h.tolist())
    T, B, H = out.shape
    layer = out.tolist()
    return max(abs(rows[t][b][k] - layer[t][b][k]) for t in range(T) for b in range(B) for k in range(H))
