"""03.loop"""

# %% wrong: the state is stored before the step, so the list holds h_0 to h_{T-1}
def loop(cell, x, h_0):
    h = h_0
    states = []
    for t in range(len(x)):
        states.append(h)
        h = cell(x[t], h)
    return torch.stack(states)

# %% wrong: every step starts again from h_0, the new state is not carried along
def loop(cell, x, h_0):
    states = []
    for x_t in x:
        h_t = cell(x_t, h_0)
        states.append(h_t)
    return torch.stack(states)

# %% wrong: writes each new state into the same tensor, so all list entries are one tensor (and h_0 is overwritten)
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h[:] = cell(x_t, h)
        states.append(h)
    return torch.stack(states)

# %% wrong: starts from zeros and never looks at h_0
def loop(cell, x, h_0):
    h = torch.zeros_like(h_0)
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)

# %% wrong: the result is wrapped again by torch.tensor from detached numbers, so it has no gradient
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h.detach().numpy())
    return torch.tensor(np.array(states))

# %% wrong: the state is detached before each step, so no gradient goes back through time
def loop(cell, x, h_0):
    h = h_0
    states = []
    for x_t in x:
        h = cell(x_t, h.detach())
        states.append(h)
    return torch.stack(states)

# %% wrong: the whole loop runs without gradients
def loop(cell, x, h_0):
    states = []
    h = h_0
    with torch.no_grad():
        for x_t in x:
            h = cell(x_t, h)
            states.append(h)
    return torch.stack(states)

# %% wrong: returns only the last state
def loop(cell, x, h_0):
    h = h_0
    for x_t in x:
        h = cell(x_t, h)
    return h

# %% wrong: the start h_0 is returned too, so there are T + 1 states
def loop(cell, x, h_0):
    all_states = [h_0]
    for t in range(x.shape[0]):
        all_states.append(cell(x[t], all_states[t]))
    return torch.stack(all_states)

# %% wrong: cat instead of stack, the time axis and the batch axis run together
def loop(cell, x, h_0):
    hidden = h_0
    hiddens = []
    for step in x:
        hidden = cell(step, hidden)
        hiddens.append(hidden)
    return torch.cat(hiddens)

# %% right: recursion over time instead of a loop
def loop(cell, x, h_0):
    def rest(t, h):
        if t == len(x):
            return []
        new = cell(x[t], h)
        return [new] + rest(t + 1, new)
    return torch.stack(rest(0, h_0))

# %% right: itertools.accumulate carries the state
def loop(cell, x, h_0):
    from itertools import accumulate
    chain = accumulate(x, lambda h, x_t: cell(x_t, h), initial=h_0)
    next(chain)  # h_0 itself
    return torch.stack(list(chain))

# %% right: the formula by hand, the part of the words computed for all steps at once
def loop(cell, x, h_0):
    from torch.nn.functional import linear
    act = torch.tanh if cell.nonlinearity == "tanh" else torch.relu
    from_words = linear(x, cell.weight_ih, cell.bias_ih)
    h, states = h_0, []
    for part in from_words:
        h = act(part + linear(h, cell.weight_hh, cell.bias_hh))
        states.append(h)
    return torch.stack(states)
