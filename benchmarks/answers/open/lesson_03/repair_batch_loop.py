"""03.repair_batch_loop"""

# %% wrong: swaps the axes first and then returns the swapped layout (B, T, H)
def repair_batch_loop(cell, x):
    x = x.transpose(0, 1)
    h = None
    states = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# %% wrong: reads the sentences from the end
def repair_batch_loop(cell, x):
    T = x.shape[0]
    h = None
    states = [None] * T
    for t in reversed(range(T)):
        h = cell(x[t], h)
        states[t] = h
    return torch.stack(states)

# %% wrong: word by word within a sentence, but the memory runs on into the next sentence
def repair_batch_loop(cell, x):
    h = None
    sentences = []
    for b in range(x.shape[1]):
        states = []
        for t in range(x.shape[0]):
            h = cell(x[t, b], h)
            states.append(h)
        sentences.append(torch.stack(states))
    return torch.stack(sentences, dim=1)

# %% wrong: the new state is saved under another name than the one the cell reads
def repair_batch_loop(cell, x):
    h_prev = None
    states = []
    for t in range(x.shape[0]):
        h_next = cell(x[t], h_prev)
        states.append(h_next)
    return torch.stack(states)

# %% wrong: starts from ones
def repair_batch_loop(cell, x):
    T, B, I = x.shape
    h = torch.ones(B, cell.hidden_size, dtype=x.dtype)
    states = []
    for t in range(T):
        h = cell(x[t], h)
        states.append(h)
    return torch.stack(states)

# %% wrong: the previous word is handed in as the state
def repair_batch_loop(cell, x):
    states = [cell(x[0])]
    for t in range(1, len(x)):
        states.append(cell(x[t], x[t - 1]))
    return torch.stack(states)

# %% wrong: the starting zeros are kept in the list and returned
def repair_batch_loop(cell, x):
    h = x.new_zeros(x.shape[1], cell.hidden_size)
    states = [h]
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states)

# %% wrong: only the stacking is changed, the loop over the batch stays
def repair_batch_loop(cell, x):
    h = None  # the cell starts with zeros
    states = []
    for b in range(x.shape[1]):
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=0).transpose(0, 1)

# %% wrong: still one sentence after the other, each word without any memory
def repair_batch_loop(cell, x):
    states = []
    for b in range(x.shape[1]):
        h = None  # new sentence, new memory
        h = cell(x[:, b], h)
        states.append(h)
    return torch.stack(states, dim=1)

# %% wrong: the state is never handed to the cell
def repair_batch_loop(cell, x):
    states = []
    for x_t in x:
        h = cell(x_t)
        states.append(h)
    return torch.stack(states)

# %% right: each state computed afresh from the start, slow but true
def repair_batch_loop(cell, x):
    def state_after(n):
        h = None
        for x_t in x[:n]:
            h = cell(x_t, h)
        return h
    return torch.stack([state_after(n) for n in range(1, len(x) + 1)])

# %% right: each sentence for itself without a batch axis, stacked as columns
def repair_batch_loop(cell, x):
    columns = []
    for sentence in x.unbind(1):  # (T, I)
        h = None
        column = []
        for word in sentence:
            h = cell(word, h)
            column.append(h)
        columns.append(torch.stack(column))
    return torch.stack(columns, dim=1)

# %% right: the axes are swapped before and swapped back after
def repair_batch_loop(cell, x):
    x = x.transpose(0, 1)  # (B, T, I)
    h = None
    states = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1).transpose(0, 1)
