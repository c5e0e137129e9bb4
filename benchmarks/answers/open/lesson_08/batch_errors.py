"""08.batch_errors"""

# %% wrong: the errors of a batch are summed, not averaged
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, h = rnn(x)
        errors.append(((head(out[-1]) - y) ** 2).sum().item())
    return errors

# %% wrong: the reset stands after the loop
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    h = None
    return errors

# %% wrong: a batch of another size is left out, and the state is still carried
def batch_errors(rnn, head, batches):
    h, errors = None, []
    B = batches[0][0].shape[1]
    for x, y in batches:
        if x.shape[1] != B:
            continue
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: within a batch the reviews are read one after the other and the state is carried from review to review
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        h = None
        squares = []
        for b in range(x.shape[1]):
            out, h = rnn(x[:, b : b + 1], h)
            squares.append(((head(out[-1]) - y[b]) ** 2).item())
        errors.append(sum(squares) / len(squares))
    return errors

# %% wrong: the zeros have the number of steps where the batch size belongs
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        T, B, I = x.shape
        h = torch.zeros(rnn.num_layers, T, rnn.hidden_size, dtype=x.dtype)
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: the state is only detached, its values go into the next batch
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        out, h = rnn(x, h)
        h = h.detach()
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: the state is dropped only when the size changes
def batch_errors(rnn, head, batches):
    h, errors = None, []
    for x, y in batches:
        if h is not None and h.shape[1] != x.shape[1]:
            h = None
        out, h = rnn(x, h)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return errors

# %% wrong: one mean over all batches comes back
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, _ = rnn(x)
        errors.append(((head(out[-1]) - y) ** 2).mean().item())
    return sum(errors) / len(errors)

# %% wrong: the output of the first step is read instead of the last
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        out, _ = rnn(x)
        errors.append(((head(out[0]) - y) ** 2).mean().item())
    return errors

# %% right: the loop is a comprehension with mse_loss
def batch_errors(rnn, head, batches):
    return [nn.functional.mse_loss(head(rnn(x)[0][-1]), y).item() for x, y in batches]

# %% right: every review is read alone
def batch_errors(rnn, head, batches):
    errors = []
    for x, y in batches:
        total = 0.0
        for b in range(x.shape[1]):
            out, _ = rnn(x[:, b : b + 1])
            total += ((head(out[-1, 0]) - y[b]) ** 2).sum().item()
        errors.append(total / x.shape[1])
    return errors

# %% right: the last state comes from h, without a graph
def batch_errors(rnn, head, batches):
    errors = []
    with torch.no_grad():
        for x, y in batches:
            _, h = rnn(x)
            difference = head(h[-1]) - y
            errors.append(float((difference * difference).mean()))
    return errors
