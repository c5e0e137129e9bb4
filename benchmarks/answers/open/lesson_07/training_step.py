"""07.training_step"""

# %% wrong: the weights are clipped, not the gradients
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    optimiser.step()
    with torch.no_grad():
        norm = torch.sqrt(sum((p**2).sum() for p in parameters))
        if norm > max_norm:
            for p in parameters:
                p.mul_(max_norm / norm)
    return loss.item()

# %% wrong: zero_grad is gone, old gradients are added to the new ones
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: the step is taken twice, once before and once after clipping
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    optimiser.step()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: the loss is computed from the last step only
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    out, h = rnn(x)
    loss = ((readout(out[-1]) - y[-1]) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: gradients are always brought to length max_norm, small ones too
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
    for p in parameters:
        p.grad *= max_norm / norm
    optimiser.step()
    return loss.item()

# %% wrong: the length of the largest number is limited, and the sum of the losses is used
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).sum()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm, norm_type=float("inf"))
    optimiser.step()
    return loss.item()

# %% wrong: single values are clipped instead of the norm
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_value_(parameters, max_norm)
    optimiser.step()
    return loss.item()

# %% wrong: max_norm is not used, the norm is always clipped to 1
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, max_norm=1.0)
    optimiser.step()
    return loss.item()

# %% wrong: zero_grad stands at the end, so gradients from before the call still count
def training_step(rnn, readout, optimiser, x, y, max_norm):
    params = list(rnn.parameters()) + list(readout.parameters())
    prediction = readout(rnn(x)[0])
    loss = ((prediction - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(params, max_norm)
    optimiser.step()
    optimiser.zero_grad()
    return loss.item()

# %% right: both modules in one ModuleList, whose methods clear and list everything
def training_step(rnn, readout, optimiser, x, y, max_norm):
    both = nn.ModuleList([rnn, readout])
    both.zero_grad()
    loss = nn.MSELoss()(readout(rnn(x)[0]), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(both.parameters(), max_norm, norm_type=2)
    optimiser.step()
    return float(loss)

# %% right: zero_grad both before the backward pass and once more after the step
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimiser.zero_grad()
    error = readout(rnn(x)[0]) - y
    loss = (error * error).sum() / error.numel()
    loss.backward()
    norm_before = nn.utils.clip_grad_norm_(parameters, max_norm)
    optimiser.step()
    optimiser.zero_grad()
    return loss.detach().item()

# %% right: gradients come from autograd.grad and are put in by hand
def training_step(rnn, readout, optimiser, x, y, max_norm):
    parameters = [*rnn.parameters(), *readout.parameters()]
    loss = (readout(rnn(x)[0]) - y).pow(2).mean()
    gradients = torch.autograd.grad(loss, parameters)
    length = torch.cat([g.reshape(-1) for g in gradients]).norm()
    scale = max_norm / max(length.item(), max_norm)
    for p, g in zip(parameters, gradients):
        p.grad = g * scale
    optimiser.step()
    return loss.item()
