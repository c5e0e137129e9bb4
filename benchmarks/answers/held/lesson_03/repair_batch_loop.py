"""03.repair_batch_loop"""

# %% wrong: the zeros to start from have T rows instead of B rows
def repair_batch_loop(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size, dtype=x.dtype)
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)

# %% wrong: returns the last state only
def repair_batch_loop(cell, x):
    h = None
    for x_t in x:
        h = cell(x_t, h)
    return h

# %% wrong: reshape instead of transpose mixes the sentences
def repair_batch_loop(cell, x):
    T, B, I = x.shape
    x = x.reshape(B, T, I)
    h = None
    states = []
    for t in range(T):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=0)

# %% wrong: the range is changed to the time axis but the index is not
def repair_batch_loop(cell, x):
    h = None
    states = []
    for t in range(x.shape[0]):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=0)

# %% wrong: loops over time but still stacks along dim=1
def repair_batch_loop(cell, x):
    h = None
    states = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# %% wrong: one flat list in the order sentence, word, reshaped as if it were word, sentence
def repair_batch_loop(cell, x):
    T, B, I = x.shape
    states = []
    for b in range(B):
        h = None
        for t in range(T):
            h = cell(x[t, b], h)
            states.append(h)
    return torch.stack(states).reshape(T, B, -1)

# %% wrong: the state is set back to None at every step
def repair_batch_loop(cell, x):
    states = []
    for t in range(x.shape[0]):
        h = None
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states)

# %% wrong: sentence by sentence is right, but they are stacked in front, shape (B, T, H)
def repair_batch_loop(cell, x):
    T, B, _ = x.shape
    result = []
    for b in range(B):
        h = None
        states = []
        for t in range(T):
            h = cell(x[t, b], h)
            states.append(h)
        result.append(torch.stack(states))
    return torch.stack(result)

# %% wrong: begins with step 1, word 0 is never read
def repair_batch_loop(cell, x):
    h = None
    states = []
    for t in range(1, x.shape[0]):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states)

# %% wrong: takes x[t] but the number of steps from the batch axis
def repair_batch_loop(cell, x):
    h = None
    states = []
    for t in range(x.shape[1]):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states, dim=0)

# %% right: zeros made from x, a prepared tensor is filled
def repair_batch_loop(cell, x):
    T, B, _ = x.shape
    h = x.new_zeros(B, cell.hidden_size)
    out = x.new_zeros(T, B, cell.hidden_size)
    for t, x_t in enumerate(x):
        h = cell(x_t, h)
        out[t] = h
    return out

# %% right: itertools.accumulate, with zeros to start from
def repair_batch_loop(cell, x):
    import itertools
    zeros = torch.zeros(x.size(1), cell.hidden_size, dtype=x.dtype, device=x.device)
    hs = list(itertools.accumulate(x, lambda h, x_t: cell(x_t, h), initial=zeros))
    return torch.stack(hs[1:])

# %% right: grows the result by cat, the state is its last slice
def repair_batch_loop(cell, x):
    result = cell(x[0]).unsqueeze(0)
    for t in range(1, x.shape[0]):
        new = cell(x[t], result[-1])
        result = torch.cat([result, new.unsqueeze(0)], dim=0)
    return result
