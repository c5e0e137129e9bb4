"""08.batch_errors"""

# %% wrong: the head reads all steps, and every step is compared with the answer
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, h = rnn(x, None)
        prediction = head(out)
        errors.append(((prediction - y) ** 2).mean().item())
    return errors

# %% wrong: y loses its last axis and the difference spreads to a table of all pairs
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, _ = rnn(x)
        errors.append(((head(out[-1]) - y[:, 0]) ** 2).mean().item())
    return errors

# %% wrong: the state is cut to the size of the batch and carried on
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        if h is not None:
            h = h[:, : x.shape[1]]
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: the state is filled up with zeros for the missing reviews or cut, and the square is forgotten
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        B = x.shape[1]
        if h is not None:
            new = torch.zeros(h.shape[0], B, h.shape[2], dtype=h.dtype)
            n = min(B, h.shape[1])
            new[:, :n] = h[:, :n]
            h = new
        out, h = rnn(x, h)
        errors.append((head(out[-1]) - y).abs().mean().item())
    return errors

# %% wrong: the state of the last review of the batch is handed to all reviews of the next
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        if h is not None:
            h = h[:, -1:].expand(-1, x.shape[1], -1).contiguous()
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: zeros are made once, with the size of the first batch
def batch_errors(rnn, head, batches):
    errors = []
    x_first = batches[0][0]
    h_0 = torch.zeros(rnn.num_layers, x_first.shape[1], rnn.hidden_size, dtype=x_first.dtype)
    for x, y in batches:
        out, h = rnn(x, h_0)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: the last review of the batch is taken instead of the last step
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, h = rnn(x)
        errors.append(((head(out[:, -1]) - y) ** 2).mean().item())
    return errors

# %% wrong: each new batch starts from ones
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        h = torch.ones(rnn.num_layers, x.shape[1], rnn.hidden_size, dtype=x.dtype)
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: zeros are shaped like the state of the batch before
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
        h = torch.zeros_like(h)
    return errors

# %% wrong: zeros get the shape (B, H) without the axis in front, and 3-D input refuses it
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        h = torch.zeros(x.shape[1], rnn.hidden_size, dtype=x.dtype)
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% right: the state is set to None at the end of each turn
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
        h = None
    return errors

# %% right: explicit zeros of the right size for each batch
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        h = torch.zeros(rnn.num_layers, x.shape[1], rnn.hidden_size, dtype=x.dtype)
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors
