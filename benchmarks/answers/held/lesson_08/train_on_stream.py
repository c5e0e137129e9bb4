"""08.train_on_stream"""

# %% wrong: the detached state is thrown away
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        h.detach()
        losses.append(loss.item())
    return losses

# %% wrong: retain_graph is set instead of a cut
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward(retain_graph=True)
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the piece is read under no_grad, so backward raises
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        with torch.no_grad():
            out, h = rnn(x, h)
            loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: each piece starts from zeros again, no state is carried
def train_on_stream(rnn, head, optimiser, pieces):
    losses = []
    for x, y in pieces:
        out, h = rnn(x)
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the squared errors are summed
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        h = h.detach()
        loss = ((head(out) - y) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: it starts from random numbers instead of zeros
def train_on_stream(rnn, head, optimiser, pieces):
    B = pieces[0][0].shape[1]
    h = torch.randn(rnn.num_layers, B, rnn.hidden_size, dtype=pieces[0][0].dtype)
    losses = []
    for x, y in pieces:
        out, h = rnn(x, h.detach())
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the state is carried without a cut, and the second backward raises
def train_on_stream(rnn, head, optimiser, pieces):
    h = None
    losses = []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the reported loss is measured once more after the step
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        h_start = h
        out, h = rnn(x, h_start)
        h = h.detach()
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        with torch.no_grad():
            after = ((head(rnn(x, h_start)[0]) - y) ** 2).mean()
        losses.append(after.item())
    return losses

# %% wrong: only the last loss comes back
def train_on_stream(rnn, head, optimiser, pieces):
    h = None
    for x, y in pieces:
        losses = []
        out, h = rnn(x, h)
        h = h.detach()
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the new state gets another name and None is handed on, and the loss uses absolute errors
def train_on_stream(rnn, head, optimiser, pieces):
    h = None
    losses = []
    for x, y in pieces:
        out, h_new = rnn(x, h)
        h_new = h_new.detach()
        loss = (head(out) - y).abs().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% right: detach in place after the step
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = nn.functional.mse_loss(head(out), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        h.detach_()
        losses.append(float(loss))
    return losses

# %% right: the state is read step by step within a piece and cut between pieces
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        outs = []
        for x_t in x:
            out_t, h = rnn(x_t.unsqueeze(0), h)
            outs.append(out_t)
        loss = ((head(torch.cat(outs, dim=0)) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        h = h.detach()
        losses.append(loss.item())
    return losses

# %% right: recursion over the pieces, with the state cloned after the cut
def train_on_stream(rnn, head, optimiser, pieces):
    def train(k, h):
        if k == len(pieces):
            return []
        x, y = pieces[k]
        optimiser.zero_grad()
        out, h_new = rnn(x, h)
        loss = torch.mean(torch.pow(head(out) - y, 2))
        loss.backward()
        optimiser.step()
        return [loss.item()] + train(k + 1, h_new.detach().clone())

    return train(0, None)
