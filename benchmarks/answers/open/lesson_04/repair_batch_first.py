"""04.repair_batch_first"""

# %% wrong: each review for itself, but the last states are put side by side as columns
def last_states(rnn, reviews):
    columns = []
    for b in range(len(reviews)):
        out, h_n = rnn(reviews[b])
        columns.append(out[-1])
    return torch.stack(columns, dim=1)

# %% wrong: the zeros to start from have T rows
def last_states(rnn, reviews):
    B, T, I = reviews.shape
    h_0 = torch.zeros(1, T, rnn.hidden_size, dtype=reviews.dtype)
    out, h_n = rnn(reviews.transpose(0, 1), h_0)
    return out[-1]

# %% wrong: the input is swapped, but the old index then takes the last sample
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[:, -1]

# %% wrong: reshape instead of transpose mixes words of different reviews
def last_states(rnn, reviews):
    B, T, I = reviews.shape
    out, h_n = rnn(reviews.reshape(T, B, I))
    return out[-1]

# %% wrong: takes out[-1] but the reviews are still in the wrong layout
def last_states(rnn, reviews):
    out, h_n = rnn(reviews)
    return out[-1]

# %% wrong: the mean over all steps
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out.mean(dim=0)

# %% wrong: each step starts without a state
def last_states(rnn, reviews):
    for t in range(reviews.shape[1]):
        out, h_n = rnn(reviews[:, t].unsqueeze(0))
    return out[0]

# %% wrong: h_n comes back with its layer axis
def last_states(rnn, reviews):
    _, h_n = rnn(reviews.permute(1, 0, 2))
    return h_n

# %% wrong: the two results are taken in the wrong order
def last_states(rnn, reviews):
    h_n, out = rnn(reviews.transpose(0, 1))
    return h_n[0]

# %% wrong: batch_first is given to the call
def last_states(rnn, reviews):
    out, h_n = rnn(reviews, batch_first=True)
    return out[:, -1]

# %% right: step by step, the state handed to the layer again and again
def last_states(rnn, reviews):
    h = None
    for t in range(reviews.shape[1]):
        _, h = rnn(reviews[:, t].unsqueeze(0), h)
    return h[0]

# %% right: stacks the steps by hand and takes h_n
def last_states(rnn, reviews):
    steps = [reviews[:, t, :] for t in range(reviews.size(1))]
    _, h_n = rnn(torch.stack(steps))
    return h_n.squeeze(0)

# %% right: switches batch_first on for the call and back afterwards
def last_states(rnn, reviews):
    before = rnn.batch_first
    rnn.batch_first = True
    try:
        out, h_n = rnn(reviews)
    finally:
        rnn.batch_first = before
    return out[:, -1]
