"""07.training_step"""

# %% wrong: each parameter is clipped for itself
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    for p in parameters:
        nn.utils.clip_grad_norm_(p, max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: the scaled gradients are bound to a local name and never reach the parameters
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    total = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
    if total > max_norm:
        for p in parameters:
            grad = p.grad
            grad = grad * max_norm / total
    optimiser.step()
    return loss.item()

# %% wrong: it clips after the step
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    optimiser.step()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    return loss.item()

# %% wrong: the two modules are clipped one by one, each by its own norm
def training_step(rnn, readout, optimiser, x, y, max_norm):
    optimiser.zero_grad()
    out, _ = rnn(x)
    loss = ((readout(out) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(rnn.parameters(), max_norm)
    nn.utils.clip_grad_norm_(readout.parameters(), max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: only the gradients of the rnn are clipped
def training_step(rnn, readout, optimiser, x, y, max_norm):
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(rnn.parameters(), max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: the loss is clipped before the backward pass
def training_step(rnn, readout, optimiser, x, y, max_norm):
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss = torch.clamp(loss, max=max_norm)
    loss.backward()
    optimiser.step()
    return loss.item()

# %% wrong: the gradients are set to zero after the backward pass
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.zero_grad()
    optimiser.step()
    return loss.item()

# %% wrong: it clips before the backward pass, when the old gradients are already gone
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    loss.backward()
    optimiser.step()
    return loss.item()

# %% wrong: backward is called on a plain number and raises
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean().item()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss

# %% right: zero_grad comes late, just before backward, and the parameters are taken from the optimiser
def training_step(rnn, readout, optimiser, x, y, max_norm):
    out, _ = rnn(x)
    loss = nn.functional.mse_loss(readout(out), y)
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], max_norm)
    optimiser.step()
    return loss.item()

# %% right: the norm and the scaling are written by hand
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    for p in parameters:
        p.grad = None
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
    if norm > max_norm:
        for p in parameters:
            p.grad.mul_(max_norm / norm)
    optimiser.step()
    return loss.item()
