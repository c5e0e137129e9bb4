"""08.train_on_stream"""

# %% wrong: the losses of all pieces are added and one single step is taken at the end
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses, total = None, [], 0
    for x, y in pieces:
        out, h = rnn(x, h)
        h = h.detach()
        loss = ((head(out) - y) ** 2).mean()
        total = total + loss
        losses.append(loss.item())
    optimiser.zero_grad()
    total.backward()
    optimiser.step()
    return losses

# %% wrong: the carried state is the first state of the piece instead of the last
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, _ = rnn(x, h)
        h = out[:1].detach()
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: only the last step of each piece counts in the loss
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        h = h.detach()
        loss = ((head(out[-1]) - y[-1]) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the gradients are never set to zero
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        loss = ((head(out) - y) ** 2).mean()
        loss.backward()
        optimiser.step()
        h = h.detach()
        losses.append(loss.item())
    return losses

# %% wrong: zero_grad is called once before the loop, gradients pile up
def train_on_stream(rnn, head, optimiser, pieces):
    optimiser.zero_grad()
    criterion = nn.MSELoss()
    hidden = None
    history = []
    for inputs, targets in pieces:
        output, hidden = rnn(inputs, hidden)
        hidden = hidden.detach()
        loss = criterion(head(output), targets)
        loss.backward()
        optimiser.step()
        history.append(loss.item())
    return history

# %% wrong: the cut stands after every single time step, so nothing flows back within a piece
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        outs = []
        for t in range(len(x)):
            out, h = rnn(x[t : t + 1], h)
            h = h.detach()
            outs.append(out)
        loss = ((head(torch.cat(outs)) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the output is detached, so only the head learns
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        out, h = out.detach(), h.detach()
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: zero_grad stands between backward and step
def train_on_stream(rnn, head, optimiser, pieces):
    losses = []
    state = None
    for x, y in pieces:
        if state is not None:
            state = state.detach()
        out, state = rnn(x, state)
        loss = nn.functional.mse_loss(head(out), y)
        loss.backward()
        optimiser.zero_grad()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% wrong: the optimiser steps before the backward pass
def train_on_stream(rnn, head, optimiser, pieces):
    h, losses = None, []
    for x, y in pieces:
        out, h = rnn(x, h)
        h = h.detach()
        loss = ((head(out) - y) ** 2).mean()
        optimiser.zero_grad()
        optimiser.step()
        loss.backward()
        losses.append(loss.item())
    return losses

# %% right: gradients are cleared at the end of each turn and once before the first
def train_on_stream(rnn, head, optimiser, pieces):
    def cut(state):
        return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()

    losses, state = [], None
    optimiser.zero_grad()
    for x, y in pieces:
        out, state = rnn(x, state)
        state = cut(state)
        loss = ((y - head(out)) ** 2).mean()
        losses += [loss.item()]
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    return losses

# %% right: explicit zeros for all layers, and a fresh leaf made from the data of the state
def train_on_stream(rnn, head, optimiser, pieces):
    losses = []
    if len(pieces) == 0:
        return losses
    first = pieces[0][0]
    h = torch.zeros(rnn.num_layers, first.shape[1], rnn.hidden_size, dtype=first.dtype)
    for x, y in pieces:
        out, h = rnn(x, h.data)
        squared = (head(out) - y) ** 2
        loss = squared.sum() / squared.numel()
        rnn.zero_grad()
        head.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses

# %% right: a cut state is made through numpy and back
def train_on_stream(rnn, head, optimiser, pieces):
    carried = None
    losses = []
    for piece in pieces:
        x, y = piece
        start = None if carried is None else torch.from_numpy(carried)
        out, h = rnn(x, start)
        loss = (head(out) - y).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        carried = h.detach().numpy().copy()
        losses.append(loss.item())
    return losses
